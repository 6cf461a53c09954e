"""Raw pages in, repaired articles out, every character traced to its raw line and column."""

from corpusutils.pages.article import Article
from corpusutils.pages.corpus import Corpus, read_corpus
from corpusutils.pages.jumps import Story, stories
from corpusutils.pages.raw import RawPage, read_pages
from corpusutils.pages.segment import segment_page

__all__ = ["Article", "Corpus", "RawPage", "Story", "read_corpus", "read_pages", "segment_page", "stories"]
