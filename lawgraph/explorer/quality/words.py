"""What the codes of diagnostics and residues mean, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lawgraph.explorer.page import Said


class Sort(StrEnum):
    """What a diagnostic says: that something was repaired, concluded, left out, or may be wrong."""

    REPAIRED = "repaired"
    CONCLUDED = "concluded"
    LEFT_OUT = "left-out"
    CHECK = "check"


SORTS: Mapping[Sort, Said] = {
    Sort.CHECK: Said("请核对：这里可能读错", "to be checked: it may be misread here"),
    Sort.REPAIRED: Said("修复：原文损坏，按应有的样子识读", "repaired: read as it should stand"),
    Sort.CONCLUDED: Said("推断：文中没有写明，从别处看出", "concluded: not said, told from elsewhere"),
    Sort.LEFT_OUT: Said(
        "没有读入：文件里有，但不是正文或读不出", "not read: no part of the text, or illegible"
    ),
}
"""The sorts of diagnostics, the gravest first."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code means."""

    sort: Sort
    said: Said


def _of(sort: Sort, **codes: tuple[str, str]) -> dict[str, Meaning]:
    return {code.replace("_", "-"): Meaning(sort, Said(*said)) for code, said in codes.items()}


DIAGNOSTICS: Mapping[str, Meaning] = {
    **_of(
        Sort.CHECK,
        chrome_inside=("条文中夹有网页栏目文字", "words of a web page stand among provisions"),
        cited_part_absent=("引用了本文中没有找到的条款", "a part of this text is cited that was not found"),
        column_missing=("责任分工表的一栏没有读出", "a column of the table was not found"),
        doubtful_quantity=("数额的界限词相互矛盾", "the words of bound of a figure contradict each other"),
        encoding_doubtful=("文字编码没有把握", "the encoding of the file is not certain"),
        heading_unparted=("标题与正文连在一起，没有分开", "a heading could not be parted from the text"),
        jurisdiction_unknown=("看不出是哪个地方的文件", "no place is clearly meant"),
        label_gap=("编号不连续，可能漏读了条文", "numbers skip: provisions may not have been found"),
        letter_on_one_line=("公文各部分写在一行，分开处可能不准", "a letter on one line was parted"),
        lines_broken=("条文内的分行可能有误", "lines within provisions may be broken"),
        lines_lost=("编号留在段落中，原来的分行可能丢失", "labels stand inside paragraphs"),
        little_in_common=("两份文本少有相同的条文", "two texts have little in common"),
        newer_first=("给出的旧文本晚于新文本", "the text given as the old one is the newer"),
        no_day=("两份文本中有一份没有日期", "one of two texts has no day"),
        no_decision=("不像修改决定", "it does not look like an amending decision"),
        nothing_to_compare=("没有读出条款，无从比较", "no provisions to compare"),
        other_rule=("两份文本恐非同一法规", "two texts are hardly of one rule"),
        quotation_open=("修改决定中的引号没有闭合", "a quotation of a decision is not closed"),
        same_day=("两份文本的日期相同", "two texts are of the same day"),
        stale_reference=("修改后条号变了，文内引用没有跟着变", "a reference keeps a number that was changed"),
        list_broken=("列举的编号中断", "the numbers of a list break off"),
        markup_inside=("条文中夹有标记符号", "signs of markup stand among provisions"),
        mostly_residue=("大部分文字没有归入条文", "most of the text is in no provision"),
        no_structure=("没有读出任何条、项或任务", "no article, item or task was found"),
        note_not_understood=("条文末尾的责任单位没有读懂", "a note on who answers was not understood"),
        path_doubled=("编号重复", "a number stands twice"),
        provision_short=("条文短得不像条文", "a provision is too short to be one"),
        radical_kept=("有部首字没有对应的字，保留原样", "a radical stands for no known character"),
        restored_doubtful=("恢复的分行没有把握", "restored lines are not certain"),
        table_assumed=("按表格来读，没有把握", "it was taken for a table"),
        table_flattened=("表格被压成了段落", "a table was flattened to paragraphs"),
        title_doubtful=("标题不像标题", "the title does not look like one"),
        unplaced=("有文字没有归入任何条文", "words belong to no provision"),
        wrap_doubtful=("满行恰以句号结尾，段落可能接续", "a paragraph may go on after a full line"),
    ),
    **_of(
        Sort.REPAIRED,
        blanks_in_numbers=("略去数字中的空格", "blanks within numbers left out"),
        column_bleed=("把串到别栏的文字归回原处", "words that ran into another column put back"),
        lines_restored=("恢复丢失的分行", "lost line breaks restored"),
        ocr_marks=("损坏的标点按所代表的标点识读", "damaged marks read as what they stand for"),
        radicals=("部首字按所代表的字识读", "radicals read as the characters they stand for"),
        set_apart=("略去逐字夹入的空格", "blanks between all characters left out"),
        title_glued=("把粘连的标题与正文分开", "a title glued to the text parted from it"),
        traditional=("繁体按简体识读，引文照原样", "traditional characters read as simplified ones"),
        wrapped=("接合段落中的断行", "lines within paragraphs joined"),
        zero_width=("略去不可见字符", "invisible characters left out"),
    ),
    **_of(
        Sort.CONCLUDED,
        document_type_inferred=("文件的种类是推断的", "the kind of document is concluded"),
        jurisdiction_inferred=("所属的地方是推断的", "the place is concluded"),
        title_inferred=("标题是推断的", "the title is concluded"),
    ),
    **_of(
        Sort.LEFT_OUT,
        characters_lost=("有字符没有读入", "characters were not read"),
        comments_left_out=("批注没有读入", "comments are not read"),
        encoding_damaged=("有字符已经损坏", "characters are damaged"),
        glyphs_lost=("有字形认不出是什么字", "glyphs stand for no known character"),
        header_footer=("页眉页脚没有读入", "headers and footers are not read"),
        hidden_text=("隐藏文字没有读入", "hidden text is not read"),
        page_without_text=("有的页是图片，没有文字", "pages are pictures without text"),
        pictures_left_out=("图片或嵌入的文件没有读入", "pictures or embedded files are not read"),
        site_chrome=("网页的栏目文字不算正文", "words of the web page are set aside"),
        text_turned=("横跨页面的文字不算正文", "words across the page are set aside"),
        tracked_changes=("修订痕迹按最后的样子读", "tracked changes are read as they end"),
    ),
}
"""The codes of diagnostics."""
RESIDUES: Mapping[str, Said] = {
    "annex-list": Said("附件清单", "list of annexes"),
    "annex-mark": Said("“附件”字样", "the mark of an annex"),
    "byte-order-mark": Said("文件开头的标记", "mark at the start of the file"),
    "column-bleed": Said("串到别栏的文字", "words that ran into another column"),
    "contents": Said("目录", "table of contents"),
    "front-matter": Said("文件头的说明", "front matter"),
    "imprint": Said("印发机关和日期等版记", "imprint"),
    "list-sign": Said("列表符号", "signs of lists"),
    "markup": Said("标记符号", "markup"),
    "masthead": Said("发文字号等版头", "masthead"),
    "padding": Said("填充", "padding"),
    "page-number": Said("页码", "page numbers"),
    "running-head": Said("页眉", "running heads"),
    "site-chrome": Said("网页栏目文字", "words of the web page"),
    "table-header": Said("表头", "heads of tables"),
    "table-rule": Said("表格线", "rules of tables"),
    "unplaced": Said("没有归入条文的文字", "words of no provision"),
    "zero-width": Said("不可见字符", "invisible characters"),
}
"""Why characters are in no provision, by the reason of the residue."""


def meaning(code: str) -> Meaning:
    """Return what a diagnostic means; of an unknown code, the code itself."""
    return DIAGNOSTICS.get(code, Meaning(Sort.CHECK, Said(code, code)))


def residue_said(reason: str) -> Said:
    """Return why characters are in no provision."""
    return RESIDUES.get(reason, Said(reason, reason))
