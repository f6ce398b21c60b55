"""All settings: how pages are read, what is refused, how runs use the machine.

A value comes from, in this order: the command line (``--set running.workers=4``), the environment
(``DROPCOPY_RUNNING__WORKERS=4``), the default. A name that is not known is an error, not ignored: a
misspelt limit would protect nobody.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError

from ocr.settings import Limits, ReadingSettings
from schemas.problems import Code, TerminalError

PREFIX = "DROPCOPY_"
_NESTED = "__"


def _cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Running(BaseModel):
    """How a run uses the machine. None of these changes what is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    workers: int = Field(
        default_factory=_cores,
        ge=1,
        le=512,
        description="Tesseract processes at the same time, each with one thread; two pages for each are "
        "in hand (default: as many as there are cores)",
    )
    shard_pages: int = Field(
        default=24,
        ge=1,
        le=1_000,
        description="Pages committed together, and the most that is lost when a run is killed, "
        "for each shard in flight; grows in runs of more than 200 shards",
    )
    window: int = Field(
        default=3,
        ge=1,
        le=64,
        description="Shards in flight: bounds the memory that waiting words take",
    )
    retries: int = Field(
        default=3,
        ge=0,
        le=20,
        description="Further tries of a shard after trouble that may pass, such as a lost write",
    )
    retry_seconds: float = Field(
        default=2.0,
        ge=0,
        le=600,
        description="Seconds before the first further try; doubles each time",
    )


class Settings(BaseSettings):
    """The settings of a run, as kept with it in the table ``runs``."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter=_NESTED
    )

    reading: ReadingSettings = Field(
        default_factory=ReadingSettings, description="How pages are read"
    )
    limits: Limits = Field(
        default_factory=Limits, description="What is refused before it is opened"
    )
    running: Running = Field(default_factory=Running, description="How the machine is used")


def load(assignments: Sequence[str] = ()) -> Settings:
    """Give the settings from the environment and from ``section.name=value`` texts, which win.

    Raises TerminalError USAGE_BAD_SETTING, naming each setting at fault and what is wrong with it.
    """
    unknown = sorted(set(_given_in(os.environ)) - set(environment_names()))
    if unknown:
        raise TerminalError(
            Code.USAGE_BAD_SETTING, f"no such setting in the environment: {', '.join(unknown)}"
        )
    given: dict[str, dict[str, object]] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        section, dot, key = name.strip().partition(".")
        if not (equals and dot and key):
            raise TerminalError(
                Code.USAGE_BAD_SETTING, f"{assignment!r} is not of the form section.name=value"
            )
        given.setdefault(section, {})[key] = _plain(value.strip())
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks and converts
    except ValidationError as error:
        raise TerminalError(Code.USAGE_BAD_SETTING, _said(error)) from error
    except SettingsError as error:
        raise TerminalError(Code.USAGE_BAD_SETTING, str(error)) from error


def environment_names() -> tuple[str, ...]:
    """Give the environment variables that are settings, by section."""
    return tuple(f"{PREFIX}{section}{_NESTED}{name}".upper() for section, name in _section_names())


def _section_names() -> Iterator[tuple[str, str]]:
    for section, info in Settings.model_fields.items():
        model = info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from ((section, name) for name in model.model_fields)


def _given_in(environment: Mapping[str, str]) -> Iterator[str]:
    return (name.upper() for name in environment if name.upper().startswith(PREFIX))


def _plain(value: str) -> object:
    """Read numbers and booleans as JSON does; everything else is text."""
    try:
        plain: object = json.loads(value)
    except ValueError:
        return value
    return plain


def _said(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(part) for part in detail['loc'])}: {detail['msg']}"
        for detail in error.errors(include_url=False)
    )


def as_markdown() -> str:
    """Give the page ``docs/settings.md``."""
    lines = [
        "# Settings",
        "",
        "Made by `make docs` from `flows/settings.py` and `ocr/settings.py`; do not edit.",
        "",
        "A value comes from the command line (`--set running.workers=4`), or the environment",
        "(`DROPCOPY_RUNNING__WORKERS=4`), or is the default. An unknown name is an error.",
    ]
    for section, info in Settings.model_fields.items():
        model = info.annotation
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            continue
        lines += ["", f"## {section}", "", f"{info.description}.", ""]
        lines += ["| setting | default | bounds | meaning |", "|---|---|---|---|"]
        for name, field in model.model_fields.items():
            default = (
                "*by machine*"
                if field.is_required() or field.default_factory
                else f"`{json.dumps(field.default)}`"
            )
            bounds = ", ".join(_bound(bound) for bound in field.metadata if _bound(bound))
            lines.append(f"| `{section}.{name}` | {default} | {bounds} | {field.description} |")
    return "\n".join(lines) + "\n"


_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def _bound(bound: object) -> str:
    signs = [
        f"{sign} {getattr(bound, name)}" for name, sign in _SIGNS.items() if hasattr(bound, name)
    ]
    pattern = getattr(bound, "pattern", None)
    return ", ".join([*signs, *([f"`{pattern}`"] if pattern else [])])


if __name__ == "__main__":
    import sys

    sys.stdout.write(as_markdown())
