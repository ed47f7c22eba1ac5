"""Taking a decision that a page sends: who may, who does, and what is answered to readers and to scripts.

``POST /review/decisions`` has the fields of a form: ``did`` (:class:`lawgraph.reviews.history.Did`), ``lower`` and
``upper`` of a link, ``provision``, ``against`` and ``side`` of a gap, or ``finding``, and ``seen``, the state that the
page showed.
What is missing (the token, a name) is asked for by a page that carries the decision on, so that none is lost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from lawgraph.explorer.application import Explorer
from lawgraph.explorer.asking import NotAnswered, PageEngine
from lawgraph.explorer.desk import Ask, Changed, Desk, Did, NotKept, NotYours, Person, State
from lawgraph.explorer.finding_desk import Ruling
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Asked, Missing, Page, Said, Shown
from lawgraph.explorer.reviewers import COOKIE, keep, kept, person
from lawgraph.explorer.taking import take, take_ruling
from lawgraph.service.asked import body_of, pairs
from lawgraph.service.formats import prefers_html
from lawgraph.service.settings import Settings
from lawgraph.service.writing import give_pass, is_token, refuse_other_sites, refuse_writing

PATH, REVIEWER, FILE = "/review/decisions", "/review/reviewer", "/review/decisions.sssom.tsv"
_MOST = 1 << 16  # bytes of a form
_WAITS = 0.5  # seconds before a wrong token is told
_ON_FINDING = {
    Did.CONFIRM: Said("已确认这处疑问", "The finding is confirmed"),
    Did.REJECT: Said("已排除这处疑问", "The finding is dismissed"),
}
_WORDS = {
    Did.CONFIRM: Said("已确认对应", "The link is confirmed"),
    Did.REJECT: Said("已否决对应", "The link is rejected"),
    Did.NONE: Said("已认定没有对应", "It has no counterpart"),
    Did.UNDO: Said("已撤销", "Undone"),
    Did.REMARK: Said("备注已记下", "The remark is kept"),
}


@dataclass(frozen=True, slots=True)
class Carried:
    """A decision that waits: its fields, where it came from, and what is still missing for it.

    ``state`` is what somebody else decided meanwhile.
    """

    fields: tuple[tuple[str, str], ...]
    back: str
    token: bool = False
    name: bool = False
    state: State | None = None
    wrong: str = ""


def routes(made: Explorer, settings: Settings) -> list[Route]:
    """Return the addresses at which decisions are taken."""
    taking = _Taking(made, settings)
    return [
        Route(PATH, taking.decide, methods=["POST"]),
        Route(REVIEWER, taking.enter, methods=["POST"]),
        Route(FILE, taking.file, methods=["GET", "HEAD"]),
    ]


class _Refused(Exception):
    """What a request still lacks, or why it is not taken."""

    def __init__(self, status: int, zh: str, en: str) -> None:
        super().__init__(f"{zh}{en}")
        self.status, self.zh, self.en = status, zh, en


@dataclass(frozen=True, slots=True)
class _Taking:
    made: Explorer
    settings: Settings

    async def decide(self, request: Request) -> Response:
        """Take a decision, and lead back to where it was made."""
        fields = await self._fields(request)
        back = self._back(fields)
        try:
            desk = self._desk()
            let_in = await self._let_in(request, fields)
            who = self._who(request, fields)
            if let_in is False or who is None:
                return self._missing(request, fields, back, token=let_in is False, name=who is None)
            ask, state = await self._taken(request, desk, fields, who)
        except Changed as error:
            return self._conflict(request, fields, back, error.state)
        except (Wrong, Missing, NotKept, NotYours, _Refused, NotAnswered) as error:
            return self._trouble(request, error)
        answer = self._answer(request, fields, ask, state, back)
        self._keep(request, answer, fields, who, let_in is True)
        return answer

    async def enter(self, request: Request) -> Response:
        """Keep who decides, and that the token was given; lead back."""
        fields = await self._fields(request)
        back = self._back(fields)
        try:
            self._desk()
            let_in = await self._let_in(request, fields)
            who = person(fields.get("name", ""), fields.get("identifier", ""))
            if let_in is False:
                return self._missing(request, fields, back, token=True, name=False)
        except (Wrong, _Refused) as error:
            return self._trouble(request, error)
        answer = RedirectResponse(back, 303)
        self._keep(request, answer, fields, who, let_in is True)
        return answer

    async def file(self, request: Request) -> Response:
        """Answer with the file of reviews."""
        try:
            desk = self._desk()
            text = await asyncio.to_thread(desk.text)
        except (_Refused, NotKept) as error:
            return self._trouble(request, error)
        headers = {
            "Content-Disposition": 'attachment; filename="decisions.sssom.tsv"',
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(text.encode(), headers=headers, media_type="text/tab-separated-values; charset=utf-8")

    async def _fields(self, request: Request) -> dict[str, str]:
        limits = self.made.front.pool.limits
        return dict(pairs(await body_of(request, min(_MOST, limits.request), limits.arrives)))

    def _desk(self) -> Desk:
        if self.made.desk is None:
            raise _Refused(
                404,
                "此服务没有打开审核，请用 lawgraph serve --review 文件.tsv 启动。",
                "This service takes no decisions; start it with lawgraph serve --review FILE.tsv.",
            )
        return self.made.desk

    async def _let_in(self, request: Request, fields: Mapping[str, str]) -> bool | None:
        """Tell whether the token was given just now; ``None`` where it need not be, ``False`` where it lacks."""
        given, token = fields.get("token", ""), self.settings.token
        try:
            if token is not None and given:
                refuse_other_sites(request, self.settings)
                if is_token(given.strip(), token):
                    return True
                await asyncio.sleep(_WAITS)
                return False
            refuse_writing(request, self.settings)
        except HTTPException as error:
            if error.status_code == 401:
                return False
            raise _Refused(error.status_code, error.detail, "") from error
        return None

    def _who(self, request: Request, fields: Mapping[str, str]) -> Person | None:
        if fields.get("name"):
            return person(fields["name"], fields.get("identifier", ""))
        return kept(request.cookies.get(COOKIE, ""))

    async def _taken(
        self, request: Request, desk: Desk, fields: Mapping[str, str], who: Person
    ) -> tuple[Ask | Ruling, State]:
        engine, store = PageEngine(self.made.front, request), self.made.front.pool.store
        try:
            async with self.made.places:
                if fields.get("finding"):
                    return await asyncio.to_thread(take_ruling, desk, engine, store, fields, who)
                return await asyncio.to_thread(take, desk, engine, fields, who)
        finally:
            engine.given_up.set()

    def _keep(
        self, request: Request, answer: Response, fields: Mapping[str, str], who: Person, let_in: bool
    ) -> None:
        path = self.made.front.prefix or "/"
        secure = self.made.front.address(request, "/").startswith("https:")
        if fields.get("name"):
            keep(answer, who, path, secure=secure)
        if let_in and self.settings.token is not None:
            give_pass(answer, self.settings.token, path, secure=secure)

    def _back(self, fields: Mapping[str, str]) -> str:
        """Return where a form came from, if that is a page of ours."""
        prefix, back = self.made.front.prefix, fields.get("back", "")
        parts = urlsplit(back)
        ours = not parts.scheme and not parts.netloc and back.startswith(f"{prefix}/") and "\\" not in back
        clean = (
            ours and not back.startswith("//") and all(char.isprintable() and char != " " for char in back)
        )
        return back if clean else f"{prefix}/review"

    def _answer(
        self, request: Request, fields: Mapping[str, str], ask: Ask | Ruling, state: State, back: str
    ) -> Response:
        if _for_readers(request):
            return RedirectResponse(back, 303)
        desk = self._desk()
        language = self.made.frame(request).language
        if isinstance(ask, Ruling):
            told = _ON_FINDING.get(ask.did, _WORDS[ask.did]).by(language)
            return JSONResponse(_answered(told, state, state, mine=_is_by(ask.by, state)))
        told = _WORDS[ask.did].by(language)
        row = desk.of_link(fields["lower"], fields["upper"]) if fields.get("upper") else state
        if fields.get("provision"):
            row = desk.of_gap(fields["provision"], fields["against"])
        gap = row if row.gap else state if ask.gap else desk.of_gap(ask.lower.iri, ask.upper.document)
        shown = gap if gap.decided == "none" and not row.decided else row
        decided = shown.decided or ("confirmed" if shown.counterparts else "")
        shown = replace(shown, decided=decided, disputed=row.disputed, remark=row.remark, seen=row.seen)
        return JSONResponse(_answered(told, shown, gap, mine=_is_by(ask.by, row, gap)))

    def _missing(
        self, request: Request, fields: Mapping[str, str], back: str, *, token: bool, name: bool
    ) -> Response:
        wrong = "口令不对。That is not the token." if token and fields.get("token") else ""
        kept_back = {"token"} | ({"name", "identifier"} if name else set())
        carried = tuple((key, value) for key, value in fields.items() if key not in kept_back | {"back"})
        if not _for_readers(request):
            return JSONResponse({"needs": [*(["token"] if token else []), *(["name"] if name else [])]}, 401)
        return self._page(request, _ENTER, Carried(carried, back, token, name, wrong=wrong), 401)

    def _conflict(self, request: Request, fields: Mapping[str, str], back: str, state: State) -> Response:
        if not _for_readers(request):
            said = {"decided": state.decided, "by": state.by, "on": state.on, "seen": state.seen}
            return JSONResponse({"changed": said, "gap": state.gap}, 409)
        changed = {"seen": state.seen, "seen_gap": state.seen, "back": ""}
        if not state.gap and fields.get("nearest"):
            changed |= {"lower": state.one, "upper": state.other, "provision": "", "nearest": ""}
            changed["did"] = Did.CONFIRM.value
        carried = tuple((key, value) for key, value in {**fields, **changed}.items() if value)
        return self._page(request, _CONFLICT, Carried(carried, back, state=state), 409)

    def _page(self, request: Request, page: Page, content: Carried, status: int) -> Response:
        front = self.made.front
        language = self.made.frame(request).language
        reviewer = request.cookies.get(COOKIE, "")
        asked = Asked(
            PageEngine(front, request), front.pool.store, Given(), "", language, self.made.desk, reviewer
        )
        return self.made.told(request, page, Shown(content), asked, status)

    def _trouble(self, request: Request, error: Exception) -> Response:
        status = int(getattr(error, "status", 500))
        if isinstance(error, Wrong):
            zh, en = f"{error.parameter}：{error.zh}", f"{error.parameter}: {error.en}"
        else:
            zh, en = getattr(error, "zh", str(error)), getattr(error, "en", "")
        if not _for_readers(request):
            return JSONResponse({"trouble": f"{zh} {en}".strip()}, status)
        return self.made.trouble(request, status, zh, en)


def _answered(told: str, shown: State, gap: State, *, mine: bool) -> dict[str, object]:
    """Return what a script is told of a decision."""
    return {
        "said": told,
        "decided": shown.decided,
        "by": shown.by,
        "on": shown.on,
        "disputed": shown.disputed,
        "remark": shown.remark,
        "seen": shown.seen,
        "seen_gap": gap.seen,
        "mine": mine,
    }


def _is_by(who: Person, *states: State) -> bool:
    """Tell whether a step of this person holds, so that it can be undone."""
    return any(step.by == who.id for each in states for step in each.standing)


def _for_readers(request: Request) -> bool:
    return prefers_html(request.headers.get("accept", "")) or "accept" not in request.headers


def _nothing(_: Asked) -> Shown:
    raise Missing("这里只接受审核表单。", "Only the forms of reviews come here.")


_CONFLICT = Page(
    "review_conflict", PATH, Said("已有人作出决定", "Somebody has decided"), _nothing, bundled=("review.css",)
)
_ENTER = Page(
    "review_enter", PATH, Said("先登记再审核", "Before you decide"), _nothing, bundled=("review.css",)
)
