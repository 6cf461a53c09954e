"""Articles in, tokens out: sentences, segmentation with a fingerprint, stop words, concordance."""

from corpusutils.words.segmenter import Segmenter, default_segmenter
from corpusutils.words.stopwords import load_stopwords
from corpusutils.words.table import content_tokens, remembered_tokens, token_table, write_tokens

__all__ = [
    "Segmenter",
    "content_tokens",
    "default_segmenter",
    "load_stopwords",
    "remembered_tokens",
    "token_table",
    "write_tokens",
]
