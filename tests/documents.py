"""Files of other formats, made in the tests with the libraries that people make them with."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from fpdf import FPDF

from lawgraph.font import font_path

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(*paragraphs: str, change: Callable[[Document], None] = lambda _: None) -> bytes:
    """Return a DOCX file of paragraphs, changed by ``change`` before it is saved."""
    document = docx.Document()
    for each in paragraphs:
        document.add_paragraph(each)
    change(document)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def element(xml: str) -> Any:
    """Return an element of WordprocessingML, prefix ``w``."""
    return parse_xml(re.sub(r"(?=/?>)", f' xmlns:w="{_W}"', xml, count=1))


def chinese_pdf(**options: Any) -> FPDF:
    """Return a PDF, still without pages, that writes Chinese with an embedded font."""
    pdf = FPDF(**options)
    pdf.add_font("song", fname=str(font_path()))
    pdf.set_font("song", size=12)
    pdf.set_auto_page_break(False)
    return pdf


def printed(pages: Sequence[Sequence[str]], head: str = "", number: str = "") -> bytes:
    """Return a PDF of pages by their lines; ``head`` stands over each, ``number`` with its number under it."""
    pdf = chinese_pdf(format="A4")
    for at, lines in enumerate(pages, 1):
        pdf.add_page()
        if head:
            pdf.text(80, 12, head)
        for row, line in enumerate(lines):
            indent = len(line) - len(line.lstrip("\u3000"))
            pdf.text(25 + 4.24 * indent, 25 + 7 * row, line.lstrip("\u3000"))
        if number:
            pdf.text(100, 287, number.format(at))
    return bytes(pdf.output())


def page(*blocks: str, chrome: str = "div", title: str = "", tail: str = "") -> str:
    """Return a web page round ``blocks`` (their HTML) with what sites put there, in one of three manners."""
    menu = "".join(f'<li><a href="/{at}">{each}</a></li>' for at, each in enumerate(_MENU))
    crumbs = '<div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; <a href="/zc">政策文件</a></div>'
    facts = (
        '<table class="xxgk"><tr><td>索引号：</td><td>000014349/2020-00001</td></tr>'
        "<tr><td>发文机关：</td><td>某市人民政府</td></tr><tr><td>成文日期：</td><td>2020-03-01</td></tr></table>"
    )
    share = '<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a> <a href="#">打印</a></div>'
    foot = "<p>主办单位：某市人民政府办公室</p><p>某ICP备05000000号 网站标识码：6300000001</p>"
    body = "".join(blocks)
    if chrome == "html5":
        inner = (
            f"<nav><ul>{menu}</ul></nav><main>{crumbs}{facts}<h1>{title}</h1>{share}"
            f"<article>{body}</article>{tail}</main><footer>{foot}</footer>"
        )
    elif chrome == "table":
        inner = (
            f'<table><tr><td colspan="2"><ul>{menu}</ul></td></tr><tr><td>{crumbs}{facts}</td></tr>'
            f'<tr><td><div class="title">{title}</div></td></tr><tr><td><div id="zoom">{body}{tail}</div></td></tr>'
            f"<tr><td>{share}{foot}</td></tr></table>"
        )
    else:
        inner = (
            f'<div id="top"><ul>{menu}</ul></div><div class="wrap">{crumbs}{facts}<div class="tit">{title}</div>'
            f'<div class="content">{body}</div>{tail}{share}</div><div class="foot">{foot}</div>'
        )
    return (
        f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>{title}_某市人民政府</title>"
        f"<style>p{{}}</style></head><body><script>var a='第九条';</script>{inner}</body></html>"
    )


_MENU = ("首页", "政务公开", "政务服务", "互动交流", "走进某市", "专题专栏")


def paged(paragraphs: Sequence[str], width: int = 30, rows: int = 32) -> bytes:
    """Return a PDF of paragraphs as a word processor prints them: wrapped, indented, with page numbers."""
    pdf = chinese_pdf(format="A4")
    lines = [line for paragraph in paragraphs for line in lines_of(pdf, paragraph, width)]
    pages = [lines[at : at + rows] for at in range(0, len(lines), rows)]
    return printed(pages, number="— {} —")


def lines_of(pdf: FPDF, paragraph: str, width: int) -> list[str]:
    """Return lines of at most ``width`` full-width characters."""
    em = pdf.get_string_width("国")
    lines, room = ["　　"], (width - 2) * em
    for char in paragraph.strip():
        wide = pdf.get_string_width(char)
        if room < wide:
            lines.append("")
            room = width * em
        lines[-1] += char
        room -= wide
    return lines
