"""Pages have no private powers: each address of the office and of the residents' pages has its like in the API."""

import pytest
from django.urls import URLPattern
from tests.exchange.conftest import description
from tests.web.office.screens import SCREENS

from minqing.cases.verbs import VERBS
from minqing.web.resident.urls import urlpatterns as resident_urls

SESSION = "signing in, choosing a post and the page's looks: a system has a key and one standing instead"
FORM = "the form of a verb; the API's form is its description"
POST_INBOX = "the inbox of a post: notices are told to posts, never to systems, which follow the lists of requests"
POST_VIEWS = "questions that a post keeps under a name: a system keeps its own, and asks them of the pivot"
NO_KEY_GIVES_DATA = "who gives data away and sees who takes them is a person"
NO_KEY_MAKES_KEYS = "systems and their keys: no key makes keys, so no address could ever be allowed (三员分立)"
THREE_KEYS = "accounts: whoever reads them holds one of the three keys, which no system ever holds (三员分立)"
FILE = "the same rows as a table for a spreadsheet; the API gives them as JSON, page by page"
PRINT = "the same request laid out for paper"
PAPER = "the same numbers laid out for paper; the API gives them as JSON"
LOADED = "a table that a person takes responsibility for, with its source and day, after having looked through it"
BOARD = "which tiles one post likes to look at: a system names the measures it wants with `tiles`"
READER = "how this one server's pages look to a developer; it shows no data"
NO_SYSTEM_CALLS = "a person of the hotline calls a resident and writes down what she says; no system answers for her"
NO_SYSTEM_READS = "reports about staff go from a resident to the discipline office; a system would be one more reader"
PHONE = "held by the resident's own phone between two pages; the API is given the receipt each time"

OFFICE: dict[str, str | tuple[str, ...]] = {
    **dict.fromkeys(("home", "sign_in", "sign_out", "choose_post", "look", "password"), SESSION),
    "patterns": READER,
    "desk": ("GET /cases", "GET /cases/counts"),
    "bulk": ("POST /cases/{number}/accept",),
    "desk_export": FILE,
    "case": ("GET /cases/{number}", "GET /cases/{number}/earlier"),
    "case_print": PRINT,
    "case_photo": ("GET /cases/{number}/photos/{photo_id}",),
    "case_no_form": FORM,
    "case_same": ("POST /cases/{number}/compare-phones",),
    "reveal_ask": ("POST /vault/ask_reveal",),
    "case_verb_form": FORM,
    "case_verb": tuple(f"POST /cases/{{number}}/{key}" for key in VERBS),
    "file": ("POST /requests", "POST /requests/with-photos", "POST /requests/preview"),
    "file_done": ("POST /requests",),
    "file_paper": PRINT,
    "search": ("GET /search", "GET /cases/search"),
    **dict.fromkeys(("notices", "read_all", "read_notice"), POST_INBOX),
    "board": ("GET /board",),
    "analysis": ("GET /pivot",),
    **dict.fromkeys(("save_view", "view", "change_view", "try_view_again", "remove_view", "view_issue"), POST_VIEWS),
    "panel_control": ("GET /panels/control", "GET /panels/control/units"),
    **{f"panel_{one}": (f"GET /panels/{one}",) for one in ("ageing", "durations", "paths", "seasons", "supply")},
    "panel_supply_load": LOADED,
    "board_tiles": BOARD,
    "board_sheet": PAPER,
    "oversight": ("GET /oversight",),
    "behind": ("GET /figures/{key}/requests",),
    "extensions": ("GET /extensions",),
    "decide_extensions": ("POST /cases/{number}/decide_extension",),
    "refusals": ("GET /refusals",),
    "decide_refusal": ("POST /cases/{number}/decide_refusal",),
    "measures": ("GET /measures",),
    "measure": ("GET /measures/{key}", "GET /figures/{key}"),
    "figure": ("GET /figures/{key}", "GET /figures/{key}/split", "GET /figures/{key}/facts"),
    "measure_text": ("GET /measures/{key}",),
    **dict.fromkeys(("new_measure", "edit_measure"), ("POST /insight/look-through", "POST /insight/publish_measure")),
    "retire_measure": ("POST /insight/retire_measure",),
    "duty": ("GET /duty", "GET /alarms"),
    "take_up": ("POST /directory/acknowledge_alarm",),
    "pressure": ("GET /pressure-reports",),
    "pressure_take_up": ("POST /tables/acknowledge_pressure",),
    **dict.fromkeys(("visits", "visit_record"), NO_SYSTEM_CALLS),
    "disagreements": ("GET /cases",),
    **dict.fromkeys(("whistles", "whistle_take_up", "whistle_answer"), NO_SYSTEM_READS),
    "reveals": ("GET /reveals/to-decide", "GET /reveals/asked"),
    "reveal_approve": ("POST /vault/approve_reveal",),
    "reveal_refuse": ("POST /vault/refuse_reveal",),
    "reveal_read": ("POST /vault/read_reveal",),
    "kept": ("GET /custody",),
    "kept_one": ("GET /cases/{number}/custody",),
    "kept_verb": ("POST /vault/hold_contact", "POST /vault/end_hold", "POST /vault/erase_contact"),
    "routing": ("GET /routing", "GET /offices", "GET /matters"),
    "set_row": ("POST /tables/set_routing_row",),
    "set_office": ("POST /tables/set_office",),
    "end_row": ("POST /tables/end_routing_row",),
    "replies": ("GET /standard-replies",),
    "new_reply": ("POST /tables/set_standard_reply",),
    "set_reply": ("POST /tables/set_standard_reply",),
    "set_answer": ("GET /decline-answers", "POST /tables/set_decline_answer"),
    "retire_reply": ("POST /tables/retire_standard_reply",),
    "policies": ("GET /policy-cards",),
    "policy": ("GET /policy-cards/{key}",),
    **dict.fromkeys(("new_policy", "change_policy"), ("POST /tables/publish_policy_card",)),
    "renew_policy": ("POST /tables/renew_policy_card",),
    "retire_policy": ("POST /tables/retire_policy_card",),
    "rules": ("GET /rules",),
    "rule": ("GET /rules/{rule_id}/history",),
    "set_rule": ("POST /rulebook/set_rule",),
    "confirm_rule": ("POST /rulebook/confirm_rule",),
    "calendar": ("GET /calendar/{year}",),
    "set_day": ("POST /rulebook/set_calendar_day",),
    "load_calendar": ("POST /rulebook/calendar/load",),
    "places": ("GET /places", "GET /places/search", "GET /cards/overview"),
    "load_map": ("GET /territory/shapes", "POST /territory/shapes/load"),
    "load_table": (
        "POST /territory/divisions/load",
        "POST /territory/grid-cells/load",
        "POST /territory/households/load",
    ),
    "issue_cards": ("POST /territory/issue_cards",),
    "cards_posted": ("POST /territory/mark_posted", "POST /territory/mark_village_posted"),
    "revoke_card": ("POST /territory/revoke_card",),
    "reissue_card": ("POST /territory/reissue_card",),
    "card_sheet": ("GET /cards/sheet",),
    "posting_list": ("GET /cards/posting-list",),
    "households": ("GET /places",),
    "place": ("GET /place", "GET /place/answerers", "GET /place/appointments"),
    "appoint": ("POST /directory/appoint",),
    "end_appointment": ("POST /directory/end_appointment",),
    "place_verb": ("POST /territory/draw_grid_cell",),
    "village": ("GET /place", "GET /cards", "GET /card"),
    "staff": ("GET /posts",),
    "units": ("GET /organisations",),
    **dict.fromkeys(("accounts", "open_account", "account_verb"), THREE_KEYS),
    "staff_verb": ("POST /directory/open_organisation", "POST /directory/open_post"),
    "post": ("GET /posts/{post_id}", "GET /posts/{post_id}/grants"),
    "withdraw": ("POST /directory/withdraw_grant",),
    "recuse": ("POST /directory/recuse",),
    "end_recusal": ("POST /directory/end_recusal", "GET /posts/{post_id}/recusals"),
    "post_verb": ("POST /directory/seat_person", "POST /directory/give_role"),
    **dict.fromkeys(
        (
            "systems",
            "register_system",
            "issue_key",
            "revoke_key",
            "give_system",
            "withdraw_from_system",
            "close_system",
            "peer",
            "peer_verb",
        ),
        NO_KEY_MAKES_KEYS,
    ),
    "sharing": ("GET /shared/elements",),
    "shared_element": ("GET /shared/elements",),
    **dict.fromkeys(
        (
            "assign_owner",
            "data_grants",
            "new_data_grant",
            "data_grant",
            "withdraw_data",
            "data_uses",
            "send_data",
            "renew_secret",
            "resume_sending",
            "stop_sending",
        ),
        NO_KEY_GIVES_DATA,
    ),
    "deliveries": ("GET /dead-letters",),
    "retry": ("POST /dead-letters/retry",),
    "ledger": ("GET /seals",),
    **dict.fromkeys(("find_fact", "fact", "fact_proof"), ("GET /facts/{fact_id}/proof", "GET /facts/verifier")),
}
RESIDENT: dict[str, str | tuple[str, ...]] = {
    "county": ("GET /places", "GET /public/reveals"),
    "find_card": ("GET /card",),
    "scan": ("GET /card", "GET /place/answerers"),
    "report_card": ("POST /requests", "POST /requests/preview", "POST /requests/with-photos"),
    "report_place": ("POST /requests",),
    "call_card": ("GET /place/answerers",),
    "call": ("GET /duty",),
    "kept": ("GET /rules", "GET /duty"),
    **dict.fromkeys(("checks", "check_values"), "a public page and a public text; no key is needed to read them"),
    "promises": ("GET /rules",),
    "choose_place": ("GET /places",),
    "choose_village": ("GET /places",),
    "figures": ("GET /public/figures",),
    "figures_of": ("GET /public/figures",),
    "notice_board": ("GET /public/board",),
    "notice_board_of": ("GET /public/board",),
    "choice": SESSION,
    "look_up": ("POST /receipts/track",),
    "mine": ("POST /receipts/track", "POST /receipts/entrusted"),
    "slip": PRINT,
    "leave": PHONE,
    "act": (
        "POST /receipts/add-words",
        "POST /receipts/answer",
        "POST /receipts/withdraw",
        "POST /receipts/take-off-board",
        "POST /receipts/reopen",
        "POST /receipts/pressure",
    ),
    **dict.fromkeys(("whistle", "whistle_look"), NO_SYSTEM_READS),
    "rate": ("POST /ratings/show", "POST /ratings", "POST /ratings/change"),
}


def offered() -> set[str]:
    """Every address of the API as ``METHOD /path``."""
    return {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, item in description()["paths"].items()
        for method in item
        if method in {"get", "post"}
    }


class TestEveryPage:
    def test_of_the_office_is_in_the_table(self) -> None:
        assert sorted(OFFICE) == sorted(screen.name for screen in SCREENS)

    def test_of_the_residents_is_in_the_table(self) -> None:
        assert set(RESIDENT) == {pattern.name for pattern in resident_urls if isinstance(pattern, URLPattern)}

    @pytest.mark.parametrize("table", [OFFICE, RESIDENT], ids=["office", "resident"])
    def test_has_its_addresses_or_a_reason(self, table: dict[str, str | tuple[str, ...]]) -> None:
        missing = {
            name: sorted(set(addresses) - offered())
            for name, addresses in table.items()
            if not isinstance(addresses, str) and set(addresses) - offered()
        }

        assert missing == {}
        assert all(addresses for addresses in table.values())
