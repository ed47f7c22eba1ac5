"""The words in a stretch that no dictionary word covers: jieba's likeliest states, found over fewer pairs of them.

jieba's model gives each character a state, its place in a word (B first, M inside, E last, S alone) and the word's
part of speech, and looks for the likeliest sequence. Its own search tries at each character all states of the one
before, though M and E follow on one or two of them and most of the rest on none. Here only what may follow is tried,
with the same sums in the same order, so that the answer is jieba's to the last bit.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

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
def tagger() -> ModuleType:
    """Return jieba's module of parts of speech; it reads the whole dictionary when it is imported."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1 has invalid escapes and imports pkg_resources
        import jieba.posseg
    return jieba.posseg  # type: ignore[no-any-return]  # jieba has no types


@cache
def _model() -> _Model:
    module = tagger()
    states = sorted(module.trans_P)
    number = {state: at for at, state in enumerate(states)}
    transitions = np.full((len(states), len(states)), -math.inf)
    for state, following in module.trans_P.items():
        for after, likely in following.items():
            transitions[number[state], number[after]] = likely
    return _Model(states, np.array([module.start_P[state] for state in states]), transitions)


@lru_cache(maxsize=8192)
def _states_of(char: str) -> tuple[Numbers, Numbers]:
    """Return the states that a character may have, as numbers, and the logarithms of the probability of it in each."""
    from jieba.posseg.viterbi import MIN_FLOAT

    module, states = tagger(), _model().states
    may = frozenset(module.char_state_tab_P.get(char, states))
    numbers = [at for at, state in enumerate(states) if state in may]
    return np.array(numbers), np.array([module.emit_P[states[at]].get(char, MIN_FLOAT) for at in numbers])


def unknown_words(run: str) -> Iterator[tuple[str, str]]:
    """Yield the words of characters that the dictionary has no words for, with their parts of speech.

    >>> list(unknown_words("禁种3a"))
    [('禁种', 'n'), ('3', 'm'), ('a', 'eng')]
    """
    module = tagger()
    for number, part in enumerate(module.re_han_detail.split(run)):
        if number % 2:
            yield from _chinese(part)
            continue
        for piece in filter(None, module.re_skip_detail.split(part)):
            yield piece, "m" if module.re_num.match(piece) else "eng" if module.re_eng.match(piece) else "x"


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
        if not len(
            before
        ):  # nothing that the character may be follows on what stands before: jieba then tries all
            module = tagger()
            model_ = module.char_state_tab_P, module.start_P, module.trans_P, module.emit_P
            return module.viterbi(stretch, *model_)[1]  # type: ignore[no-any-return]
    at = len(scores) - 1 - int(scores[::-1].argmax())
    found = [model.states[before[at]]]
    for states, last in reversed(ways):
        at = last[at]
        found.append(model.states[states[at]])
    return found[::-1]
