"""
The bare floor: a Django view on the same server that inserts three rows in one transaction, and nothing else.

Started by itself (``granian minqing.ops.bench.bare:application``) with ``BARE_DATABASE``: one entry of Django's
``DATABASES`` as JSON, the same as ours, so that both sides are equally durable.
"""

import json
import os
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": json.loads(os.environ["BARE_DATABASE"])},
        ROOT_URLCONF=__name__,
        SECRET_KEY="measured, never served",  # noqa: S106  # no session, no cookie, no secret
        USE_TZ=True,
    )
    django.setup()

from django.db import connection, models, transaction  # settings first


class Row(models.Model):
    """One inserted row, as wide as a short request."""

    words = models.TextField()
    place = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bare"
        db_table = "bare_row"

    def __str__(self) -> str:
        return self.words


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    """Insert three rows in one transaction."""
    words = request.POST.get("words", "")
    with transaction.atomic():
        for number in range(3):
            Row(words=words, place=f"139901/101/20{number}/").save(force_insert=True)
    return HttpResponse("ok")


def ready(request: HttpRequest) -> HttpResponse:
    """Say that the server stands."""
    return HttpResponse("ok")


def make_table() -> None:
    """Create the one table, if it is not there."""
    if Row._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Row)


urlpatterns: list[Any] = [path("insert", insert), path("healthz", ready)]
application = get_wsgi_application()

if __name__ == "__main__":
    make_table()
