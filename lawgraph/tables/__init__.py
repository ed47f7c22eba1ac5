"""What is handed in, as tables: made of a graph by SPARQL, one module a table, the same for every form of a file.

``counterparts`` 对照表, ``side_by_side`` 多级并列, ``lacking`` 缺口, ``amounts`` 金额与期限, ``duties`` 责任清单,
``tasks`` 督查台账, ``doubts`` 存疑, ``sources`` 来源. ``cells`` says what a table consists of, ``holdings`` reads
the graph, ``deadlines`` the time limits, ``keys`` make the keys by which an opinion finds its row again.
"""
