"""Every setting of a workspace with its default, in one place.

In: nothing; `workspace` fills these from `cabinetpaper.toml` and refuses unknown keys. Out: `Settings`. The description
beside each field is what the docs and `cabinetpaper.toml` comments print: change it here only.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field
from decimal import Decimal
from typing import Any

from cabinetpaper.measure import Directorate
from cabinetpaper.rule import Compared, Family


def setting(about: str, default: Any = MISSING, *, factory: Any = MISSING) -> Any:
    """Return the field of an entry that an officer may leave out, with what the docs and messages say of it."""
    return field(default=default, default_factory=factory, metadata={"about": about})


FORMAT = 1
"""The version of the workspace's format that this release reads and writes."""


@dataclass(frozen=True, slots=True)
class Council:
    """Whose papers these are."""

    name: str = setting("The council's full name, as on the front of a paper.", "")
    short_name: str = setting("The name used in running text and in the page header; the full name if empty.", "")
    language: str = setting("The language of the papers, for screen readers and spelling.", "en-GB")

    @property
    def label(self) -> str:
        """Return the short name, or the full one where there is none."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Rating:
    """House rules for judging figures."""

    family: Family = setting(
        "The rule that rates measures which have none of their own: relative, absolute, floor, trend, two-state, range "
        "or comparator.",
        Family.RELATIVE,
    )
    tolerance: Decimal = setting("Amber reaches this far past the target, as a percentage of the target.", Decimal(10))
    compared: Compared = setting(
        "What the direction of travel compares with: “previous period”, “same period last year”, or “both”. A figure "
        "for the year to date is only ever compared with the same period last year.",
        Compared.PREVIOUS,
    )
    unchanged_within: Decimal = setting(
        "A change no larger than this percentage of the earlier value counts as no change.", Decimal(0)
    )
    small_denominator: int = setting("A percentage of fewer cases than this is flagged.", 20)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What may be shown of small numbers of people; nothing is hidden until a threshold is set."""

    hide_up_to: int = setting(
        "Counts from 1 to this, and percentages of so few, are hidden in sensitive measures; 0 hides none.", 0
    )
    round_to: int = setting("Other counts of sensitive measures are rounded to the nearest so many; 0 leaves them.", 0)
    zero_is_safe: bool = setting("Whether a zero may be shown.", True)
    secondary: bool = setting(
        "Whether further figures are hidden where a hidden one could be worked out from them.", True
    )
    hide_also: tuple[str, ...] = setting(
        "Further figures to hide, each the id of a measure and a period: “west Q1 2024/25”; those that a finding "
        "(HIDDEN-WORKED-OUT) names.",
        (),
    )
    symbol: str = setting("What stands in the place of a hidden figure.", "[c]")

    @property
    def active(self) -> bool:
        """Return whether anything is hidden or rounded at all."""
        return bool(self.hide_up_to or self.round_to)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The council's own words, which templates use in titles and labels between braces: {Ward}s affected."""

    executive: str = setting("The body that decides for the executive: Cabinet, Executive, Board.", "Cabinet")
    ward: str = setting("What one councillor or a few stand for: ward or division.", "ward")
    wards: str = setting("The same for several.", "wards")
    councillor: str = setting("One who is elected: councillor or member.", "councillor")
    councillors: str = setting("The same for several.", "councillors")
    directorate: str = setting("A part of the council’s officers: directorate, department, service.", "directorate")
    directorates: str = setting("The same for several.", "directorates")


@dataclass(frozen=True, slots=True)
class Look:
    """A council's own look; the rest is inherited from the template."""

    font: str = setting(
        "The typeface that the DOCX names; the PDF and charts use Liberation Sans, of the same widths.", "Arial"
    )
    accent: str = setting("Colour of headings and rules, as #RRGGBB; at least 4.5 to 1 against white.", "#12436D")
    logo: str = setting(
        "A PNG or SVG in the workspace for the front of the paper; its alternative text is logo_alt.", ""
    )
    logo_alt: str = setting("What the logo shows, in words.", "")
    green: str = setting("Ground of a green rating.", "#00703C")
    amber: str = setting("Ground of an amber rating.", "#FFC000")
    red: str = setting("Ground of a red rating.", "#D4351C")
    blue: str = setting("Ground of a blue rating: an action that is complete.", "#1D70B8")
    unrated: str = setting("Ground of a measure without a rating.", "#505A5F")


@dataclass(frozen=True, slots=True)
class Charts:
    """How charts are drawn."""

    trend_points: int = setting("At most so many periods in a trend chart, the latest ones.", 13)
    trend_minimum: int = setting(
        "A trend chart needs at least so many values; below it the comparators are charted.", 3
    )


@dataclass(frozen=True, slots=True)
class Builds:
    """What is kept of earlier builds in .cabinetpaper/record/."""

    keep: int = setting(
        "How many builds of each paper the record keeps at least, the last ones, beside those that a DOCX anywhere in "
        "the workspace was made by; older ones are removed. 0 keeps all.",
        0,
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole of `cabinetpaper.toml`."""

    format: int = setting("The version of the workspace's format; this release reads version 1.", FORMAT)
    council: Council = Council()
    directorates: tuple[Directorate, ...] = setting(
        "Each directorate's id and name, in the order of the papers: [[directorates]] with id and name.", ()
    )
    vocabulary: Vocabulary = Vocabulary()
    rating: Rating = Rating()
    disclosure: Disclosure = Disclosure()
    look: Look = Look()
    charts: Charts = Charts()
    builds: Builds = Builds()
