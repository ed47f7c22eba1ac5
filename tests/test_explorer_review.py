"""The queue of reviews and its forms over HTTP; a build takes up what was decided there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

import pytest

from lawgraph.build import BuildReport, build
from lawgraph.explorer.decided import Person, text_of
from lawgraph.explorer.desk import Desk
from lawgraph.explorer.given import Wrong
from lawgraph.explorer.review_queue import Wanted, queue
from lawgraph.explorer.reviewers import person
from lawgraph.reviews.reading import read_reviews
from lawgraph.serve import Settings, running
from lawgraph.stored_links import Reader
from ontology.iri import BASE
from queries import EmbeddedEngine

from .conftest import SOURCES


class Answer:
    def __init__(self, status: int, headers: Any, body: str) -> None:
        self.status, self.headers, self.body = status, headers, body

    def json(self) -> Any:
        return json.loads(self.body)


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Visitor:
    """A browser without script: it keeps cookies, and says where its forms come from."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies), _Stay())

    def get(self, path: str) -> Answer:
        return self._open(Request(self.site + path, headers={"Accept": "text/html"}))

    def post(
        self, path: str = "/review/decisions", *, accept: str = "text/html", origin: str = "", **fields: str
    ) -> Answer:
        headers = {"Accept": accept, "Origin": origin or self.site}
        return self._open(Request(self.site + path, urlencode(fields).encode(), headers))

    def _open(self, request: Request) -> Answer:
        try:
            with self.opener.open(request) as found:
                return Answer(found.status, found.headers, found.read().decode())
        except HTTPError as error:
            return Answer(error.code, error.headers, error.read().decode())

    def forms(self, path: str) -> list[dict[str, str]]:
        """Return the hidden fields of the forms of decisions on a page."""
        found = re.findall(r'<form class="review-form".*?</form>', self.get(path).body, re.DOTALL)
        hidden = r'<input type="hidden" name="([^"]+)" value="([^"]*)">'
        return [{key: unescape(value) for key, value in re.findall(hidden, form)} for form in found]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "reviews" / "desk.sssom.tsv"


@pytest.fixture
def site(built: BuildReport, file: Path) -> Iterator[str]:
    with running(built.generation.directory, settings=Settings(port=0, review=file)) as service:
        yield service.endpoint.removesuffix("/sparql")


@pytest.mark.parametrize(
    ("name", "identifier", "who"),
    [
        ("张三", "", Person("review:张三", "张三")),
        (" 张  三|甲", "", Person("review:张-三-甲", "张 三 甲")),  # | parts authors
        ("李四", "0000-0002-1825-0097", Person("orcid:0000-0002-1825-0097", "李四")),
        ("王五", "mailto:wang@example.org", Person("mailto:wang@example.org", "王五")),
        ("", "", None),
        ("！", "", None),  # nothing that names anybody
        ("李四", "0000-0002-1825-0098", None),  # its last digit does not fit
        ("李四", "javascript:alert(1)", None),
    ],
)
def test_who_decides_is_an_identifier(name: str, identifier: str, who: Person | None) -> None:
    if who is not None:
        assert person(name, identifier) == who
        return
    with pytest.raises(Wrong):
        person(name, identifier)


def test_what_is_worth_the_most_comes_first(built: BuildReport, tmp_path: Path) -> None:
    engine = EmbeddedEngine.open(built.generation.store)
    ordered = queue(engine, tmp_path, None, Wanted())
    ranks = [each.rank[:2] for each in ordered]
    assert ranks == sorted(ranks)
    assert {each.why.value for each in ordered} >= {"near"}
    gaps = queue(engine, tmp_path, None, Wanted(gaps=True))
    assert gaps
    assert {each.why.value for each in gaps} <= {"grave", "near", "rest"}
    document = text_of(ordered[0].ends[0])
    of_document = queue(engine, tmp_path, None, Wanted(document=document))
    assert {each.iri for each in ordered} <= {each.iri for each in of_document}


def test_a_name_is_asked_for_once_and_the_decision_is_kept_meanwhile(site: str, file: Path) -> None:
    reader = Visitor(site)
    form = reader.forms("/review")[0]
    asked = reader.post(**form, did="confirm", strength="same-act", remark="看过原文")
    assert asked.status == 401
    assert not file.exists()
    assert 'name="remark" value="看过原文"' in asked.body
    taken = reader.post(**form, did="confirm", strength="same-act", remark="看过原文", name="张三")
    assert (taken.status, taken.headers["Location"]) == (303, form["back"])
    cookie = taken.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    (row,) = read_reviews([file]).rows
    assert (row.decision.author, row.decision.strength, row.comment) == (
        "review:张三",
        "same-act",
        "看过原文",
    )
    page = reader.get("/review?state=decided").body
    assert "已确认对应 · 举措相同 · 张三" in page
    second = reader.forms("/review")[0]
    assert (second["lower"], second["upper"]) != (
        form["lower"],
        form["upper"],
    )  # what is decided is not asked again
    assert reader.post(**second, did="reject").status == 303
    assert len(read_reviews([file]).rows) == 2
    downloaded = reader.get("/review/decisions.sssom.tsv")
    assert downloaded.body == file.read_text("utf-8")


def test_two_reviewers_at_once(site: str, file: Path) -> None:
    zhang, li = Visitor(site), Visitor(site)
    form = zhang.forms("/review")[0]
    assert zhang.post(**form, did="confirm", name="张三").status == 303
    conflict = li.post(**form, did="reject", name="李四")
    assert conflict.status == 409
    assert "张三" in conflict.body
    told = li.post(**form, did="reject", name="李四", accept="application/json")
    assert (told.status, told.json()["changed"]["by"]) == (409, ["张三"])
    seen = re.search(r'name="seen" value="([^"]+)"', conflict.body)
    assert seen is not None
    assert li.post(**{**form, "seen": seen[1]}, did="reject", name="李四").status == 303
    again = [(each["lower"], each["upper"]) for each in li.forms("/review")]
    assert (form["lower"], form["upper"]) in again  # somebody is to look at it once more
    state = Desk(file).of_link(form["lower"], form["upper"])
    assert (state.decided, state.disputed, [step.name for step in state.steps]) == (
        "rejected",
        True,
        ["张三", "李四"],
    )
    assert zhang.post(**{**form, "seen": state.seen}, did="undo").status == 303  # his own, below the other's
    assert Desk(file).of_link(form["lower"], form["upper"]).by == ("李四",)


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"did": "burn"}, 400, "did"),  # no such decision
        ({"did": ""}, 400, "did"),
        ({"seen": ""}, 400, "seen"),  # what the person saw is not said
        ({"strength": "mighty"}, 400, "strength"),
        ({"remark": "长" * 501}, 400, "remark"),
        ({"lower": "https://example.org/x"}, 404, "没有这一条"),
        ({"lower": "https://w3id.org/lawgraph/eli/cn/text/0123456789abcdef/art-1"}, 404, "没有这一条"),
        ({"lower": "https://w3id.org/lawgraph/eli/cn/text/0\0"}, 404, "没有这一条"),
        ({"provision": "> x", "against": "> y"}, 404, "没有这一条"),  # no query is made of it
        ({"did": "undo"}, 409, "撤销"),  # nothing of his
    ],
)
def test_what_has_no_sense_is_refused(
    site: str, file: Path, change: dict[str, str], status: int, said: str
) -> None:
    reader = Visitor(site)
    form = reader.forms("/review")[0] | {"did": "confirm", "name": "张三"} | change
    answer = reader.post(**form)
    assert answer.status == status
    assert said in answer.body
    assert not file.exists()


@pytest.mark.parametrize("side", ["lower", "upper"])
def test_a_provision_does_not_correspond_to_itself(site: str, file: Path, side: str) -> None:
    reader = Visitor(site)
    form = reader.forms("/review")[0]
    answer = reader.post(
        **form | {"lower": form[side], "upper": form[side], "did": "confirm", "name": "张三"}
    )
    assert answer.status == 400
    assert "同一份文件" in answer.body
    assert not file.exists()


def test_a_page_of_another_site_decides_nothing(site: str, file: Path) -> None:
    reader = Visitor(site)
    form = reader.forms("/review")[0]
    assert reader.post(**form, did="confirm", name="张三", origin="https://evil.example").status == 403
    kept = reader.post(**{**form, "back": "//evil.example/x"}, did="confirm", name="张三")
    assert kept.headers["Location"] == "/review"
    assert file.exists()


def test_beyond_this_machine_a_token_is_given_once(built: BuildReport, file: Path) -> None:
    """In a form; the cookie is made from it and does not tell it; a wrong one is refused and nothing is taken."""
    settings = Settings(port=0, review=file, token="秘密-token")
    with running(built.generation.directory, settings=settings) as service:
        reader = Visitor(service.endpoint.removesuffix("/sparql"))
        form = reader.forms("/review")[0] | {"did": "confirm", "name": "张三"}
        for given in ({}, {"token": "wrong"}):
            refused = reader.post(**form, **given)
            assert (refused.status, 'name="token"' in refused.body) == (401, True)
        assert not file.exists()
        taken = reader.post(**form, token="秘密-token")
        assert taken.status == 303
        cookies = {cookie.name: cookie for cookie in reader.cookies}
        assert "秘密-token" not in str(cookies)
        assert cookies["lawgraph-pass"].has_nonstandard_attr("HttpOnly")
        second = reader.forms("/review")[0]
        assert reader.post(**second, did="reject").status == 303
        cookies["lawgraph-pass"].value = "0" * 64
        assert reader.post(**reader.forms("/review")[0], did="reject").status == 401


def test_the_other_pages_take_decisions_too(site: str, file: Path) -> None:
    """The table of two rules has the links and the gaps; of a gap its true counterpart can be chosen."""
    reader = Visitor(site)
    both = re.search(r'href="(/compare\?[^"]*lower=[^"]*)"', reader.get("/compare").body)
    assert both is not None
    pair = unescape(both[1]).removeprefix("/compare")
    table = reader.forms(f"/compare{pair}")
    link = next(each for each in table if "lower" in each)
    assert reader.post(**link, did="reject", name="张三").status == 303
    gap = next(each for each in table if "provision" in each)
    offer = f"/gaps{pair}&provision={gap['provision'].removeprefix(f'{BASE}/')}"
    offered = [each for each in reader.forms(offer) if each.get("lower") == gap["provision"]]
    assert reader.post(**offered[-1], did="confirm").status == 303
    assert sorted(row.decision.wanted for row in read_reviews([file]).rows) == [False, True]
    assert "已认定有对应" in reader.get(f"/gaps{pair}").body


def test_without_a_file_one_can_only_look(explored: str) -> None:
    reader = Visitor(explored)
    assert "review-form" not in reader.get("/review").body
    assert reader.post(did="confirm", lower="x", upper="y", seen="0", name="张三").status == 404


def test_a_file_that_somebody_broke_is_told_on_the_page(site: str, file: Path) -> None:
    reader = Visitor(site)
    form = reader.forms("/review")[0]
    file.parent.mkdir(exist_ok=True)
    file.write_text("坏了", "utf-8")
    assert "审核文件读不懂" in reader.get("/review").body
    assert reader.post(**form, did="confirm", name="张三").status == 503
    assert file.read_text("utf-8") == "坏了"


def test_a_build_takes_up_what_was_decided(site: str, file: Path, tmp_path: Path) -> None:
    """Confirmed: reviewed; rejected: gone; no counterpart: absent for certain; does correspond: a reviewed link."""
    reader = Visitor(site)
    links = reader.forms("/review?state=all")
    confirmed, rejected = links[0], next(each for each in links if each["lower"] != links[0]["lower"])
    assert (
        reader.post(
            **confirmed, did="confirm", name="张三", strength="same-matter", difference="looser"
        ).status
        == 303
    )
    assert reader.post(**rejected, did="reject").status == 303
    gaps = [each for each in reader.forms("/review?what=gaps") if each.get("nearest")]
    none, counterpart = gaps[0], next(each for each in gaps[1:] if each["provision"] != gaps[0]["provision"])
    assert reader.post(**none, did="none").status == 303
    assert reader.post(**counterpart, did="corresponds").status == 303
    report = build([SOURCES], tmp_path / "graph", reviews=[file])
    assert report.failures == ()
    asked = Reader(EmbeddedEngine.open(report.generation.store)).ask
    links_now = {
        (low, up): who
        for low, up, who in asked(
            "SELECT ?l ?u ?w { ?k lg:lower ?l ; lg:upper ?u OPTIONAL { ?k lg:review ?w } }"
        )
    }
    assert (links_now[confirmed["lower"], confirmed["upper"]] or "").startswith("review:张三 ")
    assert (rejected["lower"], rejected["upper"]) not in links_now
    ends = counterpart["provision"], counterpart["nearest"]
    assert links_now.get(ends) or links_now.get((ends[1], ends[0]))
    states = {
        (own, other): (state, who)
        for own, other, state, who in asked(
            "SELECT ?p ?d ?s ?w { ?g lg:gapProvision ?p ; lg:against ?d ; lg:gapState ?s OPTIONAL { ?g lg:review ?w } }"
        )
    }
    state, who = states[none["provision"], none["against"]]
    assert (state or "").endswith("/absent")
    assert (who or "").startswith("review:张三 ")
    assert (counterpart["provision"], counterpart["against"]) not in states
