"""`./dev screenshots`: takes the pictures of the README anew, into docs/images.

./dev screenshots                       those of the demo's mart
./dev screenshots --dashboard FOLDER    also the plugin's page in a Saleor Dashboard, which was built in that folder;
                                        needs a Saleor, as `./dev saleor` does

Needs Chromium, and a font with Hindi letters (Debian, Ubuntu: chromium, fonts-noto-core).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from devtools.saleor.__main__ import PROBLEMS
from devtools.screenshots import dashboard, mart_pictures
from devtools.screenshots.browser import NoBrowser, find_browser, shrink

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images"
LARGEST_BYTES = 120_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev screenshots", description="Take the pictures of the README anew.")
    parser.add_argument("--dashboard", type=Path, help="a folder with a built Saleor Dashboard")
    parser.add_argument("--only-dashboard", action="store_true", help="not the pictures of the demo's mart")
    options = parser.parse_args()
    PICTURES.mkdir(exist_ok=True)
    try:
        find_browser()
        if not options.only_dashboard:
            mart_pictures.take(PICTURES, print)
        if options.dashboard:
            dashboard.take(options.dashboard, PICTURES / "dashboard.png", print)
        else:
            print("Not taken: the Dashboard's plugin page. It needs --dashboard FOLDER (see --help).")
    except (NoBrowser, *PROBLEMS) as problem:
        print(problem, file=sys.stderr)
        return 1
    return _shrink_all()


def _shrink_all() -> int:
    too_large = 0
    for picture in sorted(PICTURES.glob("*.png")):
        size = shrink(picture)
        too_large += size > LARGEST_BYTES
        print(f"{picture.name}: {size / 1000:.0f} kB{' (too large)' if size > LARGEST_BYTES else ''}")
    return 1 if too_large else 0


if __name__ == "__main__":
    raise SystemExit(main())
