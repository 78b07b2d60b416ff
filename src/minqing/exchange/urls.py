"""Addresses of the exchange: the versioned API."""

from django.urls import path

from .api.v1 import api

urlpatterns = [path("api/v1/", api.urls)]
