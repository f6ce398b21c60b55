from __future__ import annotations

import numpy as np
from PIL import ImageDraw

from ocr.edges import cleared, dark_areas
from ocr.reduced import Grey, reduced
from tests.ocr.typed import pixels_of, typed_page


def without_edges(pixels: Grey) -> Grey:
    """Cut dark areas out of a page, as the reading does; itself when there are none."""
    areas = dark_areas(reduced(pixels)[0])
    return pixels if areas is None else cleared(pixels, areas)


def test_a_page_without_dark_areas_stays_as_it_is() -> None:
    assert dark_areas(reduced(pixels_of(typed_page()))[0]) is None


def test_black_edges_holes_and_thin_lines_along_the_edge_become_paper() -> None:
    page = typed_page()
    typed = pixels_of(page).copy()
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 60, 2200), fill=0)
    draw.rectangle((0, 2190, 1700, 2200), fill=20)
    draw.ellipse((65, 900, 145, 980), fill=10)
    made = without_edges(pixels_of(page))
    assert made[:, :65].min() == 255
    assert made[2188:].min() == 255
    assert made[895:985, 62:148].min() >= 245
    assert np.array_equal(made[150:850, 140:], typed[150:850, 140:])  # the type is untouched


def test_a_grainy_edge_beside_the_labels_becomes_paper() -> None:
    pixels = pixels_of(typed_page()).copy()
    pixels[:, :90] = np.random.default_rng(3).integers(0, 90, (2200, 90))
    made = without_edges(pixels)
    assert made[:, :85].min() == 255
    assert np.array_equal(made[:, 140:], pixels[:, 140:])


def test_bold_type_is_no_dark_area() -> None:
    page = typed_page()
    draw = ImageDraw.Draw(page)
    draw.rectangle((150, 1500, 1200, 1508), fill=0)  # an underline
    draw.text((150, 1600), "MMMM WWWW", fill=0, stroke_width=2, stroke_fill=0, font_size=40)
    assert dark_areas(reduced(pixels_of(page))[0]) is None
