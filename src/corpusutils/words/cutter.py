"""jieba's `cut`, compiled: the same dictionary, model and arithmetic, with offsets and numbers in place of strings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from corpusutils.errors import InputError
from corpusutils.words.dictionary import Entry
from corpusutils.words.jieba_files import IMPOSSIBLE, jieba_file, jieba_table

Codes = NDArray[np.uint32]
"""A text as the numbers of its characters."""

UNKNOWN = 0
"""Node of a word that the dictionary lacks: the trie's root."""
NODE_BITS, CHARACTER_BITS = 22, 18
"""An edge of the trie is one number: the node that it leaves, the character, the node that it leads to."""
NODES, CHARACTERS = (1 << NODE_BITS) - 1, 1 << CHARACTER_BITS
"""Most nodes; and the first character, far behind all writing, that stands in no word."""
HAN_FIRST, HAN_LAST = 0x4E00, 0x9FD5
"""What jieba takes for Han characters."""
MARKS = tuple(map(ord, "+#&._%-"))
"""Marks that jieba takes into words."""
ZERO, NINE, POINT, PERCENT, RETURN, FEED = map(ord, "09.%\r\n")
STATES = "BEMS"
"""States of jieba's model in the order in which it breaks ties: a character begins, ends, stands in, or is a word."""
BEGIN, END, MIDDLE, SINGLE = range(4)
LEAST = -1
"""Frequency asked for a word that is to get the least which keeps it whole."""
FIRST_NODES = 1 << 19
PLANE = 1 << 16
"""Characters of Unicode's basic plane."""


class Trie(NamedTuple):
    """The dictionary as a trie: its edges lie in a hash table, those that leave the root also in `roots`, by character.

    Each node has the frequency of the word that ends there (0: none), that frequency's logarithm (-1: none), and the word's
    tag as a number (0: no word has ever ended there).
    """

    edges: NDArray[np.int64]
    roots: NDArray[np.int32]
    frequency: NDArray[np.int64]
    log: NDArray[np.float64]
    tag: NDArray[np.int32]


class Model(NamedTuple):
    """jieba's model of unknown words: `start[state]`, `step[before, state]`, `emit[character - HAN_FIRST, state]`."""

    start: NDArray[np.float64]
    step: NDArray[np.float64]
    emit: NDArray[np.float64]


class Cut(NamedTuple):
    """A text as the numbers of its characters, where each of its tokens ends, and each one's node in the dictionary."""

    codes: Codes
    ends: NDArray[np.int32]
    nodes: NDArray[np.int32]


class Cutter:
    """Cut text as `jieba.cut` does, to ends and dictionary nodes.

    The tokens are jieba's own because each step is: the same frequencies and logarithms are added in the same order, and ties
    are broken alike.
    """

    def __init__(self) -> None:
        self._size = 1  # nodes in use, the root included
        self._total = 0
        self._trie = _empty(FIRST_NODES)
        self._numbers = np.empty(0, dtype=np.int32)
        self._model = _model()
        text = codes_of(jieba_file("dict.txt").read_text(encoding="utf-8"))
        starts, ends, frequency, tag = _entries(text)
        self._learn(text, starts, ends, frequency, tag)

    def learn(self, entries: Sequence[Entry]) -> None:
        """Add words in order; one without a frequency gets the least that keeps it whole, one with 0 is unlearnt."""
        entries = [entry for entry in entries if ord(max(entry.word)) < CHARACTERS]
        ends = np.cumsum([len(entry.word) for entry in entries], dtype=np.int64)
        starts = np.concatenate((np.zeros(1, dtype=np.int64), ends))[:-1]
        frequency = np.array([LEAST if e.frequency is None else e.frequency for e in entries], dtype=np.int64)
        tag = np.array([_number(entry.tag) for entry in entries], dtype=np.int32)
        self._learn(codes_of("".join(entry.word for entry in entries)), starts, ends, frequency, tag)

    def _learn(self, text: Codes, starts: Any, ends: Any, frequency: Any, tag: Any) -> None:
        done = 0
        while True:
            rest = (text, starts[done:], ends[done:], frequency[done:], tag[done:])
            learnt, self._size, self._total = _learn(self._trie, self._size, self._total, *rest)
            done += learnt
            if done == len(starts):
                return
            self._trie = _wider(self._trie)

    def cut(self, text: str, holes: NDArray[np.int64]) -> Cut:
        """Return the tokens of a text; each row of `holes` (start, end) is one token."""
        codes = codes_of(text)
        return Cut(codes, *_cut(self._trie, math.log(self._total), self._model, codes, holes))

    def numbered(self, cut: Cut) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return a number for every token, equal for equal words, and for each number a token that bears it.

        Words of the dictionary and single characters are numbered; the others get -1.
        """
        if len(self._numbers) < len(self._trie.tag) + PLANE:
            self._numbers = np.full(len(self._trie.tag) + PLANE, -1, dtype=np.int32)
        numbers, tokens = _numbered(*cut, self._numbers)
        return numbers, tokens

    def node(self, word: str) -> int:
        """Return the node of a word of the dictionary, or `UNKNOWN`."""
        codes = codes_of(word)
        return int(_word(self._trie, codes, 0, len(codes)))

    def tags(self, nodes: NDArray[np.int32]) -> list[str]:
        """Return the parts of speech of nodes; empty for `UNKNOWN`."""
        numbers, which = np.unique(self._trie.tag[nodes], return_inverse=True)
        names = [_letters(number) for number in numbers.tolist()]
        return [names[n] for n in which.tolist()]


def codes_of(text: str) -> Codes:
    """Return the numbers of a text's characters."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _model() -> Model:
    start, step, emit = (jieba_table(f"finalseg/prob_{name}") for name in ("start", "trans", "emit"))
    emission = np.full((HAN_LAST - HAN_FIRST + 1, len(STATES)), IMPOSSIBLE)
    for n, state in enumerate(STATES):
        for character, chance in emit[state].items():
            if HAN_FIRST <= ord(character) <= HAN_LAST:
                emission[ord(character) - HAN_FIRST, n] = chance
    steps = np.array([[step[a].get(b, IMPOSSIBLE) for b in STATES] for a in STATES])
    return Model(np.array([start[state] for state in STATES]), steps, emission)


def _empty(nodes: int) -> Trie:
    return Trie(
        np.zeros(2 * nodes, dtype=np.int64),
        np.zeros(CHARACTERS, dtype=np.int32),
        np.zeros(nodes, dtype=np.int64),
        np.full(nodes, -1.0),
        np.zeros(nodes, dtype=np.int32),
    )


def _wider(trie: Trie) -> Trie:
    if len(trie.tag) > NODES:
        raise InputError("the dictionaries have too many words: a trie of 4 million nodes does not hold them")
    wider = _empty(2 * len(trie.tag))
    _rehash(trie.edges, wider.edges)
    for name in ("roots", "frequency", "log", "tag"):
        old = getattr(trie, name)
        getattr(wider, name)[: len(old)] = old
    return wider


def _number(tag: str) -> int:
    """Return a tag's letters as one number.

    >>> _letters(_number("nz"))
    'nz'
    """
    return int.from_bytes(tag.encode("ascii"), "little")


def _letters(number: int) -> str:
    return number.to_bytes(4, "little").rstrip(b"\0").decode("ascii")


@numba.njit(cache=True)
def _entries(text: Any) -> Any:
    """Return where the words of a dictionary's lines `word frequency tag` stand, their frequencies, and their tags as numbers."""
    lines = np.sum(text == ord("\n")) + 1
    starts, ends = np.zeros(lines, dtype=np.int64), np.zeros(lines, dtype=np.int64)
    frequency, tag = np.zeros(lines, dtype=np.int64), np.zeros(lines, dtype=np.int32)
    n = at = 0
    while at < len(text):
        starts[n] = at
        while text[at] != ord(" "):
            at += 1
        ends[n] = at
        at += 1
        while text[at] != ord(" "):
            frequency[n] = 10 * frequency[n] + text[at] - ord("0")
            at += 1
        at += 1
        place = 0
        while at < len(text) and text[at] != ord("\n"):
            tag[n] |= np.int32(text[at] << place)
            place += 8
            at += 1
        at += 1
        n += 1
    return starts[:n], ends[:n], frequency[:n], tag[:n]


@numba.njit(cache=True)
def _place(edges: Any, key: Any) -> Any:
    """Return where an edge lies in the hash table, or the free place that it would take."""
    at = (key * 2654435761 >> 16) & (len(edges) - 1)
    while edges[at] != 0 and edges[at] >> NODE_BITS != key:
        at = (at + 1) & (len(edges) - 1)
    return at


@numba.njit(cache=True)
def _child(trie: Any, node: Any, character: Any) -> Any:
    """Return the node that a character leads to, or 0."""
    if character >= CHARACTERS:
        return 0
    if node == 0:
        return trie.roots[character]
    return trie.edges[_place(trie.edges, np.int64(node) << CHARACTER_BITS | np.int64(character))] & NODES


@numba.njit(cache=True)
def _rehash(old: Any, new: Any) -> Any:
    for edge in old:
        if edge:
            new[_place(new, edge >> NODE_BITS)] = edge


@numba.njit(cache=True)
def _find(trie: Any, text: Any, start: Any, end: Any) -> Any:
    """Return the node that a stretch of text leads to; 0 where the dictionary has no word that begins so."""
    node = 0
    for i in range(start, end):
        node = _child(trie, node, text[i])
        if node == 0:
            break
    return node


@numba.njit(cache=True)
def _learn(trie: Any, size: Any, total: Any, text: Any, starts: Any, ends: Any, frequency: Any, tag: Any) -> Any:
    """Enter words as long as there is room; return how many, how many nodes there are then, and the sum of all frequencies."""
    longest = max(ends - starts) if len(starts) else 0
    score, hop, node_of = np.zeros(longest + 1), np.zeros(longest, dtype=np.int32), np.zeros(longest, dtype=np.int32)
    for n in range(len(starts)):
        if size + ends[n] - starts[n] > len(trie.tag):
            return n, size, total
        told = frequency[n]
        if told == LEAST:
            told = _least(trie, total, text[starts[n] : ends[n]], score, hop, node_of)
        node = 0
        for i in range(starts[n], ends[n]):
            child = _child(trie, node, text[i])
            if child == 0:
                key = np.int64(node) << CHARACTER_BITS | np.int64(text[i])
                trie.edges[_place(trie.edges, key)] = key << NODE_BITS | size
                if node == 0:
                    trie.roots[text[i]] = size
                child = size
                size += 1
            node = child
        total += told - trie.frequency[node]
        trie.frequency[node], trie.tag[node] = told, tag[n]
        trie.log[node] = math.log(told) if told else -1.0
    return len(starts), size, total


@numba.njit(cache=True)
def _in_block(character: Any) -> Any:
    """Tell whether a character is one of those among which jieba seeks words: Chinese, Latin letters, digits and +#&._%-."""
    return HAN_FIRST <= character <= HAN_LAST or _is_latin(character) or character in MARKS


@numba.njit(cache=True)
def _is_latin(character: Any) -> Any:
    return ord("a") <= character <= ord("z") or ord("A") <= character <= ord("Z") or ZERO <= character <= NINE


@numba.njit(cache=True)
def _best(trie: Any, log_total: Any, block: Any, score: Any, hop: Any, node_of: Any) -> Any:
    """Find the likeliest words of a block: `hop[k]` is where the one that begins at k ends, `node_of[k]` its node."""
    size = len(block)
    score[size] = 0.0
    for k in range(size - 1, -1, -1):
        most, stop, word = -log_total + score[k + 1], k + 1, UNKNOWN  # log(1) - log(total)
        known = False
        node = 0
        for end in range(k, size):
            node = _child(trie, node, block[end])
            if node == 0:
                break
            if trie.log[node] >= 0:
                chance = trie.log[node] - log_total + score[end + 1]
                if not known or chance >= most:
                    most, stop, word, known = chance, end + 1, node, True
        score[k], hop[k], node_of[k] = most, stop, word


@numba.njit(cache=True)
def _frequency(trie: Any, word: Any) -> Any:
    """Return a word's frequency as jieba holds it: 0 for what only begins a word, 1 for what it has never seen."""
    node = _find(trie, word, 0, len(word))
    return trie.frequency[node] if node else 1


@numba.njit(cache=True)
def _least(trie: Any, total: Any, word: Any, score: Any, hop: Any, node_of: Any) -> Any:
    """Return the least frequency that keeps a word whole, as jieba's `suggest_freq` finds it, and one more."""
    chance = 1.0
    at = 0
    while at < len(word):
        end = at + 1
        if _in_block(word[at]):
            while end < len(word) and _in_block(word[end]):
                end += 1
            _best(trie, math.log(total), word[at:end], score, hop, node_of)
            k = at
            while k < end:
                stop = at + hop[k - at]
                if stop == k + 1 and _is_latin(word[k]):  # letters in a row count as one
                    while stop < end and hop[stop - at] == stop - at + 1 and _is_latin(word[stop]):
                        stop += 1
                chance *= _frequency(trie, word[k:stop]) / total
                k = stop
        else:
            chance *= _frequency(trie, word[at:end]) / total
        at = end
    return max(int(chance * total) + 1, trie.frequency[_find(trie, word, 0, len(word))]) + 1


@numba.njit(cache=True)
def _cut(trie: Any, log_total: Any, model: Any, text: Any, holes: Any) -> Any:
    size = len(text)
    ends, nodes = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    room = 256
    score, hop, node_of = np.empty(room + 1), np.empty(room + 1, dtype=np.int32), np.empty(room, dtype=np.int32)
    state = np.empty(room, dtype=np.int8)
    count = at = hole = 0
    while at < size:
        edge = holes[hole, 0] if hole < len(holes) else size
        if at == edge:
            ends[count], nodes[count] = holes[hole, 1], _word(trie, text, at, holes[hole, 1])
            at = ends[count]
            hole += 1
            count += 1
            continue
        if not _in_block(text[at]):
            feed = text[at] == RETURN and at + 1 < edge and text[at + 1] == FEED
            node = _child(trie, UNKNOWN, text[at])  # what `_word` does for more, and at twice the cost
            ends[count], nodes[count] = at + 2 if feed else at + 1, node if trie.frequency[node] else UNKNOWN
            at = ends[count]
            count += 1
            continue
        last = at + 1
        while last < edge and _in_block(text[last]):
            last += 1
        length = last - at
        if length > room:
            room = 2 * length
            score, hop, node_of = np.empty(room + 1), np.empty(room + 1, dtype=np.int32), np.empty(room, dtype=np.int32)
            state = np.empty(room, dtype=np.int8)
        _best(trie, log_total, text[at:last], score, hop, node_of)
        hop[length] = length + 2  # what stands behind a block ends its last run, as a word does
        run = k = 0
        while True:
            if hop[k] > k + 1:
                if run == k - 1:  # a call with so many arrays costs as much as the search for words itself
                    ends[count], nodes[count] = at + k, node_of[run]
                    count += 1
                elif run < k:
                    count = _run(trie, model, text, at, run, k, node_of, ends, nodes, count, state)
                if k == length:
                    break
                ends[count], nodes[count] = at + hop[k], node_of[k]
                count += 1
                run = hop[k]
            k = hop[k]
        at = last
    return ends[:count].copy(), nodes[:count].copy()


@numba.njit(cache=True)
def _word(trie: Any, text: Any, start: Any, end: Any) -> Any:
    """Return the node of the word that a stretch of text is, or `UNKNOWN`."""
    node = _find(trie, text, start, end)
    return node if trie.frequency[node] else UNKNOWN


@numba.njit(cache=True)
def _run(
    trie: Any,
    model: Any,
    text: Any,
    at: Any,
    first: Any,
    last: Any,
    node_of: Any,
    ends: Any,
    nodes: Any,
    count: Any,
    came: Any,
) -> Any:
    """Cut a run of characters that are no words together: the model's words, and letters and numbers as they stand.

    `first` and `last` count from `at`, where the block begins.
    """
    if last - first > 1 and _word(trie, text, at + first, at + last) == UNKNOWN:
        while first < last:
            end = first
            if text[at + first] >= HAN_FIRST:
                while end < last and text[at + end] >= HAN_FIRST:
                    end += 1
                _unknown(model, text[at + first : at + end], came)
                word = first
                for k in range(first, end):
                    state = came[k - first]
                    if state in (SINGLE, END) or k == end - 1:
                        count = _add(trie, text, at, word, k + 1, node_of, ends, nodes, count)
                        word = k + 1
            else:
                end = first + _latin(text[at + first : at + last])
                count = _add(trie, text, at, first, end, node_of, ends, nodes, count)
            first = end
    for k in range(first, last):
        ends[count], nodes[count] = at + k + 1, node_of[k]
        count += 1
    return count


@numba.njit(cache=True)
def _add(trie: Any, text: Any, at: Any, first: Any, last: Any, node_of: Any, ends: Any, nodes: Any, count: Any) -> Any:
    """Write down a word that the model or its script made; one that is unlearnt falls apart."""
    if last > first + 1:
        node = _find(trie, text, at + first, at + last)
        known = trie.frequency[node] > 0
        if known or trie.tag[node] == 0:
            ends[count], nodes[count] = at + last, node if known else UNKNOWN
            return count + 1
    for k in range(first, last):
        ends[count], nodes[count] = at + k + 1, node_of[k]
        count += 1
    return count


@numba.njit(cache=True)
def _latin(rest: Any) -> Any:
    """Return how far what is not Chinese is one word: letters and digits as in 2.5%, or marks up to the next such."""
    size, end = len(rest), 0
    if not _is_latin(rest[0]):
        while end < size and rest[end] < HAN_FIRST and not _is_latin(rest[end]):
            end += 1
        return end
    while end < size and _is_latin(rest[end]):
        end += 1
    if end + 1 < size and rest[end] == POINT and ZERO <= rest[end + 1] <= NINE:
        end += 1
        while end < size and ZERO <= rest[end] <= NINE:
            end += 1
    return end + 1 if end < size and rest[end] == PERCENT else end


@numba.njit(cache=True)
def _unknown(model: Any, run: Any, came: Any) -> Any:
    """Find the likeliest state of each Chinese character of a run (Viterbi); it is left in `came[k]`."""
    step = model.step
    emit = model.emit[run[0] - HAN_FIRST]
    b, e = model.start[BEGIN] + emit[BEGIN], model.start[END] + emit[END]
    m, s = model.start[MIDDLE] + emit[MIDDLE], model.start[SINGLE] + emit[SINGLE]
    for k in range(1, len(run)):
        emit = model.emit[run[k] - HAN_FIRST]
        e_b, s_b = e + step[END, BEGIN] + emit[BEGIN], s + step[SINGLE, BEGIN] + emit[BEGIN]
        b_e, m_e = b + step[BEGIN, END] + emit[END], m + step[MIDDLE, END] + emit[END]
        b_m, m_m = b + step[BEGIN, MIDDLE] + emit[MIDDLE], m + step[MIDDLE, MIDDLE] + emit[MIDDLE]
        e_s, s_s = e + step[END, SINGLE] + emit[SINGLE], s + step[SINGLE, SINGLE] + emit[SINGLE]
        came[k] = (s_b >= e_b) | (m_e >= b_e) << 1 | (m_m >= b_m) << 2 | (s_s >= e_s) << 3
        b, e, m, s = max(e_b, s_b), max(b_e, m_e), max(b_m, m_m), max(e_s, s_s)
    state = SINGLE if s >= e else END
    for k in range(len(run) - 1, -1, -1):
        later = came[k] >> state & 1  # a set bit stands for the later of the two states that may come before
        came[k] = state
        early, late = (END, SINGLE) if state in (BEGIN, SINGLE) else (BEGIN, MIDDLE)
        state = late if later else early


@numba.njit(cache=True)
def _numbered(text: Any, ends: Any, nodes: Any, numbers: Any) -> Any:
    """Number the tokens by their nodes or single characters; `numbers` is -1 throughout, before and after."""
    size = len(nodes)
    found, token_of = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    words = len(numbers) - PLANE
    count = start = 0
    for k in range(size):
        word = nodes[k]
        if word == UNKNOWN:
            word = words + text[start] if ends[k] == start + 1 and text[start] < PLANE else -1
        start = ends[k]
        if word >= 0 and numbers[word] < 0:
            numbers[word] = count
            token_of[count] = k
            count += 1
        found[k] = numbers[word] if word >= 0 else -1
    for k in token_of[:count]:
        numbers[nodes[k] if nodes[k] != UNKNOWN else words + text[ends[k] - 1]] = -1
    return found, token_of[:count].copy()
