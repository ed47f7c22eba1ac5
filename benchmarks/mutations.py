"""Mutated texts of at most 2,000 characters: each is read within 10 seconds, and no promise is broken.

``python benchmarks/mutations.py [FOLDER …] --from 0 --to 2000`` makes the inputs of these numbers (the same ones
for the same seed and folders) from the project's own texts, short ones of many kinds and the texts of the folders,
reads each in a process that is killed after 10 seconds, and names by number every input on which

- the program crashes or takes longer;
- a non-blank character is in no provision and no residue, or in two;
- a row of the JSON face does not say what its spans hold, is not read back, or breaks ``docs/contract.schema.json``;
- a path comes twice, a child before its parent, or the graph cannot be written.

``--show NUMBER`` prints an input, ``--workers`` is how many processes work side by side.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import jsonschema

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.killable import Worker  # noqa: E402
from ingest.contract import dump, load, schema  # noqa: E402
from ingest.pipeline import annotate  # noqa: E402
from ingest.read import ReadError  # noqa: E402
from ingest.read.html import content as html_content  # noqa: E402
from ingest.read.markdown import content as markdown_content  # noqa: E402
from ingest.repair.script import readings  # noqa: E402
from ingest.resolve import resolve  # noqa: E402
from ingest.structure import structure  # noqa: E402
from ingest.text import SourceText, squeeze  # noqa: E402
from ingest.write.jsonl import rows  # noqa: E402
from ingest.write.nquads import document_quads  # noqa: E402
from lawgraph.repairs import printed  # noqa: E402

LONGEST = 2_000  # characters
SECONDS = 10.0

TEXTS = (
    "某县河道采砂管理办法\n（2019年3月5日某县人民政府第8次常务会议通过 自2019年5月1日起施行）\n第一章 总则\n"
    "第一条 为了加强河道采砂管理，根据《中华人民共和国水法》第三十九条，制定本办法。\n"
    "第二条 县水利局负责采砂的监督管理。\n"
    "第二章 罚则\n第三条 有下列行为之一的，处一万元以上五万元以下的罚款：\n（一）无证采砂的；\n"
    "（二）超过许可期限三十日的。\n"
    "第四条 本办法自公布之日起施行，有效期五年。\n",
    "某市人民政府办公室关于支持养老服务的若干措施\n某政办发〔2021〕12号\n各县区人民政府，市政府各部门：\n"
    "一、加大投入\n（一）新建养老机构每张床位补助8000元。（责任单位：市民政局、市财政局）\n"
    "1.补助分两年拨付，每年不低于50%。\n"
    "2.对营业收入超过500万元的，奖励不超过10万元。（市民政局牵头，市财政局配合）\n二、加强保障\n"
    "一是完善制度。二是强化监督。\n"
    "附件：任务分工表\n某市人民政府办公室\n2021年6月1日\n（此件公开发布）\n",
    "附件\n任务分工表\n序号\t任务\t牵头单位\t完成时限\n1\t修订管理制度\t省财政厅\t2022年12月底前\n"
    "2\t开展专项检查\t省审计厅\t长期坚持\n",
    "序号|违法行为|处罚依据|裁量标准（万元）\n1|未按规定备案|《条例》第十条|0.5至2\n"
    "2|逾期不改正|《条例》第十一条|2至5\n",
    "关于修改《某省环境保护条例》的决定\n一、将第五条修改为：“第五条 企业应当公开排放数据。”\n"
    "二、删去第九条。\n"
    "三、增加一条，作为第十二条：“第十二条 违反本条例的，责令限期改正；逾期不改正的，处二万元罚款。”\n"
    "本决定自2020年1月1日起施行。\n",
    "首页 > 政务公开 > 政策文件\n索引号：000014349/2020-00012\n发布时间：2020-05-06 来源：办公室\n"
    "某县扶持办法\n"
    "第一条 本县企业可以申请补贴。\n第二条 补贴标准为每户3万元。\n打印本页 关闭窗口\n"
    "主办单位：某县人民政府办公室\n",
    "---\ntitle: 某省消防条例\n---\n# 某省消防条例\n\n## 第一章　总则\n\n"
    "**第一条**　为了预防火灾，制定本条例。\n\n"
    "- （一）防火；\n- （二）灭火。\n\n| 任务 | 责任单位 |\n| --- | --- |\n| 检查 | 省消防救援总队 |\n",
    "<html><body><nav><a href='/'>首页</a></nav><h1>某市绿化条例</h1><p>第一条 为了绿化，制定本条例。</p>"
    "<table><tr><td>任务</td><td>责任单位</td></tr><tr><td>植树</td><td>市林业局</td></tr></table>"
    "<p>第二条 单位应当植树。<br>个人也应当植树。</p></body></html>",
    "《某省价格条例》解读\n问：为什么修订？\n答：原条例施行已满10年。\n问：罚款多少？\n答：不超过5万元。\n",
    "领导小组组成人员\n组　长：张　某　副县长\n副组长：李　某　县政府办公室主任\n成　员：王　某、赵　某\n"
    "办公室设在县财政局。\n",
    "某省人民代表大会常务委员会公告\n第十五号\n目　录\n第一章 总则\n第二章 附则\n第一章 总则\n"
    "第一条 略。\n第一条之一 略。\n"
    "第二章 附则\n第二条 施行。\n",
)
"""Short texts: a rule, measures, tables, an amending decision, a page, Markdown, HTML, questions, members, a 公告."""

_BRACKETS = "（）()【】〔〕[]《》〈〉<>“”‘’\"'「」『』{}"
_BLANKS = (
    " ",
    "　",
    "\t",
    "\u00a0",
    "\u2003",
    "\u200b",
    "  ",
    " \t ",
    "\n",
    "\r\n",
    "\r",
    "\u2028",
    "\x0b",
    "\x0c",
    "\x85",
)
_CONTROLS = (
    "\x00\x01\x07\x08\x1b\x1c\x1f\x7f\u200b\u200d\u202e\u2060\ufeff\ufffd\ufffe\ue000\ud800\U0001f600𠮷\u0301"
)
_DIGITS = "0123456789０１９一二三十百千万亿〇零两廿壹①⑩㈠Ⅳ½²"
_MARKUP = (
    "<p>", "</p>", "<br>", "<td>", "</td>", "<!--", "-->", "**", "__", "# ", "- ", "|", "```", "&nbsp;",
    "&#12288;", "<table>", "<script>", ":::", "{.a}", "[1](x)", "---\n", "> ", "$", "\\", "&#xD800;",
    "<div ",
)  # fmt: skip
_LABELS = (
    "第一条 ", "第十二条之一", "第三章 总则", "第1条", "一、", "（一）", "(2)", "1.", "１．", "①", "一是",
    "首先，", "附件1：", "附则", "目录", "第二节", "第一款", "第（三）项", "第九十九条", "第一百零一条",
    "附表", "第一编", "第 四 条 ", "十、", "a)",
)  # fmt: skip
_WORDS = (
    "（责任单位：", "责任单位：省财政厅", "牵头单位", "负责）", "根据《", "不低于", "50%", "2020年1月1日",
    "五万元", "30日内", "应当", "不得", "由", "省财政厅", "省教育厅、", "下列：", "，下同", "等有关部门",
    "自公布之日起施行", "修改为：“", "除外", "某政发〔2020〕1号", "序号\t任务\t单位", "万元", "上述",
    "本条例", "前款", "和", "、", "。", "；", "：", "，", "——", "…",
)  # fmt: skip

Mutation = Callable[[str, random.Random], str]


def _put(text: str, rng: random.Random, what: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + what + text[at:]


def _span(text: str, rng: random.Random, longest: int) -> tuple[int, int]:
    start = rng.randint(0, len(text))
    return start, min(len(text), start + rng.randint(1, longest))


def _deleted(text: str, rng: random.Random) -> str:
    start, end = _span(text, rng, rng.choice((1, 1, 3, 40)))
    return text[:start] + text[end:]


def _repeated(text: str, rng: random.Random) -> str:
    start, end = _span(text, rng, rng.choice((1, 2, 6, 60)))
    return text[:end] + text[start:end] * rng.choice((1, 1, 2, 5, 50)) + text[end:]


def _swapped(text: str, rng: random.Random) -> str:
    (a, b), (c, d) = sorted((_span(text, rng, 20), _span(text, rng, 20)))
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:] if b <= c else text


def _lines(text: str, rng: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    how = rng.randrange(5)
    if how == 0:
        del lines[at]
    elif how == 1:
        lines.insert(other, lines[at])
    elif how == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif how == 3:
        rng.shuffle(lines)
    else:
        lines[at] = lines[at] * rng.choice((2, 10))
    return "".join(lines)


def _glued(text: str, rng: random.Random) -> str:
    marks = rng.choice(("\n", "\r\n", "。", "，", " 　\t", "。\n", "：；"))
    share = rng.choice((0.1, 0.5, 1.0))
    return "".join(char for char in text if char not in marks or rng.random() >= share)


def _broken(text: str, rng: random.Random) -> str:
    width = rng.randint(1, 45)
    flat = "".join(text.split("\n"))
    return "\n".join(flat[at : at + width] for at in range(0, len(flat), width))


def _columns(text: str, rng: random.Random) -> str:
    lines = text.splitlines()
    half = (len(lines) + 1) // 2
    gap = rng.choice(("\t", "    ", "　　", " | "))
    right = [*lines[half:], ""]
    return "\n".join(left + gap + right[min(at, len(right) - 1)] for at, left in enumerate(lines[:half]))


@cache
def _traditional_characters() -> dict[int, str]:
    return {ord(read): chr(printed) for printed, read in readings().items() if len(read) == 1}


def _traditional(text: str, rng: random.Random) -> str:
    share = rng.choice((0.05, 0.5, 1.0))
    table = _traditional_characters()
    return "".join(table.get(ord(char), char) if rng.random() < share else char for char in text)


def _apart(text: str, rng: random.Random) -> str:
    start, end = _span(text, rng, 200)
    return text[:start] + rng.choice((" ", "　", "\u200b", "\n")).join(text[start:end]) + text[end:]


def _long_run(text: str, rng: random.Random) -> str:
    return _put(
        text,
        rng,
        rng.choice((rng.choice(_BRACKETS), rng.choice(_LABELS), rng.choice(_WORDS))) * rng.randint(2, 300),
    )


def _unlike(text: str, rng: random.Random) -> str:
    return "".join(rng.choice(text) if rng.random() < 0.03 else char for char in text)


MUTATIONS: dict[str, Mutation] = {
    "deleted": _deleted,
    "repeated": _repeated,
    "swapped": _swapped,
    "lines": _lines,
    "glued": _glued,
    "broken": _broken,
    "columns": _columns,
    "traditional": _traditional,
    "apart": _apart,
    "long run": _long_run,
    "unlike": _unlike,
    "bracket": lambda text, rng: _put(text, rng, rng.choice(_BRACKETS)),
    "blank": lambda text, rng: _put(text, rng, rng.choice(_BLANKS) * rng.choice((1, 1, 4, 80))),
    "control": lambda text, rng: _put(text, rng, rng.choice(_CONTROLS)),
    "digits": lambda text, rng: _put(text, rng, "".join(rng.choices(_DIGITS, k=rng.choice((1, 3, 30))))),
    "markup": lambda text, rng: _put(text, rng, rng.choice(_MARKUP)),
    "label": lambda text, rng: _put(text, rng, rng.choice(_LABELS) * rng.choice((1, 1, 2, 8))),
    "word": lambda text, rng: _put(text, rng, rng.choice(_WORDS)),
}  # fmt: skip
"""What is done to a text, by name."""


@dataclass(frozen=True, slots=True)
class Input:
    """A mutated text: its number, the suffix of the file that it would be, and what was done to it."""

    number: int
    suffix: str
    done: tuple[str, ...]
    text: str


def texts_of(folders: Iterable[Path]) -> list[str]:
    """Return the texts that inputs are made from."""
    paths = [
        path
        for folder in (ROOT / "data" / "sources", *folders)
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".txt", ".md")
    ]
    return [*TEXTS, *(path.read_text("utf-8", "replace") for path in paths)]


def mutant(number: int, texts: Sequence[str], seed: int = 1) -> Input:
    """Return the input of a number: the same one for the same seed and texts."""
    rng = random.Random(f"{seed} {number}")
    whole = rng.choice(TEXTS if rng.random() < 0.4 else texts)
    length = rng.randint(20, LONGEST)
    start = rng.choice((0, rng.randint(0, max(0, len(whole) - length))))
    text = whole[start : start + length]
    done = [rng.choice(list(MUTATIONS)) for _ in range(rng.choice((1, 2, 3, 5, 8, 13, 30)))]
    for name in done:
        text = MUTATIONS[name](text, rng)[:LONGEST]
    return Input(number, rng.choice((".txt", ".txt", ".md", ".html")), tuple(done), text)


@cache
def _validators() -> dict[str, Any]:
    """Return a validator for each type of row: asking all of them for each row takes eleven times as long."""
    of = schema()
    return {
        row["properties"]["type"].get("const", row["properties"]["type"].get("enum", [""])[0]): (
            jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": of["$defs"]})
        )
        for name, row in of["$defs"].items()
        if "type" in row.get("properties", {})
    }


def _source(given: Input) -> SourceText:
    """Return what the reader of such a file makes of the text; Raises ``ReadError`` as it does."""
    path = Path(f"mutant-{given.number}{given.suffix}")
    if given.suffix == ".txt":
        return SourceText(path.name, given.text.encode("utf-8", "replace").decode(), "0" * 64)
    reader = markdown_content if given.suffix == ".md" else html_content
    found = reader(path, given.text.encode("utf-8", "replace"))
    return SourceText(
        path.name, found.text, "0" * 64, "text/html", found.encoding, found.marks, found.diagnostics
    )


def rows_of(given: Input) -> tuple[SourceText, list[dict[str, Any]]]:
    """Return what the reader takes an input for, and the rows of its JSON face; its graph is made too.

    Raises :class:`ReadError` for what the reader refuses, and ``ValueError`` for rows that are not read back.
    """
    source = _source(given)
    resolved = resolve(annotate(structure(source)))
    made = list(rows(resolved))
    lines = list(dump(made))
    if list(load(lines)) != made:
        raise ValueError("rows are not read back")
    for _ in document_quads(resolved):
        pass
    return source, [json.loads(line) for line in lines]


def faults(given: Input) -> list[str]:
    """Read an input as far as its rows, its graph and its repairs; return what breaks a promise.

    An input that a reader refuses breaks none.
    """
    try:
        source, found = rows_of(given)
    except ReadError:
        return []
    for how in ("repaired", "diff"):
        for as_json in (False, True):
            for _ in printed(source, how, as_json):
                pass
    return list(of_rows(found, source.text))


def of_rows(found: Sequence[dict[str, Any]], text: str) -> Iterator[str]:
    """Yield what breaks a promise of the contract in the rows of a text."""
    for row in found:
        validator = _validators()[row["type"]]
        if not validator.is_valid(row):
            error = next(validator.iter_errors(row))
            yield f"{row['type']}: {error.message[:200]}"
    placed = [row for row in found if "spans" in row]
    for row in placed:
        spans = row.get("text_spans", row["spans"])
        if not all(0 <= start < end <= len(text) for start, end in (*spans, *row["spans"])):
            yield f"{row['type']} has a span that is none"
        elif "text" in row and squeeze("".join(text[slice(*span)] for span in spans)) != squeeze(row["text"]):
            yield f"{row['type']} {row['text'][:40]!r} is not its source"
    # rows stand by their spans (a first paragraph before the article that ends after it): order tells the tree's
    provisions = sorted(
        (row for row in placed if row["type"] == "provision"), key=lambda row: int(row["order"])
    )
    known: set[str] = set()
    for row in provisions:
        if row["path"] in known:
            yield f"{row['path']} twice"
        if row["parent"] is not None and row["parent"] not in known:
            yield f"{row['path']} before its parent"
        known.add(row["path"])
    for row in placed:
        if "path" in row and row["path"] not in known:
            yield f"a fact of {row['path']}, which is none"
    yield from _places(provisions, [row for row in placed if row["type"] == "residue"], text)


def _places(
    provisions: Sequence[dict[str, Any]], residues: Sequence[dict[str, Any]], text: str
) -> Iterator[str]:
    """Yield characters that are nowhere or in two places."""
    inner: dict[str, set[int]] = {}
    for row in provisions:
        if row["parent"] is not None:
            inner.setdefault(row["parent"], set()).update(at for span in row["spans"] for at in range(*span))
    places: Counter[int] = Counter()
    for row in provisions:
        places.update({at for span in row["spans"] for at in range(*span)} - inner.get(row["path"], set()))
    for row in residues:
        places.update(at for span in row["spans"] for at in range(*span))
    for at, char in enumerate(text):
        if not char.isspace() and places[at] != 1:
            yield f"character {at} ({char!r}) {places[at]} times"


def _checked(given: Input) -> tuple[float, list[str]]:
    started = process_time()
    try:
        found = faults(given)
    except Exception as defect:  # any defect is what is looked for
        at = defect.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        where = "" if at is None else f" at {Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}"
        found = [f"{type(defect).__name__}: {str(defect)[:200]}{where}"]
    return process_time() - started, found


@dataclass(slots=True)
class Figures:
    """What a slice gave: how many inputs, those that fail by number, and the slowest one in seconds of CPU."""

    inputs: int = 0
    slowest: float = 0.0
    slowest_number: int = -1
    seconds: float = 0.0


def run(numbers: range, texts: Sequence[str], seed: int = 1) -> tuple[Figures, dict[int, list[str]]]:
    """Check the inputs of these numbers in a process of their own; return figures, and what fails by number."""
    worker = Worker(_checked, SECONDS, Input(0, ".txt", (), TEXTS[0]))
    figures, failed = Figures(), dict[int, list[str]]()
    for number in numbers:
        figures.inputs += 1
        try:
            seconds, found = worker.ask(mutant(number, texts, seed))
        except (TimeoutError, ChildProcessError) as error:
            seconds, found = SECONDS, [str(error)]
        figures.seconds += seconds
        if seconds > figures.slowest:
            figures.slowest, figures.slowest_number = seconds, number
        if found:
            failed[number] = found
            print(number, "; ".join(found[:3]), flush=True)
    worker.end()
    return figures, failed


def main() -> int:
    """Run a slice and print its figures; the exit code is 1 when an input fails."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", nargs="*", type=Path)
    ask.add_argument("--from", dest="start", type=int, default=0)
    ask.add_argument("--to", dest="stop", type=int, default=1_000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--workers", type=int, default=1)
    ask.add_argument("--show", type=int, help="print the input of this number")
    args = ask.parse_args()
    texts = texts_of(args.folders)
    if args.show is not None:
        given = mutant(args.show, texts, args.seed)
        print(given.suffix, *given.done, repr(given.text), *_checked(given), sep="\n")
        return 0
    parts = [range(args.start + at, args.stop, args.workers) for at in range(args.workers)]
    with ThreadPoolExecutor(args.workers) as pool:
        done = list(pool.map(lambda part: run(part, texts, args.seed), parts))
    failed = sum(len(each) for _, each in done)
    slowest = max((figures for figures, _ in done), key=lambda figures: figures.slowest)
    inputs, seconds = sum(f.inputs for f, _ in done), sum(f.seconds for f, _ in done)
    print(
        f"{inputs} inputs ({args.start} to {args.stop}, seed {args.seed}): {failed} fail; "
        f"{seconds / max(inputs, 1):.3f} s each, the slowest {slowest.slowest:.2f} s ({slowest.slowest_number})"
    )
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
