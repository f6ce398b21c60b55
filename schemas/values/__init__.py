"""Canonical values with their parsers: dates, reference numbers, romans, numbers, stations.

Each module has ``parse`` functions that take any text and give a value or ``None``, never an exception,
and nothing outside the span that its kind allows. They read what a typist types; what an OCR engine makes
of it is repaired in ``parsing.figures``, ``parsing.dates`` and ``parsing.references`` first.
"""
