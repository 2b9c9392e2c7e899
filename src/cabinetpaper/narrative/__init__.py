"""Snippets become blocks whose every word and figure knows its source; what is missing is drafted from the facts.

In: a snippet's text, the facts by key, the scorecard. Out: blocks of the paper model, findings, drafts. Signatures:

    parse_snippet(file, source) -> Snippet                    raises CabinetPaperError with every problem of the front
    matter render(snippet, facts, scorecard, *, names=None, levels=(3, 4)) -> Rendered(blocks, findings, printed) names:
    further names for the template: str (words), Fact, or lists of them levels: the heading levels of ## and ###
    names(facts) -> tuple[(name, prints now, about), …]       for the verb `facts` draft_measure(scorecard, facts,
    assessment, *, part="") -> str the source of a snippet on one measure; part is "focus" or "on-track" by its rating
    and direction unless given draft_directorate(scorecard, facts, directorate: str) -> str the source of a
    directorate's intro: the sentence that counts its ratings and directions draft_snippet(scorecard, facts, *, section:
    str, part: str = "body", measures: Sequence[str] = (), heading: str = "") -> str the source of any snippet: intro of
    a directorate, paragraphs on measures, else a gap part_of(assessment) -> str
    "on-track" or "focus": where a measure's paragraph belongs

Each draft is a whole .md file (front matter with draft = true, then the text) to be given to `parse_snippet` and
`render`. Spans count characters of `Snippet.source`. `source[start:end]` is just the words of a `Text`; of one
character it may be the escape of it, or a line end with its indent. Where a span is `printed` it is the whole `{{ … }}`
that gave a figure, a rating or words (`fell by`). `CODES` gathers the finding codes of this package; `FILTERS`, `TESTS`
and `FUNCTIONS` its words.
"""

from __future__ import annotations

from typing import Final

from cabinetpaper.narrative import blocks, filters, footnotes, language, snippet
from cabinetpaper.narrative.draft import draft_directorate, draft_measure, draft_snippet, part_of
from cabinetpaper.narrative.filters import FILTERS, FUNCTIONS, TESTS, Word
from cabinetpaper.narrative.render import Rendered, names, render, render_entry
from cabinetpaper.narrative.snippet import KEYS, PARTS, Snippet, parse_snippet

__all__ = [
    "CODES",
    "FILTERS",
    "FUNCTIONS",
    "KEYS",
    "PARTS",
    "TESTS",
    "Rendered",
    "Snippet",
    "Word",
    "draft_directorate",
    "draft_measure",
    "draft_snippet",
    "names",
    "parse_snippet",
    "part_of",
    "render",
    "render_entry",
]

CODES: Final[dict[str, str]] = {**snippet.CODES, **language.CODES, **filters.CODES, **blocks.CODES, **footnotes.CODES}
