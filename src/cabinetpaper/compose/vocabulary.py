"""Put the council's own words into a template's titles and labels.

In: a template whose titles, leads, labels and guidance may hold names between braces (`{Wards} affected`), and the
words of cabinetpaper.toml. Out: the template as this council words it, and a finding for each name that there is no
word for. A name that begins with a capital gives its word with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from cabinetpaper.compose.template import Template
from cabinetpaper.finding import Finding, Place
from cabinetpaper.nearest import advice
from cabinetpaper.settings import Vocabulary
from cabinetpaper.wording import capital

CODES: Final[dict[str, str]] = {
    "VOCABULARY-UNKNOWN": "A title, label or lead of the template has a name between braces that [vocabulary] in "
    "cabinetpaper.toml does not have. Choose one of the names listed."
}

_NAME: Final = re.compile(r"\{([A-Za-z_]+)\}")
_WORDED: Final = frozenset({"title", "lead", "guidance", "label", "strapline", "name", "front_caption"})
V = TypeVar("V")


def worded_template(
    template: Template, vocabulary: Vocabulary, kind: str, title: str
) -> tuple[Template, tuple[Finding, ...]]:
    """Return the template in the council's words, `{title}` standing for the paper's own title, with a finding for each
    unknown name.
    """
    words = {one.name: str(getattr(vocabulary, one.name)) for one in fields(vocabulary)} | {"title": title}
    unknown: dict[str, str] = {}
    worded: Template = _worded(template, words, unknown)
    place = f"templates/{kind}/paper.toml"
    found = (
        Finding.error(
            "VOCABULARY-UNKNOWN",
            f"There is no word for {{{name}}}",
            advice(name, words),
            Place(place, detail=f"“{text}”"),
        )
        for name, text in unknown.items()
    )
    return worded, tuple(found)


def _worded(value: V, words: Mapping[str, str], unknown: dict[str, str]) -> V:
    changes: dict[str, Any] = {}
    for one in fields(value):  # type: ignore[arg-type]
        own = getattr(value, one.name)
        if isinstance(own, str) and one.name in _WORDED:
            changes[one.name] = _filled(own, words, unknown)
        elif isinstance(own, Mapping):
            changes[one.name] = {
                key: _filled(text, words, unknown) if isinstance(text, str) else text for key, text in own.items()
            }
        elif isinstance(own, tuple) and own and is_dataclass(own[0]):
            changes[one.name] = tuple(_worded(each, words, unknown) for each in own)
        elif isinstance(own, tuple) and one.name == "columns":
            changes[one.name] = tuple(_filled(text, words, unknown) if isinstance(text, str) else text for text in own)
    return replace(value, **changes)  # type: ignore[type-var]


def _filled(text: str, words: Mapping[str, str], unknown: dict[str, str]) -> str:
    def word(match: re.Match[str]) -> str:
        name = match[1]
        found = words.get(name) or words.get(name[:1].lower() + name[1:])
        if found is None:
            unknown.setdefault(name, text)
            return match[0]
        return found if name[:1].islower() else capital(found)

    return _NAME.sub(word, text)
