"""The law of reading: every word that a document shows, before or after its tracked changes, stands in the paper or is
quoted in a finding. Tried on documents that are edited at random by what the schema allows.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from cabinetpaper.readers import Reading, read_docx
from cabinetpaper.writers.docx import write_docx
from constructs import MAY_HOLD, STEPS, edited, said, solid, words
from docx_parts import part, pixels
from specimen_paper import specimen


@cache
def document() -> bytes:
    return write_docx(specimen(), pixels(specimen()))


def lost(data: bytes, reading: Reading, *, accepted: bool) -> list[str]:
    """Return the words of a view that neither stand in its paper nor are quoted, findings of changes left aside."""
    paper = reading.paper if accepted else reading.rejected
    findings = (one.message for one in reading.findings if one.code != "DOCX-REVISION")
    told = said(paper) + solid(" ".join(findings))
    computed = said(read_docx(document()).paper)
    missing = (word for word in words(part(data), accepted=accepted) if word not in told)
    return [word for word in missing if word not in computed and not word.isnumeric()]


@settings(max_examples=250)
@given(st.integers(0, 10**6))
def test_every_word_of_both_views_is_read_or_quoted(seed: int) -> None:
    data, steps = edited(document(), seed)
    reading = read_docx(data)
    assert lost(data, reading, accepted=True) == [], steps
    assert lost(data, reading, accepted=False) == [], steps


@settings(max_examples=100)
@given(st.integers(0, 10**6))
def test_what_a_change_takes_away_is_quoted_with_it(seed: int) -> None:
    data, steps = edited(document(), seed)
    reading = read_docx(data)
    told = said(reading.paper) + solid(" ".join(one.message for one in reading.findings))
    computed = said(read_docx(document()).paper)
    every = {text for root in (part(data),) for text in "".join(root.itertext()).split()}
    planted = {word for word in every if word.startswith(f"w{seed}x")}
    assert [word for word in planted if word not in told and word not in computed] == [], steps


@settings(max_examples=100)
@given(st.integers(0, 10**6))
def test_ids_are_unique_and_no_block_is_an_empty_ghost(seed: int) -> None:
    data, steps = edited(document(), seed)
    reading = read_docx(data)
    for paper in (reading.paper, reading.rejected):
        blocks = [block for section in paper.sections for block in section.blocks]
        ids = [section.id for section in paper.sections] + [block.id for block in blocks]
        assert [one for one, count in Counter(ids).items() if count > 1] == [], steps


def test_the_generator_takes_every_step_and_every_wrapper() -> None:
    taken: Counter[str] = Counter()
    wrapped: Counter[str] = Counter()
    for seed in range(60):
        data, steps = edited(document(), seed)
        taken.update(steps)
        wrapped.update(str(one.tag).rpartition("}")[2] for one in part(data).iter())
    assert all(taken[step.__name__] for step in STEPS)
    assert all(wrapped[name] > 5 for name in {"sdt", "customXml", *MAY_HOLD})
