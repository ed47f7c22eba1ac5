"""A consolidated text as one HTML file: what was added, taken out and numbered anew is marked, with its instruction."""

from __future__ import annotations

from html import escape

from ingest.amend import Consolidated
from lawgraph.amending.runs import Mark, Run, paragraphs
from lawgraph.amending.telling import WORDS

_STYLE = """
body{font:16px/1.8 "Noto Serif CJK SC","Songti SC",SimSun,serif;
color:#1a1a1a;background:#fff;margin:0 auto;max-width:46rem;
padding:1.5rem 1rem}h1{font-size:1.35rem;text-align:center}h2{font-size:1.1rem;margin-top:2.5rem}
p{margin:.5rem 0;text-indent:2em;overflow-wrap:anywhere}.key p,.told p{text-indent:0}
ins{color:#0b4f9e;text-decoration:underline;text-underline-offset:.2em;background:#eaf2fd}
del{color:#a11b1b;background:#fdecec}mark{background:#fff2c4;color:inherit}
sup{font:11px/1 sans-serif;color:#555;text-indent:0}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{border:1px solid #bbb;padding:.35rem .5rem;text-align:left;vertical-align:top}th{background:#f2f2f2}
td:first-child{white-space:nowrap}.no{color:#a11b1b}
@media print{ins,del,mark{background:none}}
"""
_TAGS = {Mark.ADDED: "ins", Mark.GONE: "del", Mark.EDITORIAL: "mark"}
_TOLD = {
    Mark.ADDED: "来自决定 from the decision",
    Mark.GONE: "原文删去 taken out of the base",
    Mark.EDITORIAL: "编辑：编号、标点层级 editorial",
}


def page(done: Consolidated) -> str:
    """Return the page; the same text and decision give the same bytes."""
    title = escape(done.base.metadata.title)
    decision = escape(done.decision.document.metadata.title)
    body = "\n".join(f"<p>{_line(line)}</p>" for line in paragraphs(done))
    refused = f'<p class="no">{escape(done.refused)}</p>' if done.refused else ""
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}（修改前后对照）</title>\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<style>{_STYLE}</style></head><body>\n<h1>{title}<br>修改前后对照</h1>\n"
        f'<div class="key"><p>依据 Amended by：{decision}</p>'
        "<p><ins>蓝色下划线</ins>：决定增加的文字 added；<del>红色删除线</del>：删去的文字 taken out；"
        "<mark>黄色</mark>：编辑（条款编号、引号层级）editorial。"
        "上标数字是决定的第几项修改 the number of the instruction。</p>"
        f"{refused}</div>\n{body}\n{_outcomes(done)}\n</body></html>\n"
    )


def _line(line: list[Run]) -> str:
    said, last = [], None
    for run in line:
        tag = _TAGS.get(run.mark)
        if tag is None:
            said.append(escape(run.text))
            last = None
            continue
        where = f"，第 {run.source[0]}–{run.source[1]} 字" if run.source else ""
        note = f"<sup>{run.by}</sup>" if run.by is not None and run.by != last else ""
        told = escape(f"{_TOLD[run.mark]}{where}")
        said.append(f'<{tag} title="{told}">{escape(run.text)}</{tag}>{note}')
        last = run.by
    return "".join(said)


def _outcomes(done: Consolidated) -> str:
    rows = []
    for outcome in done.outcomes:
        zh, en = WORDS[outcome.applied]
        why = "<br>".join(escape(each) for each in (outcome.reason, outcome.note) if each)
        kind = ' class="no"' if outcome.applied is False else ""
        one = outcome.instruction
        rows.append(
            f"<tr><td>{one.order}</td><td{kind}>{zh} {en}</td><td>{escape(one.text)}</td><td>{why}</td></tr>"
        )
    told = "".join(
        f"<p>{escape(each.message)}</p>" for each in (*done.decision.diagnostics, *done.diagnostics)
    )
    head = "<tr><th>项 No.</th><th>结果 Outcome</th><th>决定的文字 Words</th><th>说明 Why</th></tr>"
    table = f"<table>{head}{''.join(rows)}</table>" if rows else ""
    checks = f'<h2>请核对 To be checked</h2><div class="told">{told}</div>' if told else ""
    return f"<h2>各项修改 Instructions</h2>{table}{checks}"
