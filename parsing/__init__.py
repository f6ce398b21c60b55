"""Words in, records out: furniture, sheets, header, body, marks, notes. Pure: no files, no clock."""

PARSER_VERSION = "1"
"""Raised whenever the same words can give another record; archives reprocess what an older one made."""
