"""A document is told by its characters, its work by what the rule is called; neither by default."""

from pathlib import Path

import pytest

from ingest.model import Document
from ingest.read import ReadError
from ingest.resolve import identify
from ingest.structure import read_document
from ontology.iri import BASE

LAW = "某省促进中小企业发展条例\n\n（{date}某省第十三届人民代表大会常务委员会第十五次会议{act}）\n\n"
BODY = "第一条 为了促进中小企业发展，制定本条例。\n第二条 县级以上人民政府应当{duty}。\n"
NOTICE = "青海省人民政府办公厅关于做好防汛工作的通知\n\n{number}\n\n各市、州人民政府：\n\n{words}\n\n2020年6月1日\n"


def document(folder: Path, name: str, text: str, stated: str = "") -> Document:
    path = folder / f"{name}.txt"
    path.write_text(text, "utf-8")
    if stated:
        path.with_suffix(".toml").write_text(stated, "utf-8")
    return read_document(path)


def regulation(date: str, act: str, duty: str) -> str:
    return LAW.format(date=date, act=act).replace("某省", "青海省") + BODY.format(duty=duty)


OLD = regulation("2008年3月28日", "通过", "加强领导")
NEW = regulation("2020年7月22日", "修订", "加强领导，增加投入")


@pytest.mark.parametrize(
    ("one", "other", "same_document", "same_work", "why"),
    [
        (OLD, OLD.replace("\n\n", "\n"), True, True, "blank lines make no other text"),
        (OLD, NEW, False, True, "an amended regulation keeps its title: two texts of one rule"),
        (OLD, OLD.replace("青海省", "云南省"), False, False, "the same subject elsewhere is another rule"),
        (
            NOTICE.format(number="青政办〔2019〕16号", words="请加强值守。"),
            NOTICE.format(number="青政办〔2020〕21号", words="请加强值守。"),
            False,
            False,
            "a notice of each year under the same title is each time another",
        ),
        (
            NOTICE.format(number="青政办〔2020〕21号", words="请加强值守。"),
            NOTICE.format(number="青政办〔2020〕21号", words="请加强值守，及时报告。"),
            False,
            True,
            "one number, two texts: one is a draft or a correction of the other",
        ),
        (
            NOTICE.format(number="", words="请加强值守。"),
            NOTICE.format(number="", words="请加强值守，及时报告。"),
            False,
            False,
            "without a number nothing says that they are one",
        ),
        (
            regulation("2008年3月28日", "通过", "加强领导")
            .replace("条例\n", "条例的决定\n", 1)
            .replace("青海省促进", "青海省人民代表大会常务委员会关于修改青海省促进", 1),
            regulation("2020年7月22日", "通过", "增加投入")
            .replace("条例\n", "条例的决定\n", 1)
            .replace("青海省促进", "青海省人民代表大会常务委员会关于修改青海省促进", 1),
            False,
            False,
            "a decision is made once, whatever it is called",
        ),
    ],
)
def test_documents_and_works(
    tmp_path: Path, one: str, other: str, same_document: bool, same_work: bool, why: str
) -> None:
    first, second = (identify(document(tmp_path, name, text)) for name, text in (("a", one), ("b", other)))
    assert (first.document == second.document) is same_document, why
    assert (first.work == second.work) is same_work, why


def test_what_is_read_better_moves_no_document(tmp_path: Path) -> None:
    """Title, number, date and territory corrected in the metadata file: the document's IRI is as before."""
    before = identify(document(tmp_path, "a", OLD))
    stated = 'title = "某条例"\nnumber = "1号"\njurisdiction = "甘肃省"\nissued = 2001-02-03\n'
    after = identify(document(tmp_path, "a", OLD, stated))
    assert before.document == after.document
    assert before.work != after.work


def test_a_stated_work_stays(tmp_path: Path) -> None:
    stated = identify(document(tmp_path, "a", OLD, 'work = "630000/smes"\n'))
    corrected = identify(document(tmp_path, "a", OLD, 'work = "630000/smes"\ntitle = "某条例"\n'))
    assert stated.work == corrected.work == f"{BASE}/eli/cn/630000/smes"


def test_a_wrong_name_of_a_work_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="work"):
        document(tmp_path, "a", OLD, 'work = "促进条例"\n')
