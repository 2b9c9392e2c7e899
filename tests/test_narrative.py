"""A snippet is read strictly, rendered safely, and says exactly what is wrong with it."""

from __future__ import annotations

import ast
import re
import time
from pathlib import Path

import pytest

from cabinetpaper import narrative
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.narrative import CODES, FILTERS, FUNCTIONS, KEYS, TESTS, Snippet, names, parse_snippet, render
from cabinetpaper.paper import (
    Break,
    Figure,
    Gap,
    Heading,
    Item,
    Link,
    Paragraph,
    Reference,
    Role,
    Style,
    Text,
    plain_inlines,
)
from narrative_figures import FACTS, FRONT, SAMPLE, codes, printed, rendered

DOCS = Path(__file__).parent.parent / "docs" / "snippets.md"


def front_problems(front: str) -> list[tuple[str, int | None]]:
    with pytest.raises(CabinetPaperError) as caught:
        parse_snippet("a.md", front)
    return [(one.code, one.place.line) for one in caught.value.findings]


def test_front_matter_is_read() -> None:
    front = (
        '\ufeff+++\r\nsection = "children"\r\npart = "focus"\nheading = "Care"\norder = 5\nmeasures = ["cic_rate"]\n'
        'owner = "Head of Care"\ndue = 2024-12-31\nstatus = "open"\ndraft = true\n+++\nText\n'
    )
    snippet = parse_snippet("a.md", front)
    assert snippet.source[snippet.offset :] == snippet.body == "Text\n"
    assert snippet == Snippet(
        "a.md",
        "children",
        "focus",
        "Care",
        5,
        ("cic_rate",),
        "Head of Care",
        "31 December 2024",
        "open",
        True,
        "Text\n",
        snippet.offset,
        snippet.source,
    )


def test_one_measure_is_a_list_of_one() -> None:
    assert parse_snippet("a.md", '+++\nsection = "c"\nmeasure = "cic_rate"\n+++').measures == ("cic_rate",)


@pytest.mark.parametrize(
    ("front", "found"),
    [
        ("Text only", [("SNIPPET-FRONT", 1)]),
        ("", [("SNIPPET-FRONT", 1)]),
        ('+++\nsection = "c"\n', [("SNIPPET-FRONT", 1)]),
        ('+++\nsection = "c"\norder = = 3\n+++\n', [("SNIPPET-FRONT", 3)]),
        ('+++\nsection = "c"\nsection = "d"\n+++\n', [("SNIPPET-FRONT", 3)]),
        ('+++\nsektion = "c"\n+++\n', [("SNIPPET-KEY", 2), ("SNIPPET-VALUE", 1)]),
        (
            '+++\nsection = "c"\npart = "end"\norder = "2"\nmeasure = ""\nmeasures = []\n+++\n',
            [("SNIPPET-VALUE", line) for line in (3, 4, 5, 6, 5)],
        ),
        (
            '+++\nsection = 3\ndraft = "yes"\ndue = 4\n[owner]\nx = 1\n+++\n',
            [("SNIPPET-VALUE", line) for line in (2, 3, 4, 5)],
        ),
    ],
)
def test_every_problem_of_the_front_matter_is_told_with_its_line(front: str, found: list[tuple[str, int]]) -> None:
    assert front_problems(front) == found


def test_an_unknown_key_is_answered_with_the_nearest() -> None:
    with pytest.raises(CabinetPaperError, match="Did you mean “section”") as caught:
        parse_snippet("a.md", '+++\nsektion = "c"\n+++\n')
    assert all(key in caught.value.findings[0].remedy for key in KEYS)


def test_a_whole_book_is_refused() -> None:
    assert front_problems(FRONT + "word " * 30_000) == [("SNIPPET-LONG", None)]


def test_a_long_snippet_is_rendered_in_a_moment() -> None:
    begun = time.perf_counter()
    result = rendered("A *long* line of words with {{ cic_rate.value }}.\n\n" * 1_500)
    assert len(result.blocks) == 1_500
    assert time.perf_counter() - begun < 20


def test_words_own_private_bullets_become_a_list() -> None:
    assert [type(one) for one in rendered("\uf0b7 one\n\uf0b7\ttwo \uf0b7 \U000f0001").blocks] == [Item, Item]
    assert printed("\uf0b7 one\n\uf0b7\ttwo \uf0b7 \U00100001") == "one\ntwo • \ufffd"


def test_markdown_becomes_blocks() -> None:
    body = (
        "## Care\n\n### Homes ###\n\nA **strong** and *soft* word,  \nnext [line](https://example.org/a_b).\n\n- "
        "one\n  - two\n\n1. first\n\n"
        "> said\n\nAction: do it.\n\n**Actions:** more\n\n1\\. not a list, {{ ref('front') }}"
    )
    blocks = rendered(body).blocks
    kinds = [(type(one).__name__, getattr(one, "level", 0), getattr(one, "role", None)) for one in blocks]
    assert kinds == [
        ("Heading", 3, None),
        ("Heading", 4, None),
        ("Paragraph", 0, Role.BODY),
        ("Item", 1, None),
        ("Item", 2, None),
        ("Item", 1, None),
        ("Paragraph", 0, Role.QUOTE),
        ("Paragraph", 0, Role.ACTION),
        ("Paragraph", 0, Role.ACTION),
        ("Paragraph", 0, Role.BODY),
    ]
    assert [one.ordered for one in blocks if isinstance(one, Item)] == [False, False, True]
    paragraph, action, last = blocks[2], blocks[7], blocks[9]
    assert isinstance(paragraph, Paragraph)
    assert isinstance(action, Paragraph)
    assert isinstance(last, Paragraph)
    assert [type(one) for one in paragraph.inlines] == [Text, Text, Text, Text, Text, Break, Text, Link, Text]
    assert [(one.text, one.style) for one in action.inlines if isinstance(one, Text)] == [
        ("Action:", Style.STRONG),
        (" do it.", Style.PLAIN),
    ]
    assert [getattr(one, "text", "") for one in last.inlines] == ["1", ".", " not a list, ", ""]
    assert isinstance(last.inlines[-1], Reference)
    assert Link("line", "https://example.org/a_b") in plain_inlines(paragraph.inlines)


def test_heading_levels_are_the_callers() -> None:
    blocks = render(parse_snippet("a.md", FRONT + "## a\n\n### b"), FACTS, SAMPLE, levels=(2, 3)).blocks
    assert [one.level for one in blocks if isinstance(one, Heading)] == [2, 3]


@pytest.mark.parametrize("text", ["<17K", "80% *Prov*", "# 5", "- 3", "1. x", "[a](b)", "> 9", "`x`", "\\"])
def test_a_figure_is_never_taken_for_markup(text: str) -> None:
    from dataclasses import replace

    facts = {**FACTS, "figure.homes": replace(FACTS["figure.homes"], text=text)}
    result = render(parse_snippet("a.md", FRONT + "{{ figure.homes }}\n\n**{{ figure.homes }}** is"), facts, SAMPLE)
    first, second = result.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert [(one.text, one.style) for one in (first.inlines[0], second.inlines[0]) if isinstance(one, Figure)] == [
        (text, Style.PLAIN),
        (text, Style.STRONG),
    ]


def test_a_missing_value_prints_its_reason() -> None:
    assert printed("Assessments: {{ assessment.value }}") == "Assessments: TBC"


def test_loops_and_branches_print_facts() -> None:
    body = (
        "{% for one in measures if one is rated %}\n- {{ one.name }}: {{ one.value }}{% if loop.last %}.{% endif "
        "%}\n{% else %}None\n{% endfor %}"
    )
    assert printed(body) == "Children in care: 96.1\nKey Stage 4 English *and* maths: 25%."
    assert printed("{% for one in cic_rate.comparator -%} {{ one }} {%- endfor %}") == "70"
    assert (
        printed("a {%- if cic_rate is red -%} \n b {%- endif %} c {# comment #}{% raw %}{{ x }}{% endraw %}")
        == "ab c {{ x }}"
    )


def test_further_names_come_from_the_caller() -> None:
    snippet = parse_snippet(
        "a.md",
        FRONT
        + "{{ place }}: {{ first.text if first is above(1) else 'low' }}{% for one in rows %} {{ one }}{% endfor %}",
    )
    result = render(
        snippet,
        FACTS,
        SAMPLE,
        names={"place": "Ward 7", "first": FACTS["figure.rank"], "rows": ("a", FACTS["cic_rate.value"])},
    )
    assert [one.code for one in result.findings] == ["SNIPPET-UNKNOWN"]
    snippet = parse_snippet("a.md", FRONT + "{{ place }}: {{ first }}{% for one in rows %} {{ one }}{% endfor %}")
    result = render(
        snippet,
        FACTS,
        SAMPLE,
        names={"place": "Ward 7", "first": FACTS["figure.rank"], "rows": ("a", FACTS["cic_rate.value"])},
    )
    assert "".join(one.text for one in result.blocks[0].inlines) == "Ward 7: 55 a 96.1"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{{ ''.__class__ }}", "SNIPPET-CONSTRUCT"),
        ("{{ cic_rate.__class__ }}", "SNIPPET-CONSTRUCT"),
        ("{{ cic_rate['__class__'] }}", "SNIPPET-CONSTRUCT"),
        ("{{ cic_rate._catalogue }}", "SNIPPET-CONSTRUCT"),
        ("{{ measures[0] }}", "SNIPPET-USE"),
        ('{{ "a"*10**9 }}', "SNIPPET-ARITHMETIC"),
        ("{{ cic_rate.value + 1 }}", "SNIPPET-ARITHMETIC"),
        ("{{ cic_rate.value - cic_rate.target }}", "SNIPPET-ARITHMETIC"),
        ("{% if cic_rate.value / 2 > 3 %}x{% endif %}", "SNIPPET-ARITHMETIC"),
        ("{{ 7 // 2 }}", "SNIPPET-ARITHMETIC"),
        ("{{ '%d' % 3 }}", "SNIPPET-ARITHMETIC"),
        ("{{ -cic_rate.value }}", "SNIPPET-ARITHMETIC"),
        ("{{ cic_rate.value ~ 'x' }}", "SNIPPET-CONSTRUCT"),
        ("{{ 17 }}", "SNIPPET-BARE"),
        ("{{ -2 }}", "SNIPPET-BARE"),
        ("{{ 'about 17' }}", "SNIPPET-BARE"),
        ("{{ 'about ²' }}", "SNIPPET-BARE"),
        ("{% for one in measures %}{{ loop.index }}{% endfor %}", "SNIPPET-BARE"),
        ("{{ cic_rate.value > 3 }}", "SNIPPET-USE"),
        ("{{ none }}", "SNIPPET-USE"),
        ("{{ measures }}", "SNIPPET-USE"),
        ("{{ cic_rate }}", "SNIPPET-USE"),
        ("{{ 'rose' if cic_rate is red }}", "SNIPPET-CONSTRUCT"),
        ("{% set a = 1 %}", "SNIPPET-CONSTRUCT"),
        ("{% set a %}x{% endset %}", "SNIPPET-CONSTRUCT"),
        ("{% macro a() %}x{% endmacro %}", "SNIPPET-CONSTRUCT"),
        ("{% include '/etc/passwd' %}", "SNIPPET-CONSTRUCT"),
        ("{% import 'a' as b %}", "SNIPPET-CONSTRUCT"),
        ("{% from 'a' import b %}", "SNIPPET-CONSTRUCT"),
        ("{% extends 'a' %}", "SNIPPET-CONSTRUCT"),
        ("{% block a %}x{% endblock %}", "SNIPPET-CONSTRUCT"),
        ("{% with a = 1 %}x{% endwith %}", "SNIPPET-CONSTRUCT"),
        ("{% filter capital %}x{% endfilter %}", "SNIPPET-CONSTRUCT"),
        ("{% call ref('a') %}x{% endcall %}", "SNIPPET-CONSTRUCT"),
        ("{% for a in measures recursive %}{{ a.name }}{% endfor %}", "SNIPPET-CONSTRUCT"),
        ("{% for a, b in measures %}x{% endfor %}", "SNIPPET-CONSTRUCT"),
        ("{% for a in 'abc' %}x{% endfor %}", "SNIPPET-CONSTRUCT"),
        ("{% for a in range(1000000000) %}x{% endfor %}", "SNIPPET-CONSTRUCT"),
        ("{{ range(3) }}", "SNIPPET-UNKNOWN"),
        ("{{ ref(*[1]) }}", "SNIPPET-CONSTRUCT"),
        ("{{ cic_rate.value|upper }}", "SNIPPET-UNKNOWN"),
        ("{{ cic_rate|attr('x') }}", "SNIPPET-UNKNOWN"),
        ("{% if cic_rate is sameas(3) %}x{% endif %}", "SNIPPET-UNKNOWN"),
        ("{{ self }}", "SNIPPET-UNKNOWN"),
        ("{{ context }}", "SNIPPET-UNKNOWN"),
        ("{{ ref }}", "SNIPPET-CONSTRUCT"),
        ("{{ ref(3) }}", "SNIPPET-USE"),
        ("{{ gap('') }}", "SNIPPET-USE"),
        ("{{ fact('nothing') }}", "SNIPPET-UNKNOWN"),
        ("{{ {'a': 1} }}", "SNIPPET-CONSTRUCT"),
        ("{{ measures[1:2] }}", "SNIPPET-CONSTRUCT"),
        ("{{ 'x'|phrase }}", "SNIPPET-USE"),
        ("{{ period|moved }}", "SNIPPET-USE"),
        ("{{ cic_rate.value|ordinal }}", "SNIPPET-USE"),
        ("{{ figure.rank|when }}", "SNIPPET-USE"),
        ("{{ figure.rank|amount }}", "SNIPPET-USE"),
        ("{{ cic_rate|against }}", "SNIPPET-UNKNOWN"),
        ("{{ cic_rate|against(3) }}", "SNIPPET-USE"),
        ("{{ cic_rate|moved(1, 2) }}", "SNIPPET-USE"),
        ("{{ measures|that_are('blue') }}", "SNIPPET-USE"),
        ("{{ measures|that_are('green')|listed }}", "SNIPPET-MISSING"),
        ("{{ assessment|phrase }}", "SNIPPET-MISSING"),
        ("{{ calls|moved }}", "SNIPPET-MISSING"),
        ("{{ calls.previous }}", "SNIPPET-MISSING"),
        ("{{ calls|against_target }}", "SNIPPET-MISSING"),
        ("{% if assessment.value > 3 %}x{% endif %}", "SNIPPET-MISSING"),
        ("{% if cic_rate.value > ks4.value %}x{% endif %}", "SNIPPET-COMPARE"),
        ("{% if cic_rate.value > 'x' %}x{% endif %}", "SNIPPET-COMPARE"),
        ("{% if cic_rate.rating > 3 %}x{% endif %}", "SNIPPET-COMPARE"),
        ("{% if cic_rate.value == measures %}x{% endif %}", "SNIPPET-COMPARE"),
        ("{% if x %}", "SNIPPET-SYNTAX"),
        ("{{ cic_rate.value", "SNIPPET-SYNTAX"),
        ("{% endif %}", "SNIPPET-SYNTAX"),
        ("{{ 'a }}", "SNIPPET-SYNTAX"),
        ("{{ cic_rate.at.30_jun_2024 }}", "SNIPPET-SYNTAX"),
        ("# Top", "SNIPPET-HEADING"),
        ("#### Deep", "SNIPPET-HEADING"),
        ("- ## in a list", "SNIPPET-HEADING"),
        ("- a\n  - b\n    - c", "SNIPPET-LIST"),
        ("- a\n\n  b", "SNIPPET-LIST"),
        ("> - a", "SNIPPET-LIST"),
        ("[a](/page)", "SNIPPET-LINK"),
        ("[a](https://x.org/{{ cic_rate.value }})", "SNIPPET-LINK"),
        ("[{{ cic_rate.value }}](https://x.org)", "SNIPPET-LINK"),
        ("[](https://x.org)", "SNIPPET-LINK"),
        ("[the bank](https://bank@evil.example)", "SNIPPET-MISLEADS"),
        ("[b\u0430nk](https://b\u0430nk.com)", "SNIPPET-MISLEADS"),
        ("[www.bank.com](https://evil.example/)", "SNIPPET-MISLEADS"),
        ("{% if cic_rate is red %}" * 12 + "x" + "{% endif %}" * 12, "SNIPPET-DEEP"),
        ("{{ " + "(" * 600 + "1" + ")" * 600 + " }}", "SNIPPET-DEEP"),
        ("{{ " + "not " * 60 + "period }}", "SNIPPET-DEEP"),
        ("{{ " + "not " * 5000 + "period }}", "SNIPPET-DEEP"),
        ("{% for a in measures %}" * 3 + "x" + "{% endfor %}" * 3, "SNIPPET-DEEP"),
        ("{% for a in [" + "1," * 200 + "] %}x{% endfor %}", "SNIPPET-DEEP"),
        (
            "{% for a in [" + "1," * 90 + "] %}{% for b in [" + "1," * 90 + "] %}{{ period }}{% endfor %}{% endfor %}",
            "SNIPPET-ENDLESS",
        ),
        (
            "{% for a in ["
            + "1," * 90
            + "] %}{% for b in ["
            + "1," * 90
            + "] %}"
            + "word " * 20
            + "{% endfor %}{% endfor %}",
            "SNIPPET-ENDLESS",
        ),
    ],
)
def test_what_a_snippet_may_not_do_is_a_finding(body: str, code: str) -> None:
    found = codes(body)
    assert code in found, found
    assert rendered(body).blocks == ()


def test_a_finding_names_the_line_and_quotes_it() -> None:
    (finding,) = rendered("First.\n\nSecond {{ cic_rte.value }}.").findings
    assert str(finding.place) == "narratives/q1/children/care.md:6"
    assert "“Second {{ cic_rte.value }}.”" in finding.message
    assert "cic_rate.value" in finding.remedy


def test_a_problem_while_rendering_names_its_line() -> None:
    body = (
        "First.\n\n{% if cic_rate is red %}\nSecond\n\n{% for one in measures %}\nThird {{ one|phrase }}\n{% endfor "
        "%}{% endif %}"
    )
    (finding,) = rendered(body).findings
    assert (finding.code, finding.place.line) == ("SNIPPET-MISSING", 10)


def test_all_problems_are_gathered_in_branches_not_taken_too() -> None:
    body = (
        "{{ a }}\n{% if cic_rate is green %}{{ cic_rate.vlue }}{{ cic_rate|uppr }}{% endif %}\n\n{{ 1 + 1 }}\n{% set "
        "x = 1 %}"
    )
    assert [(one.code, one.place.line) for one in rendered(body).findings] == [
        ("SNIPPET-UNKNOWN", 4),
        ("SNIPPET-UNKNOWN", 5),
        ("SNIPPET-UNKNOWN", 5),
        ("SNIPPET-ARITHMETIC", 7),
        ("SNIPPET-CONSTRUCT", 8),
    ]


def test_an_unknown_measure_in_the_front_matter_is_told() -> None:
    front = '+++\nsection = "children"\nmeasures = ["cic_rate", "ks5"]\n+++\n'
    (finding,) = rendered("Text", front=front).findings
    assert (finding.code, finding.place.line, finding.remedy) == ("SNIPPET-UNKNOWN", 3, "Did you mean “ks4”?")


def test_names_with_digits_in_front_are_found() -> None:
    from dataclasses import replace

    value = FACTS["cic_rate.value"]
    facts = {
        **FACTS,
        **{f"cic_rate.at.{one}": replace(value, key=f"cic_rate.at.{one}") for one in ("2023_24", "30_jun_2024")},
    }
    snippet = parse_snippet("a.md", FRONT + "{{ cic_rate.at.2023_24 }} {{ cic_rate.at['30_jun_2024'] }}")
    assert render(snippet, facts, SAMPLE).printed == ("cic_rate.at.2023_24", "cic_rate.at.30_jun_2024")


def test_every_listed_name_can_be_written_and_prints_what_it_says() -> None:
    listed = names(FACTS)
    assert len(listed) == len(FACTS)
    for name, now, about in listed:
        assert printed("{{ " + name + " }}") == now
        assert isinstance(about, str)
    assert ("cic_rate.value", "96.1", "Q1 2024/25") in listed


def test_ids_follow_the_source_not_the_figures() -> None:
    body = (
        "One {{ cic_rate.value }}.\n\n{% if cic_rate is red %}\nRed.\n{% else %}\nNot red.\n{% endif %}\n\n"
        "{% for one in measures %}\n- {{ one.name }}\n{% endfor %}\n\nLast."
    )
    from dataclasses import replace

    other = replace(SAMPLE, tolerance=SAMPLE.tolerance * 100, measures=SAMPLE.measures[:2])
    here, there = ([one.id for one in rendered(body, card).blocks] for card in (SAMPLE, other))  # type: ignore[union-attr]
    assert here[0] == there[0] == "children__care__p1"
    assert (here[1], there[1]) == ("children__care__p2", "children__care__p3")
    assert (here[-1], there[-1]) == ("children__care__p5", "children__care__p5")
    assert here[2:4] == there[2:4] == ["children__care__p4", "children__care__p4x2"]
    assert len(set(here)) == len(here)


def test_what_was_printed_is_told_once() -> None:
    assert rendered("{{ cic_rate.value }} {{ cic_rate|phrase }} {{ cic_rate|chip }} {{ gap('x') }}").printed == (
        "cic_rate.value",
        "cic_rate.rating",
    )


def test_a_gap_is_an_inline() -> None:
    assert plain_inlines(rendered("{{ gap('who') }}").blocks[0].inlines) == (Gap("who"),)  # type: ignore[union-attr]


def test_every_code_that_is_raised_is_described() -> None:
    folder = Path(narrative.__file__).parent
    raised = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"SNIPPET-[A-Z]+", node.value)
            ):
                raised.add(node.value)
    assert raised == set(CODES)


def test_the_docs_explain_every_word_of_the_language() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for words in (FILTERS, TESTS, FUNCTIONS):
        for name, word in words.items():
            assert f"| `{name}` |" in text, name
            assert f"`{word.example.replace('|', chr(92) + '|')}`" in text, word.example
    for key in KEYS:
        assert f"| `{key}` |" in text, key
    named = set(re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE))
    assert named - {*FILTERS, *TESTS, *FUNCTIONS, *KEYS} == set()


def test_the_examples_in_the_docs_print_what_the_docs_say() -> None:
    filters, names_ = r"`(\{\{ [^`]+ \}\})` \| ([^|\n]+) \|$", r"^\| `(\{\{ [^`]+ \}\})` \| [^|\n]+ \| ([^|\n]+) \|$"
    rows = re.findall(f"{filters}|{names_}", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    examples = [(one[0] or one[2], one[1] or one[3]) for one in rows]
    assert len(examples) == 23 + len(FILTERS)
    assert [
        (body, printed(body.replace("\\|", "|")).replace("\N{NO-BREAK SPACE}", " ")) for body, _ in examples
    ] == examples
