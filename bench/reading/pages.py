"""Page files with what is typed on them: samples, generated sheets, folders of pairs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from PIL import Image

from bench.sheets import Level, SheetSet, make_set, read_truth, write_set
from bench.sheets.samples import SAMPLES
from ocr.images import PageImage
from ocr.inventory import find_sources
from ocr.opening import open_source
from ocr.settings import Limits


@dataclass(frozen=True, slots=True)
class TruePage:
    """A page file with what is typed on it.

    ``group`` is the level of a generated page, ``samples``, or the folder's name.
    """

    group: str
    name: str
    file: Path
    text: str


def page_image(page: Path) -> PageImage:
    """Open a file of one page as the pipeline does."""
    (source,) = find_sources([page])
    with open_source(source, Limits()) as scan:
        return scan.page_image(1)


def scanned_pages(made: SheetSet) -> Iterator[tuple[int, PageImage]]:
    """Open the files of a set as the pipeline does, and give its typed pages with their numbers.

    Blank backs are left out.
    """
    with tempfile.TemporaryDirectory(prefix="dropcopy-") as folder:
        write_set(made, Path(folder))
        (source,) = find_sources([Path(folder)])
        with open_source(source, Limits()) as scan:
            for number, text in enumerate(made.page_texts, start=1):
                if text:
                    yield number, scan.page_image(number)


def generated_pages(
    seeds: Sequence[int], levels: Iterable[Level], folder: Path
) -> Iterator[TruePage]:
    """Write the typed pages of generated sets as grey TIFF files, and give them with their truth.

    Blank backs are left out.
    """
    for level in levels:
        for seed in seeds:
            made = make_set(seed, level)
            place = folder / f"{level}-{seed}"
            write_set(made, place)
            yield from _as_tiff(place, str(level), f"{level}-{seed}", made.page_texts, folder)


def sample_pages(folder: Path) -> Iterator[TruePage]:
    """Write the typed pages of the committed samples as grey TIFF files, with their truth."""
    for truth in sorted((SAMPLES / "truth").glob("*.json")):
        told = read_truth(truth)
        scan = SAMPLES / "scans" / told.source
        yield from _as_tiff(scan, "samples", truth.stem, told.page_texts, folder)


def _as_tiff(
    source_path: Path,
    group: str,
    name: str,
    texts: Sequence[str],
    folder: Path,
) -> Iterator[TruePage]:
    (source,) = find_sources([source_path])
    with open_source(source, Limits()) as scan:
        for number, text in enumerate(texts, start=1):
            if text:
                file = folder / f"{name}-{number}.tif"
                _write(scan.page_image(number), file)
                yield TruePage(group, f"{name} p. {number}", file, text)


def _write(image: PageImage, file: Path) -> None:
    if image.dpi:
        Image.fromarray(image.pixels).save(file, dpi=(image.dpi, image.dpi))
    else:
        Image.fromarray(image.pixels).save(file)


def folder_pages(folder: Path, scratch: Path) -> Iterator[TruePage]:
    """Give the images of a folder that have a text beside them: ``page.jpg``, ``page.gt.txt``.

    They are written as grey TIFF files, so that no reader depends on how it makes grey of colours.
    Raises typer.BadParameter when there are none, or when a text has no image or several.
    """
    truths = sorted(folder.glob("*.gt.txt"))
    if not truths:
        raise typer.BadParameter(f"{folder} has no image with a .gt.txt beside it")
    for truth in truths:
        name = truth.name.removesuffix(".gt.txt")
        images = [path for path in folder.glob(f"{name}.*") if path.suffix != ".txt"]
        if len(images) != 1:
            raise typer.BadParameter(f"{truth} has {len(images)} images beside it, not one")
        text = truth.read_text(encoding="utf-8")
        file = scratch / f"{name}.tif"
        _write(page_image(images[0]), file)
        yield TruePage(folder.resolve().name, name, file, text)
