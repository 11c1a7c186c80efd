"""The page of all commands, from the help texts that `laporan --help` prints."""

from __future__ import annotations

from collections.abc import Iterator

import click
import typer
from reference_markdown import code, heading, prose, table

from laporan.cli.app import app
from laporan.cli.plugins import add_commands

HEADING = """# Perintah

Semua perintah `laporan`, dari teks bantuannya sendiri: `laporan PERINTAH --help` mencetak hal yang sama. Kemajuan
dicetak ke stderr, hasil ke stdout. Kode keluar 0: selesai; 1: ada kesalahan dalam laporan, data, atau parameter, dan
dicetak; 2: perintahnya tidak dimengerti.
"""


def command_page() -> str:
    """Every command with its arguments and options, those of other packages and of the subjects too."""
    return "\n".join([HEADING, *(section(context) for context in commands())])


def commands() -> Iterator[click.Context]:
    """Every command that does something, as the command line knows it."""
    add_commands(app, ["--help"])
    program = typer.main.get_command(app)
    yield from _below(click.Context(program, info_name="laporan"))


def _below(context: click.Context) -> Iterator[click.Context]:
    command = context.command
    if not hasattr(command, "commands"):
        yield context
        return
    for name, inner in sorted(command.commands.items()):
        if not inner.hidden:
            yield from _below(click.Context(inner, info_name=name, parent=context))


def section(context: click.Context) -> str:
    """One command: what it does, how it is called, what each word means."""
    name = context.command_path
    usage = " ".join(context.command.collect_usage_pieces(context))
    records = [record for one in context.command.params if (record := told(one, context))]
    return "\n".join(
        (
            heading(name, 2, f"perintah-{name.replace(' ', '-')}"),
            prose((context.command.help or "").replace("\b", "")) + "\n",
            f"    {name} {usage}\n",
            table(("", ""), ((code(words), prose(said)) for words, said in records)),
        )
    )


def told(parameter: click.Parameter, context: click.Context) -> tuple[str, str] | None:
    """How an argument or option is written, and what its help says of it; None where it is hidden."""
    if getattr(parameter, "hidden", False):
        return None
    words, said = parameter.get_help_record(context) or (parameter.name or "", "")
    return words, said.replace("[required]", "(wajib)").replace("[default: ", "[bawaan: ").replace(
        "env var", "variabel"
    )
