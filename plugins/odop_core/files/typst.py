"""Papers as PDF: a Typst template and plain data become a tagged PDF/UA-1, Devanagari shaped and copied right.

A template lies beside the feature it belongs to and begins with `#import "/odop_core/files/paper.typ": *`, which gives
it `data` (what was handed over), `language` and the look all papers share. Text in `data` is only ever text: nothing of
it is read as markup.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import fontpkg_mukta
import typst

import odop_core

# Where the folders of the suite's apps lie: what a template may import.
ROOT = Path(odop_core.__file__).parents[1]
_one_at_a_time = threading.Lock()


def render_pdf(template: Path, data: Mapping[str, Any], *, language: str, at: datetime) -> bytes:
    """The PDF of `template` (below `ROOT`) with `data` (all that JSON knows; amounts as the texts that are shown), in a
    language by its code ("hi").

    `at` is the moment the paper says it was made: the same template, data and moment give the same bytes. Raises
    `typst.TypstError` for a template that does not fit its data: a bug, never the reader's mistake.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False), "language": language}
    with _one_at_a_time:
        pdf = _compiler().compile(
            str(template), format="pdf", sys_inputs=inputs, pdf_standards="ua-1", timestamp=int(at.timestamp())
        )
    assert isinstance(pdf, bytes)
    return pdf


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """One for each process: its fonts are read once. Only the shipped font, so that all machines print alike."""
    return typst.Compiler(root=str(ROOT), font_paths=[str(fontpkg_mukta.ROOT / "files")], ignore_system_fonts=True)
