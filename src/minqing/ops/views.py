"""The one page of operations: its answer is for machines."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from minqing.ops.health import health

__all__ = ["healthz"]


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 while all is well, 503 when something needs a person."""
    found = health(timezone.now())
    answer = JsonResponse(found.facts, status=200 if found.is_well else 503)
    setattr(answer, "_has_been_logged", True)  # noqa: B010 - a monitor asks often; Django would log each 503 as an error
    return answer
