from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from corpusutils.cli import main
from corpusutils.pages import Corpus


def test_articles_writes_the_contract_keys_and_the_same_bytes_twice(two_page_corpus: Path, tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        assert main(["articles", str(two_page_corpus), "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    first = json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert list(first) == [
        "page", "id", "headline", "kicker", "subheads", "byline", "source", "date", "place", "body", "lines", "jump", "repairs", "reprints",
    ]  # fmt: skip


def test_targets_writes_the_contract_keys(two_page_corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["targets", str(two_page_corpus)]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"page", "article", "id", "lines", "quote", "kind", "indicator", "indicator_norm", "rules"} <= set(
        records[0]
    )
    assert any(r["kind"] == "target" and r["deadline"] == "2025" and r["value"] == 25 for r in records)


@pytest.mark.parametrize("command", ["articles", "targets"])
def test_records_go_to_a_table_that_excel_opens_where_the_files_name_says_so(
    two_page_corpus: Path, tmp_path: Path, command: str
) -> None:
    for name in ("r.jsonl", "r.csv", "r.xlsx"):
        assert main([command, str(two_page_corpus), "--out", str(tmp_path / name)]) == 0
    told = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (tmp_path / "r.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    for table in (pd.read_csv(tmp_path / "r.csv"), pd.read_excel(tmp_path / "r.xlsx")):
        assert list(table) == list(told[0]) and len(table) == len(told)
        assert json.loads(table["lines"][0]) == told[0]["lines"]


def test_what_no_excel_sheet_holds_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "long.txt").write_text("茶山的茶香。" * 6000, encoding="utf-8")
    assert main(["articles", str(tmp_path / "long.txt"), "--out", str(tmp_path / "a.xlsx")]) == 2
    assert "36,000 characters in one cell" in capsys.readouterr().err and not (tmp_path / "a.xlsx").exists()


def test_words_writes_parquet_and_csv(two_page_corpus: Path, tmp_path: Path) -> None:
    for name, read in (("w.parquet", pd.read_parquet), ("w.csv", pd.read_csv), ("w.xlsx", pd.read_excel)):
        assert main(["words", str(two_page_corpus), "--out", str(tmp_path / name)]) == 0
        table = read(tmp_path / name)
        columns = ["doc", "sentence", "position", "token", "flag", "start", "end", "protected"]
        assert list(table) == columns and len(table) > 50


@pytest.mark.parametrize("command", ["articles", "words", "targets"])
def test_unusable_input_exits_2_with_one_message_and_writes_nothing(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text("汾河水清。\n", encoding="utf-8")
    (tmp_path / "pages" / "b.txt").write_bytes(b"\x00\x01")
    assert main([command, str(tmp_path / "pages"), "--out", str(tmp_path / "out.jsonl")]) == 2
    said = capsys.readouterr()
    assert "b.txt" in said.err and not said.out
    assert sorted(p.name for p in tmp_path.iterdir()) == ["pages"]


def test_keep_going_names_what_it_leaves_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("汾河水清。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    assert main(["articles", str(tmp_path), "--keep-going"]) == 0
    said = capsys.readouterr()
    assert "left out" in said.err and "b.txt" in said.err and '"page": "a.txt"' in said.out


def test_a_file_in_the_way_of_the_output_folder_is_named(two_page_corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["articles", str(two_page_corpus), "--out", str(tmp_path / "file" / "a.jsonl")]) == 2


def test_a_wrong_date_exits_2(two_page_corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["targets", str(two_page_corpus), "--date", "2024-13"]) == 2
    assert "'2024-13' is not a date" in capsys.readouterr().err


def test_doctor_finds_this_installation_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert "Noto Sans SC" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["articles", "targets", "words"])
def test_the_command_is_silent_where_nobody_watches(two_page_corpus: Path, command: str) -> None:
    run = [sys.executable, "-m", "corpusutils", command, str(two_page_corpus)]
    assert subprocess.run(run, capture_output=True, check=True).stderr == b""


def test_keywords_topics_and_networks_write_the_contract_columns_and_the_same_bytes_twice(
    sample: Corpus, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in sorted(sample.files)[:6]:
        (folder / name).write_bytes((sample.path / name).read_bytes())
    calls = {
        "keywords": ["--by", "page", "--out", "k.csv"],
        "topics": ["--k", "3", "--out", "topics"],
        "cooccurrence": ["--window", "5", "--min-count", "2", "--out", "network"],
    }
    for turn in ("one", "two"):
        for command, options in calls.items():
            out = tmp_path / turn / options[-1]
            assert main([command, str(folder), *options[:-1], str(out)]) == 0
    first, second = ({p.relative_to(tmp_path / t): p for p in (tmp_path / t).rglob("*.*")} for t in ("one", "two"))
    assert {str(p) for p in first} == {
        "k.csv", "topics/topics.csv", "topics/doc_topics.csv", "topics/model.json", "topics/topics.html", "topics/choice.csv",
        "topics/topic_summary.csv", "topics/topic_articles.csv", "topics/topic_shares.csv", "topics/word_intrusion.csv",
        "topics/word_intrusion_key.csv", "network/edges.csv", "network/nodes.csv", "network/network.graphml",
        "network/network.gexf", "network/network_edges.csv", "network/network.net", "network/network_vosviewer_map.txt",
        "network/network_vosviewer_network.txt", "network/network.html", "network/evidence.csv",
    }  # fmt: skip
    for name in first:
        if name.name != "model.json":  # holds the seconds that the run took
            assert first[name].read_bytes() == second[name].read_bytes(), name
    one = tmp_path / "one"
    assert pd.read_csv(one / "k.csv").columns[:9].tolist() == [
        "group",
        "term",
        "count",
        "df",
        "tfidf",
        "llr",
        "log_ratio",
        "p",
        "q",
    ]
    assert pd.read_csv(one / "topics" / "topics.csv").columns[:4].tolist() == ["topic", "rank", "term", "probability"]
    assert pd.read_csv(one / "topics" / "doc_topics.csv").columns[:3].tolist() == ["doc", "topic", "probability"]
    assert {"K", "seed", "perplexity", "npmi", "stability", "seconds"} <= set(
        json.loads((one / "topics" / "model.json").read_text(encoding="utf-8"))
    )
    edges = pd.read_csv(one / "network" / "edges.csv")
    assert edges.columns[:7].tolist() == ["source", "target", "weight", "npmi", "llr", "p", "q"]
    graph, same = nx.read_graphml(one / "network" / "network.graphml"), nx.read_gexf(one / "network" / "network.gexf")
    assert set(graph) == set(same) == set(pd.read_csv(one / "network" / "nodes.csv")["node"])


def test_topics_chooses_a_size_flags_what_is_loose_and_names_empty_documents(
    tmp_path: Path,
) -> None:
    themes = ("汾河水质断面污水湿地", "煤矿矿井瓦斯巷道设备", "森林造林树木苗圃护林员")
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(12):
        (pages / f"2024-01-{n + 1:02}_A1.txt").write_text(f"{themes[n % 3] * 6}。\n", encoding="utf-8")
    (pages / "2024-02-01_A1.txt").write_text("他们也都这样说了。\n", encoding="utf-8")
    run = [
        sys.executable,
        "-m",
        "corpusutils",
        "topics",
        str(pages),
        "--seeds",
        "3",
        "--min-df",
        "1",
        "--out",
        str(tmp_path / "t"),
    ]
    done = subprocess.run(run, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("holds no counted term") == 1 and "2024-02-01_A1.txt#a01" in done.stderr
    told = json.loads((tmp_path / "t" / "model.json").read_text(encoding="utf-8"))
    assert told["empty"] == ["2024-02-01_A1.txt#a01"] and told["seeds"] == [0, 1, 2]
    assert told["K"] in [size["num_topics"] for size in told["scan"]] and f"{told['K']} topics" in told["reason"]
    docs = pd.read_csv(tmp_path / "t" / "doc_topics.csv")
    assert docs[docs["doc"] == "2024-02-01_A1.txt#a01"]["probability"].isna().all() and docs["doc"].nunique() == 13
    for name in ("topics", "doc_topics", "topic_summary", "topic_articles", "topic_shares"):
        assert "unstable" in pd.read_csv(tmp_path / "t" / f"{name}.csv")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (["topics", "--k", "many", "--out", "x"], "--k is 'many'; give a whole number from 2, or auto"),
        (["topics", "--k", "3"], "name their folder with --out DIR"),
        (["topics", "--k", "9", "--min-df", "1", "--out", "x"], "num_topics is 9; with 3 documents that hold terms"),
        (
            ["topics", "--k", "2", "--min-df", "1", "--seed", "-1", "--out", "x"],
            "seed is -1; it is a whole number from 0",
        ),
        (
            ["topics", "--k", "2", "--min-df", "1", "--seeds", "1", "--out", "x"],
            "seeds is 1; stability takes at least two",
        ),
        (["topics", "--min-df", "1", "--out", "x"], "3 documents hold terms; topics can be chosen from 4 documents on"),
        (["topics", "--k", "2", "--terms", "0", "--out", "x"], "--terms is 0"),
        (["topics", "--min-df", "50", "--out", "x"], "min_df 50 and max_df 0.5 leave none of"),
        (["cooccurrence", "--window", "page", "--out", "x"], "window is 'page'"),
        (["keywords", "--by", "colour"], "by is 'colour'"),
        (["keywords", "--min-df", "500"], "min_df 500"),
    ],
)
def test_wrong_counts_exit_2_with_one_message(
    two_page_corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], call: list[str], message: str
) -> None:
    options = [str(tmp_path / "x") if part == "x" else part for part in call[1:]]
    assert main([call[0], str(two_page_corpus), *options]) == 2
    told = capsys.readouterr()
    assert message in told.err and told.out == "" and not list(tmp_path.glob("x/*"))


def test_pages_of_no_year_are_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "u.txt").write_text("茶山办起采茶会\n\n本报讯 今年茶山再栽茶3万亩。\n", encoding="utf-8")
    for more, warned in (([], True), (["--date", "2024"], False)):
        caplog.clear()
        assert main(["targets", str(tmp_path), "--out", str(tmp_path / "t.jsonl"), *more]) == 0
        assert ("u.txt" in caplog.text) == warned


def test_no_processes_and_a_file_for_a_folder_are_refused(
    two_page_corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["words", str(two_page_corpus), "--jobs", "0"]) == 2
    assert "a whole number from 1" in capsys.readouterr().err
    (tmp_path / "net.csv").write_text("", encoding="utf-8")
    assert main(["cooccurrence", str(two_page_corpus), "--out", str(tmp_path / "net.csv")]) == 2
    assert "name a folder" in capsys.readouterr().err
