"""Fill a dataclass from a TOML file.

In: the file's name and bytes, and the dataclass. Out: the value and every problem of the file at once, each with its
line, the valid keys or choices and the nearest one. An entry with a problem is left at its default, so that the rest
can be examined too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, get_args, get_origin, get_type_hints

from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.nearest import advice
from cabinetpaper.sources.cells import unprintable
from cabinetpaper.sources.decoding import decode
from cabinetpaper.toml_text import Path, Toml, TomlError, parse
from cabinetpaper.wording import listed

if TYPE_CHECKING:
    from pydantic import TypeAdapter

CODES: Final[dict[str, str]] = {
    "TOML-SYNTAX": "A TOML file cannot be read. The message says where; most often a quotation mark or a bracket is "
    "not closed, or text stands without quotation marks.",
    "TOML-KEY-UNKNOWN": "A TOML file has a key that is not understood here. Correct it to one of the valid keys, which "
    "the finding lists.",
    "TOML-KEY-MISSING": "A TOML file lacks a key that it must have. Add it.",
    "TOML-CHARACTER": "A text in a TOML file holds a character that cannot be printed: a control character, or a mark "
    "that turns the direction of writing. Type the words anew.",
    "TOML-VALUE": "A value in a TOML file is not of the kind that its key needs: text in quotation marks, a number, a "
    "day, true or false, or one of a list of words.",
}

T = TypeVar("T")

_WANTED: Final = (
    ("string", "text in quotation marks"),
    ("int", "a whole number"),
    ("decimal", "a number"),
    ("finite", "a number"),
    ("bool", "true or false"),
    ("date", "a day, such as 2024-09-17"),
    ("tuple", "a list in square brackets"),
    ("list", "a list in square brackets"),
    ("mapping", "a table of keys"),
    ("dict", "a table of keys"),
    ("dataclass", "a table of keys"),
)


@dataclass(frozen=True, slots=True)
class Filled(Generic[T]):
    """The value that a file describes, or None where nothing could be made of it; what the file says as it is written,
    and what is wrong with it.
    """

    value: T | None
    findings: tuple[Finding, ...] = ()
    written: Toml = field(default_factory=Toml)

    @property
    def entries(self) -> Mapping[str, Any]:
        """Return the entries as written."""
        return self.written.entries

    def line(self, *path: str | int) -> int:
        """Return the line on which an entry stands."""
        return self.written.line(*path)


def read_toml(file: str, data: bytes) -> Filled[Mapping[str, Any]]:
    """Return the entries of a TOML file as they are; None with a finding where it cannot be read."""
    decoded = decode(file, data)
    if any(one.severity is Severity.ERROR for one in decoded.findings):
        return Filled(None, decoded.findings)
    try:
        written = parse(decoded.text)
    except TomlError as error:
        message = f"The file cannot be read from here on ({error.what[:1].lower()}{error.what[1:]})"
        remedy = 'Text stands in quotation marks, a list in square brackets, and each key once: name = "Cabinet".'
        broken = Finding.error("TOML-SYNTAX", message, remedy, Place(file, error.line))
        return Filled(None, (*decoded.findings, broken))
    return Filled(written.entries, decoded.findings, written)


def fill(file: str, data: bytes, kind: type[T]) -> Filled[T]:
    """Return the dataclass `kind` filled from a TOML file, with every problem at once."""
    read = read_toml(file, data)
    if read.value is None:
        return Filled(None, read.findings)
    found = {path: _unknown_key(path, hint) for path, hint in _unknown(kind, read.entries, ())}
    for path, odd in _odd(read.entries, ()):
        found.setdefault(path, _unprintable(path, odd))
    entries = _without(read.entries, found)
    value, wrong = _validated(kind, entries)
    for error in wrong:
        path = _where(read.entries, error["loc"])
        found.setdefault(path, _mistaken(file, path, error, kind))
    if value is None:
        unusable = [path[:-1] if one.code == "TOML-KEY-MISSING" else path for path, one in found.items()]
        value, _ = _validated(kind, _without(read.entries, [path for path in unusable if path]))
    placed = [replace(one, place=Place(file, read.line(*path))) for path, one in found.items()]
    return Filled(value, (*read.findings, *sorted(placed, key=lambda one: one.place.line or 0)), read.written)


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _validated(kind: type[T], entries: Mapping[str, Any]) -> tuple[T | None, list[Mapping[str, Any]]]:
    """Return the value, or None and what pydantic found wrong."""
    from pydantic import ValidationError

    try:
        value: T = _adapter(kind).validate_python(entries)  # type: ignore[arg-type]  # a class can be hashed
    except ValidationError as error:
        return None, [dict(one) for one in error.errors(include_url=False)]
    return value, []


def _odd(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Return each text that no output may carry, with its first odd character."""
    if isinstance(value, str):
        if not value.isprintable() and (odd := unprintable(value)):
            yield path, odd
    elif isinstance(value, Mapping):
        for key, own in value.items():
            yield from _odd(own, (*path, key))
    elif isinstance(value, list):
        for index, own in enumerate(value):
            yield from _odd(own, (*path, index))


def _unprintable(path: Path, odd: str) -> Finding:
    message = f"“{path[-1]}” holds a character that cannot be printed ({odd})"
    return Finding.error("TOML-CHARACTER", message, "Type the words anew.")


def _unknown(hint: Any, value: Any, path: Path) -> Iterator[tuple[Path, type[Any]]]:
    """Return each key that no field of the dataclass has, at any depth, with the dataclass."""
    if is_dataclass(hint) and isinstance(hint, type) and isinstance(value, Mapping):
        hints = _hints(hint)
        for key, own in value.items():
            if key in hints:
                yield from _unknown(hints[key], own, (*path, key))
            else:
                yield (*path, key), hint
    elif get_origin(hint) is tuple and isinstance(value, list):
        for index, own in enumerate(value):
            yield from _unknown(get_args(hint)[0], own, (*path, index))


def _unknown_key(path: Path, kind: type[Any]) -> Finding:
    key = _shortened(str(path[-1]))
    table = _table(path[:-1])
    homes = [f"[{name}]" for name, hint in _hints(kind).items() if is_dataclass(hint) and key in _hints(hint)]
    where = f"in {table}" if table else "at the top of the file"
    remedy = advice("" if homes else key, _hints(kind), f"The valid keys {where} are")
    if homes:
        remedy = f"It belongs under {listed(homes)}. {remedy}"
    return Finding.error("TOML-KEY-UNKNOWN", f"“{key}” is not a key {where}", remedy)


def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}


def _without(entries: Any, paths: Collection[Path], at: Path = ()) -> Any:
    """Return the entries without those at `paths`."""
    if isinstance(entries, Mapping):
        return {key: _without(own, paths, (*at, key)) for key, own in entries.items() if (*at, key) not in paths}
    if isinstance(entries, list):
        return [_without(own, paths, (*at, index)) for index, own in enumerate(entries) if (*at, index) not in paths]
    return entries


def _where(entries: Any, location: tuple[str | int, ...]) -> Path:
    """Return the path of an error in the file: what pydantic says, as far as it leads, and one step more where
    something is missing.
    """
    path: list[str | int] = []
    for step in location:
        if isinstance(entries, Mapping) and step in entries:
            entries = entries[str(step)]
        elif isinstance(entries, list) and isinstance(step, int) and step < len(entries):
            entries = entries[step]
        else:
            return (*path, step) if isinstance(entries, Mapping) else tuple(path)
        path.append(step)
    return tuple(path)


def _mistaken(file: str, path: Path, error: Mapping[str, Any], kind: type[Any]) -> Finding:
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), file)
    if error["type"] == "missing":
        about = _about(kind, path)
        table = _table(path[:-1])
        message = f"“{name}” is missing in {table}" if table else f"“{name}” is missing"
        return Finding.error("TOML-KEY-MISSING", message, f"Add it. {about}".strip())
    if error["type"] == "enum":
        choices = error["ctx"]["expected"].replace("'", "")
        return Finding.error(
            "TOML-VALUE", f"“{_shortened(str(error['input']))}” is not a value of {name}", f"Write one of: {choices}."
        )
    wanted = next(
        (words for start, words in _WANTED if str(error["type"]).startswith(start)), str(error["msg"]).lower()
    )
    return Finding.error("TOML-VALUE", f"“{name}” must be {wanted}; it is {_shown(error['input'])}", _about(kind, path))


def _table(path: Path) -> str:
    """Return the heading of the table at `path` as the file has it: `[rating]`, `[[sections.parts]]`, nothing for the
    top.
    """
    name = ".".join(step for step in path if isinstance(step, str))
    return f"[[{name}]]" if name and isinstance(path[-1], int) else f"[{name}]" if name else ""


def _about(kind: Any, path: Path) -> str:
    """Return what the docs say of the entry at `path`, or nothing."""
    about = ""
    for step in path:
        if isinstance(step, int):
            kind = get_args(kind)[0] if get_args(kind) else None
        elif is_dataclass(kind):
            about = next((str(one.metadata.get("about", "")) for one in fields(kind) if one.name == step), "")
            kind = _hints(kind).get(step)
    return about


def _shown(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else f"“{value}”" if isinstance(value, str) else str(value)
    return _shortened(text)


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
