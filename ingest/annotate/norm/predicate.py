"""What a norm orders: its action and the object of it, in the words printed."""

from __future__ import annotations

from ingest.annotate.norm import signs
from ingest.annotate.norm.clause import strip_adverbs, tokens_from
from ingest.annotate.norm.grouping import Group
from ingest.annotate.norm.modality import Verdict
from ingest.annotate.norm.signs import GATES

_AND = ("和", "、", "并", "或者", "以及")


def parts_of_speech(group: Group, verdict: Verdict) -> tuple[str, str | None]:
    """Return the action (the predicate after subject, modal and adverbs) and its object, if the verb has one.

    Both are substrings of the main clause.
    """
    main = group.main
    start = main.start
    if main.modal is not None and len(main.text) > main.modal.end():
        start = main.start + main.modal.end()
    elif verdict.trigger and (at := main.text.find(verdict.trigger)) > 0:
        start = main.start + at
    rest = main.text[start - main.start :]
    action = strip_adverbs(rest) or rest
    start = main.end - len(action)
    tokens = main.tokens[tokens_from(main.tokens, start) :]
    verb = next((at for at, token in enumerate(tokens) if token.tag == "v"), None)
    known = signs.VERBS.match(action) if GATES.opens(action) & signs.BEGINS_VERB else None
    if known is not None and (verb is None or tokens[verb].start > start):
        return action, action[known.end() :].lstrip("了") or None
    # jieba often takes a verb for its noun (vn)
    at = verb if verb is not None else next((n for n, token in enumerate(tokens) if token.tag[:1] == "v"), -1)
    if at < 0:
        return action, None
    while at + 2 < len(tokens) and tokens[at + 1].text in _AND and tokens[at + 2].tag.startswith("v"):
        at += 2
    return action, main.text[tokens[at].end - main.start :].lstrip("了") or None
