"""Prints what a CI job runs as a script of bash: ci.py FILE

Of GitHub's jobs the values of run:, each in a shell of its own: with 'shell: bash' that is bash with pipefail, otherwise,
in a container, sh. Of GitLab's the lines of script:. Knows as much of YAML as the recipes use; where PyYAML is installed it must find the same."""
import pathlib
import re
import shlex
import sys

text = pathlib.Path(sys.argv[1]).read_text()


def section(name):
    """The lines below `name:`, and how far they are indented."""
    found = re.search(rf"^( *){name}:\n((?:\1 +.*\n|\n)*)", text, re.M)
    return found[2] if found else ""


def runs():
    for found in re.finditer(r"^( *)(- )?run: (.*)\n((?:\1 +.*\n)*)", text, re.M):
        indent, dash, value, below = found.groups()
        if value == "|":
            deep = re.match(" *", below)[0]
            inner = [line for line in below.splitlines() if line.startswith(deep)]
            yield "\n".join(line[len(deep):] for line in inner)
        else:
            yield value


environment = dict(re.findall(r"^ +(EVS_\w+): (\S+)(?: #.*)?$", section("env") + section("variables"), re.M))
scripts = list(runs()) or re.findall(r"^ +- (.*)$", section("script"), re.M)
try:
    import yaml

    job = list(yaml.safe_load(text)["jobs"].values())[0] if "jobs:" in text else yaml.safe_load(text)["events"]
    listed = [step["run"].rstrip("\n") for step in job["steps"] if "run" in step] if "steps" in job else job["script"]
    if listed != scripts:
        sys.exit(f"{sys.argv[1]}: {scripts} were found, but there are {listed}")
except ImportError:
    pass

shell = "sh -e"
if "shell: bash" in text or "script:" in text:
    shell = "bash --noprofile --norc -eo pipefail"
for name, value in environment.items():
    print(f"export {name}={shlex.quote(value)}")
for script in scripts:
    print(f"# step\n{shell} -c {shlex.quote(script)} || exit")
