"""Finding the facts of a document: a module for each kind, called by the components of ``ingest.pipeline``.

Each reads the repaired characters of every provision's own words, and gives facts with their source spans:
``quantities``, ``departments`` (bodies), ``citations`` with ``references``, ``norms``, ``topics``. Nothing is
imported here: the norms bring jieba's tags with them, which who only follows references does not need.
"""
