"""Topics by latent Dirichlet allocation, one result type whichever library fits the model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.stats import rankdata

from corpusutils.analysis.counts import Counts
from corpusutils.analysis.cvb0 import fit_cvb0, shares_of
from corpusutils.errors import ParameterError

Matrix = NDArray[np.float64]

PASSES = {"cvb0": 100, "gensim": 20, "sklearn": 20, "nmf": 200}
"""The engines that fit a model, and how often each goes over the corpus by default."""
ENGINES = tuple(PASSES)
ETA = 0.05
"""Prior of terms in a topic: small, because a topic uses few of the terms. That of topics in a document is 1 / their number."""
RELEVANCE = 0.6
"""Weight of a term's probability against its lift in `relevance`, as Sievert and Shirley (2014) found best."""
ORDERS = ("probability", "frex", "relevance")


@dataclass(frozen=True)
class TopicModel:
    """Topics numbered from 1 by falling prevalence; the same number in every table and figure.

    `topic_term` is topics × terms and `doc_topic` documents × topics, rows adding up to 1; a document without
    any counted term has a row of NaN. `unstable` holds the numbers of topics that other seeds do not find, where that was tried.
    """

    counts: Counts
    topic_term: Matrix
    doc_topic: Matrix
    seed: int
    engine: str
    unstable: frozenset[int] = frozenset()

    @property
    def num_topics(self) -> int:
        """How many topics there are."""
        return len(self.topic_term)

    @property
    def alpha(self) -> float:
        """Prior of each topic in a document."""
        return 1.0 / self.num_topics

    @property
    def empty(self) -> list[str]:
        """Documents that hold no counted term and so no topic."""
        return [self.counts.docs[i] for i in np.flatnonzero(np.isnan(self.doc_topic[:, 0]))]

    @property
    def prevalence(self) -> Matrix:
        """Share of the corpus' tokens that each topic holds."""
        tokens = np.asarray(self.counts.matrix.sum(axis=1)).ravel()
        return np.asarray(np.nan_to_num(self.doc_topic).T @ tokens / tokens.sum())

    @cached_property
    def frex(self) -> Matrix:
        """How frequent and how exclusive each term is in each topic, topics × terms, above 0 to 1.

        The harmonic mean of a term's rank by probability in the topic and by the topic's share of the term, both as shares of
        the vocabulary (Bischof and Airoldi, ICML 2012).
        """
        share = self.topic_term / self.topic_term.sum(axis=0)
        ranks = [rankdata(values.round(12), axis=1, method="max") for values in (self.topic_term, share)]
        return np.asarray(2 / len(self.counts.terms) / (1 / ranks[0] + 1 / ranks[1]))

    def relevance(self, weight: float = RELEVANCE) -> Matrix:
        """Return `weight` · ln p(term | topic) + (1 − `weight`) · ln (p(term | topic) / p(term)), topics × terms.

        From Sievert and Shirley ("LDAvis", 2014): 1 ranks by probability, 0 by lift.
        """
        frequency = np.asarray(self.counts.matrix.sum(axis=0)).ravel()
        expected = (frequency + ETA) / (frequency + ETA).sum()
        return np.asarray(np.log(self.topic_term) - (1 - weight) * np.log(expected))

    def top(self, n: int = 10, *, by: str = "probability") -> NDArray[np.intp]:
        """Return the columns of the first `n` terms of each topic, topics × n, by one of `ORDERS`."""
        if by not in ORDERS:
            raise ParameterError(f"by is {by!r}; terms are ordered by {', '.join(ORDERS)}")
        score = {"probability": self.topic_term, "frex": self.frex}.get(by)
        score = self.relevance() if score is None else score
        return np.argsort(-score.round(9), axis=1, kind="stable")[:, :n]

    def terms(self, n: int = 10, *, by: str = "probability") -> pd.DataFrame:
        """Return the first `n` terms of each topic: topic, rank, term, probability, frex, relevance."""
        top = self.top(n, by=by)
        columns = {"probability": self.topic_term, "frex": self.frex, "relevance": self.relevance()}
        topics, ranks = np.indices(top.shape)
        return pd.DataFrame(
            {
                "topic": topics.ravel() + 1,
                "rank": ranks.ravel() + 1,
                "term": np.array(self.counts.terms, dtype=object)[top.ravel()],
            }
            | {name: np.take_along_axis(values, top, axis=1).ravel() for name, values in columns.items()}
        )

    def documents(self) -> pd.DataFrame:
        """Return how much of each document each topic holds: doc, topic, probability."""
        return pd.DataFrame(
            {
                "doc": np.repeat(np.array(self.counts.docs, dtype=object), self.num_topics),
                "topic": np.tile(np.arange(1, self.num_topics + 1), len(self.counts.docs)),
                "probability": self.doc_topic.ravel(),
            }
        )

    def labels(self, n: int = 3, *, by: str = "relevance") -> dict[int, str]:
        """Return a label for each topic: its number, a `?` where it is unstable, and its first terms."""
        terms = self.terms(n, by=by)
        mark = {t: "?" if t in self.unstable else "" for t in range(1, self.num_topics + 1)}
        return {t: f"{t}{mark[t]} {'·'.join(terms.loc[terms['topic'] == t, 'term'])}" for t in mark}

    def main_topic(self) -> pd.Series:
        """Return each document's greatest topic, indexed by `doc`; documents without terms are left out."""
        filled = np.flatnonzero(~np.isnan(self.doc_topic[:, 0]))
        names = pd.Index([self.counts.docs[i] for i in filled], dtype=object, name="doc")
        return pd.Series(self.doc_topic[filled].round(9).argmax(axis=1) + 1, index=names, name="topic")

    def ordered(self) -> TopicModel:
        """Return the model with its topics numbered by falling prevalence."""
        order = np.lexsort((np.arange(self.num_topics), -self.prevalence.round(9)))
        number = {int(old) + 1: new for new, old in enumerate(order, start=1)}
        unstable = frozenset(number[topic] for topic in self.unstable)
        return replace(self, topic_term=self.topic_term[order], doc_topic=self.doc_topic[:, order], unstable=unstable)


def documents_to_fit(counts: Counts, *, num_topics: int, seed: int, engine: str) -> NDArray[np.int64]:
    """Return the rows of the documents that hold terms; `ParameterError` as `fit_topics`."""
    if engine not in ENGINES:
        raise ParameterError(f"engine is {engine!r}; it is one of {', '.join(ENGINES)}")
    if not isinstance(seed, Integral) or isinstance(seed, bool) or seed < 0:
        raise ParameterError(f"seed is {seed!r}; it is a whole number from 0")
    filled = np.flatnonzero(np.diff(counts.matrix.indptr) > 0)
    if filled.size < 2:
        raise ParameterError(
            f"{filled.size} of {len(counts.docs)} documents hold terms and topics need two: take paragraphs or sentences as documents"
        )
    if not isinstance(num_topics, Integral) or not 2 <= num_topics <= filled.size:
        raise ParameterError(
            f"num_topics is {num_topics}; with {filled.size} documents that hold terms it lies between 2 and {filled.size}"
        )
    return filled


def fit_topics(
    counts: Counts,
    *,
    num_topics: int,
    seed: int,
    engine: str = "cvb0",
    passes: int | None = None,
    start: Matrix | None = None,
) -> TopicModel:
    """Fit a topic model; the same counts, seed and engine give the same model.

    Parameters
    ----------
    counts : documents × terms
    num_topics : at least 2 and at most the number of documents with terms
    seed : non-negative integer
    engine : `cvb0` (`analysis.cvb0`), `gensim` (`LdaModel`, never the non-deterministic `LdaMulticore`), `sklearn`
        (batch variational Bayes), or, as a contrast to LDA, `nmf` (factors of the TF-IDF matrix, read as probabilities)
    passes : sweeps over the corpus; default `PASSES` of the engine
    start : topics × terms to start from instead of at random; `cvb0` alone can

    Raises
    ------
    ParameterError
        where a value is out of its range or the corpus too small

    """
    filled = documents_to_fit(counts, num_topics=num_topics, seed=seed, engine=engine)
    if start is not None and engine != "cvb0":
        raise ParameterError(f"engine is {engine!r}; only cvb0 can start from given topics")
    matrix = counts.matrix[filled]
    settings: dict[str, Any] = {"num_topics": int(num_topics), "alpha": 1.0 / num_topics, "eta": ETA, "seed": int(seed)}
    settings["passes"] = passes or PASSES[engine]
    if engine == "cvb0":
        topic_term, theta = fit_cvb0(matrix, start=start, **settings)
    else:
        topic_term, theta = {"gensim": _fit_gensim, "sklearn": _fit_sklearn, "nmf": _fit_nmf}[engine](
            matrix, **settings
        )
    doc_topic = np.full((len(counts.docs), num_topics), np.nan)
    doc_topic[filled] = theta
    return TopicModel(counts, topic_term, doc_topic, int(seed), engine).ordered()


def _fit_gensim(
    matrix: sparse.csr_array, *, num_topics: int, alpha: float, eta: float, seed: int, passes: int
) -> tuple[Matrix, Matrix]:
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel

    corpus = Sparse2Corpus(sparse.csr_matrix(matrix), documents_columns=False)
    model = LdaModel(
        corpus=corpus, num_topics=num_topics, id2word={i: str(i) for i in range(matrix.shape[1])}, passes=passes,
        iterations=100, random_state=seed, alpha=alpha, eta=eta, eval_every=None, dtype=np.float64,
    )  # fmt: skip
    gamma, _ = model.inference(list(corpus))
    return model.get_topics(), shares_of(gamma)


def _fit_sklearn(
    matrix: sparse.csr_array, *, num_topics: int, alpha: float, eta: float, seed: int, passes: int
) -> tuple[Matrix, Matrix]:
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(
        n_components=num_topics, doc_topic_prior=alpha, topic_word_prior=eta, random_state=seed, max_iter=passes
    )
    theta = model.fit_transform(matrix)
    return shares_of(model.components_), theta


def _fit_nmf(
    matrix: sparse.csr_array, *, num_topics: int, alpha: float, eta: float, seed: int, passes: int
) -> tuple[Matrix, Matrix]:
    """Factor the TF-IDF matrix; as counts of the corpus' tokens with LDA's priors the factors compare with topics."""
    import warnings

    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfTransformer

    weights = TfidfTransformer(sublinear_tf=True).fit_transform(matrix)
    model = NMF(num_topics, init="random", random_state=seed, max_iter=passes)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # `passes` says how long to go on
        load = model.fit_transform(weights)
    scale = model.components_.sum(axis=1)
    tokens = np.asarray(matrix.sum(axis=1)).reshape(-1, 1)
    theta = shares_of(load * scale + 1e-12) * tokens
    topic_term = shares_of(model.components_ + 1e-12) * theta.sum(axis=0)[:, None]
    return shares_of(topic_term + eta), shares_of(theta + alpha)
