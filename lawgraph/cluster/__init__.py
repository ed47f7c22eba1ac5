"""A build by many machines: its works done by the workers of a ``dask.distributed`` cluster.

The build itself is the same (:mod:`lawgraph.build.run`): what is to be made, under which key, and the merge are told
by the process that was started; the workers make texts, quads, words, pairs, changes and findings, and each gives back
what the work returned. Parts go by the folder that all see, or by a storage that all reach
(:mod:`lawgraph.cluster.storage`).

Nothing of this is loaded by a build without ``--cluster`` and ``--parts``. It needs the extra ``lawgraph[cluster]``.
"""

from lawgraph.cluster.errors import ClusterError

__all__ = ["ClusterError"]
