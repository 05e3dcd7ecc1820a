"""``jiping audit``: prove the log, in the database or offline, and export it."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from jiping.cli.parser import Parser, UsageError
from jiping.web.audit.proof import Proof, parsed, prove
from jiping.web.commands.start import NotInstalled, load

HELP = "证明工作台的日志没有被改动，或导出日志"
FAULTY = 1
# After so many the log is no log any more.
_MOST_SHOWN = 50


def configure(parser: Parser) -> None:
    """Verify or export, and which file."""
    parser.description = (
        "verify 逐条核对日志的摘要链，查出被改、被删、被换位的记录；"
        "给出 --file 时核对导出的文件，不需要数据库。"
        "export 把全部日志导出到 --file。"
    )
    parser.epilog = "退出码：0 完好或已导出；1 日志有改动；2 读不出来或参数有误。"
    parser.add_argument("what", choices=("verify", "export"), help="verify 或 export")
    parser.add_argument("--file", metavar="FILE", help="导出的日志文件（.jsonl）")
    parser.add_argument(
        "--last",
        metavar="DIGEST",
        default="",
        help="另行保存的末条摘要；核对导出文件时用它证明末尾没有被截去",
    )


def run(arguments: Namespace) -> int:
    """0 where the log holds, 1 where it does not; raises UsageError where it cannot be
    read or written."""
    if arguments.what == "export":
        return _export(arguments.file)
    proof = _of_file(arguments.file) if arguments.file else _of_database()
    faults = list(proof.faults)
    if arguments.last and arguments.last.lower() != proof.last:
        faults.append("末条摘要与另行保存的不符，末尾有缺失或改动。")
    for fault in faults[:_MOST_SHOWN]:
        print(fault)
    if faults:
        print(f"日志有改动：共{proof.lines}条，查出{len(faults)}处。")
        return FAULTY
    print(f"日志完好：共{proof.lines}条，末条摘要 {proof.last}。")
    return 0


def _of_file(name: str) -> Proof:
    try:
        with Path(name).open(encoding="utf-8") as file:
            lines, head = parsed(file)
    except OSError as fault:
        raise UsageError(f"打不开“{name}”：{fault.strerror}。") from fault
    except UnicodeDecodeError as fault:
        raise UsageError(f"“{name}”不是日志导出文件。") from fault
    except ValueError as fault:
        raise UsageError(f"“{name}”{fault}") from fault
    if head is None:
        raise UsageError(f"“{name}”没有结尾行，导出没有完成或末尾被截去。")
    return prove(lines, head)


def _of_database() -> Proof:
    chain = _chain()
    try:
        proof: Proof = chain.prove_stored()
    except load("django.db").DatabaseError as fault:
        raise UsageError(
            "读不到数据库里的日志：还没有启动过工作台，或者数据库不通。"
        ) from fault
    return proof


def _export(name: str | None) -> int:
    if not name:
        raise UsageError("请用 --file 写明导出到哪个文件。")
    chain = _chain()
    try:
        with Path(name).open("x", encoding="utf-8") as file:
            count = -1
            for line in chain.export():
                file.write(line)
                count += 1
    except FileExistsError as fault:
        raise UsageError(f"“{name}”已经存在，请换一个文件名。") from fault
    except OSError as fault:
        raise UsageError(f"写不了“{name}”：{fault.strerror}。") from fault
    print(f"已导出日志{count}条到“{name}”。")
    return 0


def _chain() -> Any:
    try:
        return load("jiping.web.audit.chain")
    except NotInstalled as fault:
        raise UsageError(str(fault)) from fault
