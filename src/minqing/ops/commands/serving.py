"""Commands that start something and stay."""

import argparse
import os
import socket
import sys

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.kernel.errors import Refused
from minqing.ops import demo
from minqing.ops.alone import alone
from minqing.ops.bootstrap import prepare
from minqing.ops.command_line import argument, command
from minqing.ops.progress import Progress
from minqing.ops.server import server_command
from minqing.ops.supervisor import Child, Supervisor
from minqing.ops.welcome import wait_until_open, welcome
from minqing.ops.wiping import begun, finished, was_cut_short, wipe
from minqing.ops.worker import run_worker

__all__ = ["run", "serve", "work"]


def say(line: str) -> None:
    """Print at once, also into a file."""
    print(line, flush=True)


@command(
    "run",
    help=gettext_lazy("Prepare everything, then run web server and worker until Ctrl-C"),
    arguments=[
        argument("--no-demo", action="store_true", help=gettext_lazy("leave an empty database empty at first start"))
    ],
)
def run(options: argparse.Namespace) -> int:
    """Bring the house up: tables, demo on first start, web server, worker."""
    refuse_taken_port()
    with alone():
        return bring_up(options)


def bring_up(options: argparse.Namespace) -> int:
    """Prepare, then start what stays, and stay with it."""
    try:
        if was_cut_short():
            wipe()
        prepare(say=say)
        if settings.DEMO and not options.no_demo and demo.may_fill():
            fill_demo(settings.SIZE, history_later=settings.SIZE == "small")
    except KeyboardInterrupt:
        return 130
    children = [Child("web", server_command()), Child("worker", [sys.executable, "-m", "minqing", "worker"])]
    return Supervisor(children, say=say).run(ready=greet)


def fill_demo(size: str, *, history_later: bool = False) -> None:
    """Fill the demo county, so that a filling that was cut short is known as such at the next start."""
    say(_("Filling the demo county …"))
    begun()
    demo.fill(size=size, progress=Progress(say), history_later=history_later)
    finished()


def greet() -> None:
    """Print the welcome once the pages answer."""
    if wait_until_open():
        welcome(say=say)


def refuse_taken_port() -> None:
    """Say in one sentence that somebody else has the port, instead of falling over it later."""
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((settings.HOST, settings.PORT))
        except OSError as error:
            words = {"port": settings.PORT, "host": settings.HOST}
            raise Refused(
                _("Port %(port)s on %(host)s is taken or not ours. Choose another: PORT=8078 make run") % words
            ) from error


@command("serve", help=gettext_lazy("Run the web server alone"))
def serve(options: argparse.Namespace) -> int:
    """Become the web server."""
    command_line = server_command()
    os.execv(command_line[0], command_line)  # noqa: S606 - a list, no shell


@command("worker", help=gettext_lazy("Run one worker alone"))
def work(options: argparse.Namespace) -> int:
    """Be a worker until told to stop."""
    run_worker()
    return 0
