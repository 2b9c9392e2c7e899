"""Make the PDF fit for an archive (PDF/A-2a) as well as for a screen reader (PDF/UA-1), and say so in the file.

In: the PDF library's document as the engine draws it for PDF/A-2a, before it is written. Out: the same document,
identified as both. What a template asks for and neither standard lets a file hold is told in findings; such a PDF is
not written, since it would claim what it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from cabinetpaper.finding import Finding

VARIANT: Final = "pdf/a-2a"
"""The engine's own name for PDF/A-2a: it adds the colour profile, the file's identifier and the flags of links."""
COLOURS: Final = "srgb"

_END: Final = b"</rdf:RDF>"
_IDENTIFIED: Final = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"\
 pdfuaid:part="1" />
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Identification of accessible PDF</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""PDF/A lets a file use only properties that it knows or that the file describes, and PDF/UA's is not among the
known.
"""

_STREAM: Final = b"\nstream\n"
_END_OF_STREAM: Final = b"\nendstream"
_PRESS: Final = (b"/DeviceCMYK cs", b"/DeviceCMYK CS")
_MAPPED: Final = re.compile(rb"<[0-9a-f]{4}> <([0-9a-f]+)>")
"""A line of a font's map from glyphs to text, which is in UTF-16."""


def identify(pdf: Any) -> None:
    """Identify a document that is about to be written as PDF/UA-1 beside PDF/A-2a, in place, and let no picture ask to
    be smoothed.
    """
    metadata = _referred(pdf, pdf.catalog["Metadata"])
    packet = b"".join(metadata.stream)
    if packet.count(_END) != 1:
        raise ValueError("the PDF engine describes the file in a way that is not known here")
    metadata.stream = [packet.replace(_END, _IDENTIFIED + _END)]
    metadata.compress = False  # whoever keeps the file can read what it is without a PDF program
    for stream in _streams(pdf):
        if "Interpolate" in stream.extra:
            stream.extra["Interpolate"] = "false"
        if stream.compress:
            _compress(stream)


def _compress(stream: Any) -> None:
    """Compress a stream once and for all. The file's identifier is worked out from all of its bytes, for which the
    library would compress them once more, a twentieth of the time of drawing a paper.
    """
    stream.stream = [stream.data.split(_STREAM, 1)[1].removesuffix(_END_OF_STREAM)]
    stream.extra["Filter"] = "/FlateDecode"
    stream.compress = False


def breaches(pdf: Any) -> tuple[Finding, ...]:
    """Return a finding (PDF-STANDARD) for each kind of thing in the document that PDF/UA-1 or PDF/A-2a forbids and
    nobody can put right here.
    """
    return tuple(Finding.error("PDF-STANDARD", message, remedy) for message, remedy in _breaches(pdf))


def _breaches(pdf: Any) -> Iterator[tuple[str, str]]:
    streams = list(_streams(pdf))
    if any(press in stream.stream for stream in streams for press in _PRESS):
        yield (
            "A style sheet names a colour of the printing press (device-cmyk), which looks different on every screen",
            "Write it as #RRGGBB",
        )
    if any("AcroForm" in one or one.get("Subtype") == "/Widget" for one in (pdf.catalog, *_dictionaries(pdf))):
        yield "The page template holds a field to be filled in, and a paper is not a form", "Take it out of paper.html"
    if any(one.get("Type") == "/Filespec" for one in _dictionaries(pdf)):
        yield (
            "The page template attaches a file, which an archive could not open",
            "Link to where it is published instead",
        )
    if any(_is_veil(stream) for stream in streams):
        yield (
            "A style sheet makes words see-through (opacity), and then nobody can hear them",
            "Give them a lighter colour instead",
        )
    if private := sorted(
        {
            code
            for one in _dictionaries(pdf)
            if "ToUnicode" in one
            for code in _private(_referred(pdf, one["ToUnicode"]))
        }
    ):
        named = ", ".join(f"U+{code:04X}" for code in private)
        yield (
            f"The page prints characters that only their typeface knows ({named}); nobody can hear or search them",
            "Use a picture with words instead",
        )


def _is_veil(stream: Any) -> bool:
    """Return whether a stream is a see-through layer with words of the page in it, which the tags do not reach."""
    import pydyf

    return stream.extra.get("Subtype") == "/Form" and any(
        isinstance(item, pydyf.Dictionary) and "MCID" in item for item in stream.stream
    )


def _private(characters: Any) -> Iterator[int]:
    """Yield the code points of a font's map to text that Unicode leaves to private use."""
    for line in characters.stream:
        if mapped := _MAPPED.fullmatch(line):
            text = bytes.fromhex(mapped[1].decode()).decode("utf-16-be", "replace")
            yield from (ord(one) for one in text if 0xE000 <= ord(one) <= 0xF8FF or ord(one) >= 0xF0000)


def _referred(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split(b" ", 1)[0])]


def _dictionaries(pdf: Any) -> Iterator[Any]:
    return (one for one in pdf.objects if isinstance(one, dict))


def _streams(pdf: Any) -> Iterator[Any]:
    import pydyf

    return (one for one in pdf.objects if isinstance(one, pydyf.Stream))
