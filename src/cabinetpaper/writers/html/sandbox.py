"""The part of Jinja2 that a page template may use, and how much it may print.

In: the source of a council's paper.html. Out: `PageTemplate`, which fills it. A template places what is given to it: it
has if, for, names joined by dots, comparisons and the filters below; no arithmetic, no variables, no macros, no other
files. What is not on the list is refused with its line before anything runs; behind the list stands Jinja2's immutable
sandbox, and loops and output are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cabinetpaper import limits

if TYPE_CHECKING:
    from jinja2 import Environment, Template, nodes

FILTERS: Final = frozenset(
    {"capitalize", "default", "e", "escape", "first", "join", "last", "length", "lower", "title", "trim", "upper"}
)
TESTS: Final = frozenset({"defined", "undefined", "none", "even", "odd", "string", "true", "false"})
_PARTS: Final = frozenset(
    {
        *("Template", "Output", "TemplateData", "If", "For", "CondExpr", "Compare", "Operand", "And", "Or", "Not"),
        *("Const", "Keyword", "Name", "Filter", "Test", "Getattr", "Getitem"),
    }
)
_DEEPEST: Final = 40
_STEPS: Final = "loop steps"
_COUNTED: Final = " steps"
"""Names with a space in them, which no template can say."""


class PageTemplateError(Exception):
    """A template asks for what it may not have; `line` is where."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class PageTemplate:
    """A template that may be filled."""

    template: Template

    def fill(self, names: Mapping[str, object]) -> str:
        """Return the page; raise `PageTemplateError` where a name is unknown or the page grows beyond its bounds."""
        pieces: list[str] = []
        length = 0
        try:
            for piece in self.template.root_render_func(self.template.new_context({**names, _COUNTED: [0]})):
                pieces.append(piece)
                if (length := length + len(piece)) > limits.TEMPLATE_PRINTED:
                    raise PageTemplateError(
                        f"it prints more than {limits.TEMPLATE_PRINTED // 1_000_000} million characters"
                    )
        except PageTemplateError as error:
            raise PageTemplateError(str(error), error.line or _line(error)) from error
        except Exception as error:
            raise PageTemplateError(str(error) or type(error).__name__, _line(error)) from error
        return "".join(pieces)


def page_template(source: str) -> PageTemplate:
    """Return the template; raise `PageTemplateError` for what cannot be read or is not on the list."""
    import jinja2

    environment = _environment()
    try:
        tree = environment.parse(source)
        for node, problem in _refused(tree, 0):
            raise PageTemplateError(problem, node.lineno)
        _count_loops(tree)
        return PageTemplate(environment.from_string(tree))
    except jinja2.TemplateSyntaxError as error:
        raise PageTemplateError(str(error.message), error.lineno) from error
    except (RecursionError, SyntaxError, MemoryError, ValueError) as error:
        raise PageTemplateError("its tags or brackets are nested too deeply") from error


def _environment() -> Environment:
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.filters[_STEPS] = jinja2.pass_context(_counted)
    made.tests = {name: made.tests[name] for name in TESTS}
    made.globals = {}
    return made


def _refused(node: nodes.Node, depth: int) -> Iterator[tuple[nodes.Node, str]]:
    """Return each part of a template that is not on the list."""
    kind = type(node).__name__
    name = str(
        getattr(node, "name", "") or getattr(node, "attr", "") or getattr(getattr(node, "arg", None), "value", "")
    )
    if depth > _DEEPEST:
        yield node, "its tags or brackets are nested too deeply"
        return
    if kind not in _PARTS:
        yield node, f"a page template has no {kind}; it has if, for, names, comparisons and filters"
    elif kind == "Filter" and name not in FILTERS:
        yield node, f"there is no filter “{name}”; the filters are {', '.join(sorted(FILTERS))}"
    elif kind == "Test" and name not in TESTS:
        yield node, f"there is no test “{name}”; the tests are {', '.join(sorted(TESTS))}"
    elif kind in {"Name", "Getattr", "Getitem"} and name.startswith("_"):
        yield node, f"“{name}” is no name that a template may use"
    elif kind == "For" and getattr(node, "recursive", False):
        yield node, "a page template has no recursive loop"
    for child in node.iter_child_nodes():
        yield from _refused(child, depth + 1)


def _count_loops(tree: nodes.Template) -> None:
    """Lead what each loop runs over through `_counted`, with how many parts stand in the loop."""
    from jinja2 import nodes

    for loop in list(tree.find_all(nodes.For)):
        weight = 1 + sum(1 for child in (*loop.body, *loop.else_) for _ in child.find_all(nodes.Node))
        loop.iter = nodes.Filter(loop.iter, _STEPS, [nodes.Const(weight)], [], None, None, lineno=loop.lineno)


def _counted(context: Mapping[str, Any], members: Iterable[object], weight: int) -> list[object]:
    """Return the members of a loop; raise `PageTemplateError` where all loops together run too long."""
    found = list(members)
    steps: list[int] = context[_COUNTED]
    steps[0] += len(found) * weight
    if steps[0] > limits.TEMPLATE_STEPS:
        raise PageTemplateError(
            f"its loops run more than {limits.TEMPLATE_STEPS:,} steps; look for a loop inside a loop"
        )
    return found


def _line(error: BaseException) -> int | None:
    """Return the template's line that an error came from; Jinja2's frames count in lines of the compiled template."""
    line, trace = None, error.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line
