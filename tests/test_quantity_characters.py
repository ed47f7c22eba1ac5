"""Characters and words that figures and dates are told by: each is tried in its place, and what is near it is not."""

from __future__ import annotations

import re

import pytest

from ingest.annotate.quantity import attribution, bounds, context, measures, stated, subject
from ingest.annotate.quantity.dates import dates
from ingest.annotate.quantity.measures import figures
from ontology.units import units

HAN = "一二三四五六七八九"
PAIRS = ("一二", "二三", "三四", "四五", "五六", "六七", "七八", "八九")


def read(text: str) -> list[str]:
    """Return what is read as a figure in a compact text."""
    return [text[one.start : one.end] for one in figures(text)]


FIGURES: list[tuple[str, str | tuple[str, ...], str, str]] = [
    ("税率下降三成{},", HAN, "三成{}", "tenths of a tenth"),
    ("每斤三块{}毛,", f"1两{HAN}", "三块{}毛", "a coin after 块"),
    ("每斤三块{}角,", "05", "三块{}角", "in figures"),
    (
        "处{}元以上罚款",
        ("百", "千", "万", "亿", "百万", "千万", "百亿", "千亿", "万亿"),
        "{}元以上",
        "without 一",
    ),
    ("处{}百元以上罚款", "百千万亿多余几数上近成来每", "", "no amount that anybody stated"),
    ("处{}万元以上罚款", ("几十", "数十", "几百"), "", "so does what nobody counted"),
    ("处{}百元以上罚款", PAIRS, "", "a vague one, whose 百 is not one hundred"),
    ("奖励{}万元,", (*PAIRS, "两三", "三五"), "", "two neighbours say no figure"),
    ("奖励{}三四万元,", f"两{HAN}〇零", "{}三四万元", "a third digit makes it one"),
    ("奖励三四{}万元,", f"两{HAN}〇零", "三四{}万元", "behind them, too"),
    ("奖励一点三四万元,{}", ("",), "一点三四万元", "so does a point"),
    ("利润{}-2%,", "为是到率速长幅(:", "-2%", "a sign, where a dash is none"),
    ("利润达{}2%,", "-负", "达{}2%", "what is reached"),
    ("误差正负{},", ("2%",), "{}", "no sign"),
    (
        "在{}内答复,",
        ("半年", "半个月", "半小时", "半个小时", "半个钟头", "半天", "半日"),
        "{}内",
        "half of it",
    ),
    ("满一年{}乘车,", ("半价", "半数"), "满一年", "another word"),
    ("占{}天支出,", ("上半", "大半", "一半"), "", "half of something else"),
    ("三年{}的,", ("半",), "三年半", "and a half"),
    ("票价三欧元五{},", ("欧分", "分"), "三欧元五{}", "a smaller coin"),
    ("票价三元五{},", ("分之一", "分钟"), "三元|五{}", "no coin"),
    ("计三小时五分{},", ("钟", ""), "三小时五分{}", "minutes"),
    ("缴纳某{}三万元,", "币盾镑郎铢", "", "a currency that is not known"),
    ("缴纳人民币三万元,{}", ("",), "三万元", "and one that is"),
    ("占{}的,", ("1/2", "12/25"), "{}", "a share in figures"),
    ("占{}的,", ("1/2/3", "1.1/2", "1/2.5", "1/234"), "", "no share"),
    ("按{}分之五,", "百千万亿佰仟", "{}分之五", "a share"),
    ("收入{}80万元,", "≤≦<≥≧>", "{}80万元", "a sign before it"),
    ("80万元{}收入,", "≤≦<≥≧>", "80万元{}", "a sign behind it"),
    ("价值{}达30万元,", "送到抵传下高", "30万元", "another word"),
    (
        "处5万元{}以下罚款,",
        ("(含5万元)", "(包含5万元)", "(不包括5万元)", "(不含该数)", "(含本级)", "(节假日顺延)"),
        "5万元{}以下",
        "a note before the word of bound",
    ),
    ("处5万元{}以下罚款,", ("(第2档)", "(比例%)", "(甲(乙)"), "5万元", "a remark on something else"),
    ("处5万元以下{}罚款,", ("(含5万元)", "(不含该数)"), "5万元以下{}", "a note behind it"),
    ("处5万元以下{}罚款,", ("(甲)", "(含(本数)"), "5万元以下", "a remark behind it"),
    (
        "按百分之四十{}六十,",
        ("-", "--", "—", "–", "~", "至", "到"),
        "百分之四十{}六十",
        "a range with one 百分之",
    ),
    ("按百分之四十至百分之{},", ("六十",), "百分之四十至百分之{}", "a range with two"),
    ("按百分之四十至{}分之六十,", "千万", "百分之四十|{}分之六十", "two that are none"),
    ("每{}年召开两次,", "两二三四五六半", "{}年|两次", "how often"),
    ("每一年召开{}次,", "两3", "{}次", "each year"),
    ("每{}召开两次,", ("月", "个月", "年", "季", "季度", "周", "日", "天"), "两次", "in which time"),
    ("每年{}召开两次,", "。;:、第,", "", "another clause"),
    ("人口{}50万,", ("超过", "不足"), "{}50万", "inhabitants"),
    ("人口{}超过1亿,", ("",), "超过1亿", "many"),
    ("人口甲{}乙50万,", ",。;:、()1", "", "no figure of inhabitants"),
    ("{}工作2年,", ("连续", "累计"), "2年", "the words of its beginning stand directly before"),
    ("{}2年,", ("连续", "累计", "提前", "最近", "近"), "{}2年", "words of its beginning"),
    ("5个以上12个以{}工作日,", "下内", "5个以上12个以{}工作日", "a unit behind the word of bound"),
    (
        "5{}12个以下工作日,",
        ("以上", "及以上", "个以上", "个及以上"),
        "5{}12个以下工作日",
        "a floor before it",
    ),
    ("5个及以上的个工作日{},", ("",), "5个及以上的个工作日", "with 及 and 的"),
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [(text.format(one), wanted.format(one)) for text, each, wanted, _ in FIGURES for one in each],
)
def test_each_is_read_in_a_figure(text: str, wanted: str) -> None:
    assert "|".join(read(text)) == wanted


JOINTS = ("-", "~", "—", "–", "--", "至", "到", "起至", "起到")
DATES: list[tuple[str, str | tuple[str, ...], str, str]] = [
    ("{}七年,", f"零〇○{HAN.replace('六', '').replace('八', '')}", "{}七年", "a year without its century"),
    ("九{}年,", f"零〇○{HAN}", "九{}年", "its second character"),
    ("{}九七年,", f"零〇○{HAN}十百千万几数第", "", "no year but part of another number"),
    ("{}年,", PAIRS, "", "a vague number"),
    ("九七年{},", "限级期", "", "another word"),
    ("{}8年4月,", "56789", "{}8年4月", "in figures, of the last century"),
    ("{}8年第三季度,", "56789", "{}8年第三季度", "with a quarter"),
    ("98年1{},", ("月", "季度"), "98年1{}", "what tells that it is a year"),
    ("15年3月2{},", "日号", "15年3月2{}", "of this century only with its day"),
    ("1{}50年3月,", "012345678", "1{}50年3月", "of older days only with its month"),
    (
        "2018年{}2020年,",
        ("-", "~", "—", "–", "--", "至", "到", "起至", "起到"),
        "2018年{}2020年",
        "to the end",
    ),
    ("2018年{}2022年期间,", "与和", "2018年{}2022年期间", "between"),
    ("2022年6月7日至9日{},", ("止", "期间", "间", "之间"), "2022年6月7日至9日{}", "how a period is closed"),
    ("2022年6月7日{}前,", ("9时", "9点", "9:30", "9时整", "9时30分"), "2022年6月7日{}前", "before an hour"),
    ("2022年6月7日{}午9时前,", "上下", "2022年6月7日{}午9时前", "before an hour of half a day"),
    ("2021{0}3{0}4,", "-./", "2021{0}3{0}4", "signs of a date in figures"),
    ("2022年2-7{},", ("月", "月份"), "2022年2-7{}", "months whose unit stands once"),
    ("2022年2月14-22{},", "日号", "2022年2月14-22{}", "days whose unit stands once"),
    ("2022年{}半年,", "上下前后", "2022年{}半年", "halves"),
    ("2022年第{}季度,", "一二三四1234", "2022年第{}季度", "quarters"),
    ("2022年{},", ("首月", "首个月", "首季度", "首个季度", "四个季度"), "2022年{}", "the first"),
    ("2022年第{}个月,", "三3", "2022年第{}个月", "a month by its number"),
    ("2022年{}3个月,", ("前", "最后", "最後"), "2022年{}3个月", "the first and last months"),
    ("2022年前3{},", ("个月", "季度", "个季度", "月"), "2022年前3{}", "months and quarters"),
    ("2022年前3月{},", "份底末初中前内、至到5", "2022年前", "a month, before which is something else"),
    ("2021.{}-2023.12,", ("01", "09", "10", "11", "12"), "2021.{}-2023.12", "months in figures"),
    ("2021.03-2023.{},", ("01", "09", "10", "11", "12"), "2021.03-2023.{}", "the last month"),
    ("2021.{}-2023.12,", ("00", "13"), "", "no month"),
    ("自{}的,", ("2018-2020", "1998-2003"), "{}", "years after 自"),
    ("从{}的,", ("2018-2020", "1998-1999"), "{}", "years after 从"),
    ("自2018-2020{}", "元万亿个人户%,.3", "", "a range of amounts"),
    ("2022年3月{},", ("起", "之日起", "后", "以后", "之后", "以来", "开始"), "2022年3月{}", "since"),
    ("2022年3月{}后,", ("及以", "或以", "及之", "或之"), "2022年3月{}后", "since, the month itself included"),
    (
        "2022年3月{},",
        ("前", "以前", "之前", "及以前", "或之前", "底前", "末前", "止"),
        "2022年3月{}",
        "until",
    ),
    ("2022年2{}7月,", JOINTS, "2022年2{}7月", "months whose unit stands once"),
    ("2022年2月14{}22日,", JOINTS, "2022年2月14{}22日", "days, too"),
    ("2018{}2020年,", JOINTS, "2018{}2020年", "years"),
    ("2014{}15年度,", JOINTS, "2014{}15年度", "the second one short"),
    ("2021.03{}2023.12,", JOINTS, "2021.03{}2023.12", "months in figures"),
    ("自2018{}2020的年度,", JOINTS, "2018{}2020", "years without 年"),
    ("{}年二至七月,", ("二〇二二", "零八", "08", "1998"), "{}年二至七月", "forms of a year"),
    (
        "{}年上半年,",
        ("二〇二二", "零八", "08", "1998"),
        "{}年上半年",
        "forms of a year, behind which is a half",
    ),
    ("{}年上半年,", ("第2022", "12022", "0.08"), "", "no year"),
    ("{}2022年2-7月,", "第1", "", "no year before months"),
    (
        "2005年3月至{}年5月,",
        ("零八", "08", "10", "二〇一〇"),
        "2005年3月至{}年5月",
        "forms of a year at the end",
    ),
    ("{}年四月,", ("98", "1850"), "{}年四月", "a month in characters"),
    ("{}年一季度,", ("98", "二〇二二"), "{}年一季度", "a quarter in characters"),
    ("15年三月二日,", ("",), "15年三月二日", "a day in characters"),
    ("{}-1999-3-5,", ("1998-3-4",), "{}-1999-3-5", "of the last century"),
    ("2021.3.4-2022.3.5{},", ("",), "2021.3.4-2022.3.5", "with points"),
    ("2021.3.4-2022.3.5{},", ("-6",), "2021.3.4|2022.3.5", "what goes on is no day"),
    ("1998.03-1999.12,{}", ("",), "1998.03-1999.12", "months of the last century"),
    ("2021.03-2023.12{},", ("1",), "", "no month"),
    ("{},", ("2021-3-4-2022-3-5", "2021-3-4-2029-3-5"), "{}", "two days in figures"),
    ("2005年至{}年,", ("08",), "2005年至{}年", "a year at the end"),
    ("2005年3月至10年{}月,", "五5", "2005年3月至10年{}月", "a year that its month tells"),
    ("2022年{}14-22日,", ("元月", "二月", "2月份"), "2022年{}14-22日", "forms of a month before days"),
    ("2022年2月{},", ("十四至二十二日", "14至二十二日"), "2022年2月{}", "days in characters"),
    ("{}-2020年,", ("12018",), "2020年", "behind another figure"),
    ("三五年{}", ",", "", "a vague number"),
    ("2022年度{},", ("上半年", "第三季度", "的第三季度"), "2022年度{}", "a part of a year of account"),
    ("自2018-2020年3月{},", ("",), "2020年3月", "two dates"),
    ("{}2018-2020年,", ("1.", "1/"), "2020年", "behind another number"),
    ("从2018{}2020的,", ("至", "-"), "2018{}2020", "without any 年"),
    ("2022年6月7日{}前,", ("九时", "9时三十分"), "2022年6月7日{}前", "hours in characters"),
    (
        "2022年6月7日至6月9日{}止,",
        ("9时", "9点", "9:30", "上午9时", "下午九时", "9时整", "9时30分", "九时三十分"),
        "2022年6月7日至6月9日{}止",
        "a period to an hour",
    ),
    ("2022年6月至8月{}止,", ("", "份"), "2022年6月至8月{}止", "to a month"),
    ("2022年2月{}5月,", "、和及", "2022年2月|5月", "a list of months"),
    ("二〇二二年十二月、{},", ("元月", "五月", "5月份"), "二〇二二年十二月|{}", "forms of a month"),
    (
        "2022年2月3日、{},",
        ("5日", "5号", "五日", "三月五日", "3月15日", "3月15号"),
        "2022年2月3日|{}",
        "forms of a day",
    ),
    ("2022年3月前{}个,", f"{HAN}十05", "2022年3月", "what is counted before it"),
    ("{}2022年3月,", ("截至", "截止到", "截止", "至", "到", "不晚于", "不迟于"), "{}2022年3月", "up to"),
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [(text.format(one), wanted.format(one)) for text, each, wanted, _ in DATES for one in each],
)
def test_each_is_read_in_a_date(text: str, wanted: str) -> None:
    found = [text[one.start : one.end] for one in dates(text)]
    assert "|".join(found) == wanted


CURRENCIES = sorted(one.name for one in units() if one.kind == "money" and one.code != "CNY")


@pytest.mark.parametrize("name", CURRENCIES)
def test_a_currency_stands_before_or_behind(name: str) -> None:
    wanted = {one.code for one in units() if one.name == name}
    for text in (f"缴纳三万{name},", f"缴纳{name}三万元,", f"缴纳三万元{name},"):
        found = figures(text)
        assert {one.unit for one in found} == wanted, text
        assert len(found) == 1


FORMS: list[tuple[re.Pattern[str], str, str, str]] = [
    (
        subject.SENTENCE,
        '。|；|;|!|?|！|？|\n|改为“|增加“|改为：“|改为:"|改为"|增加 “',
        "，|、|“|改为",
        "ends of sentences, and what opens new words",
    ),
    (attribution._SUPPOSED, "的|时|情形之一", "甲", "how a clause ends that supposes something"),
    (attribution._NOT_SUPPOSED, "其中|依法|根据|按|按照|依照|属于本级", "甲", "no supposition"),
    (
        attribution._PAYS,
        "给予|补贴|补助|补偿|奖励|资助|支付|承担|安排|拨付|发放|负担|兑现",
        "申请补贴|获得奖励|享受补助|领取补偿",
        "who pays",
    ),
    (
        attribution._BY,
        "由财政按|由财政按照|由财政依法|由财政统一|由财政全额|由财政一次性|由财政分别|由财政给予|由财政补贴|由财政补助"
        "|由财政补偿|由财政奖励|由财政资助|由财政支付|由财政承担|由财政安排|由财政拨付|由财政发放|由财政负担",
        "由省、市财政支付",
        "a payer",
    ),
    (
        attribution._GRAVER,
        "逾期|拒不|情节|造成|在限定|在限期|再次|尚可|尚不|无法|不能",
        "在限额|尚未",
        "what supposes the offence before",
    ),
    (
        measures._BASE,
        "为|在|到|至|是|每人|每一人|每个人|为每人每月人民币|人民币",
        "甲",
        "what stands before a share",
    ),
    (
        measures._BETWEEN,
        "甲|为甲的|《甲，1》|3年期甲",
        "甲,乙|甲。乙|甲;乙|甲:乙|甲、乙|甲(乙|甲)乙|甲《乙|甲》乙|甲%乙|甲1乙",
        "a base",
    ),
    (measures._BEYOND, "部分|以外|部分的|以外的", "部门", "what exceeds something"),
    (measures._EACH_LATER, "、甲分别", "、甲。分别|、甲;分别", "one word for all of a list"),
    (measures._FAR, "不|最|至少|至多", "至于|甲", "what may stand far before"),
    (measures._REPEATED, "连续|累计", "甲", "so often"),
    (measures._OFFSET, "连续|累计|提前|最近|近|每增加|每减少|每新增", "甲", "what belongs to a figure"),
    (measures._SHORT, "至|到|-|个至|(含)至|(不含)到|(含本数)至|(不含本数)-", "甲", "a unit that stands once"),
    (measures._TOGETHER, "分别|分别为|分别应|分别应当|分别不得", "甲", "for all of a list"),
    (measures._ALSO, "、|,|和|以及|及|与|、人民币", "或|甲", "a list"),
    (measures._WITHIN, "之间|间", "甲", "between"),
    (
        bounds.BEFORE,
        "至少|至少达到|至少为|至少是|最低达到|最低限额为|最低标准是|最低额为|大于等于|大于或等于|大于或者等于|小于或者等于|最高为|最多是|最长达"
        "|最高可达到|最高奖励|至多补助|上限为|限额为|下限为|不得超过|最高不应当高于|未满|未达到|低于|超过了|高于",
        "甲|以上",
        "words of bound",
    ),
    (stated._FIGURE, "6|6.5|1,000|12,345.6", "第", "a bare figure"),
    # what a quantity is said of
    (subject._REMARK, "(不含矿产品初加工)", "(市、区)|(甲(乙)丙丁戊己庚)辛", "a remark in brackets"),
    (
        subject._NUMBERED,
        '(三)|三、|“(三)|‘3)|"12、|十二)|(一)|二、|四、|五、|六、|七、|八、|九、|十、',
        "甲三)|甲、",
        "a number before a sentence",
    ),
    (
        subject._FIGURES_BEFORE,
        "5元、|5%和|三日及|两年至|4人、|超过5元、|达到5元、|5元以上、|5元及以上、|5元以下、|5元以上至8元、|五元、"
        "|一元、|二元、|六元、|七元、|八元、|九元、|十元、|百元、|千元、|万元、|亿元、|1.5元、",
        "5元|5吨、|甲元、|5元或",
        "a figure of the same list",
    ),
    (
        subject._FIGURES_AFTER,
        "、5元|和5%|及三日|至两年|、4人和5人|、单个项目最高5元",
        "5元|，5元|、单个项目5元",
        "the figures behind it",
    ),
    (subject._GIVEN, "给予甲乙|一次性给予甲乙|分别给予甲乙", "给予甲|再给予甲乙", "what is given"),
    (
        subject._GIVEN_BEFORE,
        "给予扶持|给予10%扶持|给予3万元扶持",
        "给予3扶|给予3万元|给予3年扶",
        "what was given before",
    ),
    (subject._EACH, "单|单个|单个项目|单个企业|单户|单家", "单次|项目", "for each"),
    (
        subject._SHARED,
        "额|投入|收入|支出|费用|投资|价格|产值",
        "企业|甲",
        "of what an amount is a share",
    ),
    (
        subject._HAS_FIGURE,
        "5|三元|四%|两年|五月|六日|七人|八名|一元|二元|九元|十元|百元|千元|万元|亿元",
        "一次|三甲",
        "a case that figures tell",
    ),
    (
        subject._TIME,
        "在届满前|自受理之日起|经催收后|在教育期间|应当自受理之日起|可以在届满前|一年内|三日内|甲乙每年|届满前|受理后|之日起",
        "甲乙丙丁戊己庚辛壬一年内|自愿|在甲",
        "a time, not a thing",
    ),
    (subject._ADJUNCT, "符合|在|按|经|由|自|从", "自愿|从事|甲", "what is only by the way"),
    (subject._MADE_KNOWN, "《甲》已|《甲》业|《甲》于", "《甲》|甲已", "what an order makes known"),
    (
        subject._ENACTED,
        "国务院通过的《甲》|批准的《甲》|发布的《甲》|公布的《甲》|颁布的《甲》|印发的《甲》|修订的《甲》|修正的《甲》|的《甲〈乙〉》同时废止|的《甲》废止",
        "《甲》同时废止|的《甲》,废止|制定的《甲》",
        "a rule that was made, or is repealed",
    ),
    (subject._WITHIN, "内|前|后|起|时间|左右时间|的时间", "甲内|时间表", "behind a time limit"),
    (
        subject._LEADS,
        "的|应|应当|必须|可|可以|将|依法|及时|再|并|并应当依法及时",
        "甲|不得",
        "before an act",
    ),
    (subject._CIRCUMSTANCE, "前提下|基础上|情况下", "前提", "circumstances of an act"),
    (subject._OTHER_LIMIT, "年内|月内|日内|日以内", "市内", "another time limit"),
    (
        subject._GROUND,
        "按照甲|依照甲|依据甲|根据甲|通过甲|当事人可以通过甲|当事人应当根据甲|当事人应依照甲|当事人可依据甲|当事人按照甲|按甲|经甲|凭甲|持甲",
        "甲通过乙|有关的人通过甲|甲按",
        "what an act is done by",
    ),
    (
        subject._SETS_UP,
        "设立甲乙|建设甲乙|用于甲乙|支持甲乙|扶持甲乙",
        "设立甲|开展甲乙",
        "what a sum is for",
    ),
    (
        subject._GIVER,
        "部门|政府|机关|委员会|财政|局|厅|省|市|县|区",
        "企业|协会",
        "who gives, and is given nothing",
    ),
    (
        subject._BASE,
        "甲按乙丙|按照乙丙|甲可按乙丙|甲应按照乙丙|甲应当按乙丙|甲分别参照乙丙|依照乙丙",
        "甲按期乙|甲按时乙|按次乙丙|按规定乙|按乙",
        "what a share is of",
    ),
    (subject._IS_SHARE, "甲乙为丙丁的", "甲为丙丁的|甲乙为丙丁", "what is a share of something"),
    (
        subject._OPENS,
        "其中|其|对|对于|凡|在|以|或|或者|并",
        "其他|其余|甲",
        "what opens a clause, and is no part of a thing",
    ),
    (
        subject._DATED,
        "到2022年底前|至五月前|自1日起|从三年后|在5年内|2022年5月末前|三个月内|二月起|四日后|六年末前|七年前|八年前|九年前|十年前|百年前|千年前|万年前|亿年前|两年前",
        "2022年甲|底前",
        "a time before a thing",
    ),
    (subject._ORDERS, "应当|可以|不得|必须", "应|可", "a predicate"),
    (subject._OF_WHAT, "的企业|的其他城市", "的50%|的甲乙丙丁戊|企业", "a noun behind what describes it"),
]
_WHOLE = (measures._BASE, measures._BETWEEN, measures._ALSO)


@pytest.mark.parametrize(("form", "yes", "no", "why"), FORMS)
def test_forms(form: re.Pattern[str], yes: str, no: str, why: str) -> None:
    ask = form.fullmatch if form in _WHOLE else form.search
    for text in yes.split("|"):
        lead = "甲" if form is stated._FIGURE else ""
        found = ask(lead + text)
        assert found is not None
        assert found[0] == text, text
    for text in no.split("|"):
        assert ask(text) is None, text


@pytest.mark.parametrize(
    "note", ["(甲(乙)以下", "(甲)乙)以下", "(含甲(乙)以下", "(含甲)乙)以下", "(甲1)以下", "(甲%)以下"]
)
def test_what_is_no_note(note: str) -> None:
    found = bounds.AFTER.match(note)
    assert found is not None
    assert found["word"] is None


def test_a_note_behind_the_word_of_bound_ends_with_its_bracket() -> None:
    found = bounds.AFTER.match("以下(含)本数)")
    assert found is not None
    assert found["late"] == "含"


@pytest.mark.parametrize("word", ["达", "达到", "满"])
def test_about_what_is_reached_is_exact(word: str) -> None:
    made, used = bounds.bounds(50, "AT_LEAST", "左右", word=word)
    assert (made.low, made.high, used) == (50, 50, 2)
    assert bounds.bounds(50, "AT_LEAST", "左右", word="不低于")[0].high is None


@pytest.mark.parametrize("word", ["年满", "未满", "不满", "达到", "合同", "条件", "注册资本"])
def test_what_makes_somebody_eligible(word: str) -> None:
    role, kinds, form = context._RULES[-1]
    assert role == "eligibility"
    assert kinds
    assert form.search(f"{word}六十的人员以及其他有关的人员可以享受优惠待遇")


LEFT_OUT: list[tuple[re.Pattern[str], str, str]] = [
    (attribution._BREACH, "违反本办法规定，擅自采砂的", "擅自采砂的"),
    (attribution._BREACH, "违反《某办法》规定,擅自采砂的", "擅自采砂的"),
    (attribution._BREACH, "违反本办法第三条规定，擅自采砂的", "违反本办法第三条规定，擅自采砂的"),
    (attribution._BREACH, "违反本办法规定，有下列行为的", "违反本办法规定，有下列行为的"),
    (attribution._BREACH, "违反本办法规定，甲的", "违反本办法规定，甲的"),
    *((subject._TOWARDS, f"{word}甲乙", "甲乙") for word in ("对", "对于", "凡", "向", "其中对")),
    (subject._TOWARDS, "对甲", "对甲"),
    (subject._COORDINATE, "甲乙且丙丁", "甲乙丙丁"),
    (subject._COORDINATE, "甲乙且丙", "甲乙且丙"),
]


@pytest.mark.parametrize(("form", "text", "rest"), LEFT_OUT)
def test_what_is_left_out_before_what_is_said(form: re.Pattern[str], text: str, rest: str) -> None:
    assert form.sub("", text) == rest


@pytest.mark.parametrize("mark", ["、", ",", "。", ";", ")", ""])
def test_a_bare_figure_ends_before_a_mark(mark: str) -> None:
    for before in "甲:":
        found = stated._FIGURE.search(f"{before}6{mark}")
        assert found is not None
        assert found[0] == "6"
    assert stated._FIGURE.search("甲6级") is None
