"""How large anything may be that comes from outside: every bound of the program, in one place.

Nothing comes in. Out: constants, in bytes unless the name says otherwise. Each is some ten times what the largest paper
that we know needs, and small enough that the worst file costs seconds and megabytes. docs/security.md has the table; a
test holds the two together.
"""

from __future__ import annotations

from typing import Final

_MB: Final = 1_000_000

FILE_SIZES: Final[dict[str, int]] = {
    ".toml": 500_000,
    ".md": 400_000,
    ".html": 1 * _MB,
    ".css": 1 * _MB,
    ".csv": 10 * _MB,
    ".xlsx": 20 * _MB,
    ".xlsm": 20 * _MB,
    ".docx": 20 * _MB,
    ".svg": 2 * _MB,
    ".png": 10 * _MB,
    ".jpg": 10 * _MB,
    ".jpeg": 10 * _MB,
    ".ttf": 10 * _MB,
    ".otf": 10 * _MB,
    ".woff2": 10 * _MB,
}
"""The largest file of each kind that is read from a workspace."""

FILE: Final = 20 * _MB
"""The largest file of any other kind."""

EDITED_DOCX: Final = 50 * _MB
"""The largest DOCX that is read back from an editor; the pictures that officers paste into it are large."""

PACKAGE_MEMBERS: Final = 2_000
PACKAGE_UNPACKED: Final = 100 * _MB
PACKAGE_RATIO: Final = 200
"""A DOCX or XLSX: its parts, what they unpack to together, and by how much one part of more than 10 MiB may grow."""

STYLE_CHAIN: Final = 100
COMMENT_ON: Final = 2_000
"""A DOCX that comes back: how many styles one may rest on, and how many characters of the words that a comment is on
are quoted.
"""

PROLOG: Final = 65_536
"""Where the first element of an XML part must have begun; what stands before it is a declaration and a comment."""

WORKBOOK_CELLS: Final = 300_000
WORKBOOK_ELEMENTS: Final = 3_000_000
WORKBOOK_FORMATS: Final = 100_000
WORKBOOK_CHARACTERS: Final = 20_000_000
"""A workbook: its rows, cells, merged cells and hidden columns; the elements and attributes of all that is loaded of
it, and the elements of its formats; the characters that its cells show together. """

CELL_CHARACTERS: Final = 32_767
"""The characters of one cell, as many as Excel allows."""

QUERY_STEPS: Final = 100_000_000
QUERY_SECONDS: Final = 60
QUERY_MEMORY: Final = 200 * _MB
QUERY_CELLS: Final = 1_000_000
QUERY_CHARACTERS: Final = 20_000_000
QUERY_VALUE: Final = 1 * _MB
QUERY_PATTERN: Final = 200
"""A query: the steps that SQLite may make, the seconds of any database, what SQLite may hold while it works; the cells
and characters of the answer, the bytes of one value or row, and the characters of the pattern of a LIKE.
"""

NUMBER_DIGITS: Final = 40
"""The digits before or after the point of a number in a TOML file."""

TOML_LEVELS: Final = 20
"""How deep the tables of a TOML file lie in one another."""

SNIPPET_CHARACTERS: Final = 100_000
"""The characters of a snippet; a whole paper has about 60,000."""

SNIPPET_PRINTED: Final = 200_000
SNIPPET_THINGS: Final = 5_000
SNIPPET_STEPS: Final = 500_000
"""What one snippet may print: characters, and figures or other things; how many parts of its loops may run."""

TEMPLATE_PRINTED: Final = 50 * _MB
TEMPLATE_STEPS: Final = 500_000
"""What a page template may print, in characters; how many parts of its loops may run."""

PICTURE_PIXELS: Final = 40_000_000
"""A picture of 8,000 by 5,000; a page of A4 at 600 dots to the inch has 35 million."""

CHECKED_FILE: Final = 100 * _MB
"""A PDF that the rules for files are tried on, whoever made it."""

CHECKED_MARKUP: Final = 30 * _MB
"""Such a web page; a paper with twenty charts and its styles has 0.2 MB."""

CHECKED_PAGES: Final = 5_000
CHECKED_CONTENT: Final = 20 * _MB
CHECKED_PAGE: Final = 2 * _MB
CHECKED_DRAWINGS: Final = 3 * _MB
CHECKED_LETTERS: Final = 500_000
CHECKED_TAGS: Final = 200_000
CHECKED_DEPTH: Final = 100
"""Such a PDF: its pages, the bytes that what they paint unpacks to (all together, of one page, of all drawings that
pages name), those of a font's table of characters, the tags and marks of its tree, and how deep they lie in one
another. """

CHECKED_PARAGRAPHS: Final = 100_000
"""The paragraphs of a Word document, or the elements of a web page, that those rules are tried on."""

CHECKED_STYLES: Final = 500_000
"""The characters of a web page's style sheets, a picture or font in them counted as one."""

CHECKED_ATTRIBUTES: Final = 1_000
"""The attributes of one element of a web page."""

CHECKED_SELECTORS: Final = 50_000
CHECKED_TRIALS: Final = 3_000_000
"""The parts of the selectors in such style sheets; how often one of them is tried on an element or on what holds it."""

CHECKED_STEPS: Final = 5_000_000
CHECKED_WORDS: Final = 20_000_000
CHECKED_CODES: Final = 500_000
CHECKED_INSTRUCTIONS: Final = 1_000_000
CHECKED_CHAIN: Final = 100
CHECKED_ELEMENTS: Final = 1_500_000
CHECKED_LOOKS: Final = 5_000
"""The work that such a file may ask for, all together: the steps that reading it and trying the rules take, the
characters of its words and names; of a PDF the characters that the tables of its fonts list, the instructions of its
pages (each time that a drawing is painted), and how many parts may rest on one another; of a Word document the elements
and attributes of the parts that are read, and the ways in which its words are formatted.
"""

CHECKED_SHOWN: Final = 20
"""The findings of one code that are told one by one."""

PDF_SECONDS: Final = 600
PDF_MEMORY: Final = 8_000 * _MB
"""How long the process that draws the PDF may take, and how much address space it may have where the system can hold it
to that.
"""


def file_size(name: str) -> int:
    """Return the largest size that a workspace file of this name may have."""
    return next((most for suffix, most in FILE_SIZES.items() if name.lower().endswith(suffix)), FILE)
