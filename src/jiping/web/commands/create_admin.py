"""``jiping create-admin``: a system administrator, made at the server itself."""

import getpass
import sys
from argparse import Namespace

from jiping.cli.parser import Parser, UsageError
from jiping.web.commands.start import NotInstalled, load, migrate

HELP = "建立工作台的系统管理员（没有默认帐号和密码）"


def configure(parser: Parser) -> None:
    """Who, and the bureau's name where there is none yet."""
    parser.description = (
        "建立一位系统管理员。第一次使用时用它，也可以在所有管理员都不能登录时用它；"
        "密码在提示后输入，不写在命令里。"
    )
    parser.add_argument("--username", metavar="NAME", required=True, help="帐号")
    parser.add_argument("--name", metavar="NAME", required=True, help="姓名")
    parser.add_argument(
        "--bureau", metavar="NAME", default="", help="财政局全称；第一次使用时要写"
    )
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="从标准输入读一行作为密码，供脚本使用",
    )


def run(arguments: Namespace) -> int:
    """0; raises UsageError where what was given will not do."""
    try:
        migrate()
        first = load("jiping.web.administration.first")
    except NotInstalled as fault:
        raise UsageError(str(fault)) from fault
    password = _password(arguments.password_stdin)
    refused = load("jiping.web.core.actions").Refused
    try:
        person = first.found(
            arguments.username, arguments.name, password, arguments.bureau, first=False
        )
    except refused as refusal:
        raise UsageError(str(refusal)) from refusal
    print(f"系统管理员“{person.name}”（帐号 {person.username}）建好了。")
    return 0


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError(
            "没有可以输入密码的终端，请加 --password-stdin 从标准输入给出。"
        )
    password = getpass.getpass("密码：")
    if getpass.getpass("再输一次：") != password:
        raise UsageError("两次输入的密码不一致，请重新运行。")
    return password
