"""The command line: it calls and prints, and decides nothing."""

from __future__ import annotations

import os
import sys

import click

import onrecord
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


group.add_command(read)
group.add_command(doctor)


def main() -> None:
    """Run the command line; every fault is one line on standard error and an exit status."""
    try:
        status = group.main(prog_name="onrecord", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
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
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except OSError as error:
        click.echo(f"onrecord: standard output: not written: {error.strerror or error}", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status if isinstance(status, int) else 0)
