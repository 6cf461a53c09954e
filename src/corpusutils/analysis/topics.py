"""Topics by latent Dirichlet allocation, one result type whichever library fits the model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from corpusutils.analysis.counts import Counts
from corpusutils.errors import ParameterError

PASSES = {"cvb0": 100, "gensim": 20, "sklearn": 20}
"""The engines that fit a model, and how often each goes over the corpus by default."""
ENGINES = tuple(PASSES)
ALPHA, ETA = 0.1, 0.01
"""Priors of topics in a document and of terms in a topic: small, because an article is about few things."""


@dataclass(frozen=True)
class TopicModel:
    """Topics numbered from 1 by falling prevalence; the same number in every table and figure.

    `topic_term` is topics × terms and `doc_topic` documents × topics, rows adding up to 1; a document without
    any counted term has a row of NaN.
    """

    counts: Counts
    topic_term: NDArray[np.float64]
    doc_topic: NDArray[np.float64]
    seed: int
    engine: str

    @property
    def num_topics(self) -> int:
        """How many topics there are."""
        return len(self.topic_term)

    def terms(self, n: int = 10) -> pd.DataFrame:
        """Return the `n` most probable terms of each topic: topic, rank, term, probability."""
        names = np.array(self.counts.terms, dtype=object)
        rows = []
        for topic, row in enumerate(self.topic_term, start=1):
            order = np.lexsort((np.arange(row.size), -row.round(9)))[:n]
            rows += [(topic, rank, names[i], row[i]) for rank, i in enumerate(order, start=1)]
        return pd.DataFrame(rows, columns=["topic", "rank", "term", "probability"])

    def documents(self) -> pd.DataFrame:
        """Return how much of each document each topic holds: doc, topic, probability."""
        return pd.DataFrame(
            {
                "doc": np.repeat(np.array(self.counts.docs, dtype=object), self.num_topics),
                "topic": np.tile(np.arange(1, self.num_topics + 1), len(self.counts.docs)),
                "probability": self.doc_topic.ravel(),
            }
        )

    def labels(self, n: int = 3) -> dict[int, str]:
        """Return a label for each topic, made of its number and its first terms."""
        terms = self.terms(n)
        return {t: f"{t} {'·'.join(terms.loc[terms['topic'] == t, 'term'])}" for t in range(1, self.num_topics + 1)}

    def npmi(self, n: int = 10) -> NDArray[np.float64]:
        """Return each topic's coherence: the mean NPMI of its first `n` terms over the documents.

        The measure of Aletras and Stevenson (2013) and Lau et al. (2014), with documents as windows;
        from -1 (never together) to 1 (always together).
        """
        present = (self.counts.matrix > 0).astype(np.float64).tocsc()
        documents = present.shape[0]
        scores = []
        for row in self.topic_term:
            top = np.lexsort((np.arange(row.size), -row.round(9)))[:n]
            joint = np.asarray((present[:, top].T @ present[:, top]).todense()) / documents
            single = np.diag(joint)
            pairs = np.triu_indices(len(top), k=1)
            both, apart = joint[pairs], np.outer(single, single)[pairs]
            with np.errstate(divide="ignore", invalid="ignore"):
                score = np.log(both / apart) / -np.log(both)
            score = np.where(both == 0, -1.0, np.where(both == 1, 1.0, score))
            scores.append(float(score.mean()) if score.size else float("nan"))
        return np.array(scores)


def fit_topics(
    counts: Counts, *, num_topics: int, seed: int, engine: str = "cvb0", passes: int | None = None
) -> TopicModel:
    """Fit a topic model; the same counts, seed and engine give the same model.

    Parameters
    ----------
    counts : documents × terms
    num_topics : at least 2 and at most the number of documents with terms
    seed : non-negative integer
    engine : `cvb0` (`analysis.cvb0`), `gensim` (`LdaModel`, never the non-deterministic `LdaMulticore`) or `sklearn`
        (batch variational Bayes)
    passes : sweeps over the corpus; default `PASSES` of the engine

    Raises
    ------
    ParameterError
        where a value is out of its range

    """
    filled = np.flatnonzero(np.diff(counts.matrix.indptr) > 0)
    if not 2 <= num_topics <= filled.size:
        raise ParameterError(
            f"num_topics is {num_topics}; with {filled.size} documents that hold terms it lies between 2 and {filled.size}"
        )
    if engine not in ENGINES:
        raise ParameterError(f"engine is {engine!r}; it is one of {', '.join(ENGINES)}")
    if seed < 0:
        raise ParameterError(f"seed is {seed}; it is a whole number from 0")
    matrix = counts.matrix[filled]
    fit = {"cvb0": _fit_cvb0, "gensim": _fit_gensim, "sklearn": _fit_sklearn}[engine]
    topic_term, theta = fit(matrix, counts.terms, num_topics, seed, passes or PASSES[engine])
    prevalence = theta.T @ np.asarray(matrix.sum(axis=1)).ravel()
    order = np.lexsort((np.arange(num_topics), -prevalence.round(9)))
    doc_topic = np.full((len(counts.docs), num_topics), np.nan)
    doc_topic[filled] = theta[:, order]
    return TopicModel(counts, topic_term[order], doc_topic, seed, engine)


def _fit_cvb0(
    matrix: sparse.csr_array, terms: list[str], num_topics: int, seed: int, passes: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from corpusutils.analysis.cvb0 import fit_cvb0

    return fit_cvb0(matrix, num_topics=num_topics, alpha=ALPHA, eta=ETA, seed=seed, passes=passes)


def _fit_gensim(
    matrix: sparse.csr_array, terms: list[str], num_topics: int, seed: int, passes: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel

    corpus = Sparse2Corpus(sparse.csr_matrix(matrix), documents_columns=False)
    model = LdaModel(
        corpus=corpus, num_topics=num_topics, id2word=dict(enumerate(terms)), passes=passes, iterations=100,
        random_state=seed, alpha=ALPHA, eta=ETA, eval_every=None, dtype=np.float64,
    )  # fmt: skip
    gamma, _ = model.inference(list(corpus))
    return model.get_topics(), gamma / gamma.sum(axis=1, keepdims=True)


def _fit_sklearn(
    matrix: sparse.csr_array, terms: list[str], num_topics: int, seed: int, passes: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(
        n_components=num_topics,
        doc_topic_prior=ALPHA,
        topic_word_prior=ETA,
        random_state=seed,
        max_iter=passes,
    )
    theta = model.fit_transform(matrix)
    return model.components_ / model.components_.sum(axis=1, keepdims=True), theta
