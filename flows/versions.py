"""What a run was made with, and what decides that records are to be made again."""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

import parsing

if TYPE_CHECKING:
    from ocr.tesseract import Engine

PACKAGE = "dropcopy"


def pipeline_version() -> str:
    """Give the version of all that makes records from words, as in ``documents.pipeline_version``.

    Records of another version are made again from the kept words, without OCR.
    """
    return f"{version(PACKAGE)}+parser.{parsing.PARSER_VERSION}"


def versions_json(engine: Engine | None) -> str:
    """Give the versions of all that a result may hang on, as JSON."""
    told = {
        "dropcopy": version(PACKAGE),
        "parser": parsing.PARSER_VERSION,
        "python": platform.python_version(),
        **{
            name: version(name)
            for name in ("prefect", "deltalake", "pyarrow", "opencv-python-headless")
        },
    }
    if engine is not None:
        told |= {engine.name: engine.version, "model": f"{engine.language} {engine.model}"}
    return json.dumps(told, sort_keys=True)
