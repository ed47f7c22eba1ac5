"""Quantities, by what they measure.

``bounds`` is the small language of 以上 and 不超过, ``measures`` finds figures with a unit,
``dates`` finds dates and periods, ``context`` says what a quantity is for.
"""
