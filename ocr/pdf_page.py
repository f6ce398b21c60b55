"""What a PDF page shows: tells the page that is one image from the page that must be drawn.

A scanned page's content stream places one image and nothing else that can be seen. Somebody's text
layer is typed in invisible letters (text rendering mode 3) and does not count; its words are never
used. Whatever is not understood here makes the page one to be drawn, which is always right and
only slower.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf

_MOST_CONTENT = 4 * 1024**2  # bytes; a page of a scan with a full text layer has about 60,000
_MOST_NESTED = 4  # forms within forms
_INVISIBLE = 3  # text rendering mode
_CLIP_INVISIBLE = 7

_STATES = "gs BT ET Tc Tw Tz TL Tf Ts Td TD Tm T* BMC BDC EMC MP DP BX EX"
_PATHS_NOT_PAINTED = "n W W* re m l h w J j M d ri i"
_COLOURS = "g G rg RG k K cs CS sc SC scn SCN d0 d1"
_HARMLESS = frozenset(" ".join((_STATES, _PATHS_NOT_PAINTED, _COLOURS)).split())
_SHOWS_TEXT = frozenset({"Tj", "TJ", "'", '"'})


class NotOneImageError(Exception):
    """The page is not simply one image."""


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image and the matrix that maps its unit square to the page, in points."""

    image: pikepdf.Stream
    matrix: pikepdf.Matrix

    @property
    def size_points(self) -> tuple[float, float]:
        """Length of the image's width and height on the page."""
        a, b, c, d, _, _ = self.matrix.shorthand
        return math.hypot(a, b), math.hypot(c, d)

    def dpi(self, user_unit: float) -> tuple[float, float]:
        """Pixels an inch along the image's width and height.

        Raises NotOneImageError when it has no extent.
        """
        wide, high = (length * user_unit / 72 for length in self.size_points)
        if wide <= 0 or high <= 0:
            raise NotOneImageError("an image without extent")
        return int(self.image.Width) / wide, int(self.image.Height) / high

    def orientation(self, rotate: int) -> tuple[int, bool]:
        """Give what makes the stored image stand as the page shows it.

        (quarter turns clockwise, mirror first).

        Raises NotOneImageError when the image lies askew.
        """
        a, b, c, d, _, _ = self.matrix.shorthand
        scale = max(abs(a), abs(b), abs(c), abs(d)) or 1.0
        a, b, c, d = (0.0 if abs(value) < 1e-3 * scale else value for value in (a, b, c, d))
        if (b or c) and (a or d):
            raise NotOneImageError("an image that lies askew")
        mirrored = a * d - b * c < 0
        if mirrored:
            a, b = -a, -b
        turns = {(1, 0): 0, (0, -1): 1, (-1, 0): 2, (0, 1): 3}[_sign(a), _sign(b)]
        return (turns + rotate // 90) % 4, mirrored


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def images_of(page: pikepdf.Page) -> list[PlacedImage]:
    """Give the images that a page shows, when it shows nothing else.

    Raises NotOneImageError when something else can be seen or the page is not understood.
    """
    try:
        return list(_walk(page.obj, page.obj, pikepdf.Matrix(), 0))
    except (
        pikepdf.PdfError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        ArithmeticError,
    ) as error:
        raise NotOneImageError(str(error)) from error


def visible_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Give the crop box within the media box as (left, lower, right, upper), in points."""
    crop, media = _box(page.cropbox), _box(page.mediabox)
    return (
        max(crop[0], media[0]),
        max(crop[1], media[1]),
        min(crop[2], media[2]),
        min(crop[3], media[3]),
    )


def _box(array: pikepdf.Array) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in array)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def inflates_within(stream: pikepdf.Stream, most: int) -> bool:
    """Tell whether a Flate stream inflates to at most ``most`` bytes, without keeping them.

    Other filters cannot grow beyond the image's own dimensions and pass; a chain of filters does
    not.
    """
    names = _filters(stream)
    if "/FlateDecode" not in names:
        return len(names) <= 1
    if len(names) > 1:
        return False
    raw = stream.read_raw_bytes()
    if len(raw) * 1032 <= most:  # Flate's highest ratio
        return True
    inflater = zlib.decompressobj()
    total, rest = 0, raw
    while rest and not inflater.eof and total <= most:
        try:
            total += len(inflater.decompress(rest, 1024 * 1024))
        except zlib.error:
            return True  # damage is the decoder's to report
        rest = inflater.unconsumed_tail
    return total <= most


def _filters(stream: pikepdf.Stream) -> list[str]:
    value = stream.get("/Filter")
    if value is None:
        return []
    return [str(name) for name in value] if isinstance(value, pikepdf.Array) else [str(value)]


def _contents(owner: pikepdf.Object) -> list[pikepdf.Stream]:
    if isinstance(owner, pikepdf.Stream):
        return [owner]
    contents = owner.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return [part for part in parts if isinstance(part, pikepdf.Stream)]


@dataclass(slots=True)
class _State:
    """What a content stream has set so far."""

    matrix: pikepdf.Matrix
    invisible: bool = False
    kept: list[tuple[pikepdf.Matrix, bool]] = field(default_factory=list)

    def take(self, name: str, operands: Sequence[object]) -> bool:
        """Follow an operator that sets the state; False for another."""
        if name == "q":
            self.kept.append((self.matrix, self.invisible))
        elif name == "Q":
            if self.kept:
                self.matrix, self.invisible = self.kept.pop()
        elif name == "cm":
            self.matrix = _matrix(operands) @ self.matrix
        elif name == "Tr":
            self.invisible = int(str(operands[0])) in {_INVISIBLE, _CLIP_INVISIBLE}
        else:
            return False
        return True


def _matrix(values: Iterable[object]) -> pikepdf.Matrix:
    a, b, c, d, e, f = (float(str(value)) for value in values)
    return pikepdf.Matrix(a, b, c, d, e, f)


def _walk(
    owner: pikepdf.Object, resources_of: pikepdf.Object, start: pikepdf.Matrix, depth: int
) -> Iterator[PlacedImage]:
    """Walk a content stream and the forms that it draws."""
    if depth > _MOST_NESTED:
        raise NotOneImageError("forms nested too deeply")
    if not all(inflates_within(stream, _MOST_CONTENT) for stream in _contents(owner)):
        raise NotOneImageError("too long a content stream")
    state = _State(start)
    for instruction in pikepdf.parse_content_stream(owner):
        name = str(instruction.operator)
        operands = list(instruction.operands)
        if state.take(name, operands):
            continue
        if name == "Do":
            yield from _drawn(str(operands[0]), resources_of, state.matrix, depth)
        elif not (name in _HARMLESS or (name in _SHOWS_TEXT and state.invisible)):
            raise NotOneImageError(f"draws by {name}")


def _drawn(
    name: str, resources_of: pikepdf.Object, matrix: pikepdf.Matrix, depth: int
) -> Iterator[PlacedImage]:
    """Give the image of this name in the resources, or those of the form."""
    resources = _inherited(resources_of, "/Resources")
    objects = resources.get("/XObject") if resources is not None else None
    drawn = objects.get(name) if objects is not None else None
    if not isinstance(drawn, pikepdf.Stream):
        raise NotOneImageError("draws what is not there")
    if drawn.get("/OC") is not None:
        raise NotOneImageError("has optional content")
    if drawn.get("/Subtype") != "/Form":
        yield PlacedImage(drawn, matrix)
        return
    inner = drawn.get("/Matrix")
    moved = _matrix(list(inner)) @ matrix if inner is not None else matrix
    yield from _walk(drawn, drawn if "/Resources" in drawn else resources_of, moved, depth + 1)


def _inherited(owner: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """Look a key up in a page and the nodes above it."""
    node: pikepdf.Object | None = owner
    for _ in range(64):
        if node is None:
            return None
        value = node.get(key)
        if value is not None:
            return value
        node = node.get("/Parent") if not isinstance(node, pikepdf.Stream) else None
    return None
