"""``jiping demo``: the workbench with a fictional county in it, to be looked at."""

import os
import sys
from argparse import Namespace
from importlib import import_module
from pathlib import Path

from jiping.cli.parser import Parser, UsageError
from jiping.web.commands.serve import free, serve
from jiping.web.commands.start import NotInstalled, load, migrate

HELP = "装入一个虚构的县，启动工作台看一看"
FOLDER = Path("~/.local/share/jiping-demo")
LOADING = "jiping.web.demo.loading"


def configure(parser: Parser) -> None:
    """The port, and whether to begin anew."""
    parser.description = (
        "装入一个虚构的县（四个主管部门、十几个单位、两个年度）并启动工作台。"
        "数据放在 JIPING_HOME，没有设时放在 ~/.local/share/jiping-demo；"
        "不连 DATABASE_URL，不会碰到正式数据。"
    )
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    parser.add_argument(
        "--fresh", action="store_true", help="清掉上次的演示数据，重新装入"
    )
    parser.add_argument("--load-only", action="store_true", help="只装入，不启动")


def run(arguments: Namespace) -> int:
    """Load where it is not loaded yet, then serve. Raises UsageError where the folder
    holds other data, the port is taken, or a package lacks."""
    os.environ.setdefault("JIPING_HOME", str(FOLDER.expanduser()))
    os.environ.pop("DATABASE_URL", None)
    if not arguments.load_only:
        free("127.0.0.1", arguments.port)
    try:
        word = _loaded(arguments.fresh)
    except NotInstalled as fault:
        raise UsageError(str(fault)) from fault
    address = f"http://127.0.0.1:{arguments.port}/"
    print(load("jiping.web.demo.table").table(address, word), flush=True)
    if not arguments.load_only:
        serve("127.0.0.1", arguments.port, 2)
    return 0


def _loaded(fresh: bool) -> str:
    """The password of the county, loaded now where it was not before."""
    keeping = import_module("jiping.web.demo.keeping")
    folder = Path(os.environ["JIPING_HOME"]).expanduser()
    try:
        word: str | None = keeping.kept(folder)
        if fresh or word is None:
            keeping.clear(folder)
            keeping.begin(folder)
            word = None
    except ValueError as fault:
        raise UsageError(str(fault)) from fault
    migrate()
    if word is None:
        word = load(LOADING).loaded(folder, _progress)
    return word


def _progress(title: str, done: int, whole: int) -> None:
    """One line, written over where it is a terminal."""
    line = f"正在装入虚构的县：{title} {done * 100 // whole}%"
    if sys.stdout.isatty():
        print(f"\r{line}\033[K", end="\n" if done == whole else "", flush=True)
    elif done in (0, whole):
        print(line, flush=True)
