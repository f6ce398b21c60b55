"""Fetches the typefaces of the sheet generator where no package manager brings them.

    python tools/fetch_faces.py FOLDER

Takes Debian's packages (``faces_of_debian.toml``), checks their SHA-256, and unpacks the font files
into FOLDER. Needs Python alone. Ends with a message and code 1 when one does not come as expected.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path

_AR_MAGIC = b"!<arch>\n"
_SECONDS = 60


def members(deb: bytes) -> Iterator[tuple[str, bytes]]:
    """Give names and contents of an ``ar`` archive, which a .deb is. Raises ValueError if not."""
    if not deb.startswith(_AR_MAGIC):
        raise ValueError("not a Debian package")
    place = len(_AR_MAGIC)
    while place + 60 <= len(deb):
        header = deb[place : place + 60]
        size = int(header[48:58])
        yield header[:16].decode().strip().rstrip("/"), deb[place + 60 : place + 60 + size]
        place += 60 + size + size % 2


def fonts_in(deb: bytes) -> Iterator[tuple[str, bytes]]:
    """Give file names and contents of the TrueType and OpenType fonts in a .deb."""
    for name, content in members(deb):
        if name.startswith("data.tar"):
            with tarfile.open(fileobj=io.BytesIO(content)) as tar:
                for member in tar:
                    file = tar.extractfile(member) if member.isfile() else None
                    if file and member.name.endswith((".ttf", ".otf")):
                        yield Path(member.name).name, file.read()


def main(folder: Path) -> int:
    """Fetch all packages and write their fonts to ``folder``; give the exit code."""
    listed = tomllib.loads(
        Path(__file__).with_name("faces_of_debian.toml").read_text(encoding="utf-8")
    )
    folder.mkdir(parents=True, exist_ok=True)
    for package in listed["package"]:
        url = listed["base"] + package["file"]
        try:
            with urllib.request.urlopen(url, timeout=_SECONDS) as answer:  # noqa: S310 - https, listed
                deb = answer.read()
        except OSError as error:
            sys.stderr.write(f"dropcopy: {url} cannot be fetched: {error}\n")
            return 1
        if hashlib.sha256(deb).hexdigest() != package["sha256"]:
            sys.stderr.write(f"dropcopy: {url} is not the file that was expected (SHA-256)\n")
            return 1
        for name, content in fonts_in(deb):
            (folder / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
