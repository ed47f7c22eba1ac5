"""The names in Python are those of the Turtle and of the list of standards."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from ontology.generate import Vocabulary, modules, standards, standards_module, terms_module
from ontology.tables import AuthorityError

from .conftest import ROOT

HEAD = "prefix\tterm\tnamespace\ttitle\n"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.name)
def test_modules_are_current(path: Path) -> None:
    assert path.read_text("utf-8") == modules()[path], "run 'python -m ontology.generate' (make docs)"


def _listed(tmp_path: Path, *lines: str) -> tuple[Vocabulary, ...]:
    path = tmp_path / "standards.tsv"
    path.write_text(HEAD + "".join(line + "\n" for line in lines), "utf-8")
    return standards(path)


def test_a_line_more_is_a_name_more(tmp_path: Path) -> None:
    (found,) = _listed(tmp_path, "ex\t\thttp://x/\tAn example", "ex\tb\t\t", "ex\ta\t\t")
    assert found == Vocabulary("ex", "http://x/", "An example", ("a", "b"))
    made = ast.parse(standards_module([found]))
    (defined,) = [node for node in made.body if isinstance(node, ast.ClassDef)]
    assert ast.unparse(defined) == (
        'class EX:\n    """An example."""\n    NAMESPACE: Final = \'http://x/\'\n'
        "    a: Final = 'http://x/a'\n    b: Final = 'http://x/b'"
    )


def test_another_standard_is_imported_exported_and_has_its_prefix() -> None:
    lg, ex = Vocabulary("lg", "http://lg/", "Ours", ("A",)), Vocabulary("ex", "http://x/", "Theirs", ("a",))
    made = terms_module(lg, [ex])
    assert "from ontology.standards import (\n    EX,\n)" in made
    assert '"EX",\n    "LG",\n    "PREFIXES",' in made
    assert "VOCABULARIES: Final = (\n    LG,\n    EX,\n)" in made
    assert '"ex": EX.NAMESPACE,' in made


WRONG = [
    (["ex\ta\t\t"], "line 2: no line before names ex", "a term of no standard"),
    (["ex\t\thttp://x/\tX", "ex\t\thttp://y/\tY"], "line 3: ex stands already in line 2", "two namespaces"),
    (["ex\t\thttp://x/\tX", "ex\ta\t\t", "ex\ta\t\t"], "line 4: ex:a stands already", "a term twice"),
    (["ex\t\thttp://x/\tX", "ex\tclass\t\t"], "line 3: class is no name in Python", "a word of Python"),
    (["ex\t\thttp://x/\tX", "ex\ta-b\t\t"], "line 3: a-b is no name in Python", "a hyphen"),
    (["ex\t\t\tX"], "line 2: no namespace", "a standard without a namespace"),
]


@pytest.mark.parametrize(("lines", "message", "why"), WRONG, ids=[case[2] for case in WRONG])
def test_a_wrong_line_is_named(tmp_path: Path, lines: list[str], message: str, why: str) -> None:
    with pytest.raises(AuthorityError, match=message):
        _listed(tmp_path, *lines)


def test_what_is_made_is_not_needed_to_make_it() -> None:
    """Else a module that lacks a name could not be made anew."""
    code = (
        "import sys, ontology.generate as g; g.modules(); "
        "print({'ontology.terms', 'ontology.standards'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
