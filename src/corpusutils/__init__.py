"""From raw Chinese newspaper pages to articles, words, topics, networks and a ledger of promises.

The rooms stand in the order in which a page walks through them:

- `corpusutils.pages`: raw page → repaired text → articles, every character traced to its raw place
- `corpusutils.words`: articles → sentences → tokens with offsets
- `corpusutils.analysis`: tokens → keywords, topics, co-occurrence networks
- `corpusutils.targets`: articles → promises and reports of progress
- `corpusutils.show`: tables → figures, people's CSV, offline HTML
- `corpusutils.report`: notebooks → a report folder that can be rebuilt and verified

Importing the package does nothing: no dictionary is loaded, no font searched, no file written.
"""

__version__ = "0.1.0"
