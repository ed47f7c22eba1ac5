"""The page 导入: what became of each file, what is stated beside it, files dropped in, building anew.

``report.py`` tells what the last build made of each file, ``stating.py`` writes the metadata file beside a source,
``receiving.py`` takes files into the folder, ``rebuilding.py`` runs a build in a process of its own and tells how far
it is, ``sources.py`` holds these together for a server that ``lawgraph open`` started, ``page.py`` is the page and
``routes.py`` what changes something.
"""
