# What Debian wants of the documentation in a package, done to what was installed for it: pages compressed without time
# or name, and a changelog.
set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}${CPACK_PACKAGING_INSTALL_PREFIX}/share)
file(WRITE ${share}/doc/evs/changelog
"${CPACK_PACKAGE_NAME} (${CPACK_PACKAGE_VERSION}) unstable; urgency=low

  * Version ${CPACK_PACKAGE_VERSION}.

 -- ${CPACK_PACKAGE_CONTACT}  Thu, 01 Jan 1970 00:00:00 +0000
")
file(GLOB_RECURSE pages ${share}/man/*)
execute_process(COMMAND gzip -9n ${pages} ${share}/doc/evs/changelog COMMAND_ERROR_IS_FATAL ANY)
