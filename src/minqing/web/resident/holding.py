"""
Who holds a receipt: a signed cookie that only the progress pages see, for half an hour.

The code itself never stands in an address, so no log, history or Referer can carry it.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "receipt"
SALT = "minqing.resident.receipt"
PATH = "/r"
LASTS = 30 * 60


def held_receipt(request: HttpRequest) -> str:
    """Return the receipt this phone looked up in the last half hour, or nothing."""
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS))
    except signing.BadSignature:
        return ""


def hold(answer: HttpResponse, receipt: str) -> HttpResponse:
    """Let this phone see the receipt's pages for half an hour from now."""
    answer.set_cookie(
        COOKIE,
        signing.dumps(receipt, salt=SALT),
        max_age=LASTS,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return answer


def let_go(answer: HttpResponse) -> HttpResponse:
    """Forget the receipt on this phone."""
    answer.delete_cookie(COOKIE, path=PATH, samesite="Lax")
    return answer
