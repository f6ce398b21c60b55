from __future__ import annotations

import io
import os
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pikepdf
import pytest
from PIL import Image

from ocr.images import PageImage
from ocr.inventory import Source
from ocr.opening import open_source
from ocr.settings import Limits
from schemas.problems import Code, TerminalError

# pytest shows warnings that the package switches off
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def corner(mode: str = "L", size: tuple[int, int] = (240, 320)) -> Image.Image:
    """Give a white image with a dark upper left corner, so that its position can be told."""
    image = Image.new("L", size, 255)
    image.paste(0, (0, 0, size[0] // 4, size[1] // 4))
    return image.convert(mode)


def dark_corner(pixels: npt.NDArray[np.uint8]) -> str:
    high, wide = pixels.shape[0] // 4, pixels.shape[1] // 4
    corners = {
        "upper left": pixels[:high, :wide],
        "upper right": pixels[:high, -wide:],
        "lower left": pixels[-high:, :wide],
        "lower right": pixels[-high:, -wide:],
    }
    return min(corners, key=lambda name: float(corners[name].mean()))


def pages(*files: Path, limits: Limits | None = None) -> list[PageImage]:
    with open_source(Source(str(files[0]), files), limits or Limits()) as scan:
        return [scan.page_image(number) for number in range(1, scan.page_count + 1)]


def refused(*files: Path, limits: Limits | None = None) -> Code:
    with pytest.raises(TerminalError) as error:
        pages(*files, limits=limits)
    return error.value.code


def one_image_pdf(
    file: Path, image: Image.Image, matrix: str = "240 0 0 320 0 0", after: str = "", **page: Any
) -> Path:
    coded = io.BytesIO()
    image.save(coded, "JPEG", quality=95)
    pdf = pikepdf.new()
    stream = pikepdf.Stream(
        pdf,
        coded.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    dictionary = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, 240, 320],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream)),
        Contents=pikepdf.Stream(pdf, f"q {matrix} cm /Im0 Do Q {after}".encode()),
        **page,
    )
    pdf.pages.append(pikepdf.Page(dictionary))
    pdf.save(file)
    return file


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("a.png", "L"),
        ("a.png", "1"),
        ("a.png", "P"),
        ("a.png", "RGBA"),
        ("a.png", "LA"),
        ("a.png", "I;16"),
        ("a.jpg", "L"),
        ("a.jpg", "RGB"),
        ("a.jpg", "CMYK"),
        ("a.jp2", "L"),
        ("a.gif", "P"),
        ("a.bmp", "RGB"),
        ("a.webp", "RGB"),
        ("a.tif", "1"),
        ("a.tif", "CMYK"),
        ("a.tif", "I;16"),
    ],
)
def test_every_kind_of_image_becomes_grey(tmp_path: Path, name: str, mode: str) -> None:
    image = (
        Image.fromarray(np.asarray(corner(), np.uint16) * 257) if mode == "I;16" else corner(mode)
    )
    image.save(tmp_path / name)
    disguised = tmp_path / "scan.txt"  # content counts, not the name
    (tmp_path / name).rename(disguised)
    (page,) = pages(disguised)
    assert page.pixels.dtype == np.uint8
    assert page.pixels.shape == (320, 240)
    assert dark_corner(page.pixels) == "upper left"
    assert page.pixels[-60:, -60:].mean() > 250
    assert page.pixels[:60, :40].mean() < 5


def test_transparent_is_paper(tmp_path: Path) -> None:
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert pages(tmp_path / "a.png")[0].pixels.min() == 255


def test_frames_of_a_tiff_are_pages_and_keep_their_dpi(tmp_path: Path) -> None:
    first, second = corner("1"), corner("1").rotate(180)
    first.save(
        tmp_path / "a.tif",
        save_all=True,
        append_images=[second],
        compression="group4",
        dpi=(300, 300),
    )
    one, two = pages(tmp_path / "a.tif")
    assert (dark_corner(one.pixels), dark_corner(two.pixels)) == ("upper left", "lower right")
    assert one.dpi == 300
    assert one.sha256 != two.sha256


def test_fax_pixels_are_made_square(tmp_path: Path) -> None:
    corner("1", (400, 200)).save(tmp_path / "a.tif", dpi=(200, 100))
    (page,) = pages(tmp_path / "a.tif")
    assert page.pixels.shape == (400, 400)
    assert page.dpi == 200


@pytest.mark.parametrize(
    ("orientation", "where"),
    [(1, "upper left"), (2, "upper right"), (3, "lower right"), (4, "lower left"),
     (5, "upper left"), (6, "upper right"), (7, "lower right"), (8, "lower left")],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.jpg", "a.tif"])
def test_the_orientation_tag_is_obeyed(
    tmp_path: Path, name: str, orientation: int, where: str
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    corner().save(tmp_path / name, exif=exif)
    (page,) = pages(tmp_path / name)
    assert dark_corner(page.pixels) == where
    assert page.pixels.shape == ((240, 320) if orientation > 4 else (320, 240))


@pytest.mark.parametrize(
    ("rotate", "where"),
    [(0, "upper left"), (90, "upper right"), (180, "lower right"), (270, "lower left")],
)
def test_a_pdf_page_is_its_image_turned_as_the_page_says(
    tmp_path: Path, rotate: int, where: str
) -> None:
    file = one_image_pdf(tmp_path / "a.pdf", corner(size=(480, 640)), Rotate=rotate)
    (page,) = pages(file)
    assert dark_corner(page.pixels) == where
    assert sorted(page.pixels.shape) == [480, 640]  # the scanner's pixels, not drawn ones
    assert page.dpi == 144


@pytest.mark.parametrize(
    ("matrix", "where"),
    [
        ("240 0 0 -320 0 320", "lower left"),  # upside down mirrored
        ("-240 0 0 320 240 0", "upper right"),  # mirrored
        ("-240 0 0 -320 240 320", "lower right"),
        ("0 320 -240 0 240 0", "lower left"),  # turned left
        ("0 -320 240 0 0 320", "upper right"),  # turned right
    ],
)
def test_an_image_lies_as_it_was_placed_like_when_drawn(
    tmp_path: Path, matrix: str, where: str
) -> None:
    image = corner(size=(640, 480) if matrix.startswith("0") else (480, 640))
    taken = pages(one_image_pdf(tmp_path / "a.pdf", image, matrix))[0]
    drawn = pages(one_image_pdf(tmp_path / "b.pdf", image, matrix, "0 0 1 1 re f"))[0]
    assert dark_corner(taken.pixels) == dark_corner(drawn.pixels) == where
    assert taken.pixels.shape == (640, 480)
    assert drawn.pixels.shape == (1333, 1000)


def test_an_invisible_text_layer_leaves_a_page_one_image(tmp_path: Path) -> None:
    after = "BT 3 Tr /F1 12 Tf 10 10 Td (false text) Tj ET"
    (page,) = pages(one_image_pdf(tmp_path / "a.pdf", corner(size=(480, 640)), after=after))
    assert page.pixels.shape == (640, 480)


def test_visible_text_on_an_image_is_drawn(tmp_path: Path) -> None:
    after = "BT /F1 12 Tf 10 10 Td (stamp) Tj ET"
    (page,) = pages(one_image_pdf(tmp_path / "a.pdf", corner(size=(480, 640)), after=after))
    assert page.pixels.shape == (1333, 1000)


@pytest.mark.parametrize("after", ["", "BT /F1 12 Tf 10 10 Td (drawn) Tj ET"])
def test_a_pdf_whose_name_is_not_utf8_opens(tmp_path: Path, after: str) -> None:
    plain = one_image_pdf(tmp_path / "a.pdf", corner(), after=after)
    latin = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.pdf"))
    try:
        plain.rename(latin)
    except OSError:
        pytest.skip("this file system takes no names that are not UTF-8")
    assert len(pages(latin)) == 1


def test_an_encrypted_pdf_opens_without_password_or_is_refused(tmp_path: Path) -> None:
    plain = one_image_pdf(tmp_path / "a.pdf", corner())
    for user, name in (("", "open.pdf"), ("secret", "closed.pdf")):
        with pikepdf.open(plain) as pdf:
            pdf.save(tmp_path / name, encryption=pikepdf.Encryption(owner="owner", user=user))
    assert len(pages(tmp_path / "open.pdf")) == 1
    assert refused(tmp_path / "closed.pdf") is Code.SOURCE_ENCRYPTED


def test_a_flate_bomb_is_not_inflated(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    bomb = pikepdf.Stream(
        pdf,
        b"",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=200,
        Height=200,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
    )
    bomb.write(zlib.compress(bytes(300_000_000), 9), filter=pikepdf.Name.FlateDecode)
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, 200, 200],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=bomb)),
        Contents=pikepdf.Stream(pdf, b"200 0 0 200 0 0 cm /Im0 Do"),
    )
    pdf.pages.append(pikepdf.Page(page))
    pdf.save(tmp_path / "a.pdf")
    assert pages(tmp_path / "a.pdf")[0].pixels.size < 1_000_000


def test_sources_refused_by_code(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "text.pdf").write_text("These are not the scans you look for.")
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj <<")
    (tmp_path / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    pikepdf.new().save(tmp_path / "none.pdf")
    assert refused(tmp_path / "empty.pdf") is Code.SOURCE_EMPTY
    assert refused(tmp_path / "text.pdf") is Code.SOURCE_UNSUPPORTED
    assert refused(tmp_path / "cut.pdf") in {Code.SOURCE_DAMAGED, Code.SOURCE_NO_PAGES}
    assert refused(tmp_path / "cut.png") is Code.SOURCE_DAMAGED
    assert refused(tmp_path / "none.pdf") is Code.SOURCE_NO_PAGES
    assert refused(tmp_path / "nowhere.pdf") is Code.SOURCE_UNREADABLE


def test_limits_refuse_before_decoding(tmp_path: Path) -> None:
    corner(size=(400, 400)).save(tmp_path / "a.png")
    corner(size=(60, 400)).save(tmp_path / "b.png")
    image = corner()
    image.save(tmp_path / "c.tif", save_all=True, append_images=[image, image])
    one_image_pdf(tmp_path / "d.pdf", corner(size=(480, 640)))
    assert refused(tmp_path / "a.png", limits=Limits(max_pixels=10_000)) is Code.PAGE_TOO_LARGE
    assert refused(tmp_path / "b.png") is Code.PAGE_TOO_SMALL
    assert refused(tmp_path / "c.tif", limits=Limits(max_pages=2)) is Code.SOURCE_TOO_MANY_PAGES
    assert refused(tmp_path / "a.png", limits=Limits(max_bytes=10)) is Code.SOURCE_TOO_LARGE
    assert refused(tmp_path / "d.pdf", limits=Limits(max_pixels=10_000)) is Code.PAGE_TOO_LARGE


def test_a_damaged_page_file_leaves_its_neighbours(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 300), np.uint8)
    files = tuple(tmp_path / f"p{n}.jpg" for n in (1, 2, 3))
    for file in files:
        Image.fromarray(noise).save(file)
    whole = files[1].read_bytes()
    files[1].write_bytes(whole[: len(whole) // 2])
    with open_source(Source("x", files), Limits()) as scan:
        assert scan.page_count == 3
        assert scan.page_image(1).pixels.shape == scan.page_image(3).pixels.shape == (300, 300)
        with pytest.raises(TerminalError) as damaged:
            scan.page_image(2)
        files[1].write_bytes(b"")
        with pytest.raises(TerminalError) as empty:
            scan.page_image(2)
    assert damaged.value.code is empty.value.code is Code.PAGE_DAMAGED


def test_broken_files_print_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    corner("1").save(tmp_path / "a.tif", compression="group4")
    whole = (tmp_path / "a.tif").read_bytes()
    for length in range(0, len(whole), 7):
        (tmp_path / "cut.tif").write_bytes(whole[:length] + b"\xff" * 20)
        try:
            pages(tmp_path / "cut.tif")
        except TerminalError as error:
            assert error.code
    assert capfd.readouterr() == ("", "")
