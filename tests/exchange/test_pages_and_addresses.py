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
BY_HERSELF = "each member reports herself, and only her own branch sees its slips; a system would be one more reader"
NO_SYSTEM_READS = "reports about staff go from a resident to the discipline office; a system would be one more reader"
PHONE = "held by the resident's own phone between two pages; the API is given the receipt each time"
NO_KEY_KEEPS_WAYS = "ways in and devices: whoever keeps them keeps systems (`exchange.manage`), which no key ever does"
A_PERSON_LOOKS = "what no rule could place is opened, heard and decided by a person; a program files requests itself"
A_PERSON_MAPS = "a person says once what a list's columns mean and answers for it; a program loads under that mapping"
TELEPHONE = "held by the worker's own telephone, where there is no network; a program keeps its own queue"
SPOKEN = "spoken into the resident's own telephone and listened to by a person; no system speaks for her"
BY_HAND = "a sheet with the code on it, to be filled in by hand where there is no telephone"
DRAFT = ("GET /routing/draft", "POST /tables/draft_rows", "POST /tables/undo_rows")

OFFICE: dict[str, str | tuple[str, ...]] = {
    **dict.fromkeys(("home", "sign_in", "sign_out", "choose_post", "look", "password"), SESSION),
    "patterns": READER,
    "desk": ("GET /cases", "GET /cases/counts"),
    "bulk": ("POST /cases/{number}/accept", "POST /cases/{number}/note"),
    "bulk_look": ("GET /cases/{number}",),
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
    "hand_over_slip": PRINT,
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
    "briefing": ("GET /figures/{key}", "GET /panels/control"),
    "briefing_word": PAPER,
    "briefing_paper": PAPER,
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
    **dict.fromkeys(("branch_slips", "issue_slips", "void_slip"), BY_HERSELF),
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
    "file_questions": ("GET /matters/{matter_number}",),
    "file_suggest": ("POST /requests/suggest-matters",),
    "calls": ("GET /calls",),
    "new_call": ("POST /calls/call_units",),
    "call_verb": ("POST /calls/report_in", "POST /calls/judge_unit", "POST /calls/judge_call"),
    "meeting": ("GET /meeting", "POST /cases/{number}/record_decision"),
    "load": ("GET /load", "POST /cases/{number}/hand_to"),
    "supervision": ("GET /supervision", "GET /supervision/counts"),
    "new_supervision": ("POST /supervision/open_supervision",),
    "supervision_verb": (
        "POST /supervision/raise_supervision",
        "POST /supervision/answer_step",
        "POST /supervision/end_supervision",
    ),
    "disputes": ("GET /disputes", "POST /cases/{number}/decide_dispute"),
    "parts": ("GET /parts", "POST /cases/{number}/acknowledge_part", "POST /cases/{number}/answer_part"),
    "gaps": ("GET /supervision-gaps/matters", "GET /supervision-gaps/requests"),
    "topics": ("GET /topics", "GET /topics/gatherings"),
    "open_topic": ("POST /tables/open_topic",),
    "topic": ("GET /topics/{topic}",),
    "topic_verb": (
        "POST /tables/add_to_topic",
        "POST /tables/take_from_topic",
        "POST /tables/tell_topic",
        "POST /tables/finish_topic",
    ),
    "routing_draft": (*DRAFT, "GET /routing/faults"),
    "change_draft": DRAFT,
    "routing_trial": ("GET /routing/draft/trial",),
    "publish_routing": ("POST /tables/publish_draft",),
    "drop_draft": ("POST /tables/drop_draft",),
    "routing_versions": ("GET /routing/versions",),
    "routing_version": ("GET /routing/versions/{version}",),
    "routing_back": ("POST /tables/roll_back",),
    "draft_ruling": ("POST /tables/draft_precedent",),
    "matters": ("GET /matters/tree", "GET /matters"),
    "load_matters": ("POST /matters/tree/load",),
    "matter_versions": ("GET /matters/versions",),
    "matter_version": ("GET /matters/versions/{version}",),
    "matters_followed": ("GET /matters/followed",),
    "matter": ("GET /matters/{matter_number}",),
    "follow_matter": ("POST /tables/follow_matter",),
    "end_question": ("POST /tables/retire_question",),
    "edit_matter": ("POST /tables/describe_matter", "POST /tables/set_duties", "POST /tables/set_question"),
    "suggestion_models": ("GET /suggestions/models", "GET /suggestions/compared"),
    "order_model": ("POST /tables/order_model",),
    "choose_model": ("POST /tables/choose_model",),
    "grid_today": ("GET /cases", "GET /place/answerers", "GET /cards"),
    **dict.fromkeys(("grid_report", "grid_send"), ("POST /requests", "POST /requests/with-photos")),
    "grid_doors": ("GET /cards", "GET /cards/contacts/missing"),
    "grid_matters": ("GET /matters", "GET /grid/not-asked"),
    **dict.fromkeys(("grid_queue", "grid_state", "grid_manifest", "grid_worker", "grid_offline"), TELEPHONE),
    "handed_down": ("GET /handed-down",),
    "hand_down": ("POST /handed-down/hand_down",),
    "take_back": ("POST /handed-down/take_back",),
    "grid_warnings": ("GET /grid/warnings",),
    "grid_map": ("GET /places", "GET /grid/cells"),
    "grid_village": ("GET /grid/cells", "GET /cases"),
    "grid_history": ("GET /grid/cells/history",),
    "grid_change": ("POST /grid/cells/draw", "POST /grid/cells/split", "POST /grid/cells/merge"),
    "contacts": ("GET /cards/contacts",),
    "contact_gaps": ("GET /cards/contacts/missing",),
    "incoming": ("GET /incoming",),
    **dict.fromkeys(("incoming_one", "incoming_voice", "set_incoming_aside", "take_up_incoming"), A_PERSON_LOOKS),
    "channels": ("GET /incoming/ways",),
    **dict.fromkeys(("channel_act", "devices", "register_device", "retire_device"), NO_KEY_KEEPS_WAYS),
    "imports": ("GET /imports",),
    "import_hand_in": ("POST /imports/load",),
    "import": ("GET /imports/{run_id}",),
    **dict.fromkeys(("import_reading", "import_refused", "import_press"), A_PERSON_MAPS),
    "stand_in": ("GET /posts/{post_id}/stand-ins", "POST /directory/name_stand_in"),
    "end_stand_in": ("POST /directory/end_stand_in",),
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
    **dict.fromkeys(("speak_card", "speak_place"), SPOKEN),
    "paper_form": BY_HAND,
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
    "dual_report": BY_HERSELF,
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
