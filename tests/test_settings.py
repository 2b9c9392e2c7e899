from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from cabinetpaper.compose import Details, Template
from cabinetpaper.settings import FORMAT, Settings
from cabinetpaper.sources import DATA_FILES, MONEY_FILES
from cabinetpaper.workspace import open_workspace
from cabinetpaper.workspace.starter import column_words, settings_file

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"

INTRO = """# Settings

Everything that can be set, with its default, in one place. A workspace has three kinds of file for it:

- `cabinetpaper.toml`, once for the workspace: the council, its directorates, the house rules, the look;
- `narratives/<paper>/paper.toml`, once for each paper: its title, its quarter, what only the council can say;
- `templates/<kind>/paper.toml`, once for each kind of paper: the sections of the form. The one that comes with the
  program is used
  unless the workspace has its own.

All three are TOML: text stands in quotation marks, numbers and days (`2024-09-17`) do not. An unknown key is an error
that names the
line, the valid keys and the nearest one, so a typing mistake is never passed over. A file that is not there, or a key
that is left
out, has its default. **Bold** keys must be there.

A template's folder may hold more files: `paper.html` (the page), `paper.css`, `print.css` (what differs in the PDF),
`added.css` (rules added to
`paper.css`), `reference.docx` (Word's styles), and pictures and fonts that these name. Each is looked up in the
workspace first and then among those
that come with the program, file by file: put one file there and the rest is still inherited. What a kind's folder lacks
is taken from `cabinet`.
[Templates](templates.md) explains how a kind of paper is made.

This page is made from the program itself: `pytest tests/test_settings.py --accept` writes it anew.
"""

DATA = """## The columns of data/

The first line of each file names its columns, in any order. **Bold** columns must be there; the others may be left out.
Periods are
written `Q1 2024/25`, `Jun-24`, `2023/24`, `AY 2022/23` or `2024-06-30`; numbers as councils write them: `1,665`, `27%`,
`£25`.
An observation has a value, or the reason why there is none; `as_at` is the day on which it was known, and a figure
known only after the
paper's cut-off is not in the paper. A target without `<`, `at least` or the like binds by the measure's polarity.

WORDS


| File | Columns |
|---|---|
"""


def shown(value: Any) -> str:
    """Return a default as a TOML file writes it."""
    if value is None or value == () or value == {}:
        return "none"
    if isinstance(value, tuple):
        words = ", ".join(f'"{one.value if isinstance(one, Enum) else one}"' for one in value)
        return f"`[{words}]`"
    if isinstance(value, Enum):
        value = value.value
    return (
        f"`{str(value).lower()}`"
        if isinstance(value, bool)
        else f'`"{value}"`'
        if isinstance(value, str)
        else f"`{value}`"
    )


def default(one: Field[Any]) -> str:
    if one.default is not MISSING:
        return shown(one.default)
    return "" if one.default_factory is MISSING else shown(one.default_factory())


def tables(kind: type[Any], path: str = "") -> Iterator[str]:
    """Return a table of the dataclass's keys, and then one for each table within it."""
    hints = get_type_hints(kind)
    inner: list[tuple[type[Any], str]] = []
    yield (
        f"\n{f'### `{path}`' if path else '### At the top of the file'}\n\n| Key | Default | What it is "
        "|\n|---|---|---|\n"
    )
    for one in sorted(fields(kind), key=lambda own: bool(own.kw_only)):  # its own keys, then those of every part
        options = [option for option in (hints[one.name], *get_args(hints[one.name])) if is_dataclass(option)]
        if options:
            dotted = f"{path.strip('[]')}.{one.name}".lstrip(".")
            inner.append((options[0], f"[{dotted}]" if is_dataclass(hints[one.name]) else f"[[{dotted}]]"))
        if not is_dataclass(hints[one.name]):
            needed = one.default is MISSING and one.default_factory is MISSING
            name = f"**`{one.name}`**" if needed else f"`{one.name}`"
            about = one.metadata.get(
                "about", "Small letters, digits and underscores." if one.name == "id" else "As the paper prints it."
            )
            yield f"| {name} | {default(one)} | {str(about).replace('|', chr(92) + '|')} |\n"
    for own, name in inner:
        yield from tables(own, name)


def page() -> str:
    parts = [INTRO]
    for title, kind in (
        ("cabinetpaper.toml", Settings),
        ("narratives/&lt;paper&gt;/paper.toml", Details),
        ("templates/&lt;kind&gt;/paper.toml", Template),
    ):
        parts += [f"\n## {title}\n", *tables(kind)]
    parts.append("\n" + DATA.replace("WORDS\n", "\n".join(column_words())))
    for file, columns in {**DATA_FILES, **MONEY_FILES}.items():
        names = ", ".join(f"**{name}**" if needed else name for name, needed in columns.items())
        parts.append(f"| `{file}` | {names} |\n")
    return "".join(parts)


def test_the_page_of_settings_has_every_key_with_its_default(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        PAGE.write_text(page(), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == page(), "run: pytest tests/test_settings.py --accept"


def test_every_setting_says_what_it_is() -> None:
    for name, own in get_type_hints(Settings).items():
        if is_dataclass(own):
            assert all(one.metadata["about"].endswith(".") for one in fields(own)), name


def uncommented(text: str) -> str:
    """Return a settings file with every commented setting switched on."""
    lines = [
        line.removeprefix("# ") if line.startswith("# ") and (" = " in line or line.startswith("# [[")) else line
        for line in text.split("\n")
    ]
    return "\n".join(lines)


def test_the_file_of_a_new_workspace_names_every_setting_at_its_default(tmp_path: Path) -> None:
    assert tomllib.loads(settings_file()) == {
        "format": FORMAT,
        "council": {},
        "vocabulary": {},
        "rating": {},
        "disclosure": {},
        "look": {},
        "charts": {},
        "builds": {},
    }
    switched_on = uncommented(settings_file())
    entries = tomllib.loads(switched_on)
    assert set(entries) == {one.name for one in fields(Settings)}
    for name, own in get_type_hints(Settings).items():
        if is_dataclass(own):
            assert set(entries[name]) == {one.name for one in fields(own)}
    (tmp_path / "cabinetpaper.toml").write_text(switched_on.split("[[directorates]]")[0], encoding="utf-8")
    work = open_workspace(tmp_path)
    assert (work.settings, work.findings) == (Settings(), ())
