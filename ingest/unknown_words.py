"""The words in a stretch that no dictionary word covers: jieba's likeliest states, found over fewer pairs of them.

jieba's model gives each character a state, its place in a word (B first, M inside, E last, S alone) and the word's
part of speech, and looks for the likeliest sequence. Its own search tries at each character all states of the one
before, though M and E follow on one or two of them and most of the rest on none. Here only what may follow is tried,
with the same sums in the same order, so that the answer is jieba's to the last bit.
"""

from __future__ import annotations

import math
import re
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba 0.42.1 has invalid escapes and imports pkg_resources
    import jieba

# What jieba's tagger tells apart where the dictionary has no words: characters; digits or letters and digits.
_CHINESE: Final = re.compile("([\u4e00-\u9fd5]+)")
_OTHERS: Final = re.compile(r"([.0-9]+|[a-zA-Z0-9]+)")
_NUMBER: Final = re.compile("[.0-9]+")
_LETTERS: Final = re.compile("[a-zA-Z0-9]+")
_NEVER: Final = -3.14e100  # jieba's logarithm of the probability of a character that a state never had

Numbers = NDArray[Any]
State = tuple[str, str]
"""The place of a character in its word, and the part of speech of the word."""


class _Model(NamedTuple):
    """jieba's model, its states numbered in their order: logarithms of probabilities, that of what cannot be -inf."""

    states: Sequence[State]
    starts: Numbers
    transitions: Numbers
    """From each state (row) to each (column)."""


@cache
def _module(name: str) -> Any:
    """Return a module of jieba's tagger, loaded by its file.

    The package that it is in, ``jieba.posseg``, reads the whole dictionary when it is imported, which
    :mod:`ingest.language` has read.
    """
    if module := sys.modules.get(f"jieba.posseg.{name}"):
        return module
    path = Path(jieba.__file__).parent / "posseg" / f"{name}.py"
    spec = spec_from_file_location(f"{__name__}.{name}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"jieba has no {path.name}; install it again", path=str(path))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _learned(name: str) -> Any:
    """Return a table of jieba's model, by the name of its module."""
    return _module(name).P


@cache
def _model() -> _Model:
    after: Mapping[State, Mapping[State, float]] = _learned("prob_trans")
    starts: Mapping[State, float] = _learned("prob_start")
    states = sorted(after)
    number = {state: at for at, state in enumerate(states)}
    transitions = np.full((len(states), len(states)), -math.inf)
    for state, following in after.items():
        for other, likely in following.items():
            transitions[number[state], number[other]] = likely
    return _Model(states, np.array([starts[state] for state in states]), transitions)


@lru_cache(maxsize=8192)
def _states_of(char: str) -> tuple[Numbers, Numbers]:
    """Return the states that a character may have, as numbers, and the logarithms of the probability of it in each."""
    states, emits = _model().states, _learned("prob_emit")
    may = frozenset(_learned("char_state_tab").get(char, states))
    numbers = [at for at, state in enumerate(states) if state in may]
    return np.array(numbers), np.array([emits[states[at]].get(char, _NEVER) for at in numbers])


def unknown_words(run: str) -> Iterator[tuple[str, str]]:
    """Yield the words of characters that the dictionary has no words for, with their parts of speech.

    >>> list(unknown_words("禁种3a"))
    [('禁种', 'n'), ('3', 'm'), ('a', 'eng')]
    """
    for number, part in enumerate(_CHINESE.split(run)):
        if number % 2:
            yield from _chinese(part)
            continue
        for piece in filter(None, _OTHERS.split(part)):
            yield piece, "m" if _NUMBER.match(piece) else "eng" if _LETTERS.match(piece) else "x"


def _chinese(stretch: str) -> Iterator[tuple[str, str]]:
    states = likeliest_states(stretch)
    begin = done = 0
    for at, (place, speech) in enumerate(states):
        if place == "B":
            begin = at
        elif place in ("E", "S"):
            done = at + 1
            yield stretch[begin if place == "E" else at : done], speech
    if done < len(stretch):
        yield stretch[done:], states[done][1]


def likeliest_states(stretch: str) -> Sequence[State]:
    """Return the likeliest state of each character of a stretch (not empty), as jieba's ``viterbi`` does.

    >>> likeliest_states("禁种")
    [('B', 'n'), ('E', 'n')]
    """
    model = _model()
    before, emissions = _states_of(stretch[0])
    scores = model.starts[before] + emissions
    ways: list[tuple[Numbers, Numbers]] = []
    for char in stretch[1:]:
        states, emissions = _states_of(char)
        likely = scores[:, None] + model.transitions[before[:, None], states] + emissions
        last = len(before) - 1 - likely[::-1].argmax(axis=0)  # of states that are as likely the last counts
        scores = likely[last, np.arange(len(states))]
        possible = scores > -math.inf
        ways.append((before, last[possible]))
        before, scores = states[possible], scores[possible]
        if not len(before):
            return _of_all(stretch)
    at = len(scores) - 1 - int(scores[::-1].argmax())
    found = [model.states[before[at]]]
    for states, last in reversed(ways):
        at = last[at]
        found.append(model.states[states[at]])
    return found[::-1]


def _of_all(stretch: str) -> Sequence[State]:
    """Return what jieba finds where nothing that a character may be follows on what stands before it: it tries all."""
    tables = (_learned(name) for name in ("char_state_tab", "prob_start", "prob_trans", "prob_emit"))
    return _module("viterbi").viterbi(stretch, *tables)[1]  # type: ignore[no-any-return]  # jieba has no types
