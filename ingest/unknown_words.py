"""The words in a stretch that no dictionary word covers: jieba's likeliest states, found over fewer pairs of them.

jieba's model gives each character a state, its place in a word (B first, M inside, E last, S alone) and the word's
part of speech, and looks for the likeliest sequence. Its own search tries at each character all states of the one
before, though M and E follow on one or two of them and most of the rest on none. Here only what may follow is tried,
with the same sums in the same order, so that the answer is jieba's to the last bit.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import ModuleType
from typing import NamedTuple

State = tuple[str, str]
"""The place of a character in its word, and the part of speech of the word."""


class _Model(NamedTuple):
    """jieba's model: the states that a character may have, logarithms of probabilities, and the least of them."""

    states_of: Mapping[str, Sequence[State]]
    starts: Mapping[State, float]
    transitions: Mapping[State, Mapping[State, float]]
    emissions: Mapping[State, Mapping[str, float]]
    least: float
    before: Mapping[State, Mapping[State, float]]
    """For each state those that it may follow on, with the logarithm of the probability that it does."""


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
    from jieba.posseg.viterbi import MIN_FLOAT

    before: dict[State, dict[State, float]] = {state: {} for state in module.trans_P}
    for state, following in module.trans_P.items():
        for after, likely in following.items():
            before[after][state] = likely
    return _Model(module.char_state_tab_P, module.start_P, module.trans_P, module.emit_P, MIN_FLOAT, before)


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
    scores = {
        state: model.starts[state] + model.emissions[state].get(stretch[0], model.least)
        for state in model.states_of.get(stretch[0], model.transitions)
    }
    ways: list[dict[State, State]] = []
    for char in stretch[1:]:
        scores, way = _step(model, scores, char)
        if (
            not scores
        ):  # nothing that the character may be follows on what stands before: jieba then tries all
            return tagger().viterbi(stretch, *model[:4])[1]  # type: ignore[no-any-return]
        ways.append(way)
    state = max((score, state) for state, score in scores.items())[1]
    found = [state]
    for way in reversed(ways):
        found.append(state := way[state])
    return found[::-1]


def _step(
    model: _Model, scores: dict[State, float], char: str
) -> tuple[dict[State, float], dict[State, State]]:
    """Return the score of each state that ``char`` may have after those scored, and the state that it comes from."""
    after: dict[State, float] = {}
    way: dict[State, State] = {}
    for state in model.states_of.get(char, model.transitions):
        before = model.before[state]
        emission = model.emissions[state].get(char, model.least)
        possible = scores.keys() & before.keys()
        if possible:
            after[state], way[state] = max([(scores[one] + before[one] + emission, one) for one in possible])
    return after, way
