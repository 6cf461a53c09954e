"""Articles in, records of promises and of progress out, each with the rules that made it."""

from corpusutils.targets.records import Record, extract_targets

__all__ = ["Record", "extract_targets"]
