# What makes a mistake, here or in a library, harder to exploit. tests/system/hardening.sh looks for it in the program.
# Sanitizers, which see more, are built without.
include(CheckCXXCompilerFlag)

target_compile_definitions(evs_options INTERFACE _GLIBCXX_ASSERTIONS)
# The C library checks sizes only in optimised code, and warns otherwise. A distribution may have set it already.
target_compile_options(evs_options INTERFACE $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>)
target_compile_options(evs_options INTERFACE -fPIE)
foreach(flag IN ITEMS -fstack-protector-strong -fstack-clash-protection -fcf-protection)
  string(MAKE_C_IDENTIFIER "HAS_${flag}" has_flag)
  check_cxx_compiler_flag(${flag} ${has_flag}) # the last one is for x86 only
  if(${has_flag})
    target_compile_options(evs_options INTERFACE ${flag})
  endif()
endforeach()
target_link_options(evs_options INTERFACE -pie LINKER:-z,relro,-z,now,-z,noexecstack)
