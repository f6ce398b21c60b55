"""Fitting what doubts about a field cost, on generated sheets whose truth is known."""
