#!/bin/sh
# 离线安装 lawgraph：找到合用的 Python，交给 install.py。Installs lawgraph without a network: finds a Python for install.py.
#   sh install.sh [FOLDER]          PYTHON=/opt/python3.12/bin/python3 sh install.sh
here=$(dirname "$0")
for python in "${PYTHON:-python3.12}" python3.13 python3.12 python3.11 python3; do
    if "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        exec "$python" "$here/install.py" "$@"
    fi
done
echo "lawgraph: 没有找到 Python 3.11 至 3.13，请先安装（见 README.zh-CN.md），或用 PYTHON=路径 sh install.sh 指明。" \
    "There is no Python 3.11 to 3.13; install one (README.md), or name it: PYTHON=PATH sh install.sh" >&2
exit 1
