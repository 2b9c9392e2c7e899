"""What is handed to the PDF engine, and what comes back.

In: nothing. Out: `Job` and `Written`, plain text and bytes, and a job's form as JSON, in which it goes to a process of
its own.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields

from cabinetpaper.finding import Finding


@dataclass(frozen=True, slots=True)
class TagWords:
    """What the tags of the PDF say that its drawing does not: how each list counts, the section headings without
    capitals, each table's description, for each address what the link to it says, and the ids of the notes, all in
    reading order.
    """

    lists: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One PDF to draw: the printed page with its style sheet inside it, the words for its tags, and its properties.

    `assets` are the files that the style sheets may name; `created` is an ISO date with time and zone, or empty for
    none.
    """

    page: str
    words: TagWords = field(default_factory=TagWords)
    author: str = ""
    subject: str = ""
    created: str = ""
    assets: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A finished PDF, what was noticed on the way, the page, from 1, of each id that a link leads to, and the
    characters that stand in it as an empty box.
    """

    data: bytes
    findings: tuple[Finding, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
    boxes: str = ""


def job_to_json(job: Job) -> bytes:
    """Return a job as JSON; assets are base64."""
    assets = {name: base64.b64encode(data).decode() for name, data in job.assets.items()}
    form = {own.name: getattr(job, own.name) for own in fields(job)}
    return json.dumps({**form, "words": asdict(job.words), "assets": assets}).encode()


def job_from_json(text: bytes) -> Job:
    """Return the job that `job_to_json` wrote."""
    form = json.loads(text)
    words = {name: tuple(held) for name, held in form["words"].items()}
    links = tuple((address, said) for address, said in words["links"])
    assets = {name: base64.b64decode(data) for name, data in form["assets"].items()}
    return Job(**{**form, "words": TagWords(**{**words, "links": links}), "assets": assets})
