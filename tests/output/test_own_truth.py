"""Truth files, and an archive compared with them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from output.archive import Archive
from output.evaluation.against import compare_archive
from output.evaluation.scores import Score
from output.evaluation.truth import Truth, read_truth, read_truths
from schemas.problems import Code, TerminalError
from schemas.records import Record
from tests.output.makers import begin, digest, keep, record, uri

DOCS = Path(__file__).resolve().parents[2] / "docs" / "own-truth.md"


def truth(source: str, *records: Record, sha256: str | None = None) -> Truth:
    return Truth(source=source, source_sha256=sha256, records=records)


def total(archive: Archive, *truths: Truth) -> Score:
    return sum((one.score for one in compare_archive(truths, archive)), Score())


def test_an_archive_like_its_truth_has_nothing_wrong(archive: Archive) -> None:
    keep(archive, begin(archive), "a", record())
    score = total(archive, truth("a.pdf", record()))
    assert score.mistakes == ()
    assert score.all_fields.right == score.all_fields.total > 8
    assert score.text.comments.right == score.text.anchors.right == 1
    assert {kind: tally.right for kind, tally in score.text.marks.items()} == {
        "gap": 1,
        "note_marker": 1,
    }
    assert [one.field for one in score.stated] == ["from_station"]


def test_several_sheets_of_several_sources_each_find_their_truth(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "a", record("S/NBF/T1", last=1), record("S/NBF/T2", first=2))
    keep(archive, run_id, "b", record("S/NBF/T3"))
    score = total(
        archive,
        truth("b.pdf", record("S/NBF/T3")),
        truth("a.pdf", record("S/NBF/T2", first=2), record("S/NBF/T9", last=1)),
    )
    assert (score.sheets.truth, score.sheets.right) == (3, 3)
    assert [(one.field, one.truth, one.got) for one in score.mistakes] == [
        ("reference_number", "S/NBF/T9", "S/NBF/T1")
    ]


def test_a_source_that_the_archive_has_not_is_all_missed(archive: Archive) -> None:
    keep(archive, begin(archive), "a", record())
    here, gone = compare_archive([truth("a.pdf", record()), truth("z.pdf", record())], archive)
    assert here.uri == uri("a")
    assert gone.uri is None
    assert gone.score.sheets.got == 0
    assert gone.score.all_fields.missed == gone.score.all_fields.total > 0


def test_a_source_can_be_named_by_folders_or_by_its_bytes(archive: Archive) -> None:
    keep(archive, begin(archive), "box/a", record())
    for one in (truth("box/a.pdf"), truth("a.pdf"), truth("other", sha256=digest("box/a"))):
        (compared,) = compare_archive([one], archive)
        assert compared.uri == "/scans/box/a.pdf"
    with pytest.raises(TerminalError) as caught:
        compare_archive([truth("ox/a.pdf")], archive)
    assert caught.value.code is Code.USAGE_NOTHING_TO_COMPARE


def test_one_name_for_two_scans_is_ambiguous(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "one/a", record())
    keep(archive, run_id, "two/a", record())
    with pytest.raises(TerminalError, match=r"/scans/two/a\.pdf") as caught:
        compare_archive([truth("a.pdf", record())], archive)
    assert caught.value.code is Code.ARCHIVE_DOCUMENT_AMBIGUOUS
    assert len(compare_archive([truth("two/a.pdf", record())], archive)) == 1


def test_an_archive_without_any_of_the_sources_is_told(archive: Archive) -> None:
    with pytest.raises(TerminalError, match=r"a\.pdf") as caught:
        compare_archive([truth("a.pdf", record())], archive)
    assert caught.value.code is Code.USAGE_NOTHING_TO_COMPARE


def test_truths_of_a_folder_are_read_with_its_subfolders(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for place, name in ((tmp_path / "b.json", "b"), (tmp_path / "below" / "a.json", "a")):
        place.write_text(truth(name, record()).model_dump_json(), encoding="utf-8")
    assert [one.source for one in read_truths(tmp_path)] == ["b", "a"]
    assert read_truths(tmp_path / "b.json") == [truth("b", record())]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("", "Invalid JSON"),
        ("{}", "source"),
        (
            '{"source": "a", "records": [{"sheet": {"title": "A"}}]}',
            "records.0.sheet.document_type",
        ),
        ('{"source": "a", "records": [], "pages": 3}', "pages"),
    ],
    ids=["empty", "no source", "sheet without pages", "unknown key"],
)
def test_a_file_in_another_form_is_refused_by_the_place_at_fault(
    content: str, named: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TerminalError, match=re.escape(named)) as caught:
        read_truth(path)
    assert caught.value.code is Code.USAGE_BAD_TRUTH


def test_a_wrong_path_and_an_empty_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(TerminalError) as caught:
        read_truths(tmp_path / "nowhere")
    assert caught.value.code is Code.USAGE_NO_SUCH_PATH
    with pytest.raises(TerminalError) as caught:
        read_truths(tmp_path)
    assert caught.value.code is Code.USAGE_NO_TRUTH


def test_the_example_of_the_documentation_is_a_truth() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    (record_,) = Truth.model_validate(json.loads(block)).records
    body = record_.sheet.body
    for mark in record_.marks:
        assert body[mark.start : mark.end] == f"[{mark.text}]"
    for comment in record_.comments:
        assert [body[at : at + 3] for at in comment.anchors] == [f"[{comment.label}]"]
