"""Which articles are alike: reprints, nearest neighbours, and clusters."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.neighbors import NearestNeighbors

from corpusutils.analysis.counts import Counts
from corpusutils.analysis.groups import group_counts
from corpusutils.errors import ParameterError
from corpusutils.pages.article import Article

SHINGLE = 5
"""Characters of a shingle: runs this long are rarely shared by chance."""
LEAST = 0.5
"""Share of an article's shingles that another must hold for it to count as a reprint."""
SHORTEST = 30
"""Characters below which an article is too short to tell a reprint from a formula."""
PERMUTATIONS, PARTS = 64, 8
"""Length of a MinHash and parts of the index: at these every planted excerpt was found."""
CLUSTERED = 5_000
"""Articles up to which a tree is grown: its memory grows with their square."""


def find_reprints(articles: Iterable[Article], *, least: float = LEAST) -> pd.DataFrame:
    """Find articles whose text stands for the most part in another.

    Parameters
    ----------
    articles : articles in reading order; of two that hold each other the later counts as the reprint
    least : share of an article's shingles that the other must hold, above 0 and at most 1

    Returns
    -------
    pandas.DataFrame
        one row a pair: `doc` (the reprint or excerpt), `original`, `shared` (share of the doc's shingles of five characters that
        the original holds), `returned` (share of the original's that the doc holds), in the order of the articles

    Raises
    ------
    ParameterError
        where `least` is out of its range

    Notes
    -----
    Candidates come from an LSH Ensemble over MinHashes (Zhu, Nargesian, Pu and Miller, VLDB 2016), which looks for containment, so
    that an excerpt of a long article is found too; the shares of a candidate pair are then counted exactly.

    """
    from datasketch import MinHash, MinHashLSHEnsemble

    if not 0 < least <= 1:
        raise ParameterError(f"least is {least}; it is a share above 0 and at most 1")
    order = sorted(articles, key=lambda a: a.date or "9999")  # undated ones last; equals keep their order
    shingles = {a.key: found for a in order if (found := _shingles(a.body)).size > SHORTEST - SHINGLE}
    if not shingles:
        return pd.DataFrame(columns=["doc", "original", "shared", "returned"])
    hashes = MinHash.generator(
        (held.tolist() for held in shingles.values()), num_perm=PERMUTATIONS, scheme="affine64", hashfunc=int
    )
    entries = [(key, made, _rounded(shingles[key].size)) for key, made in zip(shingles, hashes, strict=True)]
    index = MinHashLSHEnsemble(threshold=least, num_perm=PERMUTATIONS, num_part=PARTS)
    index.index(list(entries))
    rank = {key: n for n, key in enumerate(shingles)}
    pairs = {
        tuple(sorted((key, other), key=rank.__getitem__))
        for key, made, size in entries
        for other in index.query(made, size)
    }
    rows = []
    for first, second in sorted(pairs, key=lambda pair: (rank[pair[1]], rank[pair[0]])):
        both = np.intersect1d(shingles[first], shingles[second], assume_unique=True).size
        of_first, of_second = both / shingles[first].size, both / shingles[second].size
        if first != second and max(of_first, of_second) >= least:
            later = (second, first, of_second, of_first)
            rows.append(later if of_second >= least else (first, second, of_first, of_second))
    return pd.DataFrame(rows, columns=["doc", "original", "shared", "returned"])


def _rounded(size: int) -> int:
    """Return a size on a scale of steps of a tenth: the index weighs every two different sizes against each other."""
    return round(1.1 ** round(math.log(size, 1.1)))


def _shingles(text: str) -> NDArray[np.uint64]:
    """Return a number for each distinct run of `SHINGLE` letters and digits."""
    signs = np.frombuffer(re.sub(r"[\W_]+", "", text).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if signs.size < SHINGLE:
        return np.zeros(0, dtype=np.uint64)
    value = np.zeros(signs.size - SHINGLE + 1, dtype=np.uint64)
    for n in range(SHINGLE):
        value = value * np.uint64(0x100000001B3) + signs[n : n + value.size]
    return np.unique(value)


def nearest_articles(counts: Counts, *, n: int = 5) -> pd.DataFrame:
    """Return the `n` articles that are most like each article by the cosine of their TF-IDF vectors.

    Columns `doc`, `rank` (from 1), `other`, `cosine` (0 to 1; others that share no term are left out).

    Raises `ParameterError` where `n` is not at least 1.
    """
    if n < 1:
        raise ParameterError(f"n is {n}; it is a number of neighbours from 1")
    vectors = _tfidf(counts)
    index = NearestNeighbors(n_neighbors=min(n, len(counts.docs) - 1), metric="cosine", algorithm="brute")
    distance, found = index.fit(vectors).kneighbors()
    table = pd.DataFrame(
        {
            "row": np.repeat(np.arange(len(found)), found.shape[1]),
            "other": np.array(counts.docs, dtype=object)[found.ravel()],
            "cosine": (1 - distance).ravel(),
        }
    )
    table = table[table["cosine"] > 1e-9].assign(rounded=lambda t: -t["cosine"].round(9))
    table = table.sort_values(["row", "rounded", "other"], kind="stable")
    table.insert(0, "doc", np.array(counts.docs, dtype=object)[table["row"]])
    table.insert(1, "rank", table.groupby("row").cumcount() + 1)
    return table[["doc", "rank", "other", "cosine"]].reset_index(drop=True)


@dataclass(frozen=True)
class Tree:
    """Articles or groups joined step by step, the most similar first.

    `steps` has a row a join, as `scipy.cluster.hierarchy.linkage` gives them: the two parts, their distance (1 − cosine), and how
    many names the join holds. Names without any term are not in the tree.
    """

    names: list[str]
    steps: NDArray[np.float64]

    def cut(self, clusters: int) -> pd.Series:
        """Return each name's cluster when the tree is cut into so many at most, numbered from 1 by falling size."""
        if not 1 <= clusters <= len(self.names):
            raise ParameterError(f"clusters is {clusters}; this tree can be cut into 1 to {len(self.names)}")
        found = pd.Series(fcluster(self.steps, clusters, criterion="maxclust"), index=self.names, name="cluster")
        sizes = found.value_counts()
        order = sorted(sizes.index, key=lambda c: (-sizes[c], found.index[found == c][0]))
        return found.map({cluster: n for n, cluster in enumerate(order, start=1)})


def similarity_tree(counts: Counts, groups: pd.Series | None = None) -> Tree:
    """Join articles, or groups of them, by average linkage of the cosine distances of their TF-IDF vectors.

    Parameters
    ----------
    counts : articles × terms
    groups : group of each document, indexed by document; default: each article by itself

    Raises
    ------
    ParameterError
        where fewer than two hold terms, or more than 5,000 do (memory grows with the square)

    Notes
    -----
    Average linkage (UPGMA, Sokal and Michener 1958) takes the mean distance of all pairs of two parts.

    """
    vectors, names = _tfidf(counts), np.array(counts.docs, dtype=object)
    if groups is not None:
        names, _, sums = group_counts(counts, groups)
        vectors = _tfidf(counts, sums)
    filled = np.flatnonzero(np.diff(vectors.indptr) > 0)
    if not 2 <= filled.size <= CLUSTERED:
        raise ParameterError(
            f"{filled.size} articles or groups hold terms; a tree takes 2 to {CLUSTERED:,}: group the articles, or take a part"
        )
    vectors = vectors[filled]
    distance = np.clip(1 - (vectors @ vectors.T).toarray(), 0, None).round(9)
    np.fill_diagonal(distance, 0)
    return Tree(names[filled].tolist(), linkage(squareform(distance, checks=False), method="average"))


def _tfidf(counts: Counts, rows: sparse.csr_array | None = None) -> sparse.csr_array:
    """Return TF-IDF vectors of length 1 of the documents, or of other rows over the same terms; idf counts documents."""
    transformer = TfidfTransformer(sublinear_tf=True).fit(counts.matrix)
    return sparse.csr_array(transformer.transform(counts.matrix if rows is None else rows))
