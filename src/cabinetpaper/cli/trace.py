"""`trace`: where a figure comes from, and every place in the paper that prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

import click

from cabinetpaper.cli.options import PAPER_NAME, Run, shared
from cabinetpaper.finding import CabinetPaperError, Place
from cabinetpaper.nearest import did_you_mean

if TYPE_CHECKING:
    from cabinetpaper.cli.origin import Origin, Printed
    from cabinetpaper.fact import Fact

CODES: Final[dict[str, str]] = {
    "TRACE-NOTHING": "No fact of the paper has this name or prints this figure. Write the figure as the paper prints "
    "it, in quotation marks, or a name from `cabinetpaper facts`."
}

_MOST: Final = 12


@click.command(short_help="say where a figure comes from and where it is printed")
@click.argument("figure")
@click.option("--paper", type=PAPER_NAME, help="The paper to look in. Otherwise the last one by name.")
@shared
def trace(run: Run, figure: str, paper: str | None) -> None:
    """Show where FIGURE comes from and every place that prints it.

    FIGURE is a figure as the paper prints it ("96.1", "27%"), a measure (cic_rate) or a name from `cabinetpaper facts`
    (cic_rate.value).
    """
    from cabinetpaper.cli.origin import trace_facts

    chosen = run.paper(paper)
    loaded = run.workspace.load(chosen)
    edition = run.workspace.composed(loaded)
    traced = trace_facts(edition, loaded.scorecard, figure)
    if not traced.origins and not traced.typed:
        names = tuple(edition.facts)
        measures = (name.split(".")[0] for name in names)
        guess = did_you_mean(figure, names, 3) or did_you_mean(figure.split(".")[0], measures, 3)
        remedy = f"{guess}Write the figure as the paper prints it, or a name from: cabinetpaper facts"
        message = f"Nothing in the paper is called or prints “{figure}”"
        raise CabinetPaperError.of("TRACE-NOTHING", message, remedy)
    answers = ["\n".join(_lines(origin, traced.drafted)) for origin in traced.origins]
    if traced.typed:
        typed = (f"  {_where(one, traced.drafted)}" for one in traced.typed)
        answers.append("\n".join([f"“{figure}” is also typed by hand, not printed from the data:", *typed]))
    if traced.more:
        more = ", ".join(traced.more[:_MOST])
        rest = f" and {len(traced.more) - _MOST} more" if len(traced.more) > _MOST else ""
        answers.append(f"Not printed in this paper, but part of the same answer: {more}{rest}")
    run.report.give(
        "\n\n".join(answers),
        asked=figure,
        paper=chosen,
        facts=[_form(origin) for origin in traced.origins],
        not_printed=list(traced.more),
        typed=[_printed(one) for one in traced.typed],
        findings=[],
    )


def _lines(origin: Origin, drafted: tuple[str, ...]) -> Iterator[str]:  # noqa: C901  # one line after another, as they are read
    fact = origin.fact
    yield f"{fact.text}  ({fact.key})"
    if origin.measure:
        yield f"  {'Figure:  ' if fact.key.startswith('figure.') else 'Measure: '}   {origin.measure}"
    if fact.period is not None:
        yield f"  Period:     {fact.period.label}"
    for place in dict.fromkeys(fact.sources):
        yield f"  From:       {_cell(place)}"
        if place.detail:
            yield f"              as stated in {place.detail}"
    for mark in origin.corrections:
        yield f"  Corrected:  {mark.old} to {mark.new} in {_cell(mark.place)}"
        yield f"              {mark.reason} ({', '.join(part for part in (mark.who, mark.when) if part)})"
    if fact.sum:
        yield f"  Sum:        {fact.sum}"
    for part in origin.parts[:_MOST]:
        yield f"    of        {part.text}  ({part.key})"
    if len(origin.parts) > _MOST:
        yield f"    and       {len(origin.parts) - _MOST} more"
    if not origin.printed:
        yield "  Printed in: nowhere in this paper"
    for position, one in enumerate(origin.printed):
        yield f"  {'            ' if position else 'Printed in: '}{_where(one, drafted)}"


def _cell(place: Place) -> str:
    return str(replace(place, detail="")) or "the workspace"


def _where(one: Printed, drafted: tuple[str, ...]) -> str:
    source = f" – {one.snippet}" if one.snippet.file else ""
    draft = " (a draft, not written yet)" if one.snippet.file in drafted else ""
    return f"{one.where}, as “{one.text}”{source}{draft}"


def _place(place: Place) -> dict[str, Any]:
    """Return a place as JSON has it, without what is not known of it."""
    form = {**asdict(place), "source": place.detail}
    return {name: value for name, value in form.items() if name != "detail" and value not in ("", None)}


def _fact(fact: Fact) -> dict[str, Any]:
    return {"name": fact.key, "prints": fact.text}


def _form(origin: Origin) -> dict[str, Any]:
    fact = origin.fact
    return {
        **_fact(fact),
        "measure": origin.measure,
        "period": fact.period.label if fact.period else None,
        "sources": [_place(place) for place in dict.fromkeys(fact.sources)],
        "corrections": [
            {
                **{name: getattr(one, name) for name in ("old", "new", "reason", "who")},
                "date": one.when,
                "place": _place(one.place),
            }
            for one in origin.corrections
        ],
        "sum": fact.sum,
        "parts": [_fact(part) for part in origin.parts],
        "printed": [_printed(one) for one in origin.printed],
    }


def _printed(one: Printed) -> dict[str, Any]:
    return {"where": one.where, "text": one.text, "snippet": _place(one.snippet)}
