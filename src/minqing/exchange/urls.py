"""Addresses of the exchange: the versioned API, Open311, and the demo's text messages."""

from django.urls import include, path

from . import views
from .api.v1 import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("open311/v2/", include("minqing.exchange.open311.urls")),
    path("demo/sms", views.demo_messages, name="demo-messages"),
]
