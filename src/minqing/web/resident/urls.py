"""Addresses of the resident's pages. No receipt's code ever stands in one."""

from django.urls import path

from .views import rating, receipts, reporting, start

app_name = "resident"

urlpatterns = [
    path("", start.county, name="county"),
    path("q", start.find_card, name="find_card"),
    path("q/<str:code>", start.scan, name="scan"),
    path("q/<str:code>/report", reporting.report_card, name="report_card"),
    path("q/<str:code>/call", start.call, name="call_card"),
    path("call", start.call, name="call"),
    path("report", start.choose_place, name="choose_place"),
    path("report/in/<str:digits>", start.choose_place, name="choose_village"),
    path("report/<str:digits>", reporting.report_place, name="report_place"),
    path("choice", start.choice, name="choice"),
    path("r", receipts.look_up, name="look_up"),
    path("r/mine", receipts.mine, name="mine"),
    path("r/slip", receipts.slip, name="slip"),
    path("r/leave", receipts.leave, name="leave"),
    path("r/answer/<str:question>", receipts.answer, name="answer"),
    path("r/<str:word>", receipts.act, name="act"),
    path("rate/<str:token>", rating.rate, name="rate"),
]
