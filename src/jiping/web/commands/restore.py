"""``jiping restore``: a backup brought back into an empty place."""

from argparse import Namespace
from pathlib import Path

from jiping.cli.parser import Parser, UsageError
from jiping.web.commands.start import NotInstalled, connected, first_line, load
from jiping.web.site.home import trouble

HELP = "把备份恢复到空的 JIPING_HOME 和数据库"


def configure(parser: Parser) -> None:
    """Where from."""
    parser.add_argument("file", metavar="FILE", help="jiping backup 写出的文件")


def run(arguments: Namespace) -> int:
    """Bring it back. Raises UsageError where there is data already or the file is not
    whole."""
    try:
        connected()
        keeping = load("jiping.web.site.keeping")
        kept = keeping.restore(Path(arguments.file))
    except NotInstalled as fault:
        raise UsageError(str(fault)) from fault
    except ValueError as fault:
        raise UsageError(f"没有恢复：{fault}") from fault
    except OSError as fault:
        raise UsageError(
            f"没有恢复：{trouble(fault)}（{fault.filename or arguments.file}）。"
        ) from fault
    except load("django.db").DatabaseError as fault:
        raise UsageError(f"没有恢复：数据库不接受（{first_line(fault)}）。") from fault
    print(
        f"已恢复：{kept.rows}行数据，{kept.files}个文件；日志{kept.log}条，核验无误。"
    )
    return 0
