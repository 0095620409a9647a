"""Search designs for the names of a large table most similar to a garbled one, compared by `bench/index.py`.

Each design receives distinct folded names once and returns a shortlist for one folded name at a time. Except for the scan,
the names of the shortlist are then compared in full by `namefix.names.similarity.likeness`, as in namefix.
"""
# ruff: noqa: PLC0415 - each design imports its library in a process of its own

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from rapidfuzz import fuzz, process

from namefix.names.name import name_of
from namefix.names.similarity import likeness

SHORTLIST = 320
"""Number of names that are compared in full."""


class Design(Protocol):
    """A search design."""

    def shortlist(self, folded: str) -> list[str]:
        """Return candidates for the most similar names, in any order."""


class Scan:
    """RapidFuzz `ratio` with all names (exhaustive)."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def nearest(self, folded: str, limit: int) -> list[str]:
        return [name for name, _, _ in process.extract(folded, self._names, scorer=fuzz.ratio, limit=limit)]


class FlatPostings:
    """namefix: rare hashed features in flat arrays."""

    def __init__(self, names: Sequence[str]) -> None:
        from namefix import Entity
        from namefix.candidates.spellings import Spellings
        from namefix.table.part import TablePart
        from namefix.table.postings import spelling_arrays

        arrays = spelling_arrays(TablePart.of(Entity(f"{at:08}", "place", name) for at, name in enumerate(names)))
        self._index = Spellings(arrays)
        self._spellings = bytes(arrays["spellings"]).decode("ascii").split("\n")
        self.megabytes = sum(array.nbytes for array in arrays.values()) / 1e6

    def nearest(self, folded: str, limit: int) -> list[str]:
        [near] = self._index.nearest([folded.replace(" ", "")])
        return [self._spellings[number] for number in near.numbers[:limit]]

    def batch(self, folded: Sequence[str]) -> None:
        self._index.nearest([name.replace(" ", "") for name in folded])


class SparseProduct:
    """TF-IDF vectors of two and three letters (scikit-learn), their product with all names (sparse_dot_topn)."""

    def __init__(self, names: Sequence[str]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._names = names
        self._vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 3), dtype=np.float32)
        self._columns = self._vectors.fit_transform(names).T.tocsr()

    def shortlist(self, folded: str) -> list[str]:
        from sparse_dot_topn import sp_matmul_topn

        row = sp_matmul_topn(self._vectors.transform([folded]), self._columns, top_n=SHORTLIST)
        return [self._names[at] for at in row.indices]


class DeletionNeighbours:
    """SymSpell (symspellpy): names that are up to two edits away, by deleted letters of their beginnings."""

    def __init__(self, names: Sequence[str]) -> None:
        from symspellpy import SymSpell

        self._index = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for name in names:
            self._index.create_dictionary_entry(name, 1)

    def shortlist(self, folded: str) -> list[str]:
        from symspellpy import Verbosity

        return [found.term for found in self._index.lookup(folded, Verbosity.ALL, max_edit_distance=2)]


class SearchEngine:
    """tantivy: an inverted index of three letters, ranked by BM25."""

    def __init__(self, names: Sequence[str]) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("name", stored=True, tokenizer_name="grams", index_option="freq")
        grams = tantivy.Tokenizer.ngram(min_gram=3, max_gram=3)
        folder = tempfile.TemporaryDirectory(prefix="namefix-")
        self._folder, self._index = folder, tantivy.Index(builder.build(), path=folder.name)
        self._index.register_tokenizer("grams", tantivy.TextAnalyzerBuilder(grams).build())
        writer = self._index.writer(heap_size=512_000_000)
        for name in names:
            writer.add_document(tantivy.Document(name=f"|{name}|"))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def shortlist(self, folded: str) -> list[str]:
        from tantivy import Occur, Query

        padded = f"|{folded}|"
        grams = {padded[at : at + 3] for at in range(len(padded) - 2)}
        terms = [(Occur.Should, Query.term_query(self._index.schema, "name", gram)) for gram in sorted(grams)]
        hits = self._searcher.search(Query.boolean_query(terms), limit=SHORTLIST).hits
        return [self._searcher.doc(address)["name"][0][1:-1] for _, address in hits]


DESIGNS: dict[str, Callable[[Sequence[str]], Any]] = {
    "exhaustive scan (RapidFuzz)": Scan,
    "flat postings (namefix)": FlatPostings,
    "TF-IDF product (scikit-learn)": SparseProduct,
    "search engine (tantivy)": SearchEngine,
    "deletions (symspellpy)": DeletionNeighbours,
}


def nearest(design: Any, folded: str, limit: int) -> list[str]:
    """Return the names most similar to one, in descending order."""
    if hasattr(design, "nearest"):
        return design.nearest(folded, limit)
    found = Counter({name: likeness(name_of(folded), name_of(name)) for name in design.shortlist(folded)})
    return [name for name, _ in found.most_common(limit)]
