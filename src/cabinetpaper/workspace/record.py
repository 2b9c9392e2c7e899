"""The record of builds: what each was made from and what it printed. The program adds to it and never takes away.

In: a build whose DOCX is written, with every file that was read. Out: the same, years later: docs/record.md describes
the form. Each file stands once, under its SHA-256, so that whatever cannot be proven is known. What holds more than the
paper shows (exempt words, hidden figures) lies apart, in `restricted/`, and nothing outside that folder depends on it.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from glob import escape
from pathlib import Path
from typing import Any, Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.paper import Paper, from_json
from cabinetpaper.workspace.disk import remove
from cabinetpaper.workspace.files import File
from cabinetpaper.workspace.placing import REPLACED

RECORD: Final = ".cabinetpaper/record"
RECORD_FORMAT: Final = 1

CODES: Final[dict[str, str]] = {
    "RECORD-DAMAGED": "Files that the record of builds should hold are missing or have been changed, so that an old "
    "build cannot be composed again. Put .cabinetpaper/record/ back from a backup.",
    "RECORD-NO-BUILD": "The record has no build of that name, or not the files that it was made from. Put "
    ".cabinetpaper/record/ back from a backup, or look in the workspace that the paper was built in.",
}

_BUILD: Final = re.compile(rb'<(?:\w+:)?base\b[^<>]*\bbuild="([0-9a-f]{16})"')
_KINDS: Final = {"build": str, "paper": str, "name": str, "variant": str, "number": int, "printed": str, "files": dict}


@dataclass(frozen=True)
class Entry:
    """One build. `name` is that of its outputs, `number` counts the builds of that name in their order, `files` are the
    SHA-256 of all that it was made from by name, `printed` is that of the paper as printed (its JSON form), `docx` are
    those of each DOCX that was written of it. `restricted` says that files of it lie apart.
    """

    build: str
    paper: str
    name: str
    variant: str = ""
    number: int = 0
    source_date_epoch: str | None = None
    made_with: Mapping[str, Any] = field(default_factory=dict)
    printed: str = ""
    docx: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """The record of the workspace at `root`."""

    root: Path

    @property
    def folder(self) -> Path:
        """Return the folder of the record."""
        return self.root / RECORD

    def entries(self, name: str | None = None) -> tuple[Entry, ...]:
        """Return the builds of a name, or of all, in the order in which they were made; what cannot be read is not
        among them.
        """
        homes = (self.folder, self.folder / "restricted")
        pattern = f"{'*' if name is None else escape(name)}/*.json"
        paths = (path for home in homes for path in (home / "builds").glob(pattern))
        found: dict[tuple[str, str], Entry] = {}
        for path in paths:
            if (one := _entry(path)) and one.build:
                found.setdefault((one.name, one.build), one)
        return tuple(sorted(found.values(), key=lambda one: (one.name, one.number, one.build)))

    def last(self, name: str) -> Entry | None:
        """Return the last build of a name, or None where the record has none."""
        return next(reversed(self.entries(name)), None)

    def entry(self, build: str) -> Entry:
        """Return a build; raise `CabinetPaperError` (RECORD-NO-BUILD) where the record does not have it."""
        for one in self.entries():
            if one.build == build:
                return one
        message, remedy = f"The record has no build “{build}”", "Put .cabinetpaper/record/ back from a backup."
        raise CabinetPaperError(Finding.error("RECORD-NO-BUILD", message, remedy, Place(RECORD)))

    def file(self, digest: str) -> bytes | None:
        """Return the file of that SHA-256, or None where the record does not have it as it was."""
        for path in (_place(home, digest) for home in (self.folder, self.folder / "restricted")):
            try:
                data = path.read_bytes()
            except OSError:
                continue
            if hashlib.sha256(data).hexdigest() == digest:
                return data
        return None

    def digests(self, entry: Entry) -> dict[str, str]:
        """Return the SHA-256 of all files that a build was made from, by name, those that lie apart among them."""
        apart = (self._apart(entry) or {}).get("files", {}) if entry.restricted else {}
        return {name: str(digest) for name, digest in {**entry.files, **apart}.items()}

    def _apart(self, entry: Entry) -> dict[str, Any] | None:
        return _form(self.folder / "restricted" / "builds" / entry.name / f"{entry.build}.json")

    def files(self, entry: Entry) -> dict[str, bytes]:
        """Return all files that a build was made from, by name; raise `CabinetPaperError` (RECORD-DAMAGED) with each
        that is missing.
        """
        found = {name: self.file(digest) for name, digest in self.digests(entry).items()}
        lost = [name for name, data in found.items() if data is None]
        if entry.restricted and self._apart(entry) is None:
            lost.append(f"restricted/builds/{entry.name}/{entry.build}.json")
        if lost:
            remedy = "Put .cabinetpaper/record/ back from a backup."
            raise CabinetPaperError(
                tuple(
                    Finding.error(
                        "RECORD-DAMAGED",
                        f"The record of build {entry.build} has lost {name}, or it was changed",
                        remedy,
                        Place(RECORD),
                    )
                    for name in lost
                )
            )
        return {name: data for name, data in found.items() if data is not None}

    def printed(self, entry: Entry) -> Paper | None:
        """Return the paper as a build printed it, or None where the record has lost it."""
        data = self.file(entry.printed)
        try:
            return None if data is None else from_json(data.decode())
        except (CabinetPaperError, UnicodeDecodeError):
            return None

    def additions(
        self, entry: Entry, files: Iterable[File], printed: bytes, shown: Mapping[str, str]
    ) -> dict[Path, bytes]:
        """Return the files of the record that hold a build, by their places. `shown` are the digests that may be
        published: a file that is not among them, and all of an exempt version, is kept apart.
        """
        before = self.entries(entry.name)
        same = next((one for one in before if one.build == entry.build), None)
        number = same.number if same and same == before[-1] else 1 + max((one.number for one in before), default=0)
        docx = tuple(sorted({*entry.docx, *(same.docx if same else ())}))
        secret = entry.variant.endswith("exempt")
        kept = {True: dict[str, File](), False: dict[str, File]()}
        for one in files:
            kept[secret or shown.get(one.name) != one.digest][one.name] = one
        apart = self.folder / "restricted"
        places = {
            _place(apart if restricted else self.folder, one.digest): one.data or b""
            for restricted, own in kept.items()
            for one in own.values()
        }
        places[_place(apart if secret else self.folder, entry.printed)] = printed
        digests = {restricted: {name: one.digest for name, one in own.items()} for restricted, own in kept.items()}
        whole = replace(
            entry, number=number, docx=docx, files=digests[secret], restricted=bool(kept[True]) and not secret
        )
        at = f"builds/{entry.name}/{entry.build}.json"
        if whole.restricted:
            form = {"format": RECORD_FORMAT, "files": dict(sorted(digests[True].items()))}
            places[apart / at] = _json(form)
        places[(apart if secret else self.folder) / at] = _json(
            {
                "format": RECORD_FORMAT,
                **{name: getattr(whole, name) for name in Entry.__dataclass_fields__},
                "files": dict(sorted(whole.files.items())),
            }
        )
        return places

    def damage(self) -> tuple[str, ...]:
        """Return the builds that cannot be composed again, or whose paper is lost."""
        bad = []
        for one in self.entries():
            try:
                self.files(one)
            except CabinetPaperError:
                bad.append(one.build)
            else:
                bad += [one.build] if self.file(one.printed) is None else []
        return tuple(bad)

    def prune(self, keep: int) -> int:
        """Remove, of each name, the builds before the last `keep`, but for those that a DOCX anywhere in the workspace
        was made by, and then the files that no build names; return how many builds were removed. Where a DOCX cannot be
        read nothing is.
        """
        entries = self.entries()
        of_name = {one.name: [own for own in entries if own.name == one.name] for one in entries}
        older = [one for own in of_name.values() for one in own[:-keep]] if keep > 0 else []
        if not older:
            return 0
        try:
            documents = (path for path in self.root.rglob("*.docx") if path.parent != self.root / REPLACED)
            named = {build for path in documents for build in _builds_of(path)}
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError):
            return 0
        gone = [one for one in older if one.build not in named]
        homes = (self.folder, self.folder / "restricted")
        for one in gone:
            for home in homes:
                remove(self.root, home / "builds" / one.name / f"{one.build}.json")
        for home in homes if gone else ():
            forms = [_form(path) or {} for path in (home / "builds").glob("*/*.json")]
            wanted = {digest for form in forms for digest in (form.get("printed"), *form.get("files", {}).values())}
            for path in (home / "files").glob("*/*"):
                if path.name not in wanted:
                    remove(self.root, path)
        return len(gone)


def _place(home: Path, digest: str) -> Path:
    return home / "files" / digest[:2] / digest


def _json(form: Mapping[str, Any]) -> bytes:
    return json.dumps(form, ensure_ascii=False, indent=1).encode() + b"\n"


def _form(path: Path) -> dict[str, Any] | None:
    """Return a JSON object of the record, or None where there is none such of this format."""
    try:
        form = json.loads(path.read_bytes())
        return form if form["format"] == RECORD_FORMAT else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _entry(path: Path) -> Entry | None:
    """Return the build that a file of the record describes, or None where it does not, or stands under another's
    name.
    """
    form = _form(path) or {}
    form.pop("format", None)
    try:
        one = Entry(**{**form, "docx": tuple(map(str, form["docx"]))})
    except (TypeError, KeyError):
        return None
    typed = all(isinstance(getattr(one, name), kind) for name, kind in _KINDS.items())
    return one if typed and (one.name, one.build) == (path.parent.name, path.stem) else None


def _builds_of(path: Path) -> Iterator[str]:
    """Yield the build that a DOCX says it was made by; an edited one says so still."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("customXml/"):
                with package.open(name) as part:
                    if match := _BUILD.search(part.read(4_096)):
                        yield match[1].decode()
