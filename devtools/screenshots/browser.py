"""Headless Chromium takes a picture of an address or of HTML of ours, and the picture is made small."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
TIMEOUT_SECONDS = 180
SCALE = 2  # of the pictures, so that they are sharp on today's screens
COLOURS = 128
QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--default-background-color=00000000", f"--force-device-scale-factor={SCALE}",
)  # fmt: skip


class NoBrowser(RuntimeError):
    """No Chromium on this machine, or it took no picture; the message says what to do."""


def find_browser() -> str:
    """The program named by CHROMIUM, else the first one found. Raises NoBrowser."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise NoBrowser(
            "There is no Chromium. Debian, Ubuntu: apt install chromium fonts-noto-core; or set CHROMIUM to yours."
        )
    return found


def shoot(address: str, picture: Path, size: tuple[int, int], *, wait_ms: int = 0) -> None:
    """A PNG of the page at `address`, `size` in CSS pixels. A page that loads by script gets `wait_ms` of its own time.

    Raises NoBrowser.
    """
    with tempfile.TemporaryDirectory() as profile:
        command = [
            find_browser(), *QUIET, f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}",
            f"--screenshot={picture}", *([f"--virtual-time-budget={wait_ms}"] if wait_ms else []), address,
        ]  # fmt: skip
        finished = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_SECONDS)
    if finished.returncode != 0 or not picture.exists():
        raise NoBrowser(f"Chromium took no picture of {address}:\n{finished.stderr[-2000:]}")


def shoot_html(html: str, picture: Path, size: tuple[int, int]) -> None:
    """The same of HTML of ours; whatever it shows must be in it. Raises NoBrowser."""
    with tempfile.TemporaryDirectory() as directory:
        page = Path(directory) / "page.html"
        page.write_text(html, encoding="utf-8")
        shoot(page.as_uri(), picture, size)


def trim(picture: Path) -> None:
    """Cut off what is wholly transparent around it."""
    with Image.open(picture) as image:
        box = image.convert("RGBA").getchannel("A").getbbox()
        cut = image.crop(box) if box else image.copy()
    cut.save(picture)


def shrink(picture: Path) -> int:
    """Few colours and good compression; the size of the file in bytes."""
    with Image.open(picture) as image:
        small = image.convert("RGBA").quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    small.save(picture, optimize=True)
    return picture.stat().st_size
