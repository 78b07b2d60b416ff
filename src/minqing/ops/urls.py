"""Addresses of operations."""

from django.urls import path

from minqing.ops.views import healthz

urlpatterns = [path("healthz", healthz, name="healthz")]
