"""The six calls of the standard and the two of discovery. Each returns data; how it is written, the address says."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from minqing.exchange.api.throttle import guarded

from . import describing
from .calling import endpoint, filing_system, reading_system
from .filing import file_request
from .reading import list_requests, one_request
from .refusing import ABSENT, errors
from .submissions import number_for
from .writing import Answer


@endpoint("GET")
def discovery(request: HttpRequest) -> Answer:
    """Say where this server is."""
    reading_system(request)
    return describing.discovery()


@endpoint("GET")
def services(request: HttpRequest) -> Answer:
    """List the services."""
    reading_system(request)
    return describing.services()


@endpoint("GET")
def definition(request: HttpRequest, code: str) -> Answer:
    """Say what a service asks besides."""
    reading_system(request)
    return describing.definition(code)


@endpoint("GET", "POST")
def requests(request: HttpRequest) -> Answer:
    """List requests, or file one."""
    if request.method == "POST":
        return file_request(request, filing_system(request))
    return list_requests(request, reading_system(request))


@endpoint("GET")
def one(request: HttpRequest, number: str) -> Answer:
    """Tell one request."""
    return one_request(request, reading_system(request), number)


@endpoint("GET")
def token(request: HttpRequest, token: str) -> Answer:
    """Tell the number of the request that a token stands for."""
    reading_system(request)
    with guarded(request):
        number = number_for(token)
    return Answer("service_requests", [{"service_request_id": number, "token": token}])


@endpoint("GET", "POST")
def nothing(request: HttpRequest, rest: str) -> Answer:
    """Say that there is nothing at an address."""
    return errors(ABSENT, _("There is no such call. See discovery."))
