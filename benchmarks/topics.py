"""Topic engines on paragraphs: seconds to the held-out perplexity and coherence that gensim and tomotopy reach.

    python benchmarks/topics.py FOLDER [--documents 20000] [--topics 20 50]

Each line of the folder's files with at least 60 characters is a document; a tenth is held out, and of it half of the tokens is
predicted from the other half. Every engine's topics are judged with its own prior by the same fold-in. Our engine is fitted from
scratch with more and more passes until it is as good. tomotopy is measured where it is installed. One core.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import time
from typing import Any

import numpy as np
from scipy import sparse

from corpusutils.analysis.coherence import npmi_coherence
from corpusutils.analysis.counts import Counts, count_terms
from corpusutils.analysis.cvb0 import fit_cvb0, fold_in
from corpusutils.analysis.topic_choice import choose_topics
from corpusutils.analysis.topics import ETA, TopicModel
from corpusutils.pages import Article, read_corpus
from corpusutils.pages.raw import read_pages
from corpusutils.project import sample_pages
from corpusutils.words import content_tokens, token_table
from corpusutils.words.stopwords import load_stopwords

PASSES = (5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 120, 150)
SWEEPS = 500
"""Of tomotopy."""
SEED = 1


class Held:
    """Counts to fit, and held-out documents cut into a half to read and a half to predict."""

    def __init__(self, counts: Counts) -> None:
        rng = np.random.default_rng(SEED)
        dealt = rng.permutation(len(counts.docs))
        held, kept = np.sort(dealt[: len(dealt) // 10]), np.sort(dealt[len(dealt) // 10 :])
        self.counts = counts.rows(kept)
        whole = counts.matrix[held].tocsr()
        self.first = whole.copy()
        self.first.data = rng.binomial(whole.data.astype(np.int64), 0.5)
        self.second = (whole - self.first).tocoo()

    def judge(self, topic_term: np.ndarray, alpha: Any) -> dict[str, float]:
        """Return held-out perplexity and mean NPMI of topics."""
        theta = fold_in(topic_term, self.first, alpha=alpha)
        p = np.einsum("nk,nk->n", theta[self.second.row], topic_term[:, self.second.col].T)
        perplexity = np.exp(-(self.second.data * np.log(p)).sum() / self.second.data.sum())
        model = TopicModel(self.counts, topic_term, np.ones((1, len(topic_term))), SEED, "")
        return {"perplexity": round(float(perplexity), 1), "npmi": round(float(npmi_coherence(model).mean()), 3)}


def paragraphs(folder: str, wanted: int) -> Counts:
    lines = [
        Article(page.name, str(n), "", line.strip(), ())
        for page in read_pages(folder)
        for n, line in enumerate(page.lines)
        if len(line.strip()) >= 60
    ]
    rng = np.random.default_rng(SEED)
    chosen = [lines[i] for i in np.sort(rng.permutation(len(lines))[: wanted * 10 // 9 + 1])]
    counts = count_terms(content_tokens(token_table(chosen), stopwords=load_stopwords()), min_df=5, max_df=0.1)
    filled = np.flatnonzero(np.diff(counts.matrix.indptr) > 0)
    return counts.rows(filled)


def gensim(held: Held, topics: int) -> tuple[float, np.ndarray, Any]:
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel

    corpus = list(Sparse2Corpus(sparse.csr_matrix(held.counts.matrix), documents_columns=False))
    names = dict(enumerate(held.counts.terms))
    begin = time.perf_counter()
    model = LdaModel(corpus, num_topics=topics, id2word=names, passes=10, random_state=SEED, eval_every=None)
    return time.perf_counter() - begin, model.get_topics().astype(np.float64), model.alpha


def tomotopy(held: Held, topics: int) -> tuple[float, np.ndarray, Any]:
    import tomotopy as tp

    matrix = held.counts.matrix
    texts = [
        np.repeat(matrix.indices[a:b], matrix.data[a:b]).astype(str).tolist()
        for a, b in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)
    ]
    begin = time.perf_counter()
    model = tp.LDAModel(k=topics, seed=SEED)
    for text in texts:
        model.add_doc(text)
    model.train(SWEEPS, workers=1, parallel=tp.ParallelScheme.NONE)
    seconds = time.perf_counter() - begin
    topic_term = np.full((topics, len(held.counts.terms)), 1e-9)
    used = [int(term) for term in model.used_vocabs]
    for k in range(topics):
        topic_term[k, used] = model.get_topic_word_dist(k)
    return seconds, topic_term, np.asarray(model.alpha)


def ours(held: Held, topics: int, passes: int) -> tuple[float, np.ndarray]:
    begin = time.perf_counter()
    topic_term, _ = fit_cvb0(held.counts.matrix, num_topics=topics, alpha=1 / topics, eta=ETA, seed=SEED, passes=passes)
    return time.perf_counter() - begin, topic_term


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--topics", type=int, nargs="+", default=[20, 50])
    call = parser.parse_args()
    held = Held(paragraphs(call.folder, call.documents))
    figures: dict[str, Any] = {"documents": len(held.counts.docs), "nonzeros": held.counts.matrix.nnz, "runs": []}
    fit_cvb0(held.counts.matrix[:100], num_topics=4, alpha=0.25, eta=ETA, seed=0, passes=1)  # loads the compiled code
    peers = {"gensim": gensim} | ({"tomotopy": tomotopy} if importlib.util.find_spec("tomotopy") else {})
    if "tomotopy" not in peers:
        print("tomotopy is not installed and left out")
    for topics in call.topics:
        goals = {}
        for name, fit in peers.items():
            seconds, topic_term, alpha = fit(held, topics)
            goals[name] = {"seconds": round(seconds, 2), **held.judge(topic_term, alpha)}
            figures["runs"].append({"engine": name, "topics": topics, **goals[name]})
            print(json.dumps(figures["runs"][-1]))
        for passes in PASSES:
            seconds, topic_term = ours(held, topics, passes)
            found = {"seconds": round(seconds, 2), **held.judge(topic_term, 1 / topics)}
            reached = {
                name: round(goal["seconds"] / found["seconds"], 1)
                for name, goal in goals.items()
                if found["perplexity"] <= goal["perplexity"] and (name != "gensim" or found["npmi"] >= goal["npmi"])
            }
            run = {"engine": "ours", "topics": topics, "passes": passes, **found, "times_as_fast": reached}
            figures["runs"].append(run)
            print(json.dumps(run))
            if reached.keys() == goals.keys():
                break
    words = content_tokens(token_table(read_corpus(sample_pages()).articles), stopwords=load_stopwords())
    counts = count_terms(words, min_df=3, max_df=0.5)
    begin = time.perf_counter()
    choice = choose_topics(counts, words)
    figures |= {
        "scan_s": round(time.perf_counter() - begin, 2),
        "sizes": len(choice.table),
        "scan_k": choice.num_topics,
    }
    figures["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
