// Only for a Catch2 2 that brings no main function of its own.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
