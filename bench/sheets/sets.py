"""Sheet sets: cables typed, worn, scanned and packed, with their truth."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import numpy as np

from bench.sheets.brackets import Brackets
from bench.sheets.cable import Cable, Family, Level
from bench.sheets.camera import Camera, Pixels, Tone, any_camera, take
from bench.sheets.compose import compose
from bench.sheets.form import Form, any_form
from bench.sheets.layout import TypedPage, TypedSheet, lay_out
from bench.sheets.machine import WEAR, Machine, StruckWord, any_build, type_page
from bench.sheets.paper import LITTER, litter_ink
from bench.sheets.plain_text import load_cable
from bench.sheets.scan import Container, Packing, ScanFile, pack, said_dpi
from bench.sheets.truth import records_of
from bench.sheets.typeface import Face, any_face
from schemas.records import Record

FAMILY_WEIGHTS = {
    Family.A: 38,
    Family.B: 30,
    Family.C: 14,
    Family.CORRECTION: 9,
    Family.MEMORANDUM: 9,
}


@dataclass(frozen=True, slots=True)
class SheetSet:
    """A scan of one or more sheets, and what is on it.

    ``page_texts``, ``struck`` and ``rotations`` go by source page: all typed lines in
    canonical brackets, furniture included; the words that something goes through, in pixels
    of the scanned page before its turn; the clockwise turn (0, 90, 180, 270) that makes
    the stored page upright. ``face`` names the typeface of the first sheet.
    """

    name: str
    level: Level
    family: Family
    face: str
    files: tuple[ScanFile, ...]
    truth: tuple[Record, ...]
    page_texts: tuple[str, ...]
    struck: tuple[tuple[StruckWord, ...], ...]
    rotations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What a set is to be, where chance shall not decide; None leaves it to chance.

    ``several``: whether a sheet bears several messages. ``turn`` turns the first page only;
    ``said_dpi`` is what the file claims, else the truth when
    ``dpi`` is given.
    """

    name: str | None = None
    container: Container | None = None
    tone: Tone | None = None
    dpi: int | None = None
    sheets: int | None = None
    blank_backs: bool | None = None
    several: bool | None = None
    turn: int | None = None
    brackets: Brackets | None = None
    face: Face | None = None
    form: Form | None = None
    quality: int | None = None
    said_dpi: int | None = None
    text_layer: bool | None = None
    cables: tuple[Cable, ...] = field(default=())


def make_set(seed: int, level: Level, family: Family | None = None) -> SheetSet:
    """Make a set from a seed: the same arguments give the same bytes."""
    return make_ordered(seed, level, family, Order())


def make_ordered(seed: int, level: Level, family: Family | None, order: Order) -> SheetSet:
    """Make a set as ``order`` says, the rest by chance from the seed."""
    key = f"{seed}/{level}/{family or 'any'}"
    rng = Random(key)
    kind = family or rng.choices(list(FAMILY_WEIGHTS), list(FAMILY_WEIGHTS.values()))[0]
    count = order.sheets or rng.choices((1, 2, 3), (90, 7, 3))[0]
    cables = list(order.cables) or [compose(rng, kind, several=order.several)]
    while len(cables) < count:
        cables.append(
            compose(
                rng,
                kind if family else rng.choice((Family.A, Family.B, Family.B, Family.C)),
                several=order.several,
            )
        )
    return typeset(tuple(cables), rng, level, order, seed)


def typeset(
    cables: tuple[Cable, ...], rng: Random, level: Level, order: Order, seed: int
) -> SheetSet:
    """Type, wear, scan and pack ``cables`` as one source."""
    dice = np.random.default_rng(rng.getrandbits(64))
    camera = any_camera(level, dice)
    camera = replace(camera, tone=order.tone or camera.tone, dpi=order.dpi or camera.dpi)
    backs = order.blank_backs if order.blank_backs is not None else rng.random() < 0.06
    truth: list[Record] = []
    pages: list[_Take] = []
    face_name = ""
    for cable in cables:
        form = order.form or any_form(rng, cable.family)
        face = order.face or any_face(rng)
        face_name = face_name or face.name
        made = lay_out(cable, form, rng, len(pages) + 1)
        truth += records_of(cable, [(one.places, one.raw_labels) for one in made.messages])
        machine = Machine(
            face,
            order.brackets or _brackets(rng),
            form.pitch,
            camera.dpi,
            WEAR[level],
            dice,
            any_build(level, dice),
        )
        pages += _taken(made, form, machine, camera, level, dice=dice)
        if backs:
            pages.append(_blank(form, camera, level, dice))
    turns = _turns(rng, len(pages), order.turn)
    pixels = tuple(
        np.ascontiguousarray(np.rot90(p.pixels, turn // 90))
        for p, turn in zip(pages, turns, strict=True)
    )
    name = order.name or f"{cables[0].family.value.lower()}-{level}-{seed:05d}"
    texts = tuple(page.page.text for page in pages)
    packing = _packing(rng, camera, level, texts=texts, order=order)
    return SheetSet(
        name=name,
        level=level,
        family=cables[0].family,
        face=face_name,
        files=pack(name, pixels, packing),
        truth=tuple(truth),
        page_texts=texts,
        struck=tuple(page.struck for page in pages),
        rotations=turns,
    )


@dataclass(frozen=True, slots=True)
class _Take:
    page: TypedPage
    pixels: Pixels
    struck: tuple[StruckWord, ...]


def _taken(
    sheet: TypedSheet,
    form: Form,
    machine: Machine,
    camera: Camera,
    level: Level,
    *,
    dice: np.random.Generator,
) -> list[_Take]:
    litter = LITTER[level]
    typed = [type_page(machine, page, form) for page in sheet.pages]
    out = []
    for number, (page, (ink, struck)) in enumerate(zip(sheet.pages, typed, strict=True)):
        extra = litter_ink(ink, litter, camera.dpi, dice)
        back = typed[(number + 1) % len(typed)][0] if dice.random() < litter.bleed else None
        pixels, bend = take(camera, level, ink, extra, back, rng=dice)
        moved = tuple(replace(word, box=bend.moved(word.box)) for word in struck)
        out.append(_Take(page, pixels, moved))
    return out


def _blank(form: Form, camera: Camera, level: Level, dice: np.random.Generator) -> _Take:
    size = (round(form.paper.height * camera.dpi), round(form.paper.width * camera.dpi))
    nothing = np.zeros(size, np.float32)
    pixels, _ = take(camera, level, nothing, nothing, None, rng=dice)
    return _Take(TypedPage(()), pixels, ())


def _brackets(rng: Random) -> Brackets:
    return rng.choices(list(Brackets), (45, 8, 23, 24))[0]


def _turns(rng: Random, count: int, wanted: int | None) -> tuple[int, ...]:
    """Give each page's clockwise turn to upright; about one page in twenty is turned."""
    if wanted is not None:
        return tuple(wanted if n == 0 else 0 for n in range(count))
    return tuple(rng.choice((90, 180, 270)) if rng.random() < 0.05 else 0 for _ in range(count))


def _packing(
    rng: Random, camera: Camera, level: Level, *, texts: tuple[str, ...], order: Order
) -> Packing:
    bitonal = camera.tone is Tone.BITONAL
    several = (
        Container.PDF,
        Container.PDF,
        Container.PDF_JPEG,
        Container.TIFF_G4 if bitonal else Container.TIFF,
        Container.JPEG_FOLDER,
    )
    single = (
        Container.PDF,
        Container.PDF_JPEG,
        Container.TIFF_G4 if bitonal else Container.TIFF,
        Container.JPEG,
        Container.PNG,
    )
    container = rng.choice(several if len(texts) > 1 else single)
    if rng.random() < 0.04:
        container = Container.GIF if bitonal else Container.JPEG2000
    worst = {Level.CLEAN: 80, Level.MODERATE: 55, Level.HARD: 28}[level]
    best = {Level.CLEAN: 92, Level.MODERATE: 80, Level.HARD: 60}[level]
    layer = None
    if order.text_layer if order.text_layer is not None else rng.random() < 0.15:
        layer = tuple(_poor(rng, text) for text in texts)
    return Packing(
        container=order.container or container,
        dpi=order.said_dpi or order.dpi or said_dpi(rng, camera.dpi),
        quality=order.quality or rng.randrange(worst, best),
        text_layer=layer,
        numbering=rng.choice(
            ("{name}_{number:03d}", "{number:04d}", "page-{number}", "{name}-p{number:02d}")
        ),
    )


def _poor(rng: Random, text: str) -> str:
    """Give ``text`` as a poor reading of long ago: letters swapped, words lost."""
    table = {
        "e": "c",
        "o": "0",
        "l": "1",
        "S": "5",
        "B": "8",
        "[": "/",
        "]": "7",
        "m": "rn",
        "h": "b",
    }
    return "".join(
        table.get(c, c) if rng.random() < 0.25 else c for c in text if rng.random() > 0.02
    )


def typeset_text(path: Path, seed: int, level: Level, order: Order | None = None) -> SheetSet:
    """Typeset the sheet that ``path`` holds as plain text (see ``plain_text``).

    Raises ValueError when it is none.
    """
    cable, form = load_cable(path)
    wanted = order or Order()
    wanted = replace(wanted, form=wanted.form or form, name=wanted.name or path.stem)
    return typeset((cable,), Random(f"{seed}/{level}/text"), level, wanted, seed)


def write_set(sheet_set: SheetSet, folder: Path) -> Path:
    """Write a set into ``folder``, several files in a folder of their own. Give the path."""
    folder.mkdir(parents=True, exist_ok=True)
    if len(sheet_set.files) == 1:
        path = folder / sheet_set.files[0].name
        path.write_bytes(sheet_set.files[0].data)
        return path
    own = folder / sheet_set.name
    own.mkdir(exist_ok=True)
    for file in sheet_set.files:
        (own / file.name).write_bytes(file.data)
    return own


def write_truth(sheet_set: SheetSet, path: Path) -> None:
    """Write the truth of a set: ``{"source": name, "records": [...], "page_texts": [...]}``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    source = sheet_set.files[0].name if len(sheet_set.files) == 1 else sheet_set.name
    content = {
        "source": source,
        "records": [record.model_dump(mode="json") for record in sheet_set.truth],
        "page_texts": list(sheet_set.page_texts),
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
