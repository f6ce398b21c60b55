from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from output.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive") as made:
        yield made
