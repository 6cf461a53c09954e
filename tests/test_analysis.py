from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from corpusutils.analysis.cooccurrence import cooccurrence_network, cooccurrence_table
from corpusutils.analysis.counts import count_terms
from corpusutils.analysis.keywords import tfidf_table, top_terms
from corpusutils.analysis.topics import ENGINES, fit_topics
from corpusutils.errors import InputError, ParameterError


def tokens(*sentences: str) -> pd.DataFrame:
    """A token table with one document a sentence, words separated by spaces."""
    rows = [(f"d{d}", 0, p, word) for d, s in enumerate(sentences) for p, word in enumerate(s.split())]
    return pd.DataFrame(rows, columns=["doc", "sentence", "position", "token"])


def test_counts_are_the_counts() -> None:
    counts = count_terms(tokens("水 水 山", "水 田"))
    assert counts.terms == ["山", "水", "田"]
    assert counts.matrix.toarray().tolist() == [[1, 2, 0], [0, 1, 1]]
    assert counts.document_frequency.tolist() == [1, 2, 1]


def test_documents_without_tokens_keep_their_row() -> None:
    table = tokens("水 山", "田")
    table["doc"] = pd.Categorical(table["doc"], categories=["d0", "leer", "d1"])
    assert count_terms(table).matrix.sum(axis=1).tolist() == [2, 0, 1]


@pytest.mark.parametrize(("bounds", "words"), [({"min_df": 3}, "min_df 3"), ({"max_df": 0.1}, "max_df 0.1")])
def test_bounds_that_leave_nothing_say_so(bounds: dict[str, float], words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        count_terms(tokens("水 山", "水 田"), **bounds)
    with pytest.raises(InputError, match="no token is left"):
        count_terms(tokens())


def test_tfidf_equals_the_hand_count() -> None:
    table = tfidf_table(count_terms(tokens("水 水 山", "水 田")), norm=None)
    weight = table.set_index(["doc", "term"])["tfidf"]
    assert weight["d0", "水"] == pytest.approx(2 * (math.log(3 / 3) + 1))
    assert weight["d0", "山"] == pytest.approx(math.log(3 / 2) + 1)
    assert top_terms(table, 1)[["doc", "rank", "term"]].to_numpy().tolist() == [["d0", 1, "水"], ["d1", 1, "田"]]


SIX = ("水 河 鱼 水 湿地", "河 鱼 湿地 水", "鱼 水 河 湿地", "煤 矿 井 煤", "矿 井 煤 采掘", "井 采掘 煤 矿")
LONG = [" ".join([sentence] * 8) for sentence in SIX]


@pytest.mark.parametrize("engine", ENGINES)
def test_two_plain_topics_are_told_apart(engine: str) -> None:
    model = fit_topics(count_terms(tokens(*LONG)), num_topics=2, seed=1, engine=engine, passes=50)
    assert np.allclose(model.topic_term.sum(axis=1), 1) and np.allclose(model.doc_topic.sum(axis=1), 1)
    first = model.doc_topic.argmax(axis=1)
    assert len(set(first[:3])) == 1 and len(set(first[3:])) == 1 and first[0] != first[3]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_seed_gives_the_same_model(engine: str) -> None:
    counts = count_terms(tokens(*SIX))
    a, b = (fit_topics(counts, num_topics=3, seed=11, engine=engine) for _ in range(2))
    assert np.array_equal(a.topic_term, b.topic_term) and np.array_equal(a.doc_topic, b.doc_topic)


def test_an_empty_document_stays_with_a_null_row() -> None:
    table = tokens(*SIX)
    table["doc"] = pd.Categorical(table["doc"], categories=[*(f"d{i}" for i in range(6)), "empty"])
    model = fit_topics(count_terms(table), num_topics=2, seed=1)
    assert np.isnan(model.doc_topic[-1]).all()
    assert model.documents()["doc"].nunique() == 7


def test_topic_parameters_out_of_range_are_named() -> None:
    counts = count_terms(tokens(*SIX))
    with pytest.raises(ParameterError, match="num_topics is 7; with 6 documents"):
        fit_topics(counts, num_topics=7, seed=1)
    with pytest.raises(ParameterError, match="seed is -1"):
        fit_topics(counts, num_topics=2, seed=-1)


def test_coherence_is_one_for_terms_that_are_always_together() -> None:
    model = fit_topics(count_terms(tokens(*["水 河 " * 9] * 3, *["煤 矿 " * 9] * 3)), num_topics=2, seed=1, passes=50)
    assert np.allclose(model.npmi(2), 1.0)


def test_cooccurrence_equals_the_hand_count() -> None:
    table = cooccurrence_table(tokens("水 河", "水 河 山", "山 田", "田 水"), min_count=2, min_df=1)
    (row,) = table.to_dict("records")
    assert (row["source"], row["target"], row["weight"], row["expected"]) == ("水", "河", 2, 1.5)
    assert row["npmi"] == pytest.approx(math.log(2 / 1.5) / -math.log(2 / 4))
    cells = [(2, 1.5), (1, 1.5), (0, 0.5), (1, 0.5)]
    assert row["llr"] == pytest.approx(2 * sum(o * math.log(o / e) for o, e in cells if o))


def test_no_pair_above_the_threshold_says_what_would_work() -> None:
    with pytest.raises(ParameterError, match="the most frequent pair shares 2"):
        cooccurrence_table(tokens("水 河", "水 河"), min_count=5, min_df=1)
    with pytest.raises(ParameterError, match="window is 'page'"):
        cooccurrence_table(tokens("水 河"), window="page")


def test_the_network_keeps_attracted_pairs_and_is_the_same_each_time() -> None:
    table = cooccurrence_table(tokens(*["水 河 鱼"] * 8, *["煤 矿 井"] * 8), min_df=1)
    graphs = [cooccurrence_network(table) for _ in range(2)]
    assert nx.utils.graphs_equal(*graphs)
    assert sorted(len(c) for c in nx.connected_components(graphs[0])) == [3, 3]
    assert {graphs[0].nodes[n]["community"] for n in ("水", "河", "鱼")} in ({1}, {2})
