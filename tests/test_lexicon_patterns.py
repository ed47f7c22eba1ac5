"""Each word of a class stands whole in the patterns that name the class, behind other words or at their beginning."""

from __future__ import annotations

import importlib
import re

import pytest

from ingest.annotate.quantities import find_quantities
from ingest.bodies.scopes import scopes
from ingest.text import CleanText, SourceText
from ontology import lexicon

NAMED = [
    ("ingest.annotate.learned._PARTY_END", "甲乙", ["party-end", "person", "organization"]),
    ("ingest.annotate.learned._TITLE_END", "甲乙", ["rule-genre"]),
    ("ingest.annotate.learned._BODY_END", "甲乙", ["taught-end"]),
    ("ingest.annotate.learned._ADVERBS", "甲乙", ["trailing"]),
    ("ingest.annotate.learned._OPENER", "", ["leading-word"]),
    ("ingest.annotate.learned._ACTS", "甲乙", ["agent-act"]),
    ("ingest.annotate.learned._BROKEN", "甲乙", ["in-no-term"]),
    ("ingest.annotate.citation.titles._GENERIC", "", ["rule-genre"]),
    ("ingest.annotate.citation.titles.GENRE_END", "甲乙", ["rule-genre", "named-document"]),
    ("ingest.annotate.citation.titles._BY_RULE", "甲乙", ["by-rule"]),
    ("ingest.annotate.citation.names._STOP", "甲乙", ["citing"]),
    ("ingest.annotate.citation.names._BOUNDARY", "甲乙", ["citing"]),
    ("ingest.annotate.norm.agents.TAIL", "甲乙", ["person", "organization"]),
    ("ingest.annotate.norm.agents.TAIL", "", ["polity"]),
    ("ingest.annotate.norm.agents._OPENS_NOT", "甲乙", ["opens-no-name"]),
    ("ingest.annotate.norm.agents._GOVERNS", "甲乙", ["governs-agent"]),
    ("ingest.annotate.norm.agents._PREPOSED", "甲乙", ["preposed"]),
    ("ingest.annotate.norm.agents._LEADING_WORD", "甲乙", ["leading-word"]),
    ("ingest.annotate.norm.agents._ACTS", "甲乙", ["agent-does"]),
    ("ingest.annotate.norm.bearers._COMPLETE", "甲乙", ["complete"]),
    ("ingest.annotate.norm.bearers._TRAILING", "甲乙", ["trailing-opener"]),
    ("ingest.annotate.norm.bearers._ADVERBS", "甲乙", ["trailing"]),
    ("ingest.annotate.norm.bearers._LEVEL", "甲乙", ["level"]),
    ("ingest.annotate.norm.bearers._BY_WAY", "甲乙", ["by-way"]),
    ("ingest.annotate.norm.clauses._DEFINES", "", ["defining-clause"]),
    ("ingest.annotate.norm.acting._DOER", "甲乙", ["doer-end"]),
    ("ingest.annotate.norm.acting._ACTS", "甲乙", ["opens-act"]),
    ("ingest.annotate.norm.grouping._DOING", "", ["doing"]),
    ("ingest.annotate.norm.lists._STATES", "甲乙", ["holds-list"]),
    ("ingest.annotate.norm.modality._CALLS", "甲乙", ["encouragement"]),
    ("ingest.annotate.norm.signs.PROHIBITION", "甲乙", ["prohibition"]),
    ("ingest.annotate.norm.signs.DUTY", "甲乙", ["duty"]),
    ("ingest.annotate.norm.signs.ENCOURAGEMENT", "甲乙", ["encouragement"]),
    ("ingest.annotate.norm.signs.EXEMPTION", "甲乙", ["exemption"]),
    ("ingest.annotate.norm.signs.RIGHT", "甲乙", ["right"]),
    ("ingest.annotate.norm.signs.SANCTION", "甲乙", ["sanction"]),
    ("ingest.annotate.norm.signs.DEFINITION", "甲乙", ["definition"]),
    ("ingest.annotate.norm.signs.SCOPE", "甲乙", ["scope"]),
    ("ingest.annotate.norm.signs.PENALTY", "", ["penalty"]),
    ("ingest.annotate.norm.signs.RESULT", "", ["result"]),
    ("ingest.annotate.norm.signs.IN_ORDER_TO", "", ["in-order-to"]),
    ("ingest.annotate.norm.signs.IF", "", ["if"]),
    ("ingest.annotate.norm.signs.CONDITION_END", "甲乙", ["condition-end"]),
    ("ingest.annotate.norm.signs.BEFORE_WAY", "甲乙", ["before-way"]),
    ("ingest.annotate.norm.signs.WAY", "甲乙", ["way"]),
    ("ingest.annotate.norm.signs.ADJUNCT_START", "甲乙", ["adjunct-start"]),
    ("ingest.annotate.norm.signs.ADJUNCT_END", "甲乙", ["adjunct-end"]),
    ("ingest.annotate.norm.signs.TOWARDS_HEAD", "甲乙", ["towards-head"]),
    ("ingest.annotate.norm.signs.FACT", "甲乙", ["fact"]),
    ("ingest.annotate.norm.signs.STATIVE", "", ["stative"]),
    ("ingest.annotate.norm.signs.ADVERB", "甲乙", ["adverb"]),
    ("ingest.annotate.norm.signs.VERBS", "", ["verb"]),
    ("ingest.annotate.norm.signs.BODY_TAIL", "甲乙", ["body-end"]),
    ("ingest.annotate.norm.signs.PUBLIC_TAIL", "甲乙", ["public-end"]),
    ("ingest.annotate.norm.voice._MARKED", "", ["passive-mark"]),
    ("ingest.annotate.norm.voice._BY_ITSELF", "甲乙", ["by-itself"]),
    ("ingest.annotate.quantities._SAME_DAY_ACT", "甲乙", ["same-day-act"]),
    ("ingest.annotate.quantity.atoms._UNIT", "甲乙", ["unit", "counted-unit"]),
    ("ingest.annotate.quantity.measures._LATE_UNIT", "以上", ["counted-unit"]),
    ("ingest.annotate.quantity.measures._BASE", "每", ["per-unit"]),
    ("ingest.annotate.quantity.measures._ORDINAL", "甲乙", ["ordinal"]),
    ("ingest.annotate.roles._ROLE_GAP", "", ["list-joint"]),
    ("ingest.annotate.roles._MODAL", "甲乙", ["bearer-act"]),
    ("ingest.bodies.find.governments._NOT_A_BODY", "甲乙", ["of-government"]),
    ("ingest.bodies.find.governments._PARTY", "甲乙", ["party-committee"]),
    ("ingest.bodies.find.governments._PARTY_PREFIX", "甲乙", ["party-level"]),
    ("ingest.bodies.find.governments._COMMITTEE", "甲乙", ["committee-name"]),
    ("ingest.bodies.find.governments._ASSOCIATION", "甲乙", ["association"]),
    ("ingest.bodies.find.organs._ADJECTIVE", "甲乙", ["department-sort", "open-sort", "which-body"]),
    ("ingest.bodies.find.organs._PLAIN", "甲乙", ["plain-sort"]),
    (
        "ingest.bodies.find.organs._ENDING",
        "甲乙",
        ["open-ending", "department-ending", "unit-ending", "agency-ending"],
    ),
    ("ingest.bodies.find.named._INSTITUTION", "甲乙", ["institution-ending"]),
    ("ingest.bodies.find.named._ASSOCIATION", "甲乙", ["association-ending"]),
    ("ingest.structure.body._CLOSING", "", ["closes-text"]),
    ("ingest.structure.chrome._BUTTONS", "", ["page-button"]),
    ("ingest.structure.chrome._FOOT", "", ["page-foot"]),
    ("ingest.structure.issuers._OFFICE", "甲乙", ["government-office"]),
    ("ingest.bodies.find.named._CLASS", "甲乙", ["body-class"]),
    ("ingest.bodies.find.named._NO_NAME", "甲乙", ["no-function"]),
    ("ingest.bodies.find.organs._BAD_MIDDLE", "甲乙", ["no-function"]),
    ("ingest.bodies.find.words._LEVEL_BEFORE", "甲乙", ["division-type", "level-qualifier"]),
    ("ingest.bodies.find.words.BOUNDARY", "甲乙", ["name-boundary"]),
    ("ingest.bodies.parse._NOT_OF_GOVERNMENT", "甲乙", ["not-of-government"]),
    ("ingest.bodies.parse._SERVICE", "甲乙", ["service"]),
    ("ingest.bodies.parse._CLAUSE", "甲乙", ["clause-word"]),
    ("ingest.bodies.parse._GENERIC", "", ["department-sort", "no-matter"]),
]


@pytest.mark.parametrize(("pattern", "before", "classes"), NAMED)
def test_each_word_of_a_class_is_found_whole(pattern: str, before: str, classes: list[str]) -> None:
    module, _, name = pattern.rpartition(".")
    form: re.Pattern[str] = getattr(importlib.import_module(module), name)
    for word in lexicon.words(*classes):
        found = form.search(before + word)
        assert found is not None, word
        assert found.start() <= len(before), word
        assert found.end() == len(before + word), word


@pytest.mark.parametrize(("pattern", "before", "classes"), NAMED)
def test_a_word_is_not_found_beside_what_makes_another_word_of_it(
    pattern: str, before: str, classes: list[str]
) -> None:
    module, _, name = pattern.rpartition(".")
    form: re.Pattern[str] = getattr(importlib.import_module(module), name)
    named = [word for word in lexicon.entries() if set(word.classes) & set(classes)]
    anywhere = {word.word for word in named if not word.not_before and not word.not_after}
    for word in (word for word in named if word.word not in anywhere):
        sides = [("", after) for after in word.not_after] + [(other, "") for other in word.not_before]
        for other, after in sides:
            found = form.match(before + other + word.word + after, len(before + other))
            assert found is None or found[0] != word.word, other + word.word + after


SCOPES = {
    "county-and-above": "县级以上|县以上|旗县级以上|县级以上的",
    "prefecture-and-above": "设区的市以上|设区的市级以上|市州级以上|市级以上|市以上|地级以上|自治州以上|地市级以上"
    "|设区的市、自治州以上",
    "province-and-above": "省级以上|省以上|省、自治区、直辖市以上|自治区以上",
    "township-and-above": "乡级以上|乡镇以上|乡（镇）以上|乡、民族乡、镇以上",
    "all-levels": "各级|地方各级",
    "superior": "上级|上一级",
    "lower": "下级|下一级",
    "same-level": "本级|同级|所属|相应|该级",
    "local": "当地|地方|所在地|所在地的",
    "township": "乡、民族乡、镇|乡、镇|乡镇|乡（镇）|镇（乡）|乡级|镇|乡、民族乡和镇"
    "|县、乡镇|区乡镇|市、镇|县区乡镇|区县、镇",
}


@pytest.mark.parametrize(
    ("group", "words"), [(group, words) for group, many in SCOPES.items() for words in many.split("|")]
)
def test_words_name_the_scope_of_a_government(group: str, words: str) -> None:
    found = [(scope.group, rest) for scope, rest in scopes(f"{words}人民政府", "630000", None)]
    assert any(named == group for named, _ in found), found


@pytest.mark.parametrize("word", lexicon.words("per-unit"))
def test_a_rate_is_for_each_unit(word: str) -> None:
    def per(text: str) -> list[tuple[str, ...]]:
        clean = CleanText.of(SourceText("a.txt", text, "0" * 64))
        return [one.per for one in find_quantities(clean, "art-1")]

    assert per(f"按每{word}10元收取费用。") == [(word,)]
    assert per(f"按10元/{word}收取费用。") == [(word,)]
    other = "亩" if word == "户" else "户"
    assert per(f"按每{other}每{word}10元收取费用。") == [(other, word)]
