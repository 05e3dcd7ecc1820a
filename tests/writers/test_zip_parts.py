"""Members replaced in a zip, every other byte of it kept."""

import io
import zipfile

import pytest

from jiping.writers.zip_parts import with_parts


class Pipe(io.BytesIO):
    """A stream that cannot go back, so that sizes come behind the members."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_):
        raise io.UnsupportedOperation


def made(stream: io.BytesIO, comment: bytes = b"") -> bytes:
    with zipfile.ZipFile(stream, "w") as package:
        package.comment = comment
        stored = zipfile.ZipInfo("a.xml", (2024, 5, 1, 9, 30, 0))
        package.writestr(stored, b"<a/>" * 9)
        package.writestr("目录/b.bin", bytes(range(256)), zipfile.ZIP_DEFLATED)
        package.writestr("Word/Document.xml", b"<w/>" * 99, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


PACKAGES = {
    "plain": made(io.BytesIO()),
    "comment": made(io.BytesIO(), b"PK comment"),
    "streamed": made(Pipe()),
    "behind other bytes": b"#!" * 50 + made(io.BytesIO()),
}


@pytest.mark.parametrize("data", PACKAGES.values(), ids=PACKAGES)
def test_parts_are_replaced_and_added(data):
    new = with_parts(data, {"word/document.xml": b"new", "word/comments.xml": b"more"})
    after = contents(new)
    assert after == {
        **contents(data),
        "Word/Document.xml": b"new",
        "word/comments.xml": b"more",
    }
    assert list(after)[:3] == list(contents(data))


@pytest.mark.parametrize("data", PACKAGES.values(), ids=PACKAGES)
def test_nothing_replaced_gives_the_same_bytes_but_the_offsets(data):
    again = with_parts(data, {})
    assert contents(again) == contents(data)
    assert len(again) == len(data)


def test_dates_and_packing_stay():
    new = with_parts(PACKAGES["plain"], {"word/document.xml": b"x"})
    with zipfile.ZipFile(io.BytesIO(new)) as package:
        first = package.getinfo("a.xml")
        assert (first.date_time, first.compress_type) == ((2024, 5, 1, 9, 30, 0), 0)
        with zipfile.ZipFile(io.BytesIO(PACKAGES["plain"])) as old:
            assert (
                package.getinfo("目录/b.bin").extra == old.getinfo("目录/b.bin").extra
            )


@pytest.mark.parametrize("data", [b"", b"PK\5\6", b"x" * 99, PACKAGES["plain"][:-30]])
def test_what_is_no_zip_is_refused(data):
    with pytest.raises(ValueError, match=r"zip|table|member"):
        with_parts(data, {"a.xml": b""})
