"""A small web page that keeps every rule, and the ways to break each rule."""

from __future__ import annotations

GOOD_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Performance report, April to June</title>
<style>
:root { --amber: #FFC000 }
body { color: #0B0C0C; background: #fff }
.chip.amber { background: var(--amber); color: #000 }
@media print { body { color: #fff } }
</style>
</head>
<body>
<a class="skip" href="#content">Skip to the report</a>
<main id="content">
<h1>Performance report</h1>
<p>The figures come from <a href="https://www.example.gov.uk/data">the open data page</a>.</p>
<h2>Measures</h2>
<table aria-describedby="about"><caption>Measures</caption>
<tr><th scope="col">Measure</th><th scope="col">Latest</th></tr>
<tr><th scope="row">Visits</th><td><span class="chip amber">Amber</span></td></tr>
</table>
<p id="about">Each with its latest figure.</p>
<img src="data:image/png;base64,AAAA" alt="Visits rose from 75% to 80%.">
<ul><li>To note the report.</li></ul>
<label for="name">Your name</label><input id="name">
<button>Send the form</button>
</main>
</body>
</html>
"""


def changed(old: str, new: str) -> bytes:
    assert old in GOOD_PAGE, old
    return GOOD_PAGE.replace(old, new, 1).encode()


GOOD = GOOD_PAGE.encode()
CASES: dict[str, tuple[bytes, str]] = {
    "HTML-UNREADABLE": (b"no page", ""),
    "HTML-LANGUAGE": (changed(' lang="en-GB"', ""), "f:2"),
    "HTML-TITLE": (changed("Performance report, April to June", "Untitled"), "f:6"),
    "HTML-VIEWPORT": (changed('<meta name="viewport" content="width=device-width, initial-scale=1">', ""), "f"),
    "HTML-ZOOM": (changed("initial-scale=1", "user-scalable=no"), "f:5"),
    "HTML-MAIN": (changed("<main ", "<div ").replace(b"</main>", b"</div>"), "f"),
    "HTML-SKIP-LINK": (changed('href="#content"', 'href="#nowhere"'), "f:15"),
    "HTML-DEEP": (changed("</main>", "<div>" * 400 + "</div>" * 400 + "</main>"), "f"),
    "HTML-HEADINGS-NONE": (changed("<h1>Performance report</h1>", "").replace(b"<h2>Measures</h2>", b""), "f"),
    "HTML-HEADING-FIRST": (
        changed("<h1>Performance report</h1>", "<h2>Performance report</h2>"),
        "f:17 (<h2> “Performance report”)",
    ),
    "HTML-HEADING-SKIPPED": (changed("<h2>Measures</h2>", "<h4>Measures</h4>"), "f:19 (<h4> “Measures”)"),
    "HTML-HEADING-EMPTY": (changed("<h2>Measures</h2>", "<h2> </h2>"), "f:19"),
    "HTML-ALT-MISSING": (changed(' alt="Visits rose from 75% to 80%."', ""), "f:25"),
    "HTML-ALT-POOR": (changed("Visits rose from 75% to 80%.", "chart1.png"), "f:25"),
    "HTML-FRAME-TITLE": (changed("<ul>", '<iframe src="data:text/html,x"></iframe><ul>'), "f:26"),
    "HTML-TABLE-HEADERS": (
        changed("<ul>", "<table><caption>Bare</caption><tr><td>a</td></tr></table><ul>"),
        "f:26 (table 2 “Bare”)",
    ),
    "HTML-TABLE-SCOPE": (changed('<th scope="row">', "<th>"), "f:22 (table 1 “Measures”)"),
    "HTML-TABLE-HEADING-EMPTY": (changed('<th scope="col">Latest', '<th scope="col">'), "f:21 (table 1 “Measures”)"),
    "HTML-TABLE-LINKS": (changed("<td>", '<td headers="gone">'), "f:22 (table 1 “Measures”)"),
    "HTML-TABLE-CAPTION": (changed("<caption>Measures</caption>", ""), "f:20 (table 1)"),
    "HTML-TABLE-ROWS": (changed('<td><span class="chip amber">Amber</span></td>', ""), "f:20 (table 1 “Measures”)"),
    "HTML-LINK-EMPTY": (changed("the open data page</a>", "</a>"), "f:18"),
    "HTML-LINK-WORDS": (changed("the open data page", "Read more"), "f:18 (<a> “Read more”)"),
    "HTML-LINK-ADDRESS": (changed("the open data page", "https://www.example.gov.uk/data"), "f:18"),
    "HTML-LINK-TARGET": (changed("https://www.example.gov.uk/data", "#nowhere"), "f:18 (<a> “the open data page”)"),
    "HTML-BUTTON-EMPTY": (changed("Send the form", ""), "f:28"),
    "HTML-FIELD-NAME": (changed('<label for="name">Your name</label>', ""), "f:27 (<input id=name>)"),
    "HTML-ID-TWICE": (changed("<ul>", '<ul id="about">'), "f:26 (<ul id=about>"),
    "HTML-REFERENCE": (changed('aria-describedby="about"', 'aria-describedby="gone"'), "f:20"),
    "HTML-LIST": (changed("<ul><li>To note the report.</li>", "<ul><p>To note the report.</p>"), "f:26"),
    "HTML-CONTRAST": (changed("color: #000 }", "color: #fff }"), "f:22 (<span> “Amber”)"),
    "HTML-AUTOPLAY": (changed("<ul>", "<video autoplay></video><ul>"), "f:26"),
    "HTML-MOVING": (changed("<ul>", "<marquee>News</marquee><ul>"), "f:26"),
    "HTML-REFRESH": (changed("<title>", '<meta http-equiv="refresh" content="5"><title>'), "f:6"),
    "HTML-TABINDEX": (changed("<button>", '<button tabindex="3">'), "f:28"),
    "HTML-ELSEWHERE": (changed("data:image/png;base64,AAAA", "https://pictures.example/chart.png"), "f:25"),
    "HTML-SCRIPT": (changed("<title>", "<script>1</script><title>"), "f:6"),
    "HTML-STYLES": (changed("<style>", f"<style>{'p{color:red}' * 50_000}"), "f"),
}
"""For each code a page that breaks its rule, and a part of the place that the finding names."""
