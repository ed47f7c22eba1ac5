"""The gold of documents whose texts lie elsewhere: the words come back from the text, and from no other."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from benchmarks import unseen

TEXT = "某市停车管理办法\n第一条 为了规范停车，制定本办法。\n第二条 经营者应当公示价格。\n"


def written(folder: Path, words: str = "为了规范停车，制定本办法。") -> Path:
    """Annotate the first article of :data:`TEXT`."""
    gold = folder / "parking"
    gold.mkdir()
    digest = hashlib.sha256(unseen.squeeze(words).encode()).hexdigest()
    row = {"path": "art-1", "kind": "article", "label": "第一条", "start": 9, "end": 26}
    row |= {"text_spans": [[13, 26]], "text_sha256": digest}
    gold.joinpath("units.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    gold.joinpath("metadata.json").write_text(json.dumps({"title": "某市停车管理办法"}), "utf-8")
    gold.joinpath("source.json").write_text(
        json.dumps({"sha256": hashlib.sha256(TEXT.encode()).hexdigest()}), "utf-8"
    )
    return gold


def test_a_text_is_scored_by_its_offsets(tmp_path: Path) -> None:
    gold = written(tmp_path)
    path = tmp_path / "parking.txt"
    path.write_text(TEXT, "utf-8")
    assert [row["text"] for row in unseen.units(gold, TEXT)] == ["为了规范停车，制定本办法。"]
    assert unseen.text_of(gold, tmp_path) == path
    assert unseen.score(gold, path).figures["structure"]["recall"] == 1.0


REFUSED = [
    ("no such file", None, "没有 parking 的文本"),
    ("a character more", TEXT + "。", "不是标注时的文本"),
]


@pytest.mark.parametrize(("why", "text", "message"), REFUSED)
def test_another_text_is_not_scored(tmp_path: Path, why: str, text: str | None, message: str) -> None:
    gold = written(tmp_path)
    if text is not None:
        (tmp_path / "parking.txt").write_text(text, "utf-8")
    with pytest.raises(unseen.OtherText, match=message):
        unseen.text_of(gold, tmp_path)


def test_words_that_are_not_those_annotated_are_refused(tmp_path: Path) -> None:
    with pytest.raises(unseen.OtherText, match="art-1"):
        list(unseen.units(written(tmp_path, "别的文字。"), TEXT))


def test_every_unit_names_where_its_words_are() -> None:
    folders = sorted(path.parent for path in unseen.UNSEEN.glob("*/source.json"))
    assert len(folders) == 6
    for folder in folders:
        for line in (folder / "units.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            assert row["text_spans"]
            assert re.fullmatch("[0-9a-f]{64}", row["text_sha256"])
            assert "text" not in row
