"""The command line: it calls and prints, and decides nothing."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys

import click

import onrecord
from onrecord.cli.archive import archive
from onrecord.cli.doctor import doctor
from onrecord.cli.read import read
from onrecord.errors import OnrecordError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(onrecord.__version__, prog_name="onrecord")
def group() -> None:
    """Read public statements closely and put them on record.

    Who says what; what is claimed; dates, numbers, names; what it rests on; how it argues. Every
    finding is exact to the character and says who found it and why. Nothing rules on truth.

    Exit status: 0 all done; 1 nothing came out; 2 wrong usage; 3 done, but something was left out
    (standard error names each, with its reason); 130 interrupted.
    """


_STARVED = (errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM)

group.add_command(read)
group.add_command(archive)
group.add_command(doctor)


def main() -> None:
    """Run the command line; every fault is one line on standard error and an exit status."""
    _stand_in()
    try:
        status = group.main(prog_name="onrecord", standalone_mode=False)
        sys.stdout.flush()
    except (click.exceptions.Abort, KeyboardInterrupt):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # once is enough: what follows is short
        click.echo("onrecord: interrupted; what was finished is kept", err=True)
        status = 130
    except click.UsageError as error:
        error.show()
        status = 2
    except click.ClickException as error:
        click.echo(f"onrecord: {error.format_message()}", err=True)
        status = 1
    except OnrecordError as error:
        click.echo(f"onrecord: {error}", err=True)
        status = 1
    except BrokenPipeError:
        # The reader of our output has left (`| head`): nothing more to say, and no traceback.
        _hush()
        status = 0
    except OSError as error:
        said = f"onrecord: standard output: not written: {error.strerror or error}"
        if error.errno in _STARVED:
            said = f"onrecord: the system gives no more ({error.strerror}); use fewer --workers or raise its limits"
        with contextlib.suppress(OSError):
            click.echo(said, err=True)
        _hush()
        status = 1
    sys.exit(status if isinstance(status, int) else 0)


def _stand_in() -> None:
    """Open something in the place of standard streams that are closed (``>&-``).

    Otherwise the next file to be opened would take the place of one, and be written over. Nothing
    can be written to the stand-in of standard output: that a result went nowhere must be said.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is not None:
            continue
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
        if name != "stdin":
            setattr(sys, name, open(number, "w", encoding="utf-8", errors="backslashreplace", closefd=False))  # noqa: SIM115


def _hush() -> None:
    """Send what is still to be written nowhere, so that the interpreter ends without a complaint."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
