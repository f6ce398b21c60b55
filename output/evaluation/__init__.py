"""Scoring records against a truth: pure comparisons, and an archive against truth files."""
