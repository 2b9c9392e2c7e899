"""Edit the sample papers as people do, read them back, and print what became of every kind of edit.

`python scripts/edited_files.py [--papers N] [--generated N] [--write]`: N papers for each kind of edit (2), and N
documents edited at random (0); `--write` puts the table into docs/reading-back.md. LibreOffice makes its own edits and
says what each file shows after Accept All and Reject All; where it is not installed, its part is left out and said so.
Debian: `apt-get install --no-install-recommends libreoffice-writer-nogui python3-uno`. Exit code 1 where a word is
lost, a block is an empty ghost, fewer than 99 in 100 ids are right, or a view differs.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from cabinetpaper import open_workspace  # noqa: E402
from cabinetpaper.paper import Chart, Contents, Drawing, Heading, Item, Paper, Paragraph, Picture, outline  # noqa: E402
from cabinetpaper.paper.base import Base  # noqa: E402
from cabinetpaper.readers import Reading, read_docx  # noqa: E402
from cabinetpaper.writers.docx import write_docx  # noqa: E402
from constructs import edited, said, solid, words  # noqa: E402
from docx_parts import part  # noqa: E402
from edits import BY_PYTHON_DOCX, RAW, RAW_TRACKED, Target, edited_by, png  # noqa: E402

BRIDGED = "/usr/bin/python3"
NOTE_MARK = re.compile(r"\[\d+\]")
BY_LIBREOFFICE = (
    ("saved again", ""),
    ("first word typed over", "paragraph"),
    ("first word typed over, tracked", "paragraph"),
    ("words added", "paragraph"),
    ("words deleted, tracked", "paragraph"),
    ("paragraph deleted", "paragraph"),
    ("paragraph deleted, tracked", "paragraph"),
    ("paragraph emptied, tracked", "paragraph"),
    ("paragraph split", "paragraph"),
    ("paragraph split, tracked", "paragraph"),
    ("paragraphs joined", "paragraph"),
    ("paragraphs joined, tracked", "paragraph"),
    ("paragraph added", "paragraph"),
    ("paragraph added, tracked", "paragraph"),
    ("paragraph moved down", "paragraph"),
    ("paragraph moved down, tracked", "paragraph"),
    ("row added", "row"),
    ("row added, tracked", "row"),
    ("row deleted", "row"),
    ("row deleted, tracked", "row"),
)


@dataclass
class Trial:
    """One edited file: who edited it how, the paper it was made of, the word that was planted."""

    by: str
    kind: str
    paper: Paper
    word: str
    data: bytes = b""
    shown: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class Tally:
    """What became of the files of one kind."""

    files: int = 0
    visible: int = 0
    reported: int = 0
    lost: list[str] = field(default_factory=list)
    ghosts: int = 0
    right: int = 0
    standing: int = 0
    views: dict[str, list[bool]] = field(default_factory=lambda: {"accept": [], "reject": []})


class LibreOffice:
    """A LibreOffice of its own profile, which does jobs until it is closed; one that dies of a job is started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._start()

    def _start(self) -> None:
        self.pipe = f"cabinetpaper{time.time_ns()}"
        self.process = subprocess.Popen(  # noqa: S603
            [
                shutil.which("soffice") or "soffice",
                "--headless",
                "--norestore",
                f"--accept=pipe,name={self.pipe};urp;",
                f"-env:UserInstallation={(self.folder / self.pipe).as_uri()}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def do(self, jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return what went wrong with each job, if anything did."""
        answers: list[dict[str, Any]] = []
        while len(answers) < len(jobs):
            done = subprocess.run(  # noqa: S603
                [BRIDGED, str(ROOT / "scripts" / "libreoffice.py"), self.pipe],
                input=json.dumps(jobs[len(answers) :]),
                capture_output=True,
                text=True,
                check=True,
            )
            answers += json.loads(done.stdout)
            if len(answers) < len(jobs):
                self.close()
                self._start()
        return answers

    def close(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(60)


def libreoffice_here() -> bool:
    """Return whether LibreOffice and its bridge are installed."""
    if shutil.which("soffice") is None or not Path(BRIDGED).exists():
        return False
    return subprocess.run([BRIDGED, "-c", "import uno"], capture_output=True, check=False).returncode == 0  # noqa: S603


def trials(papers: list[tuple[Paper, bytes]], turn: int, generated: int) -> Iterator[Trial]:
    """Yield the files of one round that need no LibreOffice: each edit once, of one paper after the other."""
    number = 0
    for by, edits in (("raw XML", RAW), ("raw XML, tracked", RAW_TRACKED), ("python-docx", BY_PYTHON_DOCX)):
        for edit in edits:
            number += 1
            paper, data = papers[(number + turn) % len(papers)]
            word = f"w{number}q"
            yield Trial(by, edit.__name__.replace("_", " "), paper, word, edited_by(edit, data, paper, word))
    for seed in range(turn * generated, (turn + 1) * generated):
        paper, data = papers[seed % len(papers)]
        yield Trial("generated", "drawn at random", paper, f"w{seed}x", edited(data, seed)[0])


def by_libreoffice(office: LibreOffice, papers: list[tuple[Paper, bytes]], turn: int, folder: Path) -> Iterator[Trial]:
    """Yield the files of one round that LibreOffice edits."""
    jobs, made = [], []
    for number, (kind, what) in enumerate(BY_LIBREOFFICE):
        paper, data = papers[(number + turn) % len(papers)]
        target = Target.of(data, paper)
        source, saved = folder / f"{paper.id}.docx", folder / f"edited{number}.docx"
        source.write_bytes(data)
        word = f"w{number}lo"
        held = {"": "", "paragraph": target.ids[0], "row": target.row_id}[what]
        arguments = {"word": word, "bookmark": f"_cpb_{held}" if held else ""}
        jobs.append({"file": str(source), "edit": kind, "with": arguments, "save": str(saved)})
        made.append((Trial("LibreOffice", kind, paper, word), saved))
    for (trial, saved), answer in zip(made, office.do(jobs), strict=True):
        if "error" in answer:
            sys.stderr.write(f"{trial.kind}: {answer['error']}\n")
            continue
        trial.data = saved.read_bytes()
        yield trial


def show(office: LibreOffice, all_trials: list[Trial], folder: Path) -> None:
    """Ask LibreOffice what each file shows once its changes are accepted, and once they are rejected."""
    jobs = []
    for place, trial in enumerate(all_trials):
        path = folder / f"trial{place}.docx"
        path.write_bytes(trial.data)
        jobs += [
            {"file": str(path), "changes": view, "show": str(folder / f"trial{place}.{view}.fodt")}
            for view in ("accept", "reject")
        ]
    for job, answer in zip(jobs, office.do(jobs), strict=True):
        trial = all_trials[int(re.findall(r"trial(\d+)", job["file"])[-1])]
        if "error" in answer:
            sys.stderr.write(f"{trial.kind}: {answer['error']}\n")
        else:
            trial.shown[job["changes"]] = flat(Path(job["show"]).read_bytes())


def flat(data: bytes) -> dict[str, Any]:
    """Return what a flat OpenDocument text shows: the lines of its body without lists of contents and notes, all other
    words.
    """
    root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
    body = root.find(f"{{{ODF['office']}}}body/{{{ODF['office']}}}text")
    lines, others = [], []
    for one in root.iter(f"{{{ODF['text']}}}p", f"{{{ODF['text']}}}h"):
        around = [str(outer.tag).rpartition("}")[2] for outer in one.iterancestors()]
        if "tracked-changes" in around or "table-of-content" in around:
            continue
        apart = {"note", "text-box", "annotation", "header", "footer", "header-first", "footer-first"} & set(around)
        if body not in list(one.iterancestors()) and not apart:
            continue
        (others if apart else lines).append(_line(one))
    return {"body": lines, "others": others}


def _line(paragraph: Any) -> str:
    """Return the words of a paragraph, those of notes and boxes in it left out."""
    text = paragraph.text or ""
    for child in paragraph:
        name = str(child.tag).rpartition("}")[2]
        if name in {"s", "tab"}:
            text += " "
        elif name == "line-break":
            text += "\n"
        elif name not in {"note", "frame", "annotation", "custom-shape", "soft-page-break"}:
            text += _line(child)
        text += child.tail or ""
    return text


ODF = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


def judged(trial: Trial, tally: Tally, *, verbose: bool) -> None:
    """Read one file and count what became of it."""
    reading = read_docx(trial.data)
    told = solid(" ".join(one.message for one in reading.findings))
    both = (said(reading.paper), said(reading.rejected))
    planted = {
        word
        for text in part(trial.data).iter()
        if not str(text.tag).endswith("}instrText")
        for word in re.findall(rf"{trial.word}\w*", text.text or "")
    }
    tally.files += 1
    for word in planted:
        seen = word in both[0] or word in both[1]
        tally.visible += seen
        tally.reported += not seen and word in told
    missing = [word for word in planted if word not in "".join(both) + told]
    for accepted in (True, False):
        shown = trial.shown.get("accept" if accepted else "reject")
        paper = both[not accepted]
        unseen = shown_words(shown) if shown else words(part(trial.data), accepted=accepted)
        missing += [word for word in unseen if solid(word) not in paper + told and not computed(word)]
        if shown:
            equal = _same_view(shown, reading.paper if accepted else reading.rejected, reading)
            tally.views["accept" if accepted else "reject"].append(equal == [])
            if equal and verbose:
                sys.stderr.write(f"{trial.by}, {trial.kind}, {trial.paper.id}, accepted {accepted}: {equal[:4]}\n")
    tally.lost += missing
    if missing and verbose:
        sys.stderr.write(f"{trial.by}, {trial.kind}, {trial.paper.id}: lost {missing[:8]}\n")
    tally.ghosts += sum(1 for _ in _ghosts(reading.paper, trial.paper))
    right, standing, wrong = _ids(reading.paper, trial.paper)
    tally.right, tally.standing = tally.right + right, tally.standing + standing
    if wrong and verbose:
        sys.stderr.write(f"{trial.by}, {trial.kind}, {trial.paper.id}: ids {wrong[:6]}\n")


def computed(word: str) -> bool:
    """Return whether a word may be one that LibreOffice works out: a number of a page (`Page 3 of 12`), a paragraph, a
    note.
    """
    return re.fullmatch(r"[\W\d]*|\(?[ivxlc]+\)|Page|of", word) is not None


def shown_words(shown: dict[str, Any]) -> list[str]:
    """Return every word that LibreOffice shows."""
    return [word for text in [*shown["body"], *shown["others"]] for word in text.split()]


def _same_view(shown: dict[str, Any], paper: Paper, reading: Reading) -> list[tuple[str, str]]:
    """Return the lines of a view in which LibreOffice and the paper differ, those that a finding quotes left out."""
    told = solid(" ".join(one.message for one in reading.findings))
    kinds = {"contents", "figure", "footnote"}
    ours = [
        solid(NOTE_MARK.sub("", line))
        for one in outline(paper)
        if one.kind not in kinds
        for line in one.text.split("\n")
    ]
    theirs = [solid(line) for text in shown["body"] for line in text.split("\n")]
    ours, theirs = [one for one in ours if one], [one for one in theirs if one]
    differing = []
    for what, start, end, first, last in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if what != "equal":
            own, other = "".join(ours[start:end]), "".join(theirs[first:last])
            if own != other and not (not own and other in told):
                differing.append((own[:120], other[:120]))
    return differing


def _ghosts(read: Paper, printed: Paper) -> Iterator[str]:
    """Yield the ids of blocks without words that had some when they were printed, or that are new."""
    empty = {one.id for one in _prose(printed) if not one.inlines}
    yield from (one.id for one in _prose(read) if not one.inlines and one.id not in empty)


def _prose(paper: Paper) -> Iterator[Paragraph | Item | Heading]:
    for section in paper.sections:
        yield from (block for block in section.blocks if isinstance(block, Paragraph | Item | Heading))


def _ids(read: Paper, printed: Paper) -> tuple[int, int, list[str]]:
    """Return for how many of the printed blocks that still stand the id is right, how many stand, the wrong ones.

    A block stands if something in the paper as read says much the same; its id is right if that has it.
    """
    now, before = _texts(read), _texts(printed)
    new = [text for identifier, text in now.items() if identifier not in before]
    right, standing, wrong = 0, 0, []
    for identifier, text in before.items():
        own = now.get(identifier, "")
        alike = own == text or (bool(own.strip()) and (own in text or text in own or _like(own, text)))
        stands = alike or any(_like(other, text) for other in new)
        standing += stands
        right += alike
        wrong += [identifier] * (stands and not alike)
    return right, standing, wrong


def _like(first: str, second: str) -> bool:
    matcher = SequenceMatcher(None, first, second)
    return matcher.real_quick_ratio() > 0.7 and matcher.quick_ratio() > 0.7 and matcher.ratio() > 0.7


def _texts(paper: Paper) -> dict[str, str]:
    """Return the words of each block by its id, those that a contents list repeats left out."""
    lists = {block.id for section in paper.sections for block in section.blocks if isinstance(block, Contents)}
    texts: dict[str, str] = {}
    for line in outline(paper):
        if line.block and line.block not in lists and line.text:
            texts[line.block] = texts.get(line.block, "") + " " + line.text
    return texts


def table(tallies: dict[tuple[str, str], Tally], *, with_views: bool) -> list[str]:
    """Return the table in Markdown."""
    lines = [
        "| Edited by | Kind of edit | Files | Words planted: read | quoted | Words lost | Empty ghosts | Ids right | "
        "Accept All | Reject All |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]

    def row(by: str, kind: str, one: Tally) -> str:
        views = [f"{sum(held)} of {len(held)}" if with_views else "–" for held in one.views.values()]
        share = f"{one.right} of {one.standing}"
        cells = (by, kind, one.files, one.visible, one.reported, len(one.lost), one.ghosts, share, *views)
        return f"| {' | '.join(map(str, cells))} |"

    whole = Tally()
    for (by, kind), one in tallies.items():
        lines.append(row(by, kind, one))
        whole.files, whole.visible, whole.reported = (
            whole.files + one.files,
            whole.visible + one.visible,
            whole.reported + one.reported,
        )
        whole.lost += one.lost
        whole.ghosts, whole.right, whole.standing = (
            whole.ghosts + one.ghosts,
            whole.right + one.right,
            whole.standing + one.standing,
        )
        for view, held in one.views.items():
            whole.views[view] += held
    lines.append(row("**all**", "", whole))
    return lines


def main() -> int:
    """Return 0 if all is well."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--papers", type=int, default=2)
    arguments.add_argument("--generated", type=int, default=0)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--verbose", action="store_true")
    chosen = arguments.parse_args()
    work = open_workspace(ROOT)
    papers = []
    for name in work.papers():
        paper = work.compose(name).paper
        if len(Target.of(b"", paper).ids) > 1:  # two paragraphs of prose to edit
            figures = (one for section in paper.sections for one in section.blocks if isinstance(one, Chart | Picture))
            drawings = {one.id: Drawing(b"", png(), 166, 60) for one in figures}
            papers.append((paper, write_docx(paper, drawings, base=Base.of(paper))))
    office_is_here = libreoffice_here()
    if not office_is_here:
        sys.stdout.write(
            "LibreOffice is not here: its edits and the comparison of views are left out. Debian: apt-get install "
            "--no-install-recommends libreoffice-writer-nogui python3-uno\n"
        )
    tallies: dict[tuple[str, str], Tally] = {}
    for turn in range(chosen.papers):
        made = list(trials(papers, turn, chosen.generated))
        with tempfile.TemporaryDirectory() as name:
            if office_is_here:
                office = LibreOffice(Path(name))
                try:
                    made += by_libreoffice(office, papers, turn, Path(name))
                    show(office, made, Path(name))
                finally:
                    office.close()
        for trial in made:
            judged(trial, tallies.setdefault((trial.by, trial.kind), Tally()), verbose=chosen.verbose)
        lines = table(tallies, with_views=office_is_here)
        if chosen.write:
            page = ROOT / "docs" / "reading-back.md"
            head, _, rest = page.read_text("utf-8").partition("<!-- edited files -->\n")
            tail = rest.partition("<!-- end -->")[2]
            page.write_text(f"{head}<!-- edited files -->\n" + "\n".join(lines) + f"\n<!-- end -->{tail}", "utf-8")
    sys.stdout.write("\n".join(lines) + "\n")
    every = tallies.values()
    views = all(all(held) for one in every for held in one.views.values())
    right, standing = sum(one.right for one in every), sum(one.standing for one in every)
    good = not any(one.lost or one.ghosts for one in every) and right >= 0.99 * standing and views
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
