from __future__ import annotations

from tests.parsing.pages import body_of


def test_a_number_in_a_sentence_is_no_signature() -> None:
    sheet = body_of("""
             We have met the new man and found that he is quite without
        any means of support. Compare what was said in our telegram
        No. 731 about him.
        """).sheet
    assert sheet.signature_serial is None
    assert sheet.body.endswith("our telegram No. 731 about him.")
