"""Reads pages with RapidOCR, in RapidOCR's own environment: paths come in, JSON lines go out.

Its Chinese and English models come with the package. One thread; else as it is by default.
"""

import json
import os
import sys
import time

from rapidocr_onnxruntime import RapidOCR


def _cpu_seconds() -> float:
    return sum(os.times()[:4])


def main() -> None:
    """Answer until the input ends."""
    engine = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)
    for line in sys.stdin:
        clock, cpu = time.perf_counter(), _cpu_seconds()
        found, _ = engine(line.rstrip("\n"))
        answer = {
            "text": "\n".join(text for _, text, _ in found or []),
            "seconds": time.perf_counter() - clock,
            "cpu_seconds": _cpu_seconds() - cpu,
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
