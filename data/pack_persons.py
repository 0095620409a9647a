"""Persons of the packs: readers of the lists of persons, which name their origin and licence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pycountry
from pack_records import Cleaner, Record, read_list, split

from namefix.names.folding import fold

OLYMPIC_CODES = dict(
    pair.split("=")
    for pair in """
    GER=DE NED=NL SUI=CH DEN=DK GRE=GR FRG=DE BUL=BG GDR=DE RSA=ZA POR=PT NGR=NG PUR=PR CHI=CL TPE=TW IRI=IR SLO=SI LAT=LV
    CRO=HR ROC=RU ALG=DZ PHI=PH URU=UY MGL=MN MAS=MY INA=ID GUA=GT ZIM=ZW KUW=KW ANG=AO ZAM=ZM KSA=SA FIJ=FJ BAH=BS LIB=LB
    CRC=CR HON=HN ISV=VI PAR=PY ESA=SV VIE=VN BER=BM BAR=BB TAN=TZ NCA=NI SRI=LK MRI=MU GUI=GN UAE=AE MON=MC MAD=MG NEP=NP
    HAI=HT SUD=SD MYA=MM ANT=AG LBA=LY CGO=CG SAM=WS BOT=BW SEY=SC MAW=MW LES=LS BIZ=BZ NIG=NE GRN=GD TOG=TG CAM=KH TGA=TO
    OMA=OM CAY=KY BAN=BD BUR=BF GAM=GM ARU=AW VIN=VC ASA=AS IVB=VG GEQ=GQ VAN=VU CHA=TD PLE=PS BHU=BT MTN=MR SKN=KN KOS=XK
    SOL=SB GBS=GW BRU=BN KSV=XK IMG=GB
    """.split()
)
"""Codes of the Olympic Committee that differ from ISO 3166; unions that fell apart have no country."""

FOLDERS = {
    "us": "US", "uae": "AE", "czech": "CZ", "saudi": "SA", "swiss-federal-council": "CH", "scotland": "GB", "england": "GB",
    "wales": "GB", "northern-ireland": "GB", "russia": "RU", "south-korea": "KR", "north-korea": "KP", "turkey": "TR",
    "iran": "IR", "syria": "SY", "moldova": "MD", "bolivia": "BO", "vietnam": "VN", "taiwan": "TW", "kosovo": "XK",
    "cote-d-ivoire": "CI", "congo-dr": "CD", "congo": "CG", "bosnia-n-herzegovina": "BA", "venezuela": "VE", "tanzania": "TZ",
    "palestine": "PS", "cabo-verde": "CV", "sao-tome-n-principe": "ST", "brunei": "BN", "british-virgin-islands": "VG",
    "curacao": "CW", "saint-kitts-n-nevis": "KN", "antigua-n-barbuda": "AG", "trinidad-n-tobago": "TT",
}  # fmt: skip
"""Names of folders of the lists that are not those of ISO 3166."""

OFFICES = (
    (r"^(?:State |Interim |Acting )?President(?: of [A-Z]\w+)?$", "president"),
    (r"^(?:Acting |Interim )?Prime Minister(?: of [A-Z][\w ]+)?$|^Chancellor$|^Taoiseach$", "prime minister"),
    (r"Deputy Prime Minister|Vice Prime Minister", "deputy prime minister"),
    (r"^(?:King|Emperor|Sultan|Emir)\b", "king"),
    (r"^Queen\b", "queen"),
    (r"^(?:Crown )?Prince\b", "prince"),
    (r"Minister\b.*Foreign|Minister\b.*External|Foreign (?:Minister|Secretary)", "foreign minister"),
    (r"Minister\b.*Defen[cs]e|Secretary of State for Defence", "defence minister"),
    (r"Minister\b.*Financ", "finance minister"),
    (r"Minister\b.*(?:Interior|Internal)", "interior minister"),
    (r"Minister\b.*Justice", "justice minister"),
    (r"Minister|Secretary of State", "minister"),
    (r"^(?:Governor|Lieutenant Governor)\b", "governor"),
    (r"^(?:Lord )?[Mm]ayor\b", "mayor"),
    (r"[Ss]enat", "senator"),
    (r"[Mm]ember|[Dd]eputy|[Rr]epresentative|Teachta|Lok Sabha|Duma|Parliament", "member of parliament"),
)
"""Patterns of offices and the words under which news know them; other offices are left out."""
HIGH = frozenset(("president", "prime minister", "king", "queen"))
MINISTERS = ("foreign minister", "defence minister", "finance minister")
MOST_ROLES = 4

_PARTICLES = frozenset("al el bin ibn abu de la le".split())
SPANISH = frozenset("AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PY SV UY VE".split())


@cache
def country_code(text: str) -> str:
    """Return the two-letter code of a country's code, folder or name; an empty text if there is none."""
    if text in FOLDERS or text in OLYMPIC_CODES:
        return FOLDERS.get(text) or OLYMPIC_CODES[text]
    found = pycountry.countries.get(alpha_3=text) or pycountry.countries.get(alpha_2=text)
    if not found and len(text) > 3:
        wanted = fold(text.replace("-n-", " and "))
        found = next((c for c in pycountry.countries if fold(c.name) == wanted), None)
    return found.alpha_2 if found else ""


def offices(roles: list[str]) -> tuple[str, ...]:
    """Return the offices under which news know somebody, the highest first.

    Example:
        >>> offices(["Member of the House of Lords", "Minister of Foreign Affairs"])
        ('foreign minister', 'member of parliament')
    """
    found = map(_office_number, roles)
    return tuple(
        dict.fromkeys(OFFICES[number][1] for number in sorted({number for number in found if number is not None}))
    )[:MOST_ROLES]


@cache
def _office_number(role: str) -> int | None:
    return next((number for number, (pattern, _) in enumerate(OFFICES) if re.search(pattern, role)), None)


def year_of(text: str | None) -> int | None:
    """Return the year at the start of a date."""
    match = re.match(r"-?\d{3,4}(?=-|$)", text or "")
    return int(match[0]) if match else None


class Persons:
    """Readers of lists of persons: each yields records, and counts in the cleaner what it refuses."""

    def __init__(self, names: Path, people: Path, cleaner: Cleaner) -> None:
        self.names, self.people, self.cleaner = names, people, cleaner

    def record(self, source: str, name: str, aliases: list[str] | None = None, **facts: object) -> Iterator[Record]:
        """Yield the record of a person with a plain name of two words or more."""
        name = self.cleaner.latin(name)
        if name and " " not in name:
            self.cleaner.counts["refused: person of one word"] += 1
        elif name:
            others = [clean for alias in aliases or [] if " " in alias and (clean := self.cleaner.latin(alias))]
            known = tuple(alias for alias in dict.fromkeys(others) if fold(alias) != fold(name))
            yield Record(source, "person", name, known, **facts)  # type: ignore[arg-type]

    def pantheon(self) -> Iterator[Record]:
        """Yield globally known persons; the country is that of birth, which need not be theirs."""
        for row in read_list(self.people, "pantheon"):
            facts = {"born": year_of(row["born"]), "domain": row["occupation"]}
            signals = (("languages", float(row["languages"])),)
            yield from self.record("Pantheon 1.0", row["name"].strip(), signals=signals, **facts)

    def politicians(self) -> Iterator[Record]:
        """Yield ministers, deputies and governors with their Wikidata ids."""
        for row in read_list(self.names, "persons_every_politician_scrapers"):
            roles = offices(split(row["roles"]))
            rank = 3 * bool(HIGH & set(roles)) or 2 * bool({*MINISTERS} & set(roles)) or 1 * ("minister" in roles)
            yield from self.record(
                "Wikidata by every-politician-scrapers",
                row["name"],
                split(row["aliases"]),
                country=country_code(row["country"]),
                roles=roles or ("politician",),
                born=year_of(row["born"]),
                wikidata=row["wikidata"],
                domain="politics",
                signals=((f"politics, rank {rank}", float(row["mentions"] or 0)),),
            )

    def legislators(self) -> Iterator[Record]:
        """Yield the members of the United States Congress."""
        for row in read_list(self.people, "us_legislators"):
            aliases = [f"{row[part]} {row['last']}" for part in ("first", "nickname") if row[part]]
            role = "senator" if row["role"] == "Senator" else "member of parliament"
            facts = {"country": "US", "roles": (role,), "wikidata": row["wikidata"], "domain": "politics"}
            signals = (("congress", 1.0 + (role == "senator")),)
            yield from self.record("unitedstates/congress-legislators", row["name"], aliases, signals=signals, **facts)

    def leaders(self) -> Iterator[Record]:
        """Yield the leaders of petrarch2, whose names have lost their diacritics."""
        for row in read_list(self.names, "persons_phoenix"):
            facts = {"country": country_code(row["country"]), "roles": ("politician",), "domain": "politics"}
            yield from self.record("petrarch2", row["name"], is_spoilt=True, **facts)

    def athletes(self) -> Iterator[Record]:
        """Yield Olympic athletes; names of which the source deleted letters are left out."""
        for row in read_list(self.names, "persons_olympics"):
            if row["doubtful"]:
                self.cleaner.counts["refused: letters deleted by the source"] += 1
                continue
            name = row["name"].partition(",")[0]
            words, country = name.split(), country_code(row["country"])
            aliases = [f"{words[0]} {words[-1]}"] if len(words) > 2 else []
            if country in SPANISH and len(words) > 2:
                aliases.append(f"{words[0]} {words[-2]}")
            yield from self.record(
                "moderndive/olympicAthletes",
                name,
                [alias for alias in aliases if alias.split()[-1].lower() not in _PARTICLES],
                country=country,
                roles=("athlete",),
                born=year_of(row["born"]),
                domain="sport",
                signals=(("Olympics", float(row["weight"] or 0)),),
            )

    def players(self) -> Iterator[Record]:
        """Yield players of basketball, baseball and football, and racing drivers."""
        for row in read_list(self.names, "persons_sports"):
            source = row["source"].partition(" (")[0].partition("|")[0]
            yield from self.record(
                source,
                row["name"],
                split(row["aliases"]),
                country=country_code(row["country"]),
                roles=tuple(split(row["roles"])),
                born=year_of(row["born"]),
                domain="sport",
                signals=((source, 1.0),),
            )

    def footballers(self) -> Iterator[Record]:
        """Yield footballers by country."""
        for row in read_list(self.people, "footballers"):
            facts = {"country": country_code(row["country"]), "roles": ("footballer",), "born": year_of(row["born"])}
            signals = (("openfootball", 1.0),)
            yield from self.record("openfootball/players", row["name"], domain="sport", signals=signals, **facts)

    def actors(self) -> Iterator[Record]:
        """Yield actors of American films; the number of films is the sign of fame, less for those before 1960."""
        for row in read_list(self.names, "persons_screen"):
            scale = "films" if int(row["last"] or 0) >= 1960 else "old films"
            signals = ((scale, float(row["weight"])),)
            yield from self.record(
                "wikipedia-movie-data", row["name"], roles=("actor",), domain="actor", signals=signals
            )

    def open_lists(self) -> Iterator[Record]:
        """Yield all persons of lists whose licences do not bind those who share the data, the best sources first."""
        for reader in (
            self.pantheon, self.politicians, self.legislators, self.players, self.actors, self.footballers, self.athletes,
            self.leaders,
        ):  # fmt: skip
            yield from reader()

    def share_alike_lists(self) -> Iterator[Record]:
        """Yield all persons of lists under share-alike licences."""
        readers: Mapping[str, Callable[[dict[str, str]], dict[str, object]]] = {
            "persons_worldcup": lambda _: {"roles": ("footballer",), "domain": "sport"},
            "persons_baseball_databank": lambda _: {"roles": ("baseball player",), "domain": "sport"},
            "persons_writers": lambda _: {"roles": ("writer",), "domain": "writer"},
            "persons_jmnedict": lambda row: {"native": self.cleaner.native("ja", split(row["native_ja"]))},
            "persons_cedict": lambda row: {"native": self.cleaner.native("zh", split(row["native_zh"]))},
        }
        sources = ("jfjelstul/worldcup", "baseballdatabank", "goodbooks-10k", "JMnedict", "CC-CEDICT")
        for (file, facts), source in zip(readers.items(), sources, strict=True):
            for row in read_list(self.names, file):
                country = country_code(row.get("country") or "")
                more = {"country": country, "born": year_of(row.get("born")), "signals": ((source, 1.0),)}
                yield from self.record(source, row["name"], split(row.get("aliases")), **more, **facts(row))
