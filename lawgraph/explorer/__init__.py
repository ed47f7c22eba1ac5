"""The explorer: the graph in a browser, at ``/`` of ``lawgraph serve``.

A page is a module here that says what it shows (:mod:`lawgraph.explorer.page`), a template and, where it needs them, a
script and a style of the same name in ``templates/`` and ``static/``. ``application.py`` lists the pages and answers
their addresses; ``asking.py`` asks the graph for them, ``given.py`` reads what an address says after ``?``,
``rendering.py`` and ``twins.py`` write what is shown as a page and as data.
"""
