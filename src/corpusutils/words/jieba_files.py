"""jieba's dictionary and models, read without importing jieba, which prints warnings on Python 3.12 and later."""

from __future__ import annotations

import hashlib
import logging
import pickle
import warnings
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corpusutils.errors import MissingError

IMPOSSIBLE = -3.14e100
"""jieba's logarithm of no chance at all."""


def jieba_file(name: str) -> Path:
    """Return where a file of jieba lies."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise MissingError("jieba is not installed; mend it with: python -m pip install jieba==0.42.1")
    return Path(spec.origin).parent / name


def jieba_table(name: str) -> Any:
    """Return a table of one of jieba's models: `posseg/prob_emit`.

    jieba has each twice; the pickled one loads in a tenth of the time and memory where Python keeps no compiled modules.
    """
    try:
        return pickle.loads(jieba_file(f"{name}.p").read_bytes())
    except FileNotFoundError:
        raise MissingError(
            "a model of jieba is missing; mend it with: python -m pip install --force-reinstall jieba"
        ) from None


@lru_cache(maxsize=1)
def jieba_digest() -> str:
    """Return the sha256 of jieba's dictionary."""
    return hashlib.sha256(jieba_file("dict.txt").read_bytes()).hexdigest()


def import_jieba() -> Any:
    """Import jieba itself, which only comparisons need, without its SyntaxWarnings and its log on standard error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.ERROR)
    return jieba
