"""A look into a PDF: does it run or carry anything, and is an Aadhaar number readable in it?

Text is found however its fonts number their letters, and wherever it is packed (`pdf_reader`, by pypdf). Scanned pages
are pictures: there a person must look, as reviewers are told. What cannot be looked through whole is not taken: a
locked file, a damaged one, one that unpacks to more than a paper needs or takes too long.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from odop_core.files import pdf_reader
from odop_core.files.errors import AadhaarFound, BadFile
from odop_core.india import aadhaar

_READER = Path(pdf_reader.__file__)
_LONGEST_SECONDS = 60
_LOCKED = re.compile(rb"/Encrypt\b")
_TOO_LONG = "The PDF takes too long to look through. Print it to a new PDF, or send photos of its pages."
_PROBLEMS = {
    pdf_reader.DAMAGED: "The PDF is damaged or not complete.",
    pdf_reader.LOCKED: "The PDF is locked with a password. Send it unlocked, or a photo of it.",
    pdf_reader.ACTIVE: "The PDF carries a program or another file. Send one that is only a paper.",
    pdf_reader.TOO_LARGE: "The PDF unpacks to more than a paper needs.",
    pdf_reader.OPAQUE: "The PDF is packed in a way nobody can look into. Print it to a new PDF, or send a photo of it.",
}


def check_pdf(content: bytes) -> None:
    """Raises BadFile, AadhaarFound."""
    if b"%%EOF" not in content[-2048:]:
        raise BadFile(_PROBLEMS[pdf_reader.DAMAGED])
    if _LOCKED.search(content):
        raise BadFile(_PROBLEMS[pdf_reader.LOCKED])
    for strings in _texts(content):
        if any(aadhaar.contains_aadhaar(joined) for joined in (" ".join(strings), "".join(strings))):
            raise AadhaarFound("The document shows what looks like an Aadhaar number. Cover it and send it again.")


def _texts(content: bytes) -> list[list[str]]:
    answer = _answer_about(content)
    if "problem" in answer:
        raise BadFile(_PROBLEMS[answer["problem"]])
    texts: list[list[str]] = answer["texts"]
    return texts


def _answer_about(content: bytes) -> dict[str, Any]:
    try:
        finished = subprocess.run(
            [sys.executable, "-I", str(_READER)], input=content, capture_output=True, timeout=_LONGEST_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise BadFile(_TOO_LONG) from error
    if finished.returncode != 0:
        raise BadFile(_TOO_LONG)
    answer: dict[str, Any] = json.loads(finished.stdout)
    return answer
