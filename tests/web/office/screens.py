"""The table of all addresses of the office: method, what draws it, who holds that, and how it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.factories import cases as make

ALL = ()
READ, FILE, ROUTE = ("cases.read",), ("cases.file",), ("cases.route",)
RULES, PLACES, CARDS = ("rulebook.manage",), ("territory.manage",), ("territory.issue_cards",)
ASK, APPROVE, RETRY = ("vault.ask_reveal",), ("vault.approve_reveal",), ("ledger.retry",)
SYSTEMS = ("exchange.manage",)
WHISTLES = ("cases.pressure",)
CARDKEEPER = ("cases.cards",)
PUBLISH = ("insight.publish",)
IMPORT = ("exchange.import",)
SHARE, SHARED = ("exchange.share",), ("exchange.share", "insight.read", "ledger.read")
ELEMENT = {"key": "fact:case.closed"}
KEEPS = ("vault.hold", "vault.erase")
PROVES = ("ledger.read", "cases.oversee")
ACCOUNT, GRANT = ("directory.account",), ("directory.grant",)
NOBODY = "00000000-0000-7000-8000-000000000000"
VILLAGE = make.VILLAGE

Arguments = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Screen:
    """
    One address.

    :param needs: the permissions of which one draws it; none lets every post in.
    :param holder: whose visit succeeds, as an attribute of the office or of its county.
    :param status: what the holder gets; a verb with nothing to act on says so with 404 or 422.
    """

    name: str
    method: str
    needs: tuple[str, ...]
    holder: str = "intake"
    status: int = 200
    kwargs: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    stranger: str = "sign-in"


CASE = {"number": "NUMBER"}
SCREENS = (
    Screen("home", "GET", ALL, status=302),
    Screen("sign_in", "GET", ALL, stranger="open"),
    Screen("sign_out", "POST", ALL, status=302),
    Screen("choose_post", "GET", ALL),
    Screen("look", "POST", ALL, status=302, stranger="open"),
    Screen("password", "GET", ALL),
    Screen("patterns", "GET", ALL, status=404, stranger="open"),
    Screen("desk", "GET", READ),
    Screen("bulk", "POST", READ, status=422),
    Screen("desk_export", "GET", READ),
    Screen("case", "GET", READ, kwargs=CASE),
    Screen("case_print", "GET", READ, kwargs=CASE),
    Screen("case_photo", "GET", READ, status=404, kwargs={**CASE, "photo_id": NOBODY}),
    Screen("case_no_form", "GET", READ, kwargs=CASE),
    Screen("reveal_ask", "GET", ASK, "asker", kwargs=CASE),
    Screen("case_same", "POST", ("vault.same_matter",), "matcher", kwargs=CASE, status=404),
    Screen("case_verb_form", "GET", READ, kwargs={**CASE, "key": "note"}),
    Screen("case_verb", "POST", READ, status=302, kwargs={**CASE, "key": "note"}, data={"words": "记下了"}),
    Screen("file", "GET", FILE),
    Screen("file_questions", "GET", FILE),
    Screen("file_suggest", "POST", FILE, data={"words": "路灯坏了"}),
    Screen("file_done", "GET", FILE, status=404),
    Screen("file_paper", "GET", FILE, status=404),
    Screen("calls", "GET", ("cases.call", "cases.acknowledge", "cases.oversee"), "water"),
    Screen("new_call", "GET", ("cases.call",), "caller"),
    Screen(
        "call_verb", "GET", ("cases.call", "cases.acknowledge"), "water", kwargs={"unit_id": NOBODY, "key": "report_in"}
    ),
    Screen("meeting", "GET", ("cases.supervise",), "overseer"),
    Screen("load", "GET", ("cases.oversee",), "overseer"),
    Screen("supervision", "GET", ("cases.supervise", "cases.handle", "cases.oversee"), "overseer"),
    Screen("new_supervision", "GET", ("cases.supervise",), "overseer"),
    Screen(
        "supervision_verb",
        "GET",
        ("cases.supervise", "cases.handle", "cases.oversee"),
        "overseer",
        kwargs={"item_id": NOBODY, "key": "end_supervision"},
    ),
    Screen("disputes", "GET", ("cases.supervise",), "overseer"),
    Screen("parts", "GET", ("cases.handle", "cases.acknowledge"), "water"),
    Screen("search", "GET", (*READ, "insight.read"), data={"q": "路灯"}),
    Screen("notices", "GET", ALL),
    Screen("read_all", "POST", ALL, status=302),
    Screen("read_notice", "POST", ALL, status=404, kwargs={"notice_id": NOBODY}),
    Screen("refusals", "GET", ("cases.approve_refusal",), "overseer"),
    Screen("decide_refusal", "POST", ("cases.approve_refusal",), "overseer", 302, data={"number": "2026-000417"}),
    Screen("board", "GET", ("insight.read",), "overseer"),
    Screen("analysis", "GET", ("insight.read",), "overseer"),
    Screen("save_view", "POST", ("insight.read",), "overseer", 422),
    Screen("view", "GET", ("insight.read",), "overseer", 404, {"view_id": NOBODY}),
    Screen("change_view", "POST", ("insight.read",), "overseer", 404, {"view_id": NOBODY}),
    Screen("try_view_again", "POST", ("insight.read",), "overseer", 404, {"view_id": NOBODY}),
    Screen("remove_view", "POST", ("insight.read",), "overseer", 404, {"view_id": NOBODY}),
    Screen("view_issue", "GET", ("insight.read",), "overseer", 404, {"view_id": NOBODY, "day": "2026-11-30"}),
    Screen("panel_control", "GET", ("insight.read",), "overseer"),
    Screen("panel_ageing", "GET", ("insight.read",), "overseer"),
    Screen("panel_durations", "GET", ("insight.read",), "overseer"),
    Screen("panel_paths", "GET", ("insight.read",), "overseer"),
    Screen("panel_seasons", "GET", ("insight.read",), "overseer"),
    Screen("panel_supply", "GET", ("insight.read",), "overseer"),
    Screen("panel_supply_load", "GET", PLACES, "keeper"),
    Screen("board_sheet", "GET", ("insight.read",), "overseer"),
    Screen("board_tiles", "GET", ("insight.read",), "overseer"),
    Screen("gaps", "GET", ("cases.oversee",), "overseer"),
    Screen("oversight", "GET", ("cases.oversee",), "overseer"),
    Screen("behind", "GET", ("cases.oversee",), "overseer", data={"of": "cases.on_time", "side": "whole"}),
    Screen("extensions", "GET", ("cases.approve_extension",), "water_head"),
    Screen("decide_extensions", "POST", ("cases.approve_extension",), "water_head", 422),
    Screen("measures", "GET", ALL),
    Screen("measure", "GET", ALL, kwargs={"key": "cases.on_time"}),
    Screen(
        "figure",
        "GET",
        ("insight.read", "cases.oversee", "ledger.read"),
        "overseer",
        kwargs={"key": "cases.on_time"},
    ),
    Screen("measure_text", "GET", ALL, status=404, kwargs={"key": "cases.on_time"}),
    Screen("new_measure", "GET", PUBLISH, "publisher"),
    Screen("edit_measure", "GET", PUBLISH, "publisher", 404, {"key": "cases.on_time"}),
    Screen("retire_measure", "GET", PUBLISH, "publisher", 404, {"key": "cases.on_time"}),
    Screen("duty", "GET", ("directory.alarm", "directory.duty"), "keeper"),
    Screen("take_up", "POST", ("directory.alarm",), "keeper", 404, {"alarm_id": NOBODY}),
    Screen("pressure", "GET", ("cases.pressure",), "pressure"),
    Screen("pressure_take_up", "POST", ("cases.pressure",), "pressure", 404, {"report_id": NOBODY}),
    Screen("whistles", "GET", WHISTLES, "pressure"),
    Screen("whistle_take_up", "POST", WHISTLES, "pressure", 404, {"report_id": NOBODY}),
    Screen("whistle_answer", "GET", WHISTLES, "pressure", kwargs={"report_id": NOBODY}),
    Screen("reveals", "GET", ("vault.ask_reveal", "vault.approve_reveal"), "keeper"),
    Screen("reveal_approve", "GET", APPROVE, "keeper", kwargs={"reveal_id": NOBODY}),
    Screen("reveal_refuse", "POST", APPROVE, "keeper", 404, {"reveal_id": NOBODY}),
    Screen("reveal_read", "POST", ASK, "asker", 404, {"reveal_id": NOBODY}),
    Screen("kept", "GET", KEEPS, "archivist"),
    Screen("kept_one", "GET", KEEPS, "archivist", 404, {"case_id": NOBODY}),
    Screen("kept_verb", "GET", KEEPS, "archivist", 404, {"case_id": NOBODY, "key": "hold_contact"}),
    Screen("routing", "GET", ALL),
    Screen("set_row", "GET", ROUTE, "keeper"),
    Screen("set_office", "GET", ROUTE, "keeper"),
    Screen("routing_draft", "GET", ROUTE, "keeper"),
    Screen("change_draft", "POST", ROUTE, "keeper", 422),
    Screen("routing_trial", "GET", ROUTE, "keeper", 404),
    Screen("publish_routing", "GET", ROUTE, "keeper"),
    Screen("drop_draft", "POST", ROUTE, "keeper", 404),
    Screen("routing_versions", "GET", ROUTE, "keeper"),
    Screen("routing_version", "GET", ROUTE, "keeper", 404, {"number": 9}),
    Screen("routing_back", "GET", ROUTE, "keeper", 404, {"number": 9}),
    Screen("draft_ruling", "POST", ROUTE, "keeper", 404, {"ruling_id": NOBODY}),
    Screen("end_row", "POST", ROUTE, "keeper", 404, {"row_id": NOBODY}),
    Screen("matters", "GET", ALL),
    Screen("load_matters", "GET", ROUTE, "keeper"),
    Screen("matter_versions", "GET", ALL),
    Screen("matter_version", "GET", ALL, status=404, kwargs={"number": 9}),
    Screen("matters_followed", "GET", ROUTE, "keeper"),
    Screen("matter", "GET", ALL, kwargs={"number": 101}),
    Screen("follow_matter", "POST", ROUTE, "keeper", 404, {"number": 101}),
    Screen("end_question", "POST", ROUTE, "keeper", 404, {"number": 101, "code": "none"}),
    Screen("edit_matter", "GET", ROUTE, "keeper", kwargs={"number": 101, "key": "set_duties"}),
    Screen("topics", "GET", ("cases.supervise", "cases.oversee"), "overseer"),
    Screen("open_topic", "GET", ("cases.supervise",), "overseer"),
    Screen("topic", "GET", ("cases.supervise", "cases.oversee"), "overseer", 404, {"number": 999}),
    Screen("topic_verb", "GET", ("cases.supervise",), "overseer", 404, {"number": 999, "key": "tell_topic"}),
    Screen("suggestion_models", "GET", ROUTE, "keeper"),
    Screen("order_model", "POST", ROUTE, "keeper", 302),
    Screen("choose_model", "POST", ROUTE, "keeper", 404, {"version": 999}),
    Screen("replies", "GET", ALL),
    Screen("policies", "GET", ALL),
    Screen("new_policy", "GET", CARDKEEPER, "water_head"),
    Screen("policy", "GET", ALL, status=404, kwargs={"key": NOBODY}),
    Screen("change_policy", "GET", CARDKEEPER, "water_head", 404, {"key": NOBODY}),
    Screen("renew_policy", "GET", CARDKEEPER, "water_head", 404, {"key": NOBODY}),
    Screen("retire_policy", "POST", CARDKEEPER, "water_head", 404, {"key": NOBODY}),
    Screen("new_reply", "GET", ROUTE, "keeper"),
    Screen("set_reply", "GET", ROUTE, "keeper", 404, {"reply_id": NOBODY}),
    Screen("set_answer", "GET", ROUTE, "keeper", kwargs={"reason": "illegal"}),
    Screen("retire_reply", "POST", ROUTE, "keeper", 404, {"reply_id": NOBODY}),
    Screen("rules", "GET", ALL),
    Screen("rule", "GET", ALL, kwargs={"rule_id": "HL-04"}),
    Screen("set_rule", "GET", RULES, "keeper", kwargs={"rule_id": "HL-04"}),
    Screen("confirm_rule", "POST", RULES, "keeper", 404, {"version": "999999"}),
    Screen("calendar", "GET", ALL, kwargs={"year": 2026}),
    Screen("set_day", "GET", RULES, "keeper", kwargs={"year": 2026}),
    Screen("load_calendar", "POST", RULES, "keeper", 422),
    Screen("grid_today", "GET", FILE, holder="grid_worker"),
    Screen("grid_report", "GET", FILE, holder="grid_worker"),
    Screen("grid_doors", "GET", FILE, holder="grid_worker"),
    Screen("grid_matters", "GET", FILE, holder="grid_worker"),
    Screen("grid_queue", "GET", FILE, holder="grid_worker"),
    Screen("grid_map", "GET", (*READ, *PLACES)),
    Screen("grid_village", "GET", (*READ, *PLACES), kwargs={"place_path": VILLAGE}),
    Screen("grid_history", "GET", (*READ, *PLACES), kwargs={"place_path": VILLAGE}),
    Screen("grid_change", "POST", PLACES, "keeper", 422, {"key": "draw", "place_path": VILLAGE}),
    Screen("grid_state", "GET", FILE, holder="grid_worker"),
    Screen("grid_send", "POST", FILE, holder="grid_worker", status=422),
    Screen("grid_manifest", "GET", ALL, stranger="open"),
    Screen("grid_worker", "GET", ALL, stranger="open"),
    Screen("grid_offline", "GET", ALL, stranger="open"),
    Screen("places", "GET", ALL),
    Screen("load_map", "GET", PLACES, "keeper"),
    Screen("load_table", "GET", PLACES, "keeper", kwargs={"kind": "divisions"}),
    Screen("issue_cards", "POST", CARDS, "keeper", 302, {"place_path": VILLAGE}),
    Screen("cards_posted", "POST", CARDS, "keeper", 302, {"place_path": VILLAGE}),
    Screen("revoke_card", "POST", CARDS, "keeper", 404, {"place_path": VILLAGE}, {"code": "0000"}),
    Screen("reissue_card", "POST", CARDS, "keeper", 404, {"place_path": VILLAGE}, {"code": "0000"}),
    Screen("card_sheet", "GET", CARDS, "keeper", kwargs={"place_path": VILLAGE}),
    Screen("posting_list", "GET", CARDS, "keeper", kwargs={"place_path": VILLAGE}),
    Screen("households", "GET", ALL, kwargs={"place_path": VILLAGE}),
    Screen("place", "GET", ALL, kwargs={"place_path": VILLAGE}),
    Screen("appoint", "GET", ("directory.manage",), "keeper", kwargs={"place_path": VILLAGE}),
    Screen(
        "end_appointment",
        "POST",
        ("directory.manage",),
        "keeper",
        404,
        {"appointment_id": NOBODY, "place_path": VILLAGE},
    ),
    Screen("place_verb", "GET", PLACES, "keeper", kwargs={"key": "draw_grid_cell", "place_path": VILLAGE}),
    Screen("village", "GET", ALL, kwargs={"place_path": VILLAGE}),
    Screen("staff", "GET", ALL),
    Screen("units", "GET", ALL),
    Screen("accounts", "GET", (*ACCOUNT, "directory.audit"), "accounts"),
    Screen("open_account", "GET", ACCOUNT, "accounts"),
    Screen("account_verb", "GET", ACCOUNT, "accounts", kwargs={"account_id": NOBODY, "key": "set_password"}),
    Screen("staff_verb", "GET", ALL, kwargs={"key": "open_post"}),
    Screen("post", "GET", ALL, kwargs={"post_id": "POST"}),
    Screen("withdraw", "POST", GRANT, "grants", 404, {"post_id": "POST", "grant_id": NOBODY}),
    Screen("recuse", "GET", ("directory.recuse",), "head", kwargs={"post_id": "POST"}),
    Screen("end_recusal", "POST", ("directory.recuse",), "head", 404, {"post_id": "POST", "recusal_id": NOBODY}),
    Screen("post_verb", "GET", ALL, kwargs={"post_id": "POST", "key": "give_role"}),
    Screen("systems", "GET", ("exchange.manage", "directory.grant"), "keeper"),
    Screen("register_system", "GET", SYSTEMS, "keeper"),
    Screen("issue_key", "GET", SYSTEMS, "keeper", 404, {"client_id": NOBODY}),
    Screen("revoke_key", "POST", SYSTEMS, "keeper", 404, {"client_id": NOBODY, "prefix": "abc"}),
    Screen("give_system", "GET", GRANT, "grants", 404, {"client_id": NOBODY}),
    Screen("withdraw_from_system", "POST", GRANT, "grants", 404, {"client_id": NOBODY}),
    Screen("close_system", "GET", SYSTEMS, "keeper", 404, {"client_id": NOBODY}),
    Screen("peer", "GET", SYSTEMS, "keeper", 404, {"client_id": NOBODY}),
    Screen("peer_verb", "GET", SYSTEMS, "keeper", 404, {"client_id": NOBODY, "key": "connect_peer"}),
    Screen("sharing", "GET", ALL),
    Screen("shared_element", "GET", ALL, kwargs=ELEMENT),
    Screen("assign_owner", "GET", ("exchange.assign",), "sharer", kwargs=ELEMENT),
    Screen("data_grants", "GET", SHARED, "sharer"),
    Screen("new_data_grant", "GET", SHARE, "sharer", data={"element": "fact:case.closed"}),
    Screen("data_grant", "GET", SHARED, "sharer", 404, {"grant_id": NOBODY}),
    Screen("withdraw_data", "POST", SHARE, "sharer", 404, {"grant_id": NOBODY}),
    Screen("send_data", "GET", SHARE, "sharer", 404, {"grant_id": NOBODY}),
    Screen("renew_secret", "GET", SHARE, "sharer", 404, {"grant_id": NOBODY}),
    Screen("resume_sending", "POST", SHARE, "sharer", 404, {"grant_id": NOBODY}),
    Screen("stop_sending", "GET", SHARE, "sharer", 404, {"grant_id": NOBODY}),
    Screen("data_uses", "GET", SHARED, "sharer"),
    Screen("incoming", "GET", ("cases.accept",)),
    Screen("incoming_one", "GET", ("cases.accept",), status=404, kwargs={"arrival_id": NOBODY}),
    Screen("incoming_voice", "GET", ("cases.accept",), status=404, kwargs={"arrival_id": NOBODY}),
    Screen("set_incoming_aside", "POST", ("cases.accept",), status=404, kwargs={"arrival_id": NOBODY}),
    Screen("take_up_incoming", "POST", ("cases.accept",), status=404, kwargs={"arrival_id": NOBODY}),
    Screen("channels", "GET", ("exchange.manage", "cases.accept"), "keeper"),
    Screen("devices", "GET", SYSTEMS, "keeper"),
    Screen("register_device", "GET", SYSTEMS, "keeper"),
    Screen("retire_device", "POST", SYSTEMS, "keeper", 404, {"device_id": NOBODY}),
    Screen("channel_act", "POST", SYSTEMS, "keeper", 404, {"way": "mail", "act": "nonsense"}),
    Screen("imports", "GET", IMPORT, "importer"),
    Screen("import_hand_in", "POST", IMPORT, "importer", 422),
    Screen("import", "GET", IMPORT, "importer", 404, {"run_id": NOBODY}),
    Screen("import_reading", "POST", IMPORT, "importer", 404, {"run_id": NOBODY}),
    Screen("import_refused", "GET", IMPORT, "importer", 404, {"run_id": NOBODY}),
    Screen("import_press", "POST", IMPORT, "importer", 404, {"run_id": NOBODY, "key": "start"}),
    Screen("deliveries", "GET", RETRY, "keeper"),
    Screen("retry", "POST", RETRY, "keeper", 404, {"delivery_id": 999999}),
    Screen("ledger", "GET", ALL),
    Screen("find_fact", "GET", PROVES, "overseer", 302, data={"id": NOBODY}),
    Screen("fact", "GET", PROVES, "overseer", 404, {"fact_id": NOBODY}),
    Screen("fact_proof", "GET", PROVES, "overseer", 404, {"fact_id": NOBODY}),
)
