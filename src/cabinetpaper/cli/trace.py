"""`trace`: where a figure comes from, and every place in the paper that prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cabinetpaper.cli.options import PAPER_NAME, choose_paper, open_here, reporting, shared
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.nearest import did_you_mean

if TYPE_CHECKING:
    from cabinetpaper.cli.origin import Origin, Printed, Traced
    from cabinetpaper.fact import Fact

CODES: Final[dict[str, str]] = {
    "TRACE-NOTHING": "No fact of the paper has this name or prints this figure. Write the figure as the paper prints "
    "it, in quotation marks, or a "
    "name from `cabinetpaper facts`."
}

_MOST: Final = 12


@click.command(short_help="say where a figure comes from and where it is printed")
@click.argument("figure")
@click.option("--paper", type=PAPER_NAME, help="The paper to look in. Otherwise the last one by name.")
@shared
@click.pass_context
def trace(ctx: click.Context, figure: str, paper: str | None, quiet: bool, form: str, workspace: Path | None) -> None:
    """Show where FIGURE comes from and every place that prints it.

    FIGURE is a figure as the paper prints it ("96.1", "27%"), a measure (cic_rate) or a name from `cabinetpaper facts`
    (cic_rate.value).
    """
    report = reporting(ctx, quiet, form)
    here = open_here(workspace)
    chosen = choose_paper(here, paper, report)
    from cabinetpaper.cli.origin import trace_facts

    loaded = here.load(chosen)
    edition = here.composed(loaded)
    traced = trace_facts(edition, loaded.scorecard, figure)
    if not traced.origins and not traced.typed:
        raise CabinetPaperError(_nothing(figure, tuple(edition.facts)))
    report.give("\n\n".join(_text(traced, figure)), asked=figure, paper=chosen, **_data(traced))


def _nothing(figure: str, names: tuple[str, ...]) -> Finding:
    measures = (name.split(".")[0] for name in names)
    guess = did_you_mean(figure, names, 3) or did_you_mean(figure.split(".")[0], measures, 3)
    remedy = f"{guess}Write the figure as the paper prints it, or a name from: cabinetpaper facts"
    return Finding.error("TRACE-NOTHING", f"Nothing in the paper is called or prints “{figure}”", remedy)


def _text(traced: Traced, figure: str) -> Iterator[str]:
    for origin in traced.origins:
        yield "\n".join(_lines(origin, traced.drafted))
    if traced.typed:
        yield "\n".join(
            [
                f"“{figure}” is also typed by hand, not printed from the data:",
                *(f"  {_printed(one, traced.drafted)}" for one in traced.typed),
            ]
        )
    if traced.more:
        shown = ", ".join(traced.more[:_MOST]) + (
            f" and {len(traced.more) - _MOST} more" if len(traced.more) > _MOST else ""
        )
        yield f"Not printed in this paper, but part of the same answer: {shown}"


def _lines(origin: Origin, drafted: tuple[str, ...]) -> Iterator[str]:
    fact = origin.fact
    yield f"{fact.text}  ({fact.key})"
    if origin.measure:
        yield (
            f"  Measure:    {origin.measure}"
            if not fact.key.startswith("figure.")
            else f"  Figure:     {origin.measure}"
        )
    if fact.period is not None:
        yield f"  Period:     {fact.period.label}"
    yield from _cells(origin)
    if fact.sum:
        yield f"  Sum:        {fact.sum}"
    for part in origin.parts[:_MOST]:
        yield f"    of        {part.text}  ({part.key})"
    if len(origin.parts) > _MOST:
        yield f"    and       {len(origin.parts) - _MOST} more"
    if not origin.printed:
        yield "  Printed in: nowhere in this paper"
    for position, one in enumerate(origin.printed):
        yield f"  {'Printed in: ' if not position else '            '}{_printed(one, drafted)}"


def _cells(origin: Origin) -> Iterator[str]:
    """Yield the cells that a fact was read from, and what was put right in them."""
    for place in dict.fromkeys(origin.fact.sources):
        yield f"  From:       {_cell(place)}"
        if place.detail:
            yield f"              as stated in {place.detail}"
    for mark in origin.corrections:
        yield f"  Corrected:  {mark.old} to {mark.new} in {_cell(mark.place)}"
        yield f"              {mark.reason} ({', '.join(part for part in (mark.who, mark.when) if part)})"


def _cell(place: Place) -> str:
    return str(replace(place, detail="")) or "the workspace"


def _printed(one: Printed, drafted: tuple[str, ...]) -> str:
    source = f" – {one.snippet}" if one.snippet.file else ""
    return f"{one.where}, as “{one.text}”{source}" + (
        " (a draft, not written yet)" if one.snippet.file in drafted else ""
    )


def _place(place: Place) -> dict[str, Any]:
    whole = {
        "file": place.file,
        "line": place.line,
        "sheet": place.sheet,
        "cell": place.cell,
        "row": place.row,
        "source": place.detail,
    }
    return {name: value for name, value in whole.items() if value not in ("", None)}


def _fact(fact: Fact) -> dict[str, Any]:
    return {"name": fact.key, "prints": fact.text}


def _data(traced: Traced) -> dict[str, Any]:
    return {
        "facts": [
            {
                **_fact(origin.fact),
                "measure": origin.measure,
                "period": origin.fact.period.label if origin.fact.period else None,
                "sources": [_place(place) for place in dict.fromkeys(origin.fact.sources)],
                "corrections": [
                    {
                        "old": one.old,
                        "new": one.new,
                        "reason": one.reason,
                        "who": one.who,
                        "date": one.when,
                        "place": _place(one.place),
                    }
                    for one in origin.corrections
                ],
                "sum": origin.fact.sum,
                "parts": [_fact(part) for part in origin.parts],
                "printed": [_printed_data(one) for one in origin.printed],
            }
            for origin in traced.origins
        ],
        "not_printed": list(traced.more),
        "typed": [_printed_data(one) for one in traced.typed],
        "findings": [],
    }


def _printed_data(one: Printed) -> dict[str, Any]:
    return {"where": one.where, "text": one.text, "snippet": _place(one.snippet)}
