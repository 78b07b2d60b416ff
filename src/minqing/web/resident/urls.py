"""Addresses of the resident's pages. No receipt's code ever stands in one."""

from django.urls import path

from .edge import kindly
from .views import (
    checks,
    dual_report,
    figures,
    noticeboard,
    promises,
    rating,
    receipts,
    reporting,
    speaking,
    start,
    whistle,
)

app_name = "resident"

urlpatterns = [
    path("", kindly(start.county), name="county"),
    path("q", kindly(start.find_card), name="find_card"),
    path("q/<str:code>", kindly(start.scan), name="scan"),
    path("q/<str:code>/report", kindly(reporting.report_card), name="report_card"),
    path("q/<str:code>/speak", kindly(speaking.speak_card), name="speak_card"),
    path("q/<str:code>/paper", kindly(start.paper_form), name="paper_form"),
    path("q/<str:code>/call", kindly(start.call), name="call_card"),
    path("call", kindly(start.call), name="call"),
    path("promises/", kindly(promises.promises), name="promises"),
    path("checks/", kindly(checks.checks), name="checks"),
    path("checks/<str:month>.txt", kindly(checks.values), name="check_values"),
    path("kept", kindly(start.kept), name="kept"),
    path("report", kindly(start.choose_place), name="choose_place"),
    path("report/in/<str:digits>", kindly(start.choose_place), name="choose_village"),
    path("report/<str:digits>", kindly(reporting.report_place), name="report_place"),
    path("report/<str:digits>/speak", kindly(speaking.speak_place), name="speak_place"),
    path("figures/", kindly(figures.figures), name="figures"),
    path("figures/<str:digits>/", kindly(figures.figures), name="figures_of"),
    path("board/", kindly(noticeboard.notice_board), name="notice_board"),
    path("board/<str:digits>/", kindly(noticeboard.notice_board), name="notice_board_of"),
    path("choice", kindly(start.choice), name="choice"),
    path("r", kindly(receipts.look_up), name="look_up"),
    path("r/mine", kindly(receipts.mine), name="mine"),
    path("r/slip", kindly(receipts.slip), name="slip"),
    path("r/leave", kindly(receipts.leave), name="leave"),
    path("r/<str:word>", kindly(receipts.act), name="act"),
    path("dual-report", kindly(dual_report.dual_report), name="dual_report"),
    path("whistle", kindly(whistle.whistle), name="whistle"),
    path("whistle/look", kindly(whistle.whistle_look), name="whistle_look"),
    path("rate/<str:token>", kindly(rating.rate), name="rate"),
]
