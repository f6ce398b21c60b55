"""Runs it: Prefect flows and tasks, settings, the command line.

The only room that knows Prefect.
"""
