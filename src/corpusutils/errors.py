"""What can go wrong, in words that a reader of the message can act on.

Every error of the package is a `CorpusError` and also the builtin that fits it, so that callers may catch
either. The command line turns `InputError` and `ParameterError` into exit status 2, `RunError` into 1.
"""

from __future__ import annotations

from collections.abc import Iterable


class CorpusError(Exception):
    """Base of every error that this package raises on purpose."""


class InputError(CorpusError, ValueError):
    """Input that can't be used: a folder, a file, a row.

    `faults` holds one line for each fault that was found; all of a kind are gathered before raising.
    """

    def __init__(self, message: str, faults: Iterable[str] = ()) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join([message, *(f"  - {fault}" for fault in self.faults)]))


class ParameterError(InputError):
    """A parameter with an unknown name, a wrong type or a value outside its range."""


class OutputError(CorpusError, OSError):
    """A place that can't be written to."""


class RunError(CorpusError, RuntimeError):
    """A run that began well and failed midway; what is whole has been kept, and the message says where."""


class MissingError(CorpusError, LookupError):
    """Something that the installation should have and has not; the message holds the line that mends it."""
