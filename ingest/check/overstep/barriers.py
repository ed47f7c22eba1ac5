"""Barriers to competition and to other regions (公平竞争审查条例 2024, arts. 8 to 11; 行政许可法, art. 15 para. 2).

A barrier is told by a duty, ban or favour that is tied to where a firm or its goods come from, or whom it is given to
alone. Words that forbid or take away a barrier (不得限制外地企业…) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.check.finding import Finding
from ingest.check.others import Library
from ingest.check.overstep.making import Side, finding
from ingest.check.overstep.powers import Maker
from ingest.model import Resolved
from ontology.check_words import pattern
from ontology.states import Gravity

_NEGATED = re.compile(pattern("barrier-negated"))
_FIRM = r"(?:企业|经营者|供应商|投标人|单位|机构|商品|产品|服务|车辆|队伍)"
_LISTED = re.compile(r"(?:不得|禁止|严禁)[^。\n]{0,60}[：:]|下列(?:行为|情形)")
_AWAY = rf"(?<![在到赴往于])(?:{pattern('outside')})(?:的)?(?:[^，,。；;]{{0,8}}?){_FIRM}"
_HOME = rf"(?:{pattern('inside')}|本[省市州县区])(?:的)?(?:[^，,。；;]{{0,6}}?){_FIRM}"
_MUST = r"(?:应当|必须|须|方可|才能)"
_SIGNS = (
    (
        "competition-9",
        re.compile(
            rf"{_AWAY}[^。；;\n（）()]{{0,40}}?{_MUST}[^。；;\n（）()]{{0,30}}?(?:分支机构|子公司|分公司|办事机构|注册|备案|登记|许可|批准|审批|保证金|担保)(?!的)"
        ),
        "外地经营者或者商品受到另外的要求",
        "firms or goods of other regions have to meet further demands",
    ),
    (
        "competition-9",
        re.compile(rf"(?:优先|只能|必须|应当(?:首先|优先)?)(?:使用|采购|购买|选用|选择|安排)[^，,。；;\n]{{0,8}}{_HOME}(?!主管|所属)"),
        "采购、使用以本地为条件",
        "what is bought or used has to be of this region, or is preferred",
    ),
    (
        "competition-8",
        re.compile(
            r"(?:必须|应当|须|要求)(?:是|为)(?:在)?(?:本[省市州县区]|本地|当地)[^，,。；;\n]{0,10}(?:注册|登记|设立)[^，,。；;\n]{0,12}(?:企业|公司|机构|单位|法人)"
            r"|(?:企业|经营者|供应商|投标人|单位|公司)[^，,。；;\n]{0,12}(?:必须|应当|须)在(?:本[省市州县区]|本地|当地)[^，,。；;\n]{0,8}(?:注册|登记|设立(?:分支机构|子公司|分公司|独立法人))"
        ),
        "以在本地注册、设立机构为条件",
        "being registered or set up here is a condition",
    ),
    (
        "competition-8",
        re.compile(r"(?:必须|只能|应当)(?:购买|使用|选用|委托)[^，,。；;\n]{0,12}(?:指定|确定|推荐)的[^，,。；;\n]{0,14}(?:企业|单位|机构|经营者|商品|产品|服务)"),
        "限定购买、使用特定经营者的商品或者服务",
        "goods or services of certain firms are prescribed",
    ),
    (
        "competition-10",
        re.compile(rf"对[^，,。；;\n]{{2,30}}(?:企业|公司|项目)[^。；;\n]{{0,40}}(?:{pattern('favour')}|税收(?:优惠|减免|奖励)|按[^，,。；;\n]{{0,20}}(?:纳税|税收|缴税)[^，,。；;\n]{{0,20}}(?:奖励|补贴|返还))"),
        "给予特定经营者税收优惠或者以缴纳税收为条件的奖励",
        "certain firms are favoured in taxes, or rewarded by taxes paid",
    ),
)  # fmt: skip
_BASIS = re.compile(r"依法|依照|按照国家|根据[^，,。]{0,12}(?:法|规定)|《|国家规定")
_LICENCE = re.compile(r"许可|批准|审批")


def barriers(resolved: Resolved, _: Library) -> Iterator[Finding]:
    """Find what the standards of fair competition review forbid, in any document below a law."""
    side = Side.of(resolved.annotation)
    maker = side.rule.maker
    if maker in (Maker.LAW, Maker.ADMINISTRATIVE) or (maker is None and not side.rule.either):
        return
    for unit in side.units.values():
        banned = _LISTED.search(unit.text)
        for start, end in unit.sentences:
            text = unit.text[start:end]
            if banned and start > banned.start():
                continue
            for key, sign, zh, en in _SIGNS:
                found = sign.search(text)
                before = text[: found.start()] if found else ""
                if not found or _NEGATED.search(before[-16:] + found[0]) or _BASIS.search(text):
                    continue
                licence = key == "competition-9" and maker is Maker.LOCAL and _LICENCE.search(found[0])
                kind = "licence-barrier" if licence else "competition-barrier"
                why = (f"“{found[0]}”：{zh}。", f"“{found[0]}”: {en}.")
                note = (
                    "符合公平竞争审查条例第十二条情形，或者有法律、行政法规依据的，可能合法。",
                    "In the cases of art. 12 of the Regulation on Fair Competition Review, or with a basis in a law or "
                    "administrative regulation, it may be lawful.",
                )
                keys = ("licence-15-2", key) if licence else (key, "competition-12")
                here = side.quoted(unit, start, end)
                yield finding(kind, side.rule, here, None, keys, Gravity.HIGH, 0.75, (why, note))
                break
