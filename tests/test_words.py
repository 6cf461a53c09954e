from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import article
from corpusutils.errors import InputError, ParameterError
from corpusutils.pages import Corpus
from corpusutils.words import Segmenter, content_tokens, default_segmenter, load_stopwords, token_table
from corpusutils.words.concordance import kwic
from corpusutils.words.sentences import sentence_spans


@given(st.text(alphabet="水清。！？”…\n；a", max_size=60))
def test_sentences_join_back_to_the_text(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(a < b for a, b in spans)


@given(st.text(alphabet="汾河水清了的2023年%PM.5\n ，", max_size=40))
def test_tokens_stand_at_their_offsets(text: str) -> None:
    tokens = list(default_segmenter().tokens(text))
    assert [text[t.start : t.end] for t in tokens] == [t.text for t in tokens]
    assert "".join(t.text for t in tokens) == "".join(text.split())


def test_own_terms_stay_whole() -> None:
    assert "海绵城市" in default_segmenter().cut("推进海绵城市建设")
    assert "海绵城市" not in Segmenter(own_terms=False).cut("推进海绵城市建设")


def test_a_user_dictionary_changes_tokens_and_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_text("老牛湾村支部 nt\n", encoding="utf-8")
    segmenter = Segmenter(path)
    assert "老牛湾村支部" in segmenter.cut("走进老牛湾村支部的院子")
    assert segmenter.fingerprint != default_segmenter().fingerprint


def test_broken_dictionary_lines_are_named(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_text("好词 nz\n坏词 一 二 三\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"line 2: '坏词 一 二 三'; expected: word \[frequency\] \[tag\]"):
        Segmenter(path)


def test_content_tokens_drop_function_words_and_boilerplate() -> None:
    tokens = token_table([article("本刊讯 记者看到，汾河的水很清。")])
    assert content_tokens(tokens, stopwords=load_stopwords())["token"].tolist() == ["汾河"]


def test_unknown_stopword_layer_is_named() -> None:
    with pytest.raises(ParameterError, match="no stop-word layer 'sport'"):
        load_stopwords("sport")


def test_token_table_offsets_hold_on_the_sample(sample: Corpus) -> None:
    bodies = {a.key: a.body for a in sample.articles}
    table = token_table(sample.articles[:10])
    found = [bodies[d][s:e] for d, s, e in zip(table["doc"], table["start"], table["end"], strict=True)]
    pd.testing.assert_series_equal(pd.Series(found, dtype="str"), table["token"], check_names=False)


def test_kwic_shows_the_term_in_its_paragraph() -> None:
    table = kwic([article("汾河清。\n再看汾河水")], "汾河", width=3)
    assert table[["left", "right"]].to_numpy().tolist() == [["", "清。"], ["再看", "水"]]
