"""Addresses of Open311: each call twice, as ``.xml`` and as ``.json``."""

from django.urls import path, re_path

from . import views

app_name = "open311"
FORM = r"\.(?P<form>xml|json)$"

urlpatterns = [
    re_path(rf"^discovery{FORM}", views.discovery, name="discovery"),
    re_path(rf"^services{FORM}", views.services, name="services"),
    re_path(rf"^services/(?P<code>[^/]{{1,40}}){FORM}", views.definition, name="definition"),
    re_path(rf"^requests{FORM}", views.requests, name="requests"),
    re_path(rf"^requests/(?P<number>[^/]{{1,40}}){FORM}", views.one, name="request"),
    re_path(rf"^tokens/(?P<token>[^/]{{1,64}}){FORM}", views.token, name="token"),
    re_path(rf"^(?P<rest>.+){FORM}", views.nothing, name="no_call"),
    path("<path:rest>", views.nothing, name="nothing"),
]
