"""The SPARQL service: a front that speaks HTTP (``app``) over worker processes that answer (``pool``, ``worker``).

A worker has one query at a time and can be ended at any moment; the front never waits on the store itself.
"""
