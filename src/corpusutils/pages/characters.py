"""The characters of a page's lines as numbers, by which lines are found and measured all at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LAST = 0xFFFF
"""Number of the last character that lines are found by; those behind it count as one."""


Wanted = NDArray[np.uint64]
"""For every number of a character up to `LAST` in which sets it is: bit n stands for the n-th."""


class Characters:
    """The characters of some lines, none of which is empty."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        size = np.array([len(line) for line in lines], dtype=np.int64)
        self._end = np.cumsum(size)
        self._start = self._end - size
        codes = np.frombuffer("".join(lines).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self._codes = np.minimum(codes, LAST).astype(np.uint16)

    def fits(self, begins: Wanted, ends: Wanted, holds: Wanted) -> NDArray[np.uint64]:
        """Return for each line a number: bit n says that it begins, ends with and holds a character of the n-th sets.

        >>> lines = Characters(["下转3版", "城镇污水"])
        >>> lines.fits(wanted(["", "城"]), wanted(["", ""]), wanted(["版面", "水"])).tolist()
        [1, 2]
        """
        if not len(self._end):
            return np.empty(0, dtype=np.uint64)
        held = np.bitwise_or.reduceat(holds[self._codes], self._start)
        found: NDArray[np.uint64] = held & begins[self._codes[self._start]] & ends[self._codes[self._end - 1]]
        return found

    def width(self) -> NDArray[np.float64]:
        """Return the visual width of each line: a character of three bytes in UTF-8 is 1, one of a single byte ½.

        >>> Characters(["降到45微克", "3 版"]).width().tolist()
        [5.0, 2.0]
        """
        size = np.array([len(line.encode("utf-8", "surrogatepass")) for line in self._lines])
        length = self._end - self._start
        width: NDArray[np.float64] = length - np.maximum(0, (3 * length - size) // 2) / 2
        return width


def wanted(sets: Sequence[str]) -> Wanted:
    """Return in which of up to 64 sets each character is; all are in an empty one."""
    table = np.zeros(LAST + 1, dtype=np.uint64)
    for n, characters in enumerate(sets):
        table[[ord(character) for character in characters] or slice(None)] |= np.uint64(1 << n)
    return table
