"""What a page of a PDF paints: words, fillings and pictures, with the marks that they belong to.

In: the instructions of a page and what they name. Out: `Painted`: the words of each mark, what belongs to none, and
words that stand out too little from their ground. The ground is told where it is the white of the page, a rectangle or
a shape that nearly is one; under a picture, a shading or anything seen through, it is not told, and nothing is said of
the words there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from cabinetpaper.conformance.budget import Budget
from cabinetpaper.conformance.contrast import is_faint, is_large
from cabinetpaper.conformance.pdf import objects
from cabinetpaper.conformance.pdf.lettering import Face
from cabinetpaper.conformance.pdf.objects import Key
from cabinetpaper.conformance.pdf.plane import EVERYWHERE, UNIT, Matrix, Outline, Plane, moved, times
from cabinetpaper.conformance.pdf.tags import Mark

OPERATORS: Final = (
    "q Q cm gs BT ET Tf Tm Td TD T* TL Tr Tj TJ ' \" g rg k cs sc scn re m l c v y h f F f* B B* b b* S s n W W* sh Do "
    "BI ID EI BDC BMC EMC"
)
"""What is read of a page; how lines are drawn and curves flattened does not matter here."""

_INVISIBLE: Final = frozenset({3, 7})
_NEXT_LINE: Final = 0.5
_PAINTING: Final = 200


class Names(Protocol):
    """What the names in a drawing's instructions stand for; None where they stand for nothing."""

    def drawing(self, name: str) -> Drawing | None:
        """Return a drawing or picture."""

    def face(self, name: str) -> Face | None:
        """Return a font."""

    def clear(self, name: str) -> bool:
        """Return whether in this state painting is seen through, or mixed with what lies below."""

    def properties(self, name: str) -> Any:
        """Return the properties of a mark."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page, or a drawing that it names: its instructions, what the names in them stand for, how it is placed, whether
    its marks are its own, and how many bytes it has. A picture has no instructions.
    """

    key: Key
    instructions: Sequence[Any] = ()
    names: Names | None = None
    matrix: Matrix = UNIT
    own_marks: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Faint:
    """Words that stand out too little: their colour, that of their ground, and whether they are large, so that 3 to 1
    would do.
    """

    words: str
    ink: str
    ground: str
    large: bool


@dataclass(slots=True)
class Painted:
    """What a page paints. `untagged` counts what is neither marked nor an artifact, `loose` are its words;
    `artifacts_inside` and `tagged_inside` count artifacts within tagged content and the other way round; `mute` are the
    marks with codes that stand for no known character.
    """

    words: dict[Mark, str] = field(default_factory=dict)
    untagged: int = 0
    loose: str = ""
    artifacts_inside: int = 0
    tagged_inside: int = 0
    faint: dict[Faint, None] = field(default_factory=dict)
    judged: int = 0
    unjudged: int = 0
    repeated: Counter[Key] = field(default_factory=Counter)
    faces: dict[str, Face] = field(default_factory=dict)
    mute: set[Mark] = field(default_factory=set)


@dataclass(slots=True)
class _State:
    """The graphics state, as far as it matters here."""

    matrix: Matrix = UNIT
    clip: tuple[float, float, float, float] = EVERYWHERE
    ink: str | None = "#000000"
    clear: bool = False
    face: Face | None = None
    size: float = 0.0
    leading: float = 0.0
    mode: int = 0

    def copy(self) -> _State:
        return _State(self.matrix, self.clip, self.ink, self.clear, self.face, self.size, self.leading, self.mode)


@dataclass(slots=True)
class _Open:
    """What is painted in a marked stretch that is still open: the mark that it belongs to, whether it is in an
    artifact, whether other words stand for it. All three hold for what is open within.
    """

    mark: Mark | None = None
    artifact: bool = False
    instead: bool = False


class Painter:
    """Follows the instructions of one page, and of the drawings that it names."""

    def __init__(self, page: int, plane: Plane, budget: Budget, afford: Callable[[int], None]) -> None:
        self.page, self.budget = page, budget
        self.pieces: dict[Mark, list[str]] = {}
        self.afford = afford
        self.plane = plane
        self.done = Painted()
        self.state = _State()
        self.kept: list[_State] = []
        self.floors: list[int] = []
        self.open = [_Open()]
        self.outline = Outline()
        self.clipping = False
        self.line = self.text = UNIT
        self.inside: list[Drawing] = []
        self.names: Names | None = None
        self.last: tuple[float, float] | None = None

    def paint(self, drawing: Drawing) -> None:
        """Follow the instructions of a page or drawing; one that leads back to itself is not followed again."""
        if any(one.key == drawing.key != (0, 0) for one in self.inside) or len(self.inside) > 12:
            return
        self.afford(drawing.size + _PAINTING)
        self.names = drawing.names
        self.inside.append(drawing)
        depth, marks = len(self.kept), len(self.open)
        self.kept.append(self.state.copy())
        self.floors.append(depth + 1)
        self.state.matrix = times(drawing.matrix, self.state.matrix)
        self.budget.spend("CHECKED_INSTRUCTIONS", len(drawing.instructions))
        for one in drawing.instructions:
            operator = str(one.operator)
            step = _STEPS.get(operator)
            if step is not None:
                step(self, () if operator in _BARE else one.operands)
        self.state = self.kept[depth]
        del self.kept[depth:]
        del self.open[marks:]
        self.inside.pop()
        self.floors.pop()
        self.names = self.inside[-1].names if self.inside else None

    # state

    def keep(self, _: Any) -> None:
        """Remember the state (q)."""
        self.kept.append(self.state)
        self.state = self.state.copy()

    def back(self, _: Any) -> None:
        """Return to the state remembered last (Q), never beyond that with which the drawing began."""
        if len(self.kept) > self.floors[-1]:
            self.state = self.kept.pop()

    def transform(self, operands: Any) -> None:
        """Move the plane (cm)."""
        matrix = _matrix(operands)
        if matrix:
            self.state.matrix = times(matrix, self.state.matrix)

    def look(self, operands: Any) -> None:
        """Take over a named state (gs): whether what follows is seen through."""
        if operands:
            self.state.clear = self.names is not None and self.names.clear(objects.name(operands[0]))

    def colour(self, operands: Any) -> None:
        """Take a colour given by its parts: grey, red-green-blue, or the four of print."""
        self.state.ink = _colour(objects.numbers(operands)) if len(operands) in {1, 3, 4} else None

    def space(self, _: Any) -> None:
        """Begin another kind of colour: black until it is named."""
        self.state.ink = "#000000"

    def named_colour(self, operands: Any) -> None:
        """Take a colour of a named kind: what its parts mean is told for three alone."""
        parts = objects.numbers(operands)
        self.state.ink = _colour(parts) if len(parts) == len(operands) == 3 else None

    # shapes

    def rectangle(self, operands: Any) -> None:
        """Add a rectangle to the outline (re)."""
        parts = objects.numbers(operands)
        if len(parts) == 4:
            x, y, width, height = parts
            self.outline.rectangle(self.state.matrix, x, y, width, height)

    def begin(self, operands: Any) -> None:
        """Begin a new piece of the outline (m)."""
        parts = objects.numbers(operands)
        if len(parts) == 2:
            self.outline.start(moved(self.state.matrix, parts[0], parts[1]))

    def reach(self, operands: Any) -> None:
        """Go on to a point, by a line or a curve (l, c, v, y)."""
        parts = objects.numbers(operands)
        if len(parts) >= 2:
            self.outline.point(moved(self.state.matrix, parts[-2], parts[-1]))

    def clip(self, _: Any) -> None:
        """Let the outline limit what follows, once it has been used (W)."""
        self.clipping = True

    def leave(self, _: Any) -> None:
        """End the outline without painting it (n)."""
        if self.clipping:
            self.state.clip = self.outline.within(self.state.clip)
        self.clipping = False
        self.outline = Outline()

    def fill(self, operands: Any) -> None:
        """Fill the outline: it is the ground of what comes after (f, B, b)."""
        self.paints()
        ink = None if self.state.clear else self.state.ink
        self.plane.fill(self.outline, self.state.clip, ink)
        self.leave(operands)

    def stroke(self, operands: Any) -> None:
        """Draw the outline (S)."""
        self.paints()
        self.leave(operands)

    def shade(self, _: Any) -> None:
        """Fill all that the outline allows with changing colours (sh)."""
        self.paints()
        self.plane.cover(self.state.clip)

    def picture(self, _: Any = None) -> None:
        """Paint a picture over the unit square."""
        self.paints()
        square = Outline()
        square.rectangle(self.state.matrix, 0, 0, 1, 1)
        self.plane.cover(square.within(self.state.clip))

    def draw(self, operands: Any) -> None:
        """Paint what has a name (Do): a picture, or a drawing whose instructions are followed."""
        drawing = self.names.drawing(objects.name(operands[0])) if self.names and operands else None
        if drawing is None or drawing.names is None:
            self.picture()
            return
        if drawing.own_marks:
            self.done.repeated[drawing.key] += 1
        self.paint(drawing)

    # marks

    def mark(self, operands: Any) -> None:
        """Begin a marked stretch (BDC, BMC)."""
        kind = objects.name(operands[0]) if operands else ""
        properties = operands[1] if len(operands) > 1 else None
        if properties is not None and objects.name(properties):
            properties = self.names.properties(objects.name(properties)) if self.names else None
        number = objects.number(objects.entry(properties, "/MCID"))
        owner = next((one.key for one in reversed(self.inside) if one.own_marks), None)
        mark = None if number is None or (len(self.inside) > 1 and owner is None) else Mark(self.page, number, owner)
        artifact = kind == "Artifact"
        around = self.open[-1]
        if artifact and around.mark:
            self.done.artifacts_inside += 1
        if mark and around.artifact:
            self.done.tagged_inside += 1
        instead = self.budget.words(objects.text(objects.entry(properties, "/ActualText")))
        self.open.append(_Open(mark or around.mark, artifact or around.artifact, bool(instead) or around.instead))
        if mark is not None:
            self.pieces.setdefault(mark, []).append(instead)
            self.last = None

    def unmark(self, _: Any) -> None:
        """End the marked stretch that was begun last (EMC)."""
        if len(self.open) > 1:
            self.open.pop()

    def paints(self) -> Mark | None:
        """Note that something is painted; return the mark that it belongs to."""
        around = self.open[-1]
        if around.mark is None and not around.artifact:
            self.done.untagged += 1
        return around.mark

    def whole(self) -> Painted:
        """Return what was painted."""
        self.done.words = {mark: "".join(pieces) for mark, pieces in self.pieces.items()}
        return self.done

    # words

    def begin_text(self, _: Any) -> None:
        """Begin a stretch of text (BT)."""
        self.line = self.text = UNIT

    def font(self, operands: Any) -> None:
        """Choose font and size (Tf)."""
        size = objects.numbers(operands[1:2])
        self.state.face = self.names.face(objects.name(operands[0])) if self.names and operands else None
        self.state.size = size[0] if size else 0.0

    def place(self, operands: Any) -> None:
        """Set the place of the text (Tm)."""
        matrix = _matrix(operands)
        if matrix:
            self.line = self.text = matrix

    def shift(self, operands: Any) -> None:
        """Move to another line (Td)."""
        parts = objects.numbers(operands)
        if len(parts) == 2:
            self.line = self.text = times((1, 0, 0, 1, parts[0], parts[1]), self.line)

    def shift_leading(self, operands: Any) -> None:
        """Move to another line, and remember how far (TD)."""
        parts = objects.numbers(operands)
        if len(parts) == 2:
            self.state.leading = -parts[1]
        self.shift(operands)

    def leading(self, operands: Any) -> None:
        """Say how far apart lines stand (TL)."""
        self.state.leading = (objects.numbers(operands) or [0.0])[0]

    def next_line(self, _: Any = None) -> None:
        """Move to the next line (T*)."""
        self.line = self.text = times((1, 0, 0, 1, 0, -self.state.leading), self.line)

    def mode(self, operands: Any) -> None:
        """Say how letters are painted (Tr): 3 and 7 are not seen."""
        self.state.mode = objects.number(operands[0]) or 0 if operands else 0

    def show(self, operands: Any) -> None:
        """Paint words (Tj)."""
        self.write([operands[-1]] if operands else [])

    def show_next(self, operands: Any) -> None:
        """Paint words on the next line (' and ")."""
        self.next_line()
        self.show(operands)

    def show_pieces(self, operands: Any) -> None:
        """Paint words with their letters set by hand (TJ)."""
        self.write(objects.listed(operands[0]) if operands else [])

    def write(self, pieces: list[Any]) -> None:
        """Paint pieces of words, and note to which mark they belong and how they stand out."""
        mark = self.paints()
        face = self.state.face
        codes = b"".join([bytes(piece) for piece in pieces if objects.is_string(piece)])
        words = self.budget.words(face.words(codes)) if face else ""
        if face is not None and codes:
            self.done.faces[face.name] = face
        if mark is not None and codes and not words:
            self.done.mute.add(mark)
        matrix = times(self.text, self.state.matrix)
        size = abs(self.state.size) * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        here = matrix[4], matrix[5]
        if mark is None:
            if not self.open[-1].artifact and len(self.done.loose) < 200:
                self.done.loose += f" {words}"
        elif not self.open[-1].instead:
            apart = " " if self.last and (abs(self.last[1] - here[1]) > _NEXT_LINE * size) else ""
            self.pieces[mark].append(apart + words)
        self.last = here
        if words.strip() and self.state.mode not in _INVISIBLE:
            self.judge(words, moved(matrix, 0.2 * abs(self.state.size), 0.25 * self.state.size), size)

    def judge(self, words: str, point: tuple[float, float], size: float) -> None:
        """Compare the colour of words with that of their ground."""
        ground = self.plane.ground(point)
        if self.state.ink is None or self.state.clear or ground is None:
            self.done.unjudged += 1
            return
        self.done.judged += 1
        large = is_large(size, bold=self.state.face is not None and self.state.face.bold)
        if is_faint(self.state.ink, ground, large=large):
            self.done.faint.setdefault(Faint(words.strip(), self.state.ink, ground, large))


def _matrix(operands: Any) -> Matrix | None:
    parts = objects.numbers(operands)
    return (parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]) if len(parts) == 6 else None


def _colour(parts: list[float]) -> str | None:
    """Return a colour as #RRGGBB."""
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = [1 - min(1.0, part + black) for part in (cyan, magenta, yellow)]
    if len(parts) == 1:
        parts = parts * 3
    if len(parts) != 3:
        return None
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, part))):02X}" for part in parts)


_STEPS: Final[dict[str, Callable[[Painter, Any], None]]] = {
    operator: step
    for operators, step in (
        ("q", Painter.keep),
        ("Q", Painter.back),
        ("cm", Painter.transform),
        ("gs", Painter.look),
        ("g rg k", Painter.colour),
        ("cs", Painter.space),
        ("sc scn", Painter.named_colour),
        ("re", Painter.rectangle),
        ("m", Painter.begin),
        ("l c v y", Painter.reach),
        ("W W*", Painter.clip),
        ("n", Painter.leave),
        ("S s", Painter.stroke),
        ("sh", Painter.shade),
        ("f F f* B B* b b*", Painter.fill),
        ("Do", Painter.draw),
        ("EI", Painter.picture),
        ("BDC BMC", Painter.mark),
        ("EMC", Painter.unmark),
        ("BT", Painter.begin_text),
        ("Tf", Painter.font),
        ("Tm", Painter.place),
        ("Td", Painter.shift),
        ("TD", Painter.shift_leading),
        ("TL", Painter.leading),
        ("T*", Painter.next_line),
        ("Tr", Painter.mode),
        ("Tj", Painter.show),
        ("TJ", Painter.show_pieces),
        ("' \"", Painter.show_next),
    )
    for operator in operators.split()
} | {"INLINE IMAGE": Painter.picture}
"""What each operator of a page does."""

_BARE: Final = frozenset({"q", "Q", "BT", "EMC", "n", "f", "f*", "S", "W", "W*", "T*"})
"""Those among them that take nothing: asking what they take costs time."""
