"""What people write for a value of a parameter, as the RDF terms that are meant.

Full-width and half-width forms are the same. Dates are written 2015-01-01, 2015/1/1, 2015.1.1, 2015年1月1日 or
二〇一五年一月一日; numbers 100000, 100,000, 10万, 1.5亿, 十万, with 元 after them, ￥ or 人民币 before them, or
neither; a year 2015 or 2015年; places of a document
as they are cited, 附件二第18项 or 附件2第十八项. Every reader raises ``ValueError`` for what it cannot read.
"""

from __future__ import annotations

import datetime
import itertools
import re
import unicodedata
from decimal import Decimal, localcontext
from enum import StrEnum

import pyoxigraph as ox

from ontology.divisions import find, is_known
from ontology.numerals import HAN_CHARACTER, chinese_numeral, numerals, parse_numeral, whole_number
from queries.lexer import unambiguous

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBER = rf"(?:\d{{1,4}}|{HAN_CHARACTER}{{1,4}})"
_DATE = re.compile(
    rf"(?P<year>{_NUMBER})(?:年(?P<month>{_NUMBER})月(?P<day>{_NUMBER})[日号]"
    r"|(?P<sign>[-/.])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2}))"
)
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,9})?")
_MONEY = re.compile(r"(?:人民币)?¥?(?P<amount>.+?)(?:(?:元|圆)(?:整|人民币)?)?", re.DOTALL)
_YEAR = re.compile(rf"(?P<year>\d{{4}}|{HAN_CHARACTER}{{4}})年")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LONGEST = 60  # characters of a number
_DIGITS = 18  # before and after the point: what engines keep of an xsd:decimal
_COUNTED = re.compile(rf"(?P<before>第|附件|附表|附录)(?P<number>\d{{1,3}}|{HAN_CHARACTER}{{1,5}})")
_MOST_NUMBERS = 4  # of a place that are tried in both ways of writing
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class ParameterType(StrEnum):
    """The types of parameters."""

    STRING = "string"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    IRI = "iri"
    PLACE = "place"
    DIVISION = "division"

    def terms(self, value: object) -> tuple[ox.Literal | ox.NamedNode, ...]:
        """Return ``value`` as RDF terms, more than one where one place is written in several ways.

        Raises ``ValueError`` when it is not of this type.

        >>> ParameterType.DECIMAL.terms("1.5亿元")
        (<Literal value=150000000 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#decimal>>,)
        """
        match self:
            case ParameterType.STRING:
                return (ox.Literal(str(value)),)
            case ParameterType.PLACE:
                return tuple(map(ox.Literal, place_forms(str(value))))
            case ParameterType.DIVISION:
                return tuple(map(ox.Literal, division_codes(str(value))))
            case ParameterType.IRI:
                text = str(value).strip()
                if not _IRI.match(text):
                    raise ValueError(text)
                return (ox.NamedNode(text),)
            case ParameterType.INTEGER:
                return (ox.Literal(str(_read_integer(value)), datatype=ox.NamedNode(_XSD + "integer")),)
            case ParameterType.DATE:
                return (ox.Literal(read_date(value).isoformat(), datatype=ox.NamedNode(_XSD + "date")),)
            case ParameterType.DECIMAL:
                return (ox.Literal(f"{read_number(value):f}", datatype=ox.NamedNode(_XSD + "decimal")),)

    def sparql_of(self, value: object) -> str:
        """Return ``value`` as SPARQL writes it; raise ``ValueError`` when it is not of this type."""
        return " ".join(unambiguous(str(term)) for term in self.terms(value))


def _narrow(value: object) -> str:
    return unicodedata.normalize("NFKC", str(value)).strip()


def read_date(value: object) -> datetime.date:
    """Return the day that ``value`` names.

    >>> [read_date(text).isoformat() for text in ("2015年1月1日", "2015/1/1", "二〇一五年十二月三十日")]
    ['2015-01-01', '2015-01-01', '2015-12-30']
    """
    text = "".join(_narrow(value).split())
    found = _DATE.fullmatch(text)
    if found is None:
        return datetime.date.fromisoformat(text)
    parts = (found["year"], found["month"] or found["m"], found["day"] or found["d"])
    year, month, day = (whole_number(part) or 0 for part in parts)
    if year < 1000:
        raise ValueError(f"a year of four digits is needed: {text}")
    return datetime.date(year, month, day)


def read_number(value: object) -> Decimal:
    """Return the number that ``value`` names, exactly; money in yuan, a rate in percent.

    It has at most 18 digits before the point and 18 after it; a ``float`` is rounded to them.

    >>> [str(read_number(text)) for text in ("10万元", "1.5亿", "￥十万", "10,000", "1e5")]
    ['100000', '150000000', '100000', '10000', '1E+5']
    """
    text = re.sub(r"(?<=\d)\s+(?=[^\W\d])|(?<=[¥币])\s+", "", _narrow(value))  # 10 万, ¥ 10
    if len(text) > _LONGEST:
        raise ValueError("too long for a number")
    money = _MONEY.fullmatch(text)
    bare = text.removesuffix("%") if text.endswith("%") or not money else money["amount"]
    if _DECIMAL.fullmatch(bare):
        number = Decimal(bare)
    elif _GROUPED.fullmatch(bare):
        number = Decimal(bare.replace(",", ""))
    elif [*numerals(bare)] == [(0, len(bare))]:
        number = Decimal(parse_numeral(bare))
    else:
        raise ValueError(text)
    if number.adjusted() >= _DIGITS:
        raise ValueError(f"more than {_DIGITS} digits: {text}")
    if isinstance(value, float):
        with localcontext(prec=2 * _DIGITS):
            return round(number, _DIGITS)
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -_DIGITS:
        raise ValueError(f"more than {_DIGITS} digits after the point: {text}")
    return number


def _read_integer(value: object) -> int:
    """Return the whole number that ``value`` names, or the number of the year, as in 2015年."""
    if found := _YEAR.fullmatch("".join(_narrow(value).split())):
        year = whole_number(found["year"])
        if year is None:
            raise ValueError(str(value))
        return year
    number = read_number(value)
    if number != number.to_integral_value():
        raise ValueError(str(value))
    return int(number)


def division_codes(value: str) -> tuple[str, ...]:
    """Return the GB/T 2260 codes of the divisions that ``value`` names, by code or by a full or short name.

    Nothing stands for any division and stays as it is.

    >>> division_codes("海西州"), division_codes("632800"), division_codes("")
    (('632800',), ('632800',), ('',))
    """
    text = "".join(_narrow(value).split())
    if not text or is_known(text):
        return (text,)
    codes = tuple(dict.fromkeys(item.code for item in find(text)))
    if not codes:
        raise ValueError(text)
    return codes


def place_forms(value: str) -> tuple[str, ...]:
    """Return the ways in which documents write the place that ``value`` cites, the given one first.

    Labels keep the numerals of their document: 附件2 in one is 附件二 in another. An IRI is one form.

    >>> place_forms("附件二第18项")
    ('附件二第18项', '附件2第18项', '附件二第十八项', '附件2第十八项')
    """
    text = value.strip()
    if _IRI.match(text) or "/" in text:
        return (text,)
    # NFKC would take the full-width brackets of （一） too, as labels print them.
    text = "".join(text.split()).translate({ord("０") + digit: str(digit) for digit in range(10)})
    text = text.replace("(", "（").replace(")", "）")
    counted = tuple(_COUNTED.finditer(text))
    if not counted or len(counted) > _MOST_NUMBERS:
        return (text,)
    forms = [""]
    at = 0
    for found in counted:
        number = whole_number(found["number"])
        ways = [found["number"]]
        if number is not None:
            ways += [way for way in (str(number), chinese_numeral(number)) if way not in ways]
        lead = text[at : found.start("number")]
        forms = [form + lead + way for way, form in itertools.product(ways, forms)]
        at = found.end()
    return tuple(form + text[at:] for form in forms)
