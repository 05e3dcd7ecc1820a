"""argparse in Chinese: headings, errors, and lines broken where Chinese may break."""

import argparse
import re
from datetime import date
from typing import Any, NoReturn

from jiping.writers.width import wrap

# What argparse says when it refuses, and what we say.
REFUSALS = (
    (r"the following arguments are required: (?P<what>.+)", "缺少参数 {what}"),
    (r"unrecognized arguments: (?P<what>.+)", "不认识的参数 {what}"),
    (r"ambiguous option: (?P<what>\S+) could match (?P<which>.+)", "{what} 不明确，可能是 {which}"),
    (r"argument (?P<what>.+?): expected (one|at least one) argument", "{what} 后面缺少值"),
    (r"argument (?P<what>.+?): expected (?P<which>\d+) arguments?", "{what} 后面要有 {which} 个值"),
    (r"argument (?P<what>.+?): ignored explicit argument (?P<which>.+)", "{what} 不带值，多了 {which}"),
    (r"argument (?P<what>-.+?): invalid choice: '(?P<which>.*?)' \(choose from (?P<of>.+)\)", "{what} 不能是“{which}”，可选 {of}"),
    # What stands without a name on the command line is not called by one here.
    (r"argument .+?: invalid choice: '(?P<which>.*?)' \(choose from (?P<of>.+)\)", "不认识“{which}”，可选 {of}"),
    (r"argument (?P<what>.+?): not allowed with argument (?P<which>.+)", "{what} 不能与 {which} 同用"),
    (r"argument (?P<what>.+?): (?P<which>.+)", "{what}：{which}"),
)  # fmt: skip


class UsageError(Exception):
    """What was asked for cannot be done; the text is one Chinese sentence."""


class Formatter(argparse.HelpFormatter):
    """Help whose lines fit the terminal although Chinese characters take two columns."""

    def add_usage(
        self, usage: Any, actions: Any, groups: Any, prefix: Any = None
    ) -> None:
        super().add_usage(
            usage, actions, groups, "用法：" if prefix is None else prefix
        )

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrap(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = []
        for line in text.splitlines():
            margin = indent + line[: len(line) - len(line.lstrip())]
            lines += [
                margin + part for part in wrap(line.lstrip(), width - len(margin))
            ]
        return "\n".join(lines)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and raises ``UsageError`` instead of exiting."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", Formatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示帮助后退出")

    def format_help(self) -> str:
        """The help with full-width colons behind its headings."""
        return re.sub(
            "^(参数|选项):$", r"\1：", super().format_help(), flags=re.MULTILINE
        )

    def error(self, message: str) -> NoReturn:
        """Raises UsageError with the refusal in Chinese."""
        raise UsageError(f"{refusal(message)}。用 {self.prog} --help 查看用法。")


def refusal(message: str) -> str:
    """What argparse said, in Chinese; a sentence we do not know is quoted."""
    for pattern, words in REFUSALS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            of = found.groupdict().get("of", "")
            choices = of.replace("'", "").replace(", ", "、")
            return words.format(**found.groupdict() | {"of": choices})
    return f"参数有误（{message}）"


def comma_list(text: str) -> list[str]:
    """``ZJ,DF201`` as its parts. Raises ArgumentTypeError where there is none."""
    parts = [part.strip() for part in re.split("[,，]", text) if part.strip()]
    if not parts:
        raise argparse.ArgumentTypeError("缺少规则编号，例如 ZJ,DF201")
    return parts


def positive(text: str) -> int:
    """A whole number from 1. Raises ArgumentTypeError for anything else."""
    if not (text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"“{text}”不是正整数")
    return int(text)


def year(text: str) -> int:
    """A budget year of four digits. Raises ArgumentTypeError for anything else."""
    if not (len(text) == 4 and text.isascii() and text.isdecimal() and text >= "2000"):
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，请写成 2024")
    return int(text)


def day(text: str) -> date:
    """``2024-07-05``. Raises ArgumentTypeError for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}”不是日期，请写成 2024-07-05"
        ) from None
