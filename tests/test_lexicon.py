"""The lexicon: what its tables refuse, the patterns that they give, and each word by its own sentences."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

import pytest

from ingest.annotate.departments import annotate_mentions
from ingest.annotate.quantities import annotate_quantities
from ingest.model import Citation, Document, Mention, Metadata, Norm, Provision, ProvisionKind, Quantity
from ingest.status import words as status_words
from ingest.text import CleanText, SourceText, Span
from ontology import check_words, checks, lexicon
from ontology.lexicon import AuthorityError, Word
from ontology.tables import Row, read_table

from .conftest import ROOT

# ── the tables ──────────────────────────────────────────────────────────────────────────────────────

GOOD = "不得\tprohibition\t\t\t企业不得转让。\t\t法"


def row(name: str, excludes: str = "") -> Row:
    return Row(
        Path("classes.tsv"), 1, dict(zip(lexicon.CLASS_COLUMNS, (name, "is one", excludes), strict=True))
    )


KNOWN = {
    "prohibition": row("prohibition", "permission"),
    "permission": row("permission", "prohibition"),
    "verb": row("verb"),
}


def read(tmp_path: Path, *lines: str) -> tuple[Word, ...]:
    path = tmp_path / "words.tsv"
    path.write_text("\n".join(["\t".join(lexicon.COLUMNS), *lines]) + "\n", encoding="utf-8")
    return lexicon.read_words([path], KNOWN)


def test_a_line_of_the_lexicon(tmp_path: Path) -> None:
    line = "要\tverb|prohibition\t重|主\t求|素\t企业要整改。|各地要落实。\t主要企业。\t法"
    assert read(tmp_path, line) == (
        Word(
            "要",
            ("verb", "prohibition"),
            ("重", "主"),
            ("求", "素"),
            ("企业要整改。", "各地要落实。"),
            ("主要企业。",),
            "法",
        ),
    )


REFUSED = [
    ("twice in a class", [GOOD, GOOD], "line 3.*不得 stands already in class prohibition.*line 2"),
    (
        "with other neighbours",
        [GOOD, "不得\tprohibition\t才\t\t他不得入。\t才不得入。\t法"],
        "不得 stands with other neighbours in class prohibition",
    ),
    ("an unknown class", ["不得\tban\t\t\t不得\t\t法"], "unknown class 'ban'"),
    (
        "classes that exclude each other, on two lines",
        [GOOD, "不得\tpermission\t\t\t不得\t\t法"],
        "in prohibition and in permission, which exclude each other",
    ),
    ("and on one line", ["不得\tpermission|prohibition\t\t\t不得\t\t法"], "which exclude each other"),
    ("no example", ["不得\tprohibition\t\t\t\t\t法"], "no example"),
    ("no class", ["不得\t\t\t\t不得入。\t\t法"], "no classes"),
    ("no source", ["不得\tprohibition\t\t\t不得入。\t\t"], "no source"),
    (
        "neighbours without a counter-example",
        ["不得\tprohibition\t才\t\t不得入。\t\t法"],
        "no counter-example",
    ),
    (
        "an example without the word",
        ["不得\tprohibition\t\t\t严禁转让。\t\t法"],
        "does not hold the word 不得",
    ),
    (
        "a counter-example without it",
        ["不得\tprohibition\t\t\t不得入。\t严禁。\t法"],
        "does not hold the word",
    ),
    (
        "a sentence that is both",
        ["不得\tprohibition\t\t\t不得入。\t不得入。\t法"],
        "example and counter-example",
    ),
    ("a class named twice", ["不得\tverb|verb\t\t\t不得入。\t\t法"], "names the same twice"),
    ("a cell too few", ["不得\tprohibition"], "2 cells where the header has 7"),
]


@pytest.mark.parametrize(("why", "lines", "message"), REFUSED)
def test_a_wrong_line_is_refused(tmp_path: Path, why: str, lines: list[str], message: str) -> None:
    with pytest.raises(AuthorityError, match=message):
        read(tmp_path, *lines)


# ── the patterns ────────────────────────────────────────────────────────────────────────────────────

INVENTED = (
    Word("可", ("verb",), ("许", "认", "无不"), ("以", "见度")),
    Word("支持", ("pivot",)),
    Word("支持好", ("pivot", "verb")),
    Word("A+", ("pivot",)),
)

MATCHES = [
    ("pivot", "支持好A+", ["支持好", "A+"], "the longest is tried first, and a word is no pattern"),
    (
        "verb",
        "可许可无不可可以可见度可见",
        ["可", "可"],
        "neighbours before and after, of one length and more",
    ),
    ("must", "要必须", [], "a class without words matches nothing, not the empty string"),
]


@pytest.mark.parametrize(("name", "text", "found", "why"), MATCHES)
def test_a_class_as_a_pattern(name: str, text: str, found: list[str], why: str) -> None:
    with lexicon.replaced(INVENTED):
        assert re.findall(lexicon.pattern(name), text) == found, why


def test_classes_together_and_as_words() -> None:
    with lexicon.replaced(INVENTED):
        assert lexicon.words("verb", "pivot") == ("支持好", "支持", "A+", "可")
        assert lexicon.pattern("verb", "pivot").count("支持好") == 1
    assert "支持好" not in lexicon.words("pivot"), "the lexicon is back"


def test_an_unknown_class_is_an_error() -> None:
    with pytest.raises(KeyError):
        lexicon.pattern("no-class")


NAMES = r"""(?:pattern|words)\((?:["'][a-z-]+["'], )*["']([a-z-]+)["']"""
TABLES: dict[str, Callable[[], set[str]]] = {
    "ontology.lexicon": lambda: {name for word in lexicon.entries() for name in word.classes},
    "ontology.check_words": lambda: {name for word in check_words.words() for name in word.classes},
    "ingest.status.words": lambda: {row.require("class") for row in status_words.words()},
}
"""The modules whose patterns name classes, and the classes of their words."""


def named_of(module: str) -> set[str]:
    """The classes that the code names by the patterns of a module, imported itself or with its functions."""
    found: set[str] = set()
    for path in (ROOT / "ingest").rglob("*.py"):
        code = path.read_text("utf-8")
        by_module = rf"\b{module.rpartition('.')[2]}\."
        alone = re.search(rf"^from {re.escape(module)} import ", code, re.MULTILINE)
        found |= set(re.findall((rf"(?:{by_module}|(?<![\w.]))" if alone else by_module) + NAMES, code))
    return found


@pytest.mark.parametrize("module", TABLES)
def test_each_class_has_words_and_a_pattern_that_names_it(module: str) -> None:
    assert named_of(module) == TABLES[module]()


def test_each_class_that_is_defined_has_words() -> None:
    for module, table in (
        ("ontology.lexicon", lexicon.FOLDER / "classes.tsv"),
        ("ontology.check_words", checks.DATA / "word-classes.tsv"),
    ):
        rows = read_table(table, lexicon.CLASS_COLUMNS)
        assert TABLES[module]() == {row.require("class") for row in rows}


# ── each word by its sentences ──────────────────────────────────────────────────────────────────────

Found = tuple[Norm | Citation | Quantity, ...]
Annotator = Callable[[Document, Sequence[Mention], Sequence[Quantity]], Found]
_WAYS = ("rule", "status_rule", "bounds_rule", "bearer_rule", "doubt")


@dataclass(frozen=True)
class Stage:
    """The annotator that reads a class: its module and function, and the beginnings of its modules' names."""

    module: str
    function: str
    prefixes: tuple[str, ...]

    def annotate(
        self, document: Document, mentions: Sequence[Mention], quantities: Sequence[Quantity]
    ) -> Found:
        """Annotate with the module as it is imported now, without the ways by which something was found."""
        function = getattr(importlib.import_module(self.module), self.function)
        if self is SAID:
            found = function(document, quantities, ()).values()
        else:
            found = function(document, mentions, quantities) if self is NORMS else function(document)
        return tuple(replace(each, **dict.fromkeys(set(_WAYS) & set(vars_of(each)), "")) for each in found)


def vars_of(found: object) -> tuple[str, ...]:
    """Return the names of the fields of something found."""
    return tuple(each.name for each in fields(found))  # type: ignore[arg-type]


NORMS = Stage("ingest.annotate.norms", "annotate_norms", ("ingest.annotate.norm",))
CITATIONS = Stage(
    "ingest.annotate.citations",
    "annotate_citations",
    ("ingest.annotate.citation", "ingest.annotate.references"),
)
QUANTITIES = Stage("ingest.annotate.quantities", "annotate_quantities", ("ingest.annotate.quantit",))
SAID = Stage("ingest.annotate.quantity.attribution", "attributed", ("ingest.annotate.quantity",))
MENTIONS = Stage(
    "ingest.annotate.departments",
    "annotate_mentions",
    ("ingest.annotate.departments", "ingest.annotate.learned", "ingest.annotate.roles"),
)
STAGES = {
    "rule-genre": CITATIONS,
    "citing": CITATIONS,
    "by-rule": CITATIONS,
    "named-document": CITATIONS,
    "unit": QUANTITIES,
    "counted-unit": QUANTITIES,
    "per-unit": QUANTITIES,
    "due-act": QUANTITIES,
    "period-sign": QUANTITIES,
    "same-day-act": QUANTITIES,
    "ordinal": QUANTITIES,
    "amount-joint": SAID,
    "bearer-act": MENTIONS,
    "list-joint": MENTIONS,
    "taught-end": MENTIONS,
    "inside-subject": MENTIONS,
    "bare-sort": MENTIONS,
    "in-no-term": MENTIONS,
}
"""The stages of classes that are not read by the annotator of norms."""
PAGES = (
    "page-unsaid",
    *("page-label", "page-number-label", "page-issuer-label", "page-made-label", "page-posted-label"),
    *("page-title-label", "page-button", "page-foot", "imprint-label", "makes-under", "repealed"),
)
"""Classes of what stands around a text, and of what a rule says of its history."""
BEFORE_NORMS = (
    "post",
    "group-role",
    "task-qualifier",
    "task-head",
    "task-tail",
    "other-head",
    "contact-label",
    "aside-head",
    "office-head",
    "leads",
    "cooperates",
    "coordinated",
    "answers-manner",
    "answers-ending",
    "enacted-genre",
    "stated-genre",
    "issuer-end",
    "adopting-body",
    "before-number",
    "closes-text",
    "as-follows",
    "tool",
    "general-act",
    "set-elsewhere",
    "furthers",
    "asked-for",
    "central-party",
    "any-party",
    "any-person",
    "place-end",
    "own-area",
    "without-leave",
    "open-list",
    "told-place",
    "grave-case",
    "way-form",
    "only-then",
    "shared-out",
    "beside-a-duty",
    "more-than-due",
    "level-of-object",
    "against-rules",
    "structure-character",
    "division-goes-on",
    "division-former",
    "amends",
    "after-body-name",
    *PAGES,
)
"""Classes whose words :mod:`tests.test_lexicon_structure` takes out."""
BODIES = (
    "name-boundary",
    "division-type",
    "province-type",
    "prefecture-type",
    "county-type",
    "department-ending",
    "congress-committee",
    "no-item-end",
    "bank-of-place",
    "general-department",
    "school-organ",
    "division-like",
    "unit-ending",
    "local-ending",
    "agency-ending",
    "open-ending",
    "department-sort",
    "open-sort",
    "institution-ending",
    "after-institution",
    "inner-unit",
    "body-class",
    "class-qualifier",
    "goes-on-after-class",
    "part-act",
    "association-ending",
    "inspecting-sort",
    "plain-sort",
    "no-matter",
    "which-body",
    "level-qualifier",
    "government-office",
    "of-government",
    "party-committee",
    "party-level",
    "committee-name",
    "association",
    "case-act",
    "branch",
    "after-customs",
    "treasury-act",
    "park",
    "no-function",
    "not-of-government",
    "charge-end",
    "clause-word",
    "service",
    "place-act",
    "district-before",
)
"""Classes that names of bodies are found and read by; :mod:`tests.test_lexicon_bodies` takes their words out."""
ELSEWHERE = (*BEFORE_NORMS, *BODIES)
"""Both: what other tests take out."""


@cache
def found_before(sentence: str) -> tuple[Document, tuple[Mention, ...], tuple[Quantity, ...]]:
    """A sentence as a document with what norms are found by; ¶ begins an item of the list that it announces."""
    texts = sentence.split("¶")
    source = SourceText("", "\n".join(texts), "")
    provisions: list[Provision] = []
    at = 0
    for number, text in enumerate(texts):
        clean = CleanText.of(source, [Span(at, at + len(text))])
        at += len(text) + 1
        provisions.append(
            Provision(
                path=f"p-{number}",
                kind=ProvisionKind.ITEM if number else ProvisionKind.PARAGRAPH,
                clean=clean,
                own=clean,
                spans=clean.spans(),
                order=number + 1,
                parent="p-0" if number else None,
            )
        )
    document = Document(source, Metadata("", "", None, (), None), tuple(provisions), ())
    return document, annotate_mentions(document), annotate_quantities(document)


@contextmanager
def annotator(stage: Stage, words: Sequence[Word]) -> Iterator[Annotator]:
    """A stage's annotator, imported anew with another lexicon; the modules are as before at the end."""
    ours = {name: module for name, module in sys.modules.items() if name.startswith(stage.prefixes)}
    package = sys.modules["ingest.annotate"]
    names = {name.split(".")[2] for name in ours}
    kept = {name: vars(package)[name] for name in names if name in vars(package)}
    for name in ours:
        del sys.modules[name]
    try:
        with lexicon.replaced(words):
            importlib.import_module(stage.module)
            yield stage.annotate
    finally:
        for name in [name for name in sys.modules if name.startswith(stage.prefixes)]:
            del sys.modules[name]
        sys.modules.update(ours)
        vars(package).update(kept)


Taken = tuple[Word, str]
"""A word and the class that it is taken out of."""


def without(taken: Sequence[Taken]) -> list[Word]:
    """The lexicon where each of some words is out of one of its classes."""
    out = {(word.word, name) for word, name in taken}
    return [
        replace(word, classes=tuple(name for name in word.classes if (word.word, name) not in out))
        for word in lexicon.entries()
    ]


def batches(every: Sequence[Taken]) -> list[list[Taken]]:
    """Put together words that can be taken out at once: none stands in a sentence of another.

    What does not stand in a sentence changes nothing of its annotation.
    """
    found: list[tuple[list[Taken], list[str], set[str]]] = []
    for word, name in every:
        texts = "\n".join((*word.examples, *word.counter_examples))
        for batch in found:
            if not any(word.word in each for each in batch[1]) and not any(
                each in texts for each in batch[2]
            ):
                break
        else:
            batch = ([], [], set())
            found.append(batch)
        batch[0].append((word, name))
        batch[1].append(texts)
        batch[2].add(word.word)
    return [members for members, _, _ in found]


def failures(stage: Stage, every: Sequence[Taken]) -> Iterator[str]:
    """Take each word out of a class, and say where an example stays or a counter-example changes."""
    whole: dict[str, Found] = {}
    with annotator(stage, lexicon.entries()) as annotate:
        for word, _ in every:
            for sentence in (*word.examples, *word.counter_examples):
                if sentence not in whole:
                    whole[sentence] = annotate(*found_before(sentence))
    for batch in batches(every):
        with annotator(stage, without(batch)) as annotate:
            for word, name in batch:
                if all(annotate(*found_before(each)) == whole[each] for each in word.examples):
                    yield f"{word.word} ({name}): no example changes without it"
                for each in word.counter_examples:
                    if annotate(*found_before(each)) != whole[each]:
                        yield f"{word.word} ({name}): {each} changes without it"


@pytest.mark.parametrize(
    "stage", [NORMS, CITATIONS, QUANTITIES, SAID, MENTIONS], ids=lambda stage: stage.function
)
def test_each_word_is_needed_by_its_examples_and_not_by_its_counter_examples(stage: Stage) -> None:
    every = [(word, name) for word in lexicon.entries() for name in word.classes if name not in ELSEWHERE]
    assert list(failures(stage, [one for one in every if STAGES.get(one[1], NORMS) is stage])) == []


def test_a_word_that_does_nothing_is_found() -> None:
    needless = Word(
        "应当", ("duty",), (), (), ("本办法适用于企业。",), ("县级以上人民政府应当建立台账。",), "x"
    )
    assert len(list(failures(NORMS, [(needless, "duty")]))) == 2
