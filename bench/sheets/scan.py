"""Files that hold scanned pages.

PDF, TIFF, folders of JPEG, PNG, JPEG 2000; right, wrong or no resolution.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum
from random import Random

import numpy as np
import pikepdf
from PIL import Image

from bench.sheets.camera import Pixels

_RIGHT_RESOLUTION, _NO_RESOLUTION, _WRONG_RESOLUTION = "right", "none", "wrong"


class Container(StrEnum):
    """The kinds of file a set can come as."""

    PDF = "pdf"
    PDF_JPEG = "pdf_jpeg"
    TIFF_G4 = "tiff_g4"
    TIFF = "tiff"
    JPEG_FOLDER = "jpeg_folder"
    JPEG = "jpeg"
    PNG = "png"
    JPEG2000 = "jpeg2000"
    GIF = "gif"


@dataclass(frozen=True, slots=True)
class ScanFile:
    """One file of a set: its name, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Packing:
    """How pages are packed. ``dpi`` is what the file says, None: nothing.

    ``quality`` of JPEG, 1..95.
    """

    container: Container
    dpi: int | None
    quality: int
    text_layer: tuple[str, ...] | None = None
    numbering: str = "{name}_{number:03d}"


def said_dpi(rng: Random, true_dpi: int) -> int | None:
    """Give what a file says about its resolution: mostly the truth."""
    kind = rng.choices((_RIGHT_RESOLUTION, _NO_RESOLUTION, _WRONG_RESOLUTION), (80, 10, 10))[0]
    if kind == _NO_RESOLUTION:
        return None
    return true_dpi if kind == _RIGHT_RESOLUTION else rng.choice((72, 96, 150, 600))


def pack(name: str, pages: tuple[Pixels, ...], packing: Packing) -> tuple[ScanFile, ...]:
    """Pack ``pages`` as files named after ``name``.

    Single-page kinds with several pages give a numbered file each.
    """
    kind = packing.container
    if kind in (Container.PDF, Container.PDF_JPEG):
        return (ScanFile(f"{name}.pdf", _pdf(pages, packing)),)
    if kind in (Container.TIFF, Container.TIFF_G4):
        return (ScanFile(f"{name}.tif", _tiff(pages, packing)),)
    ending, form = {
        Container.JPEG: ("jpg", "JPEG"),
        Container.JPEG_FOLDER: ("jpg", "JPEG"),
        Container.PNG: ("png", "PNG"),
        Container.JPEG2000: ("jp2", "JPEG2000"),
        Container.GIF: ("gif", "GIF"),
    }[kind]
    if len(pages) == 1 and kind is not Container.JPEG_FOLDER:
        return (ScanFile(f"{name}.{ending}", _image(pages[0], form, packing)),)
    return tuple(
        ScanFile(
            f"{packing.numbering.format(name=name, number=n)}.{ending}", _image(page, form, packing)
        )
        for n, page in enumerate(pages, start=1)
    )


def is_bitonal(page: Pixels) -> bool:
    """Whether a page holds only black and white."""
    return page.ndim == 2 and bool(np.isin(page[::7, ::7], (0, 255)).all())


def _picture(page: Pixels) -> Image.Image:
    image = Image.fromarray(page)
    return image.convert("1", dither=Image.Dither.NONE) if is_bitonal(page) else image


def _image(page: Pixels, form: str, packing: Packing) -> bytes:
    out = io.BytesIO()
    said = {"dpi": (packing.dpi, packing.dpi)} if packing.dpi else {}
    if form == "JPEG":
        Image.fromarray(page).save(out, form, quality=packing.quality, **said)
    elif form == "JPEG2000":
        Image.fromarray(page).save(
            out, form, quality_mode="rates", quality_layers=[15], irreversible=True
        )
    elif form == "GIF":  # has no resolution, and 256 colours
        _picture(page).convert("P" if page.ndim == 3 else "L").save(out, form)
    else:
        _picture(page).save(out, form, **said)
    return out.getvalue()


def _tiff(pages: tuple[Pixels, ...], packing: Packing) -> bytes:
    out = io.BytesIO()
    options: dict[str, object] = {"dpi": (packing.dpi, packing.dpi)} if packing.dpi else {}
    if packing.container is Container.TIFF_G4:
        pages = tuple(_thresholded(page) for page in pages)
        options |= {"compression": "group4"}
    elif is_bitonal(pages[0]):
        options |= {"compression": "tiff_lzw"}
    else:
        options |= {"compression": "jpeg", "quality": packing.quality}
    first, *others = (_picture(page) for page in pages)
    first.save(out, "TIFF", save_all=True, append_images=others, **options)
    return out.getvalue()


def _thresholded(page: Pixels) -> Pixels:
    if is_bitonal(page):
        return page
    grey = page if page.ndim == 2 else page.mean(axis=-1).astype(np.uint8)
    return np.where(grey > int(np.percentile(grey, 90)) * 0.68, np.uint8(255), np.uint8(0))


def _pdf(pages: tuple[Pixels, ...], packing: Packing) -> bytes:
    pdf = pikepdf.new()
    for number, page in enumerate(pages):
        _add_page(pdf, page, packing, number)
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def _add_page(pdf: pikepdf.Pdf, page: Pixels, packing: Packing, number: int) -> None:
    height, width = page.shape[:2]
    image = pikepdf.Stream(pdf, b"")
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height = width, height
    if is_bitonal(page) and packing.container is Container.PDF:
        image.write(
            _group4(page),
            filter=pikepdf.Name.CCITTFaxDecode,
            decode_parms=pikepdf.Dictionary(K=-1, Columns=width, Rows=height, BlackIs1=False),
        )
        image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 1
    else:
        image.write(_image(page, "JPEG", packing), filter=pikepdf.Name.DCTDecode)
        image.ColorSpace = pikepdf.Name.DeviceGray if page.ndim == 2 else pikepdf.Name.DeviceRGB
        image.BitsPerComponent = 8
    dpi = packing.dpi or 72
    wide, high = width * 72 / dpi, height * 72 / dpi
    content = f"q {wide:.2f} 0 0 {high:.2f} 0 0 cm /Im0 Do Q\n"
    resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    if packing.text_layer is not None:
        content += _hidden(packing.text_layer[number], high)
        resources.Font = pikepdf.Dictionary(
            F1=pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier
            )
        )
    pdf.pages.append(
        pikepdf.Page(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                MediaBox=[0, 0, round(wide, 2), round(high, 2)],
                Resources=resources,
                Contents=pikepdf.Stream(pdf, content.encode("latin-1", "replace")),
            )
        )
    )


def _hidden(text: str, high: float) -> str:
    """Give an invisible text layer in PDF operators."""
    rows = [
        row.replace("\\", "").replace("(", r"\(").replace(")", r"\)") for row in text.split("\n")
    ]
    shown = "".join(f"({row}) Tj T*\n" for row in rows)
    return f"BT 3 Tr /F1 10 Tf 12 TL 40 {high - 40:.0f} Td\n{shown}ET\n"


def _group4(page: Pixels) -> bytes:
    """Give the fax data of a bitonal page. Raises ValueError when it is not one strip."""
    out = io.BytesIO()
    rows_per_strip, offsets_tag, counts_tag = 278, 273, 279
    # Pillow writes white as 1, which a fax decoder takes for black: so the page goes in inverted.
    negative = _picture(np.asarray(255 - page, dtype=np.uint8))
    negative.save(out, "TIFF", compression="group4", tiffinfo={rows_per_strip: page.shape[0]})
    with Image.open(out) as made:
        tags = made.tag_v2  # type: ignore[attr-defined]  # Pillow opens a TIFF as an image that has them
        offsets, counts = tags[offsets_tag], tags[counts_tag]
    if len(offsets) != 1:
        raise ValueError("the fax encoder wrote more than one strip")
    start = int(offsets[0])
    return out.getvalue()[start : start + int(counts[0])]
