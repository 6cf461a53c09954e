"""Tasks that hold topics against human readers: which word, or which topic, does not belong?

After Chang, Boyd-Graber, Gerrish, Wang and Blei, "Reading tea leaves", NIPS 2009. Readers get the sheet; the key stays with whoever scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from corpusutils.analysis.topics import TopicModel
from corpusutils.errors import InputError, ParameterError

WORDS, TOPICS = 5, 3
"""Terms of the topic beside the intruder, and topics of the article beside it."""
SHOWN = 8
"""Terms by which a topic is shown in a topic-intrusion task."""
EXCERPT = 160
"""Characters of an article that a task shows."""


class Tasks(NamedTuple):
    """A sheet with an empty column `answer` (the number of a choice), and its key: `task`, `topic`, `intruder`, `choices`."""

    sheet: pd.DataFrame
    key: pd.DataFrame


def word_intrusion(model: TopicModel, *, seed: int, per_topic: int = 2) -> Tasks:
    """Return word-intrusion tasks: five first terms of a topic and one that is improbable in it but leads another topic.

    The key's `topic` is the one that is tested and `intruder` the number of the right choice. Of two tasks for one topic the first
    holds its first five terms, the second the next five. Raises `ParameterError` where the vocabulary is too small.
    """
    if not 1 <= per_topic <= 4:
        raise ParameterError(f"per_topic is {per_topic}; it is a whole number from 1 to 4")
    if len(model.counts.terms) < WORDS * per_topic + 1:
        raise ParameterError(
            f"{len(model.counts.terms)} terms are too few; {per_topic} tasks a topic take at least {WORDS * per_topic + 1}"
        )
    rng = np.random.default_rng(seed)
    tops = model.top(WORDS * per_topic)
    names = np.array(model.counts.terms, dtype=object)
    asked = []
    for topic in range(model.num_topics):
        improbable = np.argsort(model.topic_term[topic].round(12), kind="stable")[: len(names) // 2]
        leading = np.setdiff1d(np.delete(tops, topic, axis=0), tops[topic])
        strangers = np.intersect1d(leading, improbable)
        strangers = strangers if strangers.size else np.setdiff1d(np.arange(len(names)), tops[topic])
        for part in range(per_topic):
            stranger = rng.choice(strangers)
            asked.append((topic + 1, [*names[tops[topic][part * WORDS : (part + 1) * WORDS]], names[stranger]]))
    return _sheet(asked, rng)


def topic_intrusion(model: TopicModel, texts: Mapping[str, str], *, seed: int, number: int = 20) -> Tasks:
    """Return topic-intrusion tasks: an article, its three greatest topics by their terms, and one that it holds least of.

    The key's `topic` is the article's greatest.

    Parameters
    ----------
    model : at least four topics
    texts : document → its text, of which the beginning is shown
    seed : start of the random draws
    number : documents drawn, fewer where there are not so many

    Raises
    ------
    ParameterError
        where the model has fewer than four topics, or no document has a text

    """
    if model.num_topics <= TOPICS:
        raise ParameterError(f"the model has {model.num_topics} topics; topic intrusion takes at least {TOPICS + 1}")
    rng = np.random.default_rng(seed)
    filled = [d for d, doc in enumerate(model.counts.docs) if doc in texts and not np.isnan(model.doc_topic[d, 0])]
    if not filled:
        raise ParameterError("no document of the model has a text; name the texts as the model's documents")
    shown = [" ".join(part["term"]) for _, part in model.terms(SHOWN).groupby("topic")]
    asked, excerpts = [], []
    for d in sorted(rng.permutation(filled)[:number]):
        order = np.argsort(-model.doc_topic[d].round(9), kind="stable")
        asked.append((int(order[0]) + 1, [shown[k] for k in order[:TOPICS]] + [shown[order[-1]]]))
        excerpts.append((model.counts.docs[d], texts[model.counts.docs[d]].replace("\n", " ").strip()[:EXCERPT]))
    sheet, key = _sheet(asked, rng, first=[row for row, _ in enumerate(asked)])
    sheet.insert(1, "doc", [doc for doc, _ in excerpts])
    sheet.insert(2, "text", [text for _, text in excerpts])
    return Tasks(sheet, key)


def _sheet(asked: list[tuple[int, list[str]]], rng: np.random.Generator, first: list[int] | None = None) -> Tasks:
    """Shuffle the choices of each task, whose last is the intruder, and, unless `first` orders them, the tasks."""
    order = list(first) if first is not None else rng.permutation(len(asked)).tolist()
    rows, answers = [], []
    for task, at in enumerate(order, start=1):
        topic, choices = asked[at]
        dealt = rng.permutation(len(choices))
        rows.append({"task": task} | {f"choice_{n}": choices[i] for n, i in enumerate(dealt, start=1)} | {"answer": ""})
        answers.append((task, topic, int(np.flatnonzero(dealt == len(choices) - 1)[0]) + 1, len(choices)))
    return Tasks(pd.DataFrame(rows), pd.DataFrame(answers, columns=["task", "topic", "intruder", "choices"]))


def score_intrusion(sheet: pd.DataFrame, key: pd.DataFrame) -> pd.DataFrame:
    """Return how often readers found the intruder, a row a topic: `topic`, `answered`, `found`, `precision`, `chance`.

    Parameters
    ----------
    sheet : `task` and `answer`; an empty answer is left out. Sheets of several readers may stand below each other
    key : as made with the sheet

    Raises
    ------
    InputError
        where an answer is no number of a choice, a task is not in the key, or nothing is answered

    """
    joined = sheet[["task", "answer"]].merge(key, on="task", how="left")
    text = joined["answer"].astype("str").str.strip().str.removesuffix(".0")
    given = pd.to_numeric(text, errors="coerce")
    blank = joined["answer"].isna() | text.isin(["", "nan", "<NA>"])
    wrong = ~blank & ~((given % 1 == 0) & (given >= 1) & (given <= joined["choices"]))
    faults = [f"task {row.task}: {row.answer!r}" for row in joined[wrong].itertuples()]
    if faults:
        raise InputError("these answers are no choice of a task in the key; answer with the number of a choice", faults)
    if blank.all():
        raise InputError("no task is answered; fill in the column answer with the number of a choice")
    done = joined[~blank].assign(right=(given == joined["intruder"])[~blank], chance=1 / joined["choices"])
    table = done.groupby("topic", as_index=False).agg(
        answered=("right", "size"), found=("right", "sum"), precision=("right", "mean"), chance=("chance", "mean")
    )
    return table.astype({"answered": "int64", "found": "int64"})
