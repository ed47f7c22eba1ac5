#!/bin/sh
# Make sure that a Virtuoso is there, the second SPARQL engine of the tests; say what to do when it cannot be installed.
set -eu
command -v virtuoso-t >/dev/null 2>&1 && command -v isql-vt >/dev/null 2>&1 && exit 0
remedy="the tests of a second engine will be skipped; install Debian's package virtuoso-opensource-7-bin to run them"
if ! command -v apt-get >/dev/null 2>&1; then
    echo "No Virtuoso found and no apt-get: $remedy." >&2
    exit 0
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
echo "Installing Virtuoso for the tests of a second engine (once) …" >&2
$as_root apt-get update -qq >/dev/null 2>&1 || true
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends virtuoso-opensource-7-bin >/dev/null 2>&1 ||
    echo "Virtuoso could not be installed: $remedy." >&2
