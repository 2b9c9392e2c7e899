"""Laws of the source map: every word leads back to its place, and marks change nothing."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.narrative import parse_snippet, render, render_entry
from cabinetpaper.narrative.filters import PRESS, Press, functions
from cabinetpaper.narrative.language import environment
from cabinetpaper.narrative.node import Catalogue, Node
from cabinetpaper.narrative.sourcemap import TOKENS, chunks, marked, read
from cabinetpaper.paper import Block, Break, Figure, Inline, Link, Text, inline_text, plain_block, plain_inlines
from cabinetpaper.toml_text import parse
from narrative_figures import FACTS, FRONT, SAMPLE, rendered
from places_of_words import kind_of_place, with_notes

MARKDOWN = MarkdownIt("zero").enable(["heading", "list", "blockquote", "emphasis", "link", "newline", "escape"])
FILE = "narratives/q1/children/care.md"

WORDS = st.sampled_from(
    [
        "The rate ",
        "fell",
        " ",
        "  ",
        "\n",
        "  \n",
        "\n\n",
        "- ",
        "\n- ",
        "\n  - ",
        "1. ",
        "\n2) ",
        "## ",
        "\n### a ##\n",
        "> ",
        "\n> q",
        "**",
        "*",
        "_",
        "\\*",
        "\\#",
        "one,  \nand two",
        "\n> quoted\n>   on",
        "\\",
        "`",
        '[x **y**](https://e.org/a_b "t")',
        "[",
        "](",
        "<b>",
        "&amp;",
        "!",
        "\t",
        "é",
        "\N{NO-BREAK SPACE}",
        "”",
        "Action: ",
        "{# note #}",
        "#",
        "{% raw %}*{{ x }}*{% endraw %}",
        "17K",
        "+ ",
        "---\n",
        "\n    code",
        "|",
        "\uf0b7 ",
    ]
)
EXPRESSIONS = st.sampled_from(
    [
        "{{ cic_rate.value }}",
        "{{ ks4|moved }}",
        "{{- ks4.name -}}",
        "{{ cic_rate|chip }}",
        "{{ 'rose' if ks4 is red else 'fell' }}",
        "{{ figure.homes }}",
        "{{ ref('x') }}",
        "{{ gap('who *is* it') }}",
        "{{ assessment.value }}",
    ]
)
PIECES = st.one_of(WORDS, WORDS, EXPRESSIONS)


def _tagged(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, max_size=4).map("".join)
    return st.one_of(
        inner,
        st.tuples(
            st.sampled_from(
                [
                    "{% if cic_rate is red %}",
                    "{%- if cic_rate is green -%}",
                    "{% for one in [1, 2] %}",
                    "{% for one in [1, 2] -%}\n",
                ]
            ),
            body,
            body,
        ).map(
            lambda parts: (
                parts[0]
                + parts[1]
                + ("{% else %}" + parts[2] if "if" in parts[0] else "")
                + ("{% endif %}" if "if" in parts[0] else "{%- endfor %}")
            )
        ),
    )


BODIES = st.lists(st.recursive(PIECES, _tagged, max_leaves=6), max_size=14).map("".join)


NOTE = "The end[^n].\n\n[^n]: A *note* of\n  two lines, {{ cic_rate.value }}."
NOTED = st.tuples(BODIES, st.sampled_from(["", NOTE])).map("\n\n".join)


def inlines(block: Block) -> tuple[Inline, ...]:
    return block.inlines  # type: ignore[union-attr, no-any-return]


def test_every_word_and_figure_leads_back_to_its_place() -> None:
    met: Counter[str] = Counter()

    @settings(max_examples=250, deadline=None)
    @given(NOTED, st.sampled_from(["\n", "\r\n", "\r"]))
    def law(body: str, line_end: str) -> None:
        snippet = parse_snippet(FILE, (FRONT + body).replace("\n", line_end))
        for block in render(snippet, FACTS, SAMPLE).blocks:
            met.update(kind_of_place(one, {FILE: snippet.source}) for one in with_notes(inlines(block)))

    law()
    kinds = {"typed words", "printed words", "printed", "link", "escaped", "line end", "Footnote", "Break"}
    assert {kind for kind, count in met.items() if count >= 5} >= kinds, met


def as_toml(body: str, form: str) -> str:
    """Return a text as an entry of a TOML file."""
    if form == "literal":
        return f"a = [1, '''\n{body}''']"
    if form == "basic":
        return f"a = [1, {json.dumps(body, ensure_ascii=False)}]"
    escaped = body.replace("\\", "\\\\").replace('"', '\\"')
    escaped = escaped.replace("fell", "f\\\n  ell").replace("é", "\\u00e9")
    return f'a = [1, """\n{escaped}"""]'


def test_every_word_of_an_entry_of_a_toml_file_leads_back_to_its_place_there() -> None:
    met: Counter[str] = Counter()

    @settings(max_examples=200, deadline=None)
    @given(NOTED, st.sampled_from(["basic", "lines", "literal"]))
    def law(body: str, form: str) -> None:
        written = parse(as_toml(body, form))
        assert written.entries["a"][1] == body
        made = render_entry(body, FILE, FACTS, SAMPLE, written=written.text, places=written.characters("a", 1))
        assert [plain_block(block) for block in made.blocks] == [plain_block(block) for block in rendered(body).blocks]
        for block in made.blocks:
            for one in with_notes(inlines(block)):
                met[f"{form} {kind_of_place(one, {FILE: written.text}, escaped=form != 'literal')}"] += 1
        assert all(1 <= (one.place.line or 0) <= written.text.count("\n") + 1 for one in made.findings)

    law()
    kinds = ("typed words", "printed words", "escaped", "line end")
    assert {f"{form} {kind}" for form in ("basic", "lines", "literal") for kind in kinds} <= set(met), met
    assert any(kind.endswith(" link") for kind in met), met


def outputs(body: str) -> tuple[str, str, Press]:
    """Return what the template prints with its marks taken out, and without marks at all."""
    stretches = chunks(body, environment())
    found = []
    for template in (marked(body, stretches), body):
        catalogue = Catalogue(FACTS, SAMPLE)
        press = Press(catalogue, 5_000)
        names = {root: Node(catalogue, root) for root in catalogue.roots()}
        found.append(environment().from_string(template).render({**names, **functions(catalogue), PRESS: press}))
    return read(found[0], stretches).text, found[1], press


@settings(max_examples=150, deadline=None)
@given(BODIES)
def test_marks_taken_out_leave_the_plain_rendering(body: str) -> None:
    with_marks, without, _ = outputs(parse_snippet(FILE, FRONT + body).body)
    assert with_marks == without


@settings(max_examples=150, deadline=None)
@given(BODIES)
def test_the_blocks_hold_what_markdown_alone_gives(body: str) -> None:
    result = rendered(body)
    if result.findings:
        return
    _, text, press = outputs(parse_snippet(FILE, FRONT + body).body)
    expected = []
    for token in MARKDOWN.parse(text):
        if token.type == "inline" and token.children:
            words = "".join(
                {"softbreak": " ", "hardbreak": "\n"}.get(child.type, child.content) for child in token.children
            )
            expected.append(TOKENS.sub(lambda found: inline_text(press.inlines[ord(found[0]) - 0x100000], {}), words))
    got = ["".join(inline_text(one, {}) for one in inlines(block)) for block in result.blocks]  # type: ignore[arg-type]
    assert got == [one for one in expected if one]


@settings(max_examples=60, deadline=None)
@given(BODIES)
def test_ids_are_unique_and_the_same_each_time(body: str) -> None:
    first, second = rendered(body), rendered(body)
    assert first == second
    ids = [block.id for block in first.blocks]
    assert len(set(ids)) == len(ids)


HOSTILE = st.lists(
    st.one_of(
        PIECES,
        st.sampled_from(
            [
                "{%",
                "%}",
                "{{",
                "}}",
                "{#",
                "#}",
                "{% if ",
                "{% endif %}",
                "{% else %}",
                "{% for a in ",
                "cic_rate",
                ".",
                "|",
                "(",
                ")",
                "'",
                "[",
                "]",
                "-",
                "{",
                "}",
            ]
        ),
        st.text(max_size=6),
    ),
    max_size=16,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(HOSTILE)
def test_no_snippet_is_answered_with_a_traceback(body: str) -> None:
    result = rendered(body)
    assert not (result.blocks and result.findings)
    for one in result.findings:
        assert one.place.line is not None
        assert one.code.startswith("SNIPPET-")


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(["+++", "\n", "section", "=", '"c"', "[", "]", "due", "'", "measures"]), max_size=20
    ).map("".join)
)
def test_no_file_is_answered_with_a_traceback(source: str) -> None:
    with suppress(CabinetPaperError):
        snippet = parse_snippet(FILE, source)
        assert snippet.source[snippet.offset :] == snippet.body


def test_plain_words_are_whole_again() -> None:
    (block,) = rendered("It *fell* to {{ cic_rate.value }}.").blocks
    assert (
        "".join(one.text for one in plain_inlines(block.inlines) if isinstance(one, Text | Figure | Link))
        == "It fell to 96.1."
    )  # type: ignore[union-attr]
    assert Break() not in block.inlines  # type: ignore[union-attr]
