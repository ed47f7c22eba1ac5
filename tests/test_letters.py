"""Letters, notices and telegrams on one line: their parts are told by the order in which they stand."""

from __future__ import annotations

import pytest

from ingest.structure.letters import letter
from tests.test_structure import faults, of

NOTICE = "关于召开防汛会议的通知各区、县人民政府：请按时参加会议。某市人民政府办公室2021年5月6日"
DRAFT = (
    "某省教育厅征求《某省学校办法（征求意见稿）》意见的函各市教育局：请于5月10日前反馈。联系人：张三，电话：1234567"
    "某省教育厅2021年5月1日某省学校办法（征求意见稿）为了规范办学，制定本办法。第一条 甲。第二条 乙。第三条 丙。"
)
TELEGRAM = (
    "值班室 等级特急 某汛电〔2020〕3号签批：关于印发《某市防汛分工方案》的通知各县防指：现印发你们，请落实。"
    "附件：某市防汛分工方案某市水利局2020年6月1日附件某市防汛分工方案一、工程1.修堤。二、队伍1.培训。2.演练。"
)
JOINT = (
    "关于印发《某省林场供电方案》的通知各市林业局，某省电力(集团)公司：请照办。联系人：张三 029-1234567"
    "某省发展和改革委员会    某省林业局2021年5月11日《某省林场供电方案》为了改善供电，制定本方案。一、改造。二、保障。"
)
FORM = (
    "综合处（保密室）,防汛处 某省水利厅发文稿纸某省水利厅某省水利厅关于商请会签《某省渡槽管护方案(2021-2025年)》的函"
    "省财政厅、省林业局：请会签。附件:某省渡槽管护方案(2021-2025年)某省水利厅2021年7月3日"
    "某省渡槽管护方案(2021一2025年)(送审稿)为了管护渡槽，制定本方案。一、修缮。二、巡查。"
)
PAPER = (
    "北方某市公文稿纸北方市公安局关于征求《北方市养犬办法》意见的函各区公安分局：请研究。北方市公安局2020年3月4日"
    "《北方市养犬办法》（草案）为了管好养犬，制定本办法。第一条 甲。第二条 乙。第三条 丙。"
)
TWICE = (
    "某县财政局某县财政局关于印发《某县资金规程》的通知各乡镇财政所：请遵照办理。某县财政局2019年8月9日"
    "《某县资金规程（试行）》为了管好资金，制定本规程。第一条 甲。第二条 乙。第三条 丙。"
)
LETTERS = [
    (
        FORM,
        {
            "title": "某省水利厅关于商请会签《某省渡槽管护方案（2021-2025年）》的函",
            "salutation": "省财政厅、省林业局：",
            "preamble": "请会签。",
            "signature": "某省水利厅",
            "date": "2021年7月3日",
            "title-2": "某省渡槽管护方案（2021一2025年）（送审稿）",
            "preamble-2": "为了管护渡槽，制定本方案。",
            "sec-2": "巡查。",
        },
        "a form names the body twice before the title; the annex listed ends in brackets; the scan read a dash as 一",
    ),
    (
        PAPER,
        {
            "title": "北方市公安局关于征求《北方市养犬办法》意见的函",
            "signature": "北方市公安局",
            "date": "2020年3月4日",
            "title-2": "《北方市养犬办法》（草案）",
            "art-3": "丙。",
        },
        "the words of the form end with 稿纸, the body is named once; 草案 stands behind the title's marks",
    ),
    (
        TWICE,
        {
            "title": "某县财政局关于印发《某县资金规程》的通知",
            "signature": "某县财政局",
            "title-2": "《某县资金规程（试行）》",
            "art-3": "丙。",
        },
        "no form but the body named twice; 试行 stands within the title's marks",
    ),
    (
        NOTICE,
        {
            "title": "关于召开防汛会议的通知",
            "salutation": "各区、县人民政府：",
            "signature": "某市人民政府办公室",
            "date": "2021年5月6日",
        },
        "a notice without a label: nothing follows its day",
    ),
    (
        DRAFT,
        {
            "title": "某省教育厅征求《某省学校办法（征求意见稿）》意见的函",
            "salutation": "各市教育局：",
            "preamble": "请于5月10日前反馈。联系人：张三，电话：1234567",
            "signature": "某省教育厅",
            "date": "2021年5月1日",
            "title-2": "某省学校办法（征求意见稿）",
            "preamble-2": "为了规范办学，制定本办法。",
            "art-3": "丙。",
        },
        "a letter with a draft: after the day stands the name that the letter quotes; a contact before the signature",
    ),
    (
        TELEGRAM,
        {
            "title": "关于印发《某市防汛分工方案》的通知",
            "salutation": "各县防指：",
            "signature": "某市水利局",
            "date": "2020年6月1日",
            "annex-1/sec-1/subitem-1": "修堤。",
            "annex-1/sec-2/subitem-2": "演练。",
        },
        "a telegram with the head of its page, the list of annexes glued to the signature, and the annex",
    ),
    (
        JOINT,
        {
            "title": "关于印发《某省林场供电方案》的通知",
            "salutation": "各市林业局，某省电力（集团）公司：",
            "preamble": "请照办。联系人：张三 029-1234567",
            "signature": "某省发展和改革委员会某省林业局",
            "date": "2021年5月11日",
            "title-2": "《某省林场供电方案》",
            "preamble-2": "为了改善供电，制定本方案。",
            "sec-2": "保障。",
        },
        "brackets in a name that it is for; two bodies sign, with blanks between; the plan's title in its marks",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "why"), LETTERS)
def test_a_letter_on_one_line_is_parted_by_the_order_of_its_parts(
    text: str, wanted: dict[str, str], why: str
) -> None:
    document = of(text)
    found = {
        provision.path: provision.text.replace("(", "（").replace(")", "）")
        for provision in document.provisions
    }
    assert {path: found.get(path) for path in wanted} == wanted, why
    assert "letter-on-one-line" in {diagnostic.code for diagnostic in document.diagnostics}, why
    assert faults(document) == [], why


def test_what_stands_before_the_title_is_residue_with_its_number_read() -> None:
    document = of(TELEGRAM)
    assert [residue.reason for residue in document.residues] == ["masthead", "annex-list"]
    assert document.metadata.number == "某汛电〔2020〕3号"
    assert document.metadata.issuers == ("某市水利局",)
    assert document.metadata.issued == "2020-06-01"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (NOTICE.removesuffix("2021年5月6日"), "no day"),
        (NOTICE.replace("各区、县人民政府：", ""), "nobody whom it is for"),
        (NOTICE.replace("。某市", "，自某市"), "the body and the day are words of the sentence"),
        (NOTICE + "起施行，由市水利局解释", "the sentence goes on after the day"),
        (NOTICE + "起施行本办法", "the sentence goes on after the day, to a word for a kind of document"),
        (FORM.replace("2021一2025", "2021、2025"), "what follows the day is not what the letter names"),
        ("市里安排。" + NOTICE, "a sentence stands before: the notice is told of"),
        (NOTICE.replace("关于召开", "召开"), "no title: it names no matter"),
    ],
)
def test_where_one_part_is_missing_there_is_no_letter(text: str, why: str) -> None:
    assert letter(text) is None, why


@pytest.mark.parametrize(
    ("text", "issuer", "issued"),
    [
        (FORM, "某省水利厅", "2021-07-03"),
        (PAPER, "北方市公安局", "2020-03-04"),
        (TWICE, "某县财政局", "2019-08-09"),
    ],
)
def test_the_body_and_the_day_of_a_letter_on_one_line(text: str, issuer: str, issued: str) -> None:
    metadata = of(text).metadata
    assert (metadata.issuers, metadata.issued) == ((issuer,), issued)
    assert "title" not in metadata.inferred


def test_a_single_one_below_a_heading_needs_a_list_below_another() -> None:
    document = of("一、工程1.修堤。二、队伍1.培训。三、经费1.落实。")
    assert [provision.path for provision in document.provisions] == ["sec-1", "sec-2", "sec-3"]
