"""The table of addresses: health, the JSON API, the office, the resident's pages."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from minqing.conf.settings.apps import UNDER_CONSTRUCTION

URL_MODULES = ("minqing.ops.urls", "minqing.exchange.urls", "minqing.web.urls", "minqing.web.resident.urls")


def stands(module: str) -> bool:
    """Say whether a module has been built."""
    try:
        import_module(module)
    except (ImportError, RuntimeError):
        return False
    return True


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(module)) for module in URL_MODULES if not UNDER_CONSTRUCTION or stands(module)
]
