"""The snippet language: which parts of Jinja2 a snippet may use, and how large it may grow.

In: a parsed template. Out: a finding for each construct that is not allowed and each name that nothing has, all at
once, in branches not taken too. Jinja's immutable sandbox stands behind this lint as a second fence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from cabinetpaper import limits
from cabinetpaper.narrative.filters import FILTERS, FUNCTIONS, STEPS, TESTS, counted_loop, printing
from cabinetpaper.narrative.node import Catalogue, Problem
from cabinetpaper.nearest import advice

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

CODES: Final[dict[str, str]] = {
    "SNIPPET-SYNTAX": "The snippet cannot be read: a brace, a tag or a quotation mark is not closed, or a word stands "
    "where none can. The message quotes the line.",
    "SNIPPET-CONSTRUCT": "A part of Jinja2 that snippets do not have, such as set, macro or include. Allowed are {{ "
    "}}, if, for, filters, tests, raw and comments.",
    "SNIPPET-ARITHMETIC": "A snippet never computes. Differences, gaps, shares and counts are facts already: name the "
    "fact, such as {{ cic_rate.change }}.",
    "SNIPPET-UNKNOWN": "A name that no measure, figure, tally, filter, test or function has. The message proposes the "
    "nearest; the verb facts lists all.",
    "SNIPPET-DEEP": "Tags or brackets are nested deeper than anybody can read. Split the paragraph, or write the "
    "sentence for each case.",
}

_TAGS: Final = {
    "Assign": "{% set %}",
    "AssignBlock": "{% set %}",
    "Macro": "{% macro %}",
    "CallBlock": "{% call %}",
    "FilterBlock": "{% filter %}",
    "With": "{% with %}",
    "Block": "{% block %}",
    "Extends": "{% extends %}",
    "Include": "{% include %}",
    "Import": "{% import %}",
    "FromImport": "{% from … import %}",
    "ScopedEvalContextModifier": "{% autoescape %}",
    "Dict": "a dictionary { }",
    "Slice": "a slice [ : ]",
    "Concat": "the join ~",
}
_PLAIN: Final = frozenset(
    {"Template", "Output", "TemplateData", "If", "For", "Compare", "Operand", "And", "Or", "Not", "Const", "Keyword"}
)
_ALLOWED: Final = "Use {{ }}, if, for, filters, tests, raw and comments"
_SIGNS: Final = {
    "Add": "+",
    "Sub": "-",
    "Mul": "*",
    "Div": "/",
    "FloorDiv": "//",
    "Mod": "%",
    "Pow": "**",
    "Neg": "-",
    "Pos": "+",
}
_DEEPEST_TAGS: Final = 8
_DEEPEST_LOOPS: Final = 2
_DEEPEST: Final = 24
_LONGEST_LIST: Final = 100


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a snippet may print: characters of text, and figures or other things put into it; how many parts of its
    loops may run.
    """

    characters: int = limits.SNIPPET_PRINTED
    printed: int = limits.SNIPPET_THINGS
    steps: int = limits.SNIPPET_STEPS


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Return the one environment that all snippets share; it holds nothing of any of them."""
    from jinja2 import StrictUndefined, pass_context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class _Closed(ImmutableSandboxedEnvironment):
        """A sandbox that computes nothing, whatever reached it."""

        intercepted_binops = frozenset(_SIGNS[name] for name in ("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow"))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002 - the sandbox's signature
            raise _arithmetic(operator)

    made = _Closed(
        undefined=StrictUndefined,
        trim_blocks=False,
        lstrip_blocks=False,
        keep_trailing_newline=True,
        autoescape=False,
        finalize=pass_context(printing),
    )
    made.filters = {name: one.run for name, one in FILTERS.items()}
    made.filters[STEPS] = pass_context(counted_loop)
    made.tests = {name: one.run for name, one in TESTS.items()}
    made.globals = {}
    return made


def count_loops(template: nodes.Template) -> None:
    """Lead what each loop runs over through `counted_loop`, with how many parts of the template stand in the loop."""
    from jinja2 import nodes

    for loop in list(template.find_all(nodes.For)):
        weight = 1 + sum(1 for child in (*loop.body, *loop.else_) for _ in child.find_all(nodes.Node))
        loop.iter = nodes.Filter(loop.iter, STEPS, [nodes.Const(weight)], [], None, None, lineno=loop.lineno)


def allowed() -> dict[str, tuple[str, ...]]:
    """Return the names of every filter, test and function of the language."""
    return {"filters": tuple(FILTERS), "tests": tuple(TESTS), "functions": tuple(FUNCTIONS)}


def _arithmetic(sign: str) -> Problem:
    remedy = "Differences, gaps, shares and counts come as facts: .change, .gap, .change_percent, tally.…"
    return Problem("SNIPPET-ARITHMETIC", f"A snippet cannot compute ({sign})", remedy)


def lint(template: nodes.Template, catalogue: Catalogue, extra: frozenset[str]) -> tuple[tuple[int, Problem], ...]:
    """Return each problem of a template with its line in the body; `extra` are names that the caller adds."""
    return tuple(_walk(template, _Scope(catalogue, extra | frozenset(FUNCTIONS)), 0, 0, 0))


@dataclass(frozen=True, slots=True)
class _Scope:
    """The names that hold at a place of the template: the catalogue's, the caller's, and those of the loops round
    it.
    """

    catalogue: Catalogue
    bound: frozenset[str]


def _walk(node: nodes.Node, scope: _Scope, depth: int, tags: int, loops: int) -> Iterator[tuple[int, Problem]]:
    kind = type(node).__name__
    line = node.lineno
    if (
        depth > _DEEPEST
        or tags > _DEEPEST_TAGS
        or loops > _DEEPEST_LOOPS
        or len(getattr(node, "elif_", ())) > _LONGEST_LIST
    ):
        remedy = (
            f"At most {_DEEPEST_TAGS} tags and {_DEEPEST_LOOPS} loops inside one another, and {_LONGEST_LIST} cases "
            "of one if"
        )
        yield line, Problem("SNIPPET-DEEP", "Tags or brackets are nested too deeply", remedy)
        return
    if kind in {"Name", "Getattr", "Getitem"}:
        yield from _names(node, scope)
        return
    yield from ((line, problem) for problem in _refused(node, kind))
    if kind in _TAGS:
        return
    if kind == "For":
        yield from _loop(node, scope, depth, tags, loops)
        return
    children = [one for one in node.iter_child_nodes() if not (kind == "Call" and one is getattr(node, "node", None))]
    inside = tags + (kind == "If")
    elses = {id(one) for one in getattr(node, "elif_", [])}  # by identity: nodes compare by all that is in them
    for child in children:
        # an elif hangs below its if in the tree but not to the eye
        yield from _walk(child, scope, depth + 1, tags if id(child) in elses else inside, loops)


def _refused(node: Any, kind: str) -> Iterator[Problem]:
    """Yield what is wrong with a node itself, whatever stands inside it."""
    if kind in _SIGNS:
        if kind not in {"Neg", "Pos"} or type(node.node).__name__ != "Const":
            yield _arithmetic(_SIGNS[kind])
    elif kind in _TAGS:
        yield Problem("SNIPPET-CONSTRUCT", f"Snippets have no {_TAGS[kind]}", _ALLOWED)
    elif kind in {"Filter", "Test", "Call"}:
        yield from _word(node, kind)
    elif kind == "CondExpr":
        if node.expr2 is None:
            yield Problem(
                "SNIPPET-CONSTRUCT",
                "{{ … if … }} without else prints nothing half of the time",
                "Add else '…', or use {% if %} … {% endif %}",
            )
    elif kind in {"List", "Tuple"}:
        if len(node.items) > _LONGEST_LIST:
            yield Problem("SNIPPET-DEEP", f"A list has more than {_LONGEST_LIST} members", "Shorten it")
    elif kind not in _PLAIN:
        yield Problem("SNIPPET-CONSTRUCT", f"Snippets have no {kind}", _ALLOWED)


def _word(node: Any, kind: str) -> Iterator[Problem]:
    """Yield what is wrong with the name of a filter, a test or a function."""
    if kind == "Filter" and node.node is None:
        yield Problem(
            "SNIPPET-CONSTRUCT", "Snippets have no {% filter %}", "Write the filter in the braces: {{ fact|filter }}"
        )
        return
    name = (
        (getattr(node.node, "name", "") if type(node.node).__name__ == "Name" else "…") if kind == "Call" else node.name
    )
    table: Any = {"Filter": FILTERS, "Test": TESTS, "Call": FUNCTIONS}[kind]
    if name not in table:
        yield _unlisted({"Call": "function"}.get(kind, kind.lower()), name, tuple(table))
    elif kind == "Call" and (node.dyn_args is not None or node.dyn_kwargs is not None):
        yield Problem("SNIPPET-CONSTRUCT", "Snippets have no * and ** in brackets", "Write the words in quotes")


def _unlisted(what: str, name: str, choices: tuple[str, ...]) -> Problem:
    return Problem("SNIPPET-UNKNOWN", f"There is no {what} “{name}”", advice(name, choices, f"The {what}s are"))


def _loop(node: Any, scope: _Scope, depth: int, tags: int, loops: int) -> Iterator[tuple[int, Problem]]:
    def refused(message: str, remedy: str) -> tuple[int, Problem]:
        return node.lineno, Problem("SNIPPET-CONSTRUCT", message, remedy)

    if node.recursive:
        yield refused("Snippets have no recursive loops", "Write a second for inside the first")
    if type(node.target).__name__ != "Name":
        yield refused("A loop has one name: {% for one in … %}", "Take the others out")
        return
    if type(node.iter).__name__ not in {"Name", "Getattr", "Getitem", "List", "Tuple", "Filter"}:
        message = "A loop runs over measures, over the facts below a name, or over a list in square brackets"
        yield refused(message, "Write {% for one in measures %} or {% for one in [a, b] %}")
        return
    yield from _walk(node.iter, scope, depth + 1, tags, loops)
    inner = _Scope(scope.catalogue, scope.bound | {node.target.name, "loop"})
    for child in (*([node.test] if node.test is not None else []), *node.body, *node.else_):
        yield from _walk(child, inner, depth + 1, tags + 1, loops + 1)


def _names(node: Any, scope: _Scope) -> Iterator[tuple[int, Problem]]:
    """Yield the problem of a dotted name that nothing has; names that a loop or the caller binds are known when
    rendering.
    """

    def refused(message: str, remedy: str) -> tuple[int, Problem]:
        return node.lineno, Problem("SNIPPET-CONSTRUCT", message, remedy)

    steps: list[str | int] = []
    root = node
    while type(root).__name__ in {"Getattr", "Getitem"}:
        step = root.attr if type(root).__name__ == "Getattr" else getattr(root.arg, "value", None)
        if not isinstance(step, str | int) or isinstance(step, bool) or str(step).startswith("_"):
            fixed = "Only a fixed name in quotes can stand in square brackets"
            message = f"“{step}” cannot follow a name" if step is not None else fixed
            yield refused(message, "Write names with dots, such as cic_rate.comparator.england")
            return
        steps.insert(0, step)
        root = root.node
    kind = type(root).__name__
    if kind == "Call":
        yield from _walk(root, scope, 0, 0, 0)
    elif kind != "Name":
        yield refused("Only names have parts after a dot", "Write names with dots, such as cic_rate.value")
    elif root.name in FUNCTIONS and not steps:
        yield refused(f"{root.name} needs its brackets", f"Write {FUNCTIONS[root.name].example}")
    elif root.name not in scope.bound and (problem := _resolved(scope.catalogue, root.name, steps)):
        yield node.lineno, problem


def _resolved(catalogue: Catalogue, root: str, steps: list[str | int]) -> Problem | None:
    from cabinetpaper.narrative.node import Node

    if not catalogue.knows(root):
        key = ".".join([root, *map(str, steps)])
        return catalogue.unknown(key)
    node = Node(catalogue, root)
    try:
        for step in steps:
            node = node[step]
    except Problem as problem:
        return problem
    return None
