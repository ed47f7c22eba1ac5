"""What holds on a day: which text of a rule is in force, from when to when, and by which words of which document.

``header`` is what a document says that the status of others depends on, ``timeline`` the periods of a text.
"""
