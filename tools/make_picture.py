"""Makes the picture in the README: a sample page with the fields that were found on it.

    python -m tools.make_picture demo-archive

Needs the archive that ``make demo`` leaves.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
from PIL import Image

from tools.make_docs import DOCS

SAMPLE = "interrupted-by-distribution.pdf"
PICTURE = DOCS / "images" / "sheet.png"
_WIDTH = 1200
_COLOURS = 64


def main(archive: str) -> None:
    """Draw the sample's first page and write it, small enough for a page, to ``PICTURE``."""
    documents = Path(archive) / "latest" / "documents.parquet"
    rows = pq.read_table(documents, columns=["document_id", "source_uri"]).to_pylist()
    chosen = next(row["document_id"] for row in rows if row["source_uri"].endswith(SAMPLE))
    with tempfile.TemporaryDirectory(prefix="dropcopy-") as folder:
        drawn = Path(folder) / "page.png"
        program = Path(sys.executable).with_name("dropcopy")
        subprocess.run(
            [str(program), "show", archive, chosen, "--image", str(drawn)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with Image.open(drawn) as page:
            small = page.convert("RGB").resize((_WIDTH, round(page.height * _WIDTH / page.width)))
    PICTURE.parent.mkdir(exist_ok=True)
    small.quantize(_COLOURS).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])
