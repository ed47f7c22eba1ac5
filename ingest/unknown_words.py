"""The words in a stretch that no dictionary word covers: jieba's likeliest states, found over fewer pairs of them.

jieba's model gives each character a state, its place in a word (B first, M inside, E last, S alone) and the word's
part of speech, and looks for the likeliest sequence. Its own search tries at each character all states of the one
before, though M and E follow on one or two of them and most of the rest on none. Here only what may follow is tried,
with the same sums in the same order, so that the answer is jieba's to the last bit.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from functools import cache

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba 0.42.1 has invalid escapes and imports pkg_resources
    from jieba.posseg import char_state_tab_P as STATES_OF
    from jieba.posseg import emit_P as EMISSIONS
    from jieba.posseg import re_eng, re_han_detail, re_num, re_skip_detail
    from jieba.posseg import start_P as STARTS
    from jieba.posseg import trans_P as TRANSITIONS
    from jieba.posseg.viterbi import MIN_FLOAT, viterbi

State = tuple[str, str]
"""The place of a character in its word, and the part of speech of the word."""


@cache
def _before() -> dict[State, dict[State, float]]:
    """Return for each state those that it may follow on, with the logarithm of the probability that it does."""
    found: dict[State, dict[State, float]] = {state: {} for state in TRANSITIONS}
    for state, following in TRANSITIONS.items():
        for after, likely in following.items():
            found[after][state] = likely
    return found


def unknown_words(run: str) -> Iterator[tuple[str, str]]:
    """Yield the words of characters that the dictionary has no words for, with their parts of speech.

    >>> list(unknown_words("禁种3a"))
    [('禁种', 'n'), ('3', 'm'), ('a', 'eng')]
    """
    for number, part in enumerate(re_han_detail.split(run)):
        if number % 2:
            yield from _chinese(part)
            continue
        for piece in filter(None, re_skip_detail.split(part)):
            yield piece, "m" if re_num.match(piece) else "eng" if re_eng.match(piece) else "x"


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
    scores = {
        state: STARTS[state] + EMISSIONS[state].get(stretch[0], MIN_FLOAT)
        for state in STATES_OF.get(stretch[0], TRANSITIONS)
    }
    ways: list[dict[State, State]] = []
    for char in stretch[1:]:
        scores, way = _step(scores, char)
        if (
            not scores
        ):  # nothing that the character may be follows on what stands before: jieba then tries all
            return viterbi(stretch, STATES_OF, STARTS, TRANSITIONS, EMISSIONS)[1]  # type: ignore[no-any-return]
        ways.append(way)
    state = max((score, state) for state, score in scores.items())[1]
    found = [state]
    for way in reversed(ways):
        found.append(state := way[state])
    return found[::-1]


def _step(scores: dict[State, float], char: str) -> tuple[dict[State, float], dict[State, State]]:
    """Return the score of each state that ``char`` may have after those scored, and the state that it comes from."""
    after: dict[State, float] = {}
    way: dict[State, State] = {}
    for state in STATES_OF.get(char, TRANSITIONS):
        before = _before()[state]
        emission = EMISSIONS[state].get(char, MIN_FLOAT)
        possible = scores.keys() & before.keys()
        if possible:
            after[state], way[state] = max([(scores[one] + before[one] + emission, one) for one in possible])
    return after, way
