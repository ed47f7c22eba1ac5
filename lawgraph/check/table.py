"""A report of a check as lines for a terminal: each finding with both quotations, the question and the law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ingest.check.finding import Finding, LawBehind, Quoted
from lawgraph.check.forms import words
from lawgraph.check.report import CheckedDocument, CheckReport, LeftOpen
from lawgraph.check.watch import Cause, Office, causes
from ontology.checks import kinds

LANGUAGES = ("zh", "en")
_MOST = 120  # characters of a quotation or an article: the other forms have all of it
_PLACES = 3  # of what was left open for the same reason
_SAY = {
    "here": ("本文件", "here"),
    "there": ("对方", "there"),
    "question": ("问", "question"),
    "why": ("由", "why"),
    "law": ("法", "law"),
    "today": ("今", "today"),
    "note": ("注", "note"),
    "answers": ("责任", "answers"),
    "review": ("审核", "review"),
}


def lines(report: CheckReport, language: str = LANGUAGES[0]) -> Iterator[str]:
    """Yield the lines of a report, in Chinese or in English; quotations are cut where they are long.

    What was asked for since a day or a build is told by what caused it and by who answers for it.
    """
    return _Lines(report, LANGUAGES.index(language)).lines()


class _Lines:
    def __init__(self, report: CheckReport, at: int) -> None:
        self.report = report
        self.at = at
        self.quoted: set[str] = set()  # what the law says, once in a report

    def say(self, zh: str, en: str) -> str:
        return (zh, en)[self.at]

    def lines(self) -> Iterator[str]:
        report = self.report
        yield self._basis()
        yield self._summary()
        if report.since is None:
            yield from self._by_document()
        else:
            for cause in causes(report):
                yield ""
                yield from self._cause(cause)
        yield from self._open()

    def _basis(self) -> str:
        report = self.report
        if self.at == 0:
            return words.basis(report)
        newest = f", the last of {report.newest}: what came after is not known" if report.newest else ""
        since = f"; only what is new since {report.since}" if report.since else ""
        silent = f"; {report.dismissed} more were dismissed by a person" if report.dismissed else ""
        return f"Checked as of {report.on} among {report.among} documents{newest}{since}{silent}."

    def _summary(self) -> str:
        found = self.report.findings
        if self.at == 0 or not found:
            return self.say(words.summary(self.report), "Nothing was found.")
        counted = Counter(each.gravity for each in found)
        told = ", ".join(
            f"{counted[each]} {name}" for each, (_, name) in words.GRAVITIES.items() if counted[each]
        )
        return f"{len(found)} findings ({told})."

    def _by_document(self) -> Iterator[str]:
        by_document: dict[str, list[Finding]] = {}
        for finding in self.report.findings:
            by_document.setdefault(finding.here.document, []).append(finding)
        for document in self.report.documents:
            own = by_document.get(document.header.document, [])
            if not own and len(self.report.documents) > 1:
                continue
            yield ""
            yield self._document(document)
            number = 1
            for alike in words.alike(own):
                yield from self._finding(alike[0], number) if len(alike) == 1 else self._alike(alike, number)
                number += len(alike)
        found = {finding.here.document for finding in self.report.findings}
        clear = [each for each in self.report.documents if each.header.document not in found]
        if clear and found:
            yield ""
            named = "、".join(words.rule(each.header.title) for each in clear)
            yield self.say(
                f"没有发现问题的 {len(clear)} 份：{named}", f"{len(clear)} without findings: {named}"
            )

    def _document(self, document: CheckedDocument) -> str:
        state = words.STATES[document.status.state][self.at]
        told = [f"{words.rule(document.header.title)} {state}"]
        if document.uppers:
            named = "、".join(map(words.rule, document.uppers))
            told.append(self.say(f"对照：{named}", f"compared with {named}"))
        else:
            told.append(self.say("没有对照的上位规定", "compared with no upper rule"))
        if document.absent:
            named = "、".join(map(words.rule, document.absent))
            told.append(
                self.say(f"依据不在其中、没有对照：{named}", f"legal bases that are not there: {named}")
            )
        return self.say("；", "; ").join(told)

    def _finding(self, finding: Finding, number: int) -> Iterator[str]:
        kind = kinds()[finding.kind]
        grave = words.GRAVITIES[finding.gravity][self.at]
        head = f"{number:>3} 〔{grave}〕{self.say(kind.zh, kind.en)}  {self._where(finding.here)}"
        yield f"{head}{self._since(finding)}  {finding.key}"
        yield from self._part("here", _quoted(finding.here.text))
        if finding.there is not None:
            yield from self._part(
                "there", f"{words.where(finding.there)} {_quoted(finding.there.text)}".strip()
            )
        yield from self._part("why", finding.why[self.at])
        yield from self._asked(finding)
        yield from self._answers(finding)

    def _alike(self, alike: Sequence[Finding], number: int) -> Iterator[str]:
        """Yield findings that ask the same: the question and the law once, then each place."""
        first, many = alike[0], len(alike)
        kind = kinds()[first.kind]
        grave = words.GRAVITIES[first.gravity][self.at]
        named = self.say(f"{kind.zh}（{many} 处）", f"{kind.en} ({many})")
        yield f"{f'{number}–{number + many - 1}':>3} 〔{grave}〕{named}"
        yield from self._asked(first)
        for at, each in enumerate(alike, number):
            place = f"{self._where(each.here)} {_quoted(each.here.text)}".strip()
            yield f"  {at:>3} {place}{self._since(each)}  {each.key}"
            yield from self._part("why", each.why[self.at])
            yield from self._answers(each)

    def _asked(self, finding: Finding) -> Iterator[str]:
        """Yield the question, the law behind it, and why it may be lawful."""
        kind = kinds()[finding.kind]
        yield from self._part("question", self.say(kind.question_zh, kind.question_en))
        for law in finding.law:
            yield from self._law(law)
        yield from self._part("note", finding.note[self.at] if finding.note else "")

    def _answers(self, finding: Finding) -> Iterator[str]:
        yield from self._part(
            "answers", words.answering(finding) if self.at == 0 else words.answering_en(finding)
        )
        yield from self._part("review", finding.review or "")

    def _since(self, finding: Finding) -> str:
        return self.say(f"  自 {finding.since}", f"  since {finding.since}") if finding.since else ""

    def _law(self, law: LawBehind) -> Iterator[str]:
        if self.at == 1 and law.then is None:
            unknown = "the text of that time is not known, so nothing is judged by it"
            yield from self._part("law", f"《{law.law}》{law.article}: {unknown}")
            yield from self._words("today", words.today(law), words.cited_today(law))
            return
        for name, told in words.law_lines(law):
            cited = told.partition("：")[0]
            yield from self._words("law" if name == "依据" else "today", told, cited)

    def _words(self, name: str, told: str, cited: str) -> Iterator[str]:
        """Yield the words of an article; where they were quoted before only how it is cited."""
        again = told in self.quoted and told.startswith(cited)
        self.quoted.add(told)
        yield from self._part(
            name, f"{cited}{self.say('（同上）', ' (as above)')}" if again else _short(told)
        )

    def _part(self, name: str, text: str) -> Iterator[str]:
        if text:
            yield f"      {_SAY[name][self.at]}{self.say('：', ': ')}{text}"

    def _where(self, quoted: Quoted) -> str:
        return words.place(quoted.path) if self.at == 0 else quoted.path or "all of it"

    def _cause(self, cause: Cause) -> Iterator[str]:
        many = len(cause.findings)
        title = words.rule(cause.title) if cause.title else self.say("时间经过", "Time that has passed")
        since = self.say(f"，自 {cause.since}", f", since {cause.since}") if cause.since else ""
        yield f"{title}{since}{self.say(f'：影响 {many} 处', f': {many} findings')}"
        for office in cause.offices:
            yield f"  {self._office(office)}"
            for finding in office.findings:
                kind = kinds()[finding.kind]
                grave = words.GRAVITIES[finding.gravity][self.at]
                named = self.say(kind.zh, kind.en)
                yield f"    {words.where(finding.here)}  〔{grave}〕{named}  {finding.key}"
                yield from self._part("here", _quoted(finding.here.text))
                yield from self._part("why", finding.why[self.at])

    def _office(self, office: Office) -> str:
        if not office.name:
            return self.say("未载明由谁负责", "Nobody is named")
        return office.name + (self.say("（制定机关）", " (made the rule)") if office.issuer else "")

    def _open(self) -> Iterator[str]:
        if not self.report.left_open:
            return
        yield ""
        many = len(self.report.left_open)
        yield self.say(f"未能判断 {many} 处：", f"{many} could not be judged:")
        titles = {each.header.document: each.header.title for each in self.report.documents}
        for (kind, why), those in grouped(self.report.left_open, self.at).items():
            yield f"  {self.say(*words.named(kind))}{self.say('：', ': ')}{why}"
            yield f"      {_places(those, titles, self.say)}"


def grouped(left_open: Sequence[LeftOpen], at: int) -> dict[tuple[str, str], list[LeftOpen]]:
    """Return what was left open by kind and reason, in Chinese (``at`` 0) or English (1)."""
    found: dict[tuple[str, str], list[LeftOpen]] = {}
    for each in left_open:
        found.setdefault((each.kind, each.why[at]), []).append(each)
    return found


def _places(those: Sequence[LeftOpen], titles: dict[str, str], say: Callable[[str, str], str]) -> str:
    named = [
        words.where(Quoted(each.document, titles.get(each.document, ""), each.path, "", ()))
        for each in those[:_PLACES]
    ]
    rest = len(those) - len(named)
    more = say(f" 等 {len(those)} 处", f" and {rest} more") if rest else ""
    return "、".join(named) + more


def _quoted(text: str) -> str:
    return f"“{_short(text)}”" if text else ""


def _short(text: str) -> str:
    """Return a text in one line, its end cut off where it is long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _MOST else f"{plain[: _MOST - 1]}…"
