"""A phone, drawn around a page or around a conversation."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape
from pathlib import Path

from devtools.screenshots.browser import shoot_html, trim

WIDTH, HEIGHT = 360, 700  # of the screen, in CSS pixels
STYLE = """
*{box-sizing:border-box}
body{margin:0;font:16px/1.45 'Noto Sans','Noto Sans Devanagari',sans-serif}
.phone{width:384px;padding:12px;border-radius:34px;background:#22262e}
.screen{width:360px;height:700px;border-radius:24px;overflow:hidden;background:#eef1f5;display:flex;flex-direction:column}
.screen img{display:block;width:360px}
.head{background:#fff;padding:16px 18px 12px;border-bottom:1px solid #d9dee6;color:#1d2530;font-weight:600}
.head small{display:block;font-weight:400;color:#5c6675}
.talk{padding:16px 14px;display:flex;flex-direction:column;gap:12px}
.bubble{max-width:88%;padding:10px 14px;border-radius:18px;background:#fff;color:#1d2530;align-self:flex-start;
 border-bottom-left-radius:5px;box-shadow:0 1px 1px #0002;overflow-wrap:anywhere}
.mine{background:#1f6feb;color:#fff;align-self:flex-end;border-radius:18px;border-bottom-right-radius:5px}
"""


@dataclass(frozen=True)
class Bubble:
    """One text message; `mine` was written on this phone."""

    text: str
    mine: bool = False


def shoot_conversation(sender: str, below: str, bubbles: list[Bubble], picture: Path) -> None:
    """Raises NoBrowser."""
    talk = "".join(
        f'<div class="bubble{" mine" if bubble.mine else ""}">{escape(bubble.text)}</div>' for bubble in bubbles
    )
    head = f'<div class="head">{escape(sender)}<small>{escape(below)}</small></div>'
    _shoot(f'{head}<div class="talk">{talk}</div>', picture)


def frame_page(picture: Path) -> None:
    """Puts a picture of a page, taken at the phone's width, into the phone. Raises NoBrowser."""
    data = base64.b64encode(picture.read_bytes()).decode()
    _shoot(f'<img src="data:image/png;base64,{data}">', picture)


def _shoot(content: str, picture: Path) -> None:
    html = f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>'
    html += f'<div class="phone"><div class="screen">{content}</div></div>'
    shoot_html(html, picture, (WIDTH + 140, HEIGHT + 24))
    trim(picture)
