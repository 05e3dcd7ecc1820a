"""The program as a whole: commands, refusals, plug-ins, interruption, pipes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import jiping as package
from jiping.cli import check, commands, main, plugins
from jiping.cli.parser import Parser, UsageError, refusal

SOURCE = Path(package.__file__).parents[1]


def program(*arguments, **options):
    """The program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "jiping.cli", *arguments],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        check=False,
        **options,
    )


def test_help_lists_every_command(jiping, capsys):
    for arguments in ([], ["--help"]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 0
        out = capsys.readouterr().out
        for name in commands.BUILT_IN:
            assert f"\n  {name} " in out


def test_the_version(jiping):
    assert jiping("--version") == (0, f"jiping {package.__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing"], "没有“nothing”这个命令"),
        (["--nothing"], "不认识的参数 --nothing"),
        (["check"], "缺少参数 PATH"),
        (
            ["check", "a", "--format", "pdf"],
            "--format 不能是“pdf”，可选 text、json、html、xlsx。",
        ),
        (["check", "a", "--jobs", "0"], "“0”不是正整数"),
        (["check", "a", "--jobs"], "--jobs 后面缺少值"),
        (["check", "a", "--select", ","], "缺少规则编号"),
        (["check", "a", "--quiet=1"], "不带值"),
        (["check", "a", "--sel", "ZJ"], "不认识的参数 --sel ZJ"),
        (["schema", "x"], "：不认识“x”，可选 findings、filing、intake。"),
        (["completion"], "缺少参数 shell"),
    ],
)
def test_a_bad_argument_is_one_chinese_sentence(jiping, arguments, words):
    code, out, err = jiping(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("jiping：")
    assert words in err
    assert err.count("\n") == 1


def test_a_refusal_we_do_not_know_is_still_said():
    assert refusal("something new") == "参数有误（something new）"


def test_two_options_that_exclude_each_other_are_named():
    parser = Parser(prog="x")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--a", action="store_true")
    group.add_argument("--b", action="store_true")
    with pytest.raises(UsageError, match="--b 不能与 --a 同用"):
        parser.parse_args(["--a", "--b"])


def test_another_package_can_bring_a_command(jiping, monkeypatch):
    ran = []

    def configure(parser):
        parser.add_argument("--port")

    command = SimpleNamespace(
        HELP="启动服务", configure=configure, run=lambda a: ran.append(a.port) or 7
    )
    points = [
        SimpleNamespace(name="serve", load=lambda: command),
        SimpleNamespace(name="check", load=lambda: command),
    ]
    monkeypatch.setattr(plugins, "entry_points", lambda group: points)
    assert jiping("serve", "--port", "80")[0] == 7
    assert ran == ["80"]
    assert commands.find("check") is check
    assert "serve" in commands.every()


def test_an_interruption_is_one_line(jiping, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "check_paths", interrupted)
    code, _, err = jiping("check", "a")
    assert code == 130
    assert err.strip() == "jiping：已中断。"


def test_a_reader_that_goes_away_is_no_fault():
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "jiping.cli", "schema", "filing"],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert done.returncode == 141
    assert done.stderr == b""


def test_openpyxl_and_plug_ins_wait_until_they_are_needed():
    script = (
        "import sys; from jiping.cli import commands; commands.find('check');"
        "print([m for m in ('openpyxl', 'importlib.metadata', 'django')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["filing", "findings"])
def test_schemas_are_printed(jiping, name):
    code, out, _ = jiping("schema", name)
    assert code == 0
    assert json.loads(out)["$id"] == f"urn:jiping:{name}"


def test_forms_say_what_they_extend(jiping):
    code, out, _ = jiping("forms", "--format", "json")
    assert code == 0
    listed = {form["id"]: form for form in json.loads(out)["forms"]}
    for form in listed.values():
        assert form["extends"] in ("", *listed)
    for name in listed:
        assert name in jiping("forms")[1]


def test_rules_are_listed_and_explained(jiping):
    data = json.loads(jiping("rules", "--format", "json")[1])["rules"]
    assert data
    listed = jiping("rules")[1]
    for entry in data:
        assert f"{entry['id']}  " in listed
        assert entry["title"] in listed
    code, page, _ = jiping("rule", data[0]["id"].lower())
    assert code == 0
    assert page.startswith(f"# {data[0]['id']} {data[0]['title']}\n")
    assert "## 查什么" in page
    assert "## 依据" in page


def test_an_unknown_rule_names_near_ones(jiping):
    data = json.loads(jiping("rules", "--format", "json")[1])["rules"]
    code, out, err = jiping("rule", data[0]["id"] + "9")
    assert (code, out) == (2, "")
    assert data[0]["id"] in err
    assert "jiping rules" in jiping("rule", "---")[2] + jiping("rule", "咦")[2]
