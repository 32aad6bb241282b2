"""Shards: whole or absent, resumable, nothing lost."""

import json
import os
import signal
import subprocess
import sys
import time

import msgspec
import pytest

from onrecord import Document, read_many
from onrecord.contract import decode
from onrecord.errors import OutputError
from onrecord.shards import SHARD, shard_lines
from onrecord.sources.blob import Blob, Given
from onrecord.writing import PART


def documents(count):
    return [
        Document.from_text(f"On 3 May 2021 the mayor said that {n} houses had burned.", name=f"d{n}")
        for n in range(count)
    ]


def names(folder):
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    return [decode(line)[0].document.name for line in lines]


def test_every_document_is_in_a_shard_and_in_order(tmp_path):
    counts = read_many(documents(SHARD + 3), tmp_path)
    assert (counts.read, counts.known, counts.left_out) == (SHARD + 3, 0, 0)
    assert names(tmp_path) == [f"d{n}" for n in range(SHARD + 3)]
    assert sorted(p.name for p in tmp_path.glob("*.jsonl")) == ["shard-000000.jsonl", "shard-000001.jsonl"]


def test_a_second_run_needs_resume_and_then_reads_only_what_is_new(tmp_path):
    read_many(documents(5), tmp_path)
    with pytest.raises(OutputError, match="--resume"):
        read_many(documents(8), tmp_path)
    counts = read_many(documents(8), tmp_path, resume=True)
    assert (counts.read, counts.known) == (3, 5)
    assert sorted(names(tmp_path)) == [f"d{n}" for n in range(8)]


def files(folder, words):
    folder.mkdir(exist_ok=True)
    for name, text in words.items():
        (folder / name).write_text(text)
    return [Blob(key=name, name=name, path=str(folder / name)) for name in words]


def texts(folder):
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    return sorted(decode(line)[0].document.text for line in lines)


def test_a_source_that_has_changed_is_read_again_and_its_old_line_goes(tmp_path):
    out = tmp_path / "out"
    read_many(files(tmp_path / "in", {"a": "The old bridge burned.", "b": "The mayor left."}), out)
    items = files(tmp_path / "in", {"a": "The old bridge was built anew."})
    items.append(Blob(key="b", name="b", path=str(tmp_path / "in" / "b")))
    lines = {line.name: line for line in shard_lines(items, out, resume=True)}
    assert (lines["a"].status, lines["b"].status) == ("read", "known")
    assert lines["b"].out == str(out / "shard-000000.jsonl")
    assert lines["b"].id is not None
    assert texts(out) == ["The mayor left.", "The old bridge was built anew."]
    assert read_many(items, out, resume=True).known == 2


def test_what_is_told_is_part_of_what_is_known(tmp_path):
    (blob,) = files(tmp_path / "in", {"a": "The old bridge burned."})
    read_many([blob], tmp_path / "out")
    told = msgspec.structs.replace(blob, given=Given(published="2021-05-03"))
    assert read_many([told], tmp_path / "out", resume=True).read == 1
    assert read_many([told], tmp_path / "out", resume=True).known == 1
    assert len(texts(tmp_path / "out")) == 1


def test_a_run_stopped_while_old_lines_were_taken_out_is_mended(tmp_path):
    out = tmp_path / "out"
    items = files(tmp_path / "in", {"a": "The old bridge burned.", "b": "The mayor left."})
    read_many(items, out)
    keys = (out / "shard-000000.keys").read_bytes()
    items = files(tmp_path / "in", {"a": "The old bridge was built anew.", "b": "The mayor left."})[:1]
    read_many(items, out, resume=True)
    (out / "shard-000000.keys").write_bytes(keys)  # the shard was renamed, its keys were not yet
    assert read_many(items, out, resume=True).known == 1
    assert texts(out) == ["The mayor left.", "The old bridge was built anew."]


def test_the_same_document_twice_in_one_run_is_read_once(tmp_path):
    counts = read_many(documents(2) * 2, tmp_path)
    assert (counts.read, counts.known) == (2, 2)


def test_what_gives_no_document_is_named_and_the_rest_comes_out(tmp_path):
    left_out: list[str] = []
    items = [*documents(2), Blob(key="empty", name="empty.txt", data=b"")]
    counts = read_many(items, tmp_path, left_out=left_out.append)
    assert (counts.read, counts.left_out) == (2, 1)
    assert left_out[0].startswith("empty.txt: ")
    assert names(tmp_path) == ["d0", "d1"]


def test_what_fails_is_not_known_when_it_comes_again(tmp_path):
    empty = Blob(key="empty", name="empty.txt", data=b"")
    counts = read_many([empty, *documents(1), empty], tmp_path, left_out=lambda _: None)
    assert (counts.read, counts.known, counts.left_out) == (1, 0, 2)


def test_an_item_is_known_only_once_it_was_read(tmp_path):
    lines = list(shard_lines([*documents(2), *documents(1)], tmp_path))
    assert [(line.name, line.status) for line in lines] == [("d0", "read"), ("d0", "known"), ("d1", "read")]


def test_resuming_takes_away_what_a_killed_run_left(tmp_path):
    read_many(documents(1), tmp_path)
    (tmp_path / f".shard-000001.jsonl.x{PART}").write_bytes(b"{")
    read_many(documents(2), tmp_path, resume=True)
    assert not list(tmp_path.glob(f".*{PART}"))


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        read_many(documents(1), tmp_path / "file" / "out")


@pytest.mark.slow
def test_two_workers_give_the_same_bytes_as_one(tmp_path):
    read_many(documents(SHARD * 3), tmp_path / "one")
    read_many(documents(SHARD * 3), tmp_path / "two", workers=2)
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.slow
def test_a_run_that_is_killed_leaves_whole_shards_and_can_be_resumed(tmp_path):
    source = tmp_path / "many.jsonl"
    with source.open("w") as file:
        for n in range(SHARD * 12):
            text = f"On 3 May 2021 the mayor of Lunden said that {n} houses had burned. " * 20
            file.write(json.dumps({"id": f"d{n}", "text": text}) + "\n")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "onrecord.cli", "read", str(source), "-f", "jsonl", "-o", str(out), "-q"]
    for wait in (0.6, 1.1, 1.7):
        process = subprocess.Popen([*command, "--resume"], stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(wait)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for shard in out.glob("shard-*.jsonl"):
            assert len(shard.read_bytes().splitlines()) == SHARD
    done = subprocess.run([*command, "--resume"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert sorted(names(out)) == sorted(f"d{n}" for n in range(SHARD * 12))


def test_lines_say_what_became_of_each_document(tmp_path):
    lines = list(shard_lines(documents(2), tmp_path))
    assert [line.status for line in lines] == ["read", "read"]
    assert lines[0].id == documents(1)[0].id
