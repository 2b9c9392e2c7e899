"""Render a snippet: facts put in, branches taken, loops run, Markdown parsed, every problem gathered.

In: a `Snippet`, the facts, the scorecard. Out: `Rendered`: blocks, findings and the keys that were printed. Nothing is
raised for a bad snippet; one with an error has no blocks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from cabinetpaper.fact import Fact
from cabinetpaper.finding import Finding, Place
from cabinetpaper.narrative.blocks import FoundBlock, blocks_of
from cabinetpaper.narrative.filters import PRESS, Press, functions
from cabinetpaper.narrative.language import Bounds, count_loops, environment, lint
from cabinetpaper.narrative.node import Catalogue, Node, Phrase, Problem, expression
from cabinetpaper.narrative.snippet import Snippet, normalised
from cabinetpaper.narrative.sourcemap import MOST, Chunk, chunks, marked, paragraph_of, read
from cabinetpaper.nearest import did_you_mean
from cabinetpaper.paper import Block, Figure, block_id, figures, map_inlines, moved, named_notes, walk_block
from cabinetpaper.scorecard import Scorecard

if TYPE_CHECKING:
    from jinja2.nodes import Template

BOUNDS: Final = Bounds()


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a snippet says in this paper: its blocks, what was wrong, and the keys of the facts it printed, each
    once.
    """

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    printed: tuple[str, ...] = ()


def render(
    snippet: Snippet,
    facts: Mapping[str, Fact],
    scorecard: Scorecard,
    *,
    names: Mapping[str, object] | None = None,
    levels: tuple[int, int] = (3, 4),
) -> Rendered:
    """Return the blocks of a snippet, or its findings and no blocks.

    `names` adds words (str), facts and lists of them under further names; `levels` are the heading levels of ## and
    ###.
    """
    catalogue = Catalogue(facts, scorecard)
    problems = _measures(snippet, catalogue)
    try:
        stretches = chunks(snippet.body, environment())
        output, press = _output(snippet, catalogue, stretches, dict(names or {}), problems)
    except _Stop:
        return Rendered((), _findings(snippet, problems))
    except Exception as error:
        problems.append(_caught(error))
        return Rendered((), _findings(snippet, problems))
    rendering = read(output, stretches)
    found, misplaced = blocks_of(
        rendering, stretches, press.inlines, body=snippet.body, file=snippet.file, offset=snippet.offset, levels=levels
    )
    problems += [(snippet.body.count("\n", 0, offset) + 1, problem) for offset, problem in misplaced]
    if problems:
        return Rendered((), _findings(snippet, problems))
    blocks = tuple(_named(snippet, found))
    keys = (figure.key for block in blocks for _, figure in figures(walk_block(block)))
    return Rendered(blocks, (), tuple(dict.fromkeys(filter(None, keys))))


def render_entry(
    text: str,
    file: str,
    facts: Mapping[str, Fact],
    scorecard: Scorecard,
    *,
    written: str = "",
    places: Sequence[tuple[int, int]] = (),
) -> Rendered:
    """Return words of an entry of a TOML file in the language of snippets.

    `places` says for each character of the words from where to where it is written in the file, whose text is
    `written`: what spans and lines are counted in. Without them there are neither.
    """
    snippet = Snippet(file, "", body=normalised(text), source=normalised(text))
    rendered = render(snippet, facts, scorecard)
    if len(places) != len(snippet.body):
        places = ()
    starts = [0, *(found.end() for found in re.finditer("\n", snippet.body))]

    def place(finding: Finding) -> Place:
        at = starts[(finding.place.line or 1) - 1]
        return Place(file, written.count("\n", 0, places[at][0]) + 1 if at < len(places) else None)

    blocks = (
        map_inlines(block, lambda inlines: tuple(moved(inlines, file, written, places))) for block in rendered.blocks
    )
    findings = (replace(finding, place=place(finding)) for finding in rendered.findings)
    return Rendered(tuple(blocks), tuple(findings), rendered.printed)


class _Stop(Exception):  # noqa: N818 - the problems are gathered already
    """There is nothing to render."""


def _output(
    snippet: Snippet,
    catalogue: Catalogue,
    stretches: tuple[Chunk, ...],
    extra: dict[str, object],
    problems: list[tuple[int, Problem]],
) -> tuple[str, Press]:
    """Return the marked output of the template and what it printed; add to the problems and stop where it is not
    allowed to run.
    """
    own: dict[str, Any] = {name: _value(catalogue, value) for name, value in extra.items()}
    own.setdefault("measures", _subjects(snippet, catalogue))
    if len(stretches) > MOST:
        raise Problem("SNIPPET-ENDLESS", "The snippet has too many parts", "Split it into several snippets")
    shared = environment()
    if "{" not in snippet.body:
        if problems:
            raise _Stop
        return marked(snippet.body, stretches), Press(catalogue, 0)
    tree = shared.parse(marked(snippet.body, stretches))
    problems += lint(tree, catalogue, frozenset(own))
    if problems:
        raise _Stop
    count_loops(tree)
    press = Press(catalogue, BOUNDS.printed, BOUNDS.steps)
    template = shared.from_string(tree)
    context = template.new_context({**_roots(tree, catalogue), **functions(catalogue), **own, PRESS: press})
    output: list[str] = []
    length = 0
    for piece in template.root_render_func(context):
        output.append(piece)
        length += len(piece)
        if length > BOUNDS.characters:
            raise Problem(
                "SNIPPET-ENDLESS",
                f"The snippet prints more than {BOUNDS.characters:,} characters",
                "Look for a loop inside a loop",
            )
    return "".join(output), press


def _roots(tree: Template, catalogue: Catalogue) -> dict[str, Node]:
    """Return the names that stand alone in a template and that the data have, read before the template is compiled."""
    from jinja2 import nodes

    return {
        name: Node(catalogue, name)
        for name in sorted({one.name for one in tree.find_all(nodes.Name)})
        if catalogue.knows(name)
    }


def _value(catalogue: Catalogue, value: object) -> Any:
    """Return a name's value as templates hold it: facts as nodes, words as phrases that may hold digits."""
    if isinstance(value, Fact):
        return Node(catalogue, value.key) if value.key in catalogue.facts else Phrase.of(Figure(value.text, value.key))
    if isinstance(value, str):
        return Phrase.of(value)
    if isinstance(value, list | tuple):
        return [_value(catalogue, one) for one in value]
    return value


def _subjects(snippet: Snippet, catalogue: Catalogue) -> list[Node]:
    """Return the measures that the snippet speaks for; without any, those of its directorate; without one, all."""
    scorecard = catalogue.scorecard
    ids = (
        snippet.measures
        or tuple(one.id for one in scorecard.of_directorate(snippet.section))
        or tuple(one.id for one in scorecard.measures)
    )
    return [Node(catalogue, one) for one in ids]


def _measures(snippet: Snippet, catalogue: Catalogue) -> list[tuple[int, Problem]]:
    """Return a problem for each measure of the front matter that the data do not have."""
    found = []
    for one in snippet.measures:
        if catalogue.scorecard.measure(one) is None:
            hint = did_you_mean(one, (measure.id for measure in catalogue.scorecard.measures)).strip()
            front = snippet.source[: snippet.offset]
            line = next((number for number, text in enumerate(front.split("\n"), 1) if f'"{one}"' in text), 1)
            problem = Problem(
                "SNIPPET-UNKNOWN",
                f"The front matter names a measure “{one}” that the data do not have",
                hint or "The verb facts lists every measure",
            )
            found.append((line - snippet.line(0), problem))
    return found


def _caught(error: Exception) -> tuple[int, Problem]:
    """Return what went wrong while reading or running a template, with its line in the body."""
    from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError

    if isinstance(error, TemplateSyntaxError):
        return error.lineno, Problem(
            "SNIPPET-SYNTAX",
            f"The snippet cannot be read: {_british(error.message or '')}",
            "Check the braces, tags and quotes",
        )
    line = _line(error)
    if isinstance(error, Problem):
        return line, error
    if isinstance(error, UndefinedError):
        return line, Problem(
            "SNIPPET-UNKNOWN", _british(error.message or "A name is not known"), "The verb facts lists every name"
        )
    if isinstance(error, RecursionError | SyntaxError | MemoryError):
        return line, Problem("SNIPPET-DEEP", "Tags or brackets are nested too deeply", "Split the paragraph")
    what = str(error) if isinstance(error, TemplateError | TypeError | ValueError) else type(error).__name__
    return line, Problem(
        "SNIPPET-USE",
        f"An expression cannot be worked out: {what}",
        "Use filters, tests and functions as docs/snippets.md shows them",
    )


def _british(message: str) -> str:
    """Return Jinja's message without the marks that we put into the template."""
    return re.sub("[\ue000\U000f0000-\U0010ffff]", "", message).rstrip(".")


def _line(error: BaseException) -> int:
    """Return the line of the template that an error came from; 1 where that is not known."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line


def _findings(snippet: Snippet, problems: list[tuple[int, Problem]]) -> tuple[Finding, ...]:
    """Return the findings in the order of the lines, each quoting its line."""
    lines = snippet.source.split("\n")
    found: dict[Finding, None] = {}
    for body_line, problem in sorted(problems, key=lambda one: one[0]):
        line = min(max(1, snippet.line(body_line)), len(lines))
        quoted = lines[line - 1].strip()
        quoted = quoted if len(quoted) <= 80 else quoted[:79] + "…"
        message = f"{problem.message} in “{quoted}”" if quoted else problem.message
        finding = Finding.error(problem.code, message, problem.remedy, Place(snippet.file, line))
        found[finding] = None
    return tuple(found)


def _named(snippet: Snippet, found: tuple[FoundBlock, ...]) -> Iterator[Block]:
    """Yield the blocks with ids made of the snippet and the source paragraph, so that no figure and no branch moves
    them.
    """
    stem, ordinals = snippet.stem, paragraph_of(snippet.body)
    seen: Counter[int] = Counter()
    for one in found:
        ordinal = ordinals[snippet.body.count("\n", 0, one.start)]
        seen[ordinal] += 1
        last = f"p{ordinal}" if seen[ordinal] == 1 else f"p{ordinal}x{seen[ordinal]}"
        yield map_inlines(
            replace(one.block, id=block_id(*stem, last)), lambda inlines: named_notes(inlines, *stem, "note")
        )


def names(facts: Mapping[str, Fact]) -> tuple[tuple[str, str, str], ...]:
    """Return (name, what it prints now, about) of every fact that a snippet may use, in the order of the data."""
    return tuple((expression(key), fact.text, _about(fact)) for key, fact in facts.items())


def _about(fact: Fact) -> str:
    """Return where a fact comes from, in words: its period, its sum or its cells."""
    period = fact.period.label if fact.period is not None and fact.period.label != fact.text else ""
    origin = fact.sum or ", ".join(dict.fromkeys(str(place) for place in fact.sources if str(place)))
    state = "no value" if fact.missing else ""
    return "; ".join(filter(None, (state, period, origin)))
