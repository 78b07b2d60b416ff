"""The table of addresses: health, the JSON API, the office, the resident's pages."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from minqing.conf.settings.apps import UNDER_CONSTRUCTION

URL_MODULES = ("minqing.ops.urls", "minqing.exchange.urls", "minqing.web.urls", "minqing.web.resident.urls")


def stands(module: str) -> bool:
    """Say whether a module has been built."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(module)) for module in URL_MODULES if stands(module) or not UNDER_CONSTRUCTION
]
