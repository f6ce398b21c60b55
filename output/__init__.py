"""Records in, archive out, and back: tables, publishing, quarantine, the report."""
