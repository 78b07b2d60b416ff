"""The table of addresses: health, the JSON API, the office, the resident's pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("minqing.ops.urls")),
    path("", include("minqing.exchange.urls")),
    path("", include("minqing.web.urls")),
    path("", include("minqing.web.resident.urls")),
]

handler400 = "minqing.web.failures.unreadable"
handler404 = "minqing.conf.failures.not_found"
handler500 = "minqing.conf.failures.server_error"
