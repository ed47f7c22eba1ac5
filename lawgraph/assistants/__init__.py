"""The door for assistants: a built graph as read-only tools of the Model Context Protocol (``lawgraph mcp``).

Every answer quotes: the words of the source, their places (code points), the SHA-256 of the file. What cannot be
answered is a typed refusal (:mod:`lawgraph.assistants.refusals`), never an empty success.
"""
