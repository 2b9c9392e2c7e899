"""Pages that the preview shows beside the paper itself: findings, and the script that reloads.

In: findings and a paper's HTML. Out: HTML text. Everything that comes from the workspace is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from cabinetpaper.finding import Finding

SCRIPT_PATH: Final = "/.cabinetpaper/reload.js"
EVENTS_PATH: Final = "/.cabinetpaper/events"
SCRIPT: Final = """
"use strict";
const kept = sessionStorage.getItem("cabinetpaper-scroll");
if (kept !== null) {
  addEventListener("load", () => scrollTo(0, Number(kept)));
  sessionStorage.removeItem("cabinetpaper-scroll");
}
const events = new EventSource("/.cabinetpaper/events");
events.addEventListener("changed", () => {
  sessionStorage.setItem("cabinetpaper-scroll", String(scrollY));
  location.reload();
});
"""

_STYLE: Final = """
body { font: 16px/1.5 "Liberation Sans", Arial, sans-serif; color: #0b0c0c;
  max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
li { margin: 0 0 1rem; } .place { font-family: monospace; } .remedy { display: block; }
.code { color: #505a5f; font-size: .85rem; }
"""


def with_reload(page: str) -> str:
    """Return the page with the script that reloads it when a file of the workspace changes."""
    tag = f'<script src="{SCRIPT_PATH}" defer></script>'
    head, end, rest = page.rpartition("</body>")
    return f"{head}{tag}{end}{rest}" if end else page + tag


def findings_page(title: str, findings: Iterable[Finding]) -> str:
    """Return a page that says why the paper cannot be shown; it reloads when a file changes."""
    items = "".join(
        f"<li><span class='place'>{escape(str(one.place))}</span> {escape(one.severity.value)}: {escape(one.message)} "
        f"<span class='remedy'>{escape(one.remedy)}</span> <span class='code'>{escape(one.code)}</span></li>"
        for one in findings
    )
    return with_reload(
        "<!doctype html><html lang='en-GB'><head><meta "
        f"charset='utf-8'><title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1><ul>{items}</ul><p>This page reloads when you save a "
        "file.</p></main></body></html>"
    )
