"""Exits with 0 if a test case failed in a JUnit report: junit.py FILE"""
import sys
import xml.etree.ElementTree as xml

cases = list(xml.parse(sys.argv[1]).iter("testcase"))
sys.exit(not any(case.find("failure") is not None for case in cases))
