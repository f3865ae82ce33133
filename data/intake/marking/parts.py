"""Parts added to a workbook: under a free name, with their content type, and a relationship that leads there."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from itertools import count

from data.intake.gate.clean import OFFICE, PACKAGE, SPREADSHEET
from data.intake.gate.package import CONTENT_TYPES, Package
from data.intake.marking.surgery import Part

COMMENTS_TYPE = f"{SPREADSHEET}.comments+xml"
DRAWING, DRAWING_TYPE = "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"
NO_RELATIONSHIPS = f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode()


class Parts:
    """The parts of a workbook that the gate has let through, and those that replace or join them."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        """Begin with the workbook as it is."""
        self.package = Package(parts)
        self._new: dict[str, bytes] = {}
        self._types = ""

    def __getitem__(self, name: str) -> bytes:
        """A part as it is now."""
        return self._new[name] if name in self._new else self.package.parts[self.package.name_of(name) or name]

    def __setitem__(self, name: str, content: bytes) -> None:
        """Replace a part that is there."""
        self._new[self.package.name_of(name) or name] = content

    def add(self, pattern: str, content: bytes, *, source: str, kind: str) -> str:
        """Add a part to which another one leads.

        Args:
            pattern: the part's name, with a gap for a number.
            content: its bytes.
            source: the name of the part that leads to it.
            kind: the last word of the relationship's type.

        Returns:
            The id of the relationship.
        """
        names = (pattern.format(number) for number in count(1))
        name = next(name for name in names if name not in self._new and not self.package.name_of(name))
        self._new[name] = content
        if not name.endswith(DRAWING):
            self._types += f'<Override PartName="/{name}" ContentType="{COMMENTS_TYPE}"/>'
        elif DRAWING not in self._types and not self.package.content_type(f"any.{DRAWING}"):
            self._types += f'<Default Extension="{DRAWING}" ContentType="{DRAWING_TYPE}"/>'
        return self._relate(source, name, kind)

    def _relate(self, source: str, target: str, kind: str) -> str:
        folder, file = posixpath.split(source)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        name = self.package.name_of(name) or name
        known = self._new.get(name) or self.package.parts.get(name) or NO_RELATIONSHIPS
        relations = Part(known, deepest=1)
        taken = {each.attributes.get("Id") for each in relations.pieces[("Relationships", "Relationship")]}
        free = next(id_ for id_ in (f"rIdLima{number}" for number in count(1)) if id_ not in taken)
        tag = f"<{relations.root.prefix}Relationship"
        relations.append(relations.root, f'{tag} Id="{free}" Type="{OFFICE}/{kind}" Target="/{target}"/>')
        self._new[name] = relations.changed()
        return free

    def packed(self) -> bytes:
        """The workbook as a file, its parts in the order in which they came."""
        if self._types:
            name = self.package.name_of(CONTENT_TYPES) or CONTENT_TYPES
            types = Part(self.package.parts[name], deepest=1)
            prefix = types.root.prefix
            types.append(types.root, self._types.replace("<", f"<{prefix}"))
            self._new[name] = types.changed()
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
            for name, content in (self.package.parts | self._new).items():
                container.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return file.getvalue()
