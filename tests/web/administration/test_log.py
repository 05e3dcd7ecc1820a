"""The log: its page, its export, its proof, and that the database guards it."""

import json
from argparse import Namespace

import pytest
from django.db import DatabaseError, connection, transaction

from jiping.cli.parser import UsageError
from jiping.web.administration.actions.people import CreatePerson
from jiping.web.audit.chain import export, prove_stored
from jiping.web.audit.models import Record
from jiping.web.audit.proof import parsed, prove
from jiping.web.commands import audit


@pytest.fixture
def lines(county) -> list[str]:
    for number in range(4):
        CreatePerson(
            county.people["administrator@财"], f"p{number}", f"人{number}"
        ).perform()
    return list(export())


def verified(tmp_path, lines: list[str], last: str = "") -> int:
    file = tmp_path / "log.jsonl"
    file.write_text("".join(lines), "utf-8")
    return audit.run(Namespace(what="verify", file=str(file), last=last))


def test_the_database_refuses_to_change_or_drop_a_line(lines) -> None:
    for change in (
        lambda: Record.objects.filter(number=2).update(actor_name="别人"),
        lambda: Record.objects.filter(number=2).delete(),
        lambda: connection.cursor().execute("DELETE FROM audit_record"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert not prove_stored().faults


def test_an_export_proves_without_a_database(lines, tmp_path, capsys) -> None:
    assert verified(tmp_path, lines) == 0
    assert "日志完好：共4条" in capsys.readouterr().out


def test_a_changed_dropped_or_moved_line_is_found(lines, tmp_path, capsys) -> None:
    changed = [*lines[:1], lines[1].replace("人1", "人9"), *lines[2:]]
    dropped = [lines[0], *lines[2:]]
    moved = [lines[0], lines[2], lines[1], *lines[3:]]
    doubled = [lines[0], *lines]
    for bad in (changed, dropped, moved, doubled):
        assert verified(tmp_path, bad) == 1
        assert "日志有改动" in capsys.readouterr().out


def test_a_rewritten_end_is_found_by_the_digest_kept_elsewhere(lines, tmp_path) -> None:
    kept, _ = parsed(lines)
    last = kept[-1][1]
    shorter = json.dumps({"head": {"number": 3, "digest": kept[2][1]}}) + "\n"
    assert verified(tmp_path, [*lines[:3], shorter]) == 0
    assert verified(tmp_path, [*lines[:3], shorter], last) == 1
    assert verified(tmp_path, lines, last) == 0


@pytest.mark.parametrize(
    "text", ["", "rubbish\n", "[1]\n", '{"number": 1}\n', '{"head": 3}\n', "\x00"]
)
def test_what_is_no_export_is_said(tmp_path, text: str) -> None:
    with pytest.raises(UsageError, match="log"):
        verified(tmp_path, [text])


def test_the_end_of_the_chain_is_proved_too(lines) -> None:
    kept, head = parsed(lines)
    assert prove(kept, head).faults == ()
    assert prove(kept[:-1], head).faults


def test_who_sees_the_log(county, lines) -> None:
    for who, status in (
        ("administrator@财", 200),
        ("auditor@财", 200),
        ("reviewer@财", 403),
        ("filer@灯", 403),
    ):
        client = county.client(who)
        assert client.get("/log/").status_code == status
        assert client.get("/log/export.jsonl").status_code == status


def test_the_log_is_filtered(county, lines) -> None:
    client = county.client("auditor@财")
    everything = client.get("/log/?verb=people.create").content.decode()
    assert everything.count("帐号：p") == 4
    assert "没有符合条件" in client.get("/log/?after=2999-01-01").content.decode()
    assert client.get("/log/?after=rubbish&before=2024-13-99").status_code == 200
    got = b"".join(client.get("/log/export.jsonl").streaming_content).decode()
    assert got == "".join(lines)
