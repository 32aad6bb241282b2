"""A result is written whole or not at all."""

import errno
import os
import stat

import pytest

from onrecord.errors import OutputError
from onrecord.writing import PART, sweep, write, writing


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


def test_a_pipe_is_written_into_and_never_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write(pipe, b"whole")
        assert os.read(reader, 100) == b"whole"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "deep").mkdir()
    link = tmp_path / "link"
    link.symlink_to("deep/target")
    write(link, b"whole")
    assert link.is_symlink()
    assert (tmp_path / "deep" / "target").read_bytes() == b"whole"


def test_a_name_that_just_fits_is_written(tmp_path):
    name = "文" * 85
    write(tmp_path / name, b"x")
    assert os.listdir(tmp_path) == [name]


def test_a_name_with_a_nul_is_one_clear_line(tmp_path):
    with pytest.raises(OutputError, match="no file can have this name"):
        write(f"{tmp_path}/a\0b", b"x")


def test_a_fault_is_one_line_whatever_the_name(tmp_path):
    (tmp_path / "a").write_text("x")
    with pytest.raises(OutputError) as caught:
        write(tmp_path / "a" / "b\nc\x1b", b"x")
    assert str(caught.value).isprintable()


@pytest.mark.skipif(os.name == "nt", reason="needs file locks")
def test_sweeping_takes_what_was_left_and_leaves_what_is_being_written(tmp_path):
    (tmp_path / f".old.x{PART}").write_bytes(b"half")
    (tmp_path / ".mine.part").write_bytes(b"of somebody else")
    with writing(tmp_path / "new") as temporary:
        temporary.write_bytes(b"whole")
        sweep(tmp_path)
        assert temporary.exists()
    assert sorted(os.listdir(tmp_path)) == [".mine.part", "new"]
    sweep(tmp_path / "not there")
