"""Addresses of the exchange: the versioned API, and the demo's text messages."""

from django.urls import path

from . import views
from .api.v1 import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("demo/sms", views.demo_messages, name="demo-messages"),
]
