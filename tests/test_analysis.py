from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from conftest import article
from corpusutils.analysis.counts import count_terms
from corpusutils.analysis.groups import group_articles
from corpusutils.analysis.keyness import keyness_table
from corpusutils.analysis.keywords import tfidf_of_groups, tfidf_table, top_terms
from corpusutils.analysis.topic_choice import fold_in, held_out_perplexity, scan_topics, topic_stability
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


# --- keyness ------------------------------------------------------------------------------------------------------------


def keyness(sentences: list[str], groups: str, **options: str) -> pd.DataFrame:
    counts = count_terms(tokens(*sentences))
    return keyness_table(counts, pd.Series(list(groups), index=counts.docs), **options).set_index(["group", "term"])  # type: ignore[arg-type]


def test_keyness_equals_the_hand_count() -> None:
    found = keyness(["水 水 水 山", "水 山 田 田 田 田"], "ab").loc[("a", "水")]
    # 3 of 4 tokens against 1 of 6: expected 1.6 and 2.4
    assert (found["count"], found["rest"], found["df"]) == (3, 1, 1)
    assert found["llr"] == pytest.approx(2 * (3 * math.log(3 / 1.6) + math.log(1 / 2.4)))
    assert found["log_ratio"] == pytest.approx(math.log2((3 / 4) / (1 / 6)))


def test_a_term_that_a_group_uses_less_has_a_negative_likelihood_ratio() -> None:
    found = keyness(["水 水 水 山", "水 山 田 田 田 田"], "ab")
    assert found.loc[("b", "水"), "llr"] < 0 < found.loc[("b", "田"), "llr"]


def test_one_long_article_shows_in_the_dispersion() -> None:
    even = keyness(["水 山"] * 8 + ["田 土"] * 2, "aaaaaaaabb").loc[("a", "水"), "dp"]
    one = keyness(["水 水 水 水 水 水 水 水", *["山 土"] * 7, "田 土", "田 土"], "aaaaaaaabb").loc[("a", "水"), "dp"]
    assert even == pytest.approx(0) and one > 0.5


def test_shrinkage_ranks_the_frequent_term_before_the_rare_one() -> None:
    found = keyness(["水 " * 20 + "罕 山 " + "山 " * 20, "水 " * 5 + "山 " * 30], "ab").loc["a"]
    assert (
        found.loc["罕", "log_ratio"] > found.loc["水", "log_ratio"] - 2 and found.loc["水", "z"] > found.loc["罕", "z"]
    )


def test_groups_may_be_held_against_one_and_need_two() -> None:
    found = keyness(["水 山", "水 田", "土 田"], "abc", reference="c")
    assert set(found.index.get_level_values("group")) == {"a", "b"}
    with pytest.raises(ParameterError, match="takes two groups that hold articles; there are: a"):
        keyness(["水 山", "水 田"], "aa")
    with pytest.raises(ParameterError, match="there are: a, b"):
        keyness(["水 山", "水 田"], "ab", reference="x")


def test_tfidf_of_groups_counts_documents_in_its_idf() -> None:
    counts = count_terms(tokens("水 水 山", "水 田", "田 田"))
    found = tfidf_of_groups(counts, pd.Series(list("aab"), index=counts.docs)).set_index(["group", "term"])["tfidf"]
    water, hill, field = 3 * (math.log(4 / 3) + 1), math.log(4 / 2) + 1, math.log(4 / 3) + 1
    assert found["a", "水"] == pytest.approx(water / math.hypot(water, hill, field))


def test_articles_are_grouped_by_time_place_and_manifest() -> None:
    parts = [article("水", date="2023-05-06", place="晋城市"), article("山", name="a02", date="2024-01-02")]
    assert group_articles(parts, "month").tolist() == ["2023-05", "2024-01"]
    placed = group_articles(parts, "place", places={"p.txt#a02": "大同市"})
    assert placed.tolist() == ["晋城市", "大同市"]
    assert group_articles(parts, "outlet", metadata={"p.txt": {"outlet": "周刊"}}).tolist() == ["周刊", "周刊"]
    with pytest.raises(
        ParameterError, match="by is 'colour'; articles can be grouped by doc, page, place, year, month, day"
    ):
        group_articles(parts, "colour")
    with pytest.raises(ParameterError, match="no article tells its place"):
        group_articles([article("水")], "place")


# --- choice of topics -----------------------------------------------------------------------------------------------------


def test_a_document_is_read_with_the_topics_of_a_fitted_model() -> None:
    counts = count_terms(tokens(*LONG))
    model = fit_topics(counts, num_topics=2, seed=1, passes=50)
    theta = fold_in(model.topic_term, counts.matrix)
    assert np.abs(theta - model.doc_topic).max() < 0.1


def test_held_out_documents_of_a_known_topic_are_predicted_better_than_by_chance() -> None:
    counts = count_terms(tokens(*LONG * 4))
    perplexity = held_out_perplexity(counts, num_topics=2, seed=3)
    assert 1 < perplexity < len(counts.terms) * 0.7
    assert perplexity == held_out_perplexity(counts, num_topics=2, seed=3)


def test_topics_that_come_back_are_stable_and_the_scan_finds_them() -> None:
    counts = count_terms(tokens(*LONG * 4))
    models = [fit_topics(counts, num_topics=2, seed=n, passes=50) for n in range(3)]
    assert topic_stability(models) == pytest.approx([1, 1])
    scan = scan_topics(counts, grid=(2, 4), seeds=2)
    assert scan["recommended"].sum() == 1 and scan.loc[scan["recommended"], "num_topics"].item() == 2
    with pytest.raises(ParameterError, match="topics can be chosen from 4 documents on"):
        scan_topics(count_terms(tokens("水 山")))


# --- windows of tokens ------------------------------------------------------------------------------------------------------
