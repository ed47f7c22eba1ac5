@echo off
rem Installs lawgraph without a network: finds a Python for install.py. ASCII alone, as a console may be of code page 936.
rem   install.cmd [FOLDER]
setlocal
for %%v in (3.12 3.13 3.11) do (
    py -%%v -c "pass" >nul 2>nul && (
        py -%%v "%~dp0install.py" %*
        exit /b
    )
)
python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>nul && (
    python "%~dp0install.py" %*
    exit /b
)
echo lawgraph: There is no Python 3.11 to 3.13 of 64 bits; install one first (README.md, README.zh-CN.md). 1>&2
exit /b 1
