"""Errors of usage: what is wrong with a command line, in Chinese and English."""

from __future__ import annotations

import typer

from lawgraph.saying import say_plainly
from queries.result import visible

# What typer raises for a wrong command line: the base of its one public error of that kind.
UsageError: type[Exception] = typer.BadParameter.__bases__[0]
_WRONG = {
    "NoSuchOption": "没有这个选项",
    "MissingParameter": "缺少参数",
    "BadParameter": "参数值不对",
    "BadOptionUsage": "选项用法不对",
}


def say_usage(error: Exception) -> None:
    """Say what is wrong with the command line, and where its help is."""
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()  # type: ignore[attr-defined]
        return
    original = visible(" ".join(error.format_message().split()).rstrip("."))  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "lawgraph"
    unknown = original.startswith("No such command")
    kind = "没有这个命令" if unknown else _WRONG.get(type(error).__name__, "命令用法不对")
    say_plainly(f"{command}: {kind}，用法见 {command} --help。{original}; see {command} --help.")
