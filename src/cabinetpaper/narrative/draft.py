"""Write the sentences of a snippet that nobody has written yet, from the facts alone.

In: the scorecard, its facts, what is judged of a measure. Out: the source of a snippet, front matter and all, in the
same language that officers write: every figure a `{{ }}`, every word that depends on a figure a filter or an if. So a
draft that an officer takes over stays true next quarter, or says by a finding what has no value any more. A draft never
says why anything happened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cabinetpaper.fact import Fact
from cabinetpaper.measure import Direction, Rag
from cabinetpaper.narrative.node import expression
from cabinetpaper.scorecard import Assessment, Scorecard, Status, assess, slug

MOST_COMPARATORS: Final = 3
"""So many comparators a drafted paragraph names; the table has them all."""

Facts = Mapping[str, Fact]


def part_of(assessment: Assessment) -> str:
    """Return where a measure belongs: `on-track` where green, or improving and not red; `focus` where red, amber or
    worsening; `topic` where neither a rating nor a direction says so.
    """
    if assessment.rag is Rag.GREEN:
        return "on-track"
    if assessment.direction is Direction.IMPROVING and assessment.rag is not Rag.RED:
        return "on-track"
    if assessment.rag is not Rag.UNRATED or assessment.direction is Direction.WORSENING:
        return "focus"
    return "topic"


def draft_measure(scorecard: Scorecard, facts: Facts, assessment: Assessment, *, part: str = "") -> str:  # noqa: ARG001 - as all drafts
    """Return the source of a snippet on one measure; `part` is chosen by its rating and direction unless given."""
    measure = assessment.measure
    place = part or part_of(assessment)
    return _source(measure.directorate, place, (measure.id,), "", _paragraphs(facts, assessment, place))


def draft_directorate(scorecard: Scorecard, facts: Facts, directorate: str) -> str:
    """Return the source of a directorate's intro: what its measures' ratings and directions come to."""
    tally = f"tally.{slug(directorate)}"
    total = facts.get(f"{tally}.total")
    if total is None or not total.value:
        name = next((one.name for one in scorecard.directorates if one.id == directorate), directorate)
        return _source(directorate, "intro", (), "", [f"The data hold no measure of {_plain(name)} for this period."])
    return _source(directorate, "intro", (), "", [_counts(tally)])


def draft_snippet(
    scorecard: Scorecard,
    facts: Facts,
    *,
    section: str,
    part: str = "body",
    measures: Sequence[str] = (),
    heading: str = "",
) -> str:
    """Return the source of the snippet for a place of the paper: a directorate's intro, paragraphs on measures, else a
    gap.
    """
    directorate = any(one.id == section for one in scorecard.directorates)
    if directorate and part == "intro" and not measures:
        return draft_directorate(scorecard, facts, section)
    own = [one for one in (scorecard.measure(name) for name in measures) if one is not None]
    chosen = [assess(scorecard, one) for one in own or (scorecard.of_directorate(section) if directorate else ())]
    if directorate and not own and part in {"on-track", "focus", "topic"}:
        chosen = [one for one in chosen if part_of(one) == part]
        if not chosen:
            return _source(section, part, (), heading, ["No measure of this part stands here this quarter."])
    elif not own:
        return _source(
            section,
            part,
            (),
            heading,
            ["{{ gap('" + _plain(heading or "the text of this part").replace("'", "’") + "') }}"],
        )
    text = [paragraph for one in chosen for paragraph in _paragraphs(facts, one, part)]
    return _source(section, part, tuple(one.measure.id for one in chosen), heading, text)


def _source(section: str, part: str, measures: tuple[str, ...], heading: str, paragraphs: Sequence[str]) -> str:
    """Return a whole snippet; JSON's strings are TOML's."""
    lines = ["+++", f"section = {_quoted(section)}", f'part = "{part}"']
    if heading:
        lines.append(f"heading = {_quoted(heading)}")
    if len(measures) == 1:
        lines.append(f"measure = {_quoted(measures[0])}")
    elif measures:
        lines.append(f"measures = [{', '.join(_quoted(one) for one in measures)}]")
    return "\n".join([*lines, "draft = true", "+++", "", "\n\n".join(paragraphs), ""])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """Return a name from the settings as literal words: nothing in it is a tag, emphasis or a link."""
    return "".join(
        f"\\{character}" if character in r"\*_[]<>#`" else character
        for character in text.replace("{", "(").replace("}", ")")
    )


def _counts(tally: str) -> str:
    """Return the sentences that count a group's ratings and directions; true for any counts."""

    def words(name: str) -> str:
        return f"{{{{ {expression(f'{tally}.{name}')}|in_words('none') }}}}"

    def at(name: str) -> str:
        return expression(f"{tally}.{name}")

    def more(name: str, says: str) -> str:
        return f"{{% if {at(name)} > 0 %}}; {words(name)} {says}{{% endif %}}"

    def have(name: str, one: str = "has", many: str = "have") -> str:
        return f"{{{{ {at(name)}|verb('{one}', '{many}') }}}}"

    return (
        f"The data for this part hold {{{{ {at('total')}|counted('measure') }}}}. "
        f"{{% if {at('rated')} > 0 %}}{{{{ {at('green')}|in_words('none')|capital }}}} {{{{ {at('green')}|verb('is', "
        f"'are') }}}} rated green, "
        f"{words('amber')} amber and {words('red')} red{more('blue', have('blue', 'is', 'are') + ' complete')}"
        f"{more('unrated', have('unrated') + ' no rating')}.{{% else %}}None has a rating.{{% endif %}} "
        f"{{% if {at('undirected')} < {at('total')} %}}Compared with the figures before, {words('improving')} "
        f"improved and {words('worsening')} worsened"
        f"{more('unchanged', 'stayed the same')}{more('undirected', have('undirected') + ' no direction of travel')}."
        f"{{% else %}}None has a direction of travel.{{% endif %}}"
    )


def _paragraphs(facts: Facts, assessed: Assessment, part: str) -> list[str]:
    """Return the paragraph on a measure, and in the part on areas of focus the action that only the council can
    name.
    """
    name = expression(f"{assessed.measure.id}.name")
    text = [f"**{{{{ {name} }}}}:** " + " ".join(_sentences(facts, assessed))]
    if part == "focus" and assessed.now is not None and assessed.now.value is not None:
        text.append("Action: {{ gap('what will be done, by whom and by when') }}")
    return text


def _sentences(facts: Facts, assessed: Assessment) -> Iterator[str]:
    now = assessed.now
    measure = expression(assessed.measure.id)

    def at(name: str) -> str:
        return expression(f"{assessed.measure.id}.{name}")

    if now is None:
        yield "No figure is available."
        return
    if now.value is None:
        yield f"No figure is available for {{{{ {at('period')}|when }}}}: {{{{ {at('value')}|uncapital }}}}."
        return
    settled = (
        f"{{% if {measure} is provisional %}} (provisional){{% endif %}}" if now.status is Status.PROVISIONAL else ""
    )
    yield f"The latest figure is {{{{ {measure}|phrase }}}}{settled}, for {{{{ {at('period')}|when }}}}."
    if assessed.direction is Direction.NOT_COMPARABLE:
        yield f"It {{{{ {measure}|moved }}}}."
    elif f"{assessed.measure.id}.change" in facts:
        better = (
            f"{{% if {measure} is improving %}}, which is an improvement{{% elif {measure} is worsening %}}, which is "
            f"a deterioration{{% endif %}}"
        )
        yield f"Compared with {{{{ {at('previous_period')}|when }}}}, it {{{{ {measure}|moved }}}}{better}."
    else:
        yield "There is no earlier figure to compare it with."
    yield _aim(assessed, measure, at("target"))
    if (ahead := facts.get(f"{assessed.measure.id}.year_end")) is not None and not ahead.missing:
        yield f"It is {{{{ {measure}|outlook }}}}."
    yield from _beside(assessed, measure)


def _aim(assessed: Assessment, measure: str, target: str) -> str:
    """Return the sentence on the target."""
    if assessed.target is None:
        return "It has no target."
    if assessed.target.value is None and (assessed.target.comparator or assessed.target.change is not None):
        rated = f"; it is rated {{{{ {measure}|chip }}}}" if assessed.rag is not Rag.UNRATED else ""
        return f"Its target is {{{{ {target}|uncapital }}}}{rated}."
    if assessed.target.value is None:
        return f"Its target is not a figure yet: {{{{ {target}|uncapital }}}}."
    rated = f", and is rated {{{{ {measure}|chip }}}}" if assessed.rag is not Rag.UNRATED else ""
    return f"It is {{{{ {measure}|against_target }}}}{rated}."


def _beside(assessed: Assessment, measure: str) -> Iterator[str]:
    """Yield the sentence on the comparators that have a figure."""
    names = [_string(one.name) for one in assessed.comparators if one.value is not None][:MOST_COMPARATORS]
    if names:
        members = ", ".join(f"{measure}|against({name})" for name in names)
        yield f"It is {{{{ [{members}]|listed }}}}."


def _string(text: str) -> str:
    """Return a name as a Jinja string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
