"""The web server's command line: granian, a few processes of a few threads each."""

import sys

from django.conf import settings

__all__ = ["address", "server_command"]


def server_command(*, workers: int | None = None) -> list[str]:
    """
    Say how the web server is started.

    :param workers: how many processes; None means what the settings say.
    """
    return [
        sys.executable, "-m", "granian", "minqing.conf.wsgi:application",
        "--interface", "wsgi",
        "--host", settings.HOST,
        "--port", str(settings.PORT),
        "--workers", str(workers or settings.WEB_WORKERS),
        "--blocking-threads", str(settings.WEB_THREADS),
        "--workers-kill-timeout", "3",
        "--respawn-failed-workers",
        "--no-access-log",
        "--log-level", "error",
    ]  # fmt: skip


def address() -> str:
    """Say where a browser on this machine finds the pages."""
    host = "127.0.0.1" if settings.HOST in {"0.0.0.0", "::"} else settings.HOST  # noqa: S104 - compared, not bound
    return f"http://{host}:{settings.PORT}/"
