"""The PDF for archives: identified as PDF/UA-1 and PDF/A-2a, with colours, flags and characters that it can keep; what
it cannot keep is told.
"""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image, ImageCms

from cabinetpaper.finding import CabinetPaperError, Severity
from cabinetpaper.fonts import FACES, face_bytes
from cabinetpaper.paper import Paper, Paragraph, Section, SectionKind
from cabinetpaper.writers.html.page import house_file
from cabinetpaper.writers.pdf import render_pdf, write_pdf
from cabinetpaper.writers.pdf.colours import on_screen
from cabinetpaper.writers.pdf.glyphs import BOX, boxed
from reading_back import PdfTree
from specimen_paper import drawings, specimen, words

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
PRINTED = 4
"""The flag of an annotation that is printed with its page (ISO 32000-1, table 165)."""


def small(text: str = "One paragraph.") -> Paper:
    return Paper(
        "p",
        "A small paper",
        "A council",
        (Section("s", SectionKind.DETAIL, "Detail", (Paragraph("a", words(text), numbered=True),)),),
    )


@cache
def whole() -> bytes:
    return write_pdf(specimen(), drawings())


@cache
def opened(data: bytes) -> pikepdf.Pdf:
    """Return the opened PDF; it is kept, since its objects end with it."""
    return pikepdf.open(io.BytesIO(data))


def with_words(more: str) -> str:
    """Return the house page with more markup at its end."""
    return house_file("paper.html").replace("</main>", f"{more}</main>")


def picture(mode: str, kind: str, colour: object = None, **named: object) -> bytes:
    target = io.BytesIO()
    Image.new(mode, (4, 3), colour).save(target, kind, **named)
    return target.getvalue()


def code_of(paper: Paper, **named: object) -> tuple[str, str]:
    with pytest.raises(CabinetPaperError) as caught:
        write_pdf(paper, {}, **named)  # type: ignore[arg-type]
    (finding,) = caught.value.findings
    assert finding.severity is Severity.ERROR
    assert finding.remedy
    return finding.code, finding.message


# What it says it is


def test_it_is_identified_as_both_in_one_description() -> None:
    packet = etree.fromstring(opened(whole()).Root.Metadata.read_bytes())
    assert len(packet.findall(f"{RDF}RDF")) == 1
    said = {name: value for node in packet.iter(f"{RDF}Description") for name, value in node.attrib.items()}
    assert (said[f"{PDFA}part"], said[f"{PDFA}conformance"], said[f"{PDFUA}part"]) == ("2", "A", "1")


def test_it_describes_the_property_that_the_archive_standard_does_not_know() -> None:
    packet = etree.fromstring(opened(whole()).Root.Metadata.read_bytes())
    assert [node.text for node in packet.iter(f"{SCHEMA}namespaceURI")] == [PDFUA.strip("{}")]
    assert [node.text for node in packet.iter(f"{SCHEMA}prefix")] == ["pdfuaid"]


def test_what_it_is_can_be_read_without_a_pdf_program() -> None:
    assert b'pdfaid:part="2"' in whole()
    assert b'pdfuaid:part="1"' in whole()
    assert b"Cabinet performance report, Q1 2024/25" in whole()


def test_its_colours_are_those_of_one_profile() -> None:
    (intent,) = opened(whole()).Root.OutputIntents
    assert (str(intent.S), str(intent.Type)) == ("/GTS_PDFA1", "/OutputIntent")
    profile = ImageCms.ImageCmsProfile(io.BytesIO(intent.DestOutputProfile.read_bytes()))
    assert "sRGB" in ImageCms.getProfileName(profile)
    assert intent.DestOutputProfile.N == 3


def test_its_links_are_printed_with_their_page() -> None:
    flags = [int(one.F) for page in opened(whole()).pages for one in page.obj.get("/Annots", [])]
    assert flags
    assert set(flags) == {PRINTED}


def test_it_has_an_identifier_that_only_its_content_decides() -> None:
    first, second = (opened(write_pdf(small(text), {})).trailer.ID for text in ("One.", "One."))
    assert list(first) == list(second)
    assert list(first) != list(opened(write_pdf(small("Two."), {})).trailer.ID)


def test_every_font_says_which_characters_it_draws() -> None:
    fonts = [font for page in opened(whole()).pages for font in page.obj.Resources.Font.values()]
    assert fonts
    assert all("/ToUnicode" in font for font in fonts)


# Pictures


@pytest.mark.parametrize(
    ("mode", "kind", "colour", "mode_then"),
    [
        ("L", "png", 90, "L"),
        ("LA", "png", (90, 100), "LA"),
        ("P", "png", 3, "P"),
        ("RGB", "png", (9, 9, 9), "RGB"),
        ("RGBA", "png", (9, 9, 9, 100), "RGBA"),
        ("RGB", "jpeg", (9, 9, 9), "RGB"),
        ("I;16", "png", 32896, "L"),
        ("CMYK", "jpeg", (0, 0, 0, 0), "RGB"),
    ],
)
def test_a_picture_has_the_colours_of_the_screen(mode: str, kind: str, colour: object, mode_then: str) -> None:
    data = picture(mode, kind, colour)
    changed, guessed = on_screen(data)
    assert Image.open(io.BytesIO(changed)).mode == mode_then
    assert (changed == data) is (mode == mode_then)
    assert guessed is (mode == "CMYK")


def test_half_of_65536_greys_is_half_of_256() -> None:
    changed, _ = on_screen(picture("I;16", "png", 32896))
    assert Image.open(io.BytesIO(changed)).getpixel((0, 0)) in {127, 128}


def test_a_picture_of_the_printing_press_is_converted_and_told_where_its_colours_are_a_guess() -> None:
    written = render_pdf(
        small(),
        {},
        print_css="body { background: url(logo.jpg) }",
        assets={"logo.jpg": picture("CMYK", "jpeg", (0, 255, 255, 0))},
    )
    (finding,) = written.findings
    assert (finding.code, finding.severity) == ("PDF-COLOUR", Severity.WARNING)
    assert "“logo.jpg”" in finding.message
    assert b"/DeviceCMYK" not in b"".join(
        one.read_bytes() for one in opened(written.data).objects if isinstance(one, pikepdf.Stream)
    )
    assert {str(one.ColorSpace) for one in pictures(written.data)} == {"/DeviceRGB"}


def test_a_broken_profile_is_no_profile() -> None:
    _, guessed = on_screen(picture("CMYK", "jpeg", (0, 0, 0, 0), icc_profile=b"nothing of the kind"))
    assert guessed


def test_no_picture_asks_to_be_smoothed() -> None:
    data = write_pdf(
        small(),
        {},
        print_css="body { background: url(logo.png) }",
        assets={"logo.png": picture("RGBA", "png", (9, 9, 9, 100))},
    )
    assert len(pictures(data)) == 2  # and its mask
    assert not any(bool(one.Interpolate) for one in pictures(data))


def pictures(data: bytes) -> list[pikepdf.Object]:
    return [one for one in opened(data).objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]


def test_a_picture_without_words_is_left_out_of_what_is_read_aloud() -> None:
    tree = PdfTree(
        write_pdf(small(), {}, page=with_words('<svg width="9" height="9"><rect width="9" height="9"/></svg>'))
    )
    assert "Figure" not in {tree.kind(element) for element in tree.walk()}


# Characters


def test_a_character_without_a_glyph_is_a_box_and_not_a_glyph_that_means_nothing() -> None:
    written = render_pdf(small("Done \N{CHECK MARK} today"), {})
    assert written.boxes == "\N{CHECK MARK}"
    tree = PdfTree(written.data)
    assert f"Done {BOX} today" in tree.text(tree.document)


@pytest.mark.parametrize(
    "text",
    [
        "zero\N{ZERO WIDTH JOINER}width",
        "non\N{NON-BREAKING HYPHEN}breaking",
        "soft\N{SOFT HYPHEN}hyphen",
        "\N{ZERO WIDTH NO-BREAK SPACE}mark",
    ],
)
def test_a_character_that_needs_no_glyph_is_no_finding(text: str) -> None:
    assert render_pdf(small(text), {}).findings == ()


def test_a_character_that_only_the_style_sheet_prints_is_told_as_the_templates() -> None:
    (finding,) = render_pdf(small(), {}, print_css='p::before { content: "\\2713" }').findings
    assert finding.code == "PDF-GLYPH"
    assert "template" in str(finding.place)


def test_a_typeface_of_the_template_may_draw_what_the_house_typeface_cannot() -> None:
    rule = '@font-face { font-family: Own; src: url(own.ttf) } p { font-family: Own, "Liberation Sans" }'
    written = render_pdf(small("Done \N{CHECK MARK}"), {}, print_css=rule, assets={"own.ttf": typeface_with(0x2713)})
    assert (written.findings, written.boxes) == ((), "")


def test_a_character_that_only_its_typeface_knows_is_refused() -> None:
    rule = '@font-face { font-family: Own; src: url(own.ttf) } p { font-family: Own, "Liberation Sans" }'
    code, message = code_of(small("Done \ue001"), print_css=rule, assets={"own.ttf": typeface_with(0xE001)})
    assert code == "PDF-STANDARD"
    assert "U+E001" in message


def typeface_with(code: int) -> bytes:
    """Return the house typeface with the letter Q for a character that it cannot draw."""
    font = TTFont(io.BytesIO(face_bytes(FACES[0].file)))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = "Q"
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("a✓b", f"a{BOX}b"),
        ("a&check;b", f"a{BOX}b"),
        ("a&#x2713;b", f"a{BOX}b"),
        ('"\\2713 b"', f'"{BOX}b"'),
        ("&amp; \\A &#65;", "&amp; \\A &#65;"),
    ],
)
def test_a_box_stands_for_a_character_however_it_is_written(text: str, then: str) -> None:
    assert boxed(text, frozenset("✓")) == then


# What no archive could keep


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ("p { color: device-cmyk(1 0 0 0) }", "device-cmyk"),
        ("p { border: 1px solid device-cmyk(0 0 0 1) }", "device-cmyk"),
        ("p { opacity: 0.5 }", "opacity"),
    ],
)
def test_a_style_that_no_archive_could_keep_is_refused(rule: str, named: str) -> None:
    code, message = code_of(small(), print_css=rule)
    assert code == "PDF-STANDARD"
    assert named in message


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        ('<p><a rel="attachment" href="more.csv">Data</a></p>', "attaches a file"),
        ('<input style="appearance: auto" value="1">', "field to be filled in"),
    ],
)
def test_markup_that_no_archive_could_keep_is_refused(markup: str, named: str) -> None:
    code, message = code_of(small(), page=with_words(markup), assets={"more.csv": b"a,b"})
    assert code == "PDF-STANDARD"
    assert named in message


def test_see_through_shapes_of_a_drawing_are_no_matter() -> None:
    veil = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g opacity=".4"><rect width="9" '
        b'height="9"/><text>a</text></g></svg>'
    )
    assert (
        render_pdf(small(), {}, print_css="body { background: url(veil.svg) }", assets={"veil.svg": veil}).findings
        == ()
    )
