"""Page files with what is typed on them: samples, generated sheets, folders of pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from PIL import Image

from bench.sheets import Level, StruckWord, make_set, read_truth, write_set
from bench.sheets.samples import SAMPLES
from ocr.images import PageImage
from ocr.inventory import find_sources
from ocr.opening import open_source
from ocr.settings import Limits


@dataclass(frozen=True, slots=True)
class TruePage:
    """A page file with what is typed on it; ``struck`` is ``None`` where nobody noted it.

    ``group`` is the level of a generated page, ``samples``, or the folder's name.
    """

    group: str
    name: str
    file: Path
    text: str
    struck: tuple[StruckWord, ...] | None


def page_image(page: Path) -> PageImage:
    """Open a file of one page as the pipeline does."""
    (source,) = find_sources([page])
    with open_source(source, Limits()) as scan:
        return scan.page_image(1)


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
            truth = zip(made.page_texts, made.struck, strict=True)
            yield from _as_tiff(place, str(level), f"{level}-{seed}", truth, folder)


def sample_pages(folder: Path) -> Iterator[TruePage]:
    """Write the typed pages of the committed samples as grey TIFF files, with their truth."""
    for truth in sorted((SAMPLES / "truth").glob("*.json")):
        told = read_truth(truth)
        texts = ((text, None) for text in told.page_texts)
        yield from _as_tiff(SAMPLES / "scans" / told.source, "samples", truth.stem, texts, folder)


def _as_tiff(
    source_path: Path,
    group: str,
    name: str,
    truth: Iterable[tuple[str, tuple[StruckWord, ...] | None]],
    folder: Path,
) -> Iterator[TruePage]:
    (source,) = find_sources([source_path])
    with open_source(source, Limits()) as scan:
        for number, (text, struck) in enumerate(truth, start=1):
            if text:
                file = folder / f"{name}-{number}.tif"
                _write(scan.page_image(number), file)
                yield TruePage(group, f"{name} p. {number}", file, text, struck)


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
        yield TruePage(folder.resolve().name, name, file, text, None)
