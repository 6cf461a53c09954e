"""Articles in, records of promises and of progress out, each with the rules that made it."""

from corpusutils.targets.extract import extract_targets
from corpusutils.targets.records import Record, Rejected

__all__ = ["Record", "Rejected", "extract_targets"]
