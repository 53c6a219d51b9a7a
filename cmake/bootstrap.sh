# shellcheck shell=bash
# shellcheck disable=SC2034 # used by those that source this file
# Sourced by app/run.sh, tests/run.sh and .ci/run: the packages the project needs, and the way from
# an empty system to a built tree. Kept to what bash 3.2 knows, for macOS.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Debian's and Ubuntu's names. qt6-qpa-plugins brings the VNC window, qt6-image-formats-plugins WebP and TIFF.
program_packages="g++ cmake ninja-build pkg-config qt6-base-dev qt6-svg-dev qt6-qpa-plugins
    qt6-image-formats-plugins libeigen3-dev libhwy-dev nlohmann-json3-dev libgif-dev libwebp-dev"
# The tests run the Python that the code view shows.
test_packages="python3 python3-numpy"
ci_packages="git ca-certificates clang-format-14 clang-tidy-19 desktop-file-utils appstream mandoc shared-mime-info"

# Qt wants UTF-8 and says so at every start where the locale is plain C.
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
    export LC_ALL=C.UTF-8
fi

say() { printf '%s\n' "$*" >&2; }

other_systems() {
    say "Convoscope builds with CMake 3.25, Ninja, a C++20 compiler, Qt 6.4, Eigen 3.4, Highway, nlohmann-json, giflib, libwebp:"
    say "  Fedora    sudo dnf install gcc-c++ cmake ninja-build pkgconf qt6-qtbase-devel qt6-qtsvg-devel" \
        "qt6-qtimageformats eigen3-devel highway-devel json-devel giflib-devel libwebp-devel"
    say "  Arch      sudo pacman -S --needed base-devel cmake ninja qt6-base qt6-svg qt6-imageformats eigen" \
        "highway nlohmann-json giflib libwebp"
    say "  Homebrew  brew install cmake ninja pkg-config qt eigen highway nlohmann-json giflib webp"
    say "The tests also need Python 3 with NumPy."
}

tools_there() {
    command -v cmake >/dev/null && command -v ninja >/dev/null && command -v c++ >/dev/null
}

# missing PACKAGE...: those that Debian's package manager has not installed; asks no network.
missing() {
    local installed package
    installed=$(dpkg-query -W -f='${db:Status-Status} ${binary:Package}\n' "$@" 2>/dev/null |
        sed -n 's/^installed \([^:]*\).*/\1/p')
    for package in "$@"; do
        printf '%s\n' "$installed" | grep -qxF -- "$package" || printf '%s ' "$package"
    done
}

# as_root COMMAND...: 127 where there is no way to become root.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        return 127
    fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
        -o Acquire::Retries=3 "$@" </dev/null
}

# need PACKAGE...: installs what is missing with apt; elsewhere names the packages and goes on where the tools are there.
need() {
    local wanted
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        [ -e "$root/build" ] || other_systems
        tools_there || exit 1
        return 0
    fi
    wanted=$(missing "$@")
    [ -n "$wanted" ] || return 0
    say "Installing once: $wanted"
    if as_root true; then
        apt_get update -q || say "The package lists could not all be fetched; going on with those that are there."
        # shellcheck disable=SC2086 # one word a package
        apt_get install -y -q --no-install-recommends $wanted && return 0
    fi
    say "These packages could not be installed. As root:"
    say "  apt-get update && apt-get install --no-install-recommends $wanted"
    tools_there || exit 1
    say "Going on with the compiler and CMake that are there."
}

# build PRESET [TARGET]: configures once, then only what changed.
build() {
    local tree="$root/build/$1"
    # A tree that was configured elsewhere, before the checkout was moved or copied, starts anew.
    if [ -e "$tree/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$tree/CMakeCache.txt"; then
        rm -rf "$tree"
    fi
    if [ ! -e "$tree/build.ninja" ] && ! (cd "$root" && cmake --preset "$1"); then
        say "Convoscope needs CMake 3.25 and Qt 6.4: Debian 12, Ubuntu 24.04 or newer."
        exit 1
    fi
    cmake --build "$tree" ${2:+--target "$2"}
}
