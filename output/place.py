"""Where an archive lives: a local folder or an object store, and plain files in it replaced whole.

A file is written under a unique name in ``.staging/`` and then renamed (an object store: copied),
so a reader sees the old file or the new one, never a part. Credentials and endpoints come from the
environment (``AWS_ENDPOINT_URL``, ``AWS_REGION``, ...), for plain files and tables alike.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.fs as pafs

from schemas.problems import Code, TerminalError

STAGING = ".staging"


class Place:
    """The root of an archive. Names within it are relative, with ``/`` between folders.

    Raises TerminalError USAGE_BAD_SETTING for a URL of a kind of store that is not known.
    """

    def __init__(self, root: str | Path) -> None:
        text = str(root)
        self.local: Path | None = None
        if "://" in text and not text.startswith("file://"):
            self.url = text.rstrip("/")
            try:
                self.files, self._base = pafs.FileSystem.from_uri(self.url)
            except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
                raise TerminalError(
                    Code.USAGE_BAD_SETTING, f"No store for archives: {text} ({error})"
                ) from error
        else:
            self.local = Path(text.removeprefix("file://")).expanduser().absolute()
            self.url = str(self.local)
            self.files, self._base = pafs.LocalFileSystem(), str(self.local)

    def __str__(self) -> str:
        return self.url

    def url_of(self, name: str) -> str:
        """Give the full path or URL of what is called ``name`` here."""
        return f"{self.url}/{name}"

    def folder(self, name: str) -> pafs.FileSystem:
        """Give a view of the folder ``name``, for readers that want paths relative to it."""
        return pafs.SubTreeFileSystem(self._path(name), self.files)

    def _path(self, name: str) -> str:
        return f"{self._base}/{name}" if name else self._base

    def kind(self, name: str) -> pafs.FileType:
        """Say whether ``name`` is a file, a folder, or not there. The root itself is ``""``."""
        return self.files.get_file_info(self._path(name)).type

    def names(self, folder: str = "") -> tuple[str, ...]:
        """Give the names of what is directly in a folder, sorted; none when there is no folder."""
        selector = pafs.FileSelector(self._path(folder), allow_not_found=True)
        return tuple(sorted(info.base_name for info in self.files.get_file_info(selector)))

    def has_file(self, name: str) -> bool:
        """Say whether a file of this name is there."""
        return self.kind(name) is pafs.FileType.File

    def read(self, name: str) -> bytes | None:
        """Give a file's bytes, or ``None`` when it is not there."""
        if not self.has_file(name):
            return None
        with self.reading(name) as stream:
            content: bytes = stream.read()
        return content

    def reading(self, name: str) -> pa.NativeFile:
        """Open a file that is there, for reading from any position."""
        return self.files.open_input_file(self._path(name))

    def sink(self, name: str) -> pa.NativeFile:
        """Open a new file for writing: a staged one, which ``move_in`` gives its name."""
        return self.files.open_output_stream(self._path(name))

    def write(self, name: str, content: bytes) -> None:
        """Write a file whole, replacing what was there."""
        with self.replacing(name) as sink:
            sink.write(content)

    @contextmanager
    def replacing(self, name: str) -> Iterator[pa.NativeFile]:
        """Give a sink for a file's new content, which takes the name when the block ends well."""
        staged = self.staged_name()
        try:
            with self.sink(staged) as sink:
                yield sink
            self.move_in(staged, name)
        except BaseException:
            self.remove(staged)
            raise

    def staged_name(self) -> str:
        """Make the staging folder, and a unique name in it."""
        self.files.create_dir(self._path(STAGING), recursive=True)
        return f"{STAGING}/{uuid.uuid4().hex}"

    def move_in(self, staged: str, name: str) -> None:
        """Give a staged file its final name; locally only once its bytes are on the disk."""
        parent = name.rpartition("/")[0]
        self.files.create_dir(self._path(parent), recursive=True)
        if self.local is None:
            self.files.move(self._path(staged), self._path(name))
            return
        _flush(self.local / staged)
        (self.local / staged).replace(self.local / name)
        _flush((self.local / name).parent)

    def remove(self, name: str) -> None:
        """Remove a file; nothing when it is not there."""
        if self.has_file(name):
            self.files.delete_file(self._path(name))

    def clear_staging(self) -> None:
        """Remove what killed writers left half written. Only for the one who holds the lock."""
        for name in self.names(STAGING):
            self.remove(f"{STAGING}/{name}")


def _flush(path: Path) -> None:
    """Bring a file's bytes, or a folder's names, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
