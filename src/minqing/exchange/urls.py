"""Addresses of the exchange: the versioned API, Open311, what channels call, and the demo's text messages."""

from django.urls import include, path

from . import views
from .api.v1 import api
from .intake import callbacks

urlpatterns = [
    path("api/v1/", api.urls),
    path("open311/v2/", include("minqing.exchange.open311.urls")),
    path("channels/sms", callbacks.text_message, name="text-message"),
    path("channels/devices/<str:key>", callbacks.reading, name="reading"),
    path("channels/wechat", callbacks.wechat, name="wechat"),
    path("demo/sms", views.demo_messages, name="demo-messages"),
]
