"""Names of bodies: found in a text, read, and resolved to the body that is meant.

A name is scope (whose: 省, 县级以上) × function (for what: 财政) × ending (厅, 部门): ``grammar`` has their words once.
``find`` has the places in a text that name a body, and gives each a :class:`~ingest.bodies.name.BodyName`;
``scopes``, ``institutions`` and ``parse`` read a name, ``labels`` writes it in full, ``resolve`` tells which
:class:`~ingest.bodies.body.Body` it means. What divisions, functions and departments there are is data of the
ontology; documents, provisions and roles are unknown here.
"""
