"""The page of an evaluation: figures and what changed, confusions, plots, the page itself."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bench.evaluation.confusions import Kind, Made, confusions, swaps
from bench.evaluation.crops import crops
from bench.evaluation.figures import Change, Figure, Figures, changes, figures_of, read, write
from bench.evaluation.page import (
    Content,
    Example,
    Shown,
    as_html,
    as_markdown,
    examples_of,
    step,
    write_summary,
)
from bench.evaluation.plots import plots_of
from bench.readings import Case
from bench.sheets import Level, make_set
from flows.evaluation_tables import field_table, text_table
from output.evaluation.calibration import Stated
from output.evaluation.scores import FieldTally, Mistake, Score, StatedField, Straight
from schemas.pages import Box, Page

SCORE = Score(
    fields={"title": FieldTally(10, 9, 1, 0), "origin": FieldTally(4, 4)},
    straight=Straight(10, 6, FieldTally(60, 60)),
    stated=tuple(StatedField("title", Stated(0.9, at % 10 > 0)) for at in range(40)),
)
GROUPS = {"clean": SCORE, "hard": Score()}


def a_run(**figures: Figure) -> Figures:
    return Figures(date="1980-01-01", commit="abc", command="x", seeds="1:2", figures=figures)


def made(field: str, truth: str, got: str) -> Made:
    case = Case(
        seed=1, level=Level.CLEAN, family="B", face="F", truth=(), pages=(), reading_seconds=0.0
    )
    return Made(case, Mistake(field, truth, got, None, 1))


def test_figures_are_named_by_group() -> None:
    figures = figures_of(GROUPS)
    assert figures["clean: title"] == Figure(value=0.9, cases=10)
    assert figures["clean: accepted unread"] == Figure(value=0.6, cases=10)
    assert figures["clean: fields of accepted"] == Figure(value=1.0, cases=60)
    assert figures["clean: calibration error"] == Figure(value=0.0, cases=40)
    assert figures["hard: all fields"] == Figure(value=None, cases=0)


def test_kept_figures_come_back(tmp_path: Path) -> None:
    run = a_run(**figures_of(GROUPS))
    write(tmp_path / "figures.json", run)
    assert read(tmp_path / "figures.json") == run
    assert read(tmp_path / "none.json") is None


def test_a_change_is_shown_when_it_is_one() -> None:
    now = a_run(a=Figure(value=0.95, cases=9), b=Figure(value=0.5, cases=9))
    before = a_run(a=Figure(value=0.9, cases=9))
    first, second = changes(now, before)
    assert step(first) == "+5.00"
    assert step(second) == ""
    assert step(Change("a", Figure(value=0.9, cases=1), Figure(value=0.9001, cases=1))) == ""
    assert [change.before for change in changes(now, None)] == [None, None]


def test_mistakes_are_grouped_by_field_and_kind() -> None:
    mistakes = [
        made("title", "A", ""), made("origin", "MGB", "HGB"), made("origin", "", "KGB"),
        made("origin", "MVD", "MVO"),
    ]  # fmt: skip
    listed = [(one.field, one.kind, len(one.made)) for one in confusions(mistakes)]
    assert listed[0] == ("origin", Kind.MISREAD, 2)
    assert {("title", Kind.LOST, 1), ("origin", Kind.INVENTED, 1)} == set(listed[1:])


def test_signs_taken_for_others_are_counted() -> None:
    mistakes = [made("f", "ZAJTsEV", "ZAJTSEV").mistake] * 3 + [made("f", "O1", "01").mistake]
    assert [tuple(swap) for swap in swaps(mistakes, 5)] == [("s", "S", 3), ("O", "0", 1)]
    assert [tuple(swap) for swap in swaps(mistakes, 1)] == [("s", "S", 3)]


def test_the_plots_are_drawn_and_the_same_each_time() -> None:
    plots = plots_of(GROUPS, SCORE)
    assert set(plots) == {"fields", "straight-through", "reliability", "reliability-by-field"}
    assert all("<svg" in plot for plot in plots.values())
    assert "100.00% of their fields right" in plots["straight-through"]
    assert plots_of(GROUPS, SCORE) == plots


def content(image: str = "") -> Content:
    run = a_run(**figures_of(GROUPS))
    (lost,) = confusions([made("title", 'A | "<TITLE>"', "")])
    return Content(
        run=run,
        before=None,
        changes=changes(run, None),
        tables={"level": (field_table(GROUPS), text_table(GROUPS))},
        plots=plots_of(GROUPS, SCORE),
        calibration={"title": Figure(value=0.01, cases=40)},
        shown=[Shown(lost, (Example("clean 1, page 1", lost.made[0].mistake, image),))],
        swaps=[],
    )


def test_the_page_is_whole_and_safe() -> None:
    page = as_html(content("data:image/png;base64,AAAA"))
    assert "title: lost (1)" in page
    assert "&lt;TITLE&gt;" in page
    assert 'src="data:image/png;base64,AAAA"' in page
    assert "http://" not in page.replace("http://www.w3.org", "").replace(
        "http://purl.org", ""
    ).replace("http://creativecommons.org", "")


def test_the_summary_is_written_with_its_plots(tmp_path: Path) -> None:
    write_summary(content(), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "index.md", "figures.json", "fields.svg", "straight-through.svg", "reliability.svg",
        "reliability-by-field.svg",
    }  # fmt: skip
    rows = [line for line in as_markdown(content()).splitlines() if line.startswith("| title")]
    assert rows[-1].count("|") == 5


def test_a_place_is_cut_out_of_the_upright_page() -> None:
    case, width = a_read_case()
    places = [
        Mistake("origin", "MGB", "HGB", "HGB", 1, Box(300, 200, 500, 240)),
        Mistake("title", "A", "", None, 1),
    ]
    near, head = (image_of(url) for url in crops(case, places))
    assert near.width < head.width
    assert near.height < head.height
    assert head.width == min(900, width)


def test_a_set_that_the_generator_makes_no_more_has_no_image(
    capsys: pytest.CaptureFixture[str],
) -> None:
    case, _ = a_read_case()
    other = case.model_copy(update={"pages": (replace(case.pages[0], image_sha256="ab"),)})
    lost = Made(other, Mistake("origin", "MGB", "", None, 1))
    (shown,) = examples_of(confusions([lost]), 5)
    assert [example.image for example in shown.examples] == [""]
    assert f"no image of clean {case.seed}" in capsys.readouterr().out


def a_read_case() -> tuple[Case, int]:
    """Give a set as if it was read: the page's turn and size, no words."""
    seed = next(n for n in range(3, 40) if make_set(n, Level.CLEAN).rotations == (0,))
    made_set = make_set(seed, Level.CLEAN)
    width, height = 1600, 2000
    page = Page(1, "", width, height, None, 0, 0.0, False, (), None)
    case = Case(
        seed=seed, level=Level.CLEAN, family=made_set.family, face=made_set.face, truth=(),
        pages=(page,), reading_seconds=0.0,
    )  # fmt: skip
    return case, width


def image_of(url: str) -> Image.Image:
    head, _, data = url.partition(",")
    assert head == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(data)))


@pytest.mark.parametrize("plot", ["fields", "reliability"])
def test_a_plot_has_no_date(plot: str) -> None:
    assert "dc:date" not in plots_of(GROUPS, SCORE)[plot]
