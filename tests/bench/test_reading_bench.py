"""The bench of readings: its pages, its readers, its tables and its plot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from PIL import Image, ImageDraw
from rich.console import Console

from bench.reading.pages import TruePage, folder_pages
from bench.reading.peers import RAPIDOCR, Peer
from bench.reading.plot import draw
from bench.reading.readers import READERS, Program, Read
from bench.reading.scores import Summary, score
from bench.reading.tables import by_group
from bench.reading.turns import Turned, as_table
from bench.reading.watch import cpu_seconds
from bench.sheets import Level


def a_summary(text: str) -> Summary:
    page = TruePage("samples", "a page", Path("page.tif"), "We met LUKA.")
    return Summary((score(page, Read(text, None, 3.0, 1.5, 50 * 1024**2)),))


def test_a_folder_of_pairs_is_read_as_grey_pages(tmp_path: Path) -> None:
    folder, scratch = tmp_path / "pairs", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    picture = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(picture).rectangle((50, 50, 90, 60), fill="red")
    picture.save(folder / "one.png")
    (folder / "one.gt.txt").write_text("We met LUKA.", encoding="utf-8")
    (page,) = folder_pages(folder, scratch)
    assert (page.group, page.name, page.text) == ("pairs", "one", "We met LUKA.")
    assert Image.open(page.file).mode == "L"


def test_a_text_without_its_image_is_no_pair(tmp_path: Path) -> None:
    with pytest.raises(typer.BadParameter):
        list(folder_pages(tmp_path, tmp_path))
    (tmp_path / "one.gt.txt").write_text("We met LUKA.", encoding="utf-8")
    with pytest.raises(typer.BadParameter):
        list(folder_pages(tmp_path, tmp_path))


def test_a_programs_cost_is_counted_with_that_of_its_children() -> None:
    busy = "sum(i * i for i in range(3_000_000))"
    code = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{busy}']); print('OSLO')"
    )
    read = Program(lambda _: [sys.executable, "-c", code])(Path("page.tif"))
    assert (read.text, read.problem) == ("OSLO\n", None)
    assert read.cpu_seconds > 0.05
    assert read.peak_bytes > 1024**2


def test_what_a_child_that_goes_on_has_cost_is_counted() -> None:
    busy = "sum(i * i for i in range(3_000_000)); print(flush=True); input()"
    before = cpu_seconds()
    with subprocess.Popen(
        [sys.executable, "-c", busy], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        while_it_waits = cpu_seconds() - before
        child.communicate(b"\n")
    assert while_it_waits > 0.05
    assert cpu_seconds() - before >= while_it_waits  # it has ended, and is not lost


def test_a_program_that_fails_leaves_a_problem_and_no_text() -> None:
    code = "import sys; print('half a page'); sys.exit('no such model')"
    read = Program(lambda _: [sys.executable, "-c", code])(Path("page.tif"))
    assert (read.text, read.problem) == ("", "ended with 1: no such model")


def test_a_peer_that_is_not_there_is_said_in_the_table() -> None:
    lack = Peer(RAPIDOCR.name, programs=("no-such-program",)).lack()
    assert lack
    table = by_group({("samples", "dropcopy"): a_summary("We met LUKA")}, {"rapidocr": lack})
    console = Console(width=140)
    with console.capture() as capture:
        console.print(table)
    assert f"Left out: rapidocr ({lack})." in " ".join(capture.get().split())


def test_peers_are_pinned() -> None:
    for setting in READERS.values():
        if setting.peer:
            lines = setting.peer.pins.splitlines()
            assert lines
            assert all("==" in line for line in lines)


def test_the_plot_is_the_same_for_the_same_numbers(tmp_path: Path) -> None:
    scores = {
        (group, reader): a_summary(text)
        for group in ("clean", "hard", "samples")
        for reader, text in (("tesseract", "We met"), ("dropcopy", "We met LUKA."))
    }
    for name in ("one.svg", "other.svg"):
        draw(scores, tmp_path / name)
    drawn = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert drawn == (tmp_path / "other.svg").read_text(encoding="utf-8")
    assert drawn.count('id="axes_') == 3
    assert all(f">{word}<" in drawn for word in ("clean, 1 pages", "samples, 1 pages", "dropcopy"))


def test_pages_are_righted_when_the_turn_is_undone() -> None:
    found = [Turned(Level.CLEAN, 1, 1, 0, 0), Turned(Level.CLEAN, 1, 1, 90, 270)]
    columns = [list(column.cells) for column in as_table(found).columns]
    assert columns[:3] == [["clean", "all"], ["1/1", "1/1"], ["0/1", "0/1"]]
