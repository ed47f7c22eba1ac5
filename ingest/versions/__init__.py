"""Texts of one rule compared, article by article: the same, changed, moved, split, merged, new, gone."""
