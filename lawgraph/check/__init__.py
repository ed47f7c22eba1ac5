"""The review desk: documents checked among those of a graph or of a folder, as a list, a page, a table, a feed.

``report`` is what a check says; ``ingest.check`` finds it.
"""
