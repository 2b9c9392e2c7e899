"""The paper's JSON form, versioned.

In: a `Paper`. Out: text, and back. Every value of the model is an object that names its class under `is`; fields at
their default are left out, so that the form stays small and a new field with a default does not break an old file.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, Final, get_args, get_origin, get_type_hints

from cabinetpaper.finding import CabinetPaperError, Finding
from cabinetpaper.paper import model

PAPER_FORMAT: Final = 1

CODES: Final[dict[str, str]] = {
    "PAPER-FORMAT": "A stored paper (in a DOCX or a build) was written by another release or is damaged. Build the "
    "paper again with this release."
}

_CLASSES: Final[dict[str, type[Any]]] = {
    name: value
    for name, value in vars(model).items()
    if isinstance(value, type) and is_dataclass(value) and value.__module__ == model.__name__
}


def to_json(paper: model.Paper) -> str:
    """Return the paper as one line of JSON text; equal papers give equal bytes."""
    return json.dumps({"format": PAPER_FORMAT, "paper": _encode(paper)}, ensure_ascii=False, separators=(",", ":"))


def with_files(paper: model.Paper, name: Callable[[str], str]) -> model.Paper:
    """Return the paper with other names for the files that it names: those of its spans and pictures."""

    def renamed(value: Any) -> Any:
        if isinstance(value, tuple):
            parts = tuple(map(renamed, value))
            return value if all(one is own for one, own in zip(parts, value, strict=True)) else parts
        if not is_dataclass(value) or isinstance(value, type):
            return value
        own = {field.name: getattr(value, field.name) for field, _ in _shape(type(value).__name__)}
        made = {key: renamed(one) for key, one in own.items()}
        if isinstance(value, model.Span | model.Picture):
            made["file"] = name(value.file)
        changed = {key: one for key, one in made.items() if one is not own[key]}
        return replace(value, **changed) if changed else value

    renamed_paper: model.Paper = renamed(paper)
    return renamed_paper


def from_json(text: str) -> model.Paper:
    """Return the paper that `to_json` wrote; raise `CabinetPaperError` (PAPER-FORMAT) for anything else."""
    try:
        whole = json.loads(text)
        if whole["format"] != PAPER_FORMAT:
            raise ValueError(f"format {whole['format']}, this release reads {PAPER_FORMAT}")
        paper = _decode(whole["paper"], None)
        if not isinstance(paper, model.Paper):
            raise ValueError("it holds no paper")
    except (ValueError, KeyError, TypeError, RecursionError, InvalidOperation) as error:
        raise CabinetPaperError(
            Finding.error(
                "PAPER-FORMAT", f"The stored paper cannot be read: {error}", "Build the paper again with this release"
            )
        ) from error
    return paper


@cache
def _shape(name: str) -> tuple[tuple[Field[Any], Any], ...]:
    kind = _CLASSES[name]
    hints = get_type_hints(kind)
    return tuple((field, hints[field.name]) for field in fields(kind))


def _encode(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        form: dict[str, Any] = {"is": type(value).__name__}
        for field, _ in _shape(type(value).__name__):
            own = getattr(value, field.name)
            if field.default is MISSING or own != field.default:
                form[field.name] = _encode(own)
        return form
    if isinstance(value, tuple):
        return [_encode(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def _decode(form: Any, hint: Any) -> Any:
    if isinstance(form, dict):
        kind = _CLASSES.get(form["is"])
        if kind is None:
            raise ValueError(f"“{form['is']}” is not a part of a paper")
        known = _shape(kind.__name__)
        if unknown := set(form) - {"is"} - {field.name for field, _ in known}:
            raise ValueError(f"{form['is']} has no {', '.join(sorted(unknown))}")
        values = {field.name: _decode(form[field.name], own) for field, own in known if field.name in form}
        for field, own in known:
            if field.name in values and not _fits(values[field.name], own):
                raise ValueError(f"{field.name} of {form['is']} holds something else than it should")
        return kind(**values)
    if isinstance(form, list):
        return tuple(_decode(one, None) for one in form)
    for option in (hint, *get_args(hint)):
        if isinstance(option, type) and issubclass(option, Enum) and form is not None:
            return option(form)
        if option is Decimal and isinstance(form, str):
            return Decimal(form)
    return form


def _fits(value: Any, hint: Any) -> bool:
    """Return whether a decoded value is of the type that its field declares, all the way down a tuple."""
    if isinstance(hint, type) and not get_args(hint):
        return type(value) is hint
    if get_origin(hint) is tuple:
        return isinstance(value, tuple) and all(_fits(one, get_args(hint)[0]) for one in value)
    return any(_fits(value, option) for option in get_args(hint))
