"""House style: the choice between accepted spellings of a name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from namefix.datatypes import Entity, Form
from namefix.errors import ConfigError
from namefix.names.name import name_of
from namefix.names.target_language import TargetLanguage, english
from namefix.table.name_table import NameTable, forms_of

_CHOICES = ("keep", "canonical")


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """A choice of spellings: `default` is "keep" or "canonical"; `by_entity` maps ids to these or to an accepted spelling."""

    default: str = "keep"
    by_entity: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    language: TargetLanguage = field(default_factory=english)

    def keeps(self, entity: Entity) -> bool:
        """Return whether all accepted spellings of an entity are kept."""
        return self.by_entity.get(entity.id, self.default) == "keep"

    def preferred(self, form: Form) -> str | None:
        """Return the spelling that replaces an accepted form, or None if the form is kept."""
        choice = self.by_entity.get(form.entity.id, self.default)
        if choice == "canonical":
            wanted = form.replacement if form.status == "variant" else form.text
        elif choice == "keep":
            return None
        else:
            wanted = self._in_spelling_of(choice, form)
        return None if name_of(wanted).folded == form.name.folded else wanted

    def _in_spelling_of(self, chosen: str, form: Form) -> str:
        """Return the form of the entity with as many words as `form`, all of them in the chosen spelling, or else `form`."""
        words = set(name_of(chosen).words)
        size = len(form.text.split())
        fitting = [other for other in forms_of(form.entity, self.language) if len(other.text.split()) == size]
        return next((other.text for other in fitting if words.issuperset(other.name.words)), form.text)


def load_style(style: str | Path, table: NameTable) -> HouseStyle:
    """Return the house style of a name ("keep", "canonical") or of a style file.

    A style file is TOML: `default = "keep"`, and under `[entities]` an id with "keep", "canonical" or one of the
    entity's accepted spellings, as in `"place/kyiv" = "Kiev"`.

    Raises:
        ConfigError: If the file cannot be read, or has an id or spelling that is not in the table.
    """
    if style in _CHOICES:
        return HouseStyle(str(style), language=table.language)
    path = Path(style)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        problem = f"style must be keep, canonical or a style file, got {str(style)!r}: {error.strerror}"
        raise ConfigError(problem) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML in UTF-8: {error}") from error
    if unknown := sorted(set(content) - {"default", "entities"}):
        raise ConfigError(f"{path}: unknown key {unknown[0]!r}; allowed: default, entities")
    default, entities = content.get("default", "keep"), content.get("entities", {})
    if default not in _CHOICES:
        raise ConfigError(f"{path}: default must be one of {', '.join(_CHOICES)}, got {default!r}")
    if not isinstance(entities, dict):
        raise ConfigError(f"{path}: entities must be a table, as in `[entities]`, got {entities!r}")
    for entity_id, choice in entities.items():
        if entity_id not in table.entities:
            raise ConfigError(f"{path}: unknown id {entity_id!r}; `namefix table find NAME` shows ids")
        accepted = [form.text for form in table.forms_of(table.entities[entity_id]) if form.is_right]
        if choice not in (*_CHOICES, *accepted):
            raise ConfigError(
                f"{path}: {entity_id}: must be one of {', '.join((*_CHOICES, *accepted))}, got {choice!r}"
            )
    return HouseStyle(default, MappingProxyType(entities), table.language)
