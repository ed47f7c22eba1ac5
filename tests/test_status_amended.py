"""Texts and the decisions that amend them: which of them a decision made, and which it stands in the place of."""

from __future__ import annotations

import pytest

from ingest.states import State
from ingest.status.header import Header
from ingest.status.periods import Holdings
from ingest.status.timeline import Period
from ingest.structure import structure
from ingest.text import SourceText


def header(text: str) -> Header:
    """Return the header of a text."""
    return Header.of(structure(SourceText("a.txt", text, "0" * 64)))


def period(texts: list[str], day: str) -> Period:
    """Return what the first of some texts is on a day."""
    headers = [header(text) for text in texts]
    return Holdings(headers).timeline(headers[0].document, None).on(day)


COURT = """最高人民法院关于审理公园纠纷案件若干问题的规定
{}

第一条 公园纠纷由公园所在地的人民法院管辖。
第二条 本规定自2018年8月10日起施行。
"""
CHANGES = """最高人民法院关于修改《关于审理公园纠纷案件若干问题的规定》的决定
2021年3月1日最高人民法院审判委员会第1833次会议通过

将第一条修改为：“公园纠纷由公园所在地的中级人民法院管辖。”
本决定自2021年4月22日起施行。
"""
FIRST = "2018年7月31日最高人民法院审判委员会第1746次会议通过"
PASSED_AGAIN = f"{FIRST}\n2021年3月1日最高人民法院审判委员会第1833次会议通过"
NAMED = (
    f"{FIRST}\n2021年3月1日最高人民法院审判委员会第1833次会议"
    "《关于修改〈关于审理公园纠纷案件若干问题的规定〉的决定》修正"
)


@pytest.mark.parametrize(
    ("notes", "day", "state"),
    [
        # the text that stood before is replaced on the day on which the decision enters into force
        (FIRST, "2021-04-21", State.IN_FORCE),
        (FIRST, "2021-04-22", State.SUPERSEDED),
        # the text whose notes tell the day of the decision has its changes, and its day of entry
        (PASSED_AGAIN, "2021-04-21", State.NOT_YET),
        (PASSED_AGAIN, "2021-04-22", State.IN_FORCE),
        (f"{PASSED_AGAIN}\n2021年4月22日施行", "2026-01-01", State.IN_FORCE),
        # so has one whose notes name the decision, or the entry of the amendment
        (NAMED, "2021-04-21", State.NOT_YET),
        (NAMED, "2026-01-01", State.IN_FORCE),
        (f"{NAMED}，该修正自2021年4月22日施行", "2026-01-01", State.IN_FORCE),
    ],
)
def test_a_text_is_not_replaced_by_the_decision_that_made_it(notes: str, day: str, state: State) -> None:
    """Its own notes tell that the changes are in it; the text before it has no such note."""
    found = period([COURT.format(notes), CHANGES], day)
    assert found.state is state
    assert state is not State.IN_FORCE or notes == FIRST or found.since == "2021-04-22"


def test_the_entry_of_an_amended_text_may_stand_in_its_notes() -> None:
    """2021年4月22日施行 below the day of the amendment is that of this text; 自2018年8月10日 is that of the rule."""
    noted = f"{PASSED_AGAIN}\n2021年4月22日施行"
    found = period([COURT.format(noted)], "2021-04-22")
    assert (found.state, found.since) == (State.IN_FORCE, "2021-04-22")
    assert found.grounds[0].text == "2021年4月22日施行"
    assert period([COURT.format(noted)], "2021-04-21").state is State.NOT_YET
