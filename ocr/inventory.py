"""Finds the scans in files and folders, and puts the page files of one document together.

Every file of a walked folder is a source, whatever its name says: a text file is refused later by
a code, not passed over. Left out are only hidden files and the litter of file managers
(``LITTER``).

Page files. Image files of one folder become one source when they have the same name apart from a
page number at its end, the same family of extensions (``PAGE_FILES``), and numbers that follow
each other without a gap: ``box7_p001.jpg``, ``box7_p002.jpg``; ``0001.png``, ``0002.png``. At a
gap the run ends: ``x_01, x_02, x_06`` are a source of two pages and one of one. A bare number (not
padded with zeros, no ``p``, ``page`` before it) counts as a page number only in a run that starts
at 0 or 1, so that ``cable-1944.jpg`` and ``cable-1945.jpg`` stay two. PDFs are never put together,
nor are files with several pages in them: one such file, and the whole run stays one source a file.

Symbolic links are followed, to files and to folders, also out of the given folder: the links are
the user's, and are read with the user's rights. A folder that was already walked is not walked
again, so loops end. Pipes, sockets and devices are sources that ``fingerprint`` refuses, and are
never opened.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ocr.settings import Limits
from schemas.problems import Code, TerminalError
from schemas.scan_names import run_name

LITTER = frozenset(
    {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "$recycle.bin", "__macosx"}
)
PAGE_FILES = {
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".jpe": "jpeg",
    ".tif": "tiff",
    ".tiff": "tiff",
    ".png": "png",
    ".jp2": "jpeg2000",
    ".j2k": "jpeg2000",
    ".jpx": "jpeg2000",
    ".gif": "gif",
    ".bmp": "bmp",
    ".webp": "webp",
}
_MANY_PAGES = frozenset({"tiff", "gif", "webp"})
_PAGE_NUMBER = re.compile(r"^(?P<stem>.*?)(?P<number>[0-9]{1,9})$")
_PAGE_WORD = re.compile(
    r"(?:^|[^a-z])(?:p|pp|pg|pages?|s|seite|f|fol|folio|img|image|scan|sheet)[\s._-]*$",
    re.IGNORECASE,
)
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    r"""A scan: one file, or the page files of one document in the order of their pages.

    ``uri`` is an absolute path: of the file; of the folder, when all its files are pages of one
    document; else of the folder and the run, as in ``/scans/box7_p[001-012].jpg``. Bytes of a name
    that are not UTF-8 stand in it as ``\xe9``, because no table can keep them.
    """

    uri: str
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What identifies a source's bytes: SHA-256 as hex, and their number.

    Of several page files it is the hash of their hashes in page order, so that the same pages
    under other names are known again.
    """

    sha256: str
    bytes: int


def find_sources(paths: Sequence[Path]) -> list[Source]:
    """Give the sources in files and folders, each file once, in natural order within each folder.

    Raises TerminalError: USAGE_NO_SUCH_PATH when a path does not exist, USAGE_NO_SCANS when there
    is no file at all.
    """
    files: dict[Path, None] = {}
    walked: set[str] = set()
    for path in paths:
        given = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would lose the user's links
        if not os.path.lexists(given):
            raise TerminalError(Code.USAGE_NO_SUCH_PATH, f"there is nothing at {path}")
        found = _walk(given, walked) if given.is_dir() else iter((given,))
        files.update(dict.fromkeys(found))
    if not files:
        named = ", ".join(str(path) for path in paths) or "no path"
        raise TerminalError(Code.USAGE_NO_SCANS, f"there is no file in {named}")
    by_folder: dict[Path, list[Path]] = {}
    for file in files:
        by_folder.setdefault(file.parent, []).append(file)
    return [source for folder, own in by_folder.items() for source in _sources_of(folder, own)]


def uri_of(path: Path) -> str:
    """Give an absolute path as text that a table can keep: see ``Source``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def path_of(uri: str) -> Path:
    """Give the path that a source's ``uri`` stands for: the inverse of ``uri_of``."""
    path = Path(uri)
    if "\\x" not in uri or os.path.lexists(path):
        return path
    name = re.sub(
        rb"\\x([89a-f][0-9a-f])", lambda escape: bytes.fromhex(escape[1].decode()), uri.encode()
    )
    return Path(os.fsdecode(name))


def fingerprint(source: Source, limits: Limits) -> Fingerprint:
    """Hash a source's bytes, a piece at a time.

    A page file that cannot be read or is empty is hashed as such, and its page fails alone, as
    long as another page file has bytes. Raises TerminalError: SOURCE_EMPTY, SOURCE_UNREADABLE,
    SOURCE_TOO_LARGE.
    """
    hashes: list[str] = []
    trouble: TerminalError | None = None
    total = 0
    for file in source.files:
        try:
            sha256, size = _hash_file(file, limits.max_bytes - total, source)
        except TerminalError as error:
            if error.code is Code.SOURCE_TOO_LARGE:
                raise
            trouble = trouble or error
            hashes.append(error.code.value)
        else:
            hashes.append(sha256)
            total += size
    if trouble is not None and total == 0:
        raise trouble
    if len(hashes) == 1:
        return Fingerprint(hashes[0], total)
    return Fingerprint(hashlib.sha256("\n".join(hashes).encode()).hexdigest(), total)


def regular_size(file: Path) -> int:
    """Give the bytes of a file.

    Raises TerminalError(SOURCE_UNREADABLE) when it is missing or no plain file.
    """
    try:
        status = file.stat()
    except OSError as error:
        raise TerminalError(Code.SOURCE_UNREADABLE, f"{file}: {error.strerror}") from error
    if not stat.S_ISREG(status.st_mode):
        raise TerminalError(Code.SOURCE_UNREADABLE, f"{file} is no file that can be read")
    return status.st_size


def _hash_file(file: Path, allowed: int, source: Source) -> tuple[str, int]:
    size = regular_size(file)
    if size > allowed:
        raise TerminalError(
            Code.SOURCE_TOO_LARGE, f"{source.uri} has more bytes than limits.max_bytes"
        )
    if size == 0:
        raise TerminalError(Code.SOURCE_EMPTY, f"{file} has no bytes")
    digest = hashlib.sha256()
    count = 0
    try:
        with file.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
                count += len(piece)
    except OSError as error:
        raise TerminalError(Code.SOURCE_UNREADABLE, f"{file}: {error.strerror}") from error
    return digest.hexdigest(), count


def _walk(folder: Path, walked: set[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in walked:
        return
    walked.add(real)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: _natural(entry.name))
    except OSError:
        yield folder  # as a source that cannot be read: reported, and its neighbours go on
        return
    shown = [e for e in entries if not e.name.startswith(".") and e.name.lower() not in LITTER]
    yield from (Path(entry.path) for entry in shown if not _is_folder(entry))
    for entry in shown:
        if _is_folder(entry):
            yield from _walk(Path(entry.path), walked)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell folders from files; a link that leads to itself is a file that cannot be read."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """Sort key in which 2 comes before 10."""
    pieces = re.split(r"([0-9]+)", name.casefold())
    return tuple((0, int(piece)) if piece.isdecimal() else (1, piece) for piece in pieces if piece)


@dataclass(frozen=True, slots=True)
class _PageFile:
    """A file whose name ends in a number that may be a page's."""

    file: Path
    stem: str
    digits: str
    family: str

    @property
    def number(self) -> int:
        return int(self.digits)

    @property
    def says_page(self) -> bool:
        return self.digits.startswith("0") or _PAGE_WORD.search(self.stem) is not None


def _page_file(file: Path) -> _PageFile | None:
    family = PAGE_FILES.get(file.suffix.lower())
    match = _PAGE_NUMBER.match(file.stem)
    if family is None or match is None:
        return None
    return _PageFile(file, match["stem"], match["number"], family)


def _sources_of(folder: Path, files: Sequence[Path]) -> list[Source]:
    runs = {run[0].file: run for run in _runs(files)}
    in_run = {page.file for run in runs.values() for page in run}
    sources = []
    for file in sorted(files, key=lambda path: _natural(path.name)):
        if file in runs:
            run = runs[file]
            whole = len(run) == len(files) and _holds_only(folder, in_run)
            uri = folder if whole else _run_uri(folder, run)
            sources.append(Source(uri_of(uri), tuple(page.file for page in run)))
        elif file not in in_run:
            sources.append(Source(uri_of(file), (file,)))
    return sources


def _holds_only(folder: Path, files: set[Path]) -> bool:
    """Tell whether a folder has no file but these, also when only some of its files were given."""
    with os.scandir(folder) as entries:
        return all(
            entry.name.startswith(".")
            or entry.name.lower() in LITTER
            or folder / entry.name in files
            for entry in entries
            if not _is_folder(entry)
        )


def _run_uri(folder: Path, run: Sequence[_PageFile]) -> Path:
    first, last = run[0], run[-1]
    return folder / run_name(first.stem, first.digits, last.digits, first.file.suffix)


def _runs(files: Iterable[Path]) -> Iterator[list[_PageFile]]:
    """Give the runs of at least two page files that are one document."""
    candidates = [page for page in map(_page_file, files) if page is not None]
    candidates.sort(key=lambda page: (page.stem, page.family, page.number, page.digits))
    for _, same in groupby(candidates, key=lambda page: (page.stem, page.family)):
        run: list[_PageFile] = []
        for page in [*same, None]:
            if run and (page is None or page.number != run[-1].number + 1):
                if _is_document(run):
                    yield run
                run = []
            if page is not None:
                run.append(page)


def _is_document(run: Sequence[_PageFile]) -> bool:
    if len(run) < 2:
        return False
    if not (run[0].number <= 1 or any(page.says_page for page in run)):
        return False
    return run[0].family not in _MANY_PAGES or not any(_has_many_pages(page.file) for page in run)


def _has_many_pages(file: Path) -> bool:
    from ocr.images import count_frames  # noqa: PLC0415 - Pillow is loaded only where it is needed

    try:
        return count_frames(file, 2) > 1
    except TerminalError:
        return False  # a damaged page file fails as a page of its document
