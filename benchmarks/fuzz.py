"""All parsers of ours on inputs that were broken at random: each gives an answer or one of its own errors, soon.

``python -m benchmarks.fuzz --minutes 10 --seed 1`` takes the parsers of ``benchmarks/parsers.py`` in turn. Inputs
are made from the seeds of a parser by the mutations of ``benchmarks/mutations.py``, by damage to bytes, and from
inputs that made it answer in a way that it had not answered before (another error, another place where it was
raised). What a parser does otherwise than it may, and what takes longer than ten seconds, is printed once for each
place, with what made it, and ends the run with exit code 1. The same seed makes the same inputs, but how many of
them depends on the machine.

``--only NAME`` takes the parsers whose name holds that. ``--guided`` has the inputs of one parser made by atheris,
which looks at what code they reach, where that package is installed (it has no wheel for every platform).
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from traceback import extract_tb
from types import FrameType

from benchmarks.mutations import MUTATIONS
from benchmarks.parsers import PARSERS, Parser

SECONDS = 10.0  # for one input
LONGEST = 4_000  # bytes of an input
_ROUND = 2.0  # seconds that a parser has before the next
_KEPT = 400  # inputs that a parser is remembered by
_ODD = (
    *(mark * 400 for mark in (b"[", b"(", b"{", b"<", b"9")),
    *(
        each.encode()
        for each in (
            "\x00",
            "\r",
            "\n",
            "\t",
            '"',
            "'",
            "\\",
            "第",
            "\u202e",
            "²",
            "①",
            "〇",
            "#",
            "%",
            "\x1b[31m",
        )
    ),
    *(
        b"\xff",
        b"\x80",
        b"-1",
        b"1e9999",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\xff\xff\xff\xff",
        b"NaN",
    ),
)


@dataclass(slots=True)
class State:
    """What a parser has been given so far: how often, inputs worth going on with, ways of answering, defects."""

    inputs: int = 0
    corpus: list[bytes] = field(default_factory=list)
    answers: set[str] = field(default_factory=set)
    defects: dict[str, tuple[str, bytes]] = field(default_factory=dict)


@contextmanager
def _in_time() -> Iterator[None]:
    def late(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"not done in {SECONDS} s")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def mutated(data: bytes, other: bytes, rng: random.Random) -> bytes:
    """Return an input made from another: by a mutation of texts, or by damage to bytes."""
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        at = rng.randint(0, len(data))
        how = rng.randrange(7)
        if how <= 1:
            mutation = MUTATIONS[rng.choice(list(MUTATIONS))]
            data = mutation(data.decode("utf-8", "replace"), rng).encode("utf-8", "surrogatepass")
        elif how == 2:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        elif how == 3:
            data = data[:at] + rng.choice(_ODD) + data[at:]
        elif how == 4:
            data = data[:at] + data[at + rng.randint(1, 40) :]
        elif how == 5:
            start = rng.randint(0, len(other))
            data = data[:at] + other[start : start + rng.randint(1, 200)] + data[at:]
        else:
            data = data[:at]
    return data[:LONGEST]


def tried(parser: Parser, data: bytes) -> tuple[str, str]:
    """Give an input to a parser; return how it answered, and what is wrong with that."""
    try:
        with _in_time():
            parser.parse(data)
    except parser.errors as error:
        return _place(error), ""
    except RecursionError as error:
        return "", f"RecursionError{_place(error)[:120]}"
    except Exception as error:
        return "", f"{_place(error)}: {str(error)[:150]}"
    return "done", ""


def _place(error: BaseException) -> str:
    frames = [frame for frame in extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
    last = frames[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"


def run_for(parser: Parser, state: State, seconds: float, rng: random.Random) -> None:
    """Give a parser inputs for some seconds."""
    end = monotonic() + seconds
    if not state.corpus:
        state.corpus = parser.seeds() or [b""]
        for seed in state.corpus:
            state.answers.add(tried(parser, seed)[0])
    while monotonic() < end:
        data = mutated(rng.choice(state.corpus), rng.choice(state.corpus), rng)
        state.inputs += 1
        answer, wrong = tried(parser, data)
        if wrong:
            place = wrong.partition(": ")[0]
            if place not in state.defects:
                state.defects[place] = wrong, data
                print(f"{parser.name}: {wrong}\n    {data[:300]!r}", flush=True)
        elif answer not in state.answers:
            state.answers.add(answer)
            state.corpus.append(data)
            del state.corpus[:-_KEPT]


def guided(parser: Parser, minutes: float, seed: int) -> None:
    """Have atheris make the inputs of one parser; ends the process."""
    import atheris  # type: ignore[import-not-found]  # not for every platform

    def one(data: bytes) -> None:
        _, wrong = tried(parser, data)
        if wrong:
            raise AssertionError(wrong)

    atheris.instrument_all()
    atheris.Setup(
        [sys.argv[0], f"-max_total_time={int(minutes * 60)}", f"-seed={seed}", f"-max_len={LONGEST}"], one
    )
    atheris.Fuzz()


def main() -> int:
    """Run; return 1 if a parser did what it may not."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--minutes", type=float, default=10)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--only", default="")
    ask.add_argument("--guided", action="store_true")
    args = ask.parse_args()
    chosen = [each for each in PARSERS if args.only in each.name]
    if args.guided:
        guided(chosen[0], args.minutes, args.seed)
    states = {each.name: State() for each in chosen}
    rngs = {each.name: random.Random(f"{args.seed} {each.name}") for each in chosen}
    end = monotonic() + args.minutes * 60
    while monotonic() < end:
        for each in chosen:
            run_for(each, states[each.name], min(_ROUND, max(end - monotonic(), 0)), rngs[each.name])
    for name, state in states.items():
        print(
            f"{name}: {state.inputs} inputs, {len(state.answers)} ways of answering, {len(state.defects)} defects"
        )
    defects = sum(len(state.defects) for state in states.values())
    print(f"{sum(state.inputs for state in states.values())} inputs of {len(states)} parsers (seed {args.seed}): "
          f"{defects} defects")  # fmt: skip
    return int(defects > 0)


if __name__ == "__main__":
    sys.exit(main())
