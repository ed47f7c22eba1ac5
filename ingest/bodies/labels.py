"""Labels of bodies: the full Chinese name made from a scope and a body's own name."""

from __future__ import annotations

from ingest.bodies.scopes import Scope
from ontology import divisions
from ontology.divisions import COUNTRY

_GROUP_LABELS = {
    "county-and-above": "县级以上",
    "prefecture-and-above": "设区的市级以上",
    "province-and-above": "省级以上",
    "township-and-above": "乡级以上",
    "all-levels": "各级",
    "superior": "上级",
    "lower": "下级",
    "same-level": "本级",
    "local": "所在地",
    "concerned": "有关",
    "cities": "城市",
    "township": "乡镇",
    "province": "省级",
    "prefecture": "市州级",
    "county": "县级",
    "prefecture-and-county": "市县级",
}


def body_label(label: str, scope: Scope) -> str:
    """The division's name, the class of divisions, and the body's own name.

    >>> body_label("财政局", Scope("632800", "prefecture"))
    '海西蒙古族藏族自治州财政局'
    """
    if (
        scope.printed
        and scope.printed in label
        and label.startswith(("中华人民共和国", "中国", "国家", "财政部"))
    ):
        return label  # a branch of a central body carries its division inside its name
    if label.startswith("政府"):
        label = "人民" + label
    if label == "委员会":
        return f"中国共产党{divisions.division(scope.division).name if scope.division else ''}委员会"
    if scope.division is None:
        where = ""
    elif scope.division == COUNTRY and scope.group is None:
        where = "" if label.startswith(("国", "中", "全", "最高")) or not scope.printed else scope.printed
    else:
        where = "" if scope.division == COUNTRY else divisions.division(scope.division).name
    group = _GROUP_LABELS.get(scope.group, scope.printed) if scope.group else ""
    if label.startswith(where) and where:
        where = ""
    return where + group + label
