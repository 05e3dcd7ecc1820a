"""``jiping completion``: scripts by which a shell completes commands and options."""

import shlex
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping

from jiping.cli.commands import every
from jiping.cli.parser import Parser
from jiping.cli.reference import Argument, arguments_of, parsers

HELP = "生成命令行补全脚本"
EXAMPLES = {
    "bash": 'eval "$(jiping completion bash)"，写入 ~/.bashrc',
    "zsh": 'eval "$(jiping completion zsh)"，写入 ~/.zshrc，放在 compinit 之后',
    "fish": "jiping completion fish | source，写入 ~/.config/fish/config.fish",
}

Commands = Mapping[str, tuple[Argument, ...]]


def configure(parser: Parser) -> None:
    """The shell."""
    parser.epilog = "用法：" + "；".join(EXAMPLES.values()) + "。"
    parser.add_argument("shell", choices=tuple(SCRIPTS), help="所用的命令行程序")


def run(arguments: Namespace) -> int:
    """Print the script."""
    commands = {name: tuple(arguments_of(p)) for name, p in parsers().items()}
    helps = {name: command.HELP for name, command in every().items()}
    print(*SCRIPTS[arguments.shell](commands, helps), sep="\n")
    return 0


def _options(arguments: tuple[Argument, ...]) -> list[str]:
    return [flag for argument in arguments for flag in argument.flags]


def _values(arguments: tuple[Argument, ...]) -> list[str]:
    """What a command's positional argument may be, where that is a closed list."""
    return [c for argument in arguments if not argument.flags for c in argument.choices]


def _bash(commands: Commands, helps: Mapping[str, str]) -> Iterator[str]:
    yield "_jiping() {"
    yield '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"'
    yield "  local words="
    yield '  if [ "$COMP_CWORD" -eq 1 ]; then'
    yield f"    words={shlex.quote(' '.join([*commands, '--help', '--version']))}"
    yield "  else"
    yield '    case "${COMP_WORDS[1]} $before" in'
    for name, arguments in commands.items():
        for argument in arguments:
            if argument.flags and argument.choices:
                patterns = "|".join(f'"{name} {flag}"' for flag in argument.flags)
                yield f"      {patterns}) words={shlex.quote(' '.join(argument.choices))} ;;"
    for name, arguments in commands.items():
        words = " ".join([*_values(arguments), *_options(arguments)])
        yield f'      "{name} "*) words={shlex.quote(words)} ;;'
    yield "    esac"
    yield "  fi"
    yield '  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")'
    yield "}"
    yield "complete -o default -F _jiping jiping"


def _zsh(commands: Commands, helps: Mapping[str, str]) -> Iterator[str]:
    yield "#compdef jiping"
    yield "_jiping() {"
    yield "  local -a commands"
    yield "  commands=("
    for name in commands:
        yield f"    {shlex.quote(f'{name}:{_colonless(helps[name])}')}"
    yield "  )"
    yield "  if (( CURRENT == 2 )); then"
    yield "    _describe '命令' commands"
    yield "    return"
    yield "  fi"
    yield '  local name="$words[2]"'
    yield "  shift words"
    yield "  (( CURRENT-- ))"
    yield '  case "$name" in'
    for name, arguments in commands.items():
        specs = " ".join(spec for a in arguments for spec in _zsh_specs(a))
        yield f"    {name}) _arguments {specs} ;;"
    yield "  esac"
    yield "}"
    yield "compdef _jiping jiping"


def _zsh_specs(argument: Argument) -> Iterator[str]:
    text = _colonless(argument.help).replace("[", "（").replace("]", "）")
    values = f"({' '.join(argument.choices)})" if argument.choices else "_files"
    for flag in argument.flags:
        value = f":{argument.metavar}:{values}" if argument.takes_value else ""
        yield shlex.quote(f"*{flag}[{text}]{value}")
    if not argument.flags:
        yield shlex.quote(f"*:{text}:{values}")


def _colonless(text: str) -> str:
    """zsh parts its fields by colons."""
    return text.replace(":", "：")


def _fish(commands: Commands, helps: Mapping[str, str]) -> Iterator[str]:
    for name, arguments in commands.items():
        help_ = shlex.quote(helps[name])
        yield f"complete -c jiping -n __fish_use_subcommand -f -a {name} -d {help_}"
        seen = shlex.quote(f"__fish_seen_subcommand_from {name}")
        for argument in arguments:
            if argument.flags or argument.choices:
                yield f"complete -c jiping -n {seen} {_fish_words(argument)}"


def _fish_words(argument: Argument) -> str:
    parts = [
        f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}"
        for flag in argument.flags
    ]
    if argument.flags and argument.takes_value:
        parts.append("-x" if argument.choices else "-r")
    if argument.choices:
        parts.append(f"-a {shlex.quote(' '.join(argument.choices))}")
    return " ".join([*parts, f"-d {shlex.quote(argument.help)}"])


SCRIPTS: Mapping[str, Callable[[Commands, Mapping[str, str]], Iterator[str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}
