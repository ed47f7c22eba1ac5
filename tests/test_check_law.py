"""The law behind the checks: its words are those of the texts, and each version holds for its days alone."""

from __future__ import annotations

import hashlib
import re
import tarfile
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.check.making import laws
from ingest.check.overstep.making import law_behind
from lawgraph.check.forms.words import today as said_today
from ontology.check_words import words
from ontology.checks import articles, in_force, kinds

# The beginning of the digest (SHA-256) of the words of each version, as they were read in the texts
DIGESTS = [
    ("penalty-administrative", "2021-07-15", "6acba34c00b677d6"),
    ("penalty-local", "2021-07-15", "9bbce7d293b5e33b"),
    ("penalty-departmental", "2021-07-15", "c9ccead29f2e754e"),
    ("penalty-government", "2021-07-15", "9433b1f3193a923d"),
    ("penalty-none", "2021-07-15", "1dfe6a2d460044a7"),
    ("licence-14", "2019-04-23", "7666c50f02950de5"),
    ("licence-15", "2019-04-23", "22dd7d06f5f951fe"),
    ("licence-15-2", "2019-04-23", "dccf6cf395636d71"),
    ("licence-16", "2019-04-23", "7fadb068a705bf2d"),
    ("licence-17", "2019-04-23", "3afc8ddd77cba646"),
    ("licence-42", "2019-04-23", "227d929f582cc830"),
    ("compulsion-10", "2012-01-01", "46724ef151fce886"),
    ("compulsion-11", "2012-01-01", "b35f343b804f50ea"),
    ("compulsion-13", "2012-01-01", "5b2c96a08fd1a9e2"),
    ("legislation-81", "2015-03-15", "3d504eb5940e4f97"),
    ("legislation-81", "2023-03-15", "a92a5f8a0dcd2908"),
    ("legislation-82-3", "2015-03-15", "0eb15838d34d9c3f"),
    ("legislation-82-3", "2023-03-15", "4725322e82ab4072"),
    ("legislation-82-2", "2015-03-15", "cb690e15535dc804"),
    ("legislation-82-2", "2023-03-15", "386305bf04a2ad09"),
    ("legislation-82", "2015-03-15", "f9ee592ed6ad0ffa"),
    ("legislation-82", "2023-03-15", "f9ee592ed6ad0ffa"),
    ("legislation-84", "2015-03-15", "5d1c55a49132127f"),
    ("legislation-84", "2023-03-15", "5ebc1343b7672fa2"),
    ("legislation-85-2", "2015-03-15", "927f255157178dbb"),
    ("legislation-85-2", "2023-03-15", "927f255157178dbb"),
    ("legislation-91", "2015-03-15", "48a66b4bd02f8296"),
    ("legislation-91", "2023-03-15", "48a66b4bd02f8296"),
    ("legislation-93-3", "2015-03-15", "a6b693efa45168e1"),
    ("legislation-93-3", "2023-03-15", "b6e024ae589ec19d"),
    ("legislation-93", "2015-03-15", "9a3a3fb89a2d7f60"),
    ("legislation-93", "2023-03-15", "9a3a3fb89a2d7f60"),
    ("legislation-hierarchy", "2015-03-15", "407a4328fccf144f"),
    ("legislation-hierarchy", "2023-03-15", "407a4328fccf144f"),
    ("legislation-hierarchy-local", "2015-03-15", "ac8b8973e4c8b64c"),
    ("legislation-hierarchy-local", "2023-03-15", "ac8b8973e4c8b64c"),
    ("legislation-101", "2015-03-15", "9ef6b3b8d354670a"),
    ("legislation-101", "2023-03-15", "9ef6b3b8d354670a"),
    ("legislation-116", "2023-03-15", "d015eba719e0490e"),
    ("competition-8", "2024-08-01", "f3780a9a4d9b776c"),
    ("competition-9", "2024-08-01", "093f19158f85a089"),
    ("competition-10", "2024-08-01", "9c3e9d51a08064b9"),
    ("competition-11", "2024-08-01", "b61c7ef8ff96dfc7"),
    ("competition-12", "2024-08-01", "3067166d5dfc262f"),
    ("regulations-procedure", "2018-05-01", "3883f55c223ddbf3"),
    ("regulations-8-2", "2018-05-01", "ce9024ca7fbe1915"),
    ("technique", "2018-05-01", "2e9e491af46d94cf"),
    ("legislation-technique", "2015-03-15", "88b01c134af6c9ae"),
    ("legislation-technique", "2023-03-15", "88b01c134af6c9ae"),
    ("legislation-structure", "2015-03-15", "d736bc377fed3bad"),
    ("legislation-structure", "2023-03-15", "d736bc377fed3bad"),
]
# The file of each text in the collection of laws, by title and the day from which on its words hold
FILES = {
    ("中华人民共和国行政处罚法", "2021-07-15"): "行政处罚法(2021-01-22).md",
    ("中华人民共和国行政许可法", "2019-04-23"): "行政许可法(2019-04-23).md",
    ("中华人民共和国行政强制法", "2012-01-01"): "行政强制法(2011-06-30).md",
    ("中华人民共和国立法法", "2015-03-15"): "立法法(2015-03-15).md",
    ("中华人民共和国立法法", "2023-03-15"): "立法法(2023-03-13).md",
    ("公平竞争审查条例", "2024-08-01"): "公平竞争审查条例(2024-06-06).md",
    ("规章制定程序条例", "2018-05-01"): "规章制定程序条例(2017-12-22).md",
}


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_words_are_those_that_were_read() -> None:
    found = [
        (each.key, each.since, hashlib.sha256(each.text.encode()).hexdigest()[:16])
        for versions in articles().values()
        for each in versions
    ]
    assert sorted(found) == sorted(DIGESTS)


@pytest.mark.corpus
def test_the_words_stand_in_the_texts(corpus: Path) -> None:
    texts: dict[str, str] = {}
    with tarfile.open(corpus / "bulk.tar.xz") as bulk:
        for member in bulk:
            name = member.name.rpartition("/")[2]
            if name in FILES.values():
                file = bulk.extractfile(member)
                assert file is not None
                texts[name] = file.read().decode()
    assert set(texts) == set(FILES.values())
    for versions in articles().values():
        for each in versions:
            label = re.sub("第.款(?:、第.款)*$", "", each.article)
            article = re.search(
                rf"(?ms)^{label}[\s　].*?(?=^第[一二三四五六七八九十百零]+条[\s　]|^#|\Z)",
                texts[FILES[each.law, each.since]],
            )
            assert article is not None, each.key
            assert all(bare(part) in bare(article[0]) for part in each.text.split("　")), each.key


def test_every_key_of_a_kind_has_words() -> None:
    asked = {key for kind in kinds().values() for key in kind.law}
    assert asked <= set(articles()), "a kind names an article that law.tsv does not have"


DAYS: list[tuple[str, str | None, str | None, str]] = [
    ("penalty-local", "2021-07-14", None, "before its entry into force another version held, not known"),
    ("penalty-local", "2021-07-15", "第十二条", "the day of its entry into force"),
    ("penalty-none", "2012-03-17", None, "never judged by a later version"),
    ("legislation-82", "2023-03-14", "第七十三条第四款", "the last day of the version of 2015"),
    ("legislation-82", "2023-03-15", "第八十二条第四款", "renumbered in 2023"),
    ("legislation-82", "2015-03-14", None, "the version of 2000 is not known"),
    ("competition-9", "2024-07-31", None, "no such standard in that form was in force"),
    ("licence-15", None, "第十五条第一款", "a draft has no day: as it is today"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "day", "article", "reason"), DAYS)
def test_a_version_holds_for_its_days_alone(
    key: str, day: str | None, article: str | None, reason: str
) -> None:
    found = in_force(key, day)
    assert (found.article if found else None) == article, reason


# The type of the rule and the law behind a name of the past in it.
SPOKEN_OF = [
    ("local-government-rule", ["中华人民共和国立法法", "规章制定程序条例"], "a rule of a government is 规章"),
    ("local-regulation", ["中华人民共和国立法法"], "a regulation of a people's congress is not"),
    ("resolution", ["中华人民共和国立法法"], "nor is its resolution"),
]


@pytest.mark.parametrize(("document_type", "titles", "reason"), SPOKEN_OF)
def test_only_law_on_such_documents_is_shown(document_type: str, titles: list[str], reason: str) -> None:
    assert [each.law for each in laws("abolished-body", "2020-01-01", document_type)] == titles, reason


def test_versions_of_an_article_do_not_overlap() -> None:
    for versions in articles().values():
        for one, other in pairwise(versions):
            assert one.until is not None
            assert one.until <= other.since


TODAY = [
    (
        "beyond-matters",
        "2016-05-01",
        "第七十二条第二款",
        "第八十一条第一款",
        "renumbered in 2023, other words",
    ),
    (
        "repetition",
        "2016-05-01",
        "第七十三条第四款",
        "第八十二条第四款",
        "renumbered in 2023, the same words",
    ),
    ("repetition", "2024-05-01", "第八十二条第四款", None, "the version of today is that of then"),
    ("repetition", "2010-05-01", "第八十二条第四款", None, "not known then: cited as it is numbered today"),
]


@pytest.mark.parametrize(("kind", "made", "article", "today", "why"), TODAY, ids=[row[-1] for row in TODAY])
def test_an_article_is_cited_by_its_number_of_the_day(
    kind: str, made: str, article: str, today: str | None, why: str
) -> None:
    first = laws(kind, made, "local-government-rule")[0]
    assert (first.article, first.today_article) == (article, today), why
    assert law_behind(kinds()[kind].law, made)[0] == first
    if today:
        assert f"（2023-03-15）{today}：" in said_today(first)


def test_every_word_has_three_sources() -> None:
    few = [each.word for each in words() if each.source.count("《") < 3]
    assert not few


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_documentation_tells_the_law_as_it_is(language: str) -> None:
    said = (Path(__file__).parent.parent / "docs" / f"checks.{language}.md").read_text(encoding="utf-8")
    for versions in articles().values():
        assert all(each.text in said and each.since in said for each in versions)
    assert all(f"`{each.kind}`" in said for each in kinds().values() if each.group == "overstep")
