"""The evaluation: its options, its kept readings, its tables."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from rich.console import Console

from bench.evaluate import Grouping, Outcome, dump, group, located_mistakes
from bench.readings import Case, Readings
from bench.seeds import seed_range
from bench.sheets import Level
from flows.evaluation_tables import as_json, field_table, text_table, worst_lines
from output.evaluation.scoring import compare
from schemas.pages import Box, Page, Reading, Word
from schemas.records import DocumentType, Record, Sheet


def a_case(seed: int = 7, level: Level = Level.CLEAN) -> Case:
    words = (Word("From:", 0.9, 0, Box(10, 10, 60, 30)), Word("OSLO", 0.5, 0, Box(70, 10, 110, 30)))
    page = Page(1, "ab", 800, 1000, None, 0, 0.5, False, words, Reading("tesseract 5", "0123", 1.5))
    sheet = Sheet(
        document_type=DocumentType.CABLE,
        first_page=1,
        last_page=1,
        page_count=1,
        from_station="OSLO",
        body="We met [LUKA].",
    )
    return Case(
        seed=seed,
        level=level,
        family="B",
        face="Courier",
        truth=(Record(sheet=sheet),),
        pages=(page,),
        reading_seconds=1.5,
    )


def an_outcome(case: Case) -> Outcome:
    wrong = case.truth[0].sheet.model_copy(update={"from_station": "0SLO [", "copy_number": 3})
    records = (Record(sheet=wrong),)
    return Outcome(case, records, compare(case.truth, records), 0.01)


def test_a_kept_reading_comes_back_as_it_was(tmp_path: Path) -> None:
    case = a_case()
    (tmp_path / "clean-7.json").write_text(case.model_dump_json(), encoding="utf-8")
    assert Readings(tmp_path).case(7, Level.CLEAN) == case


def test_seed_ranges_are_a_colon_b() -> None:
    assert seed_range("20000:20020") == range(20000, 20020)
    for text in ("20", "5:5", "a:b", "-1:4", ""):
        with pytest.raises(typer.BadParameter):
            seed_range(text)


def test_outcomes_are_grouped_and_shown() -> None:
    outcomes = [an_outcome(a_case(1)), an_outcome(a_case(2)), an_outcome(a_case(3, Level.HARD))]
    groups = group(outcomes, Grouping.LEVEL)
    assert list(groups) == ["clean", "hard"]
    assert groups["clean"].fields["from_station"].total == 2
    assert list(group(outcomes, Grouping.FACE)) == ["Courier"]
    console = Console(width=140)
    with console.capture() as capture:
        console.print(field_table(groups), text_table(groups))
    assert "from_station" in capture.get()
    located = located_mistakes(outcomes)
    assert len(located) == 6
    lines = list(worst_lines(located, 4))
    assert lines[0].startswith("6 mistakes: copy_number 3, from_station 3")
    assert len(lines) == 5
    told = as_json(groups, located)
    assert set(told) == {"groups", "mistakes"}


def test_a_dump_holds_lines_truth_and_result(tmp_path: Path) -> None:
    dump([an_outcome(a_case())], tmp_path)
    text = (tmp_path / "clean-7.txt").read_text(encoding="utf-8")
    assert "=== page 1\nFrom: OSLO\n=== truth\n" in text
    assert '"copy_number": 3' in text
