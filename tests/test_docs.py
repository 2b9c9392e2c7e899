"""The docs name every finding, verb and option; none that is gone. `pytest tests/test_docs.py --accept` writes
docs/findings.md anew.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from cabinetpaper.cli import main
from cabinetpaper.cli.report import JSON_FORMAT
from cabinetpaper.cli.verbs import VERBS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "cabinetpaper"
DOCS = ROOT / "docs"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "starter" not in path.parts)
CODE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
STAGES = (
    ("workspace", "Opening the workspace and writing into it"),
    ("sources", "Reading the data"),
    ("narrative", "Reading the snippets"),
    ("charts", "Drawing charts"),
    ("compose", "Composing the paper"),
    ("checks", "Checking the paper"),
    ("conformance", "Checking a file"),
    ("writers", "Writing the outputs"),
    ("readers", "Reading a DOCX"),
    ("paper", "The stored paper"),
    ("building", "Building"),
    ("cli", "The commands"),
)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def declared(path: Path) -> dict[str, str]:
    """Return the CODES that a module itself writes down; one that gathers its neighbours' repeats them and is passed
    over.
    """
    for node in tree(path).body:
        target = (
            node.target
            if isinstance(node, ast.AnnAssign)
            else node.targets[0]
            if isinstance(node, ast.Assign)
            else None
        )
        if (
            isinstance(target, ast.Name)
            and target.id == "CODES"
            and isinstance(node, ast.AnnAssign | ast.Assign)
            and isinstance(node.value, ast.Dict)
        ):
            return {
                ast.literal_eval(key): ast.literal_eval(value)
                for key, value in zip(node.value.keys, node.value.values, strict=True)
                if key is not None
            }
    return {}


def told(path: Path) -> Iterator[tuple[str, int]]:
    """Return every literal code that a module gives to a `Finding`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
            given = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "code")]
            for part in (
                one for own in given for one in ((own.body, own.orelse) if isinstance(own, ast.IfExp) else (own,))
            ):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value, part.lineno


def every_code() -> dict[str, tuple[str, str]]:
    """Return each code with its module and its meaning."""
    return {code: (module(path), meaning) for path in MODULES for code, meaning in declared(path).items()}


def findings_page() -> str:
    """Return docs/findings.md as the modules' CODES make it."""
    codes = every_code()
    lines = [
        "# Findings",
        "",
        "Everything that the program tells you has a code in square brackets. An **error** stops the paper, a "
        "**warning** is a gap in a draft, a",
        "**note** is for information. Each finding names the place and what to do; this page says what the code means.",
        "",
        "This page is made from the program itself: `pytest tests/test_docs.py --accept` writes it anew.",
    ]
    for start, title in STAGES:
        of_stage = sorted(code for code, (name, _) in codes.items() if name.split(".")[0] == start)
        if of_stage:
            lines += ["", f"## {title}", "", "| Code | What it means and what to do |", "|---|---|"]
            lines += [f"| `{code}` | {codes[code][1].replace('|', chr(92) + '|')} |" for code in of_stage]
    return "\n".join(lines) + "\n"


def test_the_page_of_findings_has_exactly_the_codes_of_the_program(request: pytest.FixtureRequest) -> None:
    page = DOCS / "findings.md"
    if request.config.getoption("--accept"):
        page.write_text(findings_page(), encoding="utf-8", newline="\n")
    assert page.read_text(encoding="utf-8") == findings_page(), "run: pytest tests/test_docs.py --accept"


def test_every_module_that_tells_something_belongs_to_a_stage_of_the_page() -> None:
    assert {name.split(".")[0] for name, _ in every_code().values()} <= {start for start, _ in STAGES}


@pytest.mark.parametrize("path", MODULES, ids=module)
def test_every_code_that_is_told_is_declared(path: Path) -> None:
    codes = every_code()
    unknown = [f"{module(path)}:{line} {code}" for code, line in told(path) if code not in codes]
    assert not unknown


def test_every_declared_code_is_told_somewhere() -> None:
    """A code is told by name: in a `Finding(...)`, or as a string that a rule passes on."""
    words = {
        node.value
        for path in MODULES
        for part in tree(path).body
        if not (isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name) and part.target.id == "CODES")
        for node in ast.walk(part)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not sorted(set(every_code()) - words)


def test_no_code_means_two_things() -> None:
    named = [(code, module(path)) for path in MODULES for code in declared(path)]
    twice = {code: [name for own, name in named if own == code] for code, _ in named}
    assert not {code: names for code, names in twice.items() if len(names) > 1}


def test_codes_are_capitals_and_their_meaning_is_a_sentence() -> None:
    for code, (name, meaning) in every_code().items():
        assert CODE.fullmatch(code), code
        assert meaning.rstrip().endswith((".", "`")), f"{name}: {code}"
        first = meaning.split()[0]
        assert first[0].isupper() or first[0] in "`“" or "." in first, f"{name}: {code}"


def command(verb: str) -> click.Command:
    found = main.get_command(click.Context(main), verb)
    assert found is not None
    return found


def part_of_the_page(verb: str) -> str:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    parts = re.split(r"^## ", text, flags=re.MULTILINE)
    (found,) = [part for part in parts if re.match(rf"`{verb}\b", part)]
    return found


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_and_each_of_its_options_and_arguments_is_documented(verb: str) -> None:
    part = part_of_the_page(verb)
    shared = (
        (DOCS / "commands.md")
        .read_text(encoding="utf-8")
        .split("## Options that every verb has", 1)[1]
        .split("\n## ", 1)[0]
    )
    for parameter in command(verb).params:
        if isinstance(parameter, click.Option):
            for name in (one for one in parameter.opts if one.startswith("--")):
                assert f"`{name}" in part or f"`{name}" in shared, f"{verb} {name}"
        else:
            assert (parameter.metavar or str(parameter.name)).upper().strip("[]") in part.splitlines()[0], (
                f"{verb} {parameter.name}"
            )


@pytest.mark.parametrize("verb", VERBS)
def test_no_option_is_documented_that_does_not_exist(verb: str) -> None:
    known = {name for parameter in command(verb).params for name in parameter.opts} | {"--help"}
    assert set(re.findall(r"`(--[a-z-]+)", part_of_the_page(verb))) <= known


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_stands_in_the_tables_of_all_verbs_and_of_what_each_gives_as_json(verb: str) -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert len(re.findall(rf"^\| \[?`{verb}\b", page, re.MULTILINE)) == 2


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_explains_itself(verb: str) -> None:
    assert len((command(verb).help or "").split()) >= 8
    for parameter in command(verb).params:
        if isinstance(parameter, click.Option):
            assert (parameter.help or "").endswith((".", ":")), f"{verb} {parameter.name}"


def test_the_page_of_commands_states_the_version_of_the_json_form() -> None:
    assert f'"format": {JSON_FORMAT}' in (DOCS / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", VERBS)
def test_one_file_a_verb(verb: str) -> None:
    path = PACKAGE / "cli" / f"{verb}.py"
    assert path.read_text(encoding="utf-8").startswith(f'"""`{verb}`: ')


def test_every_file_of_a_verb_is_among_the_verbs() -> None:
    files = {path.stem for path in (PACKAGE / "cli").glob("*.py") if path.read_text("utf-8").startswith('"""`')}
    assert files == set(VERBS)
