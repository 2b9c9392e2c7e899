"""Notes of a snippet: `[^base]` where the mark stands, `[^base]: words` at the start of a line where the note is
written.

In: the parser of Markdown, then the blocks with their marks and the notes as they were met. Out: the parser with a rule
for each of the two; the blocks with each note in the place of its mark, and what is wrong. The rules are our own since
all that goes wrong is to be told: the usual ones take an unknown mark for words, drop a note that nothing marks, and
let one of two notes of a name win.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cabinetpaper.narrative.node import Problem
from cabinetpaper.narrative.sourcemap import TOKENS
from cabinetpaper.paper import Footnote, Inline, NoteInline, notes_in

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

CODES: Final[dict[str, str]] = {
    "SNIPPET-FOOTNOTE": "A footnote needs one mark, [^name], and one line that begins with [^name]: and has its words, "
    "in the same snippet; a note holds no other note, no list and no second paragraph. The message says which of these "
    "it is."
}

_NAME: Final = rf"\[\^([^\s\[\]^{TOKENS.pattern[1:-1]}]{{1,40}})\]"
_MARK: Final = re.compile(_NAME)
_WRITTEN: Final = re.compile(_NAME + r":[ \t]*")
_INDENT: Final = 4
"""So far from the margin stands what would be a note's second paragraph."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as it was met: the name of its note, and its offset in the body."""

    name: str
    start: int


@dataclass(frozen=True, slots=True)
class Noted:
    """A note as it was written: its name, its words, the offset of its line in the body, and whether a second paragraph
    follows.
    """

    name: str
    inlines: tuple[Inline, ...]
    start: int
    goes_on: bool = False


def add_rules(parser: MarkdownIt) -> None:
    """Give a parser the two rules: tokens `note_mark`, and `note_open`, `inline`, `note_close`."""
    parser.inline.ruler.before("link", "note_mark", _mark)
    parser.block.ruler.before("paragraph", "note", _note, {"alt": ["paragraph", "reference"]})
    parser.enable(["note_mark", "note"])


def _mark(state: Any, silent: bool) -> bool:
    found = _MARK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("note_mark", "", 0)
        token.content, token.markup = found[1], found[0]
    state.pos = found.end()
    return True


def _note(state: Any, start: int, end: int, silent: bool) -> bool:
    at, edge = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    found = _WRITTEN.match(state.src, at, edge) if state.sCount[start] - state.blkIndent < _INDENT else None
    if found is None or silent:
        return found is not None
    after = _end(state, start + 1, end)
    first = state.src[found.end() : edge].strip()
    lines = [first] if first else []
    if after > start + 1:
        lines.append(state.getLines(start + 1, after, state.blkIndent, False).rstrip())
    token = state.push("note_open", "", 1)
    token.map, token.content = [start, after], found[1]
    token.meta["goes_on"] = _goes_on(state, after, end)
    token = state.push("inline", "", 0)
    token.map, token.content, token.children = [start if first else start + 1, after], "\n".join(lines).strip(), []
    state.push("note_close", "", -1)
    state.line = after
    return True


def _end(state: Any, line: int, end: int) -> int:
    """Return the line after the last one of a note: before a blank one, or one that begins something else."""
    rules = state.md.block.ruler.getRules("paragraph")
    while line < end and not state.isEmpty(line):
        if 0 <= state.sCount[line] - state.blkIndent < _INDENT and any(rule(state, line, end, True) for rule in rules):
            break
        line += 1
    return line


def _goes_on(state: Any, line: int, end: int) -> bool:
    """Return whether the next line with words is indented, as the second paragraph of a note would be."""
    while line < end and state.isEmpty(line):
        line += 1
    return line < end and state.sCount[line] - state.blkIndent >= _INDENT


def filled(inlines: Sequence[Inline], notes: Sequence[Noted]) -> tuple[Inline, ...]:
    """Return the inlines with the words of each note at its mark."""
    words = {one.name: tuple(_plain(one.inlines)) for one in reversed(notes)}
    return tuple(Footnote(one.id, words.get(one.id, ())) if isinstance(one, Footnote) else one for one in inlines)


def _plain(inlines: Sequence[Inline]) -> Iterator[NoteInline]:
    return (one for one in inlines if not isinstance(one, Footnote))


def unread_mark(text: str) -> Problem | None:
    """Return the problem of words that look like the mark of a note and are none."""
    at = text.find("[^")
    if at < 0:
        return None
    shown = TOKENS.sub("…", text[at : at + 20])
    return Problem(
        "SNIPPET-FOOTNOTE",
        f"“{shown}” is no mark of a note",
        "Write [^name], the name without spaces or figures from the data, or \\[ for a bracket",
    )


def note_problems(body: str, marks: Sequence[Mark], notes: Sequence[Noted]) -> Iterator[tuple[int, Problem]]:
    """Yield what is wrong with the marks and notes of a snippet, each with its offset in the body.

    A note whose mark stands in a branch that was not taken is not printed, and all is well; one that has no mark at all
    is a mistake.
    """
    written, marked = {note.name for note in notes}, Counter(mark.name for mark in marks)
    seen: set[str] = set()
    for mark in marks:
        name = f"The note “{mark.name}”"
        if mark.name not in written:
            remedy = f"Write [^{mark.name}]: and its words on a line of their own"
            yield mark.start, Problem("SNIPPET-FOOTNOTE", f"{name} is marked and not written", remedy)
        elif mark.name in seen:
            remedy = "Mark it where it is first needed, or write a second note"
            yield mark.start, Problem("SNIPPET-FOOTNOTE", f"{name} is marked twice", remedy)
        seen.add(mark.name)
    seen.clear()
    for note in notes:
        faults = (
            (note.name in seen, "is written twice", "Give one of the two another name, or take it out"),
            (
                note.name not in seen and not marked[note.name] and body.count(f"[^{note.name}]") < 2,
                "is written and not marked",
                f"Put [^{note.name}] where it belongs, or take the note out",
            ),
            (not note.inlines, "has no words", f"Write them after [^{note.name}]:"),
            (bool(notes_in(note.inlines)), "holds the mark of another", "Say both in one note"),
            (note.goes_on, "has a second paragraph", "Join the two, or start the paragraph at the margin"),
        )
        for holds, fault, remedy in faults:
            if holds:
                yield note.start, Problem("SNIPPET-FOOTNOTE", f"The note “{note.name}” {fault}", remedy)
        seen.add(note.name)
