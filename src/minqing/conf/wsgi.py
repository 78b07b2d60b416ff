"""The web server's entry. Refuses a body that is too large before anything reads it."""

import os
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minqing.conf.settings.production")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.translation import override

django_application = get_wsgi_application()


def get_ready() -> None:
    """Load what the first page needs before it is asked for, and compile the rules of danger."""
    from minqing.kernel.collecting import keep_what_is_loaded
    from minqing.vault.danger import danger_in

    danger_in("-")
    import_module(settings.ROOT_URLCONF)
    keep_what_is_loaded()


get_ready()


def application(environ: dict[str, Any], respond: "StartResponse") -> Iterable[bytes]:
    """Answer one request; what is larger than ``MAX_BODY_MB`` gets a sentence and 413."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > settings.MAX_BODY_MB * 1024 * 1024:
        return refuse(str(environ.get("PATH_INFO", "")), respond)
    return django_application(environ, respond)


def refuse(path: str, respond: "StartResponse") -> Iterable[bytes]:
    """Say that this is too large and what to do: to a system as a problem, to a person in both languages."""
    body, kind = (
        _for_a_system() if path.startswith(("/api/", "/open311/")) else (_for_a_person(), "text/plain; charset=utf-8")
    )
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Connection", "close")]
    respond("413 Content Too Large", headers)
    return [body]


def _for_a_person() -> bytes:
    return (
        f"发来的内容太大，没有收下。请按返回键，您写的字还在；"
        f"少传几张或缩小照片再发（一次最多 {settings.MAX_BODY_MB} MB）。\n"
        f"This is too large and was not accepted. Go back: your words are still there. "
        f"Send fewer or smaller pictures (at most {settings.MAX_BODY_MB} MB at once).\n"
    ).encode()


def _for_a_system() -> tuple[bytes, str]:
    from minqing.exchange.api.problems import too_large

    with override(settings.LANGUAGE_CODE):  # nobody has read yet which language the caller wants
        answer = too_large()
    return answer.content, answer["Content-Type"]
