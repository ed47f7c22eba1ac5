"""Amending decisions read as instructions, and applied to the text that they amend."""
