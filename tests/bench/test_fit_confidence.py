"""The fit from kept readings to the file, without any OCR."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bench import fit_confidence
from bench.confidence.samples import collect
from bench.readings import Case, Readings
from bench.sheets import Level
from parsing.assemble import assemble
from parsing.confidence.model import SHARED, Model
from schemas.records import Record
from tests.parsing.pages import page

TYPED = """\
MGB                                                   J1{seed:03}
     From: BOGOTA                             Reissue (T611)
     To:   MOSCOW
     No.:  {seed}                             21 December 1943

     To KAPITAN[i].

     On the 2nd the courier handed over [3 groups unrecovered] of the papers,
which the office had asked for in the spring of the year before this one.

     No. 40     MIRON[ii]
     22 December
"""
SEEDS = range(11, 21)


def a_case(seed: int, level: Level) -> Case:
    """Give a sheet whose origin is lost on hard ones, as the words between it and the edge are."""
    typed = TYPED.format(seed=seed)
    (record,) = assemble([page(typed)])
    read = page(typed.replace("MGB", "   ") if level is Level.HARD else typed)
    return Case(
        seed=seed, level=level, family="B", face="Courier", truth=(Record(sheet=record.sheet),),
        pages=(read,), reading_seconds=1.0,
    )  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    folder = tmp_path / "readings" / "state"
    folder.mkdir(parents=True)
    for seed in SEEDS:
        for level in Level:
            case = a_case(seed, level)
            (folder / f"{level}-{seed}.json").write_text(case.model_dump_json(), encoding="utf-8")
    return folder.parent


def test_samples_say_what_is_right_and_what_is_lost(kept: Path) -> None:
    readings = Readings.current(kept, keep=True)
    clean, hard = (
        next(one for (one,) in collect(readings, [(11, level)], 1))
        for level in (Level.CLEAN, Level.HARD)
    )
    assert clean.complete
    assert all(sample.right for sample in clean.samples)
    lost = [(sample.field, sample.found) for sample in hard.samples if not sample.right]
    assert lost == [("origin", False)]


def test_the_fit_writes_a_model_with_its_origin(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "weights.toml"
    fit_confidence.run(seeds=["11:15", "15:21"], cache=kept, keep_readings=True, jobs=1, out=out)
    made = Model.model_validate(tomllib.loads(out.read_text(encoding="utf-8")))
    assert (made.origin.seeds, made.origin.sets) == ("11:15, 15:21", 30)
    assert made.found.keys() > {SHARED, "from_station", "sheet_serial"}
    assert made.absent["origin"].start < made.absent["title"].start
    assert "fields found, 0 wrong" in capsys.readouterr().out
