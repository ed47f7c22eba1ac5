"""What is refused: with a status, the reason, and what to do, in two languages."""

from __future__ import annotations


class Refused(Exception):
    """A change that is not made. ``zh`` and ``en`` say why and what to do next; ``instead`` is a name that is free."""

    def __init__(self, status: int, zh: str, en: str, instead: str = "") -> None:
        super().__init__(f"{zh}{en}")
        self.status, self.zh, self.en, self.instead = status, zh, en, instead
