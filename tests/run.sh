#!/usr/bin/env bash
# tests/run.sh [CTEST ARGS]: from a bare Debian or Ubuntu to all tests run, such as tests/run.sh -R core.
# CONVOSCOPE_PRESET picks another of the presets in CMakePresets.json (default: release).
set -eu
. "$(dirname "${BASH_SOURCE[0]}")/../cmake/bootstrap.sh"
preset=${CONVOSCOPE_PRESET:-release}

# shellcheck disable=SC2086 # one word a package
need $program_packages $test_packages
build "$preset"
ctest --test-dir "$root/build/$preset" --output-on-failure --no-tests=error \
    --parallel "$(getconf _NPROCESSORS_ONLN)" "$@"
