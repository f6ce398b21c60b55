"""Make sheet sets on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.sheets import Family, Level, make_set, typeset_text, write_set, write_truth


def main() -> None:
    """Write sheet sets into OUT/scans and their truth into OUT/truth."""
    parser = argparse.ArgumentParser(prog="python -m bench.sheets", description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first set")
    parser.add_argument("--count", type=int, default=1, help="how many sets")
    parser.add_argument("--level", type=Level, choices=list(Level), default=Level.CLEAN)
    parser.add_argument("--family", type=Family, choices=list(Family), help="default: mixed")
    parser.add_argument(
        "--text", type=Path, metavar="FILE", help="typeset this plain-text sheet instead"
    )
    chosen = parser.parse_args()
    for seed in range(chosen.seed, chosen.seed + chosen.count):
        if chosen.text:
            made = typeset_text(chosen.text, seed, chosen.level)
        else:
            made = make_set(seed, chosen.level, chosen.family)
        path = write_set(made, chosen.out / "scans")
        write_truth(made, chosen.out / "truth" / f"{made.name}.json")
        print(f"{path}  {made.family}  {made.face}  {len(made.page_texts)} pages")


if __name__ == "__main__":
    main()
