#!/usr/bin/env bash
# tests/tidy.sh BUILD: clang-tidy on the sources that changed, the newest first. It costs up to half a minute of CPU a file,
# so it stops starting new ones after CONVOSCOPE_TIDY_SECONDS (default 720) and names those it did not reach.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=$1
newest_commits=12
most_files=24

# Newest first: what differs from the main branch, or on the main branch itself the newest commits.
changed() {
    local base
    base=$(git merge-base HEAD origin/main 2>/dev/null || true)
    if [ -n "$base" ] && [ "$base" != "$(git rev-parse HEAD)" ]; then
        git log --format= --name-only "$base..HEAD"
    else
        git log --format= --name-only -n "$newest_commits"
    fi
}

# A changed header is checked through its own source, or through one that includes it.
source_of() {
    case $1 in
        *.cpp) echo "$1" ;;
        *.h) if [ -e "${1%.h}.cpp" ]; then echo "${1%.h}.cpp"; else git grep -lF "\"$1\"" -- '*.cpp' | head -n 1; fi ;;
    esac
}

sources() {
    changed | awk '!seen[$0]++' | grep -E '^(app|core|widgets|tests|bench)/.*\.(h|cpp)$' |
        while read -r file; do source_of "$file"; done |
        while read -r file; do [ ! -e "$file" ] || echo "$file"; done | awk '!seen[$0]++' | head -n "$most_files"
}

check() {
    local said
    if [ "$(date +%s)" -ge "$deadline" ]; then
        echo "  not reached  $1"
    elif said=$(clang-tidy-19 --quiet -p "$build" "$1" 2>&1); then
        echo "  clean        $1"
    else
        printf '  FAULTS       %s\n%s\n' "$1" "$(printf '%s\n' "$said" | grep -v 'warnings generated')"
        return 1
    fi
}

export build deadline=$(($(date +%s) + ${CONVOSCOPE_TIDY_SECONDS:-720}))
export -f check
git() { command git -c safe.directory="$PWD" "$@"; }

list=$(sources)
echo "clang-tidy on $(printf '%s' "$list" | grep -c .) changed files:"
printf '%s\n' "$list" | xargs -r -P 2 -I{} bash -c 'check "$1"' check {}
