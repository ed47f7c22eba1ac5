"""Pictures made by hand: three levels and two cities, whatever a page has to show, with invented texts."""

from __future__ import annotations

from dataclasses import replace

from queries.pictured import (
    Absence,
    Comparison,
    Department,
    Document,
    Label,
    Link,
    OnlyIn,
    Picture,
    Quote,
    Signal,
    Unit,
)

LONG = "示例市关于" + "促进中小企业发展和优化营商环境若干措施" * 15
WICKED = '</script><script>document.title="broken"</script><img src=x onerror=alert(1)>=1+1@@style@@\u2028\u202e𠮷&amp;'
REASON = Label("下位第二条规定“应当公示”；上位没有这样的规定", "no provision of the upper rule is like it")


def document(name: str, title: str, level: str, place: str = "") -> Document:
    return Document(name, title, level, place, "", "2020-01-01", f"{name}.txt", "0" * 64)


def unit(document: str, number: int, text: str, *departments: str, topics: tuple[str, ...] = ()) -> Unit:
    path = f"art-{number}"
    label = Label(f"第{'零一二三四五六七八九'[number]}条", f"Article {number}")
    bodies = tuple(
        Department(each, role) for each, role in zip(departments, ("lead", "cooperating"), strict=False)
    )
    return Unit(f"{document}/{path}", document, path, label, "", text, bodies, topics)


def link(lower: str, upper: str, score: float, **said: object) -> Link:
    made: dict[str, object] = {
        "lower_part": None, "upper_part": None, "relation": "details", "strength": "same-act", "difference": "",
        "difference_for": "", "review": "", "sentences": (Quote(((0, 4),)), Quote(((0, 4),))), "only_in": (),
        "comparison": None, "evidence": (Signal("words", score, Quote(((0, 2),)), Quote(((2, 4),))),),
    }  # fmt: skip
    return Link(lower=lower, upper=upper, score=score, **(made | said))  # type: ignore[arg-type]


def gap(unit: str, against: str, side: str, state: str, **said: object) -> Absence:
    made: dict[str, object] = {
        "part": None, "severity": "high", "probability": 0.93, "nearest": None, "reason": REASON, "review": "",
    }  # fmt: skip
    return Absence(unit=unit, against=against, side=side, state=state, **(made | said))  # type: ignore[arg-type]


def three_levels() -> Picture:
    """Return a law, a province's rule and those of two cities; the second city was compared with the province alone."""
    documents = (
        document("law", "示例法", "national", "示例国"),
        document("province", "示例省条例", "province", "示例省"),
        document("one", LONG, "prefecture", "示例市"),
        document("two", "另例市办法", "prefecture", "另例市"),
    )
    units = (
        unit("law", 1, "国家扶持中小企业。", topics=("financing",)),
        unit("law", 2, "禁止乱收费。", "国务院财政部门"),
        unit("province", 1, "财政部门应当在十五日内办结。\n办结结果应当公示。", "省财政厅", "省税务局"),
        unit("province", 2, WICKED),
        unit("one", 1, "𠮷财政部门应当在七日内办结。", "市财政局", topics=("funds",)),
        unit("one", 2, "应当公示名单。"),
        unit("one", 3, "本办法自发布之日起施行。"),
        unit("two", 1, "财政部门在十日内办结。", "市财政局"),
    )
    links = (
        link(
            "one/art-1", "province/art-1", 0.93, difference="stricter", difference_for="办理机关", relation="stricter",
            upper_part=Label("第一条第一款", "Article 1, paragraph 1"),
            lower_part=Label("第一条第一项", "Article 1, item 1"),
            sentences=(Quote(((1, 14),)), Quote(((0, 14),))), only_in=(OnlyIn("lower", Quote(((8, 11),))),),
            comparison=Comparison("deadline", "stricter", "七日内", "十五日内"),
            evidence=(
                Signal("clause", 0.5, Quote(((1, 14),)), Quote(((0, 14),))),
                Signal("words", 0.43, Quote(((1, 5),)), Quote(((0, 4),))),
            ),
        ),
        link(
            "one/art-1", "province/art-2", 0.55, strength="same-matter", relation="same-subject",
            sentences=(Quote(((1, 5),)), Quote(((0, 9),))),
        ),
        link("one/art-2", "law/art-1", 0.3, strength="same-matter", relation="same-subject"),
        link("province/art-1", "law/art-2", 1.0, review="orcid:0000-0002-1825-0097 2026-03-01"),
        link("two/art-1", "province/art-1", 0.8),
    )  # fmt: skip
    gaps = (
        gap(
            "one/art-2",
            "province",
            "lower",
            "absent",
            nearest=Label("第一条第二款", "Article 1, paragraph 2"),
        ),
        gap("one/art-3", "province", "lower", "formal", severity="low"),
        gap("one/art-3", "law", "lower", "formal", severity="low"),
        gap("one/art-1", "law", "lower", "doubtful", probability=0.53),
        gap(
            "province/art-2",
            "law",
            "lower",
            "absent",
            probability=1.0,
            review="orcid:0000-0002-1825-0097 2026-03-02",
        ),
        gap("law/art-1", "province", "upper", "absent", probability=0.61, severity="low"),
        gap("law/art-2", "one", "upper", "absent"),
    )
    return Picture(documents, units, links, gaps)


def cities(number: int = 6, provisions: int = 40) -> Picture:
    """Return a province's rule and those of so many cities, each article linked; two cities' rules have one title."""
    rules = [
        replace(document(f"city-{at}", f"示例市办法{max(at, 1)}", "prefecture"), date=f"202{at}-01-01")
        for at in range(number)
    ]
    names = [each.id for each in rules]
    documents = (document("province", "示例省条例", "province", "示例省"), *rules)
    units = [
        replace(unit(name, 1, f"第{at}项措施由有关部门落实。"), id=f"{name}/{at}", path=f"art-{at}")
        for name in ("province", *names)
        for at in range(provisions)
    ]
    links = [link(f"{name}/{at}", f"province/{at}", 0.9) for name in names for at in range(provisions)]
    return Picture(documents, tuple(units), tuple(links), ())


def many(units: int = 1500) -> Picture:
    """Return two rules with so many articles, each linked with its like and the next."""
    documents = (document("province", "示例省条例", "province"), document("one", "示例市办法", "prefecture"))
    made = [
        unit(name, 1, f"第{at}项措施应当由有关部门负责落实，并且按期公布结果。")
        for name in ("province", "one")
        for at in range(units)
    ]
    named = [
        replace(
            each, id=f"{each.document}/art-{at}", path=f"art-{at}", label=Label(f"第{at}条", f"Article {at}")
        )
        for at, each in enumerate(made)
    ]
    links = [
        link(f"one/art-{units + at}", f"province/art-{(at + shift) % units}", 0.9 - shift / 4)
        for at in range(units)
        for shift in (0, 1)
    ]
    return Picture(documents, tuple(named), tuple(links), ())
