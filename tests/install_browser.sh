#!/bin/sh
# Make sure that a Chromium is there for the browser tests; say what to do when it cannot be installed.
set -eu
[ -n "${LAWGRAPH_BROWSER:-}" ] && exit 0
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if ! command -v apt-get >/dev/null 2>&1; then
    echo "No browser found: install Chromium, or set LAWGRAPH_BROWSER to one; the browser tests need it." >&2
    exit 1
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
echo "Installing Chromium for the browser tests (once) …" >&2
$as_root apt-get update -qq >/dev/null
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null || {
    echo "Chromium could not be installed: run 'sudo apt-get install chromium', or set LAWGRAPH_BROWSER." >&2
    exit 1
}
