"""Other programs that read pages, each in an environment of its own under ``build/peers``.

``python -m bench.reading.peers`` installs them from the pinned lists beside this file. What cannot
be installed is said, with what to do about it, and is left out of the tables, which say so too.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_ENVIRONMENTS = _HERE.parents[2] / "build" / "peers"
_STAMP = ".installed"


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: the name of its list, and the programs of the system that it needs besides."""

    name: str
    programs: tuple[str, ...] = ()

    @property
    def environment(self) -> Path:
        """The folder of its Python environment."""
        return _ENVIRONMENTS / self.name

    @property
    def pins(self) -> str:
        """Its packages, pinned, as ``pip install -r`` takes them."""
        return (_HERE / f"{self.name}.txt").read_text(encoding="utf-8")

    def program(self, name: str) -> str:
        """Give the path of a program of its environment."""
        return str(self.environment / "bin" / name)

    def lack(self) -> str | None:
        """Say what is missing and what to do, or ``None`` when the peer can read."""
        stamp = self.environment / _STAMP
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != self.pins:
            return f"{self.name} is not installed: python -m bench.reading.peers"
        missing = [program for program in self.programs if not shutil.which(program)]
        if missing:
            return f"{self.name} needs {', '.join(missing)}: install it with the system's packages"
        return None

    def install(self) -> None:
        """Make the environment anew, unless it is as pinned. Raises CalledProcessError."""
        stamp = self.environment / _STAMP
        if stamp.exists() and stamp.read_text(encoding="utf-8") == self.pins:
            return
        shutil.rmtree(self.environment, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(self.environment)], check=True)
        pip = [self.program("python"), "-m", "pip", "install", "--quiet"]
        pip.append("--disable-pip-version-check")
        subprocess.run([*pip, "-r", str(_HERE / f"{self.name}.txt")], check=True)
        stamp.write_text(self.pins, encoding="utf-8")


OCRMYPDF = Peer("ocrmypdf")
OCRMYPDF_CLEAN = Peer("ocrmypdf", programs=("unpaper",))
RAPIDOCR = Peer("rapidocr")
RAPIDOCR_WORKER = _HERE / "rapid.py"
