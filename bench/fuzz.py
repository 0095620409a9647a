"""Random input for every reader and for `fix`: `python bench/fuzz.py [--inputs 100000] [--seed 0] [KIND]...`.

An input is made of the tokens of its format, text, and bytes, with a part that is repeated up to thousands of times. Nothing but
a `NamefixError` may be raised, a file without edits must be written as it was read, and the time must be linear in the size of
the input. Exits with 1 if anything else happens, with the smallest input that hypothesis found; what once failed is in
`tests/unit/files/test_broken_files.py`, `tests/unit/table/` and `tests/unit/review/`.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

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

REPEATS = (1, 1, 1, 1, 1, 2, 20, 3000)
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
Fuzz = tuple[st.SearchStrategy[bytes], Probe]


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
    kind = registry.load("file format", name)()
    tokens = {"html": HTML, "xml": XML, "markdown": MARKDOWN, "subtitles": CUES, "text": NAMES}

    def probe(content: bytes) -> None:
        file = fix_content(content, "file", kind, lambda text: CorrectedText(text, text))
        if file.readable.write(()) != content:
            raise AssertionError("a file without edits is not written as it was read")
        fixed = fix_content(content, "file", kind, FIXER.fix)
        fixed.written(fixed.result.edits)
        for edit in fixed.result.edits:
            fixed.place(edit)

    frame, units = {
        "xml": (
            "<nitf><body><p>…</p></body></nitf>",
            words("<em>Kiev</em> &amp; <![CDATA[Kyjv␣&]]> <!--␣a␣--> </p><p> <br/> &#x41;"),
        ),
        "subtitles": ("WEBVTT\n\n00:01.000 --> 00:02.000\n…", CUES),
    }.get(name, ("…", None))
    return (docx() if name == "docx" else repeated(tokens[name], frame, units=units)), probe


def docx() -> st.SearchStrategy[bytes]:
    """Return packages with a body of WordprocessingML, some damaged."""
    runs = words(
        "<w:p> </w:p> <w:r> </w:r> <w:t> </w:t> <w:br/> <w:del> </w:del> <w:tab/> <!DOCTYPE␣a␣[ & &amp; <![CDATA[ ]]>"
    )
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    types = (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override PartName='/word/document.xml' "
        "ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>"
    )

    def package(body: bytes, method: int, at: int, damage: bytes) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method, compresslevel=1 if method == zipfile.ZIP_BZIP2 else 0) as new:
            new.writestr("[Content_Types].xml", types)
            new.writestr("word/document.xml", f'<w:document xmlns:w="{word}">'.encode() + body + b"</w:document>")
        content = packed.getvalue()
        at %= len(content)
        return content[:at] + damage + content[at + len(damage) :]

    methods = st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
    sound = units_of(
        "<w:r><w:t>Kiel␣Stamer</w:t></w:r> <w:r><w:br/></w:r> </w:p><w:p> <w:del><w:r><w:t>a</w:t></w:r></w:del>"
    )
    body = repeated(runs, "<w:body><w:p>…</w:p></w:body>", units=sound)
    return st.builds(package, body, methods, st.integers(0), st.just(b"") | st.just(b"") | st.binary(max_size=3))


def from_disk(suffix: str, strategy: st.SearchStrategy[bytes], read: Callable[[Path], object]) -> Fuzz:
    """Write the input to a file, and read that."""
    path = Path(SCRATCH.name, f"input{suffix}")

    def probe(content: bytes) -> None:
        path.write_bytes(content)
        read(path)

    return strategy, probe


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
    return st.builds(table, names, st.integers(0), st.binary(max_size=9), st.sampled_from([0, 0, 0, 1, 4])), probe


def log() -> Fuzz:
    """Read logs of reviews with random lines, signed and not."""
    key, path = b"secret", Path(SCRATCH.name, "input.log")
    entry = st.dictionaries(st.sampled_from(["id", "undo", "done", "who", "when"]), st.text(max_size=5))
    line = entry.map(lambda fields: signed(fields, key).encode()) | objects()

    def probe(content: bytes) -> None:
        path.write_bytes(content)
        ReviewLog(path, "Ana", key).recover()

    return st.lists(line, max_size=4).map(b"\n".join), probe


def foreign(name: str) -> Fuzz:
    """Read a data set."""
    options = {"csv": {"columns": {"id": "id", "name": "name", "kind": "kind"}}}.get(name, {})
    make = registry.load("import format", name)
    strategy = (
        objects() if name in ("wikidata", "opensanctions") else repeated(FIELDS, "id,kind,name\n…", "1\tp\tu\t…\n")
    )
    return from_disk(".data", strategy, lambda path: list(make(path, **options).records(Selection(), lambda _: None)))


def fix() -> Fuzz:
    """Repair texts; repairing the result again must change nothing."""

    def probe(content: bytes) -> None:
        result = FIXER.fix(content.decode("utf-8", "surrogatepass" if b"\xed" in content else "replace"))
        again = FIXER.fix(result.text)
        if again.text != result.text:
            raise AssertionError(f"repaired twice: {result.text!r}, then {again.text!r}")

    return repeated(HTML + MARKDOWN), probe


def kinds() -> Mapping[str, Callable[[], Fuzz]]:
    """Return what is fuzzed, by name."""
    return {
        **{name: partial(file_of, name) for name in registry.FILE_FORMATS},
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


def run(kind: str, fuzz: Fuzz, inputs: int, number: int) -> bool:
    """Probe inputs of a kind, and print what happened; return whether all is well."""
    strategy, probe = fuzz
    counts: Counter[str] = Counter()
    slowest = 0.0

    @seed(number)
    @settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(strategy)
    def check(content: bytes) -> None:
        nonlocal slowest
        begun = time.process_time()
        try:
            probe(content)
            counts["read"] += 1
        except NamefixError:
            counts["refused"] += 1
        seconds = time.process_time() - begun
        slowest = max(slowest, seconds / (BASE_SECONDS + SECONDS_A_BYTE * len(content)))
        if seconds > BASE_SECONDS + SECONDS_A_BYTE * len(content):
            raise AssertionError(f"{seconds:.1f} s for {len(content):,} bytes")

    try:
        check()
    except Exception as error:  # whatever it is, it is the finding
        print(f"{kind}: {type(error).__name__}: {error}", *getattr(error, "__notes__", ()), sep="\n  ", flush=True)
        return False
    print(
        f"{kind}: {counts['read']:,} read, {counts['refused']:,} refused; {slowest:.0%} of the allowed time", flush=True
    )
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
