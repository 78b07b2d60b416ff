"""When there is nothing at an address, or the house itself fails: to a person a page, to a system a problem."""

from django.http import HttpRequest, HttpResponse

from minqing.exchange.api import problems
from minqing.web import failures as pages

__all__ = ["not_found", "server_error"]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing at this address."""
    return problems.absent() if _is_of_a_system(request) else pages.not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Apologise for a failure; its number stands beside the trace in the log."""
    if not _is_of_a_system(request):
        return pages.server_error(request)
    return problems.failed(pages.noted(request))


def _is_of_a_system(request: HttpRequest) -> bool:
    return request.path.startswith(("/api/", "/open311/"))
