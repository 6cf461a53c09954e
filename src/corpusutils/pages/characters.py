"""The characters of a page's lines as numbers, by which lines are found and measured all at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LAST = 0xFFFF
"""Number of the last character that lines are found by; those behind it count as one."""


class Characters:
    """The characters of some lines, none of which is empty."""

    def __init__(self, lines: Sequence[str]) -> None:
        size = np.array([len(line) for line in lines], dtype=np.int64)
        self._end = np.cumsum(size)
        self._start = self._end - size
        self._all = np.frombuffer("".join(lines).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self._codes = np.minimum(self._all, LAST).astype(np.uint16)

    def begin(self, wanted: str) -> NDArray[np.bool_]:
        """Tell which lines begin with a wanted character."""
        found: NDArray[np.bool_] = _table(wanted)[self._codes[self._start]]
        return found

    def end(self, wanted: str) -> NDArray[np.bool_]:
        """Tell which lines end with a wanted character."""
        found: NDArray[np.bool_] = _table(wanted)[self._codes[self._end - 1]]
        return found

    def hold(self, wanted: str) -> NDArray[np.bool_]:
        """Tell which lines hold a wanted character.

        >>> Characters(["下转3版", "城镇污水"]).hold("版面").tolist()
        [True, False]
        """
        found = np.zeros(len(self._end), dtype=bool)
        at = _table(wanted)[self._codes].nonzero()[0]
        found[self._end.searchsorted(at, side="right")] = True
        return found

    def width(self) -> NDArray[np.float64]:
        """Return the visual width of each line: a character of three bytes in UTF-8 is 1, one of a single byte ½.

        >>> Characters(["降到45微克", "3 版"]).width().tolist()
        [5.0, 2.0]
        """
        size = np.add(1, self._all >= 0x80, dtype=np.int64) + (self._all >= 0x800) + (self._all > LAST)
        ends = np.append(0, np.cumsum(size))
        length = self._end - self._start
        half = np.maximum(0, (3 * length - (ends[self._end] - ends[self._start])) // 2)
        width: NDArray[np.float64] = length - half / 2
        return width


@lru_cache
def _table(wanted: str) -> NDArray[np.bool_]:
    """Return for every number up to `LAST` whether it is that of a wanted character."""
    table = np.zeros(LAST + 1, dtype=bool)
    table[[ord(character) for character in wanted]] = True
    return table
