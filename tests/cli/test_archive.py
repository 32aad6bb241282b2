"""``onrecord archive`` as people run it, and as it is killed."""

import gzip
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time

import pytest

from onrecord import Archive, Document
from tests.cli.test_read import run

HARBOUR = "The harbour of Belmora opens again after the fire, Mayor Ruzic said.\n"
FERRY = "The ferry to Orland stays at its berth, the union said.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "harbour.txt").write_text(HARBOUR)
    (tmp_path / "in" / "ferry.txt").write_text(FERRY)
    return tmp_path


def lines(done):
    return [json.loads(line) for line in done.out.splitlines()]


def archive(*words, cwd, **more):
    return run("archive", *words, "--archive", "record", cwd=cwd, **more)


def test_adding_names_each_document_and_again_as_known(folder):
    done = archive("add", "in", cwd=folder)
    assert (done.returncode, done.err) == (0, "")
    assert [(x["status"], x["name"], x["version_of"]) for x in lines(done)] == [
        ("added", "ferry.txt", None),
        ("added", "harbour.txt", None),
    ]
    listed = lines(archive("list", cwd=folder))
    assert [(x["id"], x["name"]) for x in listed] == [(x["id"], x["name"]) for x in lines(done)]
    again = archive("add", "in", cwd=folder)
    assert {x["status"] for x in lines(again)} == {"known"}
    assert archive("add", "in", "-q", cwd=folder).out == ""
    verified = archive("verify", cwd=folder)
    assert (verified.returncode, lines(verified)) == (0, [{"status": "sound", "documents": 2}])


def test_a_changed_file_is_a_new_version(folder):
    first = lines(archive("add", "in", cwd=folder))[0]
    (folder / "in" / "ferry.txt").write_text("The ferry to Orland sails again.\n")
    second = lines(archive("add", "in/ferry.txt", cwd=folder))[0]
    assert (second["status"], second["version_of"]) == ("added", first["id"])
    shown = lines(archive("show", "ferry.txt", cwd=folder))[0]
    assert shown["versions"] == [first["id"], second["id"]]
    assert shown["text"] == "The ferry to Orland sails again.\n"
    assert archive("show", first["id"][:20], "--text", cwd=folder).out == FERRY


def test_a_table_standard_input_and_what_is_told(folder):
    rows = [{"text": f"Row {n} of the table.", "name": f"row {n}", "speaker": "Tomas Velk"} for n in range(3)]
    (folder / "table.jsonl.gz").write_bytes(gzip.compress("".join(json.dumps(r) + "\n" for r in rows).encode()))
    assert len(lines(archive("add", "table.jsonl.gz", "--workers", "2", cwd=folder))) == 3
    done = archive("add", "-", "--speaker", "Ilva Maren", "--published", "2021-05", cwd=folder, input=HARBOUR.encode())
    assert done.returncode == 0
    assert [x["speaker"] for x in lines(archive("list", cwd=folder))] == ["Tomas Velk"] * 3 + ["Ilva Maren"]


def test_what_is_left_out_is_named(folder):
    (folder / "in" / "empty.txt").write_bytes(b"")
    done = archive("add", "in", "none.txt", cwd=folder)
    assert done.returncode == 3
    assert len(lines(done)) == 2
    assert "empty.txt: " in done.err
    assert "none.txt: there is no such file" in done.err
    assert archive("add", "none.txt", cwd=folder).returncode == 1


def test_searching(folder):
    archive("add", "in", cwd=folder)
    (hit,) = lines(archive("search", "ruzic", "harb*", cwd=folder))
    assert hit["document"]["name"] == "harbour.txt"
    assert [HARBOUR[slice(*span)] for span in hit["spans"]] == ["harbour", "Ruzic"]
    places = lines(archive("search", "said", "--context", cwd=folder))
    assert {(x["document"]["name"], x["words"]) for x in places} == {("ferry.txt", "said"), ("harbour.txt", "said")}
    assert len(lines(archive("search", "said", "--context", "--limit", "1", cwd=folder))) == 1
    assert [x["document"]["name"] for x in lines(archive("search", "said -union", cwd=folder))] == ["harbour.txt"]
    nothing = archive("search", "zeppelin", cwd=folder)
    assert (nothing.returncode, nothing.out, nothing.err) == (1, "", "")


def test_removing_merging_and_rebuilding(folder):
    archive("add", "in", cwd=folder)
    done = archive("remove", "ferry.txt", "none", cwd=folder)
    assert done.returncode == 3
    assert [x["name"] for x in lines(done)] == ["ferry.txt"]
    assert "it holds no document none" in done.err
    assert [x["name"] for x in lines(archive("list", cwd=folder))] == ["harbour.txt"]
    assert lines(archive("merge", cwd=folder)) == [{"status": "merged", "documents": 1, "gone": 1}]
    assert lines(archive("rebuild", cwd=folder)) == [{"status": "rebuilt", "documents": 1}]
    assert archive("verify", cwd=folder).returncode == 0
    assert archive("remove", "none", cwd=folder).returncode == 1


def test_an_export_comes_back(folder):
    archive("add", "in", cwd=folder)
    printed = archive("export", cwd=folder).out
    assert archive("export", "-o", "out.jsonl.gz", cwd=folder).err == "wrote 2 documents to out.jsonl.gz\n"
    assert gzip.decompress((folder / "out.jsonl.gz").read_bytes()).decode() == printed
    done = run("archive", "import", "out.jsonl.gz", "--archive", "other", cwd=folder)
    assert [x["status"] for x in lines(done)] == ["added", "added"]
    assert run("archive", "export", "--archive", "other", cwd=folder).out == printed
    done = run("archive", "import", "-", "--archive", "other", cwd=folder, input=b"{}\n" + printed.encode())
    assert done.returncode == 3
    assert "stdin: line 1: " in done.err
    assert run("archive", "import", "none", "--archive", "other", cwd=folder).returncode == 1


def test_damage_is_told_and_mended(folder):
    archive("add", "in", cwd=folder)
    (segment,) = (folder / "record" / "index").glob("*.segment")
    data = bytearray(segment.read_bytes())
    data[-100:] = bytes(byte ^ 0xFF for byte in data[-100:])
    segment.write_bytes(data)
    done = archive("verify", cwd=folder)
    assert done.returncode == 1
    assert all(x["status"] == "fault" for x in lines(done))
    assert archive("rebuild", cwd=folder).returncode == 0
    assert archive("verify", cwd=folder).returncode == 0


@pytest.mark.parametrize("words", [["list"], ["show", "x"], ["verify"], ["rebuild"], ["export"], ["search", "x"]])
def test_what_only_reads_makes_no_archive(tmp_path, words):
    done = archive(*words, cwd=tmp_path)
    assert done.returncode == 1
    assert done.err == "onrecord: record: there is no archive; onrecord archive add makes one\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["add", "in"], ["list", "--archive"], ["show", "--archive", "x"], ["nothing"]])
def test_wrong_usage_is_status_two(tmp_path, words):
    assert run("archive", *words, cwd=tmp_path).returncode == 2


def test_folders_that_are_none_are_one_line(folder):
    for made, said in (("in", "no archive and holds other files"), ("in/ferry.txt", "a file, not a folder")):
        done = run("archive", "add", "in", "--archive", made, cwd=folder)
        assert (done.returncode, done.out) == (1, "")
        assert said in done.err
        assert done.err.count("\n") == 1
    (folder / "bad").mkdir()
    (folder / "bad" / "archive.sqlite").write_text("This is not a database. " * 100)
    done = run("archive", "list", "--archive", "bad", cwd=folder)
    assert (done.returncode, done.err) == (
        1,
        "onrecord: bad: archive.sqlite is no SQLite database; name another folder\n",
    )


def test_a_second_writer_is_told_and_loses_nothing(folder):
    with Archive(folder / "record") as first, first.store.writing():
        began = time.monotonic()
        done = archive("add", "in", cwd=folder)
        assert time.monotonic() - began < 30
        assert (done.returncode, done.out) == (1, "")
        assert done.err == "onrecord: record: another process is writing to it; try again when that has ended\n"
        assert archive("list", cwd=folder).returncode == 0
    assert archive("add", "in", cwd=folder).returncode == 0


def test_a_full_disk_keeps_what_was_named(folder):
    rows = ({"text": f"Row {n}. " + f"word{n} " * 400, "name": f"row {n}", "language": "en"} for n in range(6000))
    (folder / "table.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (6_000_000, 6_000_000))

    done = archive("add", "table.jsonl", cwd=folder, preexec_fn=small)
    assert done.returncode == 3
    assert "what was added is kept" in done.err
    named = [x["id"] for x in lines(done)]
    assert 0 < len(named) < 6000
    with Archive(folder / "record") as opened:
        assert {entry.id for entry in opened.list()} >= set(named)
        assert opened.verify() == []


@pytest.mark.skipif(not hasattr(os, "setuid") or os.getuid() != 0, reason="only root can become somebody else")
def test_an_archive_that_cannot_be_written_to_can_be_read(tmp_path):
    (tmp_path / "record").mkdir()
    with Archive(tmp_path / "record") as archive:
        archive.add(Document.from_text(HARBOUR, name="harbour.txt"))
    code = (
        "import os, sys, onrecord, onrecord.archive.covering, onrecord.archive.store.search\n"
        "folder = sys.argv[1]; os.setgid(65534); os.setuid(65534)\n"
        "with onrecord.Archive(folder) as archive:\n"
        "    print([e.name for e in archive.list()], len(archive.search('harbour')), len(archive.index.numbers()))\n"
        "    try:\n"
        "        archive.add(onrecord.Document(text='x'))\n"
        "    except onrecord.ArchiveError as error:\n"
        "        print(error)\n"
    )
    for path in (tmp_path / "record", *(tmp_path / "record").rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        path.chmod(path.stat().st_mode | 0o055)
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "record"], capture_output=True, text=True)
    assert done.stdout.splitlines()[:1] == ["['harbour.txt'] 1 1"], done.stderr
    assert "it cannot be written to" in done.stdout


def kill_often(tmp_path, times, seed):
    """Add documents to an archive and kill the process at random moments; return how many were named in all."""
    dice = random.Random(seed)
    rows = [{"text": f"Speaker {n} said: {dice.random()} {HARBOUR}", "name": f"row {n}"} for n in range(4000)]
    (tmp_path / "table.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, "-m", "onrecord.cli", "archive", "add", "table.jsonl", "--archive"]
    began = time.monotonic()
    subprocess.run([*command, "whole"], cwd=tmp_path, stdout=subprocess.DEVNULL, check=True)
    lasts = time.monotonic() - began
    total = 0
    named: set[str] = set()
    for n in range(times):
        if n % 5 == 0:
            named = set()
        with (tmp_path / "out.jsonl").open("wb") as out:
            process = subprocess.Popen([*command, f"record{n // 5}"], cwd=tmp_path, stdout=out, stderr=out)
            time.sleep(dice.uniform(0.1, lasts))
            process.send_signal(signal.SIGKILL)
            process.wait()
        whole = (tmp_path / "out.jsonl").read_bytes().split(b"\n")[:-1]
        assert not any(b"Traceback" in line for line in whole)
        named |= {json.loads(line)["id"] for line in whole}
        total += len(whole)
        if (tmp_path / f"record{n // 5}").exists():
            with Archive(tmp_path / f"record{n // 5}") as opened:
                assert {entry.id for entry in opened.list()} >= named
                if n % 5 == 4 or n == times - 1:
                    assert opened.verify() == []
                    assert len(opened.index.numbers()) == len(opened)
        else:
            assert not named
    return total


def test_a_process_that_is_killed_loses_nothing_that_it_named(tmp_path):
    assert kill_often(tmp_path, 5, seed=5) > 0


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_two_hundred_kills(tmp_path):
    assert kill_often(tmp_path, 200, seed=7) > 10_000
