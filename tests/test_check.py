"""What a query is before it runs: by its tokens, held against rdflib's parse tree and against Oxigraph's reading."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from queries import EmbeddedEngine, EngineError, ForbiddenQuery, QueryError, QuerySyntaxError
from queries.check import Form, check
from queries.lexer import decoded, tokens
from queries.oxigraph import for_oxigraph

TERMINALS = [
    ("?service $FROM", "variable variable", "both marks"),
    ("<http://x/SERVICE#'>", "iri", "what an IRI may hold"),
    ("?a<?b", "variable sign variable", "less than: no > follows"),
    ("?a<?b>?c", "variable iri variable", "the longest match is an IRI"),
    (
        "ex:SERVICE ex: :x :",
        "name name name name",
        "prefixed names, with and without a prefix or a local part",
    ),
    ("ex:a.b. ex:p?x", "name sign name variable", "a name ends in no full stop"),
    (r"ex:a\-b%41:c", "name", "escapes of a local name"),
    ("_:b.c [ ]", "blank sign sign", "blank nodes"),
    ("'SERVICE' \"it's\"", "string string", "short strings"),
    ("'''a ''b\n''' \"\"\"x\"\"\"", "string string", "long strings, with quotes and line ends"),
    ("'' ''''''", "string string", "empty strings, short and long"),
    (r"'\'' '\\'", "string string", "escapes of a string"),
    ("'a'@zh-Hans^^xsd:x", "string language sign name", "what follows a string"),
    ("1 .5 1.5 1e3 1.E-3", "number number number number number", "the three kinds of numbers"),
    ("a true SELECT x_1", "word word word word", "bare words"),
    ("# SERVICE <x> {\n#\r?x", "variable", "comments end with the line"),
    ("&&||!= >=<=^^{}()[];,.", " ".join(["sign"] * 15), "signs"),
]


@pytest.mark.parametrize(("text", "kinds", "why"), TERMINALS)
def test_terminals(text: str, kinds: str, why: str) -> None:
    assert [str(token.kind) for token in tokens(text)] == kinds.split(), why


NO_TERMINAL = [
    ('SELECT * { ?s ?p "a }', 18, "a string that does not end"),
    ("SELECT * { ?s ?p 'a\nb' }", 18, "a line end in a short string"),
    (r"SELECT * { ?s ?p 'a\qb' }", 18, "an escape that there is not"),
    ("SELECT * { ?s\u3000?p ?o }", 14, "a full-width space"),
    ("SELECT * { ?s ?p “a” }", 18, "typographic quotes"),
    (r"SELECT * { \ud800 }", 12, "an escape for half a character"),
    (r"SELECT * { \u005Cu0053ERVICE <a:a> { } }", 12, "an escape that would make an escape"),
    (r"SELECT * { ?s ?p 'a\u005Cu0022' }", 18, "the same in a string"),
]


@pytest.mark.parametrize(("text", "column", "why"), NO_TERMINAL)
def test_the_first_character_that_begins_no_terminal_is_named(text: str, column: int, why: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        check(text)
    assert (caught.value.line, caught.value.column) == (1, column), why


@given(st.text(alphabet="aé年SERVICE:.?<>'\"\\u0053{}() \n#_-@^|&1", max_size=60))
def test_every_character_is_in_a_token_or_between_two(text: str) -> None:
    """Tokens come in order, are slices of the text, and leave only white space and comments between them."""
    try:
        text = decoded(text).text
        read = list(tokens(text))
    except QuerySyntaxError:
        return
    place = 0
    for token in read:
        between = text[place : token.start]
        assert not between.strip(" \t\r\n") or "#" in between
        assert text[token.start : token.end] == token.text
        assert token.text
        place = token.end


UNITS = [
    "a.a.", "a-", "a.", "..", ".a:.", ":a.", "<", "<a", "''x", '"', "'\"", "\"\"\"'", '"\\', "ex:...", "?", "1", "1.",
    "1e", ".1", "_:a...", "{", "@", "@a-", "\\", "\\u0041", "#", "# \n", "年", "VALUES ?x {",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_the_reader_is_linear(unit: str) -> None:
    """What takes long in a reader that looks ahead, and twice as much of it."""

    def taken(size: int) -> float:
        started = time.process_time()
        with contextlib.suppress(QuerySyntaxError):
            deque(tokens(decoded(unit * (size // len(unit))).text), maxlen=0)
        return time.process_time() - started

    # the least of three: a collection of garbage may fall into one
    times = [min(taken(size) for _ in range(3)) for size in (20_000, 40_000)]
    assert times[1] < 3 * times[0] + 0.1, unit


PREFIXES = "PREFIX ex: <http://x/> PREFIX service: <http://s/#> PREFIX : <http://y/> "
SHAPES = [
    ("SELECT * { ?s ?p ?o }", Form.SELECT, False, "the plain one"),
    ("ask{}", Form.ASK, False, "any case"),
    ("BASE <a:/> CONSTRUCT WHERE { ?s ?p ?o }", Form.CONSTRUCT, False, "a base"),
    (PREFIXES + "DESCRIBE service:x", Form.DESCRIBE, False, "a prefix called service"),
    (PREFIXES + "SELECT * FROM ex:g { ?s ?p ?o }", Form.SELECT, True, "FROM"),
    ("SELECT*FROM NAMED<a:g>{}", Form.SELECT, True, "FROM NAMED without spaces"),
    ("SELECT*FROMNAMED<a:g>{}", Form.SELECT, True, "as Oxigraph reads it"),
    ("SELECT * { ?from ?p 'FROM <x>' } # FROM <x>", Form.SELECT, False, "variable, string, comment"),
    (PREFIXES + "SELECT ?service { ?service ex:SERVICE 'SERVICE', <http://x/SERVICE> } # SERVICE",
     Form.SELECT, False, "all that is no call"),
    (PREFIXES + r"SELECT * { ?s ex:p\u0041 '\u5e74' }", Form.SELECT, False, "escapes"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "form", "names", "why"), SHAPES)
def test_shapes(text: str, form: Form, names: bool, why: str) -> None:
    found = check(text)
    assert (found.form, found.names_dataset) == (form, names), why
    EmbeddedEngine(ox.Store()).query(text)


CALL = "SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }"
FORBIDDEN = [
    ("SELECT * { " + CALL + " }", "plain"),
    ("SELECT * { ?s ?p ?o OPTIONAL { SERVICE SILENT ?s { ?a ?b ?c } } }", "in a group, of a variable"),
    ("SELECT * { ?s ?p ?o FILTER EXISTS { " + CALL.lower() + " } }", "in small letters, in a filter"),
    ("SELECT * { { SELECT * { " + CALL + " } } }", "in a subquery"),
    (r"SELECT * { \u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "an escape for S"),
    (r"SELECT * { SERV\U00000049CE <http://127.0.0.1:9/> { ?s ?p ?o } }", "the long escape"),
    (r"SELECT * { ?s ?p 'a\u0027 . " + CALL + " #' }", "an escape that ends a string"),
    ("SELECT * { SERVICESILENT<http://127.0.0.1:9/>{} }", "words without space, as Oxigraph reads them"),
    ("SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:9/>{} }", "after a number"),
    ("INSERT DATA { <a:a> <a:b> <a:c> }", "an update"),
    ("WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "an update that begins otherwise"),
    ("LOAD <file:///etc/hostname>", "a file"),
    ("PREFIX a: <a:> CLEAR ALL", "after a prefix"),
    ("SELECT * { ?s ?p ?o } ; DROP ALL", "after a query"),
]


def test_a_refusal_names_the_line_of_the_text() -> None:
    with pytest.raises(ForbiddenQuery, match=r"^line 2: "):
        check("SELECT *\\u000A\\u000A{\n" + CALL + " }")


@pytest.mark.parametrize(("text", "why"), FORBIDDEN)
def test_writing_and_calling_out_are_refused(text: str, why: str) -> None:
    with pytest.raises(ForbiddenQuery, match=r"不接受.*refused"):
        check(text)


# Each is read by Oxigraph 0.5 as a call; by the standard it is none.
READ_OTHERWISE = [
    ("SELECT * { FILTER(1<2)SERVICE#>\n<http://127.0.0.1:9/> { ?a ?b ?c } }", "a comment in what is an IRI"),
    ("SELECT * { FILTER(1<'>' ) " + CALL + " #'\n}", "a string in what is an IRI"),
    ("SELECT * { FILTER(1<<a:x'y> || 1) " + CALL + " #'\n}", "less than, before an IRI"),
    (PREFIXES + "SELECT * { SERVICEex:a { ?a ?b ?c } }", "a keyword at the start of a prefix"),
    (
        "PREFIX SERVICEex: <a:> PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICEex:a { } }",
        "that is declared",
    ),
    ("PREFIX service: <a:> PREFIX : <http://127.0.0.1:9/> SELECT * { service:a { } }", "a prefix called so"),
    ("PREFIX x: <http://x:> SELECT * { ?s ?p x:SERVICE<http://127.0.0.1:9/>{} }", "a name that makes no IRI"),
    ("PREFIX x: <a:> SELECT * { ?s ?p x:a.b.SERVICE<http://127.0.0.1:9/>{} }", "a name with full stops"),
]


def called_out(text: str) -> bool:
    """Whether Oxigraph tried to call port 9 (which it refuses to, and says so)."""
    store = ox.Store()
    # What the patterns above match, so that nothing stands between them and the call.
    store.add(
        ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.NamedNode("http://x:"), ox.NamedNode("a:g"))
    )
    store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.NamedNode("a:a.b"), ox.NamedNode("a:g")))
    try:
        EmbeddedEngine(store).query(text)
    except EngineError as error:
        return "port 9" in str(error)
    except QueryError:
        return False
    return False


@pytest.mark.parametrize(("text", "why"), READ_OTHERWISE)
def test_oxigraph_cannot_read_a_call_where_the_standard_has_none(text: str, why: str) -> None:
    with pytest.raises(OSError, match=r"port 9|lookup"):
        list(_bare(text))
    assert not called_out(text), why


def _bare(text: str) -> Iterator[object]:
    """What Oxigraph answers to the text as it stands."""
    store = ox.Store()
    for value in ("http://x:", "a:a.b"):
        store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.NamedNode(value)))
    answer = store.query(text)
    assert isinstance(answer, ox.QuerySolutions)
    return iter(answer)


PIECES = [
    "SELECT", "*", "{", "}", "(", ")", "FILTER", "BIND", "?a", "?b", "<", ">", "<<", ">>", "=", "'", '"', "'''",
    "#", "\n", " ", ".", ";", "SERVICE", "service", "SERVICEex:", "ex:", "ex:a", ":", "a", "true", "1", "\\u0053",
    "\\u0027", "\\", "<http://127.0.0.1:9/>", "ex:a.b.SERVICE", "ex:SERVICE", "AS", "UNION", "OPTIONAL", "||", "^",
    "ASK", "@en", "_:b", "x'", "'>", "#>", CALL, CALL, " } ", " { ",
]  # fmt: skip


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", " "]))
def test_no_text_makes_oxigraph_call(pieces: list[str], between: str) -> None:
    head = "PREFIX ex: <http://127.0.0.1:9/> PREFIX SERVICEex: <http://127.0.0.1:9/> SELECT * { FILTER(1 < 2"
    assert not called_out(head + between.join(pieces) + " }")


def nodes(tree: object) -> Iterator[CompValue]:
    if isinstance(tree, CompValue):
        yield tree
        for value in tree.values():
            yield from nodes(value)
    elif not isinstance(tree, str) and hasattr(tree, "__iter__"):
        for value in tree:
            yield from nodes(value)


TERMS = [
    "?service", "$x", "ex:SERVICE", ":a.b", "<http://x/SERVICE>", "<http://x#FROM>", "<http://x/o'SERVICE>",
    "_:service",
]  # fmt: skip
LITERALS = [
    '"SERVICE <x> { }"', "'FROM <x>'", "'''a \"SERVICE\" ''\n FROM <x>'''", '"# none"', '"""x\\"SERVICE"""',
    '"\\\\"', '"SERVICE"@en', '"x"^^ex:SERVICE', "1.5e3", "true", '"\\u0041\\u5E74"',
]  # fmt: skip
VERBS = ["ex:p", "a", "?from", "<http://x/p#SERVICE>", "ex:p/ex:SERVICE", "^ex:p", "!(ex:p|ex:service)"]


@st.composite
def groups(draw: st.DrawFn, depth: int = 2) -> list[str]:
    found = ["{"]
    for kind in draw(st.lists(st.integers(0, 9 if depth else 3), max_size=3)):
        if kind < 2:
            term = draw(st.sampled_from(TERMS))
            found += [term, draw(st.sampled_from(VERBS)), draw(st.sampled_from([*TERMS, *LITERALS])), "."]
        elif kind == 2:
            found += [
                "FILTER",
                "(",
                "?service",
                "<",
                draw(st.sampled_from(["?b", "3"])),
                "&&",
                "?o",
                ">",
                "1",
                ")",
            ]
        elif kind == 3:
            found += ["VALUES", "?service", "{", *draw(st.lists(st.sampled_from(LITERALS[:4]))), "}"]
        else:
            inner = draw(groups(depth=depth - 1))
            found += {
                4: ["OPTIONAL", *inner],
                5: [*inner, "UNION", *inner],
                6: ["{", "SELECT", "*", *inner, "}"],
                7: ["FILTER", "NOT", "EXISTS", *inner],
                8: ["SERVICE", draw(st.sampled_from(["?x", "ex:a", "SILENT ex:a"])), *inner],
                9: [
                    draw(st.sampled_from(["service", r"\u0053ERVICE", "SERV\\u0049CE"])),
                    "<http://x/>",
                    *inner,
                ],
            }[kind]
    return [*found, "}"]


@st.composite
def written(draw: st.DrawFn) -> str:
    form = draw(
        st.sampled_from(["SELECT *", "SELECT ?from ?service", "ASK", "CONSTRUCT { ?s ?p 'FROM <x>' }"])
    )
    dataset = draw(st.lists(st.sampled_from(["FROM <http://x/>", "from named ex:SERVICE"]), max_size=2))
    parts = [PREFIXES, form, *dataset, "WHERE", *draw(groups())]
    gaps = st.sampled_from([" ", "\n", " # SERVICE <x> { FROM <x>\n", "\t"])
    return "".join(part + draw(gaps) for part in parts)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(written())
def test_service_and_dataset_are_found_where_the_parse_tree_has_them(text: str) -> None:
    try:
        names = {node.name for node in nodes(parseQuery(text))}
    except Exception:  # rdflib's parser reads a little less than the grammar
        assume(False)
    try:
        found = check(text)
    except ForbiddenQuery:
        assert "ServiceGraphPattern" in names
    else:
        assert "ServiceGraphPattern" not in names
        assert found.names_dataset == ("DatasetClause" in names)
        rewritten = {node.name for node in nodes(parseQuery(for_oxigraph(found)))}
        assert rewritten >= names - {"pname"}, "the text for Oxigraph is the same query"


PLACES = [
    ("SELECT * {\n  ?s ?p }", 2, 9, "}", "the triple has no object"),
    ("SELEKT * { ?s ?p ?o }", 1, 1, "SELEKT", "no such word"),
    ("SELECT ?s\n{ ?s a lg:Article }", 2, 8, "lg:Article", "the prefix is not declared"),
    (
        "SELECT ?s\n{ ?s ?p '''\n\n''' . ?s a lg:Article }",
        4,
        12,
        "lg:Article",
        "after a string of three lines",
    ),
    ("SELECT *\n{ ?s ?p ?o", 2, 11, "at its end", "the group is not closed"),
    ("SELECT * { ?s ?p ?o } LIMIT x", 1, 29, "x", "no number"),
    ("SELECT * { <a> ?p ?o }", 1, 12, "<a>", "a relative IRI without a base"),
    ("ASK { FILTER(FOO(1)) }", 1, 14, "FOO", "a function that there is not"),
    ("SELECT (1 AS ?x) (2 AS ?x) {}", 1, 30, "named twice", "the sense, not the place, is wrong"),
    ("SELECT * { ?s ?p ?o } GROUP BY ?s", 1, 34, "GROUP BY", "the same"),
    ("{ ?s ?p ?o }", 1, 1, "begin with SELECT", "no form"),
    ("PREFIX a: <b:>", 1, 15, "begin with SELECT", "nothing after the prologue"),
    (r"SELECT ?\u5e74 { ?\u5e74 ?p }", 1, 29, "}", "escapes before it count as they are written"),
    (r"SELECT ?\u5e74 { ?s ?p “a” }", 1, 24, "“", "no token, the same"),
    (r"SELECT *\u000A{ ?s ?p }", 1, 23, "}", "an escape is no line end of the text"),
    (r"SELECT ?\u5e74 { ?s ?p ?o", 1, 26, "at its end", "the end is that of the text as written"),
    (r"\u0053ELEKT * { ?s ?p ?o }", 1, 1, "SELEKT", "no form"),
]


@pytest.mark.parametrize(("text", "line", "column", "words", "why"), PLACES)
def test_a_syntax_error_has_its_place(text: str, line: int, column: int, words: str, why: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        EmbeddedEngine(ox.Store()).query(text)
    assert (caught.value.line, caught.value.column) == (line, column), why
    said = str(caught.value)
    assert f"line {line}, column {column}" in said
    assert words in said
    assert "语法错误" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("text", ["", "   ", "中文", "{" * 500, "SELECT", "\x00", "PREFIX a: <b:>", "\ud800"])
def test_any_text_gets_a_syntax_error(text: str) -> None:
    with pytest.raises(QuerySyntaxError):
        EmbeddedEngine(ox.Store()).query(text)


@pytest.mark.parametrize(
    "begin", ["ASK { FILTER(1" + "+1" * 600, "ASK " + "{" * 60, "ASK { ?s ?p " + "?o , " * 4000]
)
def test_a_text_that_is_refused_is_not_read_to_its_end(begin: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        check(f"{begin} \x00")
    assert "\x00" not in caught.value.found, "what is no character of SPARQL was not come to"


EXPECTED = [
    ("SELECT * { ?s ?p }", "变量", "a variable", "an object is missing"),
    ("SELECT ?x WHERE ?s ?p ?o }", "此处应为“{”。", "expected '{'.", "a brace is missing"),
    ("SELECT ( ?x AS ) {}", "此处应为变量。", "expected a variable.", "only a variable can stand there"),
    ("ASK { ?s ?p ?o } LIMIT", "此处应为数。", "expected a number.", "at the end"),
    ("ASK { BIND(1 ?x) }", "AS", "AS", "a keyword"),
    ("SELECT COUNT(*) {}", "“(”", "'('", "an aggregate needs brackets"),
    ("SELECT * { ?s ?p 'abc }", "字符串没有结束", "string does not end", "a quote is missing"),
    ("ASK { ?s 中文 ?o }", "不能用这个字符", "begins nothing", "a word without quotes"),
    ("ASK { $ ?p ?o }", "变量要有名字", "a variable has a name", "a sign alone"),
    ("PREFIX x <http://a.example/> ASK {}", "要有冒号", "with a colon", "a prefix without its colon"),
    ("ASK { ?s ?p ?o } extra", "已经完整", "complete", "words after the end"),
    ("ASK { ?s ?p ?o }}", "已经完整", "complete", "a brace too many"),
    ("ASK { BIND(1 AS ?a) BIND(2 AS ?a) }", "BIND 的变量", "this BIND", "bound twice"),
    ("ASK { ?s ?p ?o { ?a ?b ?c } BIND(2 AS ?s) . }", "BIND 的变量", "this BIND", "bound by a pattern"),
    ("SELECT (?a AS ?a) { ?a ?b ?c }", "已经有值", "has a value already", "a name that is taken"),
    ("SELECT * { ?s ?p ?o } GROUP BY ?s", "SELECT *", "SELECT *", "all of a group"),
    ("ASK { ?s ?p _:x . { ?s ?p _:x } }", "空节点", "blank node", "a label in two groups"),
]


@pytest.mark.parametrize(("text", "zh", "en", "why"), EXPECTED)
def test_a_syntax_error_says_what_was_expected(text: str, zh: str, en: str, why: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        EmbeddedEngine(ox.Store()).query(text)
    said = str(caught.value)
    assert zh in said, why
    assert en in said, why
    assert len(said) < 300, "and is no dump of the grammar"


@pytest.mark.parametrize("name", ["<http://a.example/f>", "ex:f"])
def test_a_function_that_there_is_not_is_an_error_of_the_query(name: str) -> None:
    text = f"PREFIX ex: <http://a.example/> ASK {{ FILTER({name}(1)) }}"
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.NamedNode("a:c")))
    with pytest.raises(QuerySyntaxError, match="没有函数") as caught:
        EmbeddedEngine(store).query(text)
    assert caught.value.column == text.index(f"({name}") + 2
