"""Two texts of a rule side by side for people: on the terminal, as a page, a document and a workbook (修改对照表)."""
