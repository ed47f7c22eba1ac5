"""How deep and how long a query may be: nothing that passes the check overflows a stack, in any form of the grammar."""

from __future__ import annotations

import bisect
import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import pytest

from queries import QueryError, QuerySyntaxError, library
from queries.bounds import DEEPEST, LONGEST, WIDEST
from queries.check import check
from queries.engine import solve

ROOT = Path(__file__).resolve().parent.parent  # not from conftest, which a process that asks need not load

# Each repeats something so that a parser or an evaluator descends once more each time.
REPEATED = {
    "braces": lambda n: "SELECT * {" + "{" * n + "}" * n + "}",
    "open braces": lambda n: "SELECT * {" + "{" * n,
    "subqueries": lambda n: "SELECT * {" + "{SELECT * {" * n + "}}" * n + "}",
    "filters": lambda n: "SELECT * {" + "FILTER EXISTS {" * n + "}" * n + "}",
    "parentheses": lambda n: "SELECT * { FILTER(" + "(" * n + "1" + ")" * n + ") }",
    "calls": lambda n: "SELECT * { FILTER(" + "COALESCE(1," * n + "1" + ")" * n + ") }",
    "aggregates": lambda n: "SELECT (" + "SUM(" * n + "?x" + ")" * n + " AS ?y) {}",
    "not in": lambda n: "SELECT * { FILTER(" + "?x NOT IN (" * n + "1" + ")" * n + ") }",
    "lists": lambda n: "SELECT * { ?s ?p " + "(" * n + "1" + ")" * n + " }",
    "blank nodes": lambda n: "SELECT * { ?s ?p " + "[<a:p> " * n + "1" + "]" * n + " }",
    "annotations": lambda n: "SELECT * { ?s ?p ?o " + "{|<a:p> ?o " * n + "|}" * n + " }",
    "triple terms": lambda n: "SELECT * { ?s ?p " + "<<(?s <a:p> " * n + "?o" + ")>>" * n + " }",
    "quoted triples": lambda n: "SELECT * { ?s ?p " + "<<" * n + "?s <a:p> ?o" + ">> ?p ?o" * n + ">> }",
    "inverse paths": lambda n: "SELECT * { ?s " + "^(" * n + "<a:p>" + ")" * n + " ?o }",
    "unions": lambda n: "SELECT * {" + "{}UNION" * n + "{}}",
    "unions of variables": lambda n: (
        "SELECT * {" + "UNION".join(f"{{?s{i} ?p ?o}}" for i in range(n + 1)) + "}"
    ),
    "or": lambda n: "SELECT * { ?s ?p ?x FILTER(" + "?x=1||" * n + "?x=2) }",
    "sums": lambda n: "SELECT * { FILTER(1" + " +1" * n + ") }",
    "not": lambda n: "SELECT * { FILTER(" + "!" * n + "1) }",
    "minus signs": lambda n: "SELECT * { FILTER(" + "- " * n + "?x) }",
    "alternatives": lambda n: "SELECT * { ?s " + "<a:p>|" * n + "<a:p> ?o }",
    "carets": lambda n: "SELECT * { ?s " + "^ " * n + "<a:p> ?o }",
    "bindings": lambda n: "SELECT * {" + "".join(f"BIND(1 AS ?x{i})" for i in range(n)) + "}",
    "minus": lambda n: "SELECT * {?s ?p ?o " + "MINUS{?s ?p ?o}" * n + "}",
    "optional": lambda n: "SELECT * {" + "OPTIONAL{?s ?p ?o}" * n + "}",
    "lateral": lambda n: "SELECT * {?s ?p ?o " + "LATERAL{?s ?p ?o}" * n + "}",
    "projections": lambda n: "SELECT " + "".join(f"(1 AS ?x{i})" for i in range(n)) + "{}",
    "conditions": lambda n: "SELECT (1 AS ?n) {?s ?p ?o} GROUP BY ?s HAVING " + "(1) " * n,
    "described": lambda n: "DESCRIBE " + "<a:p> " * n,
}

# Each is long without being deep; what Oxigraph does with most of them is a chain all the same.
LONG: dict[str, Callable[[int], str]] = {
    "collection": lambda n: "SELECT * { ?s ?p (" + "1 " * n + ") }",
    "values1": lambda n: "SELECT * { VALUES ?x {" + "1 " * n + "} }",
    "values2": lambda n: "SELECT * { VALUES (?x ?y) {" + "(1 2) " * n + "} }",
    "values empty rows": lambda n: "SELECT * { VALUES () {" + "() " * n + "} }",
    "values vars": lambda n: "SELECT * { VALUES (" + "".join(f"?x{i} " for i in range(n)) + ") {} }",
    "triples": lambda n: "SELECT * {" + "?s ?p ?o . " * n + "}",
    "triples chain": lambda n: "SELECT * {" + "".join(f"?s{i} ?p ?s{i + 1} . " for i in range(n)) + "}",
    "semicolons": lambda n: "SELECT * { ?s ?p ?o" + " ; ?p ?o" * n + "}",
    "bare semicolons": lambda n: "SELECT * { ?s ?p ?o" + ";" * n + "}",
    "commas": lambda n: "SELECT * { ?s ?p ?o" + ", ?o" * n + "}",
    "blank subj": lambda n: "SELECT * { " + "[] ?p [] . " * n + "}",
    "groups": lambda n: "SELECT * { " + "{ ?s ?p ?o } " * n + "}",
    "empty groups": lambda n: "SELECT * { " + "{} " * n + "}",
    "group dots": lambda n: "SELECT * { " + "{}." * n + "}",
    "values blocks": lambda n: "SELECT * { " + "VALUES ?x { 1 } " * n + "}",
    "subselects": lambda n: "SELECT * { " + "{ SELECT * {} } " * n + "}",
    "filter": lambda n: "SELECT * { " + "FILTER(1) " * n + "}",
    "filter fn": lambda n: "SELECT * { ?s ?p ?o " + "FILTER isIRI(?s) " * n + "}",
    "path seq": lambda n: "SELECT * { ?s <a:p>" + "/<a:p>" * n + " ?o }",
    "path alt": lambda n: "SELECT * { ?s <a:p>" + "|<a:p>" * n + " ?o }",
    "path neg": lambda n: "SELECT * { ?s !(<a:p>" + "|<a:p>" * n + ") ?o }",
    "path star": lambda n: "SELECT * { " + "?s <a:p>* ?o . " * n + " }",
    "path stars": lambda n: "SELECT * { ?s <a:p>" + "*" * n + " ?o }",
    "path plus triples": lambda n: "SELECT * { " + "?s (<a:p>+) ?o . " * n + " }",
    "path question": lambda n: "SELECT * { ?s <a:p>" + "?" * n + " ?o }",
    "function args": lambda n: "SELECT (COALESCE(" + ",".join(["?x"] * n) + ") AS ?y) {}",
    "custom function args": lambda n: "SELECT (<a:f>(" + ",".join(["?x"] * n) + ") AS ?y) {}",
    "concat": lambda n: "SELECT (CONCAT(" + ",".join(["'a'"] * n) + ") AS ?y) {}",
    "in": lambda n: "SELECT * { ?s ?p ?x FILTER(?x IN (" + ",".join(["1"] * n) + ")) }",
    "in noq": lambda n: "SELECT * { BIND(1 AS ?x) FILTER(?x IN (" + ",".join(map(str, range(n))) + ")) }",
    "not in": lambda n: "SELECT * { ?s ?p ?x FILTER(?x NOT IN (" + ",".join(["?s"] * n) + ")) }",
    "construct template": lambda n: "CONSTRUCT {" + "?s ?p ?o . " * n + "} WHERE { ?s ?p ?o }",
    "construct where": lambda n: "CONSTRUCT WHERE {" + "?s ?p ?o . " * n + "}",
    "construct semis": lambda n: "CONSTRUCT { ?s ?p ?o " + "; ?p ?o " * n + "} WHERE { ?s ?p ?o }",
    "construct coll": lambda n: "CONSTRUCT { ?s ?p ( " + "?o " * n + ") } WHERE { ?s ?p ?o }",
    "construct bnodes": lambda n: "CONSTRUCT { " + "[] ?p [] . " * n + " } WHERE { ?s ?p ?o }",
    "group by": lambda n: "SELECT (1 AS ?n) { ?s ?p ?o } GROUP BY " + "?s " * n,
    "group by many": lambda n: (
        "SELECT (1 AS ?n) { ?s ?p ?o } GROUP BY " + "".join(f"?s{i} " for i in range(n))
    ),
    "group by exprs": lambda n: "SELECT (1 AS ?n) { ?s ?p ?o } GROUP BY " + "STR(?s) " * n,
    "order by": lambda n: "SELECT * { ?s ?p ?o } ORDER BY " + "?s " * n,
    "order by desc": lambda n: "SELECT * { ?s ?p ?o } ORDER BY " + "DESC(?s) " * n,
    "order by fn": lambda n: "SELECT * { ?s ?p ?o } ORDER BY " + "STR(?s) " * n,
    "having fn": lambda n: "SELECT (1 AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING " + "isIRI(?s) " * n,
    "select list": lambda n: "SELECT " + "".join(f"?x{i} " for i in range(n)) + "{ ?s ?p ?o }",
    "aggregates": lambda n: (
        "SELECT " + "".join(f"(COUNT(?x{i}) AS ?y{i}) " for i in range(n)) + "{ ?s ?p ?o }"
    ),
    "from": lambda n: "SELECT * " + "FROM <a:g> " * n + "{ ?s ?p ?o }",
    "from named": lambda n: "SELECT * " + "FROM NAMED <a:g> " * n + "{ GRAPH ?g { ?s ?p ?o } }",
    "prefixes": lambda n: "".join(f"PREFIX a{i}: <a:{i}> " for i in range(n)) + "SELECT * { ?s ?p ?o }",
    "bases": lambda n: "BASE <a:a> " * n + "SELECT * { ?s ?p ?o }",
    "bnode plist": lambda n: "SELECT * { ?s ?p [ ?p ?o " + "; ?p ?o " * n + "] }",
    "bnode flat": lambda n: "SELECT * { ?s ?p " + ", ".join(["[ ?p ?o ]"] * n) + " }",
    "bnode two": lambda n: "SELECT * { " + "[ ?p ?o ] ?p ?o . " * n + " }",
    "collections": lambda n: "SELECT * { " + "(1) ?p (2) . " * n + " }",
    "dots": lambda n: "SELECT * { ?s ?p ?o " + "." * n + " }",
    "annotation list": lambda n: "SELECT * { ?s ?p ?o " + "{| ?p ?o |} " * n + " }",
    "reifiers": lambda n: "SELECT * { ?s ?p ?o " + "~ ?r " * n + " }",
    "quoted triples": lambda n: "SELECT * { " + "<< ?s ?p ?o >> ?p ?o . " * n + " }",
    "triple terms flat": lambda n: "SELECT * { " + "?s ?p <<( ?s ?p ?o )>> . " * n + " }",
    "count star": lambda n: "SELECT " + "".join(f"(COUNT(*) AS ?y{i}) " for i in range(n)) + "{ }",
    "long string": lambda n: "SELECT * { ?s ?p '" + "a" * n * 10 + "' }",
    "trailing values": lambda n: "SELECT * { } VALUES ?x {" + "1 " * n + "}",
    "limit": lambda n: "SELECT * { } " + "LIMIT 1 " * n,
    "reduced": lambda n: "SELECT " + "DISTINCT " * n + "* { }",
    "graph": lambda n: "SELECT * { " + "GRAPH ?g { ?s ?p ?o } " * n + "}",
    "group concat": lambda n: "SELECT (GROUP_CONCAT(" + "'a' + " * n + "'a') AS ?x) {}",
    "neg numbers": lambda n: "SELECT * { FILTER(1" + " -1" * n + ") }",
    "pos numbers": lambda n: "SELECT * { FILTER(1" + " +1" * n + ") }",
}
# Those of LONG that Oxigraph reads without going down, so that they may be as long as they like.
FREE = {
    "values empty rows",
    "custom function args",
    "long string",
    "values1",
    "values2",
    "trailing values",
    "function args",
    "concat",
    "in",
    "in noq",
    "not in",
}


@pytest.mark.parametrize("name", REPEATED)
def test_what_would_overflow_a_parser_is_a_syntax_error(name: str) -> None:
    with pytest.raises(QuerySyntaxError, match=r"请化简.*simplify"):
        check(REPEATED[name](20_000))


@pytest.mark.parametrize("name", LONG)
def test_a_chain_is_refused_and_a_list_of_values_is_not(name: str) -> None:
    assert passes(LONG[name](20_000)) is (name in FREE)


def passes(text: str) -> bool:
    try:
        check(text)
    except QuerySyntaxError:
        return False
    return True


ASKED = [name for name in REPEATED | LONG if name != "quoted triples"]
"""Without one of which Oxigraph reads 120 in 40 s, and needs no stack for it."""
PARTS = 6


def ask(part: int) -> None:
    """Ask some forms 20,000 times repeated, or as often as the check lets through; only an overflow ends this."""
    store = ox.Store()
    for name in ASKED[part::PARTS]:
        make = (REPEATED | LONG)[name]
        most = LONGEST if name in REPEATED else WIDEST
        refused = bisect.bisect(range(most + 1), 0, key=lambda n, make=make: not passes(make(n)))
        for n in (refused - 1, 20_000) if name in FREE else (refused - 1,):
            # An overflow comes as it is read and planned; what takes longer is given up.
            asked = threading.Thread(target=answer, args=(store, make(n)), daemon=True)
            asked.start()
            asked.join(0.5)


def answer(store: ox.Store, text: str) -> None:
    """Have the text read, and a few rows of the answer reckoned."""
    with contextlib.suppress(QueryError):
        solve(
            store,
            check(text),
            lambda found: None if isinstance(found, ox.QueryBoolean) else [*islice(found, 9)],
        )


@pytest.mark.parametrize("part", range(PARTS))
def test_what_the_check_lets_through_needs_a_quarter_of_the_usual_stack(part: int) -> None:
    script = (
        "import os, threading; from tests.test_bounds import ask\n"
        f"threading.stack_size(2 << 20); ask({part}); print('whole', flush=True); os._exit(0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "whole"), done.stderr[-500:]


def test_the_bounds_leave_room() -> None:
    check("SELECT * { FILTER(" + "(" * (DEEPEST - 2) + "1" + ")" * (DEEPEST - 2) + ") }")
    check("SELECT * { ?s ?p ?x FILTER(?x IN (" + ", ".join(map(str, range(5_000))) + ")) }")
    check("SELECT * { ?s ?p ?x FILTER(?x IN (" + ", ".join(['"a"^^<a:b>'] * 5_000) + ")) }")
    check("SELECT * { VALUES (?x ?y) { " + "(<a:a> 1) " * 5_000 + " } }")
    check("SELECT * { " + "?s ?p ?o . " * 700 + "}")
    for query in library():
        check(query.text)


def test_a_long_argument_counts_behind_a_short_one() -> None:
    """What stands in one argument is beneath all that follows the call."""
    wide = "EXISTS {" + "?s ?p ?o . " * 500 + "}"
    assert passes(f"SELECT * {{ FILTER(IF(1, {wide}, {wide})) }}")
    assert not passes(f"SELECT * {{ FILTER(IF({wide}, 1, 1)) " + "?s ?p ?o . " * 500 + "}")
