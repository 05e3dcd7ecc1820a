"""``jiping.toml``."""

import pytest
from writers.outcomes import OUTCOME

from jiping.cli.config import Config, load
from jiping.cli.parser import UsageError


def test_without_a_file_the_defaults_hold():
    assert load(None) == Config()


def test_the_nearest_file_above_is_used(tmp_path, monkeypatch):
    (tmp_path / "jiping.toml").write_text(
        'format = "json"\njobs = 2\n', encoding="utf-8"
    )
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert load(None) == Config(format="json", jobs=2)


def test_every_key_is_read(tmp_path):
    path = tmp_path / "other.toml"
    path.write_text(
        'format = "html"\nselect = ["ZJ"]\nignore = ["ZJ1"]\njobs = 4\n'
        'exit-zero = true\ncolor = "never"\n',
        encoding="utf-8",
    )
    assert load(str(path)) == Config(
        format="html",
        select=("ZJ",),
        ignore=("ZJ1",),
        jobs=4,
        exit_zero=True,
        color="never",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("formt = 'json'", "不认识“formt”"),
        ("format = 'pdf'", "“format”应是"),
        ("format = ['text']", "“format”应是"),
        ("select = 'ZJ'", "“select”应是规则编号的列表"),
        ("select = [1]", "“select”应是规则编号的列表"),
        ("jobs = 0", "“jobs”应是正整数"),
        ("jobs = true", "“jobs”应是正整数"),
        ("exit-zero = 1", "“exit-zero”应是"),
        ("color = 'red'", "“color”应是"),
        ("= 1", "第1行第1个字符起不合 TOML 的写法。"),
    ],
)
def test_a_fault_in_the_file_is_one_sentence(tmp_path, jiping, text, words):
    path = tmp_path / "jiping.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        load(None)
    code, _, err = jiping("check", "a")
    assert code == 2
    assert err.count("\n") == 1


def test_other_bytes_and_a_missing_file_are_refused(tmp_path):
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="不是 UTF-8 文字"):
        load(str(path))
    with pytest.raises(UsageError, match=r"打不开：路径“.*none\.toml”不存在"):
        load(str(tmp_path / "none.toml"))


def test_the_command_line_wins(tmp_path, given_outcomes, jiping):
    (tmp_path / "jiping.toml").write_text(
        'format = "json"\nexit-zero = true\nselect = ["ZJ"]\n', encoding="utf-8"
    )
    calls = given_outcomes(OUTCOME)
    code, out, _ = jiping("check", "a")
    assert code == 0
    assert out.startswith('{"version"')
    _, out, _ = jiping("check", "a", "--format", "text", "--select", "DF")
    assert out.startswith("青石县水利局.docx")
    assert [call["selection"].select for call in calls] == [("ZJ",), ("DF",)]
