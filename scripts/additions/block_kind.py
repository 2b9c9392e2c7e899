"""A kind of block, as docs/contributing.md says: words beside the text."""

from __future__ import annotations

from additions.addition import Addition, Change

_PAPER = "src/cabinetpaper/paper"
_DOCX, _HTML, _READER = (f"src/cabinetpaper/{part}" for part in ("writers/docx", "writers/html", "readers/docx"))
_REFERENCE = "tests/test_docx_writer.py::test_the_shipped_reference_is_made_of_the_house_styles"

BLOCK_KIND = Addition(
    "a kind of block",
    new={
        f"{_DOCX}/asides.py": '''"""Draw an aside: one paragraph in a style of its own.

In: an aside in its plain form. Out: its paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cabinetpaper.paper import model
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.inlines import draw_inlines

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element


def draw_aside(aside: model.Aside, canvas: Canvas) -> list[Element]:
    """Return the paragraph of an aside."""
    return [canvas.paragraph(names.ASIDE, draw_inlines(aside.inlines, canvas), aside.id)]
''',
        f"{_HTML}/asides.py": '''"""Draw an aside: HTML's own element, which holds a paragraph.

In: an aside. Out: HTML; in the PDF its paragraph is tagged as one.
"""

from __future__ import annotations

from cabinetpaper.paper import model
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.html.inlines import draw_inlines, identified


def draw_aside(aside: model.Aside, canvas: Canvas) -> str:
    """Return an aside."""
    words = draw_inlines(aside.inlines, canvas)
    return f"<aside{identified(aside.id, canvas)}><p>{canvas.start()}{words}</p></aside>"
''',
    },
    changes=(
        Change(
            f"{_PAPER}/model.py",
            "Block = Heading | Paragraph |",
            '''@dataclass(frozen=True, slots=True)
class Aside:
    """Words beside the text: what a term means, where to read more. Never numbered."""

    id: str
    inlines: tuple[Inline, ...]
    origin: Origin | None = None


Block = Heading | Paragraph |''',
        ),
        Change(f"{_PAPER}/model.py", "| Contents | Picture\n", "| Contents | Picture | Aside\n"),
        Change(
            f"{_PAPER}/walk.py",
            "        case model.Paragraph():\n            yield part(PartKind.PARAGRAPH",
            "        case model.Paragraph() | model.Aside():\n            yield part(PartKind.PARAGRAPH",
        ),
        Change(
            f"{_PAPER}/walk.py",
            "case model.Heading() | model.Paragraph() | model.Item():\n            return replace",
            "case model.Heading() | model.Paragraph() | model.Item() | model.Aside():\n            return replace",
        ),
        Change(f"{_PAPER}/numbering.py", "| model.Picture():", "| model.Picture() | model.Aside():"),
        Change(f"{_PAPER}/plain.py", "case model.Heading():", "case model.Heading() | model.Aside():"),
        Change(
            f"{_PAPER}/places.py",
            "        case model.Contents():\n",
            '        case model.Aside():\n            return f"beside {above}" if above else "beside the text"\n'
            "        case model.Contents():\n",
        ),
        Change(
            f"{_DOCX}/blocks.py",
            "from cabinetpaper.writers.docx.inlines import",
            "from cabinetpaper.writers.docx.asides import draw_aside\nfrom cabinetpaper.writers.docx.inlines import",
        ),
        Change(
            f"{_DOCX}/blocks.py",
            "        case model.Recommendations():\n            return [",
            "        case model.Aside():\n            return draw_aside(block, canvas)\n"
            "        case model.Recommendations():\n            return [",
        ),
        Change(
            f"{_HTML}/blocks.py",
            "from cabinetpaper.writers.html.canvas import",
            "from cabinetpaper.writers.html.asides import draw_aside\nfrom cabinetpaper.writers.html.canvas import",
        ),
        Change(
            f"{_HTML}/blocks.py",
            "        case model.Recommendations():\n            return _draw",
            "        case model.Aside():\n            return draw_aside(block, canvas)\n"
            "        case model.Recommendations():\n            return _draw",
        ),
        Change(
            "src/cabinetpaper/writers/pdf/printing.py",
            "| model.Chart() | model.Picture():",
            "| model.Chart() | model.Picture() | model.Aside():",
        ),
        Change(
            f"{_PAPER}/style_names.py",
            'CAPTION: Final = "caption"',
            'ASIDE: Final = "Aside"\nCAPTION: Final = "caption"',
        ),
        Change(
            f"{_DOCX}/house_styles.py",
            "        *others,\n",
            "        *others,\n        HouseStyle(names.ASIDE, _indent(_HANG, 0, _HANG), _GREY, names.BODY),\n",
        ),
        Change(
            f"{_READER}/styles.py",
            '        names.CAPTION: Meaning("caption"),\n',
            '        names.ASIDE: Meaning("aside"),\n        names.CAPTION: Meaning("caption"),\n',
        ),
        Change(
            f"{_READER}/body.py",
            "Meaning], model.Block]]]] = {\n",
            "Meaning], model.Block]]]] = {\n"
            '    "aside": ("an aside", lambda name, words, _: model.Aside(name, words)),\n',
        ),
        Change(
            "templates/cabinet/paper.css",
            ".quote { font-style: italic; }\n",
            ".quote { font-style: italic; }\naside { margin: 0 var(--hang); color: var(--quiet); }\n",
        ),
        Change(
            "docs/docx-styles.md",
            "| `Quote`, `Numbered Quote` | words of others |\n",
            "| `Quote`, `Numbered Quote` | words of others |\n| `Aside` | words beside the text |\n",
        ),
    ),
    tests={
        "tests/test_asides.py": '''"""An aside: the same words in every output, apart from the text in each."""

from __future__ import annotations

from cabinetpaper.paper import Paper, Section, SectionKind, Text, model, plain
from cabinetpaper.paper.places import placed
from cabinetpaper.readers import read_docx
from cabinetpaper.writers import write_docx, write_html, write_pdf
from docx_parts import W, part
from reading_back import docx_lines, expected, html_lines, pdf_lines, solid

ASIDE = model.Aside("term", (Text("A snapshot is a count on one day."),))
PAPER = Paper("p", "Title", "Council", (Section("s", SectionKind.DETAIL, "Detail", (ASIDE,)),))


def test_an_aside_says_the_same_in_all_three() -> None:
    assert ("paragraph", "", "A snapshot is a count on one day.") in expected(PAPER)
    assert html_lines(write_html(PAPER, {})) == docx_lines(write_docx(PAPER, {})) == expected(PAPER)
    assert solid(pdf_lines(write_pdf(PAPER, {}))) == solid(expected(PAPER))


def test_an_aside_is_set_apart_and_read_back() -> None:
    assert "<aside" in write_html(PAPER, {})
    assert "Aside" in {style.get(f"{{{W}}}val") for style in part(write_docx(PAPER, {})).iter(f"{{{W}}}pStyle")}
    assert plain(read_docx(write_docx(PAPER, {})).paper) == plain(PAPER)


def test_an_aside_is_found_by_the_paragraph_before_it() -> None:
    assert [where for part, where in placed(PAPER) if part.block is ASIDE] == ["“Detail”, beside the text"]
'''
    },
    in_tests=(
        Change(
            "tests/generated.py",
            "    Contents: st.builds(Contents,",
            "    model.Aside: st.builds(model.Aside, ID, RUNS, ORIGINS),\n    Contents: st.builds(Contents,",
        ),
        Change("tests/generated.py", "    Text,\n    walk,\n)", "    Text,\n    model,\n    walk,\n)"),
    ),
    pages={"templates/cabinet/reference.docx": _REFERENCE},
    passes=(
        "tests/test_block_kinds.py",
        "tests/test_asides.py",
        _REFERENCE,
        "tests/test_docx_writer.py::test_the_docs_name_every_style_and_every_code",
    ),
    laws=(
        "tests/test_walk.py",
        "tests/test_round_trip.py::test_a_paper_with_its_base_comes_back_whole",
        "tests/test_round_trip.py::test_a_paper_without_a_base_comes_back_as_readers_see_it",
        "tests/test_same_content.py::test_any_paper_is_the_same_on_the_web",
        "tests/test_same_content.py::test_any_paper_is_the_same_in_print",
    ),
    elsewhere=30,
)
