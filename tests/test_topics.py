"""Topics: engines, measures against hand counts and gensim, stability, and what a corpus too small is told."""

from __future__ import annotations

import hashlib
import itertools
import math
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from conftest import article, in_browser
from corpusutils.analysis.coherence import _together, c_v_coherence, coherence_table, exclusivity, npmi_coherence
from corpusutils.analysis.consensus import consensus_of, fit_consensus, match_topics
from corpusutils.analysis.counts import Counts, count_terms
from corpusutils.analysis.cvb0 import fit_cvb0, fold_in
from corpusutils.analysis.intrusion import score_intrusion, topic_intrusion, word_intrusion
from corpusutils.analysis.topic_choice import choose_topics, held_out_perplexity
from corpusutils.analysis.topic_shares import topic_articles, topic_shares
from corpusutils.analysis.topics import ENGINES, TopicModel, fit_topics
from corpusutils.errors import InputError, ParameterError
from corpusutils.show.fonts import use_chinese_font
from corpusutils.show.topic_figures import choice_figure, stability_figure, terms_figure, trend_figure
from corpusutils.show.topic_viewer import topic_map, topic_viewer


def tokens(*sentences: str) -> pd.DataFrame:
    """A token table, one document a sentence, words parted by spaces."""
    rows = [(f"d{n:03d}", 0, p, word) for n, s in enumerate(sentences) for p, word in enumerate(s.split())]
    return pd.DataFrame(rows, columns=["doc", "sentence", "position", "token"])


SIX = ("水 河 鱼 水 湿地", "河 鱼 湿地 水", "鱼 水 河 湿地", "煤 矿 井 煤", "矿 井 煤 采掘", "井 采掘 煤 矿")
LONG = [" ".join([sentence] * 8) for sentence in SIX]


def drawn(documents: int = 120, *, seed: int = 5, length: int = 40) -> tuple[Counts, np.ndarray]:
    """Counts drawn from four known topics of ten terms each, and the topic of each document."""
    rng = np.random.default_rng(seed)
    truth = np.arange(documents) % 4
    matrix = np.zeros((documents, 40), dtype=np.int64)
    for d, topic in enumerate(truth):
        own = rng.random(length) < 0.85
        words = np.where(own, 10 * topic + rng.integers(10, size=length), rng.integers(40, size=length))
        np.add.at(matrix[d], words, 1)
    names = [f"w{n:02d}" for n in range(40)]
    return Counts([f"d{n:03d}" for n in range(documents)], names, sparse.csr_array(matrix)), truth


# --- engines --------------------------------------------------------------------------------------------------------------


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
    other = fit_topics(counts, num_topics=3, seed=12, engine=engine)
    assert not np.array_equal(a.topic_term, other.topic_term)


def test_the_same_seed_gives_the_same_bytes_in_fresh_processes() -> None:
    code = (
        "import hashlib; from test_topics import drawn; from corpusutils.analysis.consensus import fit_consensus;"
        "m = fit_consensus(drawn()[0], num_topics=4, seed=3, seeds=3).model;"
        "print(hashlib.sha256(m.topic_term.tobytes() + m.doc_topic.tobytes()).hexdigest())"
    )
    here = fit_consensus(drawn()[0], num_topics=4, seed=3, seeds=3).model
    found = {hashlib.sha256(here.topic_term.tobytes() + here.doc_topic.tobytes()).hexdigest()}
    for _ in range(2):
        run = [sys.executable, "-c", code]
        found.add(
            subprocess.run(run, cwd=Path(__file__).parent, capture_output=True, text=True, check=True).stdout.strip()
        )
    assert len(found) == 1


@pytest.mark.parametrize("engine", ["cvb0", "nmf"])
def test_known_topics_are_found_again(engine: str) -> None:
    counts, truth = drawn()
    model = fit_topics(counts, num_topics=4, seed=1, engine=engine)
    main = model.doc_topic.argmax(axis=1)
    assert all(len(set(main[truth == t])) == 1 for t in range(4)) and len(set(main)) == 4


def test_a_sweep_is_the_published_update() -> None:
    """One document, one pass: the compiled sweep against the equation written out in NumPy."""
    counts = count_terms(tokens("水 水 河 鱼", "煤 矿 水"))
    start = np.array([[0.4, 0.1, 0.2, 0.2, 0.1], [0.1, 0.4, 0.1, 0.2, 0.2]])
    alpha, eta = 0.3, 0.05
    found, theta = fit_cvb0(counts.matrix, num_topics=2, alpha=alpha, eta=eta, seed=0, passes=1, start=start)
    m = counts.matrix.tocoo()
    share = (start / start.sum(axis=0)).T[m.col]
    in_document, of_term = np.zeros((2, 2)), np.zeros((2, 5))
    for s, d, w, n in zip(share, m.row, m.col, m.data, strict=True):
        in_document[d] += n * s
        of_term[:, w] += n * s
    for i, (d, w, n) in enumerate(zip(m.row, m.col, m.data, strict=True)):
        own = share[i].copy()
        new = (of_term[:, w] - own + eta) * (in_document[d] - own + alpha) / (of_term.sum(axis=1) - own + 5 * eta)
        new /= new.sum()
        in_document[d] += n * (new - own)
        of_term[:, w] += n * (new - own)
        share[i] = new
    assert np.allclose(found, (of_term + eta) / (of_term + eta).sum(axis=1, keepdims=True), atol=1e-5)
    assert np.allclose(theta, (in_document + alpha) / (in_document + alpha).sum(axis=1, keepdims=True), atol=1e-5)


def test_the_default_engine_predicts_at_least_as_well_as_gensim() -> None:
    counts, _ = drawn(200)
    ours, theirs = (
        np.mean([held_out_perplexity(counts, num_topics=4, seed=s, engine=engine) for s in range(3)])
        for engine in ("cvb0", "gensim")
    )
    assert ours <= theirs * 1.01
    assert ours < 25 < len(counts.terms)  # chance is 40, the topics alone about 14


def test_an_empty_document_stays_with_a_null_row_and_is_named() -> None:
    table = tokens(*SIX)
    table["doc"] = pd.Categorical(table["doc"], categories=[*(f"d{i:03d}" for i in range(6)), "empty"])
    for engine in ENGINES:
        model = fit_topics(count_terms(table), num_topics=2, seed=1, engine=engine)
        assert np.isnan(model.doc_topic[-1]).all() and model.empty == ["empty"]
        assert model.documents()["doc"].nunique() == 7 and "empty" not in model.main_topic().index
    assert np.isnan(fit_consensus(count_terms(table), num_topics=2, seed=1, seeds=2).model.doc_topic[-1]).all()


def test_topic_parameters_out_of_range_are_named() -> None:
    counts = count_terms(tokens(*SIX))
    with pytest.raises(ParameterError, match="num_topics is 7; with 6 documents"):
        fit_topics(counts, num_topics=7, seed=1)
    for seed in (-1, 1.5, "7", True):
        with pytest.raises(ParameterError, match=f"seed is {seed!r}; it is a whole number"):
            fit_topics(counts, num_topics=2, seed=seed)  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="engine is 'mallet'; it is one of cvb0, gensim, sklearn, nmf"):
        fit_topics(counts, num_topics=2, seed=1, engine="mallet")
    with pytest.raises(ParameterError, match="1 of 1 documents hold terms and topics need two: take paragraphs"):
        fit_topics(count_terms(tokens("水 河")), num_topics=2, seed=1)
    with pytest.raises(ParameterError, match="only cvb0 can start from given topics"):
        fit_topics(counts, num_topics=2, seed=1, engine="nmf", start=np.ones((2, 7)))


def test_a_document_is_read_with_the_topics_of_a_fitted_model() -> None:
    counts = count_terms(tokens(*LONG))
    model = fit_topics(counts, num_topics=2, seed=1)
    theta = fold_in(model.topic_term, counts.matrix, alpha=model.alpha)
    assert np.abs(theta - model.doc_topic).max() < 0.05
    empty = sparse.csr_array((1, len(counts.terms)), dtype=np.int64)
    assert fold_in(model.topic_term, empty, alpha=model.alpha).tolist() == [[0.5, 0.5]]


# --- what a topic is called -----------------------------------------------------------------------------------------------


def hand_made() -> TopicModel:
    """Two topics over four terms; 都 is frequent in both, 罕 stands in one topic and is rare."""
    counts = Counts(["a", "b"], ["都", "水", "煤", "罕"], sparse.csr_array(np.array([[10, 6, 0, 1], [8, 0, 8, 0]])))
    topic_term = np.array([[0.50, 0.40, 0.02, 0.08], [0.5, 0.01, 0.48, 0.01]])
    return TopicModel(counts, topic_term, np.array([[0.9, 0.1], [0.2, 0.8]]), 0, "cvb0", frozenset({2}))


def test_terms_are_ranked_by_probability_frex_and_relevance() -> None:
    model = hand_made()
    first = {
        by: model.terms(2, by=by).query("topic == 1")["term"].tolist() for by in ("probability", "frex", "relevance")
    }
    assert first["probability"] == ["都", "水"] and first["frex"][0] == "水"
    # 水: rank 3 of 4 by probability, 4 of 4 by exclusivity
    assert model.frex[0, 1] == pytest.approx(1 / (0.5 / (3 / 4) + 0.5 / (4 / 4)))
    expected = np.array([18, 6, 8, 1]) + 0.05
    lift = math.log(0.40 / (expected[1] / expected.sum()))
    assert model.relevance(0.6)[0, 1] == pytest.approx(0.6 * math.log(0.40) + 0.4 * lift)
    assert model.top(1).tolist() == [[0], [0]] and model.top(1, by="relevance").tolist() == [[1], [2]]
    with pytest.raises(ParameterError, match="by is 'lift'; terms are ordered by probability, frex, relevance"):
        model.terms(by="lift")


def test_an_unstable_topic_is_marked_and_numbers_follow_prevalence() -> None:
    model = hand_made()
    assert model.labels(1) == {1: "1 水", 2: "2? 煤"}
    turned = TopicModel(
        model.counts, model.topic_term[::-1], model.doc_topic[:, ::-1], 0, "cvb0", frozenset({1})
    ).ordered()
    assert np.array_equal(turned.topic_term, model.topic_term) and turned.unstable == {2}
    assert model.prevalence.tolist() == pytest.approx([(17 * 0.9 + 16 * 0.2) / 33, (17 * 0.1 + 16 * 0.8) / 33])


def test_the_best_articles_come_with_the_sentence_that_shows_the_topic() -> None:
    body = "开头一句。汾河的水和鱼。结尾有煤。"
    parts = [article(body, headline="水")]
    table = pd.DataFrame(
        [("p.txt#a01", 1, 0, "水", 8, 9), ("p.txt#a01", 1, 1, "鱼", 10, 11), ("p.txt#a01", 2, 0, "煤", 15, 16)],
        columns=["doc", "sentence", "position", "token", "start", "end"],
    )
    counts = Counts(["p.txt#a01"], ["水", "煤", "鱼"], sparse.csr_array(np.array([[1, 1, 1]])))
    model = TopicModel(counts, np.array([[0.6, 0.0, 0.4], [0.05, 0.9, 0.05]]), np.array([[0.7, 0.3]]), 0, "cvb0")
    found = topic_articles(model, parts, table, n=1)
    assert found["quote"].tolist() == ["汾河的水和鱼。", "结尾有煤。"]
    assert found[["first_line", "last_line", "tokens"]].to_numpy().tolist() == [[1, 1, 3], [1, 1, 3]]


# --- measures -------------------------------------------------------------------------------------------------------------


def test_coherence_is_one_for_terms_that_are_always_together() -> None:
    model = fit_topics(count_terms(tokens(*["水 河 " * 9] * 3, *["煤 矿 " * 9] * 3)), num_topics=2, seed=1)
    assert np.allclose(npmi_coherence(model, 2), 1.0)


def words_of(counts: Counts, *, seed: int = 1) -> pd.DataFrame:
    """A token table with the words of each document in a random order."""
    rng = np.random.default_rng(seed)
    texts = []
    for row in counts.matrix.toarray():
        words = np.repeat(np.array(counts.terms, dtype=object), row)
        texts.append(" ".join(rng.permutation(words)))
    return tokens(*texts)


def coherence_of_gensim(model: TopicModel, table: pd.DataFrame, measure: str, window: int) -> list[float]:
    from gensim.corpora import Dictionary
    from gensim.models import CoherenceModel

    texts = table.groupby("doc")["token"].agg(list).tolist()
    topics = [part["term"].tolist() for _, part in model.terms(8).groupby("topic")]
    found = CoherenceModel(
        topics=topics, texts=texts, dictionary=Dictionary(texts), coherence=measure, window_size=window, topn=8, processes=1
    )  # fmt: skip
    return list(found.get_coherence_per_topic())


@pytest.mark.parametrize("window", [7, 30, 110])
def test_c_v_is_that_of_gensim(window: int) -> None:
    """On texts that hold no word twice: gensim forgets a word when one of its places leaves the window."""
    counts, _ = drawn(40, length=60)
    counts = replace(counts, matrix=(counts.matrix > 0).astype(np.int64))
    table = words_of(counts)
    model = fit_topics(counts, num_topics=5, seed=2, passes=3)
    theirs = coherence_of_gensim(model, table, "c_v", window)
    assert c_v_coherence(model, table, 8, window=window) == pytest.approx(theirs, abs=1e-6)


def test_npmi_is_that_of_gensim_where_a_window_holds_a_document() -> None:
    counts, _ = drawn(40)
    table = words_of(counts)
    model = fit_topics(counts, num_topics=4, seed=2)
    theirs = coherence_of_gensim(model, table, "c_npmi", 1000)
    assert npmi_coherence(model, 8) == pytest.approx(theirs, abs=1e-6)


def test_windows_are_counted_one_by_one() -> None:
    ids = np.where(
        np.random.default_rng(2).random(750) < 0.5, -1, np.random.default_rng(3).integers(6, size=750)
    ).astype(np.int32)
    starts = np.array([0, 3, 250, 258, 750])
    joint, windows = _together(ids, starts, 8, 6)
    plain, number = np.zeros((6, 6)), 0
    for begin, end in itertools.pairwise(starts):
        for at in range(begin, max(begin, end - 8) + 1):
            held = sorted({i for i in ids[at : min(at + 8, end)] if i >= 0})
            plain[np.ix_(held, held)] += 1
            number += 1
    assert windows == number and joint.tolist() == plain.tolist()


def test_c_v_needs_the_tokens_of_the_counts() -> None:
    with pytest.raises(InputError, match="hold none of the topics' terms"):
        c_v_coherence(hand_made(), tokens("别 的 词"))


def test_exclusivity_equals_the_hand_count() -> None:
    assert exclusivity(hand_made(), 1).tolist() == pytest.approx([0.5, 0.5])
    assert list(coherence_table(hand_made())) == ["topic", "npmi", "exclusivity", "prevalence"]


def test_held_out_documents_of_a_known_topic_are_predicted_better_than_by_chance() -> None:
    counts = count_terms(tokens(*LONG * 4))
    perplexity = held_out_perplexity(counts, num_topics=2, seed=3)
    assert 1 < perplexity < len(counts.terms) * 0.7
    assert perplexity == held_out_perplexity(counts, num_topics=2, seed=3)
    assert math.isnan(held_out_perplexity(count_terms(tokens(*SIX)), num_topics=2, seed=3))


# --- stability and choice -------------------------------------------------------------------------------------------------


def test_topics_are_paired_whatever_their_number() -> None:
    model = fit_topics(drawn()[0], num_topics=4, seed=1)
    turned = TopicModel(model.counts, model.topic_term[::-1], model.doc_topic[:, ::-1], 1, "cvb0")
    found = match_topics(model, turned)
    assert found["partner"].tolist() == [4, 3, 2, 1] and found["agreement"].to_numpy() == pytest.approx(1)
    with pytest.raises(ParameterError, match="different documents or terms"):
        match_topics(model, hand_made())


def test_topics_that_the_text_holds_recur_and_those_of_noise_do_not() -> None:
    counts, _ = drawn()
    found = fit_consensus(counts, num_topics=4, seed=0, seeds=6)
    assert found.stability > 0.95 and not found.model.unstable and (found.table["recurs"] == 1).all()
    rng = np.random.default_rng(1)
    noise = count_terms(tokens(*(" ".join(f"w{n}" for n in rng.integers(400, size=80)) for _ in range(300))))
    found = fit_consensus(noise, num_topics=6, seed=0)
    assert found.stability < 0.3 and len(found.model.unstable) == 6
    assert found.model.unstable == set(found.table.query("unstable")["topic"])
    assert sum("?" in label for label in found.model.labels().values()) == len(found.model.unstable)


def test_a_consensus_takes_models_of_one_size() -> None:
    counts, _ = drawn()
    models = [fit_topics(counts, num_topics=k, seed=1) for k in (2, 3)]
    with pytest.raises(ParameterError, match=r"2 models of \[2, 3\] topics"):
        consensus_of(models)
    with pytest.raises(ParameterError, match="seeds is 1; stability takes at least two"):
        fit_consensus(counts, num_topics=2, seed=0, seeds=1)


@pytest.mark.parametrize("engine", ["gensim", "nmf"])
def test_engines_that_cannot_start_anew_give_their_average(engine: str) -> None:
    found = fit_consensus(drawn()[0], num_topics=4, seed=0, seeds=2, engine=engine)
    assert np.allclose(found.model.topic_term.sum(axis=1), 1) and np.allclose(found.model.doc_topic.sum(axis=1), 1)


def test_the_scan_finds_the_number_that_the_text_was_drawn_from_and_says_why() -> None:
    counts, _ = drawn()
    choice = choose_topics(counts, words_of(counts), grid=(2, 4, 8, 12), seeds=3)
    assert choice.num_topics == 4 == choice.table.loc[choice.table["recommended"], "num_topics"].item()
    assert {"perplexity", "npmi", "c_v", "exclusivity", "stability", "unstable", "score"} <= set(choice.table)
    assert choice.reason.startswith("4 topics lie highest on the mean of perplexity, npmi, c_v")
    assert "npmi" in choice.reason.split("best in")[1]
    with pytest.raises(ParameterError, match="topics can be chosen from 4 documents on"):
        choose_topics(count_terms(tokens("水 山")))
    small = choose_topics(count_terms(tokens(*SIX[1:5])), seeds=2)
    assert small.num_topics == 2 and "too few documents to try other sizes" in small.reason


# --- time and place -------------------------------------------------------------------------------------------------------


def test_shares_of_groups_are_means_with_intervals_around_them() -> None:
    counts, _ = drawn(80)
    model = fit_topics(counts, num_topics=4, seed=1)
    groups = pd.Series(np.where(np.arange(80) < 40, "2021", "2022"), index=counts.docs)
    found = topic_shares(model, groups, seed=1)
    assert found.query("group == '2021'")["share"].to_numpy() == pytest.approx(model.doc_topic[:40].mean(axis=0))
    assert ((found["low"] <= found["share"]) & (found["share"] <= found["high"])).all()
    # a mean of n draws: the interval is about 1.96 standard errors wide to each side
    error = model.doc_topic[:40].std(axis=0) / math.sqrt(40)
    width = (found["high"] - found["low"]).to_numpy()[:4] / 2
    assert width == pytest.approx(1.96 * error, rel=0.15)
    assert found.equals(topic_shares(model, groups, seed=1))
    with pytest.raises(ParameterError, match="no document of the model has a group"):
        topic_shares(model, pd.Series({"x": "2021"}), seed=1)
    with pytest.raises(ParameterError, match="draws is 5 and level"):
        topic_shares(model, groups, seed=1, draws=5)


# --- readers ----------------------------------------------------------------------------------------------------------------


def test_an_intruding_word_is_improbable_in_the_topic_and_leads_another() -> None:
    model = fit_topics(drawn()[0], num_topics=4, seed=1)
    sheet, key = word_intrusion(model, seed=2)
    assert len(sheet) == 8 and key["topic"].value_counts().eq(2).all() and (sheet["answer"] == "").all()
    led = [set(part["term"]) for _, part in model.terms(10).groupby("topic")]
    for row, told in zip(sheet.to_dict("records"), key.to_dict("records"), strict=True):
        stranger = row[f"choice_{told['intruder']}"]
        others = {row[f"choice_{n}"] for n in range(1, 7)} - {stranger}
        assert len(others) == 5 and others <= led[told["topic"] - 1] and stranger not in led[told["topic"] - 1]
        assert any(stranger in terms for terms in led)
    assert len(set(key["intruder"])) > 2
    assert sheet.equals(word_intrusion(model, seed=2).sheet) and not sheet.equals(word_intrusion(model, seed=3).sheet)


def test_a_small_vocabulary_still_has_an_intruder() -> None:
    counts = count_terms(tokens(*(" ".join(f"w{n:02d}" for n in range(start, start + 8)) for start in range(4))))
    sheet, key = word_intrusion(fit_topics(counts, num_topics=2, seed=1), seed=1)
    assert len(counts.terms) == 11 and len(sheet) == len(key) == 4


def test_an_intruding_topic_is_the_one_that_the_article_holds_least_of() -> None:
    counts, _ = drawn()
    model = fit_topics(counts, num_topics=5, seed=1)
    sheet, key = topic_intrusion(model, {doc: f"文 {doc}" for doc in counts.docs}, seed=2, number=7)
    shown = {" ".join(part["term"]): topic for topic, part in model.terms(8).groupby("topic")}
    for row, told in zip(sheet.to_dict("records"), key.to_dict("records"), strict=True):
        theta = model.doc_topic[counts.docs.index(row["doc"])]
        assert theta[shown[row[f"choice_{told['intruder']}"]] - 1] == theta.min() and row["text"] == f"文 {row['doc']}"
        assert theta[told["topic"] - 1] == theta.max()


def test_readers_are_scored_by_topic() -> None:
    key = pd.DataFrame({"task": [1, 2, 3], "topic": [1, 1, 2], "intruder": [4, 2, 6], "choices": 6})
    sheets = pd.DataFrame({"task": [1, 2, 3, 1, 2, 3], "answer": ["4", 1, 6, 4.0, "", None]})
    found = score_intrusion(sheets, key)
    assert found[["topic", "answered", "found"]].to_numpy().tolist() == [[1, 3, 2], [2, 1, 1]]
    assert found["precision"].tolist() == pytest.approx([2 / 3, 1]) and found["chance"].tolist() == pytest.approx(
        [1 / 6] * 2
    )
    with pytest.raises(InputError, match=r"no choice of a task in the key(?s:.)*task 2: 7(?s:.)*task 9: 1"):
        score_intrusion(pd.DataFrame({"task": [1, 2, 9], "answer": [1, 7, 1]}), key)
    with pytest.raises(InputError, match="no task is answered"):
        score_intrusion(pd.DataFrame({"task": [1], "answer": [""]}), key)


def test_tasks_need_enough_topics_and_terms() -> None:
    with pytest.raises(ParameterError, match="the model has 2 topics; topic intrusion takes at least 4"):
        topic_intrusion(hand_made(), {}, seed=1)
    with pytest.raises(ParameterError, match="4 terms are too few; 2 tasks a topic take at least 11"):
        word_intrusion(hand_made(), seed=1)
    with pytest.raises(ParameterError, match="per_topic is 0"):
        word_intrusion(hand_made(), seed=1, per_topic=0)
    with pytest.raises(ParameterError, match="no document of the model has a text"):
        topic_intrusion(fit_topics(drawn()[0], num_topics=5, seed=1), {}, seed=1)


# --- the viewer ---------------------------------------------------------------------------------------------------------------


def viewed() -> tuple[TopicModel, str]:
    found = fit_consensus(drawn()[0], num_topics=4, seed=1, seeds=3)
    model = replace(found.model, unstable=frozenset({3}))
    articles = pd.DataFrame(
        {
            "topic": [2],
            "rank": [1],
            "doc": ["d001"],
            "headline": ["汾河 <水> & 鱼"],
            "date": ["2024-01-02"],
            "tokens": [40],
        }
        | {"probability": [0.9], "first_line": [3], "last_line": [5], "quote": ["</script><b>水</b>"]}
    )
    summary = coherence_table(model).merge(found.table, on="topic")
    return model, topic_viewer(model, summary, articles, title="专题", tasks=word_intrusion(model, seed=1))


def test_like_topics_lie_near_each_other_on_the_map() -> None:
    counts, _ = drawn()
    topic_term = np.full((3, 40), 0.01)
    topic_term[:2, :10] = 1
    topic_term[1, 10:12] = 0.3
    topic_term[2, 20:30] = 1
    topic_term /= topic_term.sum(axis=1, keepdims=True)
    place = topic_map(TopicModel(counts, topic_term, np.full((120, 3), 1 / 3), 0, "cvb0"))
    near, far = np.linalg.norm(place[0] - place[1]), np.linalg.norm(place[0] - place[2])
    assert near < far / 3 and (place.max(axis=0) >= -place.min(axis=0) - 1e-9).all()


def test_the_viewer_asks_nothing_from_outside_and_escapes_what_it_shows() -> None:
    _, page = viewed()
    assert not re.findall(r"https?://(?!www\.w3\.org)", page) and page.count("</script>") == 2
    assert page == viewed()[1]


def test_a_browser_shows_the_terms_of_the_chosen_topic_and_weight(browser: str, tmp_path: Path) -> None:
    model, page = viewed()
    # what a reader does: answer all tasks, score them
    play = "<script>document.querySelectorAll('.task input:first-of-type').forEach(i => i.click()); at('score').click();</script>"
    (tmp_path / "topics.html").write_text(page.replace("</body>", play + "</body>"), encoding="utf-8")
    for topic, weight in ((2, 1.0), (3, 0.2)):
        address = f"{(tmp_path / 'topics.html').as_uri()}#topic={topic}&lambda={weight}"
        shown_page = in_browser(browser, address, tmp_path)
        shown = re.findall(r'<div class="term" tabindex="0"><span>(.*?)</span>', shown_page)
        order = np.argsort(-model.relevance(weight)[topic - 1].round(9), kind="stable")[:20]
        assert set(shown) == {model.counts.terms[i] for i in order} and shown[0] == model.counts.terms[order[0]]
        assert f"Topic {topic}{'?' if topic == 3 else ''} · " in shown_page
        assert ("汾河 &lt;水&gt; &amp; 鱼" in shown_page and "lines 3–5" in shown_page) == (topic == 2)
        assert len(re.findall(r"<circle", shown_page)) == 4 and "4 topics, 1 of them unstable" in shown_page
        assert re.search(r"of 8 intruders found; by chance 1\.3", shown_page)


# --- figures ------------------------------------------------------------------------------------------------------------------


def test_figures_mark_the_recommended_size_and_what_is_loose() -> None:
    use_chinese_font()  # as notebooks do: titles stand at the left
    counts, _ = drawn()
    choice = choose_topics(counts, grid=(2, 4), seeds=2)
    figure = choice_figure(choice.table, choice.reason, title="how many")
    assert "Recommended: 4 topics" in figure.get_supxlabel().replace("\n", " ")
    assert len([axes for axes in figure.axes if axes.get_visible()]) == 5  # no tokens, so no c_v
    model = replace(choice.best.model, unstable=frozenset({2}))
    labels = model.labels()
    figure = terms_figure(model.terms(5), labels, model.unstable, title="terms")
    colours = {
        axes.get_title("left")[:2]: axes.patches[0].get_facecolor() for axes in figure.axes if axes.get_visible()
    }
    assert colours["2?"] != colours["1 "] == colours["3 "]
    groups = pd.Series(np.where(np.arange(120) < 50, "2021", "2022"), index=counts.docs)
    shares = topic_shares(model, groups, seed=1)
    figure = trend_figure(shares, labels, title="trend")
    assert all(axes.get_ylim()[1] >= shares["high"].max() for axes in figure.axes)
    table = choice.best.table.assign(unstable=[False, True, False, False])
    bars = stability_figure(table, labels, title="firm").axes[0].patches
    assert bars[1].get_facecolor() != bars[0].get_facecolor() == bars[2].get_facecolor()


@pytest.mark.parametrize(
    "draw",
    [
        lambda table: choice_figure(table, "", title="t"),
        lambda table: stability_figure(table, {}, title="t"),
        lambda table: terms_figure(table, {}, frozenset(), title="t"),
        lambda table: trend_figure(table, {}, title="t"),
    ],
)
def test_a_figure_of_nothing_is_refused(draw: Callable[[pd.DataFrame], object]) -> None:
    with pytest.raises(InputError, match="nothing to draw for 't'"):
        draw(pd.DataFrame())
