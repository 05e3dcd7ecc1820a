"""From paths to sources: folders, archives, standard input."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from readers.package import docx, p, texts, zipped

from jiping.readers import Source, limits, open_inputs, packages

DOCX = docx(p("正文"))


def names(sources: Iterator[Source]) -> list[str]:
    return [source.name for source in sources]


def problems(sources: Iterator[Source]) -> list[str]:
    """The sentences of sources that gave no block."""
    documents = [source.document() for source in sources]
    return [found.notes[0].text for found in documents if not found.blocks]


def test_a_file_is_its_own_package(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(DOCX)
    (source,) = open_inputs([path])
    assert (source.name, source.package) == (str(path), str(path))
    assert texts(source.document()) == ["正文"]


def test_a_folder_is_walked_in_order_without_hidden_and_lock_files(
    tmp_path: Path,
) -> None:
    (tmp_path / "乙").mkdir()
    for name in ("b.docx", "a.docx", "~$a.docx", ".a.docx", "Thumbs.db", "乙/c.docx"):
        (tmp_path / name).write_bytes(DOCX)
    found = [
        Path(name).relative_to(tmp_path) for name in names(open_inputs([tmp_path]))
    ]
    assert [str(name) for name in found] == ["a.docx", "b.docx", "乙/c.docx"]


def test_annexes_that_fill_a_folder_are_its_package(tmp_path: Path) -> None:
    for name in ("附件1.docx", "附件2.docx"):
        (tmp_path / name).write_bytes(DOCX)
    assert {source.package for source in open_inputs([tmp_path])} == {str(tmp_path)}


def test_complete_filings_in_a_folder_stay_apart(tmp_path: Path) -> None:
    for name in ("甲局.docx", "乙局.docx"):
        (tmp_path / name).write_bytes(DOCX)
    assert len({source.package for source in open_inputs([tmp_path])}) == 2


def test_folders_are_walked_lazily(tmp_path: Path) -> None:
    for at in range(200):
        (tmp_path / f"{at:03}").mkdir()
        (tmp_path / f"{at:03}" / "a.docx").write_bytes(DOCX)
    sources = open_inputs([tmp_path])
    next(sources)
    (tmp_path / "199" / "b.docx").write_bytes(DOCX)
    assert names(sources)[-1].endswith("b.docx")


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "a.docx").write_bytes(DOCX)
    assert len(names(open_inputs([tmp_path]))) == 1


def test_members_of_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(
        zipped(
            {
                "附件1.docx": DOCX,
                "../附件2.docx": DOCX,
                "子/附件3.docx": DOCX,
                "__MACOSX/x.docx": DOCX,
                "~$附件1.docx": b"x",
            }
        )
    )
    sources = list(open_inputs([path]))
    assert [source.name for source in sources] == [
        f"{path}!子/附件3.docx",
        f"{path}!附件1.docx",
        f"{path}!附件2.docx",
    ]
    assert [source.package for source in sources] == [
        f"{path}!子",
        str(path),
        str(path),
    ]
    assert all(source.document().blocks for source in sources)


def test_names_in_gbk_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("XXXXX.docx", DOCX)
    path.write_bytes(path.read_bytes().replace(b"XXXXX", "附件".encode("gbk") + b"1"))
    assert names(open_inputs([path])) == [f"{path}!附件1.docx"]


def test_archives_in_archives_are_opened_to_depth_two(tmp_path: Path) -> None:
    path = tmp_path / "外.zip"
    third = zipped({"深.docx": DOCX})
    second = zipped({"内.docx": DOCX, "三.zip": third})
    path.write_bytes(zipped({"二.zip": second}))
    sources = list(open_inputs([path]))
    assert [source.name for source in sources] == [
        f"{path}!二.zip!三.zip",
        f"{path}!二.zip!内.docx",
    ]
    assert "层" in sources[0].document().notes[0].text


def test_a_docx_named_zip_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(DOCX)
    (source,) = open_inputs([path])
    assert texts(source.document()) == ["正文"]


def test_encrypted_members_are_named_and_others_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    data = bytearray(zipped({"a.docx": DOCX, "b.docx": DOCX}))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    sources = list(open_inputs([path]))
    assert "密码" in sources[0].document().notes[0].text
    assert sources[1].document().blocks


def test_archive_bombs_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"大.txt": b"0" * 20_000_000, "小.txt": "正文"}))
    assert [text for text in problems(open_inputs([path])) if "压缩比" in text]
    monkeypatch.setattr(limits, "ARCHIVE_MEMBERS", 1)
    assert "后面的没有读取" in problems(open_inputs([path]))[-1]


def test_a_broken_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": "正文" * 50})[:-40])
    assert "不完整" in problems(open_inputs([path]))[0]


def test_an_empty_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({}))
    assert "没有文件" in problems(open_inputs([path]))[0]


@pytest.mark.parametrize("data", [DOCX, "正文".encode(), zipped({"a.txt": "正文"})])
def test_standard_input(data: bytes) -> None:
    (source,) = open_inputs(["-"], io.BytesIO(data))
    assert source.name.startswith("标准输入")
    assert texts(source.document()) == ["正文"]


def test_standard_input_beyond_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    assert "上限" in problems(open_inputs(["-"], io.BytesIO(b"x" * 20)))[0]


def test_what_cannot_be_opened_does_not_stop_the_rest(tmp_path: Path) -> None:
    good = tmp_path / "b.docx"
    good.write_bytes(DOCX)
    documents = [found.document() for found in open_inputs([tmp_path / "没有", good])]
    assert "不存在" in documents[0].notes[0].text
    assert documents[1].blocks


def test_a_folder_without_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(packages.os, "scandir", refuse)
    assert "权限" in problems(open_inputs([tmp_path]))[0]
