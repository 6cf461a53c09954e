"""The token table: one row a token, from which every count of the project is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from corpusutils.pages.article import Article
from corpusutils.words.segmenter import Segmenter, default_segmenter
from corpusutils.words.sentences import sentence_spans

COLUMNS = ("doc", "sentence", "position", "token", "flag", "start", "end")
CONTENT_FLAGS = ("n", "v", "a", "i", "j", "l", "eng")


def token_table(articles: Iterable[Article], *, segmenter: Segmenter | None = None) -> pd.DataFrame:
    """Return the tokens of articles' bodies.

    Columns: `doc` (page#article, categorical), `sentence` and `position` (0-based within article and sentence),
    `token`, `flag` (part of speech, categorical), `start` and `end` (character offsets in the body).
    """
    segmenter = segmenter or default_segmenter()
    keys: list[str] = []
    doc, sentence, position, start, end = ([] for _ in range(5))  # type: list[int], list[int], list[int], list[int], list[int]
    token: list[str] = []
    flag: list[str] = []
    for number, article in enumerate(articles):
        keys.append(article.key)
        for s, (first, last) in enumerate(sentence_spans(article.body)):
            for p, t in enumerate(segmenter.tokens(article.body[first:last])):
                doc.append(number)
                sentence.append(s)
                position.append(p)
                token.append(t.text)
                flag.append(t.flag)
                start.append(first + t.start)
                end.append(first + t.end)
    frame = pd.DataFrame(
        {
            "doc": pd.Categorical.from_codes(doc, pd.Index(keys)),
            "sentence": pd.array(sentence, dtype="int32"),
            "position": pd.array(position, dtype="int32"),
            "token": pd.Series(token, dtype="str"),
            "flag": pd.Categorical(flag),
            "start": pd.array(start, dtype="int32"),
            "end": pd.array(end, dtype="int32"),
        }
    )
    return frame


def content_tokens(
    tokens: pd.DataFrame,
    *,
    stopwords: frozenset[str] = frozenset(),
    min_length: int = 2,
    keep: Callable[[str], bool] | None = None,
) -> pd.DataFrame:
    """Return the rows that carry content: nouns, verbs, adjectives, idioms and Latin terms, no stop words.

    `min_length` counts characters; `keep`, where given, decides by the token's text in addition.
    """
    content = tokens["flag"].astype("str").str.startswith(CONTENT_FLAGS)
    long_enough = tokens["token"].str.len() >= min_length
    wanted = content & long_enough & ~tokens["token"].isin(list(stopwords))
    if keep is not None:
        wanted &= tokens["token"].map(keep).astype("bool")
    return tokens[wanted]
