"""Selection of persons whom the world knows, from open lists of people.

A person is selected if a list of people has the name and at least one more list agrees that it is prominent; the rules
and their numbers are in `data/aliases/README.md`. `data/person_names.csv` replaces or refuses names by hand.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import pycountry

from namefix.names.folding import fold

LEAST_LANGUAGES, LEAST_LANGUAGES_RECENT = 42, 32
RECENT = 1930  # year of birth
LEAST_LANGUAGES_UNLISTED = 45  # Wikipedia languages of a recent person who is not among the vital articles
LEAST_FILMS, LAST_FILM = 12, 1970
LEAST_MEDALS = 9  # weight of the list of Olympic athletes: three for a medal, one for a taking part
NEWSWORTHY = frozenset(
    "actor,singer,musician,film director,businessperson,astronaut,composer,tennis player,producer,racecar driver,"
    "athlete,basketball player,boxer,model,swimmer,designer,fashion designer,soccer player,coach,architect,writer,"
    "physicist,chemist,mathematician,economist,biologist,computer scientist".split(",")
)
"""Occupations of Pantheon whose recent persons need fewer languages."""
ROLES = {
    "soccer player": "footballer",
    "racecar driver": "racing driver",
    "military personnel": "military leader",
    "nobleman": "noble",
    "chessmaster": "chess player",
    "religious figure": "religious leader",
    "extremist": "",
    "companion": "",
    "celebrity": "",
    "public worker": "",
}
HIGH_OFFICES = frozenset(("President", "Prime Minister", "Chancellor", "King", "Vice President"))
NO_PLAIN_NAME = re.compile(
    r" of |,| the |\b[IVX]{2,}\b|\bI\b|^(?:Pope|Antipope|Saint|St\.|Prince|Princess|Queen|King|Emperor|Empress|Sultan|"
    r"Duke|Lord|Lady|Sir)\b| and |\d"
)
"""Names of rulers, saints and bands, which are no targets unless `data/person_names.csv` says so."""


@dataclass
class Person:
    """Someone in one of the lists."""

    name: str
    country: str = ""
    roles: list[str] = field(default_factory=list)
    weight: int = 0


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file, gzipped or not."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(content.decode("utf-8").splitlines()))


def split(cell: str | None) -> list[str]:
    """Return the parts of a list cell."""
    return [part for part in (cell or "").split("|") if part]


class Lists:
    """The lists of people, by folded name.

    Args:
        people: Folder of Pantheon and the footballers.
        names: Folder of the lists of politicians, actors, athletes and vital articles.
        codes: Two-letter country codes by squashed English name.
        edits: What was decided by hand, by folded name in the lists.
    """

    def __init__(
        self, people: Path, names: Path, codes: Mapping[str, str], edits: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.codes, self.edits = codes, edits
        self.vital = {fold(row["name"]): row["name"] for row in read_table(names / "mixed_vital.csv.gz")}
        self.pantheon = sorted(
            read_table(people / "pantheon.csv"), key=lambda row: (-int(row["languages"]), row["name"])
        )
        self.footballers = read_table(people / "footballers.csv")
        self.screen = read_table(names / "persons_screen.csv.gz")
        self.sports = [
            row for row in read_table(names / "persons_sports.csv.gz") if re.search("nba_api|f1db", row["source"])
        ]
        self.olympics = [row for row in read_table(names / "persons_olympics.csv.gz") if not row["doubtful"]]
        self.politicians = read_table(names / "persons_every_politician_scrapers.csv.gz")
        self.leaders = read_table(names / "persons_phoenix.csv.gz")
        self.sources: dict[str, set[str]] = defaultdict(set)
        for source in ("pantheon", "footballers", "screen", "sports", "olympics", "politicians", "leaders"):
            for row in getattr(self, source):
                for name in (row["name"], *split(row.get("aliases"))):
                    self.sources[fold(name)].add(source)

    def everybody(self) -> Iterator[dict[str, str]]:
        """Yield the rows of the lists whose persons may share a name with a famous one."""
        yield from chain(self.pantheon, self.footballers, self.politicians)

    def code(self, country: str) -> str:
        """Return a two-letter code of a country's name or three-letter code; an empty text if there is none."""
        found = pycountry.countries.get(alpha_3=country) or pycountry.countries.get(alpha_2=country)
        return found.alpha_2 if found else self.codes.get(re.sub(r"[^a-z]", "", fold(country)), "")

    def persons(self) -> Iterator[Person]:
        """Yield the chosen persons, the best known first; the same name may come more than once."""
        yield from self.from_pantheon()
        yield from self.from_screen()
        yield from self.from_sports()
        yield from self.from_politics()

    def from_pantheon(self) -> Iterator[Person]:
        """Yield persons with articles in many languages whom another list has, too."""
        for row in self.pantheon:
            name, languages, occupation = row["name"].strip(), int(row["languages"]), row["occupation"]
            key, year = fold(name), row["born"]
            is_recent = occupation in NEWSWORTHY and year.isdigit() and int(year) >= RECENT
            if self.edits.get(key, {}).get("name"):
                least = 0
            elif key in self.vital:
                least = LEAST_LANGUAGES_RECENT if is_recent else LEAST_LANGUAGES
            elif is_recent and len(self.sources[key]) > 1:
                least = LEAST_LANGUAGES_UNLISTED
            else:
                continue
            if languages >= least:
                yield Person(
                    self.vital.get(key, name),
                    country=self.code(row["country_of_birth"]),
                    roles=[role] if (role := ROLES.get(occupation, occupation)) else [],
                    weight=languages,
                )

    def from_screen(self) -> Iterator[Person]:
        """Yield actors of many films among the vital articles."""
        for row in self.screen:
            films, key = int(row["weight"]), fold(row["name"])
            if films >= LEAST_FILMS and int(row["last"]) >= LAST_FILM and key in self.vital:
                yield Person(self.vital[key], roles=["actor"], weight=min(40, 15 + films // 2))

    def from_sports(self) -> Iterator[Person]:
        """Yield athletes among the vital articles, if no other athlete has the name."""
        rows = [(row["name"], row, "sports") for row in self.sports]
        rows += [(alias, row, "olympics") for row in self.olympics for alias in split(row["aliases"]) or [row["name"]]]
        bearers = Counter(fold(name) for name, _, _ in rows)
        for name, row, source in rows:
            key = fold(name)
            if key in self.vital and (source == "sports" or (bearers[key] == 1 and int(row["weight"]) >= LEAST_MEDALS)):
                roles = [row["roles"] if source == "sports" else "Olympic champion"]
                yield Person(self.vital[key], country=self.code(row["country"]), roles=roles, weight=25)

    def from_politics(self) -> Iterator[Person]:
        """Yield politicians among the vital articles."""
        bearers = Counter(fold(row["name"]) for row in self.politicians)
        for row in self.politicians:
            key, offices = fold(row["name"]), [role for role in split(row["roles"]) if role in HIGH_OFFICES]
            if key in self.vital and bearers[key] == 1 and offices:
                yield Person(self.vital[key], country=self.code(row["country"]), roles=offices[:2], weight=25)
        countries: dict[str, set[str]] = defaultdict(set)
        for row in self.leaders:
            countries[fold(row["name"])].add(self.code(row["country"]))
        for row in self.leaders:
            key = fold(row["name"])
            if key in self.vital and len(countries[key]) == 1:
                yield Person(self.vital[key], country=self.code(row["country"]), roles=["politician"], weight=25)


def select(persons: Iterable[Person], edits: Mapping[str, Mapping[str, str]], taken: set[str]) -> Iterator[Person]:
    """Yield each person once, without those that have a row already, are refused, or have no plain name."""
    taken = set(taken)
    for person in persons:
        key = fold(person.name)
        edit = edits.get(key)
        if edit is None and (NO_PLAIN_NAME.search(person.name) or " " not in key):
            continue
        keys = {key, fold(edit["name"]) if edit else key}
        if not keys & taken and (edit is None or edit["name"]):
            yield person
        taken |= keys
