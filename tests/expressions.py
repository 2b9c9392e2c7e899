"""Find every regular expression of the program in its source, and make of each the texts that are hardest for it.

`expressions()` holds them all, with the methods that the program calls on them. `texts` makes strings of any length out
of an expression itself: its characters, classes and groups repeated, alternating, nested, cut short, with and without
what leads to them and what ends them. `steeper` measures whether time grows faster than the text."""

from __future__ import annotations

import ast
import gc
import importlib
import re
import sys
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import permutations, product
from pathlib import Path
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from types import SimpleNamespace
from typing import Any, Final

PACKAGE: Final = Path(__file__).parent.parent / "src" / "cabinetpaper"
METHODS: Final = frozenset({"match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
BUILT: Final[dict[str, dict[str, object]]] = {
    "building/drafts": {"paper_id": "q1"},
    "checks/revised_quotes": {"measure": SimpleNamespace(id="cic_rate")},
    "conformance/html/reading": {"name": "charset"},
    "checks/worked_out": {"name": "Children in care"},
    "checks/sensitive_words": {"spoken_of": ("cic_rate", "cpp_rate")},
    "compose/published": {"one": SimpleNamespace(id="a_figure")},
    "paper/rewording": {"alone": [re.escape("Q1 2024/25"), re.escape("84.5%")]},
    "sources/proposing": {"word": "days"},
    "workspace/files": {"pieces": {"**/": "(?:[^/]+/)*", "*": "[^/]*"}, "folder": "data", "pattern": "**/*.csv"},
    "writers/docx/logo": {"side": "width"},
}
"""Values of names in functions that build an expression as they run, by module; without its names a test fails."""

Text = str | bytes
Applied = Callable[[Any], object]


@dataclass(frozen=True)
class Expression:
    """A regular expression, the module that holds it, and what the program calls on it."""

    module: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]

    def ways(self) -> Iterator[tuple[str, Applied]]:
        """Yield what the program does with a text, as functions of a text alone."""
        pattern = self.pattern
        for method in sorted(self.methods):
            match method:
                case "sub" | "subn":
                    empty = "" if isinstance(pattern.pattern, str) else b""
                    yield method, lambda text, empty=empty: pattern.sub(empty, text)  # type: ignore[misc]
                case "finditer":
                    yield method, lambda text: deque(pattern.finditer(text), maxlen=0)
                case "scan":
                    yield method, self._scan
                case _:
                    yield method, getattr(pattern, method)

    def _scan(self, text: Text) -> None:
        at = 0
        while at < len(text) and (found := self.pattern.match(text, at)):
            at = max(at + 1, found.end())


def _patterns(value: object) -> Iterator[re.Pattern[Any]]:
    """Yield the expressions in a value of a module, in its tables and functions of methods too."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(getattr(value, "__self__", None), re.Pattern):
        yield value.__self__  # type: ignore[attr-defined]
    elif isinstance(value, dict):
        yield from _patterns((*value, *value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from _patterns(each)


def _is_re(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "re"


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_re(node.func) and node.func.attr in {*METHODS, "compile"}:  # type: ignore[attr-defined]
            yield node


_LOOPS: Final = (ast.For, ast.GeneratorExp, ast.ListComp, ast.SetComp, ast.DictComp)


def _used(tree: ast.Module) -> dict[str, set[str]]:
    """Return the methods that a module calls on each name; on a table that it goes through, those on what is in it.
    What begins at a place goes through the text, and so does what a `Scanner` takes."""
    used: dict[str, set[str]] = defaultdict(set)
    for name, method in _methods(tree):
        used[name].add(method)
    for loop in ast.walk(tree):
        if isinstance(loop, _LOOPS):
            each = [loop] if isinstance(loop, ast.For) else loop.generators
            targets = {name.id for one in each for name in ast.walk(one.target) if isinstance(name, ast.Name)}
            tables = {name.id for one in each for name in ast.walk(one.iter) if isinstance(name, ast.Name)}
            methods = {method for name, method in _methods(loop) if name in targets}
            for table in tables:
                used[table] |= methods
    return used


def _methods(tree: ast.AST) -> Iterator[tuple[str, str]]:
    called = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in METHODS and not _is_re(node):
            receiver, method, call = node.value, node.attr, called.get(id(node))
            if call is not None and len(call.args) > 1:
                method = {"match": "scan", "search": "finditer"}.get(method, method)
            yield receiver.id if isinstance(receiver, ast.Name) else getattr(receiver, "attr", ""), method
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "take":
            yield from ((given.id, "scan") for given in node.args if isinstance(given, ast.Name))


def _value(node: ast.expr, names: dict[str, object]) -> Any:
    return eval(compile(ast.Expression(node), "<source>", "eval"), names)  # noqa: S307 - the program's own source


@cache
def expressions() -> tuple[Expression, ...]:
    """Return every expression of the program. Raises NameError where one is built of names that BUILT lacks."""
    trees = {
        path.relative_to(PACKAGE).with_suffix("").as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "starter" not in path.parts and "__main__" not in path.name
    }
    uses = {module: _used(tree) for module, tree in trees.items()}
    found = [
        expression
        for module, tree in trees.items()
        for expression in of_module(module, tree, uses)
        if any(_calls(tree))
    ]
    return tuple(dict.fromkeys(found))


def of_module(module: str, tree: ast.Module, uses: dict[str, dict[str, set[str]]]) -> Iterator[Expression]:
    """Yield the expressions of one module: those of its own names, and those written where they are used."""
    loaded = importlib.import_module("cabinetpaper." + module.removesuffix("/__init__").replace("/", "."))
    inside = {id(each) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for each in ast.walk(node)}
    for statement in tree.body:
        calls = [call for call in _calls(statement) if id(call) not in inside]
        if not calls:
            continue
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        held = [(name, pattern) for name in names for pattern in _patterns(getattr(loaded, name))]
        assert held, f"{module}:{statement.lineno}: an expression that no name of the module holds"
        for name, pattern in held:
            users = [uses[module]] if name.startswith("_") else uses.values()
            methods = set[str]().union(*(used.get(name, set()) for used in users))
            yield Expression(module, pattern, frozenset(methods) or _of_tables(uses[module]))
    for call in (call for call in _calls(tree) if id(call) in inside):
        method = call.func.attr  # type: ignore[attr-defined]
        known = {**vars(loaded), **BUILT.get(module, {})}
        flags = next((keyword.value for keyword in call.keywords if keyword.arg == "flags"), None)
        last = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(method, 2)
        if flags is None and len(call.args) > last:
            flags = call.args[last]
        try:
            pattern = re.compile(_value(call.args[0], known), _value(flags, known) if flags is not None else 0)
        except NameError as error:
            raise NameError(f"{module}:{call.lineno}: {error}; give it a value in BUILT") from error
        yield Expression(module, pattern, _of_tables(uses[module]) if method == "compile" else frozenset({method}))


def _of_tables(used: dict[str, set[str]]) -> frozenset[str]:
    """Return what may be called on an expression that lies in a table or is handed on: whatever the module calls on a
    name that is no constant."""
    methods = set[str]().union(*(called for name, called in used.items() if not name.lstrip("_").isupper())) - {"split"}
    return frozenset(methods or {"match", "search", "fullmatch"})


# The texts.

_ALPHABET: Final = "aeZ 1.,-_/\"'<>(){}[]%;:#=*\\\t\n\x01é–£\N{NO-BREAK SPACE}"
_MOST: Final = 10

Node = tuple[Any, Any]


def _matched(node: Node, pattern: re.Pattern[Any]) -> list[str]:
    """Return characters of each kind that one step of an expression takes."""
    flags = pattern.flags & ~re.DEBUG
    state = _parser.State()
    state.flags, state.str = flags, pattern.pattern
    step = _compiler.compile(_parser.SubPattern(state, [node]), flags)
    own = [chr(value) for kind, value in _flat([node]) if kind is _constants.LITERAL and value < 0x110000]
    text = isinstance(pattern.pattern, str)
    taken = []
    for character in dict.fromkeys((*own, *_ALPHABET)):
        if not text and ord(character) > 255:
            continue
        if step.fullmatch(character if text else character.encode("latin-1")):
            taken.append(character)
    return taken


def _flat(nodes: Any) -> Iterator[Node]:
    """Yield each step of an expression, those inside others too."""
    for node in nodes:
        if isinstance(node, tuple) and len(node) == 2 and isinstance(node[0], _constants._NamedIntConstant):
            yield node
            yield from _flat([node[1]])
        elif isinstance(node, tuple | list | _parser.SubPattern):
            yield from _flat(node)


def _samples(nodes: Sequence[Node], pattern: re.Pattern[Any]) -> list[str]:
    """Return a few short texts that a run of steps takes."""
    parts = ["".join(each) for each in _products([_step(node, pattern) for node in nodes])]
    return list(dict.fromkeys(parts))[:4]


def _products(choices: list[list[str]]) -> Iterator[tuple[str, ...]]:
    yield tuple(options[0] for options in choices)
    yield tuple(options[-1] for options in choices)
    yield tuple(options[len(options) // 2] for options in choices)


def _step(node: Node, pattern: re.Pattern[Any]) -> list[str]:
    kind, value = node
    name = str(kind)
    if name in {"LITERAL", "NOT_LITERAL", "ANY", "IN"}:
        return _matched(node, pattern) or [""]
    if name == "BRANCH":
        return [sample for option in value[1] for sample in _samples(option, pattern)][:8] or [""]
    if name == "SUBPATTERN":
        return _samples(value[3], pattern)
    if name == "ATOMIC_GROUP":
        return _samples(value, pattern)
    if name.endswith("REPEAT"):
        least, _, body = value
        return [sample * max(least, 1) for sample in _samples(body, pattern)] + ([""] if least == 0 else [])
    if name == "ASSERT":
        return _samples(value[1], pattern) if value[0] > 0 else [""]
    return [""]


def _runs(nodes: Sequence[Node]) -> Iterator[Sequence[Node]]:
    """Yield each run of steps in an expression: the whole, and what stands in its groups, options and repeats."""
    yield nodes
    for kind, value in nodes:
        name = str(kind)
        if name == "BRANCH":
            for option in value[1]:
                yield from _runs(option)
        elif name == "SUBPATTERN":
            yield from _runs(value[3])
        elif name == "ATOMIC_GROUP":
            yield from _runs(value)
        elif name.endswith("REPEAT"):
            yield from _runs(value[2])
        elif name in {"ASSERT", "ASSERT_NOT"}:
            yield from _runs(value[1])


def pieces(pattern: re.Pattern[Any]) -> tuple[list[str], list[str]]:
    """Return what leads into an expression (each of its beginnings), and what may be repeated in it."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    leads, repeated = [""], list[str]()
    for run in list(_runs(list(tree)))[:60]:
        for end in range(1, len(run) + 1):
            if end < len(run) and run[end - 1][0] is run[end][0] is _constants.LITERAL:
                continue
            leads += _samples(run[:end], pattern)[:1]
            repeated += _samples(run[:end], pattern)[:2]
        spelt = [node[0] is _constants.LITERAL for node in run]
        inside = [any(spelt[max(at - 1, 0) : at]) or any(spelt[at + 1 : at + 2]) for at in range(len(run))]
        repeated += [
            piece for at, node in enumerate(run) if not (spelt[at] and inside[at]) for piece in _step(node, pattern)[:3]
        ]
    single = [piece for piece in dict.fromkeys(repeated) if len(piece) == 1]
    longer = sorted((piece for piece in dict.fromkeys(repeated) if len(piece) > 1), key=len)
    return list(dict.fromkeys(leads))[:_MOST], [*single[:_MOST], *longer[:_MOST], *longer[_MOST:][-3:]]


@dataclass(frozen=True)
class Recipe:
    """How a text of any length is made: what leads to it, one or two pieces in turn or one after the other, its end."""

    lead: str
    one: str
    two: str = ""
    end: str = ""
    in_turn: bool = True

    def text(self, size: int, pattern: re.Pattern[Any]) -> Text:
        """Return the text of about that size, in characters or bytes as the expression is."""
        many = size // len(self.one + self.two)
        body = (self.one + self.two) * many if self.in_turn else self.one * many + self.two * many
        text = self.lead + body + self.end
        return text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")


def recipes(pattern: re.Pattern[Any]) -> Iterator[Recipe]:
    """Yield how to make the texts on which an expression may have most to do."""
    leads, repeated = pieces(pattern)
    for lead, piece in product(leads, repeated):
        yield Recipe(lead, piece)
        yield Recipe(lead, piece, end="\x01")
    for one, two in permutations(repeated[:: 1 + len(repeated) // _MOST], 2):
        yield Recipe("", one, two)
        yield Recipe("", one, two, in_turn=False)


# The time.

SIZES: Final = (1_000, 10_000, 100_000)
TINY: Final = (10, 15, 22, 33, 50, 75, 110, 170, 250)
"""Lengths that grow so slowly that even what doubles with each character is noticed while it is small."""
FLOOR: Final = 0.02
STEEP: Final = 15
SUSPECT: Final = 12


def cost(work: Applied, text: Text, runs: int = 1) -> float:
    """Return the least time that the processor took, in seconds, without that of the garbage collector."""
    least, collecting = float("inf"), gc.isenabled()
    gc.disable()
    for _ in range(runs):
        begun = time.process_time()
        work(text)
        least = min(least, time.process_time() - begun)
    if collecting:
        gc.enable()
    return least


def steeper(work: Applied, texts: Callable[[int], Any]) -> float | None:
    """Return how many times longer ten times the text takes, where that is more than 15 times; else None.

    What takes less than 0.02 s is let pass. Of texts of 1,000 and 10,000 characters those are picked out by which
    100,000 may be too much; what is found there is measured again, and better, before it is believed."""
    if any(cost(work, texts(size)) > FLOOR and cost(work, texts(size), 3) > FLOOR for size in TINY):
        return float("inf")
    if (first := cost(work, texts(SIZES[0]), 2)) > 5 * FLOOR:
        return float("inf")
    second = cost(work, texts(SIZES[1]))
    if second < FLOOR / 100 or second < SUSPECT * first:
        return None
    for size, least in zip(SIZES, (FLOOR, 2 * FLOOR), strict=False):
        short, long = texts(size), texts(10 * size)
        first, second = cost(work, short, 3), cost(work, long)
        if second > 4 * STEEP * first and second > 10 * FLOOR:
            return second / first
        if second > least and all(cost(work, long, runs) > STEEP * cost(work, short, 3 * runs) for runs in (1, 3, 5)):
            return second / first
    return None


def steepest(expression: Expression) -> tuple[str, Recipe, float] | None:
    """Return the method and text by which an expression is not linear, with the ratio; None where none is found."""
    for recipe in recipes(expression.pattern):
        texts = lru_cache(maxsize=4)(partial(recipe.text, pattern=expression.pattern))
        for method, work in expression.ways():
            if ratio := steeper(work, texts):
                return method, recipe, ratio
    return None


if __name__ == "__main__":
    begun = time.process_time()
    every = [each for each in expressions() if not sys.argv[1:] or any(part in each.module for part in sys.argv[1:])]
    for each in every:
        at = time.process_time()
        if bad := steepest(each):
            sys.stdout.write(f"{each.module} {sorted(each.methods)} {each.pattern.pattern!r:.150}\n    {bad}\n")
        if (taken := time.process_time() - at) > 5:
            sys.stdout.write(f"slow to pump: {taken:.0f} s {each.module} {each.pattern.pattern!r:.80}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(every)} expressions, {time.process_time() - begun:.0f} s\n")
