"""Text that remembers where each of its characters stood in the raw page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

INSERTED = -1


class Repair(NamedTuple):
    """One change of the text: what stood at a raw offset, what stands now, and the rule that did it."""

    offset: int
    raw: str
    repaired: str
    rule: str


@dataclass(frozen=True)
class TracedText:
    """A string and, for each of its characters, the offset of the raw character that it came from.

    `origin` has the length of `text`; `INSERTED` marks a character that the raw page does not have.
    """

    text: str
    origin: NDArray[np.int32]

    @classmethod
    def of(cls, raw: str, start: int, end: int) -> TracedText:
        """Return `raw[start:end]` with its offsets.

        >>> TracedText.of("汾河水清", 2, 4).origin.tolist()
        [2, 3]
        """
        return cls(raw[start:end], np.arange(start, end, dtype=np.int32))

    @classmethod
    def of_lines(cls, lines: Sequence[str], starts: Sequence[int]) -> TracedText:
        """Return raw lines, which begin at these offsets, one below the other.

        >>> TracedText.of_lines(["汾河", "水清"], [2, 7]).origin.tolist()
        [2, 3, -1, 7, 8]
        """
        length = np.array([len(line) + 1 for line in lines])
        end = np.cumsum(length)
        origin = np.arange(end[-1]) + np.repeat(np.array(starts) - end + length, length)
        origin[end - 1] = INSERTED
        return cls("\n".join(lines), origin[:-1].astype(np.int32))

    @classmethod
    def join(cls, parts: Iterable[TracedText], separator: str = "") -> TracedText:
        """Concatenate parts; the separator's characters count as inserted."""
        parts = list(parts)
        if not parts:
            return cls("", np.empty(0, dtype=np.int32))
        gap = np.full(len(separator), INSERTED, dtype=np.int32)
        arrays = [parts[0].origin]
        for part in parts[1:]:
            arrays += [gap, part.origin] if separator else [part.origin]
        return cls(separator.join(part.text for part in parts), np.concatenate(arrays))

    def __len__(self) -> int:
        return len(self.text)

    def sub(
        self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], rule: str
    ) -> tuple[TracedText, list[Repair]]:
        """Replace every match by something no longer, and log each change; every character that stays keeps its origin.

        A replacement takes the origins of the match's first characters; what is cut goes into the log.
        """
        texts: list[str] = []
        kept: list[NDArray[np.int32]] = []
        repairs: list[Repair] = []
        last = 0
        for match in pattern.finditer(self.text):
            start, end = match.span()
            old, new = match.group(), replace(match)
            if new == old:
                continue
            if len(new) > end - start:
                raise ValueError(f"rule {rule}: {new!r} is longer than {old!r}")
            texts += [self.text[last:start], new]
            kept.append(self.origin[last : start + len(new)])
            repairs.append(Repair(int(self.origin[start]), old, new, rule))
            last = end
        if not repairs:
            return self, []
        texts.append(self.text[last:])
        kept.append(self.origin[last:])
        return TracedText("".join(texts), np.concatenate(kept)), repairs
