"""自查: findings and files back, and nothing left behind."""

import base64
import io
import re
import time
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiping.web.audit.models import Record
from jiping.web.core import turns
from jiping.web.selfcheck.views import MOST_BYTES

SAMPLES = Path(__file__).parents[3] / "samples"
FAULTY = (SAMPLES / "zhiquan-investment.docx").read_bytes()


def sent(client: Client, data: bytes, name: str = "本单位材料.docx"):
    return client.post("/selfcheck/", {"file": SimpleUploadedFile(name, data)})


def downloads(page: str) -> dict[str, bytes]:
    """The files inside a page, by the name they are saved under."""
    found = re.findall(r'href="data:[^"]*?;base64,([^"]*)" download="([^"]*)"', page)
    return {name: base64.b64decode(coded) for coded, name in found}


def kept() -> set[Path]:
    """Every file with content in the data folder (the locks of turns are empty)."""
    return {
        p for p in Path(settings.HOME).rglob("*") if p.is_file() and p.stat().st_size
    }


@pytest.mark.parametrize("person", ["filer@馆", "head@灯", "officer@城", "auditor@财"])
def test_whoever_has_an_account_sees_the_page(county, person: str) -> None:
    assert county.client(person).get("/selfcheck/").status_code == 200


def test_a_word_package_comes_back_with_comments_and_nothing_stays(county) -> None:
    before = kept()
    answer = sent(county.client("filer@馆"), FAULTY)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    files = downloads(page)
    assert set(files) == {
        "本单位材料-批注.docx",
        "本单位材料-问题清单.xlsx",
        "本单位材料-检查报告.html",
    }
    with zipfile.ZipFile(io.BytesIO(files["本单位材料-批注.docx"])) as word:
        assert b"<w:comment " in word.read("word/comments.xml")
    assert zipfile.is_zipfile(io.BytesIO(files["本单位材料-问题清单.xlsx"]))
    assert "问题清单" in files["本单位材料-检查报告.html"].decode()
    assert 'class="error"' in page
    assert kept() == before


def test_the_log_says_that_a_check_was_run_and_no_more(county) -> None:
    sent(county.client("filer@馆"), FAULTY)
    (record,) = Record.objects.filter(verb="selfcheck.run")
    assert (record.actor, record.unit, record.subject, record.facts) == (
        None,
        None,
        "",
        {},
    )


def test_without_a_campaign_too(county) -> None:
    county.campaign.state = "closed"
    county.campaign.save()
    assert sent(county.client("filer@馆"), FAULTY).status_code == 200


def test_a_package_of_several_files_comes_back_as_one(county) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("材料.docx", FAULTY)
        archive.writestr("../说明.txt", "其他文字")
    page = sent(
        county.client("filer@馆"), packed.getvalue(), "全部.zip"
    ).content.decode()
    with zipfile.ZipFile(io.BytesIO(downloads(page)["全部-批注.zip"])) as back:
        assert back.namelist() == ["材料.docx", "说明.txt"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("坏.docx", b"PK\x03\x04" + b"\x00" * 900),
        ("坏.pdf", b"%PDF-1.7\n" + b"\xff" * 900),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 900),
        ("改名.docx", b"MZ\x90\x00" + b"\x00" * 900),
        ('<img src=x onerror="a">.docx', b"PK\x03\x04"),
        ("../../逃.zip", b"PK\x05\x06" + b"\x00" * 18),
    ],
)
def test_a_hostile_file_gives_a_sentence(county, name: str, data: bytes) -> None:
    answer = sent(county.client("filer@馆"), data, name)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(r'<p class="said (error|warning)[^>]*>[^<]+。', page)
    assert "<img" not in page and "Traceback" not in page


def test_a_process_that_is_ended_is_said(county, monkeypatch) -> None:
    monkeypatch.setattr("jiping.pipeline.workers.SECONDS", 0)
    monkeypatch.setattr("jiping.pipeline.receiving._checked", _sleep)
    answer = sent(county.client("filer@馆"), FAULTY)
    assert answer.status_code == 422
    assert "没有查完：处理超过0秒" in answer.content.decode()


def _sleep(files: object, date: str) -> None:
    time.sleep(30)


def test_too_much_is_one_sentence(county) -> None:
    answer = sent(county.client("filer@馆"), b"x" * (MOST_BYTES + 1))
    assert answer.status_code == 422
    assert "文件合计超过20MB" in answer.content.decode()


def test_nothing_chosen_is_one_sentence(county) -> None:
    answer = county.client("filer@馆").post("/selfcheck/", {})
    assert (answer.status_code, "请先选择文件" in answer.content.decode()) == (
        422,
        True,
    )
    answer = sent(county.client("filer@馆"), b"")
    assert "是空文件" in answer.content.decode()


def test_a_second_click_does_not_check_twice(county) -> None:
    with turns.turn(county.people["filer@馆"].pk):
        answer = sent(county.client("filer@馆"), FAULTY)
    assert (answer.status_code, turns.TWICE in answer.content.decode()) == (422, True)
    assert not Record.objects.filter(verb="selfcheck.run").exists()


def test_more_at_once_than_there_are_turns_wait(county) -> None:
    with turns.turn(-1), turns.turn(-2):
        answer = sent(county.client("filer@馆"), FAULTY)
    assert turns.BUSY in answer.content.decode()
    assert sent(county.client("filer@馆"), FAULTY).status_code == 200


def test_who_has_not_signed_in_is_sent_to_do_so(client: Client, db: None) -> None:
    assert sent(client, FAULTY)["Location"].startswith("/sign-in/")


def test_a_form_from_elsewhere_is_refused(county) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        county.people["filer@馆"], "django.contrib.auth.backends.ModelBackend"
    )
    assert sent(client, FAULTY).status_code == 403
