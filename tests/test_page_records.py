"""What collectors, sites and pages put around a text: records, links, contents, the mark of an annex, two titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import Answering, Document
from ingest.structure import read_document

ARTICLES = "第一条 甲应当登记。\n\n第二条 乙应当检查。\n"
TITLE = "红石县渡口管理办法"
RULE = f"{TITLE}\n\n{ARTICLES}"
SECTIONS = "为整治渡口，制定本方案。\n\n一、目标\n\n完成整治。\n\n二、任务\n\n开展排查。\n"


def read(folder: Path, text: str, name: str = "a.txt") -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_document(path)


def residues(document: Document, reason: str) -> list[str]:
    return ["".join(residue.text.split()) for residue in document.residues if residue.reason == reason]


def paths(document: Document) -> list[str]:
    return [provision.path for provision in document.provisions]


RECORDS = [
    (
        "a.md",
        f"## 文档 ：渡口.md\n\n### 基本信息\n- **文档类型**：政策类\n- **发布机构**：红石县相关部门\n"
        f"- **发布日期**：2021-2023年期间\n- **文件编号**：无\n\n## 正文\n\n{RULE}",
        ((), None, 7),
        "a list of a collection: a vague body, a period, a number that is none",
    ),
    (
        "a.md",
        f"# {TITLE}\n\n**发布日期**: 2020-05-06\n**发布机构**: 红石县人民政府\n**检索时间**: 2024-01-02 15:25:09\n"
        f"**检索关键词**: 渡口, 船\n\n---\n\n{ARTICLES}",
        (("红石县人民政府",), "2020-05-06", 4),
        "a crawler's head below the title, its labels beside known ones",
    ),
    (
        "a.txt",
        f"文件名称：{TITLE}\n文件类型：规范性文件\n发布单位：暂无\n成文日期：2020年1月1日至2020年3月1日\n备注：无\n{RULE}",
        ((), None, 5),
        "plain lines; what is not known, and a period for a day",
    ),
    (
        "a.txt",
        f"发布机构：白水市人民政府\n采集来源：官网\n红石县人民政府关于渡口的通知\n\n各乡镇人民政府：\n{ARTICLES}"
        "红石县人民政府\n2021年2月3日\n",
        (("红石县人民政府",), "2021-02-03", 2),
        "the text's own signature and day go before those of the record",
    ),
]


@pytest.mark.parametrize(("name", "text", "wanted", "why"), RECORDS)
def test_the_record_of_a_collector(
    tmp_path: Path, name: str, text: str, wanted: tuple[tuple[str, ...], str | None, int], why: str
) -> None:
    document = read(tmp_path, text, name)
    about = document.metadata
    assert (about.issuers, about.issued, len(residues(document, "site-chrome"))) == wanted, why
    assert about.title in (TITLE, "红石县人民政府关于渡口的通知"), why
    assert [p for p in paths(document) if p.startswith("art-")] == [
        "art-1",
        "art-1/para-1",
        "art-2",
        "art-2/para-1",
    ], why


def test_what_is_taken_from_a_record_is_inferred(tmp_path: Path) -> None:
    document = read(
        tmp_path, f"发布机构：红石县人民政府\n检索时间：2024年1月2日\n发布日期：2020-05-06\n{RULE}"
    )
    assert {"issuers", "issued"} <= document.metadata.inferred
    other = read(
        tmp_path, f"发布机构：广州市人民政府\n检索时间：2024年1月2日\n上海市渡口管理办法\n{ARTICLES}"
    )
    assert other.metadata.issuers == (), "the title is of another territory"


NO_RECORDS = [
    (f"红石县渡口管理办法\n目标：管好渡口\n{ARTICLES}", "no known label beside it"),
    (f"{RULE}\n时间：五月\n地点：县城\n", "after the first label"),
    (f"{TITLE}\n发布日期：2020-01-02\n责任单位：县交通局\n{ARTICLES}", "who answers is no record"),
]


@pytest.mark.parametrize(("text", "why"), NO_RECORDS)
def test_labels_that_are_no_record(tmp_path: Path, text: str, why: str) -> None:
    chrome = residues(read(tmp_path, text), "site-chrome")
    assert not {"目标：管好渡口", "时间：五月", "地点：县城", "责任单位：县交通局"} & set(chrome), why


ANNEXES = [
    (f"附件1\n\n{RULE}", TITLE, "art-1", "a rule"),
    (
        f"索引号：1-2\n附件\n\n红石县渡口整治实施方案\n{SECTIONS}",
        "红石县渡口整治实施方案",
        "sec-1",
        "below the page's facts",
    ),
    (
        f"附件2：\n\n红石县渡口整治三年行动计划\n（2021-2023年）\n{SECTIONS}",
        "红石县渡口整治三年行动计划（2021-2023年）",
        "sec-1",
        "years below the title",
    ),
]


@pytest.mark.parametrize(("text", "title", "first", "why"), ANNEXES)
def test_a_file_that_is_the_annex(tmp_path: Path, text: str, title: str, first: str, why: str) -> None:
    document = read(tmp_path, text)
    assert document.metadata.title == title, why
    assert paths(document)[0] == "title", why
    assert first in paths(document), why
    assert len(residues(document, "annex-mark")) == 1, why


ANNEXES_THAT_STAY = [
    (f"红石县人民政府关于渡口的通知\n现印发给你们。\n附件1\n{RULE}", "annex-1", "after a notice"),
    (f"附件1\n{RULE}附件2\n红石县渡口检查办法\n{ARTICLES}", "annex-2", "one of several"),
    (f"附件：{TITLE}\n{ARTICLES}", "annex-1", "its title in its line"),
]


@pytest.mark.parametrize(("text", "path", "why"), ANNEXES_THAT_STAY)
def test_annexes_of_a_text_stay_annexes(tmp_path: Path, text: str, path: str, why: str) -> None:
    assert path in paths(read(tmp_path, text)), why


LINKS = [
    (
        "a.md",
        f"# {TITLE}\n\n【音频解读】{TITLE}\n\n图解：一图读懂{TITLE}\n\n{ARTICLES}",
        2,
        "above the text, with its title",
    ),
    (
        "a.md",
        f"# {TITLE}\n\n{ARTICLES}\n【原文下载】\n- [{TITLE}.pdf](/a/b.pdf )---\n",
        2,
        "a link to the file below it",
    ),
    ("a.txt", f"{RULE}\n附件下载：\n1.{TITLE}.pdf\n2.申请表.doc\n视频解读\n", 4, "files in a list"),
    ("a.txt", f"{RULE}\n附件：\n1.申请表.docx\n点击查看政策解读：《{TITLE}》解读\n", 3, "files under 附件"),
    ("a.txt", f"{RULE.rstrip()}　图文解读：渡口\n", 1, "glued to the last provision"),
]


@pytest.mark.parametrize(("name", "text", "count", "why"), LINKS)
def test_links_of_the_page(tmp_path: Path, name: str, text: str, count: int, why: str) -> None:
    document = read(tmp_path, text, name)
    assert document.metadata.title == TITLE, why
    assert paths(document) == ["title", "art-1", "art-1/para-1", "art-2", "art-2/para-1"], why
    assert len(residues(document, "site-chrome")) == count, why
    assert document.provisions[-1].text == "乙应当检查。", why


def test_files_above_the_signature_are_the_list_of_annexes(tmp_path: Path) -> None:
    text = (
        "红石县人民政府关于渡口的通知\n一、请检查渡口。\n附件：1.申请表.doc\n红石县人民政府\n2020年1月2日\n"
    )
    document = read(tmp_path, text)
    assert not residues(document, "site-chrome")
    assert {"signature", "date"} <= set(paths(document))


SITES = [
    (
        f"---\ntitle: {TITLE}\n---\n\n::: tabs\n\n@tab 正文\n\n[[toc]]\n\n{ARTICLES}\n:::\n",
        0,
        "a tab and the sign of the contents",
    ),
    (f"# {TITLE}\n\n[TOC]\n\n## 目录\n\n[1](#t1)&emsp;[2](#t2)\n\n{ARTICLES}", 2, "anchors under 目录"),
    (
        f"---\ntitle: {TITLE}\n---\n- 第1~20条：\n\n  [1](#t1) | [2](#t2)\n\n---\n\n- 其余：\n  [3](#t3)\n\n{ARTICLES}",
        4,
        "anchors in a list",
    ),
]


@pytest.mark.parametrize(("text", "count", "why"), SITES)
def test_contents_of_documentation_sites(tmp_path: Path, text: str, count: int, why: str) -> None:
    document = read(tmp_path, text, "a.md")
    assert document.metadata.title == TITLE, why
    assert [p for p in paths(document) if p != "title"] == [
        "art-1",
        "art-1/para-1",
        "art-2",
        "art-2/para-1",
    ], why
    assert len(residues(document, "contents")) == count, why


def test_links_in_a_sentence_are_words(tmp_path: Path) -> None:
    document = read(
        tmp_path, f"# {TITLE}\n\n第一条 按[第二条](#t2)登记。\n\n第二条 见[某网](https://a.cn)。\n", "a.md"
    )
    assert [p.text for p in document.provisions if p.leaf][1:] == ["按第二条登记。", "见某网。"]


NOTICE = "红石县发展和改革局\n红石县财政局\n关于印发《红石县露营若干措施》的通知\n"
SENT = f"各乡镇人民政府：\n\n现印发给你们。\n\n红石县财政局\n2021年2月3日\n\n红石县露营若干措施\n\n{SECTIONS}"
SECOND_TITLES = [
    (
        "a.md",
        f"# 关于印发《红石县露营若干措施》的通知\n\n- **发布日期**：2021-02-04\n\n{NOTICE}\n{SENT}",
        "红石县发展和改革局红石县财政局关于印发《红石县露营若干措施》的通知",
        ["title", "salutation", "preamble", "signature", "date", "title-2", "preamble-2", "sec-1"],
        "the page's copy of the title; the issuers above it belong to it",
    ),
    (
        "a.txt",
        f"首页 > 文件 > 措施\n红石县露营若干措施\n点击查看政策解读：解读\n{NOTICE}\n{SENT}",
        "红石县发展和改革局红石县财政局关于印发《红石县露营若干措施》的通知",
        ["title", "salutation", "preamble", "signature", "date", "title-2", "preamble-2", "sec-1"],
        "the page is named by what the notice sends",
    ),
    (
        "a.md",
        "桐梓县摊贩管理办法\n\n::: tip 修订信息\n2020年第3号令公布\n:::\n\n第一条 摊贩应当登记。\n",
        "桐梓县摊贩管理办法",
        ["title", "date", "art-1", "art-1/para-1"],
        "which order made it known, below the title",
    ),
    (
        "a.md",
        "# 关于印发《红石县露营若干措施》的通知\n\n**红石县露营若干措施**\n\n为露营，制定本措施。\n\n一、建设\n",
        "关于印发《红石县露营若干措施》的通知",
        ["title", "title-2", "preamble", "sec-1"],
        "two titles, a block each",
    ),
]


@pytest.mark.parametrize(("name", "text", "title", "first", "why"), SECOND_TITLES)
def test_several_titles(tmp_path: Path, name: str, text: str, title: str, first: list[str], why: str) -> None:
    document = read(tmp_path, text, name)
    assert paths(document)[: len(first)] == first, why
    assert "".join(document.provisions[0].own.text.split()) == title, why


ONE_TITLE = [
    ("# 红石县渡口管理办法\n\n（试行）\n\n第一条 甲。\n", "红石县渡口管理办法（试行）", "a note in brackets"),
    (
        "**红石县人民政府**\n\n**关于渡口的通知**\n\n一、检查。\n",
        "红石县人民政府关于渡口的通知",
        "the issuer alone is no title",
    ),
    (
        "# 关于印发红石县渡口管理办法\n\n# 的通知\n\n一、检查。\n",
        "关于印发红石县渡口管理办法的通知",
        "it goes on",
    ),
]


@pytest.mark.parametrize(("text", "title", "why"), ONE_TITLE)
def test_one_title_in_several_blocks(tmp_path: Path, text: str, title: str, why: str) -> None:
    assert read(tmp_path, text, "a.md").metadata.title == title, why


ORDER = """\
红石市人民政府令
第12号
《红石市渡口管理办法》已经2017年7月3日市人民政府会议通过，现予公布{start}。
市长：张某
2017年7月16日
红石市渡口管理办法
第一条 甲应当登记。
第二条 {last}
"""
MEASURES = f"红石县露营若干措施\n{SECTIONS}"
LIST = f"附件\n红石县露营地一览表\n{'营地有三处。' * 600}\n"
SENDING = """\
红石县人民政府关于印发红石县露营若干措施的通知
各乡镇人民政府：
现将措施印发给你们，自2025年8月1日起施行，有效期2年。
红石县人民政府
2025年7月1日
"""
IN_FORCE = [
    (
        ORDER.format(start="，自2017年10月1日起施行", last="乙应当检查。"),
        "2017-10-01",
        None,
        "only the order says it",
    ),
    (
        ORDER.format(start="，自2017年10月1日起施行", last="本办法自公布之日起施行。"),
        "2017-10-01",
        None,
        "before the day of the order",
    ),
    (
        ORDER.format(start="，自2017年10月1日起施行", last="本办法自2017年9月1日起施行。"),
        "2017-09-01",
        None,
        "a day in the rule stands",
    ),
    (ORDER.format(start="", last="本办法自公布之日起施行。"), "2017-07-16", None, "no day in the order"),
    (
        f"{MEASURES}\n本措施自2025年8月1日起施行，有效期至2030年7月31日。\n{LIST}",
        "2025-08-01",
        "2030-07-31",
        "a closing paragraph before a long annex",
    ),
    (SENDING + MEASURES, "2025-08-01", "2027-07-31", "the notice says it"),
]


@pytest.mark.parametrize(("text", "start", "end", "why"), IN_FORCE)
def test_when_it_is_in_force(tmp_path: Path, text: str, start: str, end: str | None, why: str) -> None:
    about = read(tmp_path, text).metadata
    assert (about.in_force, about.expires) == (start, end), why


NAMES = [
    ("国务院相关部门和单位、省财政厅", ["国务院相关部门和单位", "省财政厅"], "和 before 单位"),
    ("国务院有关部门和直属机构", ["国务院有关部门和直属机构"], "和 before those under them"),
    ("市委有关部门及各区", ["市委有关部门", "各区"], "及各区 is an open end of its own"),
    ("市财政局、市有关部门及单位", ["市财政局", "市有关部门及单位"], "及 before 单位"),
    ("市财政局和有关部门", ["市财政局", "有关部门"], "a name and a kind are two"),
    ("市财政局、市教育局及各区", ["市财政局", "市教育局", "各区"], "names before 及"),
]


@pytest.mark.parametrize(("note", "wanted", "why"), NAMES)
def test_open_ends_of_notes(tmp_path: Path, note: str, wanted: list[str], why: str) -> None:
    text = f"红石县渡口整治实施方案\n一、任务\n（一）排查。开展排查。（责任单位：{note}）\n（二）整治。开展整治。\n"
    item = next(p for p in read(tmp_path, text).provisions if p.path == "sec-1/item-1")
    assert [each.name for each in item.responsibilities if each.role is Answering.RESPONSIBLE] == wanted, why


@pytest.mark.parametrize("note", ["（主办单位：省财政厅）", "（承办单位：省财政厅）", "【主办单位】省财政厅"])
def test_a_note_of_who_answers_is_no_foot_of_a_page(tmp_path: Path, note: str) -> None:
    document = read(tmp_path, f"红石县渡口整治实施方案\n一、加大投入。{note}\n")
    assert not residues(document, "site-chrome")
    assert [each.name for each in document.provisions[-1].responsibilities] == ["省财政厅"]


GLUED = [
    (f"首页 政务公开 政策文件 {RULE}", True, "words to press"),
    (f"来源：县政府 {RULE}", True, "a label of the page"),
    (f"首页 > 政务公开 > {RULE}", True, "a path"),
    (RULE, False, "a title"),
    (f"首页 > 政务公开 > {TITLE}\n{RULE}", False, "the title stands alone too"),
]


@pytest.mark.parametrize(("text", "said", "why"), GLUED)
def test_words_of_the_page_before_a_title_are_told(tmp_path: Path, text: str, said: bool, why: str) -> None:
    assert ("title-glued" in {each.code for each in read(tmp_path, text).diagnostics}) is said, why
