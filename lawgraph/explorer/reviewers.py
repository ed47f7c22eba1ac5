"""Who decides: a name, with an ORCID or a mail address where there is one, said once and kept in a cookie.

An author of a review is an identifier (``docs/reviews.en.md``): the ORCID or the mail address, else the name itself
within our own prefix.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote

from starlette.responses import Response

from lawgraph.explorer.decided import Person
from lawgraph.explorer.given import Wrong

COOKIE = "reviewer"
_LONGEST = 40  # characters of a name
_KEPT = 31_536_000  # seconds
_ORCID = re.compile(r"(?:(?:https?://)?orcid\.org/|orcid:)?(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])")
_MAIL = re.compile(r"(?:mailto:)?([A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})")
_ELSE = re.compile(r"[^\w.·-]+")  # what may not stand in an identifier made of a name


def person(name: str, identifier: str = "") -> Person:
    """Return who decides; raise :class:`Wrong` for no name, and for an identifier that is none.

    >>> person("张 三"), person("李四", "https://orcid.org/0000-0002-1825-0097").id, person("王五", "w@example.org").id
    (Person(id='review:张-三', name='张 三'), 'orcid:0000-0002-1825-0097', 'mailto:w@example.org')
    """
    name = " ".join(unicodedata.normalize("NFKC", name).replace("|", " ").split())
    if not name or len(name) > _LONGEST or not any(char.isalnum() for char in name):
        raise Wrong(
            "name", f"请写姓名，至多 {_LONGEST} 字。", f"Give your name, of at most {_LONGEST} characters."
        )
    identifier = identifier.strip()
    if not identifier:
        return Person(f"review:{_ELSE.sub('-', name).strip('-')}", name)
    if (found := _ORCID.fullmatch(identifier)) and _checks(found[1].upper()):
        return Person(f"orcid:{found[1].upper()}", name)
    if found := _MAIL.fullmatch(identifier):
        return Person(f"mailto:{found[1]}", name)
    raise Wrong(
        "identifier",
        "不是 ORCID（如 0000-0002-1825-0097，末位为校验位）也不是邮箱，请改正或留空。",
        "It is neither an ORCID (such as 0000-0002-1825-0097; the last digit checks it) nor a mail address; "
        "correct it or leave it out.",
    )


def _checks(orcid: str) -> bool:
    """Tell whether the last digit of an ORCID fits the others (ISO/IEC 7064, MOD 11-2)."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == orcid[-1]


def keep(response: Response, who: Person, path: str, *, secure: bool) -> None:
    """Have the browser say from now on, below ``path``, who decides."""
    prefix, _, rest = who.id.partition(":")
    said = quote(f"{'' if prefix == 'review' else rest} {who.name}", safe="")
    response.set_cookie(
        COOKIE, said, max_age=_KEPT, path=path, secure=secure, httponly=True, samesite="strict"
    )


def kept(cookie: str) -> Person | None:
    """Return who decides by the cookie, if it says so in a way that we wrote."""
    identifier, _, name = unquote(cookie).partition(" ")
    try:
        return person(name, identifier)
    except Wrong:
        return None
