#!/bin/sh
# Make sure that a Chromium is there for the browser tests; say what is done, and what to do when it cannot be.
set -eu
[ -n "${LAWGRAPH_BROWSER:-}" ] && exit 0
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if ! command -v apt-get >/dev/null 2>&1; then
    echo "chromium: 未找到浏览器，浏览器测试需要它；请安装 Chromium，或用 LAWGRAPH_BROWSER 指明一个。No browser was found for the browser tests; install Chromium, or name a browser in LAWGRAPH_BROWSER" >&2
    exit 1
fi
echo "安装浏览器测试所用的 Chromium（仅一次）。Installing Chromium for the browser tests (once)." >&2
sh "$(dirname "$0")/apt_install.sh" chromium || {
    echo "chromium: 安装失败，原因见上；请运行 sudo apt-get install chromium，或用 LAWGRAPH_BROWSER 指明一个浏览器。Chromium could not be installed, the reason is above; run sudo apt-get install chromium, or name a browser in LAWGRAPH_BROWSER" >&2
    exit 1
}
