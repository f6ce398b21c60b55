"""Installs the peers, or those named; what cannot be had is said, and is no error.

python -m bench.reading.peers ocrmypdf
"""

from __future__ import annotations

import subprocess
import sys

from bench.reading.peers import OCRMYPDF, OCRMYPDF_CLEAN, RAPIDOCR


def main() -> None:
    """Install each peer, and say of each that cannot read what it lacks."""
    peers = [
        p for p in (OCRMYPDF, OCRMYPDF_CLEAN, RAPIDOCR) if p.name in (sys.argv[1:] or [p.name])
    ]
    for peer in peers:
        try:
            peer.install()
        except subprocess.CalledProcessError as error:
            print(
                f"{peer.name} cannot be installed here (pip ended with {error.returncode}, above): "
                "it needs a package index with wheels for this Python. Left out.",
                file=sys.stderr,
            )
    for lack in dict.fromkeys(peer.lack() for peer in peers):
        if lack:
            print(lack, file=sys.stderr)


if __name__ == "__main__":
    main()
