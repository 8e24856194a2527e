"""What a program printed, with its colours, as a picture of a terminal."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import MONOKAI
from rich.text import Text

from devtools.screenshots.browser import shoot_html, trim

FONTS = "'DejaVu Sans Mono', 'Liberation Mono', 'Noto Sans Devanagari', monospace"
HINDI_RUNS = r"[\u0900-\u097f\u200c\u200d]+(?: [\u0900-\u097f\u200c\u200d]+)*"
# Differs from the text around it in nothing one can see, so that such a run gets a place and a width of its own:
# terminals put Hindi letters into cells, browsers do not.
APART = Style(meta={"script": "Devanagari"})
PLACED = re.compile(r'(<text [^>]*?)textLength="[\d.]+"([^>]*>)([^<]*)</text>')
CELL_WIDTH, SCALE = 12.2, 0.5  # of rich's SVG, in pixels; and how large it is shown


def shoot_terminal(printed: str, title: str, picture: Path, columns: int) -> None:
    """`printed` holds ANSI colours and lines of at most so many columns. Raises NoBrowser."""
    text = Text.from_ansi(printed)
    text.highlight_regex(HINDI_RUNS, APART)
    console = Console(record=True, width=columns, file=io.StringIO(), highlight=False)
    console.print(text, soft_wrap=True)
    console.print()  # the frame would cut the last line's descenders
    svg = console.export_svg(title=title, theme=MONOKAI)
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: Fira Code[^;]*;", f"font-family: {FONTS};", svg)
    svg = PLACED.sub(_fitted, svg)
    width, height = (round(float(size) * SCALE) for size in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
    style = f"body{{margin:0}} svg{{width:{width}px;display:block}}"
    page = f'<!doctype html><meta charset="utf-8"><style>{style}</style>{svg}'
    shoot_html(page, picture, (max(width, 500), height))
    trim(picture)


def _fitted(found: re.Match[str]) -> str:
    """Rich counts characters here, where a terminal counts cells: a vowel sign has none of its own."""
    width = cell_len(unescape(found[3])) * CELL_WIDTH
    return f'{found[1]}lengthAdjust="spacingAndGlyphs" textLength="{width:.1f}"{found[2]}{found[3]}</text>'
