"""Values of the contract that say what became of a text: its changes, its status, how grave a finding is."""

from __future__ import annotations

from enum import StrEnum


class ChangeKind(StrEnum):
    """What became of the words; the values stand in the contract."""

    SAME = "same"
    CHANGED = "changed"
    SPLIT = "split"  # one old provision, several new ones
    MERGED = "merged"  # several old ones, one new
    NEW = "new"
    GONE = "gone"


class Moved(StrEnum):
    """What became of the place of a provision that is in both texts; the values stand in the contract."""

    KEPT = "kept"
    RENUMBERED = "renumbered"  # another number, in the same order among the others
    MOVED = "moved"  # another order, or under another chapter


class State(StrEnum):
    """What a text is on a day; the values stand in the contract."""

    NOT_YET = "not-yet"  # made, and not in force yet
    IN_FORCE = "in-force"
    EXPIRED = "expired"  # its own time is over
    REPEALED = "repealed"  # another document says so
    SUPERSEDED = "superseded"  # amended since: a later text of the same rule stands in its place
    UNKNOWN = "unknown"


class GroundKind(StrEnum):
    """What a period rests on; the values stand in the contract."""

    ENTRY = "entry-into-force"  # 自…起施行
    PUBLICATION = "publication"  # 自公布之日起施行, and the day of it
    EXPIRY = "expiry"  # 有效期五年, 试行两年
    REPEAL = "repeal"  # 同时废止, in another document
    AMENDMENT = "amendment"  # a decision, or a later text of the same rule
    SUCCESSOR = "successor"  # a later rule of the same subject, office and territory, without words of repeal
    RENAMED = "renamed"
    PROVISION = "provision-of-time"  # 自2012年3月起连续三年, of this provision alone
    NOTHING = "nothing-known"  # nothing in the collection says more


class Gravity(StrEnum):
    """How grave a finding is, if the answer is yes; the values stand in the contract."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
