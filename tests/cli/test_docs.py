"""The manual says what the parsers say, and shells complete it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from jiping.cli import reference
from jiping.cli.commands import BUILT_IN, every
from jiping.cli.config import KEYS
from jiping.cli.reference import arguments_of, parsers

MANUAL = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
WRITTEN = MANUAL.partition(reference.BEGIN)[0]


def test_the_generated_part_is_up_to_date():
    assert reference.inserted(MANUAL) == MANUAL


def test_every_command_and_option_has_its_line():
    for name, parser in parsers().items():
        if name in BUILT_IN:
            assert f"### jiping {name}\n" in MANUAL
            for argument in arguments_of(parser):
                assert f"| `{argument.shown}` |" in MANUAL


def test_every_argument_and_command_has_help_in_chinese():
    for name, command in every().items():
        assert not command.HELP.isascii(), name
    for name, parser in parsers().items():
        for argument in arguments_of(parser):
            assert argument.help, (name, argument)
            assert not argument.help.isascii(), (name, argument)


def test_every_key_of_the_configuration_is_explained():
    for key in KEYS:
        assert f"\n{key} = " in WRITTEN


def test_help_fits_a_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    for parser in parsers().values():
        text = parser.format_help()
        assert text.startswith("用法：")
        assert "选项：\n" in text
        assert not any(
            sum(2 if ord(c) > 0x2E80 else 1 for c in line) > 80
            for line in text.splitlines()
        )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_know_every_command_and_option(jiping, shell):
    _, script, _ = jiping("completion", shell)
    for name, parser in parsers().items():
        assert name in script
        for argument in arguments_of(parser):
            for flag in argument.flags:
                assert (flag.lstrip("-") if shell == "fish" else flag) in script


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this machine")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["che"], {"check"}),
        (["check", "--se"], {"--select"}),
        (["check", "--format", "x"], {"xlsx"}),
        (["read", "--format", ""], {"text", "json"}),
        (["schema", "f"], {"findings", "filing"}),
    ],
)
def test_bash_completes(jiping, typed, offered):
    _, script, _ = jiping("completion", "bash")
    words = " ".join(f"'{word}'" for word in ["jiping", *typed])
    done = subprocess.run(
        [
            "bash",
            "-c",
            f"{script}\nCOMP_WORDS=({words}) COMP_CWORD={len(typed)}\n_jiping\n"
            'printf "%s\\n" "${COMPREPLY[@]}"',
        ],
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stderr == ""
    assert set(done.stdout.split()) == offered


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_scripts_parse(jiping, shell):
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} on this machine")
    _, script, _ = jiping("completion", shell)
    subprocess.run([shell, "-n"], input=script, text=True, check=True)
