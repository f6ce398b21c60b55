"""Tesseract's files: the network that is thawed, and the lines that it learns from.

Layouts follow ``Network``, ``WeightMatrix`` and ``ImageData`` of Tesseract 5 (its folders ``src/lstm`` and
``src/ccstruct``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from io import BytesIO

import numpy as np

from bench.model.lines import Line

_PLUMBING = {"Series", "Parallel", "Replicated", "RTLReversed", "TTBReversed", "XYTranspose"}
_RECURRENT = {"LSTM", "SummLSTM"}
_CONNECTED = {"Tanh", "Relu", "Logistic", "Linear", "LinTanh", "Softmax", "SoftmaxNoCTC"}
_BYTES = {"Input": 20, "Convolve": 8, "Maxpool": 8, "Reconfig": 8}
_GATES = 4
_INT8, _DOUBLE = 1, 128  # flags of a matrix
_OWN_RATES = 64  # flag of a layer: its parts learn at rates of their own
_WHOLE_NUMBERS = 1  # flag of the recogniser


class _Thawing:
    """Copies a frozen network, byte for byte but for its weights."""

    def __init__(self, frozen: bytes) -> None:
        self._frozen = BytesIO(frozen)
        self._thawed = BytesIO()
        self.weights: list[slice] = []  # where the weights stand in what is thawed

    def thawed(self) -> bytes:
        self._layer()
        self._text()
        flags, *counts = self._numbers("iiii")
        self._thawed.write(struct.pack("<iiii", flags & ~_WHOLE_NUMBERS, *counts))
        self._thawed.write(self._frozen.read())
        return self._thawed.getvalue()

    def _layer(self) -> None:
        self._copy(1)
        kind = self._text().decode()
        self._copy(2)
        (flags,) = self._copied("i")
        self._copy(12)
        self._text()
        if kind in _PLUMBING:
            (parts,) = self._copied("I")
            for _ in range(parts):
                self._layer()
            if flags & _OWN_RATES:
                (rates,) = self._copied("I")
                self._copy(4 * rates)
        elif kind in _BYTES:
            self._copy(_BYTES[kind])
        elif kind in _RECURRENT:
            self._copy(4)
            for _ in range(_GATES):
                self._matrix()
        elif kind in _CONNECTED:
            self._matrix()
        else:
            raise ValueError(f"a layer of the kind {kind} is not known")

    def _matrix(self) -> None:
        (mode,) = self._numbers("B")
        if not (mode & _INT8 and mode & _DOUBLE):
            raise ValueError("the network's weights are no whole numbers of Tesseract 4 or newer")
        rows, columns, _ = self._numbers("IIb")
        whole = np.frombuffer(self._frozen.read(rows * columns), np.int8).reshape(rows, columns)
        (count,) = self._numbers("I")
        scales = np.frombuffer(self._frozen.read(8 * count), "<f8")[:rows]
        self._thawed.write(struct.pack("<BIId", mode & ~_INT8, rows, columns, 0.0))
        begin = self._thawed.tell()
        self._thawed.write((whole * scales[:, None]).astype("<f8").tobytes())
        self.weights.append(slice(begin, self._thawed.tell()))

    def _numbers(self, form: str) -> tuple[int, ...]:
        return struct.unpack(f"<{form}", self._frozen.read(struct.calcsize(f"<{form}")))

    def _copied(self, form: str) -> tuple[int, ...]:
        numbers = self._numbers(form)
        self._thawed.write(struct.pack(f"<{form}", *numbers))
        return numbers

    def _copy(self, count: int) -> None:
        self._thawed.write(self._frozen.read(count))

    def _text(self) -> bytes:
        (length,) = self._copied("I")
        text = self._frozen.read(length)
        self._thawed.write(text)
        return text


def thawed(frozen: bytes) -> bytes:
    """Give the network of a ``.lstm`` file with real numbers as weights, as training needs it.

    Raises ValueError when it is none with whole numbers, or has layers of another kind.
    """
    return _Thawing(frozen).thawed()


def mixed(before: bytes, after: bytes, share: float) -> bytes:
    """Give the network between those of two ``.lstm`` files, thawed: ``share`` (0..1) of the way.

    It knows most of what the later one learned, and has forgotten less. Raises ValueError as ``thawed``
    does, or when they are not built alike.
    """
    old, new = _Thawing(before), _Thawing(after)
    was, is_now = old.thawed(), new.thawed()
    if old.weights != new.weights:
        raise ValueError("the networks are not built alike")
    both = bytearray(was)
    for place in old.weights:
        first, last = (np.frombuffer(whole[place], "<f8") for whole in (was, is_now))
        both[place] = (first + share * (last - first)).astype("<f8").tobytes()
    return bytes(both)


def document(lines: Iterable[Line], language: str) -> bytes:
    """Give lines as a ``.lstmf`` file: the images and texts that Tesseract learns from."""
    pages = [
        b"\1" + _string(b"line") + struct.pack("<i", number) + _string(line.png)
        + _string(language.encode()) + _string(line.text.encode())
        + struct.pack("<IIb", 0, 0, 0)  # no boxes, no texts of boxes, not set vertically
        for number, line in enumerate(lines)
    ]  # fmt: skip
    return struct.pack("<I", len(pages)) + b"".join(pages)


def _string(text: bytes) -> bytes:
    return struct.pack("<I", len(text)) + text
