"""What goes wrong with a cluster or a storage: where, what failed, what to do next."""

from __future__ import annotations

from ingest.read import one_line, printable


class ClusterError(Exception):
    """A cluster or a storage that cannot be used, in one line and two languages; the graph that was there is unharmed.

    ``chinese`` says all of it in a sentence without its 。; ``problem`` and ``remedy`` say it in English.
    """

    def __init__(self, where: str, chinese: str, problem: str, remedy: str) -> None:
        super().__init__(where, chinese, problem, remedy)
        self.where = where
        self.chinese = chinese
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        said = f"{self.where}: {self.chinese}。{self.problem}; {self.remedy}."
        return one_line(printable(said))


class WrongAddress(ClusterError):
    """What was named is no address of a cluster or storage: an error of usage."""


class StorageFailed(ClusterError):
    """A storage that failed more often than it is asked."""


def not_installed(where: str, package: str) -> ClusterError:
    """Return that the packages of the extra are not there."""
    return ClusterError(
        where,
        f"缺少软件包 {package}，请运行 pip install 'lawgraph[cluster]'",
        f"The package {package} is not installed",
        "run pip install 'lawgraph[cluster]' (and s3fs, for s3://)",
    )
