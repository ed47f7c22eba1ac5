"""Learning from reviews: fitted with the numbers of the linker, shown before and after, undone by deleting a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from ingest.link.features import NAMES
from ingest.link.fitting import Numbers, fit, read_features, table_of, write_features
from ingest.link.scorer import read_coefficients, shipped
from lawgraph.cli import app
from lawgraph.reviews.learning import FEATURES, before_and_after, learn
from lawgraph.reviews.reading import LEARNED, read_reviews, review_files

RUN = CliRunner()


def some(seed: int, wanted: float = 0.2, rows: int = 200) -> Numbers:
    made = np.random.default_rng(seed)
    features = made.normal(size=(rows, len(NAMES)))
    return Numbers(features, features[:, 0] > np.quantile(features[:, 0], 1 - wanted), np.ones(rows))


def test_numbers_are_read_as_they_were_written(tmp_path: Path) -> None:
    kept = tmp_path / "features.tsv.xz"
    write_features(kept, {"one": some(1), "two": some(2, rows=3)})
    found = read_features(kept)
    assert list(found) == ["one", "two"]
    assert np.allclose(found["one"].features, some(1).features, rtol=0.01)
    assert (found["two"].wanted == some(2, rows=3).wanted).all()


def test_reviews_change_the_fit_and_nothing_else_does(tmp_path: Path) -> None:
    kept = tmp_path / "features.tsv.xz"
    write_features(kept, {"one": some(1), "two": some(2)})
    alone = fit(list(read_features(kept).values()))
    assert table_of(learn({}, kept)) == table_of(alone)
    assert table_of(learn({"three": some(3, wanted=0.5)}, kept)) != table_of(alone)


def test_a_pair_of_rules_is_never_told_by_a_fit_on_itself(tmp_path: Path) -> None:
    kept = tmp_path / "features.tsv.xz"
    write_features(kept, {"one": some(1), "two": some(2)})
    told = {name: (before, after) for name, before, after in before_and_after({"three": some(3)}, kept)}
    assert list(told) == ["one", "two", "three"]
    assert told["three"][0] == told["three"][1], "its own reviews are left out, and there are no others"
    assert told["one"][0] != told["one"][1], "the reviews of another pair count"


def test_what_is_learned_is_no_file_of_reviews(tmp_path: Path) -> None:
    (tmp_path / LEARNED).write_text(table_of(shipped()), "utf-8")
    (tmp_path / "a.tsv").write_text("", "utf-8")
    assert review_files(tmp_path) == (tmp_path / "a.tsv",)
    assert read_reviews([tmp_path]).learned == tmp_path / LEARNED
    (tmp_path / LEARNED).unlink()
    assert read_reviews([tmp_path]).learned is None


def test_a_table_without_a_feature_is_refused(tmp_path: Path) -> None:
    lines = table_of(shipped()).splitlines(keepends=True)
    (tmp_path / LEARNED).write_text("".join(lines[:-1]), "utf-8")
    with pytest.raises(ValueError, match=NAMES[-1]):
        read_coefficients(tmp_path / LEARNED)


def test_the_numbers_of_the_fit_lie_in_the_checkout() -> None:
    assert table_of(learn({}, FEATURES)) == table_of(shipped())


@pytest.mark.parametrize(
    ("there", "code", "said"),
    [
        (False, 1, "没有这个审核文件夹"),  # a folder that is not there
        (True, 3, "没有可用的人工决定"),  # no decision: nothing is written
    ],
)
def test_learning_from_nothing_says_so(tmp_path: Path, there: bool, code: int, said: str) -> None:
    place = tmp_path / "reviews"
    if there:
        place.mkdir()
    (tmp_path / "a.txt").write_text("某市条例\n第一条 为了发展，制定本条例。\n", "utf-8")
    found = RUN.invoke(app, ["learn", "--reviews", str(place), str(tmp_path / "a.txt")])
    assert found.exit_code == code
    assert said in found.stderr
    assert not (place / LEARNED).exists()


LAW = (
    "{title}\n\n第一条 业主对物业服务的收费有知情权。\n第二条 业主大会选聘物业服务企业。\n"
    "第三条 专项维修资金用于共用部位的维修。\n"
)
CITY = (
    "青岛市物业管理条例\n\n第一条 物业服务收费应当公示，业主可以查询。\n第二条 业主大会决定选聘物业服务企业。\n"
    "第三条 共用部位的维修使用专项维修资金。\n"
)


def filled(template: str) -> str:
    """Return a template of which somebody has confirmed every link."""
    lines = template.splitlines()
    start = next(at for at, line in enumerate(lines) if not line.startswith("#"))
    head, rows, lines = lines[start], lines[start + 1 :], lines[: start + 1]
    columns = head.split("\t")
    for row in rows:
        cells = dict(zip(columns, row.split("\t"), strict=True))
        if cells["predicate_id"] == "lg:correspondsTo":
            cells |= {
                "mapping_justification": "semapv:ManualMappingCuration",
                "author_id": "orcid:0000-0002-1825-0097",
                "mapping_date": "2026-03-01",
            }
            lines.append("\t".join(cells[column] for column in columns))
    return "\n".join(lines) + "\n"


def test_two_upper_rules_of_one_lower_rule_are_two_pairs_and_a_wrong_row_ends_with_1(tmp_path: Path) -> None:
    place = tmp_path / "reviews"
    place.mkdir()
    city = tmp_path / "city.txt"
    city.write_text(CITY, "utf-8")
    texts = [city]
    for name in ("中华人民共和国物业法", "山东省物业管理条例"):
        upper = tmp_path / f"{name}.txt"
        upper.write_text(LAW.format(title=name), "utf-8")
        texts.append(upper)
        made = RUN.invoke(app, ["review", "template", "--upper", str(upper), "--lower", str(city)])
        (place / f"{name}.tsv").write_text(filled(made.stdout), "utf-8")
    ask = ["learn", "--dry-run", "--reviews", str(place), *map(str, texts)]
    found = RUN.invoke(app, ask)
    told = [line.split("\t")[0] for line in found.stdout.splitlines() if " → " in line]
    assert (found.exit_code, told) == (
        0,
        ["青岛市物业管理条例 → 中华人民共和国物业法", "青岛市物业管理条例 → 山东省物业管理条例"],
    )
    wrong = (place / "山东省物业管理条例.tsv").read_text("utf-8").replace("2026-03-01", "2026-13-01", 1)
    (place / "wrong.tsv").write_text(wrong, "utf-8")
    assert RUN.invoke(app, ask).exit_code == 1
    assert not (place / LEARNED).exists()
