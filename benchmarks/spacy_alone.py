"""What spaCy alone does with a study's text: ``python benchmarks/spacy_alone.py PARAGRAPHS MODEL``.

It loads the components that give lemmas and sentences and nothing else of the model, sends every paragraph through them
and looks at what a run looks at: each word's lemma, and where sentences start.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import spacy
from spacy.util import get_package_path, load_meta

COMPONENTS = {"tok2vec", "tagger", "senter", "attribute_ruler", "lemmatizer"}
BATCH_SIZE = 64
"""As in ``interview_coder.language``."""


def main() -> None:
    """Read the command line and count what spaCy finds."""
    paragraphs, model = sys.argv[1:]
    known = load_meta(get_package_path(model) / "meta.json")["components"]
    pipeline = spacy.load(model, exclude=[name for name in known if name not in COMPONENTS])
    for name in COMPONENTS:
        pipeline.enable_pipe(name)
    with Path(paragraphs).open(encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    n_words = n_sentences = n_lemmas = 0
    for doc in pipeline.pipe(texts, batch_size=BATCH_SIZE):
        n_words += len(doc)
        for token in doc:
            n_sentences += bool(token.is_sent_start)
            n_lemmas += bool(token.lemma_)
    print(f"{len(texts)} paragraphs, {n_words} tokens, {n_lemmas} of them with a lemma, {n_sentences} sentences")


if __name__ == "__main__":
    main()
