"""Random input for every reader and for `fix`: `python bench/fuzz.py [--inputs 100000] [--seed 0] [KIND]...`.

An input is made of the tokens of its format, text, and bytes, with a part that is repeated up to thousands of times; nine of ten
are mutants of one so made. Nothing but a `NamefixError` may be raised, a file without edits must be written as it was read, and
the time must be linear in the size of the input. Exits with 1 if anything else happens, with the smallest input that hypothesis
found; what once failed is in `tests/unit/files/test_broken_files.py`, `tests/unit/table/`, `tests/unit/curate/` and
`tests/unit/review/`.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import math
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

import numpy as np
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from namefix import Config, Entity, NameFixer, registry
from namefix.check.settings_file import SettingsFinder
from namefix.cli.document_lines import DocumentReader
from namefix.curate.foreign import Selection
from namefix.errors import NamefixError
from namefix.files.fixed_file import fix_content
from namefix.results import CorrectedText
from namefix.review.log_lines import Change, LoggedFile
from namefix.review.review_log import ReviewLog
from namefix.review.user_key import signed
from namefix.table import load_entities, load_table
from namefix.table.fingerprint import stamp
from namefix.table.name_table import NameTable
from namefix.table.part import TablePart
from namefix.table.postings import spelling_arrays
from namefix.table.sections import write_sections
from namefix.table.style import load_style

BASE_SECONDS, SECONDS_A_BYTE = 1.0, 1e-4
"""Most processor time for an input; the slowest reader needs a twentieth of it."""

REPEATS = (*(1,) * 80, *(2,) * 12, *(20,) * 6, 300, 3000)
MUTANTS = 9
"""Mutants of each drawn input: drawing one takes longer than reading it."""

ENTITIES = (
    Entity(
        "person/keir-starmer", "person", "Keir Starmer", ("Starmer",), native=("基尔·斯塔默",), country="GB", weight=9
    ),
    Entity("place/kyiv", "place", "Kyiv", variants=("Kiev",), misspellings=("Kyjv",), country="UA", weight=200),
    Entity("person/joe-biden", "person", "Joe Biden", ("Biden",), country="US", roles=("President",), weight=200),
)
NAMES = (
    "Kiel Stamer|Keir Starmer|Kyjv|Kiev|Joe Byden|Mr |President |, |. |\n|\n\n|'s|-|\u2028|\u00a0|é|北京|👍🏽".split(
        "|"
    )
)
SCRATCH = TemporaryDirectory(prefix="namefix-fuzz-")
FIXER = NameFixer(NameTable(ENTITIES), Config(pipeline=None, bundled=False))

WORDS = st.characters(exclude_characters="<>&", exclude_categories=["Cc", "Cs"])
"""Letters that no markup gives a meaning."""

Probe = Callable[[bytes], object]
S = TypeVar("S", str, bytes)


class Fuzz(NamedTuple):
    """The inputs of a reader, the function that reads one, and whether inputs are mutated too.

    Inputs with a checksum or signature are not: their mutants would only be refused.
    """

    inputs: st.SearchStrategy[bytes]
    probe: Probe
    has_mutants: bool = True


def mutants(content: bytes, number: int) -> list[bytes]:
    """Return versions of an input with parts moved, doubled, left out or replaced; most of them are UTF-8 if it is."""
    chance = random.Random(number)
    text = content.decode("utf-8", "surrogateescape")
    made = []
    for _ in range(MUTANTS):
        if chance.random() < 0.9:
            made.append(_mutant(text, ["", *"<>&\"'\n\r\t ,;|[]{}()=0\0"], chance).encode("utf-8", "surrogateescape"))
        else:
            made.append(_mutant(content, [chance.randbytes(1), chance.randbytes(3)], chance))
    return made


def _mutant(content: S, additions: Sequence[S], chance: random.Random) -> S:
    for _ in range(chance.choice([1, 1, 2, 4])):
        start, end, at = sorted(chance.randint(0, len(content)) for _ in range(3))
        end = min(end, start + 40) if chance.random() < 0.5 else end
        new = chance.choice([content[start:end], chance.choice(additions)])
        rest = content[:start] + content[end:] if chance.random() < 0.6 else content
        content = rest[:at] + new + rest[at:]
    return content


@st.composite
def repeated(draw: st.DrawFn, tokens: list[str], *frames: str, units: list[str] | None = None) -> bytes:
    """Return tokens and texts, with a part in the middle that is repeated; half of them sound units within a frame."""
    frame = draw(st.sampled_from(["", *frames]))
    token = st.sampled_from(units) if frame and units else st.sampled_from(tokens) | st.text(WORDS, max_size=3)
    part = st.lists(token, max_size=5).map("".join)
    head, unit, tail = draw(part), draw(part), draw(part)
    begin, _, end = frame.partition("…")
    content = (begin + head + unit * draw(st.sampled_from(REPEATS)) + tail + end).encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 9)):
        return content
    at = draw(st.integers(0, len(content)))
    return content[:at] + draw(st.binary(max_size=4)) + content[at + draw(st.integers(0, 2)) :]


def units_of(text: str) -> list[str]:
    """Return tokens, whose spaces, line ends and tabs are written as ␣, ⏎ and ⇥."""
    return [token.replace("␣", " ").replace("⏎", "\n").replace("⇥", "\t") for token in text.split()]


def words(text: str) -> list[str]:
    """Return such tokens and names."""
    return units_of(text) + NAMES


HTML = words(
    "<p> </p> <b> </b> <a <a␣href=' \"> '> > < </ <!-- --> <! <? <![CDATA[ ]]> & &amp; &#x41; &#99999999999; <br> <pre> "
    "<script> </script> <title> </title> <textarea> lang=fr class=notranslate <meta␣charset=utf-16> <table><td> ␣ /> = <svg>"
)
XML = words(
    "<?xml␣version='1.0'?> <?xml␣version='1.0'␣encoding='latin1'?> <nitf> </nitf> <body> </body> <p> </p> <!DOCTYPE␣nitf␣[ ]> "
    "<!ENTITY␣a␣'b'> <!ATTLIST␣p␣a␣CDATA␣'b'> &a; &amp; <![CDATA[ ]]> <!-- --> <em> </em> < > & xmlns='u' a='1' <newsItem> <?"
)
MARKDOWN = words(
    "* _ ** ~~ ` ``` [ ] ( ) ![ ]( [^1] [^1]:␣ [[ ]] | |-|-| > >␣ -␣ 1.␣ #␣ --- ⏎⏎ ⏎ ␣␣␣␣ <b> </b> <!-- --> < > & &amp; \\ $ "
    "<code> </code> [a]:␣b⏎ ::: {#a} - https://a.b"
)
CUES = words(
    "1⏎ 00:00:01,000␣-->␣00:00:02,000⏎ WEBVTT⏎⏎ NOTE␣ <i> </i> < {\\an8} &amp; &#1; - ⏎ ⏎⏎ . ? ♪ 00:01.000␣-->␣00:02.000⏎"
)
CSV = words(
    'id,kind,name aliases misspellings weight target p1,person, place/x,place, , | " "" ⏎ 1e999 -1 nan yes no US \0'
)
TOML = words(
    'tables␣= bundled␣= accepted␣= rejected␣= [ ] { } "names.csv" false true ⏎ # " default␣= "keep" [entities] "place/kyiv"␣='
)
ROWS = units_of("p1,person,Bob␣Lee,Lee|Bob,⏎ x,place,Kyiv,,Kiev|Kyjv⏎ ⏎ y,other,Z,,⏎")
FIELDS = words('⇥ 123 a ⏎ | , " P PPL PPLC UA 0 1 en Kyiv person place u')
KEYS = (
    "id kind name aliases variants misspellings native country roles weight target text type labels en value claims P31 P39 "
    "P17 rank mainsnak snaktype datavalue sitelinks enwiki schema properties caption alias nationality position"
).split()
VALUES = "item Q5 Q515 Q1 value preferred normal person place Person US yes 1e999 Bob␣Lee Kyiv".replace(
    "␣", " "
).split()


def objects() -> st.SearchStrategy[bytes]:
    """Return lines of JSON objects with the keys that the readers know, some of them damaged."""
    leaf = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.sampled_from(VALUES)

    def grown(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
        return st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)

    known = {
        "id": leaf,
        "kind": leaf | st.just("person"),
        "name": leaf | st.just("Bob Lee"),
        "text": leaf,
        "type": leaf,
        "schema": leaf,
    }
    rest = {
        key: st.recursive(leaf, grown, max_leaves=6) for key in ("labels", "claims", "properties", "aliases", "weight")
    }
    line = st.fixed_dictionaries(known, optional=rest).map(lambda fields: json.dumps(fields).encode())
    return st.lists(line | st.binary(max_size=4) | st.just(b"["), max_size=4).map(b"\n".join)


def file_of(name: str) -> Fuzz:
    """Read a file, write it without edits, and with one."""
    kind = registry.load("file format", name.split(maxsplit=1)[0])()
    tokens = {"html": HTML, "xml": XML, "markdown": MARKDOWN, "subtitles": CUES, "text": NAMES}

    def probe(content: bytes) -> None:
        file = fix_content(content, "file", kind, lambda text: CorrectedText(text, text))
        if file.readable.write(()) != content:
            raise AssertionError("a file without edits is not written as it was read")
        fixed = fix_content(content, "file", kind, FIXER.fix)
        fixed.written(fixed.result.edits)
        for edit in fixed.result.edits:
            fixed.place(edit)

    if name == "docx":
        return Fuzz(bodies(), lambda body: probe(package_of(body)))
    if name == "docx package":
        return Fuzz(packages(), probe, has_mutants=False)
    frame, units = {
        "xml": (
            "<nitf><body><p>…</p></body></nitf>",
            words("<em>Kiev</em> &amp; <![CDATA[Kyjv␣&]]> <!--␣a␣--> </p><p> <br/> &#x41;"),
        ),
        "subtitles": ("WEBVTT\n\n00:01.000 --> 00:02.000\n…", CUES),
    }.get(name, ("…", None))
    return Fuzz(repeated(tokens[name], frame, units=units), probe)


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override PartName='/word/document.xml' "
    "ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>"
)


def package_of(body: bytes, method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a Word file with a body of WordprocessingML."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method, compresslevel=1 if method == zipfile.ZIP_BZIP2 else 0) as new:
        new.writestr("[Content_Types].xml", TYPES)
        new.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}">'.encode() + body + b"</w:document>")
    return packed.getvalue()


def bodies() -> st.SearchStrategy[bytes]:
    """Return bodies of Word files."""
    runs = words(
        "<w:p> </w:p> <w:r> </w:r> <w:t> </w:t> <w:br/> <w:del> </w:del> <w:tab/> <!DOCTYPE␣a␣[ & &amp; <![CDATA[ ]]>"
    )
    sound = units_of(
        "<w:r><w:t>Kiel␣Stamer</w:t></w:r> <w:r><w:br/></w:r> </w:p><w:p> <w:del><w:r><w:t>a</w:t></w:r></w:del>"
    )
    return repeated(runs, "<w:body><w:p>…</w:p></w:body>", units=sound)


def packages() -> st.SearchStrategy[bytes]:
    """Return Word files, some damaged."""

    def package(body: bytes, method: int, at: int, damage: bytes) -> bytes:
        content = package_of(body, method)
        at %= len(content)
        return content[:at] + damage + content[at + len(damage) :]

    methods = st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
    return st.builds(package, bodies(), methods, st.integers(0), st.just(b"") | st.just(b"") | st.binary(max_size=3))


def from_disk(suffix: str, strategy: st.SearchStrategy[bytes], read: Callable[[Path], object]) -> Fuzz:
    """Write the input to a file, and read that."""
    path = Path(SCRATCH.name, f"input{suffix}")

    def probe(content: bytes) -> None:
        path.write_bytes(content)
        read(path)

    return Fuzz(strategy, probe)


def compiled() -> Fuzz:
    """Open compiled tables, one array of which was changed, and repair a text with them."""
    part = TablePart.of(ENTITIES)
    arrays = {**part.to_arrays(), **spelling_arrays(part)}
    path = Path(SCRATCH.name, "input.nfx")

    def table(name: str, at: int, change: bytes, cut: int) -> bytes:
        raw, size = arrays[name].tobytes(), arrays[name].dtype.itemsize
        at %= len(raw) + 1
        raw = raw[:at] + change + raw[at + max(0, len(change) - cut) :]
        changed = np.frombuffer(raw[: len(raw) // size * size], dtype=arrays[name].dtype)
        file = io.BytesIO()
        write_sections(file, {**arrays, name: changed}, stamp("en"))
        return file.getvalue()

    def probe(content: bytes) -> None:
        path.write_bytes(content)
        NameFixer(load_table([path], bundled=False), Config(pipeline=None, bundled=False)).fix(
            "Kiel Stamer met Byden in Kyjv."
        )

    names = st.sampled_from(sorted(arrays))
    tables = st.builds(table, names, st.integers(0), st.binary(max_size=9), st.sampled_from([0, 0, 0, 1, 4]))
    return Fuzz(tables, probe, has_mutants=False)


def log() -> Fuzz:
    """Read logs of reviews with random lines, most of them signed, and undo what they say in the scratch folder."""
    key, path, text = b"secret", Path(SCRATCH.name, "input.log"), Path(SCRATCH.name, "saved.txt")
    wrong = st.sampled_from([None, True, 0, -(2**70), 0.5, "", "x", "\u2028", [], ["a", "b"], {}])
    seldom = st.sampled_from([False] * 15 + [True])
    file = LoggedFile.of(Change(text, b"Mr Makron", b"Mr Macron")).to_dict()
    fields = sorted(set(file) - {"path"})

    @st.composite
    def line(draw: st.DrawFn) -> bytes:
        entry = {
            "when": "2026-01-01",
            "who": "Ana",
            draw(st.sampled_from(["id", "id", "id", "undo", "done"])): draw(st.sampled_from("abc")),
        }
        if "id" in entry or draw(seldom):
            entry["files"] = [{**file, draw(st.sampled_from(fields)): draw(wrong)} if draw(seldom) else file]
        if draw(seldom):
            entry[draw(st.sampled_from([*entry, "files"]))] = draw(wrong)
        return signed(entry, key).encode()

    @st.composite
    def lines(draw: st.DrawFn) -> bytes:
        count = draw(st.integers(0, 6))
        return b"\n".join(draw(objects()) if draw(seldom) else draw(line()) for _ in range(count))

    def probe(content: bytes) -> None:
        path.write_bytes(content)
        text.write_bytes(b"Mr Macron")
        saves = ReviewLog(path, "Ana", key)
        saves.recover()
        saves.take_back(saves.last().key)

    return Fuzz(lines(), probe, has_mutants=False)


def foreign(name: str) -> Fuzz:
    """Read a data set."""
    options = {"csv": {"columns": {"id": "id", "name": "name", "kind": "kind"}}}.get(name, {})
    make = registry.load("import format", name)
    tables = repeated(FIELDS, "id,kind,name\n…", "1\tp\tu\t…\n", "id,schema,name,aliases,countries\n1,Person,…")
    strategy = {"wikidata": objects(), "opensanctions": objects() | tables}.get(name, tables)
    return from_disk(".data", strategy, lambda path: list(make(path, **options).records(Selection(), lambda _: None)))


def fix() -> Fuzz:
    """Repair texts; repairing the result again must change nothing."""

    def probe(content: bytes) -> None:
        try:
            text = content.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            text = content.decode("utf-8", "replace")
        result = FIXER.fix(text)
        again = FIXER.fix(result.text)
        if again.text != result.text:
            raise AssertionError(f"repaired twice: {result.text!r}, then {again.text!r}")

    return Fuzz(repeated(HTML + MARKDOWN), probe)


def kinds() -> Mapping[str, Callable[[], Fuzz]]:
    """Return what is fuzzed, by name."""
    return {
        **{name: partial(file_of, name) for name in (*registry.FILE_FORMATS, "docx package")},
        **{f"import-{name}": partial(foreign, name) for name in registry.IMPORT_FORMATS},
        "csv": lambda: from_disk(
            ".csv", repeated(CSV, "id,kind,name,aliases,variants\n…", units=ROWS), lambda path: load_entities([path])
        ),
        "jsonl": lambda: from_disk(".jsonl", objects(), lambda path: load_entities([path])),
        "nfx": compiled,
        "settings": lambda: from_disk(
            ".toml", repeated(TOML), lambda path: SettingsFinder(path, {}).of(path.parent).to_config()
        ),
        "style": lambda: from_disk(".toml", repeated(TOML), lambda path: load_style(path, NameTable(ENTITIES))),
        "documents": lambda: from_disk(
            ".jsonl", objects(), lambda path: list(DocumentReader(path, "text", "id").documents())
        ),
        "log": log,
        "fix": fix,
    }


class FindingError(Exception):
    """Violated promise of an input, in words."""


class Run:
    """The probes of a kind, counted."""

    def __init__(self, fuzz: Fuzz) -> None:
        self.fuzz = fuzz
        self.counts: Counter[str] = Counter()
        self.slowest = 0.0

    def probe(self, content: bytes) -> None:
        """Read an input, within the time for its size."""
        allowed = BASE_SECONDS + SECONDS_A_BYTE * len(content)
        begun = time.process_time()
        try:
            self.fuzz.probe(content)
            self.counts["read"] += 1
        except NamefixError:
            self.counts["refused"] += 1
        except Exception as error:  # whatever it is, it is the finding
            raise FindingError(f"{type(error).__name__}: {error} for {content!r:.2000}") from error
        seconds = time.process_time() - begun
        self.slowest = max(self.slowest, seconds / allowed)
        if seconds > allowed:
            raise FindingError(f"{seconds:.1f} s for {len(content):,} bytes: {content!r:.2000}")

    def all(self, inputs: int, number: int) -> None:
        """Probe drawn inputs, with mutants of each."""

        @seed(number)
        @settings(
            max_examples=math.ceil(inputs / (1 + MUTANTS)) if self.fuzz.has_mutants else inputs,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        )
        @given(self.fuzz.inputs, st.integers(0, 2**32))
        def check(content: bytes, seed_of_mutants: int) -> None:
            self.probe(content)
            if self.fuzz.has_mutants:
                for mutant in mutants(content, seed_of_mutants):
                    self.probe(mutant)

        check()


def run(kind: str, fuzz: Fuzz, inputs: int, number: int) -> bool:
    """Probe inputs of a kind, and print what happened; return whether all is well."""
    done = Run(fuzz)
    try:
        done.all(inputs, number)
    except Exception as error:  # a finding, or an error of hypothesis
        print(f"{kind}: {type(error).__name__}: {error}", *getattr(error, "__notes__", ()), sep="\n  ", flush=True)
        return False
    read, refused = done.counts["read"], done.counts["refused"]
    print(f"{kind}: {read:,} read, {refused:,} refused; {done.slowest:.0%} of the allowed time", flush=True)
    return True


def main() -> None:
    """Fuzz all kinds, or those named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(kinds())}; all by default")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    logging.disable()
    chosen = options.kinds or list(kinds())
    with SCRATCH:
        results = [run(kind, kinds()[kind](), options.inputs, options.seed) for kind in chosen]
    sys.exit(not all(results))


if __name__ == "__main__":
    main()
