"""Notebooks in, a report folder out: run, rendered offline, recorded, and verified by rebuilding it."""
