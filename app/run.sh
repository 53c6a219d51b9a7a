#!/usr/bin/env bash
# app/run.sh [ARGS]: from a bare Debian or Ubuntu to the running program. Installs what is missing, builds what changed, starts.
# ARGS go to the program; --help tells which there are.
set -eu
. "$(dirname "${BASH_SOURCE[0]}")/../cmake/bootstrap.sh"

# needs_display ARGS...: whether these arguments open a window on the desktop.
needs_display() {
    local argument
    [ "${1:-}" != render ] || return 1
    for argument in "$@"; do
        case $argument in
            -h | --help | --help-all | -v | --version) return 1 ;;
            -platform | --platform | -platform=* | --platform=* | --screenshot | --screenshot=*) return 1 ;;
        esac
    done
    [ -z "${QT_QPA_PLATFORM:-}" ]
}

no_display() {
    [ "$(uname)" = Linux ] && [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]
}

# The build talks on standard error: standard output is the program's.
{
    # shellcheck disable=SC2086 # one word a package
    need $program_packages ${WAYLAND_DISPLAY:+qt6-wayland}
    build release convoscope
} >&2
convoscope="$root/build/release/app/convoscope"

if ! no_display || ! needs_display "$@"; then
    exec "$convoscope" "$@"
fi

say "There is no display here, so the first lesson is drawn into this folder instead:"
"$convoscope" render convolution -o convolution.png
"$convoscope" render convolution -o convolution.gif
say "  $PWD/convolution.png"
say "  $PWD/convolution.gif"
say "To the window:"
say "  ssh -X HOST, then app/run.sh        the window on your own screen"
say "  app/run.sh -platform vnc            the window in any VNC viewer, at port 5900 of this machine"
