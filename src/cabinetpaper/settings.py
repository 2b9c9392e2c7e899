"""Every setting of a workspace with its default, in one place.

In: nothing; `workspace` fills these from `cabinetpaper.toml` and refuses unknown keys. Out: `Settings`. The description
beside each field is what the docs and `cabinetpaper.toml` comments print: change it here only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from cabinetpaper.measure import Directorate
from cabinetpaper.rule import Compared, Family

FORMAT = 1
"""The version of the workspace's format that this release reads and writes."""


@dataclass(frozen=True, slots=True)
class Council:
    """Whose papers these are."""

    name: str = field(default="", metadata={"about": "The council's full name, as on the front of a paper."})
    short_name: str = field(
        default="", metadata={"about": "The name used in running text and in the page header; the full name if empty."}
    )
    language: str = field(
        default="en-GB", metadata={"about": "The language of the papers, for screen readers and spelling."}
    )

    @property
    def label(self) -> str:
        """Return the short name, or the full one where there is none."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Rating:
    """House rules for judging figures."""

    family: Family = field(
        default=Family.RELATIVE,
        metadata={
            "about": "The rule that rates measures which have none of their own: relative, absolute, floor, trend, "
            "two-state, range or comparator."
        },
    )
    tolerance: Decimal = field(
        default=Decimal(10),
        metadata={"about": "Amber reaches this far past the target, as a percentage of the target."},
    )
    compared: Compared = field(
        default=Compared.PREVIOUS,
        metadata={
            "about": "What the direction of travel compares with: “previous period”, “same period last year”, or "
            "“both”. A figure for the year to date "
            "is only ever compared with the same period last year."
        },
    )
    unchanged_within: Decimal = field(
        default=Decimal(0),
        metadata={"about": "A change no larger than this percentage of the earlier value counts as no change."},
    )
    small_denominator: int = field(default=20, metadata={"about": "A percentage of fewer cases than this is flagged."})


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What may be shown of small numbers of people; nothing is hidden until a threshold is set."""

    hide_up_to: int = field(
        default=0,
        metadata={
            "about": "Counts from 1 to this, and percentages of so few, are hidden in sensitive measures; 0 hides none."
        },
    )
    round_to: int = field(
        default=0,
        metadata={"about": "Other counts of sensitive measures are rounded to the nearest so many; 0 leaves them."},
    )
    zero_is_safe: bool = field(default=True, metadata={"about": "Whether a zero may be shown."})
    secondary: bool = field(
        default=True,
        metadata={"about": "Whether further figures are hidden where a hidden one could be worked out from them."},
    )
    symbol: str = field(default="[c]", metadata={"about": "What stands in the place of a hidden figure."})

    @property
    def active(self) -> bool:
        """Return whether anything is hidden or rounded at all."""
        return bool(self.hide_up_to or self.round_to)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The council's own words, which templates use in titles and labels between braces: {Ward}s affected."""

    executive: str = field(
        default="Cabinet", metadata={"about": "The body that decides for the executive: Cabinet, Executive, Board."}
    )
    ward: str = field(default="ward", metadata={"about": "What one councillor or a few stand for: ward or division."})
    wards: str = field(default="wards", metadata={"about": "The same for several."})
    councillor: str = field(default="councillor", metadata={"about": "One who is elected: councillor or member."})
    councillors: str = field(default="councillors", metadata={"about": "The same for several."})
    directorate: str = field(
        default="directorate", metadata={"about": "A part of the council’s officers: directorate, department, service."}
    )
    directorates: str = field(default="directorates", metadata={"about": "The same for several."})


@dataclass(frozen=True, slots=True)
class Look:
    """A council's own look; the rest is inherited from the template."""

    font: str = field(
        default="Arial",
        metadata={
            "about": "The typeface that the DOCX names; the PDF and charts use Liberation Sans, of the same widths."
        },
    )
    accent: str = field(
        default="#12436D",
        metadata={"about": "Colour of headings and rules, as #RRGGBB; at least 4.5 to 1 against white."},
    )
    logo: str = field(
        default="",
        metadata={
            "about": "A PNG or SVG in the workspace for the front of the paper; its alternative text is logo_alt."
        },
    )
    logo_alt: str = field(default="", metadata={"about": "What the logo shows, in words."})
    green: str = field(default="#00703C", metadata={"about": "Ground of a green rating."})
    amber: str = field(default="#FFC000", metadata={"about": "Ground of an amber rating."})
    red: str = field(default="#D4351C", metadata={"about": "Ground of a red rating."})
    blue: str = field(default="#1D70B8", metadata={"about": "Ground of a blue rating: an action that is complete."})
    unrated: str = field(default="#505A5F", metadata={"about": "Ground of a measure without a rating."})


@dataclass(frozen=True, slots=True)
class Charts:
    """How charts are drawn."""

    trend_points: int = field(
        default=13, metadata={"about": "At most so many periods in a trend chart, the latest ones."}
    )
    trend_minimum: int = field(
        default=3,
        metadata={"about": "A trend chart needs at least so many values; below it the comparators are charted."},
    )


@dataclass(frozen=True, slots=True)
class Builds:
    """What is kept of earlier builds in .cabinetpaper/record/."""

    keep: int = field(
        default=0,
        metadata={
            "about": "How many builds of each paper the record keeps at least, the last ones, beside those that a DOCX "
            "anywhere in the workspace was made by; older ones are removed. 0 keeps all."
        },
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole of `cabinetpaper.toml`."""

    format: int = field(
        default=FORMAT, metadata={"about": "The version of the workspace's format; this release reads version 1."}
    )
    council: Council = Council()
    directorates: tuple[Directorate, ...] = field(
        default=(),
        metadata={
            "about": "Each directorate's id and name, in the order of the papers: [[directorates]] with id and name."
        },
    )
    vocabulary: Vocabulary = Vocabulary()
    rating: Rating = Rating()
    disclosure: Disclosure = Disclosure()
    look: Look = Look()
    charts: Charts = Charts()
    builds: Builds = Builds()
