"""Measuring dropcopy: sheets with known content, and comparisons with other programs."""
