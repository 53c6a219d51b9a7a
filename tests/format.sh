#!/usr/bin/env bash
# Fails on a source file that clang-format would change. Only version 14 counts: others set the same rules differently.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."
find app core widgets tests bench -name '*.h' -o -name '*.cpp' 2>/dev/null | sort |
    xargs clang-format-14 --dry-run --Werror
echo "Formatting: clean."
