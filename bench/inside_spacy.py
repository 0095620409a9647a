"""Comparison of the decisions of the spaCy component and of the library: `python bench/inside_spacy.py BENCH_DIR`.

Prints the number of names of `dev` with different decisions (kept, replacement, listed for review) if the component
runs the pipeline of the library, gets the entities found by the library, or gets those that spaCy finds in the whole
document. The library processes paragraphs.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from split import Split

from namefix import Config, CorrectedText, NameFixer
from namefix.detect.ner import load_pipeline, pieces_of

Answer = tuple[int, int, str, str | None]
LIBRARY = "the library's own pipeline"


def main() -> None:
    """Print one line for each source of entities."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--calibrator", type=Path, help="Parameters other than those that come with namefix.")
    arguments = parser.parse_args()
    split = Split(arguments.bench / "dev")
    texts = list(split.texts.values())
    config = Config(tables=(split.table,), calibrator=arguments.calibrator)
    fixer = NameFixer.from_config(config)
    wanted = list(fixer.fix_many(texts))
    print(f"{len(texts)} texts, {sum(len(result.decisions) for result in wanted)} decisions")
    print(f"{'entities of':46}{'texts':>8}{'decisions':>12}{'edits':>8}  (that differ)")
    for name, read in readers().items():
        nlp = pipeline_with(config, fixer, reads_itself=name == LIBRARY)
        found = (result_of(nlp, doc) for doc in read(texts))
        print_difference(name, zip(wanted, found, strict=True))


def readers() -> dict[str, Callable[[Iterable[str]], Iterator[Doc]]]:
    """Return the sources of docs with entities."""
    nlp = load_pipeline(str(Config().pipeline))
    blank = spacy.blank("en")

    def by_paragraph(texts: Iterable[str]) -> Iterator[Doc]:
        for text in texts:
            doc = blank.make_doc(text)
            ents = [
                doc.char_span(start + ent.start_char, start + ent.end_char, ent.label_, alignment_mode="expand")
                for start, piece in pieces_of(text)
                for ent in nlp(piece).ents
            ]
            doc.ents = spacy.util.filter_spans(ents)
            yield doc

    return {
        LIBRARY: lambda texts: map(blank.make_doc, texts),
        "the same paragraphs, given": by_paragraph,
        "spaCy, the document as a whole": nlp.pipe,
    }


def pipeline_with(config: Config, fixer: NameFixer, *, reads_itself: bool) -> Language:
    """Return a blank pipeline with the component."""
    nlp = spacy.blank("en")
    settings = {
        "table": [str(table) for table in config.tables],
        "calibrator": str(config.calibrator) if config.calibrator else None,
        "pipeline": config.pipeline if reads_itself else None,
    }
    nlp.add_pipe("namefix", config=settings)
    nlp.get_pipe("namefix")._fixer = fixer  # the same tables: read them once
    return nlp


def result_of(nlp: Language, doc: Doc) -> CorrectedText:
    """Return the decisions of the component."""
    return nlp.get_pipe("namefix")(doc)._.namefix_result


def answers_of(result: CorrectedText) -> set[Answer]:
    """Return the parts of decisions that have an effect."""
    return {
        (decision.mention.start, decision.mention.end, decision.action.value, decision.replacement)
        for decision in result.decisions
    }


def print_difference(name: str, pairs: Iterable[tuple[CorrectedText, CorrectedText]]) -> None:
    """Print a line."""
    texts = decisions = edits = 0
    for wanted, found in pairs:
        texts += wanted.text != found.text
        decisions += len(answers_of(wanted) - answers_of(found))
        edits += len(set(wanted.edits) ^ set(found.edits))
    print(f"{name:46}{texts:8}{decisions:12}{edits:8}", flush=True)


if __name__ == "__main__":
    main()
