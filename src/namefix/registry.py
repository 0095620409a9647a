"""The registered plug-ins: name → place. Other packages add theirs by entry points of the same group names."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from namefix.errors import UnknownComponentError

DETECTORS = {
    "gazetteer": "namefix.detect.gazetteer:Gazetteer",
    "runs": "namefix.detect.runs:CapitalisedRuns",
    "ner": "namefix.detect.ner:NamedEntities",
}

SCORERS = {
    "colleagues": "namefix.score.colleagues:Colleagues",
    "confusion": "namefix.score.confusion:LearnedConfusion",
    "country": "namefix.score.country:CountryNearby",
    "english": "namefix.score.english:EnglishFrequency",
    "exact_parts": "namefix.score.exact_parts:ExactParts",
    "kind": "namefix.score.kind:KindAgreement",
    "known": "namefix.score.known:KnownName",
    "margin": "namefix.score.margin:MarginToNext",
    "native": "namefix.score.native:NativeNameOpposite",
    "neighbours": "namefix.score.neighbours:NeighbourAgreement",
    "not_in_source": "namefix.score.not_in_source:NotInSource",
    "origin": "namefix.score.origin:OwnTable",
    "pinyin": "namefix.score.pinyin:PinyinSyllables",
    "prominence": "namefix.score.prominence:Prominence",
    "role": "namefix.score.role:RoleNearby",
    "sentence": "namefix.score.sentence:OncePerSentence",
    "shape": "namefix.score.shape:SameShape",
    "sound_or_reading": "namefix.score.sound_or_reading:SoundOrReading",
    "source_sound": "namefix.score.source_sound:SoundInSource",
    "source_spelling": "namefix.score.source_spelling:SourceSpelling",
    "source_unmatched": "namefix.score.source_unmatched:UnmatchedInSource",
    "spelling": "namefix.score.spelling:SpellingSimilarity",
    "table_coverage": "namefix.score.table_coverage:TableCoverage",
}
"""Registered scorers; one counts only if the parameter file has a curve for it, see `decide/calibrator.py`."""

TABLE_FORMATS = {
    "csv": "namefix.table.csv_format:CsvTable",
    "jsonl": "namefix.table.jsonl_format:JsonLinesTable",
}

IMPORT_FORMATS = {
    "csv": "namefix.curate.mapped_csv:MappedCsv",
    "geonames": "namefix.curate.geonames:GeoNames",
    "jrc-names": "namefix.curate.jrc_names:JrcNames",
    "opensanctions": "namefix.curate.opensanctions:OpenSanctions",
    "wikidata": "namefix.curate.wikidata:Wikidata",
}

REPORTS = {
    "diff": "namefix.report.diff_report:DiffReport",
    "explain": "namefix.report.explain_report:ExplainReport",
    "html": "namefix.report.html_report:HtmlReport",
    "json": "namefix.report.json_report:JsonReport",
    "text": "namefix.report.text_report:TextReport",
}

FILE_FORMATS = {
    "docx": "namefix.files.docx_file:DocxFile",
    "html": "namefix.files.html_file:HtmlFile",
    "markdown": "namefix.files.markdown_file:MarkdownFile",
    "subtitles": "namefix.files.subtitles:Subtitles",
    "text": "namefix.files.plain_text:PlainText",
    "xml": "namefix.files.xml_news:XmlNews",
}

SOURCE_READERS: dict[str, str] = {
    "ja": "namefix.source_names.japanese:JapaneseNames",
    "ko": "namefix.source_names.korean:KoreanNames",
    "zh": "namefix.source_names.chinese:ChineseNames",
    "Arabic": "namefix.source_names.hebrew_arabic:HebrewArabicNames",
    "Cyrillic": "namefix.source_names.cyrillic:CyrillicNames",
    "Greek": "namefix.source_names.greek:GreekNames",
    "Hebrew": "namefix.source_names.hebrew_arabic:HebrewArabicNames",
    "Latin": "namefix.source_names.latin:LatinNames",
}
"""Readers of the names in a source text, by language code, or by script for all other languages."""

_GROUPS = {
    "detector": DETECTORS,
    "scorer": SCORERS,
    "table format": TABLE_FORMATS,
    "import format": IMPORT_FORMATS,
    "report": REPORTS,
    "file format": FILE_FORMATS,
    "source reader": SOURCE_READERS,
}


def load(what: str, name: str) -> Any:
    """Return the class registered under `name`.

    Args:
        what: "detector", "scorer", "table format", "import format", "report", "file format" or "source reader".
        name: A name in this module, or of an entry point of the group "namefix.detectors" and so on.

    Raises:
        UnknownComponentError: If the name is unknown; the message lists the known ones.

    Example:
        >>> load("scorer", "spelling").__name__
        'SpellingSimilarity'
    """
    places = _GROUPS[what]
    if name in places:
        module, _, attribute = places[name].partition(":")
        return getattr(import_module(module), attribute)
    others = _entry_points(what)
    if name in others:
        return others[name].load()
    raise UnknownComponentError(what, name, {*places, *others})


def names(what: str) -> set[str]:
    """Return the registered names, those of this module and of entry points.

    Example:
        >>> {"html", "json"} <= names("report")
        True
    """
    return {*_GROUPS[what], *_entry_points(what)}


def _entry_points(what: str) -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=f"namefix.{what.replace(' ', '_')}s")}
