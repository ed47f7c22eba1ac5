"""A build makes only what has changed, and the graph is that of a build from nothing, byte for byte."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from ingest.link import align
from ingest.read import ReadError
from lawgraph import store
from lawgraph.annotator import Annotator, OutOfTime, Work
from lawgraph.build import BuildReport, build, run
from lawgraph.build.aligned import alignment_of, pack_alignment
from lawgraph.build.outcome import Changes
from lawgraph.build.parts import (
    ALIGNED,
    CHANGES,
    FINDINGS,
    KINDS,
    PAIR,
    PERIODS,
    QUADS,
    REFUSED,
    SHELF,
    TEXT,
    Parts,
    read_part,
    write_part,
)
from lawgraph.store import current, lease

from .linked import read

UPPER = (
    "青海省促进渡口安全条例\n（2019年3月1日青海省第十三届人民代表大会常务委员会第九次会议通过）\n"
    "第一条 为了加强渡口安全管理，制定本条例。\n"
    "第二条 县级以上人民政府应当将渡口建设经费列入本级预算，每年安排不少于10万元。\n"
    "第三条 渡口经营者应当在每年6月30日前检查渡船，未检查的处五百元以上二千元以下的罚款。\n"
    "第四条 本条例自2019年5月1日起施行。\n"
)
LOWER = (
    "西宁市渡口安全管理办法\n第一条 根据《青海省促进渡口安全条例》，制定本办法。\n"
    "第二条 市、县人民政府应当将渡口建设经费列入本级预算，每年安排不少于{amount}万元。\n"
    "第三条 渡口经营者应当在每年5月31日前检查渡船。\n第四条 本办法自2020年1月1日起施行。\n"
)
OTHER = (
    "海西蒙古族藏族自治州牧草管理条例\n第一条 为了保护牧草，制定本条例。\n"
    "第二条 禁止在牧草地倾倒垃圾，违者处{amount}元罚款。\n"
)
DOCUMENTS = {
    "upper.txt": UPPER,
    "lower.txt": LOWER.format(amount=20),
    "more.txt": LOWER.format(amount=30).replace("西宁市", "海东市"),
    "other.txt": OTHER.format(amount=100),
    "copy.txt": OTHER.format(amount=100),
}


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do the works in this process: what they do is the same, and starting another takes seconds."""

    def at_once(_: Annotator, work: Work, path: Path) -> object:
        return work(path)

    monkeypatch.setattr(Annotator, "run", at_once)
    monkeypatch.setattr(run, "processors", lambda: 1)


def put(folder: Path, documents: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in documents.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def quads(report: BuildReport) -> bytes:
    return report.generation.nquads.read_bytes()


def parts_of(out: Path) -> set[str]:
    return {path.name for path in Parts(out).all()}


@pytest.mark.parametrize(
    ("kind", "linked", "why"),
    [
        ("make_text", 2, "a document of which the reading does not end"),
        ("make_quads", 2, "… or the writing"),
        ("make_pair", 1, "two documents of which the comparison does not end"),
    ],
)
def test_what_took_too_long_is_not_tried_again_before_something_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, linked: int, why: str
) -> None:
    tried: list[str] = []

    def run_until(_: Annotator, work: Work, path: Path) -> object:
        made = work.args[0].func.__name__  # type: ignore[attr-defined]
        if made == kind and path.name == ("other.txt" if kind != "make_pair" else "more.txt"):
            tried.append(path.name)
            raise OutOfTime(path, "用时超过上限", "It took too long", "give more")
        return work(path)

    monkeypatch.setattr(Annotator, "run", run_until)
    folder, out = (
        put(tmp_path / "s", {name: text for name, text in DOCUMENTS.items() if name != "copy.txt"}),
        tmp_path / "g",
    )
    first = build([folder], out, seconds=5)
    assert len(first.failures) == len(tried) == 1, why
    assert len(first.pairs) == linked
    for seconds, times in ((5, 1), (3, 1), (9, 2), (9, 2)):
        again = build([folder], out, seconds=seconds)
        assert [str(each) for each in again.failures] == [str(each) for each in first.failures]
        assert again.generation == first.generation
        assert len(tried) == times, f"{seconds} seconds"
    name = folder / ("more.txt" if kind == "make_pair" else "other.txt")
    name.write_text(name.read_text("utf-8").replace("第一条", "第一条 新"), "utf-8")
    build([folder], out, seconds=9)
    assert len(tried) == 3, "it has changed"


def test_what_has_not_changed_is_not_made_again(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    first = build([folder], out)
    assert first.cost.made[TEXT] == 5
    assert first.wrote
    assert len(first.pairs) == 2
    again = build([folder], out)
    assert not again.cost.made
    assert not again.wrote
    assert again.generation == first.generation
    assert again.changes.unchanged == 5
    assert again.changes == Changes(unchanged=5)
    assert [pair.correspondences for pair in again.pairs] == [pair.correspondences for pair in first.pairs]


def test_a_changed_document_alone_is_made_with_its_pairs(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    before = build([folder], out)
    (folder / "lower.txt").write_text(LOWER.format(amount=25), "utf-8")
    after = build([folder], out)
    assert (after.cost.made[TEXT], after.cost.made[QUADS], after.cost.made[PAIR]) == (1, 1, 1)
    assert [Path(path).name for path in after.changes.changed] == ["lower.txt"]
    assert after.changes.unchanged == 4
    assert after.generation != before.generation
    assert quads(after) == quads(build([folder], tmp_path / "new"))
    assert parts_of(out) == parts_of(tmp_path / "new"), "what is not needed any more is swept away"


def findings_of(out: Path) -> set[str]:
    return {path.name for path in Parts(out).all() if path.suffix == f".{FINDINGS}"}


LATER = (
    UPPER.replace("2019年3月1日", "2021年3月1日")
    .replace("第九次", "第二十三次")
    .replace("第四条 本条例自2019年5月1日", "第五条 本条例自2021年5月1日")
    .replace("第三条 渡口", "第三条 禁止超载。\n第四条 渡口")
)
CITING = (
    "海东市渡口处罚办法\n（2020年1月2日海东市人民政府第1次常务会议通过）\n"
    "第一条 为了加强渡口安全管理，制定本办法。\n"
    "第二条 违反《青海省促进渡口安全条例》第三条规定的，由市交通运输局处罚。\n"
    "第三条 本办法自2020年2月1日起施行。\n"
)


def test_a_later_text_has_those_checked_again_that_it_concerns(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "s", {**DOCUMENTS, "citing.txt": CITING}), tmp_path / "g"
    first = build([folder], out)
    assert first.cost.made[FINDINGS] == 5
    assert not first.cost.made[CHANGES]
    before = findings_of(out)
    put(folder, {"later.txt": LATER})
    after = build([folder], out)
    assert after.cost.made[CHANGES] == 1
    # The later text, the one before it, and those that cite or rest on the rule: not the one on pastures.
    assert after.cost.made[FINDINGS] == 5
    assert len(findings_of(out) & before) == 1
    assert b"check-kind/cites-renumbered" in quads(after)
    assert quads(after) == quads(build([folder], tmp_path / "new"))
    assert findings_of(out) == findings_of(tmp_path / "new")
    (folder / "later.txt").unlink()
    again = build([folder], out)
    assert quads(again) == quads(first)
    assert findings_of(out) == before


def test_a_document_of_another_matter_has_nobody_checked_again(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "s", {**DOCUMENTS, "citing.txt": CITING}), tmp_path / "g"
    build([folder], out)
    put(folder, {"new.txt": OTHER.format(amount=7).replace("牧草", "湿地")})
    after = build([folder], out)
    assert after.cost.made[FINDINGS] == 1
    assert quads(after) == quads(build([folder], tmp_path / "new"))


UNSEEN = "海东市水上运输办法\n第一条 根据《青海省水上运输条例》，制定本办法。\n第二条 本办法自2020年2月1日起施行。\n"
REPEALING = (
    "青海省人民代表大会常务委员会关于废止《青海省水上运输条例》的决定\n"
    "（2021年3月1日青海省第十三届人民代表大会常务委员会第二十三次会议通过）\n"
    "青海省第十三届人民代表大会常务委员会第二十三次会议决定：\n"
    "废止《青海省水上运输条例》。\n本决定自公布之日起施行。\n"
)


def test_all_that_rest_on_a_rule_nobody_has_are_checked_again_when_it_is_repealed(tmp_path: Path) -> None:
    """What a check asks must not depend on what was checked before it in the same process."""
    resting = {name: UNSEEN.replace("海东", name) for name in ("海东", "西宁", "玉树")}
    folder, out = put(tmp_path / "s", {f"{name}.txt": text for name, text in resting.items()}), tmp_path / "g"
    build([folder], out)
    put(folder, {"repealing.txt": REPEALING})
    after = build([folder], out)
    assert after.cost.made[FINDINGS] == len(resting) + 1
    new = build([folder], tmp_path / "new")
    assert quads(after) == quads(new)
    assert quads(new).count(b"/basis-repealed>") >= len(resting)
    assert findings_of(out) == findings_of(tmp_path / "new")
    put(folder, {"other.txt": OTHER.format(amount=7)})
    assert build([folder], out).cost.made[FINDINGS] == 1, "who is repealed by nobody is asked nothing"


def test_no_day_of_today_is_in_a_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "s", {**DOCUMENTS, "citing.txt": CITING, "later.txt": LATER})
    first = quads(build([folder], tmp_path / "g"))
    monkeypatch.setattr("time.time", lambda: 4102444800.0)  # 2100
    assert quads(build([folder], tmp_path / "later")) == first


def test_an_alignment_is_kept_as_it_was_made(tmp_path: Path) -> None:
    upper, lower = read(UPPER), read(LOWER.format(amount=20))
    alignment = align(upper, lower)
    assert any(link.comparison for link in alignment.correspondences)
    assert alignment.gaps
    place = Parts(tmp_path).path("0" * 32, ALIGNED)
    write_part(place, None, [pack_alignment(alignment)])
    assert alignment_of(read_part(place), upper, lower) == alignment


def test_who_cites_a_document_is_written_anew_when_it_comes_and_goes(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    (folder / "upper.txt").unlink()
    build([folder], out)
    put(folder, {"upper.txt": UPPER})
    come = build([folder], out)
    assert come.cost.made[TEXT] == 1
    assert come.cost.made[QUADS] == 3, "the document and the two that cite it"
    assert [Path(path).name for path in come.changes.added] == ["upper.txt"]
    (folder / "upper.txt").unlink()
    gone = build([folder], out)
    assert (gone.cost.made[TEXT], gone.cost.made[QUADS]) == (0, 2)
    assert [Path(path).name for path in gone.changes.removed] == ["upper.txt"]
    assert quads(gone) == quads(build([folder], tmp_path / "new"))


def test_a_document_is_told_by_its_bytes_and_what_is_stated_beside_it(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    build([folder], out)
    state = (folder / "lower.txt").stat()
    (folder / "lower.txt").write_text(LOWER.format(amount=99), "utf-8")
    os.utime(folder / "lower.txt", ns=(state.st_atime_ns, state.st_mtime_ns))
    assert build([folder], out).cost.made[TEXT] == 1, "the same size and time, as a skewed clock leaves"
    os.utime(folder / "other.txt", (0, 4e9))
    assert not build([folder], out).cost.made, "another time, in the future, the same bytes"
    (folder / "other.toml").write_text('title = "某某条例"\n', "utf-8")
    stated = build([folder], out)
    assert stated.cost.made[TEXT] == 1
    assert [Path(path).name for path in stated.changes.changed] == ["other.txt"]


def test_any_way_to_a_set_of_sources_gives_the_bytes_of_a_build_from_nothing(tmp_path: Path) -> None:
    chance = random.Random(10)
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    for step in range(6):
        name = chance.choice(sorted(DOCUMENTS))
        if (folder / name).exists() and chance.random() < 0.5:
            (folder / name).unlink()
        else:
            text = DOCUMENTS[name].replace("万元", f"{chance.randint(1, 3)}万元")
            (folder / name).write_text(text, "utf-8")
        names = sorted(folder.iterdir())
        chance.shuffle(names)
        incremental = build(names, out, links=step != 3)
        anew = build([folder], tmp_path / f"new{step}", links=step != 3)
        assert quads(incremental) == quads(anew), f"{step} {name}"
        store.lease(out).close()


def test_a_change_of_a_large_graph_changes_its_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyoxigraph

    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    build([folder], out)
    monkeypatch.setattr(store, "_SMALL", 0)
    monkeypatch.setattr(store, "_SHARE", 1)
    monkeypatch.setattr(store, "_ROOM", 100)

    def never(*_: object) -> None:
        raise AssertionError("the store is loaded anew")

    monkeypatch.setattr(store, "load", never)
    (folder / "lower.txt").write_text(LOWER.format(amount=25), "utf-8")
    changed = build([folder], out)
    there = pyoxigraph.Store.read_only(str(changed.generation.store))
    dumped = there.dump(format=pyoxigraph.RdfFormat.N_QUADS)
    assert dumped is not None
    assert sorted(dumped.splitlines()) == quads(changed).splitlines()
    lease(out).close()


def test_a_reader_keeps_what_it_reads_and_the_parts_go_after_the_swap(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    old = build([folder], out).generation
    held = lease(out)
    (folder / "other.txt").write_text(OTHER.format(amount=7), "utf-8")
    (folder / "copy.txt").unlink()
    new = build([folder], out).generation
    assert new != old
    assert old.nquads.exists(), "somebody reads it"
    held.close()
    build([folder], out)
    (folder / "other.txt").write_text(OTHER.format(amount=8), "utf-8")
    build([folder], out)
    assert not old.folder.exists()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in (REFUSED, SHELF)])
def test_a_damaged_part_is_made_again(tmp_path: Path, kind: str) -> None:
    later = UPPER.replace("2019年3月1日", "2021年3月1日").replace("五百元", "一千元")
    put(tmp_path / "s", {**DOCUMENTS, "later.txt": later})
    out = tmp_path / "g"
    first = build([tmp_path / "s"], out)
    damaged = [path for path in Parts(out).all() if path.suffix == f".{kind}"]
    assert damaged
    for path in damaged:
        with path.open("r+b") as file:
            file.seek(-30, os.SEEK_END)
            file.write(b"\xa5" * 16)
    again = build([tmp_path / "s"], out)
    made = {ALIGNED: PAIR, PERIODS: None}.get(kind, kind)  # kept beside a pair; told by the build itself
    assert made is None or again.cost.made[made] == len(damaged)
    assert all(Parts(out).find(path.stem, kind) for path in damaged)
    assert again.generation == first.generation
    assert all(Parts(out).read(path.stem, kind) for path in damaged)


@pytest.mark.parametrize("content", ["", "{", '{"sources": 5}', "[]"])
def test_a_manifest_that_is_lost_or_changed_makes_no_other_graph(tmp_path: Path, content: str) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    first = build([folder], out)
    (out / "parts" / "manifest.json").write_text(content)
    again = build([folder], out)
    assert again.generation == first.generation
    assert not again.cost.made


def test_an_older_version_of_the_program_leaves_no_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    first = build([folder], out)
    before = parts_of(out)
    for version in ("documents.reading", "timing.comparing"):
        monkeypatch.setattr(f"lawgraph.build.{version}", lambda: b"another version")
    again = build([folder], out)
    assert again.cost.made[TEXT] == 5
    assert again.generation == first.generation
    assert again.changes.unchanged == 5, "the sources are as they were"
    assert not parts_of(out) & before, "old parts are swept away"
    assert len(parts_of(out)) == len(before)
    assert current(out) == first.generation


def test_a_file_that_cannot_be_read_is_not_tried_again_until_it_changes(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    (folder / "broken.txt").write_bytes(b"\x7fELF\x00\x01\x02\x03" * 50)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7")
    first = build([folder], out)
    assert len(first.failures) == 2
    again = build([folder], out)
    assert not again.cost.made
    assert list(map(str, again.failures)) == list(map(str, first.failures))
    (folder / "broken.txt").write_text(OTHER.format(amount=9), "utf-8")
    assert [error.path.name for error in build([folder], out).failures] == ["broken.pdf"]


def test_a_pair_that_cannot_be_compared_is_named_and_the_documents_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"

    def fails(*given: object) -> None:
        raise ReadError(Path(str(given[-1])), "用时过长", "It took too long", "split it")

    with monkeypatch.context() as patch:
        patch.setattr(run, "make_pair", fails)
        report = build([folder], out)
    assert len(report.documents) == 4
    assert not report.pairs
    assert len(report.failures) == 2
    assert all("西宁市" in str(error) or "海东市" in str(error) for error in report.failures)
    assert all("links are missing" in error.problem for error in report.failures)
    whole = build([folder], out)
    assert len(whole.pairs) == 2
    assert quads(whole) == quads(build([folder], tmp_path / "new"))
