"""Pictures of the workbench's pages, made anew from the demo: ``python tools/pictures.py``.

Loads the fictional county into a folder of its own, serves it, and takes each page at
1366×768 with Chromium. ``--home FOLDER`` uses a county that is loaded already.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

TARGET = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "workbench"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SIZE = {"width": 1366, "height": 768}


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: who looks (nobody for the public), where they begin, which links they
    follow by their words, what is clicked last. ``as_well`` is a second place for it."""

    name: str
    account: str
    start: str
    links: tuple[str, ...] = ()
    clicks: tuple[str, ...] = ()
    as_well: str = ""


_CELL = ('[aria-label*="公务接待"] >> nth=2', "aside summary")
_FIGURE = ("main table a >> nth=11",)
PICTURES = (
    Picture("home", "officer-city", "/"),
    Picture("campaign", "reviewer", "/campaigns/", ("2|关于开展",)),
    Picture("department-notice", "officer-city", "/campaigns/", ("关于开展", "通知")),
    Picture("fill", "filer-road-upkeep", "/", ("^填报$",), _CELL, "workbench.png"),
    Picture("fill-overall", "filer-road-upkeep", "/fill/", ("养护站|填报", "附件2")),
    Picture("selfcheck", "filer-road-upkeep", "/selfcheck/"),
    Picture("sign", "head-road-own", "/", ("签署|查看材料",)),
    Picture("department", "officer-city", "/department/"),
    Picture("examine", "officer-city", "/department/", ("^审核$",)),
    Picture("consolidation", "officer-city", "/department/", ("部门汇总",)),
    Picture("review-queue", "reviewer", "/review/"),
    Picture("review", "reviewer", "/review/", ("^复核$",)),
    Picture("draw", "reviewer", "/review/", ("抽查", "佐证抽查")),
    Picture("grading", "reviewer", "/grading/"),
    Picture("grade-sheet", "bureau-head", "/grading/", ("水利局",)),
    Picture("publication", "officer-school", "/publication/"),
    Picture("board", "reviewer", "/board/"),
    Picture("log", "auditor", "/", ("日志",)),
    Picture("public", "", "/public/"),
    Picture("public-filing", "", "/public/", ("教育局（本级）",), _FIGURE),
)


def main() -> int:
    """Take them all; 1 where one could not be taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        home = given.home or Path(scratch) / "home"
        with served(home) as address, sync_playwright() as driver:
            word = (home / "demo.password").read_text("ascii")
            browser = driver.chromium.launch(executable_path=CHROMIUM)
            wanted = [p for p in PICTURES if given.only in ("", p.name)]
            missed = [p.name for p in wanted if not taken(browser, address, word, p)]
    print(f"{len(wanted) - len(missed)} pictures in {TARGET}", *missed)
    return 1 if missed else 0


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The demo from ``home``, served on a free port; its address."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    command = [sys.executable, "-m", "jiping.cli", "demo", "--port", str(port)]
    environment = {**os.environ, "JIPING_HOME": str(home)}
    server = subprocess.Popen(command, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        while server.poll() is None and not _answers(address):
            time.sleep(0.5)
        if server.poll() is not None:
            raise SystemExit("the demo did not start")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=60)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health") as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def taken(browser: Browser, address: str, word: str, picture: Picture) -> bool:
    """Take one; whether it could be."""
    context = browser.new_context(
        viewport=SIZE,  # type: ignore[arg-type]
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    page = context.new_page()
    page.set_default_timeout(15000)
    try:
        if picture.account:
            page.goto(f"{address}/sign-in/")
            page.fill("input[name=username]", picture.account)
            page.fill("input[name=password]", word)
            page.press("input[name=password]", "Enter")
            page.wait_for_url(lambda url: "sign-in" not in url)
        page.goto(address + picture.start)
        _followed(page, picture)
        page.screenshot(path=TARGET / f"{picture.name}.png")
        if picture.as_well:
            page.screenshot(path=TARGET.parent / picture.as_well)
    except Exception as fault:
        print(f"{picture.name}: {str(fault).splitlines()[0]}")
        return False
    finally:
        context.close()
    return True


def _followed(page: Page, picture: Picture) -> None:
    for words in picture.links:
        link = page.locator("main a").filter(has_text=re.compile(words)).first
        if not link.count():
            link = page.locator("a").filter(has_text=re.compile(words)).first
        link.click()
        page.wait_for_load_state("networkidle")
    for place in picture.clicks:
        page.locator(place).first.click()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(600)


if __name__ == "__main__":
    sys.exit(main())
