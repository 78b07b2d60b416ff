"""Reads of the request door, returned as frozen records. Queries never write."""

from minqing.cases.about import unit_complained_of
from minqing.cases.catalogue.answering import evidence_of, matters_that_ask, questions_of
from minqing.cases.catalogue.queries import matter_card, matter_tree, successions, tree_version, tree_versions
from minqing.cases.earlier import possible_same
from minqing.cases.few import place_read
from minqing.cases.folding import verify_cases
from minqing.cases.routebook.queries import (
    draft_view,
    dry_run,
    matter_gaps,
    routing_faults,
    routing_version,
    routing_versions,
    scheduled_drafts,
    table_to_draft,
    unmatched,
)

from .behind import lists, opens, requests_behind
from .card import case_card, standing
from .copies import traces_of_copy
from .desk import desk, desk_count, desk_counts
from .disputes import open_disputes, precedents_for, ruled_nearby
from .duties import unmanned_duties
from .extensions import extensions_to_decide
from .handles import case_id_of, demands_of, held_ref, numbers_of, numbers_within, rating_of
from .lines import matter_names
from .naming import row_titles
from .on_the_ground import open_by_place
from .oversight import oversight
from .policies import cards_for_words, policy_card, policy_cards
from .pressed import pressure_by_unit
from .proving import fact_to_prove
from .receipt import rating_page, receipt_page
from .refusals import refusals_to_decide
from .searching import requests_found, search
from .several import step_fits
from .suggesting import (
    compare_models,
    is_model_ordered,
    places_named,
    suggested_demands,
    suggested_matters,
    suggestion_models,
    unit_for,
)
from .tables import (
    decline_answers,
    matters,
    offices,
    pressure_reports,
    replies_for,
    routing_rows,
    standard_replies,
)
from .tabling import tabled
from .together import parts_owed
from .told import Scope, sees_who_rated, smallest_shown, told
from .topics import SIZE as TOPICS_A_PAGE
from .topics import gatherings, topic, topics
from .visits import disagreements, draws, next_seed_day, values_of_draw, visits_to_make
from .whistles import whistle_page, whistles

__all__ = [
    "TOPICS_A_PAGE",
    "Scope",
    "cards_for_words",
    "case_card",
    "case_id_of",
    "compare_models",
    "decline_answers",
    "demands_of",
    "desk",
    "desk_count",
    "desk_counts",
    "disagreements",
    "draft_view",
    "draws",
    "dry_run",
    "evidence_of",
    "extensions_to_decide",
    "fact_to_prove",
    "gatherings",
    "held_ref",
    "is_model_ordered",
    "lists",
    "matter_card",
    "matter_gaps",
    "matter_names",
    "matter_tree",
    "matters",
    "matters_that_ask",
    "next_seed_day",
    "numbers_of",
    "numbers_within",
    "offices",
    "open_by_place",
    "open_disputes",
    "opens",
    "oversight",
    "parts_owed",
    "place_read",
    "places_named",
    "policy_card",
    "policy_cards",
    "possible_same",
    "precedents_for",
    "pressure_by_unit",
    "pressure_reports",
    "questions_of",
    "rating_of",
    "rating_page",
    "receipt_page",
    "refusals_to_decide",
    "replies_for",
    "requests_behind",
    "requests_found",
    "routing_faults",
    "routing_rows",
    "routing_version",
    "routing_versions",
    "row_titles",
    "ruled_nearby",
    "scheduled_drafts",
    "search",
    "sees_who_rated",
    "smallest_shown",
    "standard_replies",
    "standing",
    "step_fits",
    "successions",
    "suggested_demands",
    "suggested_matters",
    "suggestion_models",
    "table_to_draft",
    "tabled",
    "told",
    "topic",
    "topics",
    "traces_of_copy",
    "tree_version",
    "tree_versions",
    "unit_complained_of",
    "unit_for",
    "unmanned_duties",
    "unmatched",
    "values_of_draw",
    "verify_cases",
    "visits_to_make",
    "whistle_page",
    "whistles",
]
