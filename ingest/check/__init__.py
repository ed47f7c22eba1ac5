"""What does not fit: rules that are out of date, go beyond the upper rule, or are not in order in themselves.

``finding`` is what is found, ``others`` what a check may ask of other documents; kinds of checks and the law behind
each are data (``ontology/checks/``). Every finding is a question to a lawyer.
"""
