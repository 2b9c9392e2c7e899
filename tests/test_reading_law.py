"""The law of reading: every word that a document shows, before or after its tracked changes, stands in the paper or is
quoted in a finding. Tried on documents that are edited at random by what the schema allows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

from cabinetpaper.paper import Table, blocks_of
from cabinetpaper.readers import Reading, read_docx
from cabinetpaper.writers.docx import write_docx
from constructs import MAY_HOLD, STEPS, edited, said, solid, words
from docx_parts import part, pixels
from specimen_paper import specimen


@cache
def document() -> bytes:
    """Return the specimen without its two long tables, so that each reading takes a moment."""
    paper = specimen()
    long = {"long", "all"}
    sections = (
        replace(one, blocks=tuple(block for block in one.blocks if block.id not in long)) for one in paper.sections
    )
    paper = replace(paper, sections=tuple(sections))
    return write_docx(paper, pixels(paper))


@cache
def printed() -> str:
    """Return the words of the document as it was, which fields may go on showing."""
    return said(read_docx(document()).paper)


def lost(data: bytes, reading: Reading, *, accepted: bool) -> list[str]:
    """Return the words of a view that neither stand in its paper nor are quoted, findings of changes left aside."""
    paper = reading.paper if accepted else reading.rejected
    findings = (one.message for one in reading.findings if one.code != "DOCX-REVISION")
    told = said(paper) + solid(" ".join(findings))
    missing = (word for word in words(part(data), accepted=accepted) if word not in told)
    return [word for word in missing if word not in printed() and not word.isnumeric()]


SEEDS = range(40)
"""Each seed is one document; scripts/edited_files.py --generated tries as many more as one likes."""


@cache
def edits(seed: int) -> tuple[bytes, tuple[str, ...], Reading]:
    data, steps = edited(document(), seed)
    return data, tuple(steps), read_docx(data)


def test_every_word_of_both_views_is_read_or_quoted() -> None:
    missing = {}
    for seed in SEEDS:
        data, steps, reading = edits(seed)
        for accepted in (True, False):
            if words := lost(data, reading, accepted=accepted):
                missing[seed, accepted] = words, steps
    assert missing == {}


def test_what_a_change_takes_away_is_quoted_with_it() -> None:
    missing = {}
    for seed in SEEDS:
        data, steps, reading = edits(seed)
        told = said(reading.paper) + solid(" ".join(one.message for one in reading.findings))
        shown = (one.text or "" for one in part(data).iter() if not str(one.tag).endswith("}instrText"))
        planted = {word for text in shown for word in text.split() if word.startswith(f"w{seed}x")}
        if words := [word for word in planted if word not in told]:
            missing[seed] = words, steps
    assert missing == {}


def test_ids_are_unique() -> None:
    for seed in SEEDS:
        _, steps, reading = edits(seed)
        for paper in (reading.paper, reading.rejected):
            ids = [one.id for section in paper.sections for one in (section, *section.blocks)]
            ids += [row.id for table in blocks_of(paper, Table) for row in table.rows]
            assert [one for one, count in Counter(ids).items() if count > 1] == [], (seed, steps)


def test_the_generator_takes_every_step_and_every_wrapper() -> None:
    taken: Counter[str] = Counter()
    wrapped: Counter[str] = Counter()
    for seed in SEEDS:
        data, steps, _ = edits(seed)
        taken.update(steps)
        wrapped.update(str(one.tag).rpartition("}")[2] for one in part(data).iter())
    assert all(taken[step.__name__] > len(SEEDS) // 10 for step in STEPS)
    assert all(wrapped[name] > len(SEEDS) // 10 for name in {"sdt", "customXml", *MAY_HOLD})
