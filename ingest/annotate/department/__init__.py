"""How bodies are named in Chinese rules, and how their mentions are found by characters.

* :mod:`~ingest.annotate.department.lexicon`: the words that names are made of: levels, endings, boundaries.
* :mod:`~ingest.annotate.department.governments`: governments, congresses, courts, party organs, congress
  organs.
* :mod:`~ingest.annotate.department.organs`: departments, grown leftwards from their ending over known
  functions.
* :mod:`~ingest.annotate.department.coordination`: coordination groups that a text itself founds and
  abbreviates.
* :mod:`~ingest.annotate.department.expansion`: from the printed words to the full names meant.
* :mod:`~ingest.annotate.department.roles`: lead, cooperating, bearer, beneficiary, by the words around a
  mention.

The entry is :mod:`ingest.annotate.departments`.
"""
