"""The value between finding a name and resolving it: its parts as they are printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BodyName:
    """A name of a department in its parts: scope × function × ending.

    ``scope`` are the words for whose department it is (省, 西宁市, 县级以上; empty where none stand), ``function``
    those for what it answers for (财政), ``ending`` what makes it a body (厅, 主管部门): that of the whole list where
    items share one (财政、税务等部门). ``owner`` is the government printed before it, or before its list. A name that
    does not part so is all ``ending``.
    """

    scope: str
    function: str
    ending: str
    owner: str = ""

    def __str__(self) -> str:
        return self.scope + self.function + self.ending
