"""Archives other than zip: what they hold, what is refused, what is said."""

import bz2
import gzip
import io
import lzma
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from readers.archives import LINK, REGULAR, rar, tar, tgz
from readers.package import docx, p, texts, zipped

from jiping.readers import formats, limits, open_inputs, programs
from jiping.readers.programs import Listed

DOCX = docx(p("正文"))
TEXT = "正文".encode()
SEVEN_ZIP = next(filter(None, map(shutil.which, ("7zz", "7z", "7za"))), None)
packs = pytest.mark.skipif(SEVEN_ZIP is None, reason="7-Zip is not installed")
opens_rar = pytest.mark.skipif(
    not (shutil.which("unrar") or (shutil.which("unar") and shutil.which("lsar"))),
    reason="neither unrar nor unar is installed",
)


@pytest.fixture(autouse=True)
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what is unpacked, to see that nothing stays there."""
    folder = tmp_path / "private"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def said(path: Path) -> dict[str, str]:
    """The members by name below the archive's, with their text or the first note."""
    found = {}
    for source in open_inputs([path]):
        document = source.document()
        name = source.name.removeprefix(str(path)).removeprefix("!")
        note = document.notes[0].text if document.notes else ""
        found[name] = note or "".join(texts(document))
    return found


def seven_zip(path: Path, files: dict[str, bytes], *options: str) -> Path:
    """An archive made by 7-Zip of these files; a name ending in @ is a link."""
    folder = path.parent / f"{path.name}.d"
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("@"):
            (folder / name).symlink_to(data.decode())
        else:
            (folder / name).write_bytes(data)
    command = [str(SEVEN_ZIP), "a", "-bd", "-snl", *options, str(path), "."]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return path


@packs
def test_a_7z_is_opened_and_nothing_of_it_stays(tmp_path: Path, private: Path) -> None:
    path = seven_zip(tmp_path / "包.7z", {"附件1.docx": DOCX, "子/附件2.docx": DOCX})
    assert said(path) == {"附件1.docx": "正文", "子/附件2.docx": "正文"}
    packages = {source.package for source in open_inputs([path])}
    assert packages == {str(path), f"{path}!子"}
    assert not list(private.iterdir())


@packs
def test_a_run_that_ends_early_leaves_nothing(tmp_path: Path, private: Path) -> None:
    path = seven_zip(tmp_path / "a.7z", {"a.txt": TEXT, "b.txt": TEXT})
    sources = open_inputs([path])
    next(sources)
    assert list(private.iterdir())
    sources.close()  # type: ignore[attr-defined]
    assert not list(private.iterdir())


@packs
@pytest.mark.parametrize(
    ("files", "options", "says"),
    [
        ({"a.txt": TEXT}, ["-pX"], "密码"),
        ({"a.txt": TEXT}, ["-pX", "-mhe=on"], "密码"),
        ({"a.txt": TEXT, "b@": b"/etc/passwd"}, [], "以外的链接"),
    ],
)
def test_7z_that_are_refused(
    tmp_path: Path, files: dict[str, bytes], options: list[str], says: str
) -> None:
    path = seven_zip(tmp_path / "a.7z", files, *options)
    ((_, sentence),) = said(path).items()
    assert says in sentence
    assert sentence.endswith("。")


@packs
def test_a_truncated_7z(tmp_path: Path) -> None:
    path = seven_zip(tmp_path / "a.7z", {"a.txt": TEXT * 50})
    path.write_bytes(path.read_bytes()[:60])
    assert "不完整" in said(path)[""]


@packs
@pytest.mark.parametrize(
    ("bound", "value"),
    [("ARCHIVE_MEMBERS", 2), ("ARCHIVE_UNPACKED", 100), ("LISTING_BYTES", 200)],
)
def test_bounds_of_a_7z(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, value: int
) -> None:
    path = seven_zip(tmp_path / "a.7z", {f"{n}.txt": TEXT * 50 for n in range(9)})
    monkeypatch.setattr(limits, bound, value)
    assert "分成几个压缩包" in said(path)[""]


@packs
def test_a_program_that_takes_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = seven_zip(tmp_path / "a.7z", {"a.txt": TEXT})
    slow = programs.Program(
        name="sleep",
        formats=(formats.SEVEN_ZIP,),
        listing=("60",),
        unpacking=("60",),
        parse=lambda _: iter(()),
    )
    monkeypatch.setattr(programs, "PROGRAMS", (slow,))
    monkeypatch.setattr(limits, "PROGRAM_SECONDS", 0)
    assert "解压超过" in said(path)[""]


@packs
def test_a_7z_in_a_zip_counts_as_a_level(tmp_path: Path) -> None:
    inner = seven_zip(tmp_path / "内.7z", {"a.docx": DOCX}).read_bytes()
    path = tmp_path / "外.zip"
    path.write_bytes(zipped({"内.7z": inner, "中.tgz": tgz({"深.7z": inner})}))
    found = said(path)
    assert found["内.7z!a.docx"] == "正文"
    assert "层" in found["中.tgz!深.7z"]


@pytest.mark.parametrize("kind", [formats.SEVEN_ZIP, formats.RAR])
def test_without_a_program_the_user_is_told_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: formats.Format
) -> None:
    magic = {"7z": b"7z\xbc\xaf\x27\x1c", "rar": b"Rar!\x1a\x07\x00"}[kind.key]
    path = tmp_path / f"包.{kind.key}"
    path.write_bytes(magic + b"\0" * 600)
    (tmp_path / "好.docx").write_bytes(DOCX)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = said(path)
    assert "请安装" in found[""]
    assert ("unrar" in found[""]) == (kind is formats.RAR)
    assert said(tmp_path / "好.docx") == {"": "正文"}


@opens_rar
def test_a_rar_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.rar"
    path.write_bytes(rar(("a.docx", DOCX, REGULAR), ("sub\\b.txt", TEXT, REGULAR)))
    assert said(path) == {"a.docx": "正文", "sub/b.txt": "正文"}


@opens_rar
@pytest.mark.parametrize(
    "entry",
    [("..\\b.txt", TEXT, REGULAR), ("ln", b"/etc/passwd", LINK)],
    ids=["climbing", "link"],
)
def test_a_rar_that_leads_out_is_refused(
    tmp_path: Path, entry: tuple[str, bytes, int]
) -> None:
    path = tmp_path / "a.rar"
    path.write_bytes(rar(("a.txt", TEXT, REGULAR), entry))
    assert "以外的链接" in said(path)[""]


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [
        ("tar", bytes),
        ("tar.gz", gzip.compress),
        ("tar.bz2", bz2.compress),
        ("tar.xz", lzma.compress),
    ],
)
def test_tar_archives(
    tmp_path: Path, private: Path, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / f"包.{suffix}"
    files = {"../附件1.docx": DOCX, "/abs/附件2.docx": DOCX, "._x": b"x"}
    path.write_bytes(pack(tar(files, links={"ln.txt": "/etc/passwd"})))
    assert said(path) == {"附件1.docx": "正文", "abs/附件2.docx": "正文"}
    assert not list(private.iterdir())


def test_one_file_packed_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx.gz"
    path.write_bytes(gzip.compress(DOCX))
    assert said(path) == {"报告.docx": "正文"}


def test_names_in_gbk_inside_tar(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    data = tar({"XXXX1.txt": TEXT})
    raw = bytearray(data)
    raw[0:4] = "附件".encode("gbk")
    fields = bytes(raw[:148]) + b" " * 8 + bytes(raw[156:512])
    raw[148:156] = b"%06o\0 " % sum(fields)
    path.write_bytes(raw)
    assert said(path) == {"附件1.txt": "正文"}


@pytest.mark.parametrize(
    ("bound", "value"), [("ARCHIVE_MEMBERS", 2), ("ARCHIVE_UNPACKED", 5000)]
)
def test_bounds_of_a_tar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, value: int
) -> None:
    path = tmp_path / "a.tgz"
    path.write_bytes(tgz({f"{n}.txt": TEXT * 50 for n in range(9)}))
    monkeypatch.setattr(limits, bound, value)
    assert "分成几个压缩包" in said(path)[""]


def test_a_tar_with_a_name_of_many_megabytes(tmp_path: Path) -> None:
    entry = tarfile.TarInfo("././@LongLink")
    entry.type, entry.size = tarfile.GNUTYPE_LONGNAME, 3 * limits.MB
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(entry, io.BytesIO(b"x" * entry.size))
    path = tmp_path / "a.tar"
    path.write_bytes(out.getvalue())
    assert "已损坏" in said(path)[""]


@pytest.mark.parametrize("cut", [10, 30, 60])
def test_a_truncated_tgz(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.tgz"
    path.write_bytes(tgz({"a.txt": TEXT * 500})[:-cut])
    assert "已损坏" in "".join(said(path).values())


def test_several_units_in_one_archive_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "全县.zip"
    names = [f"{unit}附件{n}.docx" for unit in ("水利局", "档案馆") for n in (1, 2)]
    path.write_bytes(zipped(dict.fromkeys(names, DOCX)))
    packages: dict[str, list[str]] = {}
    for source in open_inputs([path]):
        packages.setdefault(source.package, []).append(source.name[-12:-8])
    assert len(packages) == 2
    path.write_bytes(zipped(dict.fromkeys(["表一.docx", "报告.docx"], DOCX)))
    assert len({source.package for source in open_inputs([path])}) == 1


LISTINGS = {
    "unrar": (
        "\n        Name: 子/b.txt\n        Type: File\n        Size: 5\n       Flags: encrypted\n"
        "\n        Name: 子\n        Type: Directory\n"
        "\n        Name: ln\n        Type: Unix symbolic link\n      Target: /etc\n",
        [Listed("子/b.txt", 5, locked=True), Listed("子", folder=True), Listed("ln", link=True)],
    ),
    "bsdtar": (
        "drwxr-xr-x  0 0      0           0 Nov 21 03:16 子/\n"
        "lrwxrwxrwx  0 0      0           0 Nov 21 03:16 link -> /etc/passwd\n"
        "-rw-r--r--  0 0      0           3 Nov 21 03:16 子/b c.txt\n",
        [Listed("子/", folder=True), Listed("link -> /etc/passwd", link=True), Listed("子/b c.txt", 3)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTINGS)
def test_listings(name: str) -> None:
    text, wanted = LISTINGS[name]
    (program,) = (each for each in programs.PROGRAMS if each.name == name)
    assert list(program.parse(text)) == wanted


def test_names_that_become_alike_lose_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    other = docx(p("另一份"))
    path.write_bytes(tar({"甲/a.docx": DOCX, "../甲/a.docx": other}))
    assert said(path) == {"甲/a.docx": "正文", "甲/（2）a.docx": "另一份"}


def test_of_a_file_that_was_added_again_the_last_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for data in (DOCX, docx(p("后一份"))):
            entry = tarfile.TarInfo("a.docx")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    assert said(path) == {"a.docx": "后一份"}
