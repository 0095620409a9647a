"""Names that an editor has settled for good: accepted ones stay as they are, rejected ones are always replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from namefix.check.settings_file import NAME, Settings
from namefix.datatypes import Action, Candidate, Decision, Entity, Form, FoundBy, Mention, Proposal
from namefix.pipeline import NameFixer
from namefix.results import CorrectedText, Edit
from namefix.rewrite import apply_edits, compose, in_case_of
from namefix.table import load_table

_PASSES = 3
"""Right names that are put in are evidence for other mentions, so a text is repaired again, as often as that helps."""


class HouseFixer:
    """A fixer that knows what a `namefix.toml` accepts and rejects.

    Accepted names, rejected ones and the right ones for these are known names of the table, so that nothing of them is ever
    taken for a garble; the rejected ones are replaced afterwards.
    """

    def __init__(self, settings: Settings) -> None:
        config = settings.to_config()
        self._rejected = {_spaced(wrong): _spaced(right) for wrong, right in settings.rejected.items()}
        names = dict.fromkeys(map(_spaced, (*settings.accepted, *self._rejected, *self._rejected.values())))
        if names:
            self.fixer = NameFixer(load_table(config.tables, bundled=config.bundled, beside=_known(names)), config)
        else:
            self.fixer = NameFixer.from_config(config)
        self._pattern = _pattern_of(self._rejected)

    def fix(self, text: str, *, source: str | None = None, source_language: str | None = None) -> CorrectedText:
        """Repair one text; fixing the result again changes nothing."""
        result = self.fixer.fix(text, source=source, source_language=source_language)
        for _ in range(_PASSES):
            replaced = self._replace(result.text)
            if not replaced.edits:
                break
            result = compose(result, replaced)
            again = self.fixer.fix(result.text, source=source, source_language=source_language)
            if self._replace(again.text).text == result.text:
                break
            result = compose(result, again)
        return result

    def _replace(self, text: str) -> CorrectedText:
        decisions = [self._decision(match, text) for match in self._pattern.finditer(text)] if self._pattern else []
        edits = [_edit(decision) for decision in decisions]
        return CorrectedText(text, apply_edits(text, edits), tuple(edits), (), tuple(decisions))

    def _decision(self, match: re.Match[str], text: str) -> Decision:
        name = _spaced(match[0])
        wrong = name if name in self._rejected else next(key for key in self._rejected if key.upper() == name)
        right = self._rejected[wrong]
        mention = Mention(match.start(), match.end(), match[0], None, FoundBy.TABLE)
        form = Form(right, Entity(f"rejected/{wrong}", "other", right), "name", right)
        reason = f"rejected in {NAME}"
        written = in_case_of(match[0], right, text[: match.start()])
        chosen = Proposal(Candidate(mention, form), 1.0, ())
        return Decision(mention, Action.REPLACE, chosen, (), reason, replacement=written)


def _edit(decision: Decision) -> Edit:
    mention = decision.mention
    return Edit(mention.start, mention.end, mention.surface, decision.replacement or "", decision)


def _known(names: Mapping[str, None]) -> Sequence[Entity]:
    """Return names as rows that are only known, and no reason to judge the table as the user's own."""
    return [Entity(f"house/{name}", "other", name, target=False, is_bundled=True) for name in names]


def _pattern_of(rejected: Mapping[str, str]) -> re.Pattern[str] | None:
    """Return what finds rejected names as whole words, as they are written or in capitals; the longest first."""
    names = sorted({form for name in rejected for form in (name, name.upper())}, key=lambda name: (-len(name), name))
    if not names:
        return None
    spelt = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"(?<!\w)(?:{spelt})(?!\w)")


def _spaced(name: str) -> str:
    return " ".join(name.split())
