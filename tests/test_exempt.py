"""What is exempt is in no public output, whatever holds it and whichever template prints it.

A secret is planted in every source that may be exempt, under every template that the program brings. The exempt version
has every one of them; the public paper, the record of its decision and all that is kept of both have none.
"""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cabinetpaper.building import build
from cabinetpaper.compose import Details, Part, Record, Sources, Template, TemplateSection, compose, grounds, published
from cabinetpaper.finding import Severity
from cabinetpaper.narrative import PARTS, parse_snippet
from cabinetpaper.paper import SectionKind, to_json
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Scorecard
from cabinetpaper.settings import Settings
from cabinetpaper.toml_text import parse
from cabinetpaper.workspace import Workspace, open_workspace

TEMPLATES = Path(__file__).parent.parent / "templates"
KINDS = sorted(one.name for one in TEMPLATES.iterdir() if (one / "paper.toml").is_file())
SECRET = "Zyxq"  # noqa: S105  # no password
"""How every secret word begins."""
PRICE = "91,827"
"""The secret figure, as it is printed."""

DEAL = f"""
[[sections]]
id = "deal"
kind = "other"
title = "The deal"
blocks = ["body", "picture:plan", "figures-table:deal", "chart:deal", "period-table:deal"]

[[sections.parts]]
id = "deal_terms"
title = "Its terms"
blocks = ["answer"]

[[charts]]
id = "deal"
drawn = "bars"
title = "{SECRET}chart"
note = "{SECRET}note"
rows = [{{ name = "{SECRET}row", figures = ["deal.price"] }}]

[[tables]]
id = "deal"
caption = "{SECRET}table"
measures = ["deal_rate"]
"""
"""A section with everything that may hold a secret, added to each template."""

CASE = """
[[sections]]
id = "case"
kind = "other"
title = "The case"

[[sections.parts]]
id = "options"
title = "Options"

[[sections.parts]]
id = "reasons"
title = "Reasons"
"""
"""The parts of a paper that a record of its decision prints under their own ids, below another section."""

DATA = {
    "measures.csv": "id,name,directorate,unit,polarity\n"
    f"deal_rate,{SECRET}measure,alpha,percent,higher\nopen_rate,Open rate,alpha,percent,higher\n"
    f"inner_rate,{SECRET}inner,beta,percent,higher\n",
    "observations.csv": "measure,period,value\n"
    + "".join(
        f"{one},{period},{value}\n"
        for one in ("deal_rate", "open_rate", "inner_rate")
        for period, value in (("Q4 2023/24", 61), ("Q1 2024/25", 62))
    ),
    "figures.csv": f"id,label,value\ndeal.price,{SECRET}label,91827\nsaid.alone,{SECRET}alone,91827\n",
}
BY_BLOCK = {
    "recommendations": ("ask",),
    "cover": ("subtitle", "coveralt", "covercaption"),
    "appendices": ("appendix",),
    "members-rooms": ("rooms",),
    "background-documents": ("document", "inspection"),
    "timetable": ("meeting",),
}
"""The entries that hold a secret, by the block that prints them."""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def planted(root: Path, kind: str) -> tuple[Workspace, tuple[str, ...]]:
    """Return a workspace whose paper of that kind has a secret wherever one may stand, and the ids of the template."""
    text = (TEMPLATES / kind / "paper.toml").read_text(encoding="utf-8")
    text = f"{text}{DEAL}" if 'id = "options"' in text else f"{text}{CASE}{DEAL}"
    form = tomllib.loads(text)
    entries: dict[str, dict[str, str]] = {"answers": {}, "front": {}}
    files = {f"data/{name}": words for name, words in DATA.items()}
    files |= {f"templates/{kind}/paper.toml": text}
    ids: list[str] = []
    for place in (one for section in form["sections"] for one in (section, *section.get("parts", ()))):
        own = "beta" if place.get("each") else place["id"]
        ids.append(own)
        blocks = place.get("blocks", ["body"] if "kind" not in place else [])
        if "answer" in blocks:
            entries["answers"][own] = f"Yes. {SECRET}answer{own}.[^n]\\n\\n[^n]: {SECRET}footnote{own}."
        for part in (one for one in blocks if one in PARTS or one == "recorded"):
            named = "body" if part == "recorded" else part
            words = f"{SECRET}words{own}{named} {{{{ figure.said.alone }}}}.[^n]\n\n[^n]: {SECRET}footnote{own}{named}."
            head = f'+++\nsection = "{own}"\npart = "{named}"\n+++\n'
            files[f"narratives/p/{own}-{named}.md"] = head + words
    for row in form.get("front", ()):
        if row["entry"].startswith("front."):
            entries["front"][row["entry"].removeprefix("front.")] = f"Yes, {SECRET}front{row['entry']}"
    tables = "\n".join(
        f"[{table}]\n" + "".join(f'{key} = "{words}"\n' for key, words in own.items()) for table, own in entries.items()
    )
    # The record has a front table of its own, where the paper's template has none that could be exempt.
    front = f'decision_maker = "{SECRET}maker"\nsubject = "{SECRET}subject"' if "front-table" in text else ""
    files["narratives/p/paper.toml"] = f"""# {SECRET}comment
kind = "{kind}"
title = "A paper"
period = "Q1 2024/25"
cut_off = 2024-06-30
{front}
report_of = "{SECRET}reporter"
recommendations = ["To {SECRET}ask."]
members_rooms = ["{SECRET}rooms"]
inspection = "{SECRET}inspection"

{tables}
[cover]
subtitle = "{SECRET}subtitle"
picture = "plan.png"
alt = "{SECRET}coveralt"
caption = "{SECRET}covercaption"

[[pictures]]
id = "plan"
file = "plan.png"
alt = "{SECRET}alt"
caption = "{SECRET}caption"

[[meetings]]
meeting = "{SECRET}meeting"

[[contacts]]
post = "{SECRET}post"
name = "{SECRET}name"

[[appendices]]
title = "{SECRET}appendix"

[[background_documents]]
title = "{SECRET}document"

[record]
resolved = ["That {SECRET}resolved."]
conflicts = "{SECRET}conflicts"
dispensations = "{SECRET}dispensations"

[exempt]
"""
    files["cabinetpaper.toml"] = (
        'format = 1\n\n[council]\nname = "Council"\n\n[[directorates]]\nid = "alpha"\nname = "Alpha"\n\n'
        '[[directorates]]\nid = "beta"\nname = "Beta"\n'
    )
    for name, words in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(words, encoding="utf-8")
    (root / "narratives/p/plan.png").write_bytes(PNG)
    return open_workspace(root), tuple(ids)


def hold_back(work: Workspace, *ids: str) -> None:
    """Write what is exempt into the paper.toml."""
    file = work.root / "narratives/p/paper.toml"
    head, _, _ = file.read_text(encoding="utf-8").partition("[exempt]\n")
    file.write_text(head + "[exempt]\n" + "".join(f'{one} = "3"\n' for one in ids), encoding="utf-8")


def every_text(place: Path) -> Iterator[tuple[str, str]]:
    """Return the name and the words of every file below a folder: as it is, the parts of packages, the words of PDFs
    and all that their streams and strings hold, unpacked.
    """
    import pikepdf
    import pypdfium2

    for file in sorted(path for path in place.rglob("*") if path.is_file()):
        name, data = file.relative_to(place).as_posix(), file.read_bytes()
        yield name, data.decode("utf-8", "replace")
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                yield from (
                    (f"{name}/{one}", package.read(one).decode("utf-8", "replace")) for one in package.namelist()
                )
        elif data.startswith(b"%PDF"):
            read = pypdfium2.PdfDocument(data)
            yield f"{name} read", "\n".join(page.get_textpage().get_text_range() for page in read)
            with pikepdf.open(io.BytesIO(data)) as pdf:
                for number, one in enumerate(pdf.objects):
                    yield f"{name} object {number}", repr(one)
                    if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != "/Image":
                        yield f"{name} stream {number}", one.read_bytes().decode("utf-8", "replace")
                        yield f"{name} stream {number}, wide", one.read_bytes().decode("utf-16-be", "replace")


def secrets(text: str) -> set[str]:
    """Return the secrets in a text."""
    found = {SECRET + rest.split(maxsplit=1)[0] for rest in text.split(SECRET)[1:] if rest.strip()}
    return found | {one for one in (PRICE, PRICE.replace(",", "")) if one in text}


@pytest.fixture(scope="module", params=KINDS)
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, tuple[str, ...]]:
    """Return the workspace of each kind, everything in its paper exempt."""
    work, ids = planted(tmp_path_factory.mktemp(request.param), request.param)
    ids = tuple(dict.fromkeys((*ids, "resolved", "conflicts", "dispensations")))
    hold_back(work, *ids)
    return work, ids


def test_the_exempt_version_holds_every_secret_that_its_template_prints(
    held: tuple[Workspace, tuple[str, ...]],
) -> None:
    work, ids = held
    shown = to_json(work.compose("p", exempt=True).paper)
    wanted = {f"{SECRET}{one}" for one in ("chart", "note", "row", "table", "measure", "alt", "caption")}
    wanted |= {f"{SECRET}wordsdealbody", f"{SECRET}footnotedealbody", f"{SECRET}answerdeal_terms", PRICE}
    form = (work.root / "templates" / work.load("p").details.kind / "paper.toml").read_text(encoding="utf-8")
    for block, words in BY_BLOCK.items():
        wanted |= {f"{SECRET}{one}" for one in words if re.search(rf'blocks = \[[^\]]*"{block}"', form)}
    for secret in wanted:
        assert secret in shown
    snippets = (work.root / "narratives/p").glob("*.md")
    bodies = {one.stem.rpartition("-")[0] for one in snippets if one.stem.endswith("-body")} - {
        "conflicts",
        "dispensations",
    }
    assert {one for one in bodies if f"{SECRET}words{one}body" in shown} == bodies
    assert bodies <= set(ids)
    decided = to_json(work.compose("p", exempt=True, record=True).paper)
    for secret in ("wordsoptionsbody", "wordsreasonsbody", "resolved", "conflicts"):
        assert f"{SECRET}{secret}" in decided


def test_no_secret_is_in_any_output_of_the_public_paper_nor_of_the_record_nor_in_what_is_kept_of_them(
    held: tuple[Workspace, tuple[str, ...]],
) -> None:
    work, _ = held
    for choice in ({}, {"record": True}):
        done = build(work, "p", **choice)
        assert done.written, [str(one) for one in done.findings if one.severity is Severity.ERROR]
    kept = [*every_text(work.root / "out"), *every_text(work.root / ".cabinetpaper/cache")]
    kept += [
        (name, text)
        for name, text in every_text(work.root / ".cabinetpaper/record")
        if not name.startswith("restricted/")
    ]
    assert {name.rpartition(".")[2] for name, _ in kept} >= {"docx", "pdf", "html", "json", "xml"}
    assert any(" stream " in name for name, _ in kept)
    template = {f"{SECRET}{one}" for one in ("chart", "note", "row", "table")}
    for name, text in kept:
        own = {one.rstrip("\",'") for one in secrets(text)}
        # The words of a template are the council's form, which the record keeps as a file of its own.
        assert not own - (template if "deal.price" in text and "[[charts]]" in text else set()), name


def test_each_id_that_is_exempt_alone_takes_its_own_secrets_with_it(held: tuple[Workspace, tuple[str, ...]]) -> None:
    work, ids = held
    try:
        for one in ids:
            hold_back(work, one)
            for record in (False, True):
                loaded = work.load("p", record=record)
                edition = work.composed(loaded)
                kept = repr((edition, loaded.details, loaded.snippets, loaded.scorecard, loaded.written.text))
                kept += repr((loaded.findings, work.check(edition, loaded), loaded.looks.pictures))
                for secret in ("words", "footnote", "answer"):
                    for part in ("", *PARTS):
                        assert f"{SECRET}{secret}{one}{part} " not in kept
                        assert f"{SECRET}{secret}{one}{part}." not in kept
    finally:
        hold_back(work, *ids)


def test_an_id_that_no_template_has_stops_the_paper_and_the_record(held: tuple[Workspace, tuple[str, ...]]) -> None:
    work, ids = held
    hold_back(work, *ids, "dael")
    try:
        for record in (False, True):
            found = [one for one in work.compose("p", record=record).findings if one.code == "EXEMPT-UNKNOWN"]
            assert [one.severity for one in found] == [Severity.ERROR]
            assert "dael" in found[0].message
    finally:
        hold_back(work, *ids)


# Words that were public once


def test_words_that_were_public_once_leave_the_cache_and_the_record_says_that_it_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from test_building import FILES, Quick, put

    monkeypatch.setattr("cabinetpaper.writers.pdf.process.start_pdf", Quick)
    monkeypatch.setattr(Quick, "drawn", [])
    file = "narratives/q1/paper.toml"
    put(tmp_path, FILES)
    put(tmp_path, {file: FILES[file] + f'\n[answers]\nstatutory_power = "{SECRET}power"\n'})
    work = open_workspace(tmp_path)
    before = build(work, "q1")
    assert before.written
    (outputs,) = (tmp_path / ".cabinetpaper/cache/outputs").iterdir()
    older = outputs.with_name("older")
    older.mkdir()
    (older / "q1").write_text(f"{SECRET}found", encoding="utf-8")
    put(tmp_path, {file: (tmp_path / file).read_text(encoding="utf-8") + '\n[exempt]\nlegal_implications = "5"\n'})
    done = build(work, "q1")
    (told,) = (one for one in done.findings if one.code == "EXEMPT-ONCE-PUBLIC")
    assert before.manifest["build"] in told.message
    assert "“legal_implications”" in told.message
    assert not [name for name, text in every_text(tmp_path / ".cabinetpaper/cache") if SECRET in text]
    assert not [name for name, text in every_text(tmp_path / "out") if SECRET in text]
    settings = tmp_path / "cabinetpaper.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n[builds]\nkeep = 1\n", encoding="utf-8")
    assert build(open_workspace(tmp_path), "q1").written
    last = build(open_workspace(tmp_path), "q1")
    assert "EXEMPT-ONCE-PUBLIC" not in {one.code for one in last.findings}
    kept = every_text(tmp_path / ".cabinetpaper/record")
    assert not [name for name, text in kept if SECRET in text and not name.startswith("restricted/")]


# The parts of an exempt section in the record of the decision


CARD = Scorecard(Period.parse("Q1 2024/25"), date(2024, 6, 30))
OWN = Template(
    "Own",
    (
        TemplateSection("asked", SectionKind.RECOMMENDATIONS, "Asked", blocks=("recommendations",)),
        TemplateSection("case", SectionKind.DETAIL, "Case", parts=(Part("options"), Part("reasons"))),
    ),
)
DECIDED = Template(
    "Record",
    (
        TemplateSection("decision", SectionKind.RECOMMENDATIONS, "Decision", blocks=("resolved",)),
        TemplateSection("reasons", SectionKind.REASONS, "Reasons", blocks=("recorded",)),
        TemplateSection("options", SectionKind.OPTIONS, "Options", blocks=("recorded",)),
    ),
)
DETAILS = Details(
    "own",
    "A paper",
    "Q1 2024/25",
    date(2024, 6, 30),
    recommendations=("To pay.",),
    record=Record(("That it be paid.",), options="None was cheaper."),
)


def test_the_parts_of_an_exempt_section_are_withheld_from_the_record_too() -> None:
    snippet = parse_snippet("narratives/p/reasons.md", '+++\nsection = "reasons"\n+++\nThe dearest.')
    details = replace(DETAILS, exempt={"case": "3"})
    edition = compose(details, DECIDED, CARD, (snippet,), Settings(), paper_id="p", own=OWN)
    assert "dearest" not in repr(edition)
    assert "cheaper" not in repr(edition)
    assert edition.exempt == {"options": "3", "reasons": "3"}
    assert to_json(edition.paper).count("This part is not published. It is exempt under paragraph 3") == 2
    assert "That it be paid." in repr(edition)


def test_what_was_resolved_on_exempt_recommendations_is_exempt() -> None:
    details = replace(DETAILS, exempt={"asked": "1"})
    edition = compose(details, DECIDED, CARD, (), Settings(), paper_id="p", own=OWN)
    assert "paid" not in repr(edition)
    assert edition.exempt == {"decision": "1"}
    whole = compose(details, DECIDED, CARD, (), Settings(), paper_id="p", own=OWN, exempt=True)
    assert "That it be paid." in repr(whole.paper)
    assert whole.paper.status == "Draft. Not for publication: paragraph 1"


def test_what_may_be_published_is_the_same_when_it_is_asked_for_twice() -> None:
    text = '[answers] # Secret\nrisk = "Secret"\nlegal = "Open"\n'
    details = replace(DETAILS, answers={"risk": "Secret", "legal": "Open"}, exempt={"risk": "3"})
    form = Template(
        "Form", tuple(TemplateSection(one, SectionKind.OTHER, one, blocks=("answer",)) for one in ("risk", "legal"))
    )
    public = published(Sources(details, CARD, (), parse(text)), form, form)
    assert public.details.answers == {"legal": "Open"}
    assert "Secret" not in public.written.text
    assert public.written.text.index('"Open"') == text.index('"Open"')
    assert public.written.characters("answers", "legal") == parse(text).characters("answers", "legal")
    again = published(public, form, form)
    assert (again, again.written.value("answers", "legal")) == (public, public.written.value("answers", "legal"))
    assert grounds(public, form, form) == {"risk": "3"}
