"""``onrecord read`` as people run it: what comes out, where, and with which exit status."""

import json
import os
import signal
import subprocess
import sys
import time
from typing import NamedTuple

import pytest

from onrecord.cli.ahead import ahead_of
from onrecord.sources.blob import Blob

STATEMENT = "The harbour opens again\n\nBy Ilva Maren\n\nOn 3 May 2021 the mayor said that 40 houses had burned.\n"


class Done(NamedTuple):
    returncode: int
    out: str
    err: str


def run(*words, cwd, **more):
    command = [sys.executable, "-m", "onrecord.cli", *map(str, words)]
    raw = subprocess.run(command, cwd=cwd, capture_output=True, timeout=120, **more)
    done = Done(raw.returncode, raw.stdout.decode("utf-8"), raw.stderr.decode("utf-8"))
    assert "Traceback" not in done.err
    return done


@pytest.fixture
def statement(tmp_path):
    path = tmp_path / "statement.txt"
    path.write_text(STATEMENT)
    return path


@pytest.fixture
def folder(tmp_path):
    many = tmp_path / "many"
    (many / "deep").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "deep/a.txt"):
        (many / name).write_text(STATEMENT + name)
    return many


def test_one_statement_is_printed_as_text(statement, tmp_path):
    done = run("read", statement, cwd=tmp_path)
    assert done.returncode == 0
    assert "Ilva Maren" in done.out
    assert "\x1b" not in done.out
    assert done.err == ""


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("x.json", "{"),
        ("x.html", "<!doctype html>"),
        ("x.jsonld", "{"),
        ("x.csv", "document,kind,id"),
        ("x.txt", ""),
    ],
)
def test_the_ending_of_the_file_names_the_form(statement, tmp_path, name, start):
    done = run("read", statement, "-o", name, cwd=tmp_path)
    assert done.returncode == 0
    assert done.out == ""
    assert done.err == f"wrote {name}\n"
    assert (tmp_path / name).read_text(encoding="utf-8").lower().startswith(start)


def test_standard_input_is_a_dash(tmp_path):
    done = run("read", "-", "-f", "json", cwd=tmp_path, input=STATEMENT.encode())
    assert done.returncode == 0
    assert json.loads(done.out)["document"]["text"] == STATEMENT


def test_what_the_user_tells_is_in_the_dossier(statement, tmp_path):
    options = ["--published", "2021-05-04", "--speaker", "Tomas Velk", "--language", "en"]
    document = json.loads(run("read", statement, "-f", "json", *options, cwd=tmp_path).out)["document"]
    assert document["published"] == {"value": "2021-05-04", "span": None, "source": "given"}
    assert document["speaker"]["value"] == "Tomas Velk"
    assert document["language"] == "en"


@pytest.mark.parametrize(
    "words",
    [
        ["read"],
        ["read", "statement.txt", "-f", "docx"],
        ["read", "statement.txt", "--workers", "0"],
        ["read", "statement.txt", "--published", "yesterday"],
        ["read", "statement.txt", "--published", "2021-02-31"],
        ["read", "statement.txt", "-f", "parquet"],
        ["read", "statement.txt", "-o", "statement.txt"],
        ["read", "many", "-f", "html"],
        ["read", "many", "--resume"],
        ["read", "many", "-o", "statement.txt"],
        ["read", "many", "-o", "readings.html"],
        ["read", "statement.txt", "statement.txt", "-o", "readings.html"],
        ["read", "statement.txt", "-o", "reading.docx"],
        ["no-such-command"],
    ],
)
def test_wrong_usage_is_status_two(statement, folder, tmp_path, words):
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert "Error: " in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many", "statement.txt"]
    assert statement.read_text() == STATEMENT


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda p: None, "no such file"),
        (lambda p: p.write_bytes(b""), "empty"),
        (lambda p: p.write_bytes(bytes(range(256)) * 64), ""),
        (lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(900)), ""),
        (lambda p: p.write_bytes(b"%PDF-1.7\nbroken"), ""),
        (lambda p: p.write_bytes(b"PK\x03\x04broken"), ""),
    ],
)
def test_bad_input_is_one_line_and_status_one(tmp_path, make, words):
    make(tmp_path / "bad.txt")
    done = run("read", "bad.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert line.startswith("onrecord: bad.txt: ")
    assert words in line


def test_the_other_documents_still_come_out(statement, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")
    done = run("read", "bad.txt", statement, "gone.txt", statement, "-f", "json", cwd=tmp_path)
    assert done.returncode == 3
    assert {line.split(": ")[1] for line in done.err.splitlines()} == {"bad.txt", "gone.txt"}
    assert {json.loads(line)["document"]["name"] for line in done.out.splitlines()} == {"statement.txt"}


def test_many_are_json_lines_on_standard_output(folder, tmp_path):
    done = run("read", folder, "-f", "json", cwd=tmp_path)
    assert done.returncode == 0
    assert [json.loads(line)["document"]["name"] for line in done.out.splitlines()] == ["a.txt", "b.txt", "deep/a.txt"]


def test_many_go_to_a_folder_one_file_each(folder, tmp_path):
    done = run("read", folder, "-f", "html", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [line["status"] for line in lines] == ["read"] * 3
    written = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert written == sorted(os.path.basename(line["out"]) for line in lines)
    assert written == ["a.txt.dossier.html", "b.txt.dossier.html", "deep_a.txt.dossier.html"]


def test_resume_reads_only_what_is_not_there(folder, tmp_path):
    run("read", folder, "-f", "json", "-o", "out", cwd=tmp_path)
    (tmp_path / "out" / "b.txt.dossier.json").unlink()
    done = run("read", folder, "-f", "json", "-o", "out", "--resume", cwd=tmp_path)
    assert [json.loads(line)["status"] for line in done.out.splitlines()] == ["known", "read", "known"]
    assert done.returncode == 0


def test_an_unknown_ending_names_those_that_are_known(statement, tmp_path):
    assert ".html, .htm" in run("read", statement, "-o", "z.docx", cwd=tmp_path).err
    assert run("read", statement, "-o", "z.docx", "-f", "json", cwd=tmp_path).returncode == 0


def test_a_folder_may_be_called_like_a_file_if_it_is_named_as_a_folder(folder, tmp_path):
    assert run("read", folder, "-f", "json", "-o", "v1.html/", cwd=tmp_path).returncode == 0
    assert len(os.listdir(tmp_path / "v1.html")) == 3
    assert run("read", folder, "-f", "json", "-o", "v1.html", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_resume_reads_again_what_has_changed(folder, tmp_path, form):
    run("read", folder, "-f", form, "-o", "out", cwd=tmp_path)
    (folder / "b.txt").write_text("The old ferry was sold.")
    command = ["read", folder, "-f", form, "-o", "out", "--resume"]
    lines = [json.loads(line) for line in run(*command, cwd=tmp_path).out.splitlines()]
    assert {line["name"]: line["status"] for line in lines} == {
        "a.txt": "known",
        "b.txt": "read",
        "deep/a.txt": "known",
    }
    assert all(line["out"] for line in lines)
    (written,) = [line["out"] for line in lines if line["name"] == "b.txt"]
    assert "The old ferry was sold." in (tmp_path / written).read_text()
    again = run(*command, "--published", "2021-05-03", cwd=tmp_path)
    assert [json.loads(line)["status"] for line in again.out.splitlines()] == ["read"] * 3


def test_a_table_that_has_changed_is_read_again(tmp_path):
    table = tmp_path / "rows.jsonl"
    table.write_text(json.dumps({"text": STATEMENT}) + "\n" + json.dumps({"text": STATEMENT + "2"}) + "\n")
    command = ["read", "rows.jsonl", "-f", "json", "-o", "out", "--resume"]
    statuses = [[json.loads(x)["status"] for x in run(*command, cwd=tmp_path).out.splitlines()] for _ in "12"]
    assert statuses == [["read"] * 2, ["known"] * 2]
    table.write_text(table.read_text().replace("houses", "boats"))
    assert [json.loads(x)["status"] for x in run(*command, cwd=tmp_path).out.splitlines()] == ["read"] * 2


def test_a_guessed_encoding_is_always_said(tmp_path):
    (tmp_path / "old.txt").write_bytes("Señor Núñez said that the café in Bräde was shut.".encode("cp1252"))
    done = run("read", "old.txt", "-f", "json", cwd=tmp_path)
    assert done.returncode == 0
    assert done.err == "onrecord: old.txt: the encoding was guessed: cp1252\n"


def test_nothing_was_kept_when_nothing_was_started(folder, tmp_path):
    run("read", folder, "-f", "jsonl", "-o", "out", cwd=tmp_path)
    done = run("read", folder, "-f", "jsonl", "-o", "out", cwd=tmp_path)
    assert "what was finished is kept" not in done.err


def test_shards_are_resumed_too(folder, tmp_path):
    assert run("read", folder, "-f", "jsonl", "-o", "out", cwd=tmp_path).returncode == 0
    again = run("read", folder, "-f", "jsonl", "-o", "out", cwd=tmp_path)
    assert again.returncode == 1
    assert "--resume" in again.err
    done = run("read", folder, "-f", "jsonl", "-o", "out", "--resume", cwd=tmp_path)
    assert [json.loads(line)["status"] for line in done.out.splitlines()] == ["known"] * 3


def test_quiet_says_nothing_when_all_is_well(folder, tmp_path):
    done = run("read", folder, "-f", "json", "-o", "out", "-q", cwd=tmp_path)
    assert (done.out, done.err, done.returncode) == ("", "", 0)


@pytest.mark.slow
def test_two_workers_write_the_same_files(folder, tmp_path):
    run("read", folder, "-f", "json", "-o", "one", cwd=tmp_path)
    run("read", folder, "-f", "json", "-o", "two", "--workers", "2", cwd=tmp_path)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_on_standard_output_is_one_line(statement, tmp_path):
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "onrecord.cli", "read", str(statement)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=tmp_path)
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert "No space left" in line


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="needs a small file system of its own")
def test_a_full_disk_in_a_folder_leaves_nothing_half_written(folder, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(small)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no permission to mount")
    try:
        done = run("read", folder, "-f", "html", "-o", small, cwd=tmp_path)
        assert done.returncode == 1
        assert "the disk is full" in done.err
        assert not [p for p in small.iterdir() if p.name.endswith(".part")]
        for path in small.iterdir():
            assert path.read_text().rstrip().endswith("</html>")
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_reader_of_our_output_that_leaves_is_a_quiet_end(folder, tmp_path):
    command = f"{sys.executable} -m onrecord.cli read {folder} -f json | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=tmp_path)
    assert done.stderr == b""


@pytest.mark.slow
def test_an_interrupt_is_status_130_and_keeps_what_was_finished(tmp_path):
    source = tmp_path / "many.jsonl"
    source.write_text("".join(json.dumps({"id": f"d{n}", "text": STATEMENT * 50}) + "\n" for n in range(500)))
    command = [sys.executable, "-m", "onrecord.cli", "read", str(source), "-f", "json", "-o", str(tmp_path / "out")]
    # A background shell starts its children with SIGINT ignored; a person's terminal does not.
    code = "import signal, os, sys; signal.signal(2, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    starter = [sys.executable, "-c", code, *command]
    with subprocess.Popen(starter, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.decode().splitlines()[-1] == "onrecord: interrupted; what was finished is kept"
    for path in (tmp_path / "out").iterdir():
        json.loads(path.read_bytes())


def test_doctor_says_what_is_there(tmp_path):
    done = run("doctor", cwd=tmp_path)
    assert done.returncode == 0
    assert "All is well." in done.out
    assert "trafilatura" in done.out
    assert "an HTML page" in done.out


def test_doctor_sees_a_broken_install(tmp_path):
    (tmp_path / "pypdfium2.py").write_text("raise ImportError('it is broken')")
    done = run("doctor", cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert done.returncode == 1
    assert "FAILED       a PDF: " in done.out


def test_a_name_cannot_write_on_the_terminal(tmp_path):
    name = "bad\x1b[31m\nname.txt"
    done = run("read", name, cwd=tmp_path)
    assert done.returncode == 1
    assert "\x1b" not in done.err
    assert len(done.err.splitlines()) == 1


def test_a_closed_standard_output_is_one_line(statement, tmp_path):
    command = f"{sys.executable} -m onrecord.cli read {statement} >&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=tmp_path)
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("onrecord: standard output: not written")


def test_a_closed_standard_error_is_no_harm(statement, tmp_path):
    command = f"{sys.executable} -m onrecord.cli read {statement} gone.txt -f json 2>&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=tmp_path)
    assert done.returncode == 3
    assert json.loads(done.stdout)["document"]["text"] == STATEMENT


def test_work_in_a_folder_goes_on_when_nobody_listens(folder, tmp_path):
    command = f"set -o pipefail; {sys.executable} -m onrecord.cli read {folder} -f json -o out | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(os.listdir(tmp_path / "out")) == 3


def test_out_may_be_a_dash_and_not_nothing(statement, tmp_path):
    done = run("read", statement, "-f", "json", "-o", "-", cwd=tmp_path)
    assert json.loads(done.out)["document"]["text"] == STATEMENT
    assert run("read", statement, "-o", "", cwd=tmp_path).returncode == 2
    assert os.listdir(tmp_path) == [statement.name]


@pytest.mark.parametrize("out", ["n" * 300 + ".json", "a\nb\x1b.json"])
def test_an_odd_name_for_the_result_is_one_line_about_that_name(statement, tmp_path, out):
    done = run("read", statement, "-o", out, cwd=tmp_path)
    (line,) = done.err.splitlines()
    assert "standard output" not in line
    assert line.isprintable()


def test_a_table_without_rows_is_not_silent(tmp_path):
    (tmp_path / "rows.csv").write_text("text,id\n")
    done = run("read", "rows.csv", cwd=tmp_path)
    assert (done.returncode, done.err) == (1, "onrecord: rows.csv: it holds no document\n")


def test_the_same_source_three_times_is_three_files(statement, tmp_path):
    run("read", statement, statement, statement, "-f", "json", "-o", "out", cwd=tmp_path)
    assert len(os.listdir(tmp_path / "out")) == 3


def test_readers_that_stop_alike_share_a_line(tmp_path):
    text = "Le maire a dit lundi que quarante maisons avaient été détruites par le feu dans la vieille ville. " * 3
    done = run("read", "-", "-f", "json", cwd=tmp_path, input=text.encode())
    (line,) = done.err.splitlines()
    assert line.count("it reads en") == 1


def test_rows_are_read_as_they_come(monkeypatch):
    monkeypatch.setattr("onrecord.cli.ahead.CARRIED", 50)
    rows = iter([Blob(key=str(n), name=str(n), text="x" * 20) for n in range(9)])
    blobs, total = ahead_of(rows)
    assert total is None
    assert [blob.name for blob in rows] == ["3", "4", "5", "6", "7", "8"]
    assert [blob.name for blob in blobs] == ["0", "1", "2"]
    assert ahead_of(iter(()))[1] == 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_a_run(tmp_path, number):
    source = tmp_path / "many.jsonl"
    source.write_text("".join(json.dumps({"id": f"d{n}", "text": STATEMENT * 50}) + "\n" for n in range(500)))
    words = ["read", str(source), "-f", "json", "-o", str(tmp_path / "out"), "--workers", "2"]
    code = "import signal, os, sys; signal.signal(2, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    mark = f"RUN_OF_THIS_TEST={tmp_path}"
    with subprocess.Popen(
        [sys.executable, "-c", code, sys.executable, "-m", "onrecord.cli", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, **dict([mark.split("=", 1)])},
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does: to the workers, too
        else:
            process.kill()
        _, err = process.communicate(timeout=30)
    assert process.returncode == (130 if number == signal.SIGINT else -number)
    assert b"Traceback" not in err
    end = time.monotonic() + 10
    while _running(mark) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _running(mark)
    if number == signal.SIGINT:
        assert not [name for name in os.listdir(tmp_path / "out") if name.endswith(".part")]


def _running(mark):
    found = []
    for process in os.listdir("/proc"):
        try:
            with open(f"/proc/{process}/environ", "rb") as file:
                found += [process] if mark.encode() in file.read() else []
        except OSError:
            continue
    return found
