"""Ask whether a locked package has a known vulnerability: ``make audit``, with pip-audit (Apache-2.0).

All packages of all locks are asked for, those of other platforms too, and none is skipped: a package that the
service does not know fails. Whether the service can be asked is told by a control first: a release with known
vulnerabilities must be reported; a mirror that has no such data, or no network at all, is no service, and then
the audit was **not run**.

Exit codes: 0 nothing known; 1 something is known, or a package was skipped; 2 pip-audit is not there; 4 not run.
``make test`` says again at its end that the audit was not run, and goes on; ``make audit`` does not.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.locked import Locked, all_locked

CLEAN, FOUND, ABSENT, NOT_RUN = 0, 1, 2, 4
SERVICES = ("pypi", "osv")
CONTROL = "jinja2==2.4.1"
"""A release that each service must report."""
SECONDS = 15
Ask = Callable[[str, Sequence[str]], subprocess.CompletedProcess[str]]


def pip_audit(service: str, requirements: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run pip-audit over requirements, one a line; nothing is installed and no dependency resolved."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "requirements.txt")
        wanted.write_text("\n".join([*requirements, ""]), "utf-8", newline="\n")
        command = [
            sys.executable, "-m", "pip_audit", "-r", str(wanted), "--disable-pip", "--no-deps", "--strict",
            "--progress-spinner=off", "--format=json", f"--timeout={SECONDS}", f"--vulnerability-service={service}",
        ]  # fmt: skip
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def findings(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]] | None:
    """Return what pip-audit says of each package; ``None`` if it gave no report."""
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
        return found
    except (ValueError, KeyError, TypeError):
        return None


def answers(service: str, ask: Ask) -> bool:
    """Tell whether a service reports the control."""
    said = findings(ask(service, [CONTROL])) or []
    return any(each.get("vulns") for each in said)


def audit(packages: Iterable[Locked], ask: Ask = pip_audit) -> tuple[int, list[str]]:
    """Ask the first service that answers; return the exit code and what is to be said."""
    wanted = [f"{each.name}=={each.version}" for each in packages]
    service = next((each for each in SERVICES if answers(each, ask)), None)
    if service is None:
        return NOT_RUN, [
            "安全审计：未运行。漏洞查询服务（PyPI、OSV）连不上或没有漏洞数据，没有任何一个软件包经过核对；"
            "请在能上网的机器上运行 make audit。",
            "AUDIT: NOT RUN. No vulnerability service (PyPI, OSV) could be asked, or it has no such data: not one "
            "package was checked; run 'make audit' on a machine with a network.",
        ]
    done = ask(service, wanted)
    found = findings(done)
    if found is None:
        return FOUND, [
            "安全审计失败：有软件包被跳过或无法核对，原因如下；请核对该包的名称和版本后重试。",
            "AUDIT FAILED: a package was skipped or could not be checked, see below; check its name and version.",
            done.stderr.strip(),
        ]
    skipped = [f"{each['name']}: {each['skip_reason']}" for each in found if "skip_reason" in each]
    asked_for = {each.partition("==")[0] for each in wanted}
    skipped += [f"{name}: no answer" for name in sorted(asked_for - {each["name"] for each in found})]
    known = [
        f"{each['name']} {each.get('version', '')}: {one['id']}, fixed in {', '.join(one['fix_versions']) or '-'}"
        for each in found
        for one in each.get("vulns", ())
    ]
    if skipped or known:
        return FOUND, [
            "安全审计：有问题，见下；升级后运行 make lock，或换一个软件包。",
            "AUDIT: see below; upgrade and run 'make lock', or use another package.",
            *known,
            *skipped,
        ]
    return CLEAN, [
        f"安全审计：{len(wanted)} 个软件包没有已知漏洞（{service}）。AUDIT: nothing known ({service})."
    ]


def main() -> int:
    """Audit all locks; return the exit code."""
    if subprocess.run(
        [sys.executable, "-c", "import pip_audit"], capture_output=True, check=False
    ).returncode:
        print("安全审计：没有 pip-audit，请先运行 make test 装好测试环境。"
              "AUDIT: pip-audit is not there; run 'make test', which installs it.", file=sys.stderr)  # fmt: skip
        return ABSENT
    code, said = audit(all_locked())
    print("\n".join(said), file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
