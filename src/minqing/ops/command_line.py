"""The operator's command line: finds its commands, reads the arguments, says refusals in one sentence."""

import argparse
import pkgutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.db.utils import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from minqing.kernel.errors import Refused
from minqing.kernel.operations import OPERATIONS, Operation, Option

__all__ = ["COMMANDS", "Argument", "Command", "command", "run_command", "told_to_migrate"]

Text = str | Promise
Run = Callable[[argparse.Namespace], int | None]


@dataclass(frozen=True)
class Argument:
    """One argument of a command, as argparse takes it."""

    names: tuple[str, ...]
    options: dict[str, Any]


@dataclass(frozen=True)
class Command:
    """One thing an operator may say."""

    name: str
    help: Text
    run: Run
    arguments: tuple[Argument, ...] = ()
    needs_apps: bool = True


COMMANDS: dict[str, Command] = {}


def argument(*names: str, **options: Any) -> Argument:
    """Describe an argument: the same words as argparse's ``add_argument``."""
    return Argument(names, options)


def command(name: str, *, help: Text, arguments: Sequence[Argument] = ()) -> Callable[[Run], Run]:  # noqa: A002
    """
    Register a function as a command.

    :param name: what the operator types.
    :param help: one line for ``--help``.
    :raises ValueError: if the name is taken.
    """

    def register(run: Run) -> Run:
        if name in COMMANDS:
            raise ValueError(f"command {name!r} is registered twice")
        COMMANDS[name] = Command(name=name, help=help, run=run, arguments=tuple(arguments))
        return run

    return register


def load_commands() -> dict[str, Command]:
    """Import every module of ``ops.commands``; each registers its own."""
    commands = import_module("minqing.ops.commands")  # by name: they import this module to register
    for module in pkgutil.iter_modules(commands.__path__):
        import_module(f"{commands.__name__}.{module.name}")
    for operation in OPERATIONS.values():
        COMMANDS.setdefault(operation.name, as_command(operation))
    return dict(sorted(COMMANDS.items()))


def as_command(operation: Operation) -> Command:
    """Make a command of what another module offers: the operator acts, now, with the permissions it names."""

    def run(options: argparse.Namespace) -> int:
        from minqing.ops.operator import now, operator  # the apps are loaded by now

        given = {option.name: getattr(options, option.name) for option in operation.options}
        for line in operation.run(actor=operator(*operation.permissions), at=now(), **given):
            print(line)
        return 0

    arguments = tuple(Argument(_argparse_names(option), _argparse_options(option)) for option in operation.options)
    return Command(operation.name, operation.help, run, arguments)


def _argparse_names(option: Option) -> tuple[str, ...]:
    return (option.name if option.first else f"--{option.name.replace('_', '-')}",)


def _argparse_options(option: Option) -> dict[str, Any]:
    if option.first:
        return {"help": option.help}
    many: dict[str, Any] = {"nargs": "+", "default": []} if option.many else {"default": ""}
    return {"help": option.help, "required": option.required, **many}


def parser() -> argparse.ArgumentParser:
    """Build the parser for all commands."""
    whole = argparse.ArgumentParser(prog="python -m minqing", description=_("minqing: the operator's command line"))
    below = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for one in load_commands().values():
        part = below.add_parser(one.name, help=str(one.help), description=str(one.help))
        for each in one.arguments:
            words: dict[str, Any] = {
                key: str(value) if isinstance(value, Promise) else value for key, value in each.options.items()
            }
            part.add_argument(*each.names, **words)
    return whole


def told_to_migrate() -> bool:
    """Say what to run first, if the database lacks tables of this version; tell whether that was it."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        lacking = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:  # there is no database at all, which is another trouble
        return False
    if lacking:
        print(_("The database lacks tables. Run first: python -m minqing migrate (or make run)."), file=sys.stderr)
    return lacking


def run_command(arguments: Sequence[str]) -> int:
    """
    Run one command.

    :param arguments: what stands after ``python -m minqing``.
    :return: 0 when it went well, 1 when it was refused or found something wrong.
    """
    import django

    django.setup()
    options = parser().parse_args(arguments)
    try:
        return COMMANDS[options.command].run(options) or 0
    except Refused as refusal:
        print(str(refusal), file=sys.stderr)
        return 1
    except DatabaseError:
        if not told_to_migrate():
            raise
        return 1
    except BrokenPipeError:
        return 0
