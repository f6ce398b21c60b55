"""Reads pages as the pipeline does, opening included: paths come in, answers go out as JSON lines."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench.reading.pages import page_image
from bench.reading.readers import Answer
from bench.reading.watch import cpu_seconds
from ocr.readers import Readers
from ocr.reading import read_page
from ocr.settings import ReadingSettings
from ocr.tesseract import probe

_PATIENCE = 3_600.0  # seconds: on a machine that others use, the clock says nothing about us


def main() -> None:
    """Answer until the input ends. A page that could not be read has its problem in the answer."""
    settings = ReadingSettings(page_seconds=_PATIENCE)
    readers = Readers(probe(settings.language))
    for line in sys.stdin:
        clock, cpu = time.perf_counter(), cpu_seconds()
        read = read_page(page_image(Path(line.rstrip("\n"))), 1, settings, readers)
        answer = Answer(
            text="\n".join(line.text for line in read.lines),
            problem=read.problem.message if read.problem else None,
            seconds=time.perf_counter() - clock,
            cpu_seconds=cpu_seconds() - cpu,
        )
        print(answer.model_dump_json(), flush=True)


if __name__ == "__main__":
    main()
