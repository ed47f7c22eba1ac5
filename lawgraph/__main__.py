"""``python -m lawgraph``: the command without its script."""

from lawgraph.cli import main

main()
