"""A result is written whole or not at all."""

import errno
import os

import pytest

from onrecord.errors import OutputError
from onrecord.writing import write, writing


def test_the_folder_is_made_and_the_bytes_are_there(tmp_path):
    target = tmp_path / "a" / "b.txt"
    write(target, b"whole")
    assert target.read_bytes() == b"whole"
    assert os.listdir(target.parent) == ["b.txt"]


def test_an_error_leaves_the_older_file_and_nothing_else(tmp_path):
    target = tmp_path / "b.txt"
    target.write_bytes(b"older")
    with pytest.raises(RuntimeError), writing(target) as temporary:
        temporary.write_bytes(b"half")
        raise RuntimeError
    assert target.read_bytes() == b"older"
    assert os.listdir(tmp_path) == ["b.txt"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_one_clear_line(tmp_path):
    with pytest.raises(OutputError, match=r"the disk is full; free some space"), writing(tmp_path / "x"):
        with open("/dev/full", "wb", buffering=0) as full:
            full.write(b"x")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("code", "words"), [(errno.EACCES, "no permission"), (errno.EROFS, "read-only"), (errno.EDQUOT, "quota")]
)
def test_each_fault_says_what_to_do(tmp_path, code, words):
    with pytest.raises(OutputError, match=words), writing(tmp_path / "x"):
        raise OSError(code, os.strerror(code))


def test_a_path_through_a_file_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="not a folder|exists"):
        write(tmp_path / "file" / "b.txt", b"x")
