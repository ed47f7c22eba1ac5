"""Windows has no make, no UTF-8 console, no flock and other names of files: what can be told of it on any system.

No test here runs on Windows. The modules are read for what Windows lacks, and run with that taken away.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.read import one_line
from lawgraph import locks, machine, store
from lawgraph.exports.akoma_ntoso import _name
from lawgraph.machine import State, Trait, traits
from tools import bundle, environment

from .conftest import ROOT, SOURCES

PACKAGES = ("ontology", "ingest", "queries", "lawgraph")
MODULES = sorted(
    path for folder in (*PACKAGES, "tools") for path in (ROOT / folder).rglob("*.py")
)  # fmt: skip
NO_MODULES = (
    "fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "posix", "syslog", "crypt", "nis", "spwd", "curses",
    "readline",
)  # fmt: skip
NO_NAMES = {
    "os": {
        "fork", "forkpty", "getuid", "geteuid", "getgid", "getegid", "getpgid", "killpg", "setsid", "setpgid",
        "setuid", "sched_getaffinity", "sched_setaffinity", "sysconf", "statvfs", "mkfifo", "mknod", "getloadavg",
        "nice", "wait", "wait3", "wait4", "chown", "lchown", "fchmod", "fchown", "confstr", "uname", "ttyname",
        "register_at_fork", "posix_fadvise", "posix_fallocate", "getpriority", "setpriority", "pread", "pwrite",
        "O_NONBLOCK", "O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC", "WNOHANG", "sync", "fdatasync", "openpty", "chroot",
    },
    "signal": {
        "SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGCHLD", "SIGPIPE", "SIGQUIT", "SIGSTOP", "SIGCONT",
        "setitimer", "alarm", "pthread_kill", "pthread_sigmask", "sigwait", "ITIMER_PROF", "ITIMER_REAL", "SIGXCPU",
    },
    "socket": {"AF_UNIX", "socketpair", "SO_REUSEPORT", "SCM_RIGHTS"},
    "select": {"poll", "epoll", "kqueue"},
    "time": {"tzset", "clock_settime"},
    "asyncio": {"get_child_watcher", "open_unix_connection", "start_unix_server"},
}  # fmt: skip
GUARDS = {"ImportError", "ModuleNotFoundError", "AttributeError"}
SYSTEM = ("os.name", "sys.platform", "hasattr(", "platform.system()")


def parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def names(node: ast.AST | None) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} if node is not None else set()


def guarded(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    """Whether it is reached only where its failing is caught, or where the system was asked for."""
    while node in above:
        node = above[node]
        if isinstance(node, ast.Try) and any(names(handler.type) & GUARDS for handler in node.handlers):
            return True
        if isinstance(node, ast.With) and any(names(item.context_expr) & GUARDS for item in node.items):
            return True
        if isinstance(node, ast.If | ast.IfExp) and any(each in ast.unparse(node.test) for each in SYSTEM):
            return True
        if isinstance(node, ast.FunctionDef) and any(
            isinstance(first, ast.If) and any(each in ast.unparse(first.test) for each in SYSTEM)
            for first in node.body
        ):
            return True  # a function that begins with asking for the system
    return False


def lacking(path: Path) -> Iterator[str]:
    """What a module takes from the system that Windows has not, without asking."""
    tree = ast.parse(path.read_text("utf-8"))
    above = parents(tree)
    for node in ast.walk(tree):
        asked = []
        if isinstance(node, ast.Import):
            asked = [each.name for each in node.names if each.name.split(".")[0] in NO_MODULES]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            module = node.module or ""
            asked = [module] if module.split(".")[0] in NO_MODULES else []
            asked += [each.name for each in node.names if each.name in NO_NAMES.get(module, ())]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            asked = [node.attr] if node.attr in NO_NAMES.get(node.value.id, ()) else []
        if asked and not guarded(node, above):
            yield f"{path.relative_to(ROOT)}:{node.lineno}: {', '.join(asked)}"  # type: ignore[attr-defined]


def test_nothing_is_asked_of_the_system_that_windows_lacks() -> None:
    assert len(MODULES) > 300, "the modules are found"
    assert [each for path in MODULES for each in lacking(path)] == []


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("import fcntl\n", 1, "at once"),
        ("def f():\n    import resource\n", 1, "late is not asked either"),
        ("from os import fork\n", 1, "a name"),
        ("import os\nos.killpg(1, 9)\n", 1, "an attribute"),
        ("try:\n    import fcntl\nexcept ImportError:\n    fcntl = None\n", 0, "caught"),
        ("with suppress(ImportError, OSError):\n    import resource\n", 0, "caught otherwise"),
        ("import os\nif os.name != 'nt':\n    os.killpg(1, 9)\n", 0, "the system was asked for"),
        ("try:\n    import fcntl\nexcept ValueError:\n    pass\n", 1, "caught is something else"),
    ],
)
def test_the_scan_finds_what_windows_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, found: int, why: str
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    (tmp_path / "module.py").write_text(text, "utf-8")
    assert len(list(lacking(tmp_path / "module.py"))) == found, why


def without_newline(path: Path) -> Iterator[str]:
    """Calls that write text with the line ends of the system."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        kinds = [each.value for each in node.args[:1] if isinstance(each, ast.Constant)]
        writes = node.func.attr == "write_text" or (
            node.func.attr == "open" and any(isinstance(k, str) and k in ("w", "a", "x") for k in kinds)
        )
        if writes and not any(each.arg == "newline" for each in node.keywords):
            yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_files_have_the_line_ends_of_the_program_everywhere() -> None:
    found = [each for path in MODULES for each in without_newline(path)]
    assert [each for each in found if not each.startswith("lawgraph/annotator.py")] == [], (
        "annotator: os.devnull"
    )


AS_ON_WINDOWS = """
import builtins, os, signal, sys
ours = {packages!r}
real = builtins.__import__
def imported(name, globals=None, locals=None, fromlist=(), level=0):
    by = (globals or {{}}).get("__name__", "").split(".")[0]
    if level == 0 and by in ours and name.split(".")[0] in {modules!r}:
        raise ImportError(name)
    return real(name, globals, locals, fromlist, level)
builtins.__import__ = imported
for name in ("sched_getaffinity", "link"):
    if hasattr(os, name):
        def missing(*_, name=name):
            raise OSError(1, "Windows: " + name)
        setattr(os, name, missing) if name == "link" else delattr(os, name)
"""


def as_on_windows(script: str, *arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    begin = AS_ON_WINDOWS.format(packages=PACKAGES, modules=NO_MODULES)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, "-P", "-c", begin + script, *map(str, arguments)],
        capture_output=True, encoding="utf-8", cwd=cwd, env=environment, check=False,
    )  # fmt: skip


def test_all_modules_are_there_without_what_windows_lacks() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in MODULES
        if path.name not in ("__init__.py", "__main__.py") and path.parts[len(ROOT.parts)] in PACKAGES
    ]
    done = as_on_windows(
        "import importlib\nfor name in sys.argv[1:]:\n    importlib.import_module(name)\nprint(len(sys.argv) - 1)",
        *modules,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) == len(modules) > 300


def test_a_graph_is_built_and_asked_without_what_windows_lacks(tmp_path: Path) -> None:
    run = "sys.argv[0] = 'lawgraph'\nfrom lawgraph.cli import main\nmain()"
    old = store.write(tmp_path / "graph", ['<a:s> <a:p> "一" <a:g> .\n'], ["d"])
    source = SOURCES / "003_6370baa5acdf388e.txt"
    done = as_on_windows(run, "build", source, "--out", "graph", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not old.folder.exists(), "the generation of before is swept away"
    done = as_on_windows(run, "query", "documents", "--graph", "graph", "--format", "csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "海西蒙古族藏族自治州促进中小微企业发展条例" in done.stdout
    done = as_on_windows(run, "doctor", "--machine", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "flock" in done.stdout, "it tells that nothing is locked"
    assert "expose" in done.stdout, "and that memory is not limited"


RARE = "㐂𠮷😀\u00a9ﾊ"
CONSOLES = [
    ("gbk", "the console of Windows in Chinese"),
    ("ascii:strict", "a locale of nothing, and nothing may be replaced"),
]


@pytest.mark.parametrize(("encoding", "why"), CONSOLES)
def test_what_a_console_cannot_write_breaks_nothing(tmp_path: Path, encoding: str, why: str) -> None:
    source = tmp_path / f"{RARE}办法.txt"
    source.write_text(f"{RARE}市管理办法\n第一条 {RARE}公司应当每年安排5000万元。\n", "utf-8", newline="\n")
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for arguments in (("text", source), ("annotate", source), ("annotate", tmp_path / f"没有{RARE}.txt")):
        done = subprocess.run(
            [sys.executable, "-m", "lawgraph", *map(str, arguments)],
            cwd=ROOT, env=environment, capture_output=True, check=False,
        )  # fmt: skip
        said = (done.stdout + done.stderr).decode("utf-8")  # pipes are UTF-8 whatever the console
        assert RARE in said or all(each in said for each in one_line(RARE)), (arguments[0], why)
        assert "Traceback" not in said, why


@pytest.mark.parametrize(
    "arguments",
    [
        ("tools/environment.py", "nonsense"),
        ("-m", "tools.bundle", "nonsense"),
        ("tools/offline/install.py", "-x"),
    ],
)
def test_tools_speak_on_a_console_of_windows(arguments: tuple[str, ...]) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "gbk:strict", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 2, done.stderr
    assert b"Traceback" not in done.stderr


def test_the_scripts_of_windows_are_ascii() -> None:
    script = (bundle.FILES / "install.cmd").read_bytes()
    assert script.isascii(), "a console of code page 936 would show other characters"
    assert b"chcp" not in script, "and the console is left as it was"


def test_the_environment_needs_no_make() -> None:
    there = environment.Environment(ROOT)
    assert there.python.name in ("python", "python.exe")
    for readme in ("README.md", "README.zh-CN.md"):
        assert "python tools\\environment.py run" in (ROOT / readme).read_text("utf-8"), readme


class Paper:
    """What names a file of an export."""

    def __init__(self, title: str, iri: str) -> None:
        self.title, self.iri = title, iri


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("CON", "a name that Windows keeps for itself"),
        ("关于“A:B”的通知", "a colon, which would name a stream"),
        ("办法.", "a dot at the end, which Windows drops"),
        ("办法 ", "a blank at the end"),
        ("a\\b/c", "folders"),
        ('<>:"|?*', "nothing that a name can have"),
        ("长" * 500, "longer than a name can be"),
    ],
)
def test_names_of_exported_files_can_be_written_on_windows(title: str, why: str) -> None:
    name = _name(Paper(title, "https://w3id.org/lawgraph/eli/cn/text/8fb97fd50b203320"))  # type: ignore[arg-type]
    assert not set(name) & set('<>:"/\\|?*'), why
    assert name.endswith("8fb97fd50b203320.xml"), "told apart by a digest, whatever the case of letters"
    assert name.partition(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL"}, why
    assert len(name) < 200, why


def test_a_file_that_is_open_is_not_free_where_nothing_can_be_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "fcntl", None)
    path = tmp_path / "graph.nq"
    path.touch()
    assert locks.is_free(path)

    def refused(*_: object) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "rename", refused)
    assert not locks.is_free(path), "Windows renames no file that is open"


def test_a_machine_that_lacks_a_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(each.state is not State.LACKING for each in traits()), "this one lacks nothing"
    monkeypatch.setattr(machine, "_version", lambda name: None if name == "rdflib" else "1")
    found = [each for each in traits() if each.state is State.LACKING]
    assert len(found) == 1
    assert isinstance(found[0], Trait)
    assert "rdflib" in str(found[0])
