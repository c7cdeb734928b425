"""The table of contents of a zip file says what lies where; files that tell two stories are refused."""

import io
import struct
import zipfile

import pytest

from studio.core.zip_records import DEFLATED, STORED, content_place, read_records
from tests.fakes import hostile_pickles


def read(content: bytes) -> dict:
    return read_records(io.BytesIO(content), len(content))


def made(**files: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return whole.getvalue()


def test_each_record_is_where_it_says() -> None:
    content = made(first=b"one", second=b"", third=b"x" * 5000)
    records = read(content)
    assert list(records) == ["first", "second", "third"]
    for name, expected in (("first", b"one"), ("second", b""), ("third", b"x" * 5000)):
        record = records[name]
        place = content_place(io.BytesIO(content), record)
        assert content[place : place + record.packed] == expected and record.method == STORED


def test_packed_records_say_both_sizes() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"x" * 1000)
    (record,) = read(whole.getvalue()).values()
    assert record.method == DEFLATED and record.size == 1000 > record.packed


def test_a_comment_at_the_end_is_allowed() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("a", b"x")
        archive.comment = b"made by somebody"
    assert list(read(whole.getvalue())) == ["a"]


def test_large_files_have_a_second_end() -> None:
    content = made(a=b"xyz")
    end = content.rindex(b"PK\x05\x06")
    _, _, _, count, size, place = struct.unpack_from("<HHHHII", content, end + 4)
    large = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, place)
    found = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    for full in (b"\xff" * 16, content[end + 4 : end + 20]):
        records = read(content[:end] + large + found + b"PK\x05\x06" + full + b"\0\0")
        assert list(records) == ["a"] and records["a"].size == 3


def test_large_records_have_their_sizes_behind_the_name() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive, archive.open("a", "w", force_zip64=True) as record:
        record.write(b"12345")
    content = whole.getvalue()
    at = content.index(b"PK\x01\x02")
    extra = struct.pack("<HHQQ", 1, 16, 5, 5)
    entry = bytearray(content[at : at + 46])
    entry[20:28], entry[30:32] = b"\xff" * 8, struct.pack("<H", len(extra))
    end = bytearray(content[content.rindex(b"PK\x05\x06") :])
    end[12:16] = struct.pack("<I", 46 + 1 + len(extra))
    large = content[:at] + entry + b"a" + extra + end
    assert read(large)["a"].size == 5
    with pytest.raises(ValueError, match="sizes"):
        read(content[:at] + bytes(entry[:30]) + b"\0\0" + bytes(entry[32:]) + b"a" + bytes(end[:12])
             + struct.pack("<I", 47) + bytes(end[16:]))  # fmt: skip


def test_every_cut_is_noticed() -> None:
    content = made(first=b"one", second=b"two")
    for length in range(len(content)):
        with pytest.raises(ValueError):
            read(content[:length])


def test_names_are_shown_without_what_cannot_be_printed() -> None:
    content = made(**{"a\x1b[31m": b"x"}).replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )
    with pytest.raises(ValueError, match="“a�\\[31m” in it is encrypted"):
        read(content)


def test_the_good_file_of_the_collection_is_good() -> None:
    assert list(read(hostile_pickles.torch_zip())) == ["archive/data.pkl", "archive/data/0"]
