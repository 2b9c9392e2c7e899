"""Pack the parts of a document, always in the same order and with the same dates.

In: parts and their relations. Out: the bytes of the DOCX. python-docx keeps the package (part names, content types,
relations); the zip is written anew, because its own carries the clock.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from docx.opc.part import Part

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CUSTOM_PROPERTIES: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


@dataclass
class Package:
    """A document that is being put together; `document` is its main part, whose content comes last."""

    _package: Any = field(init=False)
    document: Part = field(init=False)
    _pictures: dict[bytes, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from docx.opc.package import OpcPackage

        self._package = OpcPackage()
        self.document = self._part("/word/document.xml", f"{_WORD}.document.main+xml", b"")
        self._package.relate_to(self.document, f"{_OFFICE}/officeDocument")

    def _part(self, name: str, content_type: str, data: bytes) -> Part:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        return Part(PackURI(name), content_type, data, self._package)

    def add(self, kind: str, data: bytes, name: str = "") -> str:
        """Add a part of WordprocessingML, named after its kind (`styles`, `header`) unless told; return its relation
        id.
        """
        part = self._part(f"/word/{name or kind}.xml", f"{_WORD}.{kind}+xml", data)
        return self.document.relate_to(part, f"{_OFFICE}/{kind}")

    def add_theme(self, data: bytes) -> None:
        """Add the theme."""
        part = self._part("/word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml", data)
        self.document.relate_to(part, f"{_OFFICE}/theme")

    def add_properties(self, core: bytes, application: bytes) -> None:
        """Add what the file says about itself."""
        core_type = "application/vnd.openxmlformats-package.core-properties+xml"
        core_relation = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        self._package.relate_to(self._part("/docProps/core.xml", core_type, core), core_relation)
        extended = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        self._package.relate_to(
            self._part("/docProps/app.xml", extended, application), f"{_OFFICE}/extended-properties"
        )

    def add_custom(self, data: bytes, namespace: str, identifier: str) -> None:
        """Add a part of our own with the properties by which Word keeps it."""
        store = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
        properties = (
            '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
            f'<ds:datastoreItem ds:itemID="{{{identifier}}}" xmlns:ds="{store}">'
            f'<ds:schemaRefs><ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
        )
        part = self._part("/customXml/item1.xml", "application/xml", data)
        part.relate_to(
            self._part("/customXml/itemProps1.xml", _CUSTOM_PROPERTIES, properties.encode()),
            f"{_OFFICE}/customXmlProps",
        )
        self.document.relate_to(part, f"{_OFFICE}/customXml")

    def picture(self, data: bytes, media_type: str, extension: str, owner: Part | None = None) -> str:
        """Return the relation id of a picture in a part, the document if none is given; equal pictures are stored
        once.
        """
        if data not in self._pictures:
            self._pictures[data] = self._part(
                f"/word/media/picture{len(self._pictures) + 1}.{extension}", media_type, data
            )
        return (owner or self.document).relate_to(self._pictures[data], f"{_OFFICE}/image")

    def link(self, address: str, owner: Part | None = None) -> str:
        """Return the relation id of an address in a part, the document if none is given."""
        return (owner or self.document).relate_to(address, f"{_OFFICE}/hyperlink", is_external=True)

    def part_of(self, relation: str) -> Part:
        """Return the part that a relation of the document leads to."""
        part: Part = self.document.related_parts[relation]
        return part

    def packed(self, document: bytes) -> bytes:
        """Return the whole package with the content of its main part."""
        self.document._blob = document
        loose = io.BytesIO()
        self._package.save(loose)
        whole = io.BytesIO()
        with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(whole, "w") as target:
            for name in parts.namelist():
                entry = zipfile.ZipInfo(name, _EARLIEST)
                entry.compress_type = zipfile.ZIP_STORED if name.endswith((".png", ".jpg")) else zipfile.ZIP_DEFLATED
                entry.create_system = 0  # the same on every platform
                target.writestr(entry, parts.read(name))
        return whole.getvalue()
