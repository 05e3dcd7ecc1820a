"""``jiping backup``: everything the workbench keeps, in one file."""

from argparse import Namespace
from pathlib import Path

from jiping.cli.parser import Parser, UsageError
from jiping.web.commands.start import NotInstalled, connected, first_line, load
from jiping.web.site.home import trouble

HELP = "备份工作台的数据库和全部文件，存成一个文件"


def configure(parser: Parser) -> None:
    """Where to."""
    parser.add_argument("file", metavar="FILE", help="备份文件，如 2024-06-30.tar.gz")


def run(arguments: Namespace) -> int:
    """Write the backup. Raises UsageError where it cannot be written."""
    target = Path(arguments.file)
    if target.exists():
        raise UsageError(f"“{target}”已经存在，请换一个文件名。")
    try:
        connected()
        keeping = load("jiping.web.site.keeping")
        kept = keeping.back_up(target)
    except NotInstalled as fault:
        raise UsageError(str(fault)) from fault
    except ValueError as fault:
        target.unlink(missing_ok=True)
        raise UsageError(f"没有备份成：{fault}") from fault
    except OSError as fault:
        target.unlink(missing_ok=True)
        raise UsageError(
            f"没有备份成：{trouble(fault)}（{fault.filename or target}）。"
        ) from fault
    except load("django.db").DatabaseError as fault:
        target.unlink(missing_ok=True)
        raise UsageError(
            f"没有备份成：数据库不接受（{first_line(fault)}）。"
        ) from fault
    print(
        f"已备份到“{target}”：{kept.rows}行数据，{kept.files}个文件，日志{kept.log}条。"
    )
    return 0
