"""Public API for changing requests. One function per verb, one transaction per function."""

from minqing.cases.catalogue.describing import describe_matter, retire_question, set_duties, set_question
from minqing.cases.catalogue.following import follow_matter
from minqing.cases.catalogue.publishing import import_matters
from minqing.cases.catalogue.shipping import load_matters
from minqing.cases.routebook.drafting import draft_precedent, draft_rows, drop_draft, undo_rows
from minqing.cases.routebook.publishing import publish_draft, roll_back

from .accepting import accept, accept_and_dispatch, recategorise
from .adding import add_words
from .answers import set_decline_answer
from .asking import answer_question, ask_resident
from .assisting import acknowledge_part, answer_part, ask_part, return_part, take_back_part
from .barring import bar_unit, lift_bar
from .dispatching import acknowledge, decide_dispute, dispatch, return_case
from .ending import decline, divert, withdraw, withdraw_case
from .extending import ask_extension, decide_extension
from .filing import preview, register_case
from .handing import hand_to
from .handling import contact, note
from .hearing import note_partner_status, note_sent_to_partner
from .importing import import_requests, read_request
from .matching import compare_phones
from .merging import merge, tie, unmerge, untie
from .pausing import resume, suspend
from .policies import publish_policy_card, renew_policy_card, retire_policy_card
from .pressure import acknowledge_pressure, report_pressure
from .rating import change_rating, rate_case
from .reading import export_list, export_number, open_case, open_photo
from .refusing import decide_refusal
from .renewing import give_new_day
from .reopening import reopen, reopen_by_rating, reopen_by_resident
from .replying import reply
from .suggesting import choose_model, learn_ordered, order_model, seed_model, train_model
from .supervising import answer_supervision, recuse_self, supervise
from .tables import (
    end_routing_row,
    retire_standard_reply,
    set_office,
    set_routing_row,
    set_standard_reply,
)
from .tabling import record_decision
from .topics import add_to_topic, finish_topic, open_topic, take_from_topic, tell_topic
from .undoing import restore_matter, take_back_dispatch, withdraw_note
from .verifying import close, rework, verify
from .visiting import record_visit
from .whistling import answer_whistle, blow_whistle, open_whistles, take_up_whistle

__all__ = [
    "accept",
    "accept_and_dispatch",
    "acknowledge",
    "acknowledge_part",
    "acknowledge_pressure",
    "add_to_topic",
    "add_words",
    "answer_part",
    "answer_question",
    "answer_supervision",
    "answer_whistle",
    "ask_extension",
    "ask_part",
    "ask_resident",
    "bar_unit",
    "blow_whistle",
    "change_rating",
    "choose_model",
    "close",
    "compare_phones",
    "contact",
    "decide_dispute",
    "decide_extension",
    "decide_refusal",
    "decline",
    "describe_matter",
    "dispatch",
    "divert",
    "draft_precedent",
    "draft_rows",
    "drop_draft",
    "end_routing_row",
    "export_list",
    "export_number",
    "finish_topic",
    "follow_matter",
    "give_new_day",
    "hand_to",
    "import_matters",
    "import_requests",
    "learn_ordered",
    "lift_bar",
    "load_matters",
    "merge",
    "note",
    "note_partner_status",
    "note_sent_to_partner",
    "open_case",
    "open_photo",
    "open_topic",
    "open_whistles",
    "order_model",
    "preview",
    "publish_draft",
    "publish_policy_card",
    "rate_case",
    "read_request",
    "recategorise",
    "record_decision",
    "record_visit",
    "recuse_self",
    "register_case",
    "renew_policy_card",
    "reopen",
    "reopen_by_rating",
    "reopen_by_resident",
    "reply",
    "report_pressure",
    "restore_matter",
    "resume",
    "retire_policy_card",
    "retire_question",
    "retire_standard_reply",
    "return_case",
    "return_part",
    "rework",
    "roll_back",
    "seed_model",
    "set_decline_answer",
    "set_duties",
    "set_office",
    "set_question",
    "set_routing_row",
    "set_standard_reply",
    "supervise",
    "suspend",
    "take_back_dispatch",
    "take_back_part",
    "take_from_topic",
    "take_up_whistle",
    "tell_topic",
    "tie",
    "train_model",
    "undo_rows",
    "unmerge",
    "untie",
    "verify",
    "withdraw",
    "withdraw_case",
    "withdraw_note",
]
