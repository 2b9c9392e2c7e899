"""Pages that call home: every way that we know in which a page fetches or runs something, and pages that do not.

`CARRIERS` puts an address into a page; `SPELLINGS` writes what stands in an attribute, a style or a name in another way
that a browser reads alike. Their product is the class; `STAYING` are its controls.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Final

from cabinetpaper.conformance import leaves_file
from hostile import Attack

Spell = Callable[[str], str]
HOME: Final = "https://home.example/x"
SCRIPT: Final = "javascript:home()"


def attribute(element: str, name: str, rest: str = "") -> Callable[[str, Spell], str]:
    """Return what writes an element with an address in an attribute, its name in some letter case."""
    return lambda address, spell: f'<p><{element} {rest} {name}="{spell(address)}">x</{element}></p>'


def style(css: str) -> Callable[[str, Spell], str]:
    """Return what writes a style element; the address stands for @."""
    return lambda address, spell: f"<style>{spell(css).replace('@@', address)}</style>"


def in_style(value: str) -> Callable[[str, Spell], str]:
    """Return what writes a style attribute, with the spelling of styles."""
    return lambda address, spell: f"<p style='{html.escape(spell(value).replace('@@', address))}'>x</p>"


_SVG: Final = ("image", "use", "feImage", "textPath", "linearGradient", "pattern", "mpath", "script", "filter")
FETCHING: Final[dict[str, Callable[[str, Spell], str]]] = {
    **{
        f"{element} {name}": attribute(element, name)
        for element, names in {
            "img": "src srcset lowsrc dynsrc attributionsrc",
            "source": "src srcset",
            "video": "src poster",
            "audio": "src",
            "track": "src",
            "input": "src formaction",
            "button": "formaction",
            "form": "action",
            "embed": "src",
            "object": "data codebase archive classid",
            "applet": "code codebase archive",
            "iframe": "src",
            "frame": "src",
            "bgsound": "src",
            "portal": "src",
            "script": "src",
            "base": "href",
            "body": "background",
            "table": "background",
            "td": "background",
            "html": "manifest",
            "a": "ping attributionsrc",
        }.items()
        for name in names.split()
    },
    **{
        f"link {rel}": attribute("link", "href", f'rel="{rel}"')
        for rel in (
            *("stylesheet", "icon", "preload", "prefetch", "dns-prefetch", "preconnect", "modulepreload", "prerender"),
            *("manifest", "alternate stylesheet", "next", "SHORTCUT ICON", "apple-touch-icon", "import", "pingback"),
        )
    },
    "link imagesrcset": attribute("link", "imagesrcset", 'rel="preload" as="image"'),
    **{f"svg {tag} href": lambda to, spell, tag=tag: f'<svg><{tag} href="{spell(to)}"/></svg>' for tag in _SVG},  # type: ignore[misc]
    **{f"svg {tag} xlink": lambda to, spell, tag=tag: f'<svg><{tag} xlink:href="{spell(to)}"/></svg>' for tag in _SVG},  # type: ignore[misc]
    "foreignObject": lambda to, spell: f'<svg><foreignObject><img src="{spell(to)}"></foreignObject></svg>',
    "set": lambda to, spell: f'<svg><image><set attributeName="href" to="{spell(to)}"/></image></svg>',
    "animate": lambda to, spell: f'<svg><use><animate attributeName="xlink:href" values="{spell(to)}"/></use></svg>',
    "xml:base": lambda to, spell: f'<svg xml:base="{spell(to)}"><image href="#x"/></svg>',
    "svg in XHTML": lambda to, spell: f'<s:svg><s:image x:href="{spell(to)}"/></s:svg>',
    "xml-stylesheet": lambda to, spell: f'<?xml-stylesheet href="{spell(to)}"?><p>x</p>',
    "refresh": lambda to, spell: f'<meta http-equiv="Refresh" content="0; URL={spell(to)}">',
    "srcdoc": lambda to, spell: f"<iframe srcdoc='{html.escape(f'<img src={chr(34)}{spell(to)}{chr(34)}>')}'></iframe>",
    "param": lambda to, spell: f'<object><param name="movie" value="{spell(to)}"></object>',
    "second of a set": lambda to, spell: f'<img srcset="data:image/png;base64,AA 1x, {spell(to)} 2x">',
    "style in a drawing": lambda to, _: f"<svg><style>@imp&#111;rt '{to}';</style></svg>",
    "element in a drawing's style": lambda to, spell: f'<svg><style><img src="{spell(to)}"></style></svg>',
    "behind a zero character": lambda to, spell: f'<!-\0- ><img src="{spell(to)}"> -->',
    "in a template": lambda to, spell: f'<div><template shadowrootmode="open"><img src="{spell(to)}"></template></div>',
}
STYLED: Final[dict[str, Callable[[str, Spell], str]]] = {
    **{
        f"{value} in {where}": make(f"{before}{value}{after}")
        for where, make, before, after in (("a sheet", style, "p{x:", "}"), ("an attribute", in_style, "x:", ""))
        for value in (
            *(
                'url("@@")',
                "url(@@)",
                "src('@@')",
                "image('@@')",
                "image-set('@@' 1x)",
                "-webkit-image-set(url(@@) 1x)",
            ),
            *("cross-fade(url(@@), #fff)", "cross-fade('@@', #fff)", "var(--y, url(@@))", "alpha(src='@@')"),
            *("filter(url(#a), url(@@))", "image-set('a.png' type('image/png'), '@@' 2x)"),
        )
    },
    "@import string": style("@import '@@';"),
    "@import url": style("@import url(@@) screen;"),
    "@import in a layer": style("@import '@@' layer(a);"),
    "@font-face": style("@font-face{font-family:f;src:local('f'),url(@@)}"),
    "@media": style("@media screen{@supports (x:y){p:is([a='b']){cursor:url(@@),auto}}}"),
    "unfinished": style("p{mask:url(@@"),
    "custom property": style("p{--a:url(@@)}"),
    "behind a bad string": style("p{a:'\n;b:url(@@)}"),
    "fill": lambda to, spell: f'<svg><rect fill="{html.escape(spell("url(@@)").replace("@@", to))}"/></svg>',
    "filter": lambda to, spell: f'<svg><g filter="{html.escape(spell("url(@@)").replace("@@", to))}"/></svg>',
    "animated fill": lambda to, spell: (
        f'<svg><rect><set attributeName="fill" to="{html.escape(spell("url(@@)").replace("@@", to))}"/></rect></svg>'
    ),
}
RUNNING: Final[dict[str, Callable[[str, Spell], str]]] = {
    **{
        name: lambda to, spell, name=name: f'<p {name}="{spell(to)}">x</p>'  # type: ignore[misc]
        for name in ("onclick", "ONLOAD", "onbegin", "onanything")
    },
    **{f"{tag} href": attribute(tag, "href") for tag in ("a", "area", "base", "link")},
    "body a second time": lambda to, spell: f'<body><p>x</p><body onload="{spell(to)}">',
    "svg a": lambda to, spell: f'<svg><a xlink:href="{spell(to)}"><text>x</text></a></svg>',
    "math": lambda to, spell: f'<math><mi href="{spell(to)}">x</mi></math>',
    **{name: attribute(*name.split()) for name in ("iframe src", "form action", "button formaction", "object data")},
}


def _per_letter(write: Callable[[str], str]) -> Spell:
    return lambda text: "".join(map(write, text))


def _css_escape(text: str) -> str:
    """Return a style with every letter of its names written as its code, but for the address and the keywords' @."""
    return "@@".join(
        "".join(f"\\{ord(one):x} " if one.isalpha() and one.isascii() and one in "uriomp" else one for one in part)
        for part in text.split("@@")
    )


SPELLINGS: Final[dict[str, Spell]] = {
    "as it is": str,
    "upper case": lambda text: text.upper() if text.startswith("https") else text[:11].swapcase() + text[11:],
    "decimal": _per_letter(lambda one: f"&#{ord(one)};"),
    "hexadecimal": _per_letter(lambda one: f"&#x{ord(one):X};"),
    "padded": _per_letter(lambda one: f"&#{ord(one):07}"),
    "named": lambda text: text.replace(":", "&colon;").replace("/", "&sol;").replace("(", "&lpar;"),
    "tabs and line ends": lambda text: f"{text[:3]}\t{text[3:6]}\n{text[6:]}",
    "spaces and controls before": lambda text: f" \n&#1;&#31;{text}",
}
CSS_SPELLINGS: Final[dict[str, Spell]] = {
    "as it is": str,
    "upper case": str.upper,
    "escapes": _css_escape,
    "comments": lambda text: text.replace(":", ":/**/").replace(",", "/* ; */,"),
}

STAYING: Final[tuple[str, ...]] = (
    '<a href="https://a.example/">x</a><a href="HTTP://a.example">x</a><a href="#x">x</a><a href="paper.docx">x</a>',
    '<a href="mailto:a@b.example">x</a><a href="tel:+44">x</a><area href="https://a.example/">',
    '<img src="data:image/png;base64,AAAA"><img src=" DATA:image/svg+xml,%3Csvg/%3E "><img srcset="data:image/png,A '
    '2x">',
    '<svg><use href="#a"/><use xlink:href="#a"/><image href="data:image/png;base64,AA"/><rect fill="url(#a)"/></svg>',
    '<link rel="icon" href="data:image/png;base64,AA"><link rel="canonical" href="https://a.example/">',
    "<style>@font-face{src:local('A B'),url(data:font/woff2;base64,AA) format('woff2')}</style>",
    "<style>@namespace svg url(http://www.w3.org/2000/svg);p{fill:url(#a)}@namespace "
    "'http://www.w3.org/1999/xhtml';</style>",
    "<style>p::after{content:'https://a.example' counter(x) "
    "attr(href)}[href^='https://']:not([src='http://b']){}</style>",
    "<style>/* url(https://a.example) @import 'x' */p{background:rgb(0 0 0 / 10%) url( '#a' )}</style>",
    "<style>@media print{a[href]::after{content:' (' attr(href) ')'}}p{--a:'https://a.example'}</style>",
    '<p title="url(https://a.example)" data-to="url(x)" aria-label="image(1)">url(https://a.example) onclick=</p>',
    '<p id="on" class="online" lang="en">javascript:1</p><img alt="javascript:x" src="">',
    '<blockquote cite="https://a.example/">x</blockquote><!-- <img src="https://a.example/"> -->',
    '<script type="application/ld+json">{"@id": "https://a.example"}</script><meta http-equiv="refresh" content="">',
    '<iframe src="about:blank"></iframe><form action="#a"></form><textarea><img src=https://a.example></textarea>',
    '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><path d="M 0 0" transform="translate(1 2)"/></svg>',
)


def leaves(page: str) -> list[str]:
    """Return each way in which a page leaves its file."""
    return [message for message, _ in leaves_file(page.encode())]


def _caught(page: str) -> Callable[[Path], None]:
    def prove(_: Path) -> None:
        assert leaves(page), page

    return prove


ATTACKS: Final = tuple(
    Attack(f"P{number:02d}", tries, "a page that calls home", _caught(make(address, str)))
    for number, (tries, make, address) in enumerate(
        (
            ("fetch by image-set", STYLED["image-set('@@' 1x) in a sheet"], HOME),
            ("fetch by a picture in a drawing", FETCHING["svg image xlink"], HOME),
            ("fetch by a still of a film", FETCHING["video poster"], HOME),
            ("move the base of all addresses", FETCHING["base href"], HOME),
            ("fetch ahead", FETCHING["link prefetch"], HOME),
            ("fetch by an escaped url", lambda to, _: f"<p style='x:u\\72l({to})'>x</p>", HOME),
            ("import by an escaped name", lambda to, _: f"<style>@\\69mport '{to}'</style>", HOME),
            ("lead elsewhere after a time", FETCHING["refresh"], HOME),
            ("run a handler", RUNNING["onanything"], "home()"),
            ("run an address", lambda to, _: f'<a href="java\n&#115;cript:{to}">x</a>', "home()"),
            ("fetch in a page within the page", FETCHING["srcdoc"], HOME),
            ("fetch by an old attribute", FETCHING["td background"], HOME),
            ("hide in what only looks like a comment", FETCHING["behind a zero character"], HOME),
        ),
        1,
    )
)
