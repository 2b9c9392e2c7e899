"""Make a new workspace.

In: a folder that is empty or not there. Out: the files of an empty, unbranded workspace with every setting explained,
or the worked example. What it is made from travels with the package: in `cabinetpaper/starter` when installed, at the
top of the repository in a checkout.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.measure import Basis, Polarity
from cabinetpaper.rule import Charted, Family, Method
from cabinetpaper.scorecard import Status
from cabinetpaper.settings import FORMAT, Settings
from cabinetpaper.sources import DATA_FILES
from cabinetpaper.unit import UnitKind
from cabinetpaper.workspace.disk import home
from cabinetpaper.workspace.saving import save_all

CODES: Final[dict[str, str]] = {
    "FOLDER-NOT-EMPTY": "A new workspace is made only in a folder that is empty or not there yet, so that nothing is "
    "overwritten. Choose another."
}

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_SAMPLE: Final = ("cabinetpaper.toml", "data", "narratives", "templates")
EXAMPLE: Final = "example"
_IGNORED: Final = (
    "# Made anew by every build. Keep .cabinetpaper/record/: it is the record of what was "
    "built.\nout/\n.cabinetpaper/*\n!.cabinetpaper/record/\n"
)


def starter_root() -> Path:
    """Return the folder that holds the starter's templates and the sample."""
    installed = _PACKAGE / "starter"
    return installed if installed.is_dir() else _PACKAGE.parent.parent


def create(directory: str | Path, *, sample: bool = False) -> tuple[Path, ...]:
    """Make a workspace in `directory` and return its files in order; raise `CabinetPaperError` (FOLDER-NOT-EMPTY)
    rather than overwrite.
    """
    folder = Path(directory)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        remedy = "Choose a folder that is empty or not there yet."
        raise CabinetPaperError(
            Finding.error("FOLDER-NOT-EMPTY", "There is something here already", remedy, Place(str(directory)))
        )
    files = dict(_sample() if sample else _empty())
    save_all(
        folder, {folder / name: data for name, data in files.items()}, {folder / name: name for name in files}, seen={}
    )
    with home(folder, folder / "out", make=True):
        pass
    return tuple(folder / name for name in files)


def _sample() -> Iterator[tuple[str, bytes]]:
    root = starter_root()
    yield ".gitignore", _IGNORED.encode()
    for top in _SAMPLE:
        path = root / top
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith("."):
                yield file.relative_to(root).as_posix(), file.read_bytes()


def _empty() -> Iterator[tuple[str, bytes]]:
    texts = {
        ".gitignore": _IGNORED,
        "cabinetpaper.toml": settings_file(),
        **{f"data/{name}": ",".join(columns) + "\n" for name, columns in DATA_FILES.items()},
        "data/README.md": _data_words(),
        f"narratives/{EXAMPLE}/paper.toml": _paper_file(),
        f"narratives/{EXAMPLE}/summary.md": _SNIPPET,
        "templates/README.md": _TEMPLATES_WORDS,
    }
    for name, text in texts.items():
        yield name, text.encode()


def settings_file(settings: Settings | None = None) -> str:
    """Return a cabinetpaper.toml with every setting, its meaning and its default, all but the format as comments."""
    lines = [
        "# The settings of this workspace. Each stands here with its default;",
        "# take away the “# ” before a setting to change it.",
        "",
        f"# {_about(Settings, 'format')}",
        f"format = {FORMAT}",
    ]
    for one in fields(Settings):
        default = getattr(settings or Settings(), one.name)
        if is_dataclass(default):
            lines += ["", f"[{one.name}]"]
            for own in fields(default):
                lines += [f"# {own.metadata['about']}", f"# {own.name} = {_toml(getattr(default, own.name))}"]
    lines += [
        "",
        f"# {_about(Settings, 'directorates')}",
        "# [[directorates]]",
        '# id = "adult_social_care"',
        '# name = "Adult Social Care"',
        "",
    ]
    return "\n".join(lines)


def _about(kind: type[Any], name: str) -> str:
    return next(str(one.metadata["about"]) for one in fields(kind) if one.name == name)


def _toml(value: Any) -> str:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[]"
    return str(value)


_PAPER: Final[Mapping[str, str]] = {
    "kind": '"cabinet"',
    "title": '"Corporate performance report"',
    "period": '"Q1 2025/26"',
    "cut_off": "2025-08-31",
}


def _paper_file() -> str:
    from cabinetpaper.compose import Details

    lines = [
        "# One paper: what it is called, which quarter it reports on, and what only you can say.",
        "# Take away the “# ” before an entry to fill it in.",
        "",
    ]
    tables: list[str] = []
    hints = get_type_hints(Details)
    for one in fields(Details):
        about, inner = (
            f"# {one.metadata['about']}",
            next((kind for kind in get_args(hints[one.name]) if is_dataclass(kind)), None),
        )
        if one.name in _PAPER:
            lines += [about, f"{one.name} = {_PAPER[one.name]}", ""]
        elif is_dataclass(hints[one.name]):
            tables += [about, f"# [{one.name}]", *(f'# {own.name} = ""' for own in fields(hints[one.name])), ""]
        elif inner is not None:
            tables += [about, f"# [[{one.name}]]", *(f'# {own.name} = ""' for own in fields(inner)), ""]
        elif one.default is MISSING:
            tables += [about, f"# [{one.name}]", ""]
        else:
            lines += [about, f"# {one.name} = {_example(one)}", ""]
    return "\n".join([*lines, *tables]).rstrip() + "\n"


def _example(one: Field[Any]) -> str:
    """Return the default as a file writes it, or a day where there is none."""
    return "2025-09-16" if one.default is None else _toml(one.default)


def _data_words() -> str:
    lines = [
        "# The figures",
        "",
        "One CSV file for each kind of thing; the first line names the columns. Those in **bold** must be there.",
        "",
    ]
    for name, columns in DATA_FILES.items():
        shown = ", ".join(f"**{column}**" if needed else column for column, needed in columns.items())
        lines.append(f"- `{name}`: {shown}")
    lines += [
        "",
        "An observation has a value, or the reason why there is none in the column `reason`; What else columns hold:",
        "",
    ]
    return "\n".join([*lines, *column_words(), ""])


def column_words() -> tuple[str, ...]:
    """Return what the columns of the data files may hold where that is one of a list, a line each."""
    kinds: dict[str, type[Enum]] = {
        "unit": UnitKind,
        "polarity": Polarity,
        "basis": Basis,
        "status": Status,
        "rating": Family,
        "projection": Method,
        "chart": Charted,
    }
    return (
        *(f"- `{name}`: {', '.join(str(one.value) for one in kind)}" for name, kind in kinds.items()),
        "- `corporate_plan`, `annual` and `sensitive`: yes or no; blank is no",
        "- `tolerance` and `floor` go with the rule in `rating`; blank is the council's rule",
        "- `part_of`: the id of the measure that this one is a part of; `numerator` and `denominator`: the ids of the "
        "counts behind a percentage, or in observations.csv the counts themselves",
        "- `break_before`: why a figure cannot be compared with earlier ones; `stated`: blue, green, amber or red "
        "where the rule is brag",
        "- `base` completes the unit: “per 10,000 children” for a rate, a noun for a count, million or thousand for "
        "money",
        "- `period` and `by`: Q1 2024/25, Jun-24, 2023/24, AY 2022/23, 2024-06-30 and so on",
        "- `target`: 54.7, <37, >=90, at least 12, or TBC while it is awaited",
    )


_SNIPPET: Final = """+++
section = "brief_summary"
+++
This paper reports the council's performance in {{ period }}.
"""

_TEMPLATES_WORDS: Final = """# Your own templates

A paper takes its form from the templates that come with cabinetpaper. To change one file of the kind `cabinet`, put
your own in `templates/cabinet/` under the same name; all the others are still inherited:

- `paper.toml`: the sections of the form, in order
- `paper.html`, `paper.css`, `print.css`: the HTML page, its look, and what differs in the PDF
- `reference.docx`: the Word styles

`cabinetpaper new DIR --sample` makes a workspace with a copy of all of them to start from.
"""
