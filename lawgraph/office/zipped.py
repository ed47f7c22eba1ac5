"""Packages of Office Open XML of which the bytes depend on their content alone."""

from __future__ import annotations

import io
import re
import zipfile

_FIXED = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_TIMES = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def zipped(package: bytes) -> bytes:
    """Return a package with its entries in order and without the times at which it was written.

    Neither in the properties of the document nor in the archive is a time left: the graph does not say any.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            data = old.read(name)
            if name == _CORE:
                data = _TIMES.sub(b"", data)
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3  # as on every machine
            new.writestr(entry, data)
    return out.getvalue()
