"""What a norm orders: its action and the object of it, in the words printed."""

from __future__ import annotations

from ingest.annotate.norm.clauses import strip_adverbs
from ingest.annotate.norm.grouping import Group
from ingest.annotate.norm.modality import Verdict


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
    verb = next((word for word in main.words if word.start >= start and word.tag.startswith("v")), None)
    if verb is None or verb.end >= main.end:
        return action, None
    return action, main.text[verb.end - main.start :].lstrip("了和、") or None
