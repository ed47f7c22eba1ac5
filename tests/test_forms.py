"""Patterns by themselves: what each finds, word by word, and what is near it and is not found.

Where a word changes what is read of a whole text, the text stands in the cases of its stage. Here are those words and
signs that only tell in places that are rare.
"""

from __future__ import annotations

import re

import pytest

from ingest import similarity
from ingest.annotate import departments, learned, norms, quantities, references, roles
from ingest.annotate.citation import discourse, names, titles
from ingest.annotate.norm import (
    agents,
    bearers,
    beneficiaries,
    clauses,
    grouping,
    lists,
    modality,
    sentences,
    signs,
)
from ingest.annotate.quantity import atoms, attribution, bounds, columns, measures
from ingest.bodies import scopes
from ingest.bodies.find import coordination, expansion, governments, named, organs
from ingest.link import comparison, units
from ingest.read import html, html_tree, markdown
from ingest.repair import furniture, line_ends
from ingest.resolve import identity
from ingest.structure import (
    body,
    chrome,
    flattened,
    front,
    heading,
    history,
    jurisdiction,
    labels,
    letters,
    members,
    metadata,
    notes,
    outline,
    parting,
    quotations,
    responsibility,
    restored,
    sequence,
    sites,
    wreckage,
)
from ingest.write import pinpoints
from ontology import iri, lexicon
from ontology.numerals import plain_form

Words = str | tuple[str, ...]

FOUND: list[tuple[re.Pattern[str], str, Words, str, str]] = [
    # the pattern, a text with a place, what stands there in turn, what is found (* for the whole text), the reason
    (line_ends._ANSWERS, "（某局{}）", lexicon.words("leads"), "{}", "who leads"),
    (line_ends._ANSWERS, "（某局{}）", lexicon.words("cooperates"), "{}", "who helps"),
    (line_ends._SIGNS, "某{}", lexicon.words("issuer-end"), "{}", "who signs"),
    (line_ends._REFERRED, "第三{}、第五某", "条款目章节", "第三{}、", "parts of a list"),
    (line_ends._REFERRED, "第({})项", "12一", "*", "a number in brackets"),
    (line_ends._REFERRED, "({})和(三)项", "12一", "({})和(", "without 第"),
    (line_ends.UNIT, "{}某", "年月日条款项号元", "{}", "units that are parted from their figure"),
    (letters._KIND, "某市{}某", lexicon.words("rule-genre"), "{}", "how a title ends"),
    (letters._MATTER, "{}某", ("关于", "征求", "印发", "转发", "报送"), "{}", "what a title is about"),
    (letters._TO, "{}某:", ("各", "有关", "国务院", "自治"), "*", "whom a letter is for"),
    (letters._TO, "{}某某:", "省市县区州", "*", "units of one level"),
    (letters._BEFORE_TITLE, "某{}某", "\t。;:!?", "{}", "before a title"),
    (letters._BEFORE_TITLE, "号{}", "某《", "号", "a number before it"),
    (letters._ENCLOSED, " 附 件{}某", ("", "一", "2", " 3 "), " 附 件{}", "the mark of an annex"),
    (letters._ENCLOSED, "附件{}《某", ("", "1"), "附件{}", "before a title"),
    (letters._ENCLOSED, "附件{}", ("", "1"), "*", "at the end"),
    (
        letters._QUOTED,
        "某《{}》某",
        ("某某某某", "某《某》某某", "某《》某某"),
        "《{}》",
        "a title, one in it",
    ),
    (letters._GOES_ON, " {}某", "起前后止至以的", " {}", "a day in a sentence"),
    (departments._POST, "某{}", lexicon.words("post"), "{}", "posts"),
    (
        references._STEP,
        "第三{}第五条",
        ("、", ",", "和", "或", "与", "及", "以及", "或者"),
        "*",
        "two numbers",
    ),
    (references._STEP, "第三{}五条", ("至", "到", "—", "–", "~", "～", "-", "——"), "*", "a range"),
    (references._STEP, "第三{}", ("条", "款", "项", "目", "章", "节", "条之一", "编", "分编"), "*", "units"),
    (references._JOIN, "{}第", ("、", ",", "和", "或", "与", "及", "以及", "或者", "及其"), "{}", "and"),
    (references._JOIN, "{}第", ("至", "到", "—", "–", "~", "～", "-", "--"), "{}", "to"),
    (
        references._BETWEEN,
        "{}的规定",
        ("“某”", "(某)", "【某】", "“某”(某)", ""),
        "*",
        "a heading behind a part",
    ),
    (references._BETWEEN, "{}", ("规定", "的规定", ""), "*", "its words"),
    (references._EACH, "{}第(3)", ("至", "到", "—", "–", "~", "～", "-", ""), "*", "each number"),
    (references._EACH, "{}", ("3", "一", "第3", "(3)", "第(一)", "至一"), "*", "its forms"),
    (quantities._AFTER_WORD, "某{}", ("以上", "以下", "以内"), "{}", "words of bound"),
    (quantities._ITSELF, "{}均不包括本数", ("以上", "以下", "以内", "“以上”", '"以下"'), "*", "named"),
    (quantities._ITSELF, "以上{}以下包含本数", '”“"、,和及与', "*", "two of them"),
    (quantities._ITSELF, "以下、{}含本数", ("以上", "以下", "以内"), "*", "the second"),
    (
        quantities._ITSELF,
        "以上{}含本数",
        ("都", "均", "不", "的数字", ",", "、", "都不", "的数字,均", "包"),
        "*",
        "between",
    ),
    (quantities._ITSELF, "以上{}本数", ("包括", "包含", "含"), "*", "includes"),
    (
        learned._ACTS,
        "{}监督",
        ("应当", "负责", "可以", "必须", "有权", "依法", "及时", "统一", "定期"),
        "*",
        "acts",
    ),
    (learned._JOINT, "{}某", ("、", "以及", "或者", "和", "及其", "及", "与", "会同", "或"), "{}", "and"),
    (learned._SHORT_BODY, "{}", ("海关", "工会", "法院", "妇联", "残联", "政府", "部"), "*", "short names"),
    (learned._PUBLIC, "某{}", ("机构", "组织"), "{}", "what may be a body"),
    (
        learned._PLACED,
        "某{}某",
        ("省", "自治区", "市", "州", "盟", "县", "区", "旗", "镇", "乡", "街道"),
        "某{}",
        "of a place",
    ),
    (learned._PLACED, "{}某", ("国家", "中国", "中央", "全国", "国务院", "本"), "{}", "of the country"),
    (learned._CLAUSE_MARK, "某{}某", "，。；：“”《》 -", "{}", "between clauses"),
    (columns._AMOUNT, "1{}2", "-~—–至", "*", "a range"),
    (columns._AMOUNT, "{}", ("1", "12", "1,234", "12,345,678", "1.5", "1,234.56", "1--2"), "*", "figures"),
    (
        columns._HEAD,
        "标准({}元)",
        ("", "百", "千", "万", "亿", "单位:", "人民币", "单位:人民币万"),
        "*",
        "heads",
    ),
    (measures._PEOPLE, "人口{}", ("", "总数", "达到近"), "*", "how many people"),
    (measures._REST_OF_SHARE, "{}", ("百分之", "千分之", "万分之", "至百分之", "到千分之"), "*", "shares"),
    (metadata._OFFICE, "某{}", lexicon.words("government-office"), "{}", "offices"),
    (
        named._IN_CHARGE,
        "{}主管单位",
        ("职能", "业务", "行业", "主管", "行政", "管理", "监督", "执法", "监管", "综合", "工作", ""),
        "*",
        "sorts",
    ),
    (named._SEAT, "{}办事处", ("民族乡", "镇", "乡", "街道"), "*", "seats"),
    (named._SEAT, "{}人民政府", ("民族乡", "镇", "乡", "街道"), "*", "and their governments"),
    (members._BARE, "某{}某", "1a_ \t“”()《》、·—-", "*", "no sentence"),
    (labels._ANNEX, "附件{}", ("", " 一", "12", ":", "1:", " 2 :"), "*", "an annex"),
    (labels._ANNEX, "附{}", ("件", "录", "表"), "*", "its kinds"),
    (labels._ANNEX, "附件一{} 某", ":．.", "附件一{}", "with its title"),
    (labels._ANNEX, "(附件{})", ("", "一", "12", " 2 "), "*", "in brackets"),
    (
        labels._ANNEX,
        "某发{}3号附件",
        ("〔2020〕", "[2020]", "(2020)", " 〔 2020 〕 "),
        "*",
        "with the number of the rule",
    ),
    (labels._ANNEX, "某发〔2020〕3号附件{}", ("", "一", "12", " 2 "), "*", "and its own"),
    (furniture._LEADER_RUN, "某{}3", ("...", "………", "···", "．．．", ".…·．"), "{}3", "dots to a page"),
    (
        furniture._LEADER_RUN,
        "某...{}",
        ("—3", "–3", "-3", " 3", "3—", "3–", "3-", "3 ", "— 3 —"),
        "...{}",
        "a page",
    ),
    (
        quotations._QUOTED_LABEL,
        "某“{}某",
        ("第一条", "第12条", " 第 3 章 ".rstrip(), "第一编", "第一节", "(一)", "( 一 )", "一、"),
        "“{}",
        "labels",
    ),
    (pinpoints._NUMBERED, "第三{}", "编章节条款项目", "*", "parts by their numbers"),
    (pinpoints._BRACKETS, "{}", ("（三）", "(三)"), "*", "a number in brackets"),
    (restored._BRACKET, "某{}某", ("（）", "()", "（某）", "(某)"), "{}", "a remark"),
    (coordination._ARRANGED, "{}某某", ("建立", "健全", "完善", "召开"), "*", "what is set up"),
    (comparison._BREACH, "违反某{}", ("规定", "规定，", "某规定，"), "*", "what is broken"),
    (comparison._PENALTY, "{}某部门某", ("由某", "，由某"), "{}某部门", "who punishes"),
    (comparison._PENALTY, "由某某{}", ("部门", "机关", "机构", "政府", "委员会"), "*", "of every kind"),
    (
        comparison._PENALTY,
        "某，{}",
        ("责令", "处以", "并处以", *(f"处{one}" for one in "3〇零一二三四五六七八九十百千万")),
        "，{}",
        "what for",
    ),
    (comparison._LISTED, "有下列{}", ("行为", "情形"), "下列{}", "a list of acts"),
    (comparison._CLAUSE_END, "某{}某", "，。；：！？\n", "{}", "ends of clauses"),
    (units._SENTENCE, "某{}某", "。；！？", "某{}", "ends of sentences"),
    (units._FORMAL, "本办法自某日起{}", ("施行", "实施", "生效"), "*", "when it takes effect"),
    (flattened._HEAD, "{}", ("序号", "标准(元)", "标准（元）", "牵头/配合"), "*", "heads of columns"),
    (
        jurisdiction._ORGAN,
        "省{}",
        ("人民政府", "政府", "委", "直属", "直", "人大", "政协", "某厅", "某局", "某委", "某办"),
        "*",
        "organs",
    ),
    (history._SENTENCE, "某{}某", "。；\n", "某{}", "sentences of a note"),
    (
        scopes._OUTER,
        "{}",
        ("省", "市", "州", "县", "区", "自治区", "全省", "本市", "省、", "市和", "县及"),
        "*",
        "of a place",
    ),
    (scopes._WHICH, "{}某", ("本", "全", "各", "有关", "相关"), "{}", "which"),
    (
        notes._NO_NOTE,
        " {}某",
        ("以下", "下称", "统称", "简称", "含", "包括", "即", "见", "指", "不含", "限", "如", "其中", "注"),
        " {}",
        "no note",
    ),
    (notes._STATED, "某{}某", "。；\n", "某", "as far as it goes"),
    (
        names._BEFORE_PART,
        "某{}第三条",
        ("法", "法典", "条例", "办法", "规定", "细则", "规则", "解释"),
        "{}",
        "a name before its part",
    ),
    (names._BEFORE_PART, "某法{}", ("第3条", "第一章", "(某)第三条"), "法", "parts"),
    (
        names._SAID,
        "{}",
        ("规定", "的规定", "有关规定", "的相关规定", "第3条", "原第一章", "第一条"),
        "*",
        "what is said",
    ),
    (names._DEFINING, "{}“", ("简称", "统称", "简称为", "称", "称为"), "*", "a short name follows"),
    (
        names._OFFICIAL,
        "中华人民共和国甲乙{}",
        ("条例", "法典", "法", "实施细则"),
        "中华人民共和国",
        "official names",
    ),
    (
        names._OFFICIAL,
        "中华人民共和国甲乙{}的规定",
        ("条例", "法典", "法"),
        "中华人民共和国",
        "and what they say",
    ),
    (
        organs._CENTRAL,
        "{}",
        (
            "国家某局",
            "中央某委",
            "国家某委员会",
            "中央某办公室",
            "海关总署",
            "审计署",
            "银监会",
            "证监会",
            "保监会",
            "银保监会",
        ),
        "*",
        "central bodies",
    ),
    (
        organs._CENTRAL,
        "国家某局某某{}",
        ("调查总队", "调查队", "税务局", "监管局", "专员办"),
        "*",
        "with their own",
    ),
    (
        organs._BRANCH,
        "某{}",
        (
            "金融监管分局",
            "国家税务局",
            "检验检疫局",
            "金融监管局",
            "银保监分局",
            "银监分局",
            "出入境边防检查总站",
        ),
        "{}",
        "branches",
    ),
    (organs._BOARD, "某{}管理局", ("园区", "开发区", "保护区"), "*", "boards of areas"),
    (discourse._MAY_NUMBER, "某{}某", ("1949", "2020", "令", "公告"), "{}", "a number may stand there"),
    (discourse._MAY_SIGN, "某{}某", (*"第前上此该同“”", "附件"), "{}", "a sign may"),
    (lists._RULES, "按{}规定处理", ("下列", "以下", "如下"), "按{}规定", "rules are announced"),
    (lists._RULES, "{}下列规定", ("按", "按照", "依照", "遵守", "适用"), "*", "one goes by them"),
    (lists._DEALT_WITH, "{}情形处理", ("下列", "以下", "如下", "不同"), "*", "cases, each dealt with"),
    (lists._DEALT_WITH, "下列{}处理", ("情形", "情况", "某某情形"), "*", "what cases"),
    (lists._DEALT_WITH, "下列情形{}处理", ("", "分别", "予以", "进行", "作出", "分别予以"), "*", "how"),
    (lists._DEALT_WITH, "下列情形分别{}", ("处理", "办理", "认定", "确定"), "*", "what is done"),
    (agents._NO_DESCRIPTION, "{}某", ("对", "到", "给", "报", "仅限", "只限"), "{}", "circumstances"),
    (agents._NO_DESCRIPTION, "{}负责某", ("具体", "主要", "统一"), "{}负责", "a charge"),
    (agents._NO_DESCRIPTION, "{}某", ("发给", "拨给", "颁发", "核发"), "{}", "what is given out"),
    (
        agents._COUNTED,
        "{}",
        ("每人5", "3年内", "12年前", "不少于", "不低于", "上报", "报送", "报请"),
        "*",
        "counts",
    ),
    (agents._HAS, "{}某", ("具有", "具备", "符合", "有"), "{}", "what somebody has"),
    (bearers._NAMED_BY, "{}委托的某人领取", ("书面", "依法", ""), "{}委托的某人", "who is named"),
    (bearers._NAMED_BY, "{}的某人领取", lexicon.words("names-agent"), "{}的某人", "by every word"),
    (bearers._NAMED_BY, "委托的某{}领取", (*lexicon.words("agent-end"), "人"), "委托的某{}", "every end"),
    (
        bearers._NAMED_BY,
        "委托的某人{}某",
        (*lexicon.words("agent-act"), "领", "主", "作为", "管辖"),
        "委托的某人",
        "acts",
    ),
    (bearers._ASKED, "{}你局办理", ("请", "建议", "望", "希望"), "{}你局", "who is asked"),
    (bearers._ASKED, "请你{}办理", "省市区县州局厅部委院", "请你{}", "of every kind"),
    (bearers._PAYS, "某{}某", ("给予", "予以", "发放"), "{}", "who pays"),
    (bearers._HANDED_IN, "{}某", ("报", "并报", "上报", "某某上报"), "{}", "what is handed in"),
    (
        bearers._DESCRIBED,
        "办理某的{}",
        ("单位", "企业", "经营者", "机构", "人员", "人", "公民", "职工", "居民", "村民", "学生", "家庭"),
        "*",
        "who is described",
    ),
    (clauses._GROUND_NOUN, "某{}", lexicon.words("ground-end"), "{}", "grounds"),
    (
        clauses._GROUND_NOUN,
        "某{}",
        ("请求", "申请", "约定", "决定", "意见", "建议"),
        "{}",
        "said by somebody",
    ),
    (clauses._AS, "某某{}作为某某", ("", "某"), "*", "as what"),
    (clauses._TOWARDS_PARTY, "{}办理某某的人", ("对", "对于"), "*", "towards whom"),
    (clauses._IN_TITLE, "某{}", ("《某》", "《某", "“某某”"), "{}", "titles and quoted words"),
    (modality._FUNDING, "{}纳入预算", ("经费", "资金", "费用", "某某经费"), "{}纳入", "money"),
    (modality._FUNDING, "经费{}预算", ("纳入", "列入", "某纳入"), "经费{}", "is entered"),
    (
        modality._FUNDING,
        "{}专项用于某",
        ("", "经费", "资金", "费用", "收入", "款", "款项"),
        "{}专项用于",
        "and used",
    ),
    (modality._FUNDING, "{}用于某", ("专项", "全部", "重点", "主要", "专门"), "{}用于", "for one thing"),
    (modality._TITLED, "关于某某的{}", lexicon.words("genre"), "*", "titles"),
    (modality._SET_BY, "标准由某某{}制定", ("", "另行", "分类", "研究", "合理"), "*", "who lays it down"),
    (modality._SET_BY, "标准由某某{}", ("制定", "确定", "规定", "公布"), "*", "by every verb"),
    (modality._INFORMS, "{}某某", ("告知", "通知", "公告", "公示"), "{}", "who is told"),
    (signs.PROCEDURAL, "{}报告", ("结果", "情况", "事项", "有关情况", "重大事项"), "*", "what is reported"),
    (signs.PROCEDURAL, "结果{}报告", ("及时", "按月", "按规定", "向市政府", "及时向市政府"), "*", "how"),
    (signs.PROCEDURAL, "结果{}", ("报告", "报批", "报送", "通报", "报送市政府"), "*", "to whom"),
    (signs.DEFINITION, "有效期{}年", (*"123", *"一二两三四五六七八九十", "十二"), "*", "how long it holds"),
    (signs.DEFINITION, "有效期{}某", ("为", "限为"), "有效期{}", "what it is"),
    (signs.DEFINITION, "具有某{}", ("效力", "约束力"), "*", "what binds"),
    (signs.CHARGE, "{}某", ("负责", "确保", "保证", "力争"), "{}", "what somebody is charged with"),
    (norms._RECKONS, "{}认定为", ("", "某", "应当", "可", "可以", "不得"), "*", "how it counts"),
    (
        norms._RECKONS,
        "{}",
        ("计为", "计入", "不计入", "按某计算", "以某计算", "最高", "最低"),
        "*",
        "reckoning",
    ),
    (grouping._THAT_IS, "{}某", ("即",), "{}", "the same, more closely"),
    (grouping._NOT_DONE, "{}", ("不", "负", "施行", "执行", "废止"), "*", "no act"),
    (grouping._NOT_DONE, "某{}某", ("不能", "仅限", "只限"), "{}", "inside it"),
    (heading._IN_BRACKETS, "{}某发〔2020〕3号)", "(（", "*", "a number in brackets"),
    (heading._IN_BRACKETS, "(某发{}2020〕3号)", "〔[［【(（", "*", "its own brackets"),
    (heading._IN_BRACKETS, "(某发〔2020{}3号)", "〕]］】)）", "*", "and their ends"),
    (heading._IN_BRACKETS, "(某发〔2020〕3号{}", ")）", "*", "the end"),
    (metadata._NAME_ENDS, "某{}", lexicon.words("issuer-end"), "{}", "how names of issuers end"),
    (metadata._NAME_ENDS, "{}", ("中共中央",), "*", "the Party's"),
    (outline._HEAD, "1{}某某某", (" ", "  ", ".", "．", "、", " . "), "1{}", "chapters of an outline"),
    (outline._PLACES, "某{}1.1 某", " 。;)", "1.1", "where decimals stand"),
    (outline._PLACES, "1{}1 某", ".．", "1{}1", "their points"),
    (outline._PLACES, "1.1 {}某", ("", "“", "《", "("), "1.1", "what follows them"),
    (body._OPEN_END, "某{}", "某AZaz09%％，、,", "{}", "lines that go on"),
    (
        bearers._NOT_SUBJECT,
        "某某的某某{}",
        ("应当", "不得", "可以", "由某"),
        "某某的",
        "an attribute, not who acts",
    ),
    (bearers._NOT_SUBJECT, "{}某某应当", ("的", "所办的"), "{}", "words cut off from before"),
    (bearers._NOT_SUBJECT, "{}的某", lexicon.words("attributive-act"), "{}的", "acts of an attribute"),
    (bearers._NOT_SUBJECT, "等{}的某", lexicon.words("attributive-act"), "等{}的", "with 等 before them"),
    (sentences._MARKS, "某{}", "（(《〈“‘〔［[【「）)》〉”’〕］]】」。；;！!？?：:", "{}", "marks"),
    (sentences._MARKS, "{}", ("下列",), "列", "a list is announced"),
    (sentences._MARKS, "{}下", "以如", "下", "in other words"),
    (
        modality._HOLDS,
        "某某{}包括某某",
        ("主要", "一般", "还", "不", ""),
        "某某{}包括",
        "what something holds",
    ),
    (
        modality._HOLDS,
        "某某{}属于某某",
        ("均", "都", "也", "不", "均不", ""),
        "某某{}属于",
        "what it belongs to",
    ),
    (
        modality._IS,
        "某某局为某{}",
        ("单位", "成员", "组长", "项目", "机关", "财产", "期间"),
        "某某局为",
        "what it is",
    ),
    (
        modality._IS,
        "某某甲为{}",
        ("被告", "原告", "当事人", "申请人", "代理人", "第三人"),
        "某某甲为",
        "who it is",
    ),
    (modality._IS, "某某期为3{}", "年月日天元", "某某期为", "how much it is"),
    (
        modality._PLAIN_BAN,
        "某不予{}",
        ("受理", "支持", "准许", "登记", "批准", "许可", "认可"),
        "不予",
        "refused",
    ),
    (modality._PLAIN_BAN, "{}某某", ("不能", "仅限", "只限"), "{}", "bans in plain words"),
    (modality._STRICT, "{}严格某某", ("", "进一步", "从严"), "*", "strictly"),
    (clauses._PLACES_WHO, "某{}", "省市县区州盟", "{}", "of a place"),
    (clauses._PLACES_WHO, "某省（{}）", ("某市", ""), "省（{}）", "with a remark"),
    (signs.ENTRY, "自某年某月起{}", ("施行", "实施", "执行", "正式施行"), "*", "in force from"),
    (signs.ENTRY, "发布之日{}", ("施行", "实施", "生效", "执行"), "日{}", "from its day"),
    (signs.ENTRY, "某年起{}", ("施行", "实施", "生效", "执行"), "起{}", "from a year"),
    (signs.ENTRY, "{}某年施行", "自从", "*", "since"),
    (signs.ENTRY, "自某某{}某", ("施行", "废止"), "自某某{}", "or no longer"),
    (norms._RECKONS, "某某{}认定为", ("应当", "应", "可以", "可", "不得"), "*", "how it shall count"),
    (
        chrome._BACK,
        "返回{}",
        ("列表", "首页", "主页", "目录", "上页", "上一页", "新闻列表"),
        "*",
        "the way back",
    ),
    (chrome._BACK, "{}返回列表", "←<«‹", "*", "arrows"),
    (outline._HEADING, "{}某某  某", " ", " 某某  ", "a heading on one line"),
    (norms._RECKONS, "某某{}计入", ("应当", "应", "可以", "可", "不得"), "*", "what it shall count in"),
    (modality._HOLDS, "{}属于某某", ("均", "不", "某均不", ""), "{}属于", "without a subject"),
    (clauses._TOWARDS_PARTY, "对于办理某某的{}", ("人", "某单位"), "*", "towards a party"),
    (outline._MARKED, "1{}某", ("、", ".", "．", " ."), "1{}", "numbers with a mark"),
    (discourse._BARE, "第3条{}", ("", "之一"), "*", "an article of another rule"),
    (signs.CHARGE, "均{}安全责任", ("负责",), "{}", "a charge is no liability"),
    (html_tree._TAG, "<{}>", ("p", "P", "h1", "trA", "Td"), "*", "names of tags"),
    (organs._GENERIC, "国务院{}某", ("部门",), "{}", "those of the State Council"),
    (organs._GENERIC, "{}某", ("各级机关",), "{}", "of every level"),
    (organs._GENERIC, "{}各部委", ("国务院", "人民政府", "政府", ""), "*", "whose they are"),
    (line_ends.LEADS_ON, "某{}", ("依照", "按照", "关于", "以及"), "{}", "words that lead on"),
    (atoms._OVER, "某{}", ("1/2", "12/34"), "{}", "fractions"),
    (letters._QUOTED, "{}》", ("《某某某《》某》",), "{}", "a title ends with its own bracket"),
    (organs._BOARD, "某{}管委会", "区园城岛港湾", "*", "kinds of areas"),
    (organs._BOARD, "某{}管理局", "区园城岛港湾", "*", "and their other boards"),
    (furniture._CHAPTER, "1 {}", ("总则", "总则、附则"), "*", "a chapter in digits"),
    (governments._COURT, "{}法院", ("香港特别行政区", "香港特别行政区终审"), "*", "courts of Hong Kong"),
    (expansion._LEVELS, "省市{}级", "两三四", "*", "how many levels"),
    (identity._MADE_ONCE, "某{}", ("决定", "决议", "决定（试行）"), "{}", "made once"),
    (signs.SCOPE, "某按{}《某通告》执行", ("", " "), "按{}《某通告》执行", "a rule to go by"),
    (signs.SCOPE, "某{}", ("，依照某法律处理", "，本办法适用于"), "{}", "in a later clause"),
    (furniture._ENTRY, "{} 某", ("1", "12", "1.1", "1．1", "1.12.3"), "*", "entries of a table of contents"),
    (attribution._CLAUSE, "某{}某", "，,：:", "{}", "clauses of an amount"),
    (similarity._WORD, "1{}1", ("某某", "AB", "ab"), "{}", "words that are compared"),
    (signs.ENTRY, "自某年，某月{}", ("起实施",), "{}", "a comma parts the day"),
    (signs.ENTRY, "自某某某某某某某某某某某某某某某某某某某某某某起{}", ("正式施行",), "*", "a long day"),
    (parting._OPENING_DAY, "{}某", ("一一一一年一月一日", "2020年1月2日"), "{}", "days"),
    (responsibility._COORDINATED, "{}", "委办厅", "*", "one word for a kind of bodies"),
    (bearers._NOT_SUBJECT, "{}某的人", ("所某的",), "{}", "the first of two attributes"),
    (html._UNSHOWN, "某{}某", ("<head>某</head>", "<!--某-->"), "{}", "what a page does not show"),
    (atoms._BARE, "{}以上", ("百元", "百万元"), "{}", "one without 一"),
    (atoms._BARE, "百元{}", ("以上", "以下", "以内", "及以上"), "百元", "before a bound"),
    (modality._SET_BY, "标准，{}制定", ("由某某",), "{}制定", "who lays it down"),
    (modality._SET_BY, "甲{}制定", ("由乙由某某",), "{}制定", "one who asks another"),
    (roles._SUBJECT_BEFORE, "某{}", ("：", "国务院", "政府", "或者", "等"), "{}", "before a subject"),
    (iri._WORK, "{}", ("a", "1", "a-b", "a/b", "z9-a"), "*", "names of works"),
    (front._ANNOUNCES, "某某某某{}", ("公告", "令"), "*", "what announces a rule"),
    (sites._NUMBER, "{}", "一1", "*", "a number"),
    (sequence._BARE, "1{}1", ("某", " ", "某 某"), "{}", "bare words"),
    (parting._QUOTED, "{}", ("《某》",), "*", "a title"),
    (parting._QUOTED, "《某{}某》", ("《某》",), "{}", "the inner title"),
    (columns._AMOUNT, "1-{}", ("1,234", "1.5", "2"), "*", "the end of a range"),
    (bounds.AFTER, "{}某)", ("以上(某)", "以上"), "{}", "a note in brackets, or none"),
    (titles._GENERIC, "{}", ("管理办法", "实施细则"), "*", "titles that name nothing"),
    (markdown._END, "某{}某", ("\r\n", "\r", "\n"), "{}", "ends of lines"),
    (grouping._ALLOWS, "{}某", ("允许", "准许"), "{}", "what allows"),
    (names._GOES_ON, "{}", ("实施条例", "修正案"), "*", "a longer name"),
    (front._RULE_NAME, "某{}", ("条例", "条例(试行)"), "{}", "names of rules"),
    (heading._ENDS, "某{}", ("实施细则", "办法"), "{}", "how titles end"),
    (responsibility._NO_NAME, "{}某", ("由", "需要某"), "{}", "no name"),
    (signs.FACT, "某{}", ("存在的",), "{}", "facts"),
    (atoms._CURRENCY, "{}", ("新台币", "台币"), "*", "the whole name of a currency"),
    (clauses._IN_TITLE, "某{}某”", ("“某某”",), "{}", "quoted words"),
]
AT_END: list[tuple[re.Pattern[str], str, Words, str, str]] = [
    # the same, where more may be found before it
    (learned._PARTY_END, "某{}", lexicon.words("party-end"), "{}", "parties"),
    (learned._PARTY_END, "某{}", lexicon.words("organization"), "{}", "organizations"),
    (learned._DEFINED, "以下{}某", ("简称为", "统称", "均称", "分别称", "称："), "*", "a short name"),
    (learned._EXPLAINED, "{}某某，是指", ("所称", "所称的"), "*", "what a word means"),
    (names._BOUNDARY, "{}", ("了", "的", "以", "我国", "，"), "{}", "before a name"),
    (names._STOP, "某某{}", ("了", *lexicon.words("citing")), "*", "a verb before it"),
    (
        discourse._ITEM_SAID,
        "{}",
        ("中", "至", "和", "除外", "以外", "之一", "行为", "情形"),
        "*",
        "an item and its words",
    ),
    (discourse._SIGNS, "{}", ("。", ";", "上述条例", "前述条例", "该条例", "同条例"), "*", "signs"),
    (organs._CUSTOMS, "海关{}", lexicon.words("after-customs"), "海关", "what it does"),
    (organs._BOARD, "某{}管委会", ("开发区", "园区", "新城", "半岛", "海湾"), "*", "boards"),
    (organs._AREA_BEFORE, "开发区{}", "、和与及", "开发区", "one of two areas"),
]
NONE: list[tuple[re.Pattern[str], str, Words, str]] = [
    # the pattern, a text with a place, what stands there in turn, the reason: nothing is found
    (references._STEP, "第三{}", ("条例", "条件", "条约", "条目", "项目", "章程"), "other words"),
    (
        references._STEP,
        "第三{}",
        ("目录", "目标", "目的", "目前", "节约", "节能", "节水", "节日", "节目", "节点"),
        "others",
    ),
    (references._STEP, "第三{}", ("编制", "编写", "编号", "编码"), "what is done"),
    (learned._PARTY_END, "某{}", ("方向", "商业"), "no end of a name"),
    (letters._QUOTED, "《某{}某", ("某某某某", "《某》某"), "no end"),
    (letters._QUOTED, "《某》", ("",), "too short"),
    (line_ends.IN_BRACKETS, "（某{}", ("某",), "no end"),
    (references._JOIN, "{}", "某。;：", "nothing joins"),
    (agents._NO_DESCRIPTION, "报{}", "检关废刊社", "other words"),
    (agents._HAS, "有{}", "关权", "other words"),
    (agents._COUNTED, "每{}5", ("，",), "over a mark"),
    (
        bearers._PAYS,
        "予以{}",
        ("劝阻", "制止", "阻止", "纠正", "配合", "协助", "保密", "说明", "记录"),
        "no payment",
    ),
    (bearers._HANDED_IN, "报{}", "检关废刊社", "other words"),
    (bearers._NAMED_BY, "委托的某人{}", ("某", "，"), "nothing is done"),
    (clauses._AS, "{}某作为某某", "由以将把不", "who is made something"),
    (clauses._AS, "某某{}作为某某", ("认定", "确认"), "what is told to be"),
    (clauses._AS, "某{}某作为某某", "，将把以由", "another clause"),
    (clauses._TOWARDS_PARTY, "对某某某{}行的人", "实试执", "what is done"),
    (clauses._TOWARDS_PARTY, "对某某某的{}", "，的", "no party"),
    (clauses._IN_TITLE, "某“某{}某”", "，。“", "a sentence is quoted"),
    (modality._SET_BY, "由于某某{}", ("制定",), "a reason"),
    (signs.SECURED, "确保某{}", tuple(f"{n}天" for n in "019〇一二三四五六七八九十"), "a figure is reached"),
    (signs.SECURED, "确保3{}", "%％年月日个天", "of every unit"),
    (signs.SECURED, "确保{}某", ("不低于", "不少于", "不超过"), "a bound"),
    (signs.CHARGE, "保证{}", "人金期合债书", "other words"),
    (signs.PROCEDURAL, "某，{}报告", ("情况",), "another clause"),
    (signs.PROCEDURAL, "某的{}报告", ("情况",), "more than the matter"),
    (grouping._THAT_IS, "即{}", "可时使日将行便", "other words"),
    (heading._IN_BRACKETS, "(某发〔20{}0〕3号)", "()（）", "brackets in brackets"),
    (outline._HEAD, "1 某某{}某", "。;:,!?", "a sentence"),
    (lists._DEALT_WITH, "下列{}情形处理", "。；：", "over a mark"),
    (
        bearers._NOT_SUBJECT,
        "某{}某的某某应当",
        "，的对向将把在按根依经会与和及、等因为",
        "more than an attribute",
    ),
    (bearers._NOT_SUBJECT, "某某的{}某某应当", "，的", "no head behind it"),
    (bearers._NOT_SUBJECT, "某某的某某由于", ("",), "a reason"),
    (modality._SET_BY, "标准，由{}制定", ("", "某"), "nobody"),
    (modality._HOLDS, "某{}包括某某", "，包、（", "no subject"),
    (modality._HOLDS, "某某{}属于某某的", ("",), "whose something is"),
    (
        modality._IS,
        "某某{}为某单位",
        "，认作成列定变转调改视称设升评以化分因行",
        "made something, or another word",
    ),
    (modality._PLAIN_BAN, "不予{}", ("处罚", "公开"), "nothing asked is refused"),
    (modality._PLAIN_BAN, "不能{}", ("够某某", "某"), "no ban"),
    (modality._PLAIN_BAN, "仅限{}", ("于某某", "某某时", "某某后", "某某的"), "a limit, a case"),
    (clauses._PLACES_WHO, "某省（{}", ("某", "某）某", "（某）"), "no end"),
    (outline._HEADING, " 某{}某  某", "。;:,!?", "a sentence"),
    (outline._MARKED, "1{}", (" 某", "某", ":"), "no mark of a number"),
    (chrome._BACK, "返回{}", ("某", "列"), "no way back"),
    (letters._TO, "各{}:", "。;:()《》", "no mark stands inside"),
    (letters._TO, "{}:", ("省", "某某", "市（"), "nobody is named"),
    (letters._ENCLOSED, "附件{}", ("3.5", "：", "。", "a"), "no mark of an annex"),
    (references._STEP, "第三{}五条", "某。;：", "no list"),
    (quantities._ITSELF, "以上{}本数", ("某", "包", "不"), "nothing is said of it"),
    (learned._PUBLIC, "{}机构", ("金融", "中介", "评估"), "private ones"),
    (learned._CLAUSE_MARK, "{}", "某（）()、AZaz09·", "inside a clause"),
    (columns._HEAD, "{}(万元)", ("标", "3标", "标 "), "no head"),
    (measures._PEOPLE, "人口{}", ("一二三四五六七",), "too far"),
    (measures._PEOPLE, "人口某{}", ",。;:、()3", "over a mark"),
    (named._SEAT, "{}", ("镇政府", "区人民政府", "县办事处"), "no seat of this kind"),
    (
        labels._ANNEX,
        "{}",
        ("附则", "附件某"),
        "no annex",
    ),
    (quotations._QUOTED_LABEL, "{}", ("“某", "“一", "“第一某", "“(1)", "第一条"), "no label"),
    (pinpoints._NUMBERED, "{}", ("第三", "三条", "第三部", "第条"), "no number"),
    (restored._BRACKET, "{}", ("（", "(某", "（某", "某）"), "no pair"),
    (coordination._ARRANGED, "建立某{}某", "，。；：", "over a mark"),
    (comparison._BREACH, "违反某{}规定", "，。", "over a mark"),
    (comparison._PENALTY, "由某{}某部门", "，。；", "over a mark"),
    (units._FORMAL, "{}", ("办法自某日起施行", "本办法某日起施行", "本办法自某日起执行"), "nothing formal"),
    (notes._NO_NOTE, "{}", ("指导", "指挥", "某", "省"), "a note"),
    (names._SAID, "{}", ("说明", "第条", "一条", "第一款"), "nothing said"),
    (names._DEFINING, "{}某", ("简称", "称为"), "not at the end"),
    (organs._CENTRAL, "国家{}某局", "的在由以于将对等应", "no name goes over these"),
    (
        organs._CENTRAL,
        "{}",
        ("国家机关事务局", "国家工作人员管理局", "中央部门某局", "国家某委员", "国家某委托"),
        "no name",
    ),
    (discourse._MAY_NUMBER, "{}", ("18", "1800", "某"), "no number"),
    (discourse._BARE, "第3条{}", "例件约目款", "another word"),
    (signs.CHARGE, "{}责任", ("负担某", "负有某", "负某，某", "负某的"), "no charge"),
    (organs._GENERIC, "各级机关{}", ("干部", "事务", "工作"), "no body"),
    (atoms._OVER, "{}", ("1/2/3", "1.1/2", "123/4", "1/234", "1/2.5"), "no fraction"),
    (letters._QUOTED, "{}", ("《某某某《某》", "《某某》某某》", "《某某某《《》》"), "no pair"),
    (bearers._NAMED_BY, "委托{}某人领取", ("，的", "的某的", "的某，"), "another clause or attribute"),
    (governments._COURT, "法院{}", ("组织法", "令"), "no court"),
    (
        clauses._TOWARDS_PARTY,
        "对{}",
        ("某，某某某的人", "办理某某的某，某", "办理某某的执行的人"),
        "another clause or attribute",
    ),
    (
        signs.ENTRY,
        "{}",
        ("自某年某月起某的实施", "自某年某月起，实施", "自某某，某废止"),
        "not said of the rule",
    ),
    (bearers._NOT_SUBJECT, "{}", ("所，的某", "某某的某，某应当", "某某的某的某应当"), "another clause"),
    (names._BEFORE_PART, "某法{}第三条", ("(某(某)", "(某)某)"), "no pair"),
    (beneficiaries._CALL, "引导{}", ("资金", "基金"), "money"),
    (letters._TO, "各{}:", ("(某(某)", "(某)某)"), "no pair"),
    (atoms._HALF, "{}半年", "上下大一个", "a half of a year that is named, or more"),
    (clauses._STATED, "{}", ("某某，某的某", "某某某的某，某", "某某某的某的"), "another clause, no end"),
    (wreckage._ANNOUNCES, "某{}:", "“(", "nothing is announced"),
    (clauses._PLACES_WHO, "某省（{}）", ("某）某", "某（某"), "no pair"),
]
NOT_WHOLE: list[tuple[re.Pattern[str], str, Words, str]] = [
    # something may be found, but never the whole text
    (quantities._ITSELF, "以上{}以下含本数", ("、、、、、", "某"), "too much between"),
    (learned._ACTS, "{}监督", ("某", "将"), "another word before it"),
    (columns._AMOUNT, "{}", ("1-2-3", "1,23", "1.", ".5", "一", "1至"), "no amount"),
    (members._BARE, "某{}某", "，。；：？！", "a sentence"),
    (pinpoints._BRACKETS, "{}", ("（三", "三）", "（）", "（（三）", "(三)）"), "no pair"),
    (flattened._HEAD, "{}", ("标准：", "标准。", "1", "标准 元"), "no head"),
    (responsibility._LIKE_BODY, "某局{}", ("（（某）", "（某））"), "no pair"),
]
PASSED_OVER: list[tuple[re.Pattern[str], Words, str]] = [
    (references._BETWEEN, ("“某“某”", "“”", "(某(某)", "()", "【某【某】", "【】", "“某某"), "no pair"),
    (references._BETWEEN, ("“某”某”", "(某)某)", "【某】某】"), "more than a pair"),
    (restored._BRACKET, ("（某(某）", "(（某)", "(某）某)", "(某)某)"), "no pair"),
    (line_ends.IN_BRACKETS, ("（某（某）某", "（（某）（某）", "某）"), "no pair"),
    (
        line_ends.IN_BRACKETS,
        ("（某）某）", "（（（某））", "（（某）某））", "（（某）某）某）"),
        "one too many",
    ),
    (clauses._AS, tuple(f"某{sign}某作为某某" for sign in "由以将把"), "another subject"),
    (line_ends.ENDED, ("。（某）某）", "。（（某）"), "no remark"),
    (pinpoints._BRACKETS, ("（某(三）", "(某（三)", "（三)三）", "（三）三）"), "no pair"),
]
"""What is found at the beginning, if anything, is not the whole text."""
PLAIN = (
    *(references._STEP, references._EACH, references._JOIN, references._BETWEEN, line_ends._REFERRED),
    *(labels._ANNEX, quotations._QUOTED_LABEL, letters._ENCLOSED, names._SAID, names._BEFORE_PART),
)
"""Patterns for texts in plain form."""


def _as_asked(pattern: re.Pattern[str], text: str) -> str:
    """Return a text in the form that a pattern is for."""
    return plain_form(text) if pattern in PLAIN else text


def _put_in(
    rows: list[tuple[re.Pattern[str], str, Words, str, str]],
) -> list[tuple[re.Pattern[str], str, str]]:
    """Return each text of a table with what is found in it."""
    return [
        (
            pattern,
            _as_asked(pattern, text.format(word)),
            _as_asked(pattern, (text if found == "*" else found).format(word)),
        )
        for pattern, text, words, found, _ in rows
        for word in words
    ]


def _texts(rows: list[tuple[re.Pattern[str], str, Words, str]]) -> list[tuple[re.Pattern[str], str]]:
    """Return each text of a table in which something is not found."""
    return [
        (pattern, _as_asked(pattern, text.format(word))) for pattern, text, words, _ in rows for word in words
    ]


def _name(value: object) -> str:
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(("pattern", "text", "wanted"), _put_in(FOUND), ids=_name)
def test_what_is_found(pattern: re.Pattern[str], text: str, wanted: str) -> None:
    found = pattern.search(text)
    assert (found[0] if found else "") == wanted


@pytest.mark.parametrize(("pattern", "text", "wanted"), _put_in(AT_END), ids=_name)
def test_what_is_found_at_the_end(pattern: re.Pattern[str], text: str, wanted: str) -> None:
    found = pattern.search(text)
    assert found is not None
    assert found[0].endswith(wanted)


@pytest.mark.parametrize(("pattern", "text"), _texts(NONE), ids=_name)
def test_where_nothing_is_found(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text) is None


@pytest.mark.parametrize(("pattern", "text"), _texts(NOT_WHOLE), ids=_name)
def test_what_is_not_the_whole(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.fullmatch(text) is None


@pytest.mark.parametrize(
    ("pattern", "text"), [(pattern, text) for pattern, texts, _ in PASSED_OVER for text in texts], ids=_name
)
def test_what_is_passed_over(pattern: re.Pattern[str], text: str) -> None:
    found = pattern.match(text)
    assert found is None or found[0] != text
