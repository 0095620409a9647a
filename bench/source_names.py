"""Spellings of source names, compared with human translations: `python bench/source_names.py BENCH_DIR`.

For each language, names found in the sources are compared with the reference of the same line: the share whose first spelling
it contains, by ground. For each garbled name, whether a name in the source line has the correct spelling. Beside it, a baseline
without rules: capitalised words of the source without diacritics, or each run of its letters romanised by Unidecode.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path

from split import Split
from unidecode import unidecode

from namefix.names.language import language_of
from namefix.names.name import name_of
from namefix.source_names import source_names

_LEAST_CERTAIN = 0.5


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--misses", metavar="LANGUAGE", help="print the garbled names that are not in reach")
    parser.add_argument("--wrong", metavar="LANGUAGE", help="print the names whose first spelling the reference lacks")
    arguments = parser.parse_args()
    for name in ("dev", "newsroom"):
        split = Split(arguments.bench / name)
        print(f"{name}: garbled names with the correct spelling in the source line\n")
        print("| language | garbled | first | any | baseline | names found |\n|---|---|---|---|---|---|")
        for language, counts in sorted(garbles(split, arguments.misses).items()):
            print(
                f"| {language} | "
                + " | ".join(str(counts[key]) for key in ("all", "first", "any", "baseline", "names"))
                + " |"
            )
        print(f"\n{name}: first spellings that the reference contains\n")
        print("| language | ground | names | share | mean certainty |\n|---|---|---|---|---|")
        for (language, ground), found in sorted(references(split, arguments.wrong).items()):
            share, mean = (sum(column) / len(found) for column in zip(*found, strict=True))
            print(f"| {language} | {ground} | {len(found)} | {share:.2f} | {mean:.2f} |")
        print()


def garbles(split: Split, shown: str | None) -> dict[str, Counter[str]]:
    """Return by language how many garbled names have their correct spelling among the names of the source line."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for doc_id, item in split.translations.items():
        lines = item.source.split("\n")
        names = [list(source_names(line, language_of(line, item.language))) for line in lines]
        counted[item.language]["names"] += sum(map(len, names))
        for row in split.gold[doc_id]:
            if row["type"] != "garble":
                continue
            at = item.text.count("\n", 0, row["start"])
            right = {fold(text) for text in (row["replacement"], *row.get("accept", ()))}
            found = [[fold(spelling.text) for spelling in name.spellings] for name in names[at]]
            first = any(is_in(right, [spellings[0]]) for spellings in found)
            counts = counted[item.language]
            counts["all"] += 1
            counts["first"] += first
            counts["any"] += (is_any := any(is_in(right, spellings) for spellings in found))
            counts["baseline"] += is_in(right, map(fold, baseline(lines[at])))
            if shown == item.language and not is_any:
                print(f"{row['surface']} | {row['replacement']} | {lines[at]} | {found}")
    return counted


def is_in(right: set[str], spellings) -> bool:
    """Return whether one of the correct spellings is a spelling or a part of it."""
    return any(f" {name} " in f" {spelling} " for spelling in spellings for name in right)


def references(split: Split, shown: str | None) -> dict[tuple[str, str], list[tuple[float, float]]]:
    """Return by language and ground whether the reference has the first spelling of each distinct name, and its certainty."""
    found, seen = defaultdict(list), set()
    for item in split.references.values():
        for line, reference in zip(item.source.split("\n"), item.text.split("\n"), strict=False):
            words = f" {fold(reference)} "
            for name in source_names(line, language_of(line, item.language)):
                if (name.native, reference) in seen:
                    continue
                seen.add((name.native, reference))
                spelling = name.spellings[0]
                is_right = f" {fold(spelling.text)} " in words
                found[item.language, spelling.ground.name].append((is_right, spelling.certainty))
                if shown == item.language and not is_right:
                    print(
                        f"{name.native} | {spelling.text} {spelling.certainty:.2f} {spelling.ground.name} | {reference}"
                    )
    return found


def fold(text: str) -> str:
    """Return folded words, without possessives."""
    return " ".join(re.findall(r"\w+", name_of(re.sub(r"['’]s\b", "", text)).folded))


def baseline(line: str) -> list[str]:
    """Return the names that a script without rules finds: capitalised runs, or romanised letters."""
    if re.search(r"[぀-ヿ一-鿿가-힣]", line):
        return [unidecode(run).replace(" ", "") for run in re.findall(r"[ァ-ヶー]+|[一-鿿]{2,4}|[가-힣]+", line)]
    return [unidecode(run) for run in re.findall(r"\b[^\W\d_a-z]\w+(?: [^\W\d_a-z]\w+)*", line)]


if __name__ == "__main__":
    main()
