"""Text to graph: read, repair, structure, annotate, link, write; one folder a stage, in this order."""
