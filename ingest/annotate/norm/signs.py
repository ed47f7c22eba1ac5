"""The words that make a norm: triggers of each modality, and the verbs that only continue a norm.

The lists are the general language of Chinese rules (《立法技术规范（试行）（一）》, 法工委发〔2009〕62号), not the
words of one document. All are compiled patterns over characters.
"""

from __future__ import annotations

import re

from ingest.gates import Gates
from ingest.model import Modality
from ontology.lexicon import pattern

GATES = Gates()
"""The gates of the patterns that norms are read by: the bits of :attr:`ingest.annotate.norm.clause.Clause.marks`."""

PROHIBITION = re.compile(rf"{pattern('prohibition')}")
PERMISSION = re.compile(rf"{pattern('permission')}|(?<![许认不尚])可(?={pattern('permitted')})")
#: 可 before any other words: whether it allows is told by what stands around it (可制毒化学品 is a thing).
PERMISSION_WIDE = re.compile(
    rf"(?<![许认不尚非的])可(?!{pattern('no-permission')}|.{{1,3}}性|[0-9])(?=[^，]{{2}})"
)
#: What somebody should have known (知道或者应当知道) is no duty, but part of a case.
DUTY = re.compile(
    rf"(?!应当?知道)(?!(?<=或者)应当?(?:知|预见))(?!应(?!当)[^，]{{1,12}}(?:要求|请求|申请)(?:的|$)){pattern('duty')}"
    r"|(?<![必所急特按])需(?=[经向按提])"
)
# 要 stands in many nouns (重要, 主要, 要求, 要素) and is a duty only as a verb of its own.
MUST = re.compile(rf"{pattern('must')}")
CHARGE = re.compile(
    r"负责(?!人(?![工员口才力民事身类])|制(?![定订作])|[^，]{0,30}的(?:部门|机构|单位|机关|主管|人))|确保|保证(?![人金期合债书])|力争|主要职责是|(?:均|都|也)?(?:(?:负有|有)[^，]{0,30}义务|负(?![责担有])[^，的]{1,30}责任$|负总责$)"
)
GRANT = re.compile(
    r"(?:给予|予以|享受|提供)(?![^，]{0,12}(?:的(?:单位|企业|机构|个人|人员)|处罚|处分|警告|批评))"
)
#: Support of a chosen few is what a public body does with its money, a duty rather than a call to others.
FUNDED = re.compile(r"(?:重点|主要|优先|集中)(?:支持|扶持)")
ENCOURAGEMENT = re.compile(rf"{pattern('encouragement')}")
EXEMPTION = re.compile(rf"{pattern('exemption')}|按[^，]{{0,14}}％执行")
#: Rights by a word for them, by protection (受法律保护), and by the name of one (有优先购买权).
RIGHT = re.compile(
    rf"{pattern('right')}|受[^，的受]{{0,6}}保护(?=$|，)|(?<![没所具国专私公拥持占特共])有(?!关)[^，的有、和]{{1,10}}权利?$"
)
SANCTION = re.compile(
    rf"处[^，]{{0,40}}(?:罚款|拘留|徒刑|拘役)|追究[^，]{{0,12}}责任"
    rf"|给予[^，]{{0,10}}(?:警告|处分|处罚)|予以训诫|记入[^，]{{0,10}}档案|承担[^，]{{0,10}}责任"
    rf"|^限制[^，]{{0,15}}(?:人|者|户|企业|单位)[^，的]{{2,}}$"
    rf"|(?:取消|撤销)[^，]{{0,10}}资格|列入[^，]{{0,12}}(?:失信|异常|黑|重点监管)[^，]{{0,4}}名[单录]|{pattern('sanction')}"
)
DEFINITION = re.compile(
    rf"有效期(?:限)?(?:为|[0-9一二两三四五六七八九十]+年$)|{pattern('definition')}|(?:标准|人数|期限|数额|金额|额度|比例|方法|公式)(?:为|按照?)"
    rf"|不影响[^，]{{2,}}$|不受影响$|具有[^，]{{0,14}}(?:效力|约束力)$"
    rf"|标准每人|期限最长不超过"
    rf"|(?:按|以|根据|依据)[^，；]{{2,40}}(?:计算|折算|换算|确定)[^，；]{{0,6}}$|合并计算$"
    rf"|计入[^，]{{2,16}}$|为准$|自[^，]{{2,40}}起(?:计算|中断|中止)$"
    r"|(?:^|，)(?![^，]*(?:确认|认定|宣告|判决|是否))[^，]*(?:无效|有效|作废|当选)$"
)
DEFINITION_STRONG = re.compile(
    r"是指|方法[为是]：|公式为：|包括：|^包括(?:但不限于)?$|(?:范围|内容|方式|情形|事项|材料)(?:主要)?包括(?:$|下列|以下)|所称[^，。]{1,40}，?(?:是指|包括|为|，)|以下简称"
)
SCOPE = re.compile(
    rf"{pattern('scope')}|(?:^|，)本[^，]{{1,8}}适用于"
    r"|(?:^|，)(?:依照|按照)(?:《[^》]{1,160}》|[^，]{0,16}(?:法律|法规|规定))[^，]{0,20}(?:执行|办理|处理|处罚)$"
    r"|(?:依照|按照?)(?:\s?《[^》]{1,80}》|[^，]{0,24}(?:规定|办法|标准|政策|方案))执行$|(?:参照|比照)[^，]{2,24}执行$"
    r"|以本[^，]{1,8}为准$"
    r"|[^，]适用(?:《[^》]{1,160}》|[^，]{2,24}(?:规定|法律|法规|条例))$"
)
PURPOSE = re.compile(
    rf"制[定订]了?(?:本[^，、]{{0,4}}?(?:{pattern('genre')}|解释)|《)[^，]{{0,30}}$"
    r"|(?:^|总体要求|指导思想)[\s：:]*以[^，]{2,60}为指导，"
    r"|^(?:为|根据|依据|依照|按照).*，(?:特|现)?(?:就[^，]{2,60}制定(?:如下|以下)[^，]{2,6}|(?:制定|提出|作出|制订)(?:以下|如下)[^，]{2,12}"
    r"|(?:就|将|对)[^，]{2,60}(?:如下|(?:作|提)出?(?:以下|如下)[^，]{2,6})|(?:通知|批复|公告|决定|解释|规定)如下)$"
)
ENTRY = re.compile(
    r"自[^，]{4,24}起[^，的]{0,8}(?:施行|实施|执行)$|(?:起|日)(?:施行|实施|生效|执行)$|同时废止|[自从][^，]{2,20}(?:施行|废止)(?!之日|[以之]?[前后])"
)
INTERPRETATION = re.compile(r"(?:由[^，]{2,30}|负责)解释|解释权[归属]")
#: The measures of one sanction, side by side (责令改正，没收违法所得，并处…罚款).
PENALTY = re.compile(rf"^(?:并|可以|依法|同时)*{pattern('penalty')}")
CEILING = re.compile(r"不(?:得)?(?:超过|高于)")
FLOOR = re.compile(r"不(?:得)?(?:低于|少于)|高于")

#: A clause that says why or with what result; it stays with its norm.
RESULT = re.compile(rf"^{pattern('result-adverb')}*{pattern('result')}")
RESULT_FOR = re.compile(r"^(?:积极|努力)?为[^，]{2,40}(?:提供|创造|搭建|奠定|营造)")
RESULT_GROWTH = re.compile(r"^(?:重点|积极)?(?:支持|加快|带动|服务)[^，]{2,14}发展$")
#: What an act is done for: 以便…, 以决定是否….
IN_ORDER_TO = re.compile(rf"^{pattern('in-order-to')}")
#: A short act towards the public or an authority, which can be kept or broken on its own.
PROCEDURAL = re.compile(
    rf"^(?:结果|[^，的]{{0,4}}(?:情况|事项))(?:及时|按[^，]{{1,4}})?(?:向[^，]{{2,16}})?(?:报告|报批|报送|通报)[^，]{{0,8}}$|"
    rf"^并?(?:依法|及时|定期|按规定)*(?:向[^，]{{1,16}}{pattern('make-known')}"
    r"|(?:逐级)?上?报(?![关检废刊社])[^，]{1,30}?(?:备案|备查|批准|审批|审核|审查|审定|审议|同意|核准|核定|决定)"
    r"(?:通过|后[^，的]{2,10}|后?(?:公布|执行|实施|施行))?|(?:予以)?(?:公布|公告|登记))$"
)
#: A case told by 如果, before the predicate that it is a case of.
IF = re.compile(rf"^{pattern('if')}")
SECURED = re.compile(r"^并?确保(?![^，]*(?:[0-9〇一二三四五六七八九十][%％年月日个天]|不[低少]于|不超过))")
#: Words that open a coordinate predicate of its own.
AND_ALSO = re.compile(r"^(?:并(?![联列])|同时|且|但(?![未不是]))")
#: A clause that brings its own public subject.
OWN_SUBJECT = re.compile(
    rf"^(?![为由经报在按会并])[^的]{{2,90}}?(?:部门|政府|机关|机构|委员会|单位)"
    rf"(?={pattern('subject-follows')})"
)

#: A clause that sets a condition, or circumstances: it opens the norm that follows.
_CONDITION_WITHIN = r"(?:^违反[^，]*|每(?:增加|招用|超过)[^，]*)$"
_CONDITION_LAST = rf"(?:(?:职责|任务)是|{pattern('condition-end')})$"
CONDITION_END = re.compile(rf"{_CONDITION_WITHIN}|{_CONDITION_LAST}")
#: Where a predicate may begin: after the modal word, and how it is meant (应当依法…).
MODAL = re.compile(r"(?:应当?|可以|要|须|请)(依法或者|依法|严格|主动|分别)?")
#: The end of a subject that an adjunct may follow.
BEFORE_WAY = re.compile(rf"(?:{pattern('before-way')}|[本全各][省市县区州])$")
#: What opens an adjunct at the head of a clause, after its modal word or after its subject (…部门依据…).
WAY = re.compile(pattern("way"))
#: What opens an adjunct after a modal word, where the clause opens with one, too (在拍卖前应当经…).
AFTER_MODAL = re.compile(r"[在自经从为以因就]")
#: What opens an adjunct at the head of a clause.
ADJUNCT_START = re.compile(pattern("adjunct-start"))
ADJUNCT_END = re.compile(rf"{pattern('adjunct-end')}$")
#: The word after which the ground of an act stands (…应当根据…，).
GROUND = re.compile(r"根据|按照|依照|依据|参照|结合|针对|面向|依托|(?:综合|充分)?(?:运用|利用)|通过")
TOWARDS = re.compile(r"^(?:其中)?(?:对|针对|凡)")
TOWARDS_HEAD = re.compile(rf"{pattern('towards-head')}|进行(?!.{{0,30}}的[^，]{{1,8}}$)|办理$")

#: Means, as the end of a clause that opens with 通过 or 利用.
MEANS = re.compile(rf"(?:充分)?(?:通过|利用|运用|依托|围绕|以)[^，]*{pattern('means')}$")
#: What a text tells rather than orders.
FACT = re.compile(
    rf"{pattern('fact')}|^[^，]{{2,16}}(?<![管直])辖[^区，][^，]*$|^[^，]{{2,16}}(?:位于|总面积|东[临接]|地处)|(?<!为)了(?!解)|存在(?:的|[^，]{{0,24}}(?:问题|困难))|是[^，]{{2,40}}{pattern('estimate')}$"
    r"|会议于[^，]{4,16}(?:通过|批准)(?:$|，)|预计"
)
STATIVE = re.compile(rf"^{pattern('stative')}")
ADVERB = re.compile(rf"(?:{pattern('adverb')}|不[^，]{{2,3}}地(?![方点]))")
#: Verbs that jieba tags as adjectives or nouns.
VERBS = re.compile(rf"^{pattern('verb')}")
#: What the tagger takes for a verb, and is a noun or an attribute wherever rules use it.
NO_VERB = re.compile(pattern("no-verb"))
PIVOT = re.compile(rf"{pattern('pivot')}[和、并与]?(?:支持|引导|督促|推动|帮助)?(?=[^，]{{2,30}})")
BODY_TAIL = re.compile(rf"{pattern('body-end')}(?:（[^）]{{1,20}}）)?$")
PUBLIC_TAIL = re.compile(rf"{pattern('public-end')}(?:（[^）]{{1,20}}）)?$")

PLAIN: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    (Modality.PROHIBITION, PROHIBITION),
    (Modality.PERMISSION, PERMISSION),
    (Modality.OBLIGATION, DUTY),
)
"""Triggers that decide wherever they stand in the main clause, in the order of the contract."""

# Which of the patterns are worth a look, by the characters of a clause (``MAY``), by its first (``BEGINS``) and by its
# last (``ENDS``).
MAY_ALLOW_WIDE = GATES.within(PERMISSION_WIDE)
MAY_ENTER = GATES.within(ENTRY)
MAY_FINE = GATES.within(SANCTION)
MAY_GRANT = GATES.within(GRANT)
MAY_DEFINE = GATES.within(DEFINITION)
MAY_SCOPE = GATES.within(SCOPE)
MAY_MAKE = GATES.within(PURPOSE)
MAY_BOUND = GATES.within(CEILING, FLOOR)
MAY_TELL_CONDITION = GATES.within(re.compile(_CONDITION_WITHIN))
ENDS_CONDITION = GATES.closing(re.compile(_CONDITION_LAST))
ENDS_ADJUNCT = GATES.closing(ADJUNCT_END)
ENDS_BODY = GATES.closing(BODY_TAIL)
BEGINS_VERB = GATES.opening(VERBS)
BEGINS_ADVERB = GATES.opening(ADVERB)
BEGINS_CALL = GATES.opening(ENCOURAGEMENT)
BEGINS_TOWARDS = GATES.opening(TOWARDS)
BEGINS_RESULT = GATES.opening(IN_ORDER_TO, RESULT, RESULT_FOR, RESULT_GROWTH, SECURED)
BEGINS_STATE = GATES.opening(STATIVE)
BEGINS_PENALTY = GATES.opening(PENALTY)
