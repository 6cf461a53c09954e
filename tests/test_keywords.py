from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from conftest import article
from corpusutils.analysis.counts import count_terms
from corpusutils.analysis.groups import group_articles
from corpusutils.analysis.keyness import keyness_table
from corpusutils.analysis.keyphrases import keyphrases, phrase_table
from corpusutils.analysis.keywords import stopword_candidates, tfidf_of_groups, tfidf_table, top_terms
from corpusutils.analysis.similarity import find_reprints, nearest_articles, similarity_tree
from corpusutils.cli import main
from corpusutils.errors import InputError, ParameterError
from corpusutils.pages import Corpus
from corpusutils.show.concordance import term_lines, terms_page
from corpusutils.show.fonts import use_chinese_font
from corpusutils.show.keywords import keyness_figure, tree_figure


def tokens(*sentences: str) -> pd.DataFrame:
    """A token table with one document a sentence: words with their part of speech, `水/n`, neighbours unless a `|` parts them."""
    rows = []
    for d, sentence in enumerate(sentences):
        at = 0
        for position, word in enumerate(sentence.split()):
            text, _, flag = word.partition("/")
            if text != "|":
                rows.append((f"d{d}", 0, position, text, flag or "n", at, at + len(text)))
            at += len(text)
    return pd.DataFrame(rows, columns=["doc", "sentence", "position", "token", "flag", "start", "end"])


# --- counts, weights, keyness -------------------------------------------------------------------------------------------


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


def test_tfidf_agrees_with_gensim() -> None:
    from gensim.models import TfidfModel

    counts = count_terms(tokens("水 水 山 林", "水 田 田", "林 山 田 水 煤", "煤 煤 矿"))
    corpus = [[(int(t), int(row[t])) for t in np.flatnonzero(row)] for row in counts.matrix.toarray()]
    model = TfidfModel(corpus, wglobal=lambda df, n: math.log((1 + n) / (1 + df)) + 1)
    theirs = {(f"d{d}", counts.terms[t]): w for d, row in enumerate(corpus) for t, w in model[row]}
    ours = tfidf_table(counts).set_index(["doc", "term"])["tfidf"]
    assert set(theirs) == set(ours.index)
    assert all(ours[key] == pytest.approx(weight) for key, weight in theirs.items())


def test_terms_are_counted_in_any_order_of_rows_and_categories() -> None:
    table = tokens("水 山 水", "田 水").sample(frac=1, random_state=3)
    table["token"] = pd.Categorical(table["token"], categories=["田", "没有", "水", "山"])
    counts = count_terms(table)
    assert counts.terms == ["山", "水", "田"] and counts.matrix.toarray().tolist() == [[1, 2, 0], [0, 1, 1]]


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


def test_the_likelihood_ratio_of_two_sides_is_that_of_the_contingency_table_where_the_term_is_rare() -> None:
    # With 30 of 100,000 against 10 of 100,000 the cells of all other words add almost nothing.
    counts = count_terms(tokens("水 " * 30 + "山 " * 99_970, "水 " * 10 + "山 " * 99_990))
    found = keyness_table(counts, pd.Series(list("ab"), index=counts.docs)).set_index(["group", "term"])
    whole = chi2_contingency([[30, 99_970], [10, 99_990]], correction=False, lambda_="log-likelihood").statistic
    assert found.loc[("a", "水"), "llr"] == pytest.approx(whole, rel=1e-3)


def test_terms_chosen_beforehand_are_the_only_tests() -> None:
    counts = count_terms(tokens("水 水 水 山 林 草", "水 山 田 田 田 田"))
    groups = pd.Series(list("ab"), index=counts.docs)
    every, chosen = keyness_table(counts, groups), keyness_table(counts, groups, terms=["水", "无"])
    assert set(chosen["term"]) == {"水"} and (chosen["q"] == chosen["p"]).all()
    assert chosen["llr"].tolist() == every.loc[every["term"] == "水", "llr"].tolist()
    with pytest.raises(ParameterError, match="none of the 1 listed terms is among the 5 counted ones"):
        keyness_table(counts, groups, terms=["无"])


def test_a_group_without_counted_terms_is_no_reference() -> None:
    table = tokens("水 山", "田 水")
    table["doc"] = pd.Categorical(table["doc"], categories=["d0", "d1", "d2"])
    with pytest.raises(ParameterError, match="hold counted terms; there are: a, b"):
        keyness_table(count_terms(table), pd.Series(list("abc"), index=["d0", "d1", "d2"]), reference="c")


def test_words_in_bursts_are_no_candidates_for_the_stop_list() -> None:
    counts = count_terms(tokens(*["目前 矿 矿 矿 矿"] * 3, *["目前 水"] * 4, "水 目前", "草 林", "草 林"))
    found = stopword_candidates(counts, min_share=0.3).set_index("term")
    assert "目前" in found.index and "矿" not in found.index
    assert found.loc["目前", "residual_idf"] == pytest.approx(math.log2(1 - math.exp(-8 / 10)) - math.log2(8 / 10))
    with pytest.raises(ParameterError, match="min_share is 0"):
        stopword_candidates(counts, min_share=0)


# --- phrases ------------------------------------------------------------------------------------------------------------

MINE = "矿山/n 修复/v"
LONG = "历史/n 遗留/vn 矿山/n 修复/v"


def test_c_value_equals_the_hand_count() -> None:
    found = phrase_table(tokens(*[f"推进/v {MINE}"] * 4, *[f"开展/v {LONG}"] * 2), min_count=2).set_index("term")
    # 矿山修复 stands six times, twice of them inside each of two longer terms: log2(2) · (6 − 2)
    assert found.loc["矿山修复", ["words", "count", "df", "nested", "c_value"]].tolist() == [2, 6, 6, 2, 4]
    assert found.loc["历史遗留矿山修复", "c_value"] == pytest.approx(math.log2(4) * 2)
    assert "遗留矿山修复" not in found.index  # never stands alone
    assert not any(term.startswith(("推进", "开展")) for term in found.index)


def test_a_mark_parts_words_and_a_stop_word_bounds_terms() -> None:
    table = tokens(*["水/n ，/x 质/n 有关/n 部门/n"] * 3)
    assert set(phrase_table(table)["term"]) == {"质有关部门"}
    assert phrase_table(table, stopwords=frozenset(["有关", "质"])).empty
    with pytest.raises(ParameterError, match="min_count is 1; a term comes back"):
        phrase_table(table, min_count=1)


def test_the_phrases_of_an_article_name_their_place() -> None:
    found = keyphrases(tokens(f"全市/r {MINE}", f"{MINE} ，/x {MINE}", *["湿地/n 公园/n"] * 3), min_count=3)
    first = found[found["doc"] == "d1"].iloc[0]
    assert (first["rank"], first["term"], first["count"], first["df"]) == (1, "矿山修复", 2, 2)
    assert first["weight"] == pytest.approx(2 * (math.log(6 / 3) + 1))
    assert (first["start"], first["end"]) == (0, 4)


# --- similarity ---------------------------------------------------------------------------------------------------------

STORY = "三月的清晨，护林员老郭沿着防火道走了十一里。他在石碑前停下来，数了数去年补种的侧柏，说活下来的比预想的多，今年还要再补两千棵。山下的苗圃已经把苗木运到路口，村里也约好了十几个帮工，只等一场透雨。"
OTHER = "县里的供热管网改造昨天开工，头一段从南街到火车站，计划七月底以前回填路面。施工单位说夜里不打桩，白天也给公交留一条车道。"


def test_reprints_and_excerpts_are_found_and_name_their_original() -> None:
    changed = STORY.replace("十一里", "十二里").replace("去年", "前年")
    excerpt = STORY[:40]
    articles = [
        article(changed, name="late", date="2024-05-01"),
        article(STORY, name="early", date="2023-05-01"),
        article(OTHER, name="other", date="2023-06-01"),
        article(excerpt, name="part", date="2022-01-01"),
    ]
    found = find_reprints(articles)
    pairs = {(r.doc[6:], r.original[6:]) for r in found.itertuples()}
    assert {("late", "early"), ("part", "early")} <= pairs and all("other" not in pair for pair in pairs)
    assert found.loc[found["doc"] == "p.txt#part", "shared"].max() == 1.0
    assert find_reprints([article("好", name="x"), article("好", name="y")]).empty
    with pytest.raises(ParameterError, match="least is 0"):
        find_reprints(articles, least=0)


def test_the_reprints_of_the_sample_are_found(sample: Corpus) -> None:
    truth = pd.read_csv(sample.path.parent / "truth" / "pairs.tsv", sep="\t")
    planted = {
        frozenset(i[1:].rpartition("-")[0] for i in pair)
        for pair in truth.loc[truth["relation"] == "reprint", ["first", "second"]].to_numpy()
    }
    found = find_reprints(sample.articles)
    pages = [frozenset(key.partition(".")[0] for key in pair) for pair in found[["doc", "original"]].to_numpy()]
    assert set(pages) == planted and len(pages) == 10


def test_neighbours_share_terms() -> None:
    counts = count_terms(tokens("水 河 鱼", "水 河 草", "煤 矿", "煤 井"))
    found = nearest_articles(counts, n=2)
    assert found[["doc", "rank", "other"]].to_numpy().tolist() == [
        ["d0", 1, "d1"], ["d1", 1, "d0"], ["d2", 1, "d3"], ["d3", 1, "d2"]
    ]  # fmt: skip
    idf = [math.log(5 / 3) + 1, math.log(5 / 2) + 1]
    assert found["cosine"].iloc[0] == pytest.approx(2 * idf[0] ** 2 / (2 * idf[0] ** 2 + idf[1] ** 2))
    with pytest.raises(ParameterError, match="n is 0"):
        nearest_articles(counts, n=0)


def test_a_tree_joins_the_like_first_and_is_cut_by_size() -> None:
    counts = count_terms(tokens("水 河 鱼", "水 河 草", "水 河", "煤 矿", "煤 井"))
    tree = similarity_tree(counts)
    assert tree.cut(2).to_dict() == {"d0": 1, "d1": 1, "d2": 1, "d3": 2, "d4": 2}
    grouped = similarity_tree(counts, pd.Series(list("aabcc"), index=counts.docs))
    assert grouped.names == ["a", "b", "c"] and grouped.cut(2).tolist() == [1, 1, 2]
    with pytest.raises(ParameterError, match="clusters is 6; this tree can be cut into 1 to 5"):
        tree.cut(6)
    with pytest.raises(ParameterError, match="1 articles or groups hold terms; a tree takes 2 to 5,000"):
        similarity_tree(counts, pd.Series(list("aaaaa"), index=counts.docs))


# --- figures and reading back -------------------------------------------------------------------------------------------


def test_the_keyness_figure_names_terms_once_and_does_not_let_names_cover_each_other() -> None:
    use_chinese_font()
    texts = ["水 水 水 水 河 鱼 草 草 草 滩 滩 滩 " * 3, "煤 煤 煤 煤 矿 井 车 车 车 灯 灯 灯 " * 3]
    counts = count_terms(tokens(*texts))
    table = keyness_table(counts, pd.Series(list("ab"), index=counts.docs), reference="b")
    figure = keyness_figure(table, title="a against b", sides=("a", "b"))
    (axes,) = figure.axes
    figure.canvas.draw()
    names = [text for text in axes.texts if not text.get_text().startswith("colour")]
    assert sorted("".join(t.get_text() for t in names).replace("、", "")) == sorted("水河鱼草滩")
    boxes = [text.get_window_extent() for text in names]
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])
    with pytest.raises(InputError, match="nothing to draw for 'empty'"):
        keyness_figure(table.head(0), title="empty", sides=("a", "b"))


def test_a_tree_too_big_to_read_is_refused() -> None:
    use_chinese_font()
    counts = count_terms(tokens(*[f"水 词{n} 词{n}" for n in range(61)]))
    with pytest.raises(InputError, match="a tree of 61 names can't be read"):
        tree_figure(similarity_tree(counts), title="too big")
    small = similarity_tree(count_terms(tokens("水 河", "水 草", "煤 矿")))
    (axes,) = tree_figure(small, title="three", labels={"d0": "甲"}).axes
    assert {label.get_text() for label in axes.get_yticklabels()} == {"甲", "d1", "d2"}


def test_a_term_opens_the_lines_that_were_counted() -> None:
    articles = [article("汾河水清。汾河岸绿。", name="a"), article("汾河<边>\n汾河新桥", name="b")]
    rows = [("p.txt#a", "汾河", 0, 2), ("p.txt#a", "汾河", 5, 7), ("p.txt#b", "汾河", 6, 8)]
    counted = pd.DataFrame(rows, columns=["doc", "token", "start", "end"])
    lines = term_lines(counted, articles, ["汾河"], width=3)
    assert lines["doc"].tolist() == ["p.txt#a", "p.txt#b", "p.txt#a"]  # one of each article first
    assert lines[["left", "right"]].to_numpy().tolist() == [["", "水清。"], ["", "新桥"], ["水清。", "岸绿。"]]
    html = terms_page(pd.DataFrame({"term": ["汾河", "<无>"], "llr": [4.2, 0.5]}), counted, articles, told=["llr"])
    assert html.count("<details>") == 2 and html.count("<mark>汾河</mark>") == 3 and "llr 4.2" in html
    assert "p.txt#b, line 1" in html and "<无>" not in html
    with pytest.raises(InputError, match="no term to read back"):
        terms_page(pd.DataFrame({"term": []}), counted, articles)


# --- the command --------------------------------------------------------------------------------------------------------


@pytest.fixture
def reprinted(tmp_path: Path) -> Path:
    """Three pages of one article each; the third repeats the first."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for day, body in (("2023-05-01", STORY), ("2023-06-01", OTHER), ("2024-05-01", STORY)):
        (folder / f"{day}_A1.txt").write_text(f"{body[:6]}\n本刊讯 {body}\n", encoding="utf-8")
    return folder


def test_the_command_warns_of_reprints_and_can_leave_them_out(
    reprinted: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    out = tmp_path / "k.csv"
    assert main(["keywords", str(reprinted), "--out", str(out)]) == 0
    assert "1 articles stand for the most part in another one (2024-05-01_A1.txt#a01 in 2023-05-01" in caplog.text
    assert set(pd.read_csv(out)["group"].str[:4]) == {"2023", "2024"}
    caplog.clear()
    assert main(["keywords", str(reprinted), "--out", str(out), "--drop-reprints"]) == 0
    assert not caplog.text and set(pd.read_csv(out)["group"].str[:7]) == {"2023-05", "2023-06"}


def test_keywords_go_to_excel_to_people_and_to_programs(reprinted: Path, tmp_path: Path) -> None:
    for name, options in (("plain.csv", []), ("people.csv", ["--bom"]), ("book.xlsx", [])):
        assert main(["keywords", str(reprinted), "--by", "month", "--out", str(tmp_path / name), *options]) == 0
    plain, people = (tmp_path / "plain.csv").read_bytes(), (tmp_path / "people.csv").read_bytes()
    assert people == b"\xef\xbb\xbf" + plain
    book, table = pd.read_excel(tmp_path / "book.xlsx"), pd.read_csv(tmp_path / "plain.csv")
    assert book["term"].tolist() == table["term"].tolist() and np.allclose(book["llr"], table["llr"], rtol=1e-5)


def test_groups_of_one_article_are_named_and_a_list_without_a_hit_is_refused(
    reprinted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    assert main(["keywords", str(reprinted), "--by", "month", "--out", str(tmp_path / "k.csv")]) == 0
    assert "one article alone stands for 2023-05, 2023-06, 2024-05" in caplog.text
    words = tmp_path / "words.txt"
    words.write_text("月球\n火星\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["keywords", str(reprinted), "--by", "month", "--terms", str(words)]) == 2
    assert "none of the 2 listed terms is among" in capsys.readouterr().err
