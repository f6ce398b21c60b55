"""The picture of an archive: ``report.html``, one file without anything from elsewhere."""

from __future__ import annotations

from datetime import datetime

from output.archive import Archive


def write_report(archive: Archive, made_at: datetime) -> str:
    """Write ``report.html`` at the archive's root from its tables; give its path or URL."""
    raise NotImplementedError
