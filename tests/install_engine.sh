#!/bin/sh
# Make sure that a Virtuoso is there, the second SPARQL engine of the tests; say what is done, and what to do when
# it cannot be.
set -eu
command -v virtuoso-t >/dev/null 2>&1 && command -v isql-vt >/dev/null 2>&1 && exit 0
remedy="第二个 SPARQL 引擎的测试将跳过，要运行请安装 Debian 的 virtuoso-opensource-7-bin。The tests of a second SPARQL engine will be skipped; install Debian's package virtuoso-opensource-7-bin to run them"
if ! command -v apt-get >/dev/null 2>&1; then
    echo "virtuoso: 未找到，也没有 apt-get；$remedy" >&2
    exit 0
fi
echo "安装测试所用的第二个 SPARQL 引擎 Virtuoso（仅一次）。Installing Virtuoso, the second SPARQL engine of the tests (once)." >&2
sh "$(dirname "$0")/apt_install.sh" virtuoso-opensource-7-bin ||
    echo "virtuoso: 安装失败，原因见上；$remedy" >&2
