"""What citations are read by: titles in brackets (``titles``), names without (``names``), and the course of the
text, which tells of whose articles a number speaks (``discourse``)."""
