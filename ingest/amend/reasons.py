"""Why an instruction, or a whole decision, is not applied: in Chinese and English, with what to do next."""

from __future__ import annotations

NOT_UNDERSTOOD = (
    "没有读懂这一项，未作修改，请人工处理。"
    "This instruction is not understood; nothing changed, do it by hand."
)
NO_PLACE = (
    "原文没有{place}，未适用，请核对所依据的文本。"
    "The base has no {place}; not applied, check which text it is."
)
TWICE = "原文有几个{place}，不能确定是哪一个，未适用。The base has several of {place}; not applied."
NO_WORDS = (
    "{place}没有“{words}”，未适用，请核对文字。"
    "The words “{words}” are not in {place}; not applied, check the words."
)
SEVERAL = (
    "“{words}”在{place}出现{n}次，决定没有说明指哪一处，未适用。"
    "“{words}” stands {n} times in {place} and the decision does not say which; not applied."
)
CHANGED = (
    "{place}已由本决定第{by}项修改或者删去，两项相抵触，未适用。"
    "{place} is changed or taken out by instruction {by} already; not applied."
)
GROUPS = "引文不能按{n}个部分分开，未适用。The quoted words cannot be parted into {n} parts; not applied."
ACROSS = (
    "所引文字跨越条、款、项的编号或者与另一项相抵触，未适用，请人工处理。"
    "The words quoted go over the label of a provision, or clash with another instruction; not applied, do it by hand."
)
DEPENDS = (
    "所依赖的第{by}项没有适用，本项也不适用。"
    "Instruction {by}, on which it depends, is not applied; nor is this one."
)
NO_NEW = "没有引出新的文字，未适用。No new words are quoted; not applied."
OPEN_QUOTATION = (
    "引号没有关闭，不能确定引文到哪里为止，未适用，请核对决定的文字。"
    "A quotation is not closed and where it ends is not sure; not applied, check the words of the decision."
)
IN_IT_ALREADY = (
    "第{by}项的文字已在原文中（{place}：“{words}”），原文可能已经按本决定修改，未作任何修改；请给出修改前的文本。"
    "The words of instruction {by} stand in the base already ({place}: “{words}”), which may have this decision in"
    " it; nothing applied: name the text before it."
)
PARTLY = (
    "{place}已有{n}处是“{words}”，原文可能已经部分修改，未适用，请核对所依据的文本。"
    "“{words}” stands {n} times in {place} already, which may be amended in part; not applied, check the base."
)
NO_TARGET = (
    "决定没有写明修改哪一部文件，其中也没有《{title}》，未作任何修改；请核对决定。"
    "The decision names no rule that it amends, nor {title}; nothing applied: check which decision it is."
)
ALREADY = "原文的文字本来如此，没有改变。The base says so already; nothing is changed by it."
NOT_SAID = (
    "决定没有说明调整条文顺序，后面的编号因此顺延。"
    "The decision does not say that numbers shift; they follow from it."
)
BEYOND = (
    "程序不适用这种修改（{what}），请人工处理。"
    "This kind of change ({what}) is not applied by the program; do it by hand."
)
EMPTY = "删去文字后该部分没有文字，整个部分删去。Nothing is left of the part without these words; it is taken out."
OTHER_RULE = (
    "这一决定修改的是{targets}，不是《{title}》，未作任何修改；请给出对应的文本。"
    "The decision amends {targets}, not {title}; nothing applied: name the text that it amends."
)
NOTHING_TO_APPLY = (
    "这一决定没有对《{title}》的修改，未作任何修改。"
    "The decision holds no amendment of {title}; nothing applied."
)
NO_DATE = (
    "原文没有日期，不能确定它在决定之前，未作任何修改；确认之后可用 --regardless-of-dates。"
    "The base has no date: whether it is older than the decision is not known; nothing applied. If it is, use"
    " --regardless-of-dates."
)
NO_DATE_OF_DECISION = (
    "决定没有日期，不能确定原文在它之前，未作任何修改；确认之后可用 --regardless-of-dates。"
    "The decision has no date: whether the base is older is not known; nothing applied. If it is, use"
    " --regardless-of-dates."
)
YOUNGER = (
    "原文的日期（{base}）不早于决定（{decision}），可能已经修改，未作任何修改；请给出修改前的文本。"
    "The base ({base}) is not older than the decision ({decision}), which may be in it already; nothing applied:"
    " name the text before it."
)
STALE = (
    "引用“{words}”所指的条已{what}，决定没有说明修改这一引用，请核对。"
    "The reference “{words}” points at an article that is {english} now, and the decision does not change it; check it."
)
