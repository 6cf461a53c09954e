from __future__ import annotations

import math

import networkx as nx
import pandas as pd
import pytest

from conftest import article
from corpusutils.analysis.cooccurrence import cooccurrence_network, cooccurrence_table
from corpusutils.analysis.counts import count_terms
from corpusutils.analysis.groups import group_articles
from corpusutils.analysis.keyness import keyness_table
from corpusutils.analysis.keywords import tfidf_of_groups, tfidf_table, top_terms
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
    with pytest.raises(ParameterError, match="takes two groups whose articles hold counted terms; there are: a"):
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


# --- windows of tokens ------------------------------------------------------------------------------------------------------


def test_neighbours_equal_the_hand_count() -> None:
    table = cooccurrence_table(tokens("水 河 山 水", "河 水"), window=2, min_count=1, min_df=1)
    found = {(r.source, r.target): r.weight for r in table.itertuples()}
    # at most two apart: 水河, 水山, 河山, 河水, 山水 in the first, 河水 in the second
    assert found == {("水", "河"): 3, ("山", "水"): 2, ("山", "河"): 1} or found == {
        ("水", "河"): 3,
        ("山", "水"): 2,
        ("河", "山"): 1,
    }
    with pytest.raises(ParameterError, match="window is 0; a window of tokens reaches at least 1"):
        cooccurrence_table(tokens("水 河"), window=0)


def test_paragraphs_need_their_column() -> None:
    with pytest.raises(ParameterError, match="no column paragraph"):
        cooccurrence_table(tokens("水 河"), window="paragraph")
    table = tokens("水 河", "水 河", "水 河").assign(paragraph=0)
    assert cooccurrence_table(table, window="paragraph", min_df=1)["weight"].tolist() == [3]
