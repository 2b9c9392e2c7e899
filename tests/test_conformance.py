"""The rules for any file: each fails on a file that breaks it, none on the same file that does not, and nothing says
more than was tried.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

import cabinetpaper as cp
import conformance_docx
import conformance_html
import conformance_pdf
from cabinetpaper import limits
from cabinetpaper.building import build
from cabinetpaper.conformance import GROUNDS, RULES, UNCHECKED, Examined, Kind, examine, kind_of
from cabinetpaper.conformance.budget import MEANING, Budget
from cabinetpaper.conformance.pdf.lettering import read_letters
from cabinetpaper.conformance.wording import no_link_text, poor_description, poor_title
from cabinetpaper.finding import Finding, Severity
from cabinetpaper.workspace import create, open_workspace
from conformance_pdf import BOX, T, body, content, made, on_root, replaced
from overgrown import CLASSES
from test_docs import every_code

GOOD = {Kind.PDF: conformance_pdf.GOOD, Kind.DOCX: conformance_docx.GOOD, Kind.HTML: conformance_html.GOOD}
CASES = {Kind.PDF: conformance_pdf.CASES, Kind.DOCX: conformance_docx.CASES, Kind.HTML: conformance_html.CASES}
ELSEWHERE = {"FILE-KIND", "FILE-LIMIT", "DOCX-LONG"}
"""Codes with a test of their own below."""


def looked_at(kind: Kind, data: bytes) -> Examined:
    return examine(f"f.{kind.value}", data)


def found(kind: Kind, data: bytes) -> dict[str, list[Finding]]:
    codes: dict[str, list[Finding]] = {}
    for one in looked_at(kind, data).findings:
        codes.setdefault(one.code, []).append(one)
    return codes


@pytest.mark.parametrize("kind", Kind)
def test_a_file_that_keeps_every_rule_has_no_finding_and_every_rule_was_tried(kind: Kind) -> None:
    result = looked_at(kind, GOOD[kind])
    assert [str(one) for one in result.findings] == []
    assert result.tried == tuple(GROUNDS[kind])
    assert result.read
    assert result.passed


@pytest.mark.parametrize(
    ("kind", "code"),
    [(kind, code) for kind, cases in CASES.items() for code in cases],
    ids=lambda one: getattr(one, "value", one),
)
def test_a_file_that_breaks_a_rule_is_told_where(kind: Kind, code: str) -> None:
    data, place = CASES[kind][code]
    told = found(kind, data)
    assert code in told, sorted(told)
    where = place.replace("f", "f.html", 1) if kind is Kind.HTML else place
    assert any(where in str(one.place) for one in told[code]), [str(one) for one in told[code]]
    for one in told[code]:
        assert one.remedy
        assert one.place.file == f"f.{kind.value}"
        assert one.severity is (GROUNDS[kind][code].severity if code in GROUNDS[kind] else Severity.ERROR)


def test_every_code_has_a_case_that_raises_it() -> None:
    codes = {code for code, (module, _) in every_code().items() if module.split(".")[0] == "conformance"}
    assert codes == {code for cases in CASES.values() for code in cases} - {"DOCX-UNREADABLE"} | ELSEWHERE


def test_each_rule_declares_what_its_codes_rest_on() -> None:
    codes = every_code()
    for rules in RULES.values():
        names = [code for rule in rules for code in rule.grounds]
        assert len(names) == len(set(names))
        assert set(names) <= set(codes)
    for kind, grounds in GROUNDS.items():
        assert all(ground.clauses for ground in grounds.values() if ground.severity is Severity.ERROR), kind


def test_every_error_rests_on_a_clause_of_wcag_or_pdf_ua() -> None:
    for grounds in GROUNDS.values():
        for code, ground in grounds.items():
            for clause in ground.clauses:
                assert clause.split()[0] in {"WCAG", "PDF/UA", "Matterhorn"}, (code, clause)


# what was not tried is not said to have been


def test_rules_about_tags_are_not_tried_on_a_pdf_without_tags() -> None:
    result = looked_at(Kind.PDF, made(change=on_root(StructTreeRoot=None)))
    assert "PDF-UNTAGGED" in result.tried
    assert not {"PDF-HEADINGS-NONE", "PDF-ALT-MISSING", "PDF-TABLE-SCOPE"} & set(result.tried)
    assert not result.passed


def test_contrast_is_not_tried_on_a_page_that_takes_its_looks_from_elsewhere() -> None:
    page = conformance_html.changed("<style>", '<link rel="stylesheet" href="other.css"><style>')
    assert "HTML-CONTRAST" not in looked_at(Kind.HTML, page).tried


def test_a_file_that_cannot_be_read_tries_nothing_and_passes_nothing() -> None:
    for kind, data in ((Kind.PDF, b""), (Kind.DOCX, b""), (Kind.HTML, b"")):
        result = looked_at(kind, data)
        assert (result.read, result.passed, result.tried) == (False, False, ())
        assert [one.severity for one in result.findings] == [Severity.ERROR]


def test_a_file_of_another_kind_is_told() -> None:
    result = examine("figures.xlsx", b"PK")
    assert [one.code for one in result.findings] == ["FILE-KIND"]
    assert (result.kind, result.read) == (None, False)


def test_the_kind_is_told_by_the_name_or_else_by_the_beginning() -> None:
    assert [kind_of(name) for name in ("a.PDF", "a.docx", "a.htm", "a.csv")] == [Kind.PDF, Kind.DOCX, Kind.HTML, None]
    assert [kind_of("download", data) for data in (GOOD[Kind.PDF], GOOD[Kind.DOCX], GOOD[Kind.HTML], b"x")] == [
        Kind.PDF,
        Kind.DOCX,
        Kind.HTML,
        None,
    ]


def test_what_a_pdf_declares_is_told() -> None:
    with_pdfa = conformance_pdf.metadata(
        'pdfuaid:part="1"',
        'pdfuaid:part="1" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="a"',
    )
    declared = looked_at(Kind.PDF, made(change=with_pdfa)).declared
    assert declared is not None
    assert (declared.pdfua_part, declared.pdfa_part, declared.pdfa_conformance) == ("1", "2", "A")
    assert looked_at(Kind.HTML, GOOD[Kind.HTML]).declared is None


def test_what_nobody_looked_at_is_said_for_every_kind() -> None:
    assert set(UNCHECKED) == set(Kind)
    assert all(any(name in " ".join(UNCHECKED[kind]) for name in ("veraPDF", "Open XML SDK", "axe")) for kind in Kind)


def test_many_findings_of_one_code_are_counted_after_the_first() -> None:
    rows = "".join(f'<p><a href="https://a.example/{number}">here</a></p>\n' for number in range(50))
    told = found(Kind.HTML, conformance_html.changed("<ul>", f"{rows}<ul>"))["HTML-LINK-WORDS"]
    assert len(told) == limits.CHECKED_SHOWN + 1
    assert "and 30 more like it" in told[-1].message


def test_a_document_longer_than_any_paper_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHECKED_PARAGRAPHS", 5)
    assert "DOCX-LONG" in found(Kind.DOCX, GOOD[Kind.DOCX])
    assert "HTML-DEEP" in found(Kind.HTML, GOOD[Kind.HTML])
    assert not any(looked_at(kind, GOOD[kind]).whole for kind in (Kind.DOCX, Kind.HTML))


def test_pages_beyond_the_limit_are_said_to_be_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHECKED_CONTENT", 500)
    result = looked_at(Kind.PDF, GOOD[Kind.PDF])
    assert "PDF-PAGE-UNREAD" in {one.code for one in result.findings}
    assert ("pages read", 0) in result.seen
    assert (result.read, result.whole, result.passed) == (True, False, False)
    bare = looked_at(Kind.PDF, made(change=on_root(StructTreeRoot=None)))
    assert "PDF-PAGE-UNREAD" in {one.code for one in bare.findings}


def test_a_tree_deeper_than_any_paper_is_not_called_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHECKED_DEPTH", 2)
    result = looked_at(Kind.PDF, GOOD[Kind.PDF])
    assert "PDF-TREE-LOOP" in {one.code for one in result.findings}
    assert not result.whole


# what can be told of words, colours and places


@pytest.mark.parametrize("words", ["click here", "Here", "Read more...", "more", "this page", "Download", "» »"])
def test_words_that_are_no_link_text(words: str) -> None:
    assert no_link_text(words)


@pytest.mark.parametrize(
    "words", ["Corporate Plan 2022 to 2030", "Open data", "Here for you: the winter plan", "Page 4", "paragraph 12"]
)
def test_words_that_are(words: str) -> None:
    assert not no_link_text(words)


@pytest.mark.parametrize(
    "words",
    [
        "image",
        "Picture 4",
        "chart1.png",
        "A chart",
        "my photo.jpg",
        "…",
        "A blue car. Description automatically generated",
    ],
)
def test_descriptions_that_say_nothing(words: str) -> None:
    assert poor_description(words)


@pytest.mark.parametrize("words", ["Chart of visits: 75% to 80%", "Southampton City Council", "Rising"])
def test_descriptions_that_say_something(words: str) -> None:
    assert not poor_description(words)


def test_titles_that_say_nothing() -> None:
    assert all(
        poor_title(one)
        for one in ("Untitled", "Document1", "Microsoft Word - report.docx".rpartition(" ")[2], "report final.pdf")
    )
    assert not any(poor_title(one) for one in ("Performance report", "Title IX", "Documents in members’ rooms"))


def contrast(*drawn: str) -> list[str]:
    """Return the messages about contrast of a page that draws these lines after its own content."""
    extra = "\n/Artifact BMC " + " ".join(drawn) + " EMC"
    data = made(
        change=lambda pdf: setattr(
            pdf.pages[0].obj, "Contents", pdf.make_stream(pdf.pages[0].obj.Contents.read_bytes() + extra.encode())
        )
    )
    return [one.message for one in found(Kind.PDF, data).get("PDF-CONTRAST", [])]


WORDS = "BT /F1 10 Tf 60 105 Td (Words) Tj ET"


def test_words_on_a_filled_rectangle_are_judged_by_its_colour() -> None:
    assert contrast("1 0.75 0 rg 50 100 80 20 re f", "1 g", WORDS) == [
        "“Words” in #FFFFFF on #FFBF00 stands out by 1.7 to 1; 4.5 to 1 is needed"
    ]
    assert contrast("1 0.75 0 rg 50 100 80 20 re f", "0 g", WORDS) == []
    assert contrast("1 0.75 0 rg 50 200 80 20 re f", "0 g", WORDS) == []


def test_words_after_the_rectangle_that_covers_another_are_judged_by_the_last() -> None:
    assert contrast("0 g 50 100 80 20 re f", "1 g 50 100 80 20 re f", "0 g", WORDS) == []
    assert len(contrast("1 g 50 100 80 20 re f", "0 g 50 100 80 20 re f", "0.2 g", WORDS)) == 1


def test_a_clip_limits_a_filling_and_a_frame_is_no_ground() -> None:
    assert contrast("q 300 300 5 5 re W n 0 g 0 0 600 800 re f Q", "0 g", WORDS) == []
    assert contrast("0 g 50 100 80 20 re 51 101 78 18 re f*", "0 g", WORDS) == []


def test_a_rounded_shape_counts_as_the_rectangle_that_it_nearly_is() -> None:
    rounded = (
        "0 g 54 100 m 126 100 l 128 100 130 102 130 104 c 130 116 l 130 118 128 120 126 120 c 54 120 l 52 120 50 118 "
        "50 116 c 50 104 l 50 102 52 100 54 100 c f"
    )
    assert len(contrast(rounded, "0.1 g", WORDS)) == 1


def test_large_words_need_three_to_one() -> None:
    assert contrast("0.55 g", WORDS.replace(" 10 Tf", " 20 Tf")) == []
    assert len(contrast("0.55 g", WORDS)) == 1


def test_words_are_placed_by_every_matrix_and_operator() -> None:
    ground = "0 g 50 100 80 20 re f 0.1 g"
    for words in (
        "q 2 0 0 2 0 0 cm BT /F1 5 Tf 30 52.5 Td (Words) Tj ET Q",
        "BT /F1 10 Tf 1 0 0 1 60 105 Tm [(Wo) -20 (rds)] TJ ET",
        "BT /F1 10 Tf 60 125 TD 0 -20 TD (Words) Tj ET",
        "BT /F1 10 Tf 20 TL 60 125 Td (Words) ' ET",
        "BT /F1 10 Tf 20 TL 60 125 Td T* (Words) Tj ET",
    ):
        assert len(contrast(ground, words)) == 1, words


def test_invisible_words_and_words_on_a_picture_are_not_judged() -> None:
    assert contrast("1 g", WORDS.replace("(Words)", "3 Tr (Words)")) == []
    picture = "q 80 0 0 20 50 100 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
    assert contrast(picture, "1 g", WORDS) == []


def test_the_colours_of_print_are_known() -> None:
    assert len(contrast("0 0 0 1 k 50 100 80 20 re f", "0 0 0 0.9 k", WORDS)) == 1
    assert contrast("0 0 0 1 k 50 100 80 20 re f", "0 0 0 0 k", WORDS) == []


def test_marks_of_a_drawing_that_the_page_names_belong_to_its_tag() -> None:
    def drawing(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        form = pdf.make_stream(
            b"/P <</MCID 0>> BDC BT /F1 10 Tf 50 40 Td (Inside.) Tj ET EMC",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
        )
        form.StructParents, form.BBox = 9, pikepdf.Array([0, 0, 600, 100])
        page.Resources.XObject = pikepdf.Dictionary(X1=form)
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" /X1 Do")
        tag = conformance_pdf.found(pdf, "P", 1)
        tag.K.append(pikepdf.Dictionary(Type=pikepdf.Name.MCR, Stm=form, MCID=0, Pg=page))

    assert found(Kind.PDF, made(change=drawing)) == {}
    assert "PDF-CONTENT-ORPHAN" in found(
        Kind.PDF, made(change=lambda pdf: (drawing(pdf), conformance_pdf.found(pdf, "P", 1).K.__delitem__(1)))
    )


def test_words_that_stand_for_others_are_read() -> None:
    tags = replaced(2, T("H2", [" "], {"ActualText": "Measures"}))
    assert found(Kind.PDF, made(tags)) == {}
    with_picture = replaced(2, T("H2", [T("Figure", [BOX], {"Alt": "Measures of the quarter"})]))
    assert found(Kind.PDF, made(with_picture)) == {}


def test_a_heading_may_stand_for_the_caption_of_a_table() -> None:
    tags = body()
    tags[3].kids.pop(0)
    assert found(Kind.PDF, made(tags)) == {}


def test_an_artifact_is_not_taken_for_content_nor_content_for_an_artifact() -> None:
    assert "PDF-CONTENT-MIXED" in found(
        Kind.PDF, made(change=content(b"/H1 <</MCID 0>> BDC", b"/Artifact BMC /H1 <</MCID 0>> BDC"))
    )


def test_the_looks_of_a_page_follow_its_style_sheets() -> None:
    def told(css: str, words: str = "<p class=x>Words</p>") -> bool:
        page = conformance_html.changed("@media", f"{css} @media").decode().replace("<ul>", f"{words}<ul>")
        return "HTML-CONTRAST" in found(Kind.HTML, page.encode())

    assert told(".x { color: #aaa }")
    assert not told(".x { color: #aaa; background: #000 }")
    assert told(".x { color: rgb(255 255 255 / 100%) }")
    assert not told(".x { color: rgb(255 255 255 / 50%) }")
    assert not told(".x { color: #fff; background: url(data:,x) }")
    assert not told("p.x { color: #000 } .x { color: #aaa }")
    assert told("p.x { color: #000 } .x { color: #aaa !important }")
    assert not told(".x { color: #949494; font-size: 20pt }")
    assert told("", '<p style="color: #aaa">Words</p>')
    assert told("div { background: black }", "<div><p class=x>Words</p></div>")
    assert not told("@media (max-width: 40rem) { .x { color: #aaa } }")
    assert not told(".x { color: #fff; display: none }")


# our own papers


PAPERS = sorted(path.parent.name for path in (Path(__file__).parent.parent / "narratives").glob("*/paper.toml"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sample")
    create(root, sample=True)
    return root


@pytest.mark.parametrize("paper", PAPERS)
def test_no_output_of_the_samples_breaks_a_rule(sample: Path, paper: str) -> None:
    built = build(open_workspace(sample), paper)
    for path in (path for kind, path in built.paths.items() if kind != "manifest"):
        result = cp.examine(path.name, path.read_bytes())
        assert result.passed
        assert [str(one) for one in result.findings] == []
        assert result.tried == tuple(GROUNDS[Kind(path.suffix[1:])])
        assert ("stretches of words not judged for contrast", 0) in result.seen or path.suffix != ".pdf"


def test_a_range_of_characters_is_looked_up_and_the_nearest_beginning_counts() -> None:
    table = (
        b"2 beginbfrange <0000><FFFF><0041> <0010><0012><0061> endbfrange 1 beginbfchar <0011> <0058> endbfchar"
        b" 1 beginbfrange <0020><0021>[<0030> <00660069>] endbfrange beginbfchar <0001> <0059>"
    )
    letters = read_letters(table, Budget())
    codes = (0, 1, 0x10, 0x11, 0x12, 0x13, 0x20, 0x21)
    assert [letters[code] for code in codes] == ["A", "B", "a", "X", "c", "", "0", "fi"]
    assert len(letters) <= len(codes)


SPENDS = {
    "CHECKED_STEPS": "pdf: cells over cells",
    "CHECKED_WORDS": "pdf: one description for all",
    "CHECKED_CODES": "pdf: tables of characters",
    "CHECKED_INSTRUCTIONS": "pdf: short instructions",
    "CHECKED_CHAIN": "pdf: fields below a chain",
    "CHECKED_ELEMENTS": "docx: elements",
    "CHECKED_LOOKS": "docx: looks",
}
"""A class of files whose small members spend each limit."""


@pytest.mark.parametrize("limit", sorted(MEANING))
def test_over_a_budget_the_finding_names_the_limit(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    grown = CLASSES[SPENDS[limit]]
    data = grown.make(10)
    monkeypatch.setattr(limits, limit, 0)
    told = [one for one in examine(f"f.{grown.reader}", data).findings if one.code in {"FILE-LIMIT", "PDF-PAGE-UNREAD"}]
    assert any(f"he file has more than 0 {MEANING[limit]}" in str(one) for one in told), told


def test_the_words_of_each_limit_are_those_of_a_limit() -> None:
    assert set(MEANING) <= set(vars(limits))
