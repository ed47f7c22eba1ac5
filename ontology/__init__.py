"""What the graph can say: vocabulary, schemes, authority data, shapes, and their names in Python."""
