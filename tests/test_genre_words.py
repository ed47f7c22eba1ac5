"""Each word for a kind of rule, where the parts of a text are told by it: the end of a title, a rule that is cited."""

from __future__ import annotations

import pytest

from ingest.structure.cutting import cut
from ingest.structure.front import is_title
from ingest.structure.parting import head_points
from ingest.text import CleanText, SourceText
from ontology import lexicon

from .test_lexicon import INVENTED

GENRES = lexicon.words("rule-genre", "genre")


@pytest.mark.parametrize("genre", lexicon.words("rule-genre", "stated-genre"))
def test_a_title_ends_with_it(genre: str) -> None:
    assert is_title(f"某某市养犬管理{genre}")
    assert not is_title(f"某某市养犬管理{genre}的人员")


@pytest.mark.parametrize("genre", GENRES)
def test_a_salutation_parts_from_a_title_that_ends_with_it(genre: str) -> None:
    title = f"某市关于养犬的{genre}"
    assert len(title) in head_points(f"{title}各县人民政府：现通知如下")


def labels(text: str) -> list[str]:
    source = SourceText("a.txt", text, "0" * 64)
    return [line.text for line in cut([CleanText.of(source)]).lines]


@pytest.mark.parametrize("genre", GENRES)
def test_an_article_of_a_rule_of_it_is_cited(genre: str) -> None:
    text = f"第一条 养犬人按照本{genre}第二条 办理登记。第二条 养犬人应当登记。"
    assert labels(text) == [f"第一条 养犬人按照本{genre}第二条 办理登记。", "第二条 养犬人应当登记。"]


def test_words_that_end_with_another_are_left_out() -> None:
    with lexicon.replaced(INVENTED):
        assert lexicon.endings("pivot", "must") == r"(?:支持好|支持|A\+)"
    assert "实施细则" not in lexicon.endings("rule-genre", "genre")
