"""The committed samples: there, small, and showing what they are for."""

from __future__ import annotations

import pytest

from bench.sheets import Truth, read_truth
from bench.sheets.samples import ALL, SAMPLES, Sample
from schemas.records import DocumentType, NoteSystem

LIMIT = 6_000_000


def truth_of(name: str) -> Truth:
    return read_truth(SAMPLES / "truth" / f"{name}.json")


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.name)
def test_each_sample_is_there_with_its_truth(sample: Sample) -> None:
    truth = truth_of(sample.name)
    assert (SAMPLES / "scans" / truth.source).exists()
    assert len(truth.page_texts) >= truth.records[-1].sheet.last_page
    assert truth.source in (SAMPLES / "README.md").read_text(encoding="utf-8")


def test_samples_are_small_and_no_other_file_lies_there() -> None:
    files = [path for path in (SAMPLES / "scans").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < LIMIT
    named = {truth_of(sample.name).source for sample in ALL}
    assert {path.name for path in (SAMPLES / "scans").iterdir()} == named


def test_the_special_cases_are_what_they_say() -> None:
    interrupted = truth_of("interrupted-by-distribution")
    assert "[Continued overleaf]" in interrupted.page_texts[0]
    assert "Distribution" in interrupted.page_texts[0]
    assert "Distribution" not in interrupted.records[0].sheet.body
    both = truth_of("both-note-systems").records[0]
    assert {comment.system for comment in both.comments} == set(NoteSystem)
    assert truth_of("correction").records[0].sheet.document_type is DocumentType.CORRECTION
    assert truth_of("memorandum").records[0].sheet.document_type is DocumentType.OTHER
    assert len(truth_of("consular").records[0].sheet.message_numbers) > 1
    blanks = [text for text in truth_of("three-sheets-blank-backs").page_texts if not text]
    assert len(blanks) == 3
