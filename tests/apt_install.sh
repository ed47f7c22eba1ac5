#!/bin/sh
# Install a Debian package and say on standard error how far it is: apt_install.sh PACKAGE
# apt's own words are kept back, but for its errors; when it fails, this does.
set -eu
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "  更新软件包列表 reading the lists of packages" >&2
$as_root apt-get update -qq >"$log" 2>&1 || grep -E '^[EW]:|sudo' "$log" >&2 || true # an old list may do
# apt reports as lines "dlstatus:n:percent:what" and "pmstatus:package:percent:what".
if $as_root apt-get install -y -qq --no-install-recommends -o APT::Status-Fd=1 -o Dpkg::Use-Pty=0 "$1" 2>"$log" |
    awk -F: '/^(dl|pm)status:/ {
        step = int($3 / 10)
        if ($1 != kind || step != told) { printf "  [%3d%%] %s\n", $3, $4; fflush() }
        kind = $1; told = step }' >&2 && dpkg -s "$1" >/dev/null 2>&1; then
    exit 0
fi
cat "$log" >&2
exit 1
