"""The steps from a provision's own words to its norms.

``sentences`` and ``clauses`` cut the words into sentences and comma clauses, ``grouping`` puts clauses together to
norms, ``modality`` judges each, ``bearers`` finds its subject, ``predicate`` its action and object. Of a clause
``modals`` finds the word of duty, ``acting`` who does what, and ``leading`` tells whether it only prepares another.
``signs`` holds the words of the language of rules. ``lists`` says what the items of a list inherit from the sentence
that announces it. ``ingest.annotate.norms`` carries bearers and duties from clause to clause and from provision to
provision.
"""
