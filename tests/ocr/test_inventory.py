from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from PIL import Image

from ocr.inventory import Source, find_sources, fingerprint
from ocr.settings import Limits
from schemas.problems import Code, TerminalError


def touch(folder: Path, *names: str, content: bytes = b"x") -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def found(*paths: Path) -> dict[str, list[str]]:
    return {s.uri: [file.name for file in s.files] for s in find_sources(paths)}


def test_each_file_is_a_source_whatever_its_name(tmp_path: Path) -> None:
    touch(
        tmp_path, "b.pdf", "a.txt", "deep/c.tif", ".hidden", ".git/config", "Thumbs.db", ".DS_Store"
    )
    assert found(tmp_path) == {
        str(tmp_path / "a.txt"): ["a.txt"],
        str(tmp_path / "b.pdf"): ["b.pdf"],
        str(tmp_path / "deep/c.tif"): ["c.tif"],
    }


def test_numbered_pages_that_fill_a_folder_are_one_source(tmp_path: Path) -> None:
    touch(tmp_path, *(f"box7_p{n}.jpg" for n in range(1, 12)))
    sources = find_sources([tmp_path])
    assert [s.uri for s in sources] == [str(tmp_path)]
    assert [file.name for file in sources[0].files][8:] == [
        "box7_p9.jpg",
        "box7_p10.jpg",
        "box7_p11.jpg",
    ]


def test_several_runs_in_a_folder_are_named_by_their_stems(tmp_path: Path) -> None:
    touch(tmp_path, "a_001.png", "a_002.png", "b_001.png", "b_002.png", "notes.pdf")
    assert found(tmp_path) == {
        str(tmp_path / "a_[001-002].png"): ["a_001.png", "a_002.png"],
        str(tmp_path / "b_[001-002].png"): ["b_001.png", "b_002.png"],
        str(tmp_path / "notes.pdf"): ["notes.pdf"],
    }


@pytest.mark.parametrize(
    "names",
    [
        ("cable-1944.jpg", "cable-1945.jpg"),  # years, not pages
        ("x_01.jpg", "x_04.jpg", "x_06.jpg"),  # gaps
        ("x_1.pdf", "x_2.pdf"),
        ("x_1.jpg", "x_2.png"),
        ("x_1.txt", "x_2.txt"),
        ("page_1.jpg",),
        ("left.jpg", "right.jpg"),
    ],
)
def test_what_only_looks_numbered_stays_apart(tmp_path: Path, names: tuple[str, ...]) -> None:
    touch(tmp_path, *names)
    assert all(len(files) == 1 for files in found(tmp_path).values())


def test_files_with_several_pages_are_never_put_together(tmp_path: Path) -> None:
    page = Image.new("1", (200, 200), 1)
    page.save(tmp_path / "x_1.tif")
    page.save(tmp_path / "x_2.tif", save_all=True, append_images=[page])
    assert len(find_sources([tmp_path])) == 2
    page.save(tmp_path / "x_2.tif")
    assert len(find_sources([tmp_path])) == 1


def test_a_file_given_twice_is_one_source(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf")
    assert len(find_sources([tmp_path, tmp_path / "a.pdf", tmp_path / "." / "a.pdf"])) == 1


def test_links_are_followed_once(tmp_path: Path) -> None:
    touch(tmp_path / "out", "a.pdf")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "link").symlink_to(tmp_path / "out")
    (inside / "loop").symlink_to(inside)
    (inside / "dangling.pdf").symlink_to(tmp_path / "nowhere")
    assert sorted(files[0] for files in found(inside).values()) == ["a.pdf", "dangling.pdf"]


def test_missing_path_and_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(TerminalError) as missing:
        find_sources([tmp_path / "nowhere"])
    assert missing.value.code is Code.USAGE_NO_SUCH_PATH
    with pytest.raises(TerminalError) as empty:
        find_sources([tmp_path])
    assert empty.value.code is Code.USAGE_NO_SCANS


def test_fingerprint_of_a_file_is_its_sha256(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", content=b"abc")
    told = fingerprint(Source("a", (tmp_path / "a.pdf",)), Limits())
    assert (told.sha256, told.bytes) == (hashlib.sha256(b"abc").hexdigest(), 3)


def test_fingerprint_of_pages_does_not_depend_on_their_names(tmp_path: Path) -> None:
    touch(tmp_path, "1.jpg", "a.jpg", content=b"one")
    touch(tmp_path, "2.jpg", "b.jpg", content=b"two")

    def of(*names: str) -> str:
        return fingerprint(Source("x", tuple(tmp_path / n for n in names)), Limits()).sha256

    assert of("1.jpg", "2.jpg") == of("a.jpg", "b.jpg") != of("b.jpg", "a.jpg")


@pytest.mark.parametrize(
    ("content", "code"), [(b"", Code.SOURCE_EMPTY), (b"x" * 11, Code.SOURCE_TOO_LARGE)]
)
def test_refused_by_size(tmp_path: Path, content: bytes, code: Code) -> None:
    touch(tmp_path, "a.pdf", content=content)
    with pytest.raises(TerminalError) as refused:
        fingerprint(Source("a", (tmp_path / "a.pdf",)), Limits(max_bytes=10))
    assert refused.value.code is code


def test_an_empty_page_file_does_not_stop_its_neighbours(tmp_path: Path) -> None:
    touch(tmp_path, "1.jpg", content=b"")
    touch(tmp_path, "2.jpg", content=b"two")
    source = Source("x", (tmp_path / "1.jpg", tmp_path / "2.jpg"))
    assert fingerprint(source, Limits()).bytes == 3


def test_a_pipe_is_refused_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (source,) = find_sources([tmp_path])
    with pytest.raises(TerminalError) as refused:
        fingerprint(source, Limits())
    assert refused.value.code is Code.SOURCE_UNREADABLE
