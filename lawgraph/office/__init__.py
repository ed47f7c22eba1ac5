"""Tables as files for an office: ``workbook`` (XLSX), ``document`` (DOCX), ``calendar`` (iCalendar).

``layout`` reckons lines and heights, ``zipped`` makes the bytes of a package depend on its content alone. Which
features are used, so that WPS reads them as well: ``docs/handing-in.en.md``.
"""
