"""The house scale: sizes, spacings and default colours that every written form of a paper shares.

Nothing comes in. Plain constants go out, and three small rules about colours; the DOCX styles, the page's CSS and the
PDF's CSS are all made from them, so that a paper looks the same in Word, on the web and in print. Sizes of type are in
points, distances in the unit that the name ends with, colours are "#RRGGBB".
"""

from typing import Final

BODY_PT: Final = 12.0
LINE: Final = 1.35  # line height as a multiple of the size
TITLE_PT: Final = 20.0
HEADING_1_PT: Final = 15.0  # bold, capitals by style, in the accent colour
HEADING_2_PT: Final = 13.5  # bold
HEADING_3_PT: Final = 12.0  # bold
HEADING_4_PT: Final = 12.0  # bold, grey, upright
TABLE_PT: Final = 9.5
CROWDED_PT: Final = 7.5  # in a wide table of many columns
CAPTION_PT: Final = 10.0  # bold
NOTE_PT: Final = 9.5
HEADER_PT: Final = 9.0  # running header and footer
COVER_TITLE_PT: Final = 30.0
SUBTITLE_PT: Final = 16.0
STRAPLINE_PT: Final = 14.0  # on covers and dividers
DIVIDER_PT: Final = 26.0
COVER_DROP_PT: Final = 90.0  # from the top of the text to a cover's title
DIVIDER_DROP_PT: Final = 190.0

PAGE_WIDTH_MM: Final = 210.0  # A4
PAGE_HEIGHT_MM: Final = 297.0
MARGIN_SIDE_MM: Final = 22.0
MARGIN_TOP_MM: Final = 24.0
MARGIN_BOTTOM_MM: Final = 22.0
TEXT_WIDTH_MM: Final = PAGE_WIDTH_MM - 2 * MARGIN_SIDE_MM
TEXT_WIDTH_SIDEWAYS_MM: Final = PAGE_HEIGHT_MM - 2 * MARGIN_SIDE_MM  # on a page on its side
HANG_MM: Final = 11.0  # numbered paragraphs hang by this much
LIST_HANG_MM: Final = 6.0  # bullets and items hang by this much beneath them

PARAGRAPH_AFTER_PT: Final = 6.0
HEADING_1_BEFORE_PT: Final = 18.0
HEADING_2_BEFORE_PT: Final = 14.0
HEADING_3_BEFORE_PT: Final = 10.0
HEADING_AFTER_PT: Final = 4.0
TABLE_AFTER_PT: Final = 10.0  # space between a table and what follows it
CELL_VERTICAL_PT: Final = 2.5
CELL_SIDE_PT: Final = 4.0
CROWDED_SIDE_PT: Final = 2.2

RULE_PT: Final = 0.5
RULE_COLOUR: Final = "#B1B4B6"
HEADER_RULE_PT: Final = 1.0  # in the accent colour

INK: Final = "#0B0C0C"
GREY: Final = "#505A5F"  # notes, captions' labels, headers and footers
LINK: Final = "#1D4E89"
GAP_FILL: Final = "#FFF1CC"  # what only the council can fill in


SMALLEST_CONTRAST: Final = 4.5  # of text on its ground (WCAG 2.2, 1.4.3)
_BLACK, _WHITE = "#000000", "#FFFFFF"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, by the formula of WCAG 2.2; raise `ValueError` unless both are
    #RRGGBB.
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(ground: str) -> str:
    """Return black or white, whichever stands out more on a ground: its contrast is never below 4.58."""
    return max((_WHITE, _BLACK), key=lambda ink: contrast(ink, ground))


def legible(colour: str) -> str:
    """Return the colour itself if it can be read on white, else the same hue darkened until it can."""
    while contrast(colour, _WHITE) < SMALLEST_CONTRAST:
        colour = "#" + "".join(f"{channel * 19 // 20:02X}" for channel in _channels(colour))
    return colour.upper()


def _channels(colour: str) -> tuple[int, ...]:
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"“{colour}” is not a colour; write it as #RRGGBB")
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
