"""Co-occurrence: counts, association, networks, their files and pages."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, fisher_exact, hypergeom

from conftest import article, in_browser
from corpusutils.analysis.cooccurrence import cooccurrence_table, own_classes, passages, read_classes
from corpusutils.analysis.networks import (
    backbone,
    communities,
    cooccurrence_network,
    described,
    edge_table,
    ego_network,
    network_change,
    node_table,
    part_of,
)
from corpusutils.analysis.pair_counts import count_pairs
from corpusutils.analysis.significance import fisher_tail
from corpusutils.cli import main
from corpusutils.errors import InputError, ParameterError
from corpusutils.show.fonts import use_chinese_font
from corpusutils.show.frames import page_frame
from corpusutils.show.network_files import SUFFIXES, write_network
from corpusutils.show.network_layout import LABEL, label_width, network_layout, node_radius
from corpusutils.show.network_page import network_page
from corpusutils.show.networks import change_figure, network_figure
from corpusutils.words import Segmenter, token_table
from corpusutils.words.table import with_paragraphs


def tokens(*sentences: str) -> pd.DataFrame:
    """A token table with one document a sentence, words separated by spaces."""
    rows = [(f"d{d}", 0, p, word) for d, s in enumerate(sentences) for p, word in enumerate(s.split())]
    return pd.DataFrame(rows, columns=["doc", "sentence", "position", "token"])


TWO_FIELDS = [*["水 河 鱼"] * 8, *["煤 矿 井"] * 8]


@pytest.fixture(scope="module")
def graph() -> nx.Graph[str]:
    return cooccurrence_network(cooccurrence_table(tokens(*TWO_FIELDS, *["井 水 圈 a&b"] * 3), min_df=1), max_q=1.0)


# --- counts -------------------------------------------------------------------------------------------------------------


def test_cooccurrence_equals_the_hand_count() -> None:
    table = cooccurrence_table(tokens("水 河", "水 河 山", "山 田", "田 水"), min_count=2, min_df=1)
    (row,) = table.to_dict("records")
    assert (row["source"], row["target"], row["weight"], row["expected"]) == ("水", "河", 2, 1.5)
    assert (row["source_count"], row["target_count"], row["windows"]) == (3, 2, 4)
    assert row["pmi"] == pytest.approx(math.log(2 / 1.5), abs=1e-15)
    assert row["npmi"] == pytest.approx(math.log(2 / 1.5) / -math.log(2 / 4), abs=1e-15)
    assert row["dice"] == pytest.approx(2 * 2 / (3 + 2))
    cells = [(2, 1.5), (1, 1.5), (0, 0.5), (1, 0.5)]
    assert row["llr"] == pytest.approx(2 * sum(o * math.log(o / e) for o, e in cells if o), abs=1e-14)
    # of the six ways to choose the two windows of 河 three lie within the three of 水
    assert (row["test"], row["p"]) == ("fisher", pytest.approx(3 / 6))


def test_neighbours_equal_the_hand_count() -> None:
    table = cooccurrence_table(tokens("水 河 山 水", "河 水"), window=2, min_count=1, min_df=1)
    found = {(r.source, r.target): (r.weight, r.source_count, r.target_count, r.windows) for r in table.itertuples()}
    # at most two apart: 水河, 水山, 河山, 河水, 山水 in the first, 河水 in the second; 水 has 2 + 2 + 1 neighbours, 河 3 + 1, 山 3
    assert found == {("水", "河"): (3, 5, 4, 12), ("山", "水"): (2, 3, 5, 12), ("山", "河"): (1, 3, 4, 12)}


texts = st.lists(
    st.lists(st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=8), min_size=1, max_size=3), min_size=1, max_size=4
)


def as_table(docs: list[list[list[str]]], gaps: bool) -> pd.DataFrame:
    rows = [
        (f"d{d}", s, p, word)
        for d, doc in enumerate(docs)
        for s, sentence in enumerate(doc)
        for p, word in enumerate(sentence)
        if not (gaps and (d + s + p) % 5 == 0)
    ]
    return pd.DataFrame(rows, columns=["doc", "sentence", "position", "token"])


@settings(deadline=None)  # the first call compiles
@given(texts, st.sampled_from(["sentence", "article"]), st.booleans(), st.randoms(use_true_random=False))
def test_windows_hold_what_brute_force_counts(docs: list[list[list[str]]], window: str, shuffled: bool, random) -> None:  # type: ignore[no-untyped-def]
    table = as_table(docs, gaps=False)
    if table.empty:
        return
    unit = ["doc", "sentence"] if window == "sentence" else ["doc"]
    sets = [set(part["token"]) for _, part in table.groupby(unit)]
    if shuffled:
        table = table.sample(frac=1, random_state=random.randrange(1000))
    found = count_pairs(table, window=window)
    told = {(found.terms[a], found.terms[b]): n for a, b, n in zip(found.left, found.right, found.shared, strict=True)}
    assert told == Counter(pair for held in sets for pair in combinations(sorted(held), 2))
    assert dict(zip(found.terms, found.frequency, strict=True)) == Counter(word for held in sets for word in held)
    assert found.total == len(sets)
    assert found.most == max(told.values(), default=0)


@settings(deadline=None)  # the first call compiles
@given(texts, st.integers(1, 6), st.booleans())
def test_reaches_hold_what_brute_force_counts(docs: list[list[list[str]]], reach: int, backwards: bool) -> None:
    table = as_table(docs, gaps=True)
    if table.empty:
        return
    pairs: Counter[tuple[str, str]] = Counter()
    ends: Counter[str] = Counter()
    for _, part in table.groupby(["doc", "sentence"]):
        for (at, one), (there, other) in combinations(zip(part["position"], part["token"], strict=True), 2):
            if abs(at - there) <= reach:
                ends[one] += 1
                ends[other] += 1
                pairs[min(one, other), max(one, other)] += one != other
    found = count_pairs(table[::-1] if backwards else table, window=reach)
    told = {(found.terms[a], found.terms[b]): n for a, b, n in zip(found.left, found.right, found.shared, strict=True)}
    assert told == +pairs
    assert {t: n for t, n in zip(found.terms, found.frequency, strict=True) if n} == ends
    assert found.total == ends.total()


def test_a_list_of_terms_counts_its_own_pairs_in_all_windows() -> None:
    table = tokens("水 河 山", "水 河", "山 田", "田")
    found = cooccurrence_table(table, min_count=1, min_df=1, classes={"水": "水系", "河": "水系", "火": "无"})
    (row,) = found.to_dict("records")
    assert (row["source"], row["target"], row["weight"], row["windows"]) == ("水", "河", 2, 4)
    assert (row["source_class"], row["target_class"]) == ("水系", "水系")


def test_across_keeps_pairs_of_two_classes_and_tests_no_others() -> None:
    table = tokens(*["太原 光伏 风电"] * 4, *["大同 光伏"] * 4, "田")
    classes = {"太原": "place", "大同": "place", "光伏": "theme", "风电": "theme"}
    found = cooccurrence_table(table, min_df=1, classes=classes, across=True)
    assert {(r.source, r.target) for r in found.itertuples()} == {("光伏", "大同"), ("光伏", "太原"), ("太原", "风电")}
    assert (found["source_class"] != found["target_class"]).all()
    rarest = found.loc[found["p"].idxmin()]
    assert rarest["q"] == pytest.approx(rarest["p"] * 4)  # 2 places × 2 themes


def test_a_table_does_not_depend_on_the_order_of_its_rows_or_how_words_are_stored() -> None:
    table = tokens(*TWO_FIELDS, "水 煤 井")
    mixed = table.sample(frac=1, random_state=3).astype({"token": "category", "doc": "category"})
    pd.testing.assert_frame_equal(cooccurrence_table(table, min_df=1), cooccurrence_table(mixed, min_df=1))


# --- significance -------------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.integers(1, 60), st.data())
def test_fisher_equals_scipy(total: int, data: st.DataObject) -> None:
    left, right = data.draw(st.integers(1, total)), data.draw(st.integers(1, total))
    shared = data.draw(st.integers(max(0, left + right - total), min(left, right)))
    (p,) = fisher_tail(np.array([shared]), np.array([left]), np.array([right]), total)
    square = [[shared, left - shared], [right - shared, total - left - right + shared]]
    assert p == pytest.approx(fisher_exact(square, alternative="greater").pvalue, rel=1e-9)


def test_fisher_holds_in_large_corpora_and_on_the_side_of_avoidance() -> None:
    shared, left, right = np.array([30, 2, 400]), np.array([900, 2000, 60_000]), np.array([1200, 40_000, 70_000])
    found = fisher_tail(shared, left, right, 5_000_000)
    assert np.allclose(found, hypergeom.sf(shared - 1, 5_000_000, left, right), rtol=1e-7)


def test_the_test_is_named_and_changes_where_five_are_expected() -> None:
    table = cooccurrence_table(
        tokens(*["水 河"] * 7, *["水 山"] * 3, *["河 山"] * 3, *["田"] * 7), min_count=1, min_df=1
    )
    for row in table.to_dict("records"):
        if row["expected"] < 5:
            assert row["test"] == "fisher"
        else:
            assert (row["test"], row["p"]) == ("g2", pytest.approx(chi2.sf(row["llr"], 1)))
    assert set(table["test"]) == {"fisher", "g2"}


def test_p_is_the_share_of_permutations_that_join_a_pair_as_often() -> None:
    table = cooccurrence_table(tokens(*["水 河"] * 6, *["水 山"] * 9, *["河 田"] * 6, *["林"] * 19), min_df=1)
    row = table.set_index(["source", "target"]).loc[("水", "河")]
    water, river = np.repeat([1, 0], [15, 25]), np.repeat([1, 0, 1, 0], [6, 9, 6, 19])
    rng = np.random.default_rng(1)
    as_often = np.mean([(rng.permutation(water) * river).sum() >= row["weight"] for _ in range(20_000)])
    assert row["test"] == "fisher" and row["weight"] == 6
    assert abs(as_often - row["p"]) < 4 * math.sqrt(row["p"] * (1 - row["p"]) / 20_000)


def test_the_sample_with_its_words_dealt_anew_holds_hardly_a_find(sample) -> None:  # type: ignore[no-untyped-def]
    words = token_table(sample.articles, segmenter=Segmenter())
    words = words[words["token"].str.len() > 1]
    finds = []
    for seed in range(6):
        dealt = words.assign(token=np.random.default_rng(seed).permutation(words["token"].to_numpy(dtype=object)))
        table = cooccurrence_table(dealt, min_count=2, min_df=3)
        finds.append(int(((table["q"] <= 0.05) & (table["weight"] > table["expected"])).sum()))
    table = cooccurrence_table(words, min_count=2, min_df=3)
    assert sum(found > 0 for found in finds) <= 2  # with probability 0.05 each, three of six come twice in 1,000 trials
    assert ((table["q"] <= 0.05) & (table["weight"] > table["expected"])).sum() > 100


@pytest.mark.parametrize("window", ["sentence", 3])
def test_words_dealt_at_random_hardly_attract(window: str | int) -> None:
    rng = np.random.default_rng(5)
    words = np.array([f"词{n:02d}" for n in range(40)])
    chance = (1 / np.arange(1, 41)) / (1 / np.arange(1, 41)).sum()
    finds = 0
    for _ in range(30):
        dealt = tokens(*(" ".join(rng.choice(words, 8, p=chance)) for _ in range(120)))
        table = cooccurrence_table(dealt, window=window, min_count=1, min_df=1)
        finds += bool(((table["q"] <= 0.1) & (table["weight"] > table["expected"])).any())
    assert finds <= 7  # a corpus has a false find with probability 0.1: more than 7 of 30 come once in 100 trials


def test_company_that_is_no_chance_is_found_among_words_dealt_at_random() -> None:
    words, false_shares = [f"词{n:02d}" for n in range(40)], []
    for seed in range(30):
        rng = np.random.default_rng(seed)
        dealt = [" ".join(rng.choice(words, 6)) for _ in range(200)]
        table = cooccurrence_table(tokens(*(f"{s} 水 河" if n % 20 == 0 else s for n, s in enumerate(dealt))), min_df=1)
        attracted = table[(table["q"] <= 0.05) & (table["weight"] > table["expected"])]
        assert attracted.iloc[0][["source", "target"]].tolist() == ["水", "河"]
        false_shares.append(1 - 1 / len(attracted))
    assert np.mean(false_shares) <= 0.05  # what q promises, here of all finds beside the one that was planted


# --- networks -----------------------------------------------------------------------------------------------------------


def test_the_network_keeps_attracted_pairs_and_is_the_same_each_time() -> None:
    table = cooccurrence_table(tokens(*TWO_FIELDS), min_df=1)
    graphs = [cooccurrence_network(table) for _ in range(2)]
    assert nx.utils.graphs_equal(*graphs)
    assert sorted(len(c) for c in nx.connected_components(graphs[0])) == [3, 3]
    assert {graphs[0].nodes[n]["community"] for n in ("水", "河", "鱼")} in ({1}, {2})
    assert graphs[0].graph["agreement"] == 1.0
    assert {data["stability"] for _, data in graphs[0].nodes(data=True)} == {1.0}


def test_the_backbone_equals_the_formula() -> None:
    star: nx.Graph[str] = nx.Graph()
    star.add_weighted_edges_from([("水", "甲", 7), ("水", "乙", 2), ("水", "丙", 1), ("丁", "戊", 1)])
    # shares .7 .2 .1 of three edges: (1 - s)² is .09, .64, .81; 丁 and 戊 have no other edge to compare with
    assert set(backbone(star, alpha=0.1).edges) == {("水", "甲"), ("丁", "戊")}
    assert set(backbone(star, alpha=0.65).nodes) == {"水", "甲", "乙", "丁", "戊"}
    assert backbone(star, alpha=0.08).number_of_edges() == 1


def test_a_node_between_two_communities_is_less_stable_than_their_cores() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for group in ("甲乙丙丁", "子丑寅卯"):
        graph.add_weighted_edges_from((a, b, 5) for a, b in combinations(group, 2))
    graph.add_weighted_edges_from((group[n], "中", 3) for group in ("甲乙丙丁", "子丑寅卯") for n in (0, 1))
    found = communities(graph, runs=40)
    assert found.stability["中"] < 1.0 == min(found.stability[n] for n in "甲乙丙丁子丑寅卯")
    assert found.agreement < 1.0
    assert communities(graph, runs=40) == found
    turned: nx.Graph[str] = nx.Graph()
    turned.add_weighted_edges_from((b, a, d["weight"]) for a, b, d in reversed(list(graph.edges(data=True))))
    assert communities(turned, runs=40) == found


def test_parts_of_a_network_keep_its_order() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from((f"词{n}", "心", 1 + 99 * (n == 7)) for n in range(40))
    graph.add_weighted_edges_from((f"词{n}", f"词{n + 1}", 1) for n in range(39))
    names = [f"词{n}" for n in (31, 5, 17, 2, 6)]
    assert list(part_of(graph, names).nodes) == [name for name in graph if name in names]
    assert part_of(graph, names).number_of_edges() == 1
    ego = ego_network(graph, "词5")
    assert list(ego.nodes) == [node for node in graph if node in ("词4", "词5", "词6", "心")]
    assert list(backbone(graph, alpha=0.05).nodes) == ["心", "词7"]  # as in the network, where 心 came second


def test_centralities_equal_the_hand_count() -> None:
    path: nx.Graph[str] = nx.Graph()
    path.add_weighted_edges_from([("甲", "乙", 3), ("乙", "丙", 1)])
    table = node_table(described(path)).set_index("node")
    assert table["degree"].to_dict() == {"乙": 2, "甲": 1, "丙": 1}
    assert table["strength"].to_dict() == {"乙": 4, "甲": 3, "丙": 1}
    assert table["betweenness"].to_dict() == {"乙": 1.0, "甲": 0.0, "丙": 0.0}
    assert table["pagerank"].sum() == pytest.approx(1, abs=1e-5) and table["pagerank"].idxmax() == "乙"


def test_an_ego_network_has_the_neighbours_and_their_edges() -> None:
    graph: nx.Graph[str] = nx.Graph([("水", "河"), ("水", "鱼"), ("河", "鱼"), ("鱼", "网"), ("网", "船")])
    assert set(ego_network(graph, "水").nodes) == {"水", "河", "鱼"}
    assert ego_network(graph, "水").number_of_edges() == 3
    assert "网" in ego_network(graph, "水", radius=2)
    with pytest.raises(ParameterError, match="radius is 0"):
        ego_network(graph, "水", radius=0)


def test_a_change_equals_the_hand_count_and_says_whether_it_is_certain() -> None:
    fill = ["山", "田", "林"] * 20
    before = tokens(*["水 河"] * 20, *["煤 矿"] * 4, *["电 网"] * 10, *fill).assign(doc=lambda t: "a" + t["doc"])
    after = tokens(*["水 井"] * 20, *["煤 山"] * 4, *["电 网"] * 10, *fill).assign(doc=lambda t: "b" + t["doc"])
    table = network_change(before, after).set_index(["source", "target"])
    assert table["change"].to_dict() == {
        ("水", "河"): "vanished", ("井", "水"): "appeared", ("煤", "矿"): "vanished", ("电", "网"): "steady",
    }  # fmt: skip
    assert table["certain"].to_dict() == {
        ("水", "河"): True, ("井", "水"): True, ("煤", "矿"): False, ("电", "网"): False,
    }  # fmt: skip
    gone = table.loc[("水", "河")]
    assert (gone["weight_before"], gone["weight_after"]) == (20, 0)
    assert gone["log_ratio"] == pytest.approx(math.log2(0.5 / 95) - math.log2(20.5 / 95))
    # 20 windows of 188, all in the one half of 94: twice the sum of 40 ln 2 would be without the windows that lack the pair
    lacking = 74 * math.log(74 / 84) + 94 * math.log(94 / 84)
    assert gone["llr"] == pytest.approx(2 * (20 * math.log(2) + lacking))
    small = table.loc[("煤", "矿")]
    assert small["p"] == pytest.approx(min(1, 2 * hypergeom.cdf(0, 188, 4, 94)))


def test_a_pair_that_grows_is_stronger() -> None:
    fill = ["山", "田", "林"] * 40
    before = tokens(*["水 河"] * 10, *fill).assign(doc=lambda t: "a" + t["doc"])
    after = tokens(*["水 河"] * 60, *fill).assign(doc=lambda t: "b" + t["doc"])
    assert network_change(before, after)["change"].tolist() == ["stronger"]
    assert network_change(after, before)["change"].tolist() == ["weaker"]


# --- passages -----------------------------------------------------------------------------------------------------------


def cut(body: str) -> tuple[pd.DataFrame, list]:  # type: ignore[type-arg]
    articles = [article(body)]
    return with_paragraphs(token_table(articles, segmenter=Segmenter()), articles), articles


def test_passages_show_the_sentences_that_join_a_pair() -> None:
    words, articles = cut("汾河的水清了。大同种树。\n汾河边有水鸟，水鸟吃鱼。汾河很长。")
    pair = pd.DataFrame({"source": ["水鸟"], "target": ["汾河"]})
    (row,) = passages(pair, words, articles).to_dict("records")
    assert (row["doc"], row["first_line"], row["last_line"]) == ("p.txt#a01", 1, 1)
    assert row["text"] == "汾河边有水鸟，水鸟吃鱼。"
    assert passages(pair, words, articles, window=1).empty
    assert len(passages(pair, words, articles, window=5)) == 1
    far = pd.DataFrame({"source": ["大同"], "target": ["水鸟"]})
    assert passages(far, words, articles).empty and passages(far, words, articles, window="paragraph").empty
    assert passages(far, words, articles, window="article")["text"].tolist() == ["大同种树。 汾河边有水鸟，水鸟吃鱼。"]


def test_a_long_way_between_two_words_is_left_out_and_most_bounds_the_rows() -> None:
    words, articles = cut("汾河清了。一。二。三。大同种树。")
    pair = pd.DataFrame({"source": ["大同"], "target": ["汾河"]})
    assert passages(pair, words, articles, window="article")["text"].tolist() == ["汾河清了。 … 大同种树。"]
    words, articles = cut("大同在汾河北。" * 5)
    assert len(passages(pair, words, articles)) == 3 and len(passages(pair, words, articles, most=None)) == 5


def test_every_edge_of_the_sample_has_as_many_passages_as_windows(sample) -> None:  # type: ignore[no-untyped-def]
    words = token_table(sample.articles[:80], segmenter=Segmenter())
    words = words[words["token"].str.len() > 1]
    table = cooccurrence_table(words, min_count=2).head(60)
    found = passages(table, words, sample.articles[:80], most=None)
    assert found.groupby(["source", "target"]).size().to_dict() == {
        (r.source, r.target): r.weight for r in table.itertuples()
    }
    assert (found["first_line"] > 0).all() and (found["first_line"] <= found["last_line"]).all()


# --- files --------------------------------------------------------------------------------------------------------------


def test_every_file_reads_back_as_the_same_network(graph: nx.Graph[str], tmp_path: Path) -> None:
    evidence = pd.DataFrame(
        [("水", "河", "p.txt#a01", 3, 4, "水河")],
        columns=["source", "target", "doc", "first_line", "last_line", "text"],
    )
    write_network(graph, tmp_path, evidence=evidence)
    weights = {frozenset(e[:2]): e[2] for e in graph.edges(data="weight")}
    assert len(weights) > 10
    graphml, gexf = nx.read_graphml(tmp_path / "network.graphml"), nx.read_gexf(tmp_path / "network.gexf")
    for read in (graphml, gexf):
        assert {frozenset(e[:2]): e[2] for e in read.edges(data="weight")} == weights
        assert read.edges["水", "河"]["evidence"] == "p.txt#a01 3-4"
        for node, data in graph.nodes(data=True):
            assert {name: read.nodes[node][name] for name in data} == data
    pajek = nx.read_pajek(tmp_path / "network.net")
    assert set(pajek.nodes) == set(graph.nodes)
    assert {frozenset(e[:2]): e[2] for e in pajek.edges(data="weight")} == weights
    edges = pd.read_csv(tmp_path / "network_edges.csv")
    assert edges.columns.tolist() == ["Source", "Target", "Weight"]
    assert {frozenset((r.Source, r.Target)): r.Weight for r in edges.itertuples()} == weights
    assert "evidence" not in graph.edges["水", "河"]  # the caller's network stays as it was


def test_gexf_tells_gephi_places_sizes_and_colours(graph: nx.Graph[str], tmp_path: Path) -> None:
    write_network(graph, tmp_path)
    text = (tmp_path / "network.gexf").read_text(encoding="utf-8")
    for part in ("viz:color", "viz:size", "viz:position"):
        assert len(re.findall(f"<{part} ", text)) == len(graph)
    assert "lastmodifieddate" not in text and text.count("label=") >= len(graph)


def test_vosviewer_reads_the_two_files_by_their_ids(graph: nx.Graph[str], tmp_path: Path) -> None:
    write_network(graph, tmp_path)
    nodes = pd.read_csv(tmp_path / "network_vosviewer_map.txt", sep="\t").set_index("id")
    assert nodes.columns.tolist()[:4] == ["label", "x", "y", "cluster"]
    assert nodes["cluster"].to_dict() == {i: graph.nodes[label]["community"] for i, label in nodes["label"].items()}
    links = pd.read_csv(tmp_path / "network_vosviewer_network.txt", sep="\t", header=None)
    read = {frozenset((nodes["label"][a], nodes["label"][b])): w for a, b, w in links.to_numpy()}
    assert read == {frozenset(e[:2]): e[2] for e in graph.edges(data="weight")}


def test_an_empty_network_gives_valid_files_and_a_page(tmp_path: Path) -> None:
    empty = cooccurrence_network(cooccurrence_table(tokens(*TWO_FIELDS), min_df=1), max_q=1e-12)
    assert len(empty) == 0 and node_table(empty).empty and edge_table(empty).empty
    assert {path.name for path in write_network(empty, tmp_path)} == {f"network{s}" for s in SUFFIXES.values()}
    for read in (nx.read_graphml, nx.read_gexf, nx.read_pajek):
        suffix = {nx.read_graphml: "graphml", nx.read_gexf: "gexf", nx.read_pajek: "net"}[read]
        assert len(read(tmp_path / f"network.{suffix}")) == 0
    assert pd.read_csv(tmp_path / "network_edges.csv").columns.tolist() == ["Source", "Target", "Weight"]
    assert pd.read_csv(tmp_path / "network_vosviewer_map.txt", sep="\t").columns.tolist()[:2] == ["id", "label"]
    assert (tmp_path / "network_vosviewer_network.txt").read_bytes() == b""
    assert "<svg" in network_page(empty, passages(edge_table(empty), tokens("水"), []), title="nothing")
    with pytest.raises(InputError, match="nothing to draw for 'none': the network has no edges"):
        network_figure(empty, title="none", seed=0)


def test_a_network_of_one_node_has_files_and_no_figure(tmp_path: Path) -> None:
    one: nx.Graph[str] = nx.Graph()
    one.add_node("水")
    one = described(one)
    assert node_table(one)["community"].tolist() == [1]
    write_network(one, tmp_path)
    assert list(nx.read_gexf(tmp_path / "network.gexf")) == ["水"]
    with pytest.raises(InputError, match="has no edges"):
        network_figure(one, title="one", seed=0)


# --- figures and pages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [12, 60, 300])
def test_no_node_or_label_covers_another(size: int) -> None:
    plain = nx.barabasi_albert_graph(size, 2, seed=1)
    graph = nx.relabel_nodes(plain, {n: "重污染天气应急"[: 2 + n % 6] + str(n) for n in plain})
    layout = network_layout(graph, seed=3)
    assert layout == network_layout(graph, seed=3)
    boxes = []
    for node, (x, y) in layout.items():
        half = max(label_width(node) / 2, node_radius(graph.degree[node]))
        boxes.append(
            (x - half, x + half, y - node_radius(graph.degree[node]) - LABEL / 2, y + node_radius(graph.degree[node]))
        )
    for one, other in combinations(boxes, 2):
        assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]


def test_figures_draw_what_can_be_read_and_say_what_is_missing(graph: nx.Graph[str]) -> None:
    use_chinese_font()
    figure = network_figure(graph, title="网络", seed=1)
    texts = [t for t in figure.axes[0].texts if t.get_text()]
    assert {t.get_text() for t in texts} == set(graph)
    figure.canvas.draw()
    spots = [t.get_window_extent() for t in texts]
    assert not any(a.overlaps(b) for a, b in combinations(spots, 2))
    assert "(4 of 9 words)" not in figure.get_suptitle()
    few = network_figure(graph, title="网络", seed=1, most=4)
    assert f"of {len(graph)} words)" in few.get_suptitle()
    assert len([t for t in few.axes[0].texts if t.get_text()]) <= 4


def test_a_change_figure_names_what_became_of_edges() -> None:
    use_chinese_font()
    rows = [("水", "河", "appeared", True), ("煤", "矿", "vanished", False)]
    changes = pd.DataFrame(rows, columns=["source", "target", "change", "certain"])
    figure = change_figure(changes, title="变化", seed=0)
    assert [t.get_text() for t in figure.legends[0].get_texts()] == ["appeared", "vanished"]
    with pytest.raises(InputError, match="no pair attracts in either part"):
        change_figure(changes.head(0), title="变化", seed=0)


DRIVEN = """<script>
const out = [], say = (name, value) => out.push(name + '=' + value), by = (id) => document.getElementById(id);
const fire = (part, kind) => part.dispatchEvent(new Event(kind, { bubbles: true }));
const shown = () => document.querySelectorAll('.node:not(.gone)').length;
say('all', shown());
by('search').value = '河'; fire(by('search'), 'input');
say('found', by('panel').querySelector('h2').textContent);
by('search').value = '空'; fire(by('search'), 'input');
say('nothing', by('panel').textContent);
fire(by('net'), 'click');
document.querySelector('.touch').dispatchEvent(new PointerEvent('pointerenter'));
say('edge', by('panel').querySelector('h2').textContent);
say('passage', by('panel').querySelector('.passage').textContent);
say('marks', by('panel').querySelectorAll('mark').length);
document.querySelector('.touch').dispatchEvent(new PointerEvent('pointerleave'));
by('weight').value = 8; fire(by('weight'), 'input'); say('heavy', by('count').textContent);
by('weight').value = 1; by('q').value = '0.0001'; fire(by('q'), 'input'); say('sure', by('count').textContent);
document.title = 'driven'; document.body.dataset.out = JSON.stringify(out);
</script></body>"""


def test_a_browser_searches_filters_and_shows_evidence(browser: str, tmp_path: Path) -> None:
    graph = cooccurrence_network(cooccurrence_table(tokens(*TWO_FIELDS, *["井 水 </script>"] * 3), min_df=1), max_q=1.0)
    source, target = next(iter(graph.edges))
    evidence = pd.DataFrame(
        [(source, target, "p.txt#a01", 3, 4, f"<b>{source}与{target}</b></script>")],
        columns=["source", "target", "doc", "first_line", "last_line", "text"],
    )
    page = network_page(graph, evidence, title="水与煤 <网>")
    assert not re.search(r'(?:src|href)="?https?:', page) and "<网>" not in page
    path = tmp_path / "page.html"
    path.write_text(page.replace("</body>", DRIVEN), encoding="utf-8")
    dom = in_browser(browser, path.as_uri(), tmp_path)
    told = re.search(r'data-out="([^"]*)"', dom)
    assert told, dom[-2000:]
    said = dict(
        line.split("=", 1)
        for line in json.loads(told[1].replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">"))
    )
    heavy = [e for e in graph.edges(data=True) if e[2]["weight"] >= 8]
    sure = [e for e in graph.edges(data=True) if e[2]["q"] <= 0.0001]
    assert 0 < len(sure) < graph.number_of_edges() or len(heavy) < graph.number_of_edges()
    assert said["all"] == str(len(graph)) and said["found"] == "河"
    assert said["nothing"] == "No word shown holds “空”."
    assert said["edge"] == f"{source} · {target}"
    assert said["passage"] == f"<b>{source}与{target}</b></script>" and said["marks"] == "2"
    assert (
        said["heavy"]
        == f"{len({n for e in heavy for n in e[:2]})} of {len(graph)} words, {len(heavy)} of {graph.number_of_edges()} pairs"
    )
    assert f"{len(sure)} of {graph.number_of_edges()} pairs" in said["sure"]


def test_a_page_works_inside_another_one(browser: str, graph: nx.Graph[str], tmp_path: Path) -> None:
    page = network_page(graph, passages(edge_table(graph), tokens("水"), []), title="里面").replace(
        "</body>", "<script>parent.document.title = document.querySelectorAll('.node').length</script></body>"
    )
    path = tmp_path / "outer.html"
    path.write_text(f"<!doctype html><title>0</title>{page_frame(page, title='network', height=560)}", encoding="utf-8")
    assert f"<title>{len(graph)}</title>" in in_browser(browser, path.as_uri(), tmp_path)


# --- lists of terms, bad input, the command -----------------------------------------------------------------------------


def test_lists_of_terms_are_read_and_their_faults_named(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text("# mine\n太原\tplace\n光伏\ttheme\n水\n\n", encoding="utf-8")
    assert read_classes(path) == {"太原": "place", "光伏": "theme", "水": "term"}
    path.write_text("太原\tplace\n太原\ttheme\n光伏\ta\tb\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_classes(path)
    assert "line 2: 太原 is of class place already, not theme" in str(caught.value)
    assert "line 3: 3 columns" in str(caught.value)
    path.write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(InputError, match="names no term"):
        read_classes(path)
    with pytest.raises(InputError, match="can't be read: No such file"):
        read_classes(tmp_path / "none.tsv")


def test_the_lexicons_give_classes() -> None:
    assert set(own_classes().values()) == {"place", "water", "organisation", "policy", "theme"}
    assert set(own_classes("place", "theme").values()) == {"place", "theme"}
    with pytest.raises(ParameterError, match="no class 'person'; the lexicons hold place, water"):
        own_classes("person")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"window": 0}, "window is 0; a window of tokens reaches at least 1"),
        ({"window": -3}, "window is -3"),
        ({"window": "page"}, "window is 'page'; it is one of sentence, paragraph, article, or a number"),
        ({"window": "paragraph"}, "no column paragraph; words.table.with_paragraphs adds it"),
        ({"min_count": 5}, "no pair shares 5 windows; the most frequent pair shares 2: lower min_count"),
        ({"min_count": 0}, "min_count is 0"),
        ({"min_df": 9}, "min_df 9 leaves none of 2 terms; the most widespread term stands in 2"),
        ({"classes": {"火": "x", "星": "x"}}, r"none of the 2 terms of the list .* \(星, 火\); look at their spelling"),
        ({"classes": {"水": "x"}}, "only one term is left to pair, 水"),
        ({"classes": {"水": "x", "河": "x"}, "across": True}, "all terms that were found are of one class"),
        ({"across": True}, "name the terms' classes"),
    ],
)
def test_wrong_calls_say_what_would_work(options: dict, message: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(InputError, match=message):
        cooccurrence_table(tokens("水 河", "水 河"), **{"min_df": 1, "min_count": 1, **options})


def test_wrong_calls_of_networks_say_what_would_work(graph: nx.Graph[str]) -> None:
    table = cooccurrence_table(tokens(*TWO_FIELDS), min_df=1)
    for options, message in (
        ({"max_q": 0}, "max_q is 0"),
        ({"max_nodes": 1}, "max_nodes is 1"),
        ({"alpha": 2}, "alpha is 2"),
    ):
        with pytest.raises(ParameterError, match=message):
            cooccurrence_network(table, **options)  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="runs is 0"):
        communities(graph, runs=0)
    with pytest.raises(InputError, match=f"火星 is not in the network of {len(graph)} nodes; it may lie below"):
        ego_network(graph, "火星")
    with pytest.raises(InputError, match="did you mean a&b"):
        ego_network(graph, "a&c")
    with pytest.raises(InputError, match="the part before holds no token"):
        network_change(tokens(), tokens("水 河"))
    with pytest.raises(InputError, match="no token is left"):
        cooccurrence_table(tokens())
    with pytest.raises(ParameterError, match="no pair shares 9 windows in both parts together, at most 2"):
        network_change(tokens("水 河"), tokens("水 河").assign(doc="b"), min_count=9, min_df=1)
    with pytest.raises(InputError, match="1 documents stand in both parts, such as d0"):
        network_change(tokens("水 河"), tokens("水 河"))


def test_the_command_counts_a_list_of_terms_across_classes(two_page_corpus: Path, tmp_path: Path) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("大同市\tplace\n临汾市\tplace\n光伏板\ttheme\n汾河\ttheme\n", encoding="utf-8")
    call = ["cooccurrence", str(two_page_corpus), "--terms", str(terms), "--across", "--window", "article"]
    bounds = ["--min-count", "1", "--min-df", "1", "--max-q", "1", "--out", str(tmp_path / "net")]
    assert main([*call, *bounds]) == 0
    edges = pd.read_csv(tmp_path / "net/edges.csv")
    assert edges.columns[:7].tolist() == ["source", "target", "weight", "npmi", "llr", "p", "q"]
    assert {(r.source, r.target) for r in edges.itertuples()} == {("临汾市", "汾河"), ("光伏板", "大同市")}
    evidence = pd.read_csv(tmp_path / "net/evidence.csv")
    assert evidence["doc"].str.startswith("2023-05-13_A1.txt#").all() and len(evidence) == 2


def test_the_command_says_that_no_term_of_a_list_was_found(two_page_corpus: Path, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    terms = tmp_path / "terms.tsv"
    terms.write_text("火星\tplace\n", encoding="utf-8")
    assert main(["cooccurrence", str(two_page_corpus), "--terms", str(terms), "--out", str(tmp_path / "net")]) == 2
    assert "none of the 1 terms of the list stands among the words" in capsys.readouterr().err
    assert not (tmp_path / "net").exists()
