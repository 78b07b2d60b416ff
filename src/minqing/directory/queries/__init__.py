"""Reads of the directory, returned as frozen records."""

from .answering import appointments_at, places_answered, posts_to_appoint, with_contact
from .closing import closed_among, closed_unit, stays_open
from .duty import alarms, duty_channel, line_to_call, open_alarms
from .finding import units_found, units_sounding
from .naming import unit_named_in, units_called
from .notices import notices_for, unread_count
from .organisations import (
    are_there,
    labels,
    organisation,
    organisation_tree,
    organisations,
    people,
    person_of_account,
    post,
    post_label,
    posts_in,
    posts_of,
    staff,
)
from .outdated import outdated_roles
from .reach import (
    accounts,
    acting,
    actor_for_post,
    grants_of,
    held_grants,
    holders,
    recusals_of,
    recused_from,
    who_answers,
)
from .standing_in import colleagues_of, stand_ins_of, standing_in, stood_in_for

__all__ = [
    "accounts",
    "acting",
    "actor_for_post",
    "alarms",
    "appointments_at",
    "are_there",
    "closed_among",
    "closed_unit",
    "colleagues_of",
    "duty_channel",
    "grants_of",
    "held_grants",
    "holders",
    "labels",
    "line_to_call",
    "notices_for",
    "open_alarms",
    "organisation",
    "organisation_tree",
    "organisations",
    "outdated_roles",
    "people",
    "person_of_account",
    "places_answered",
    "post",
    "post_label",
    "posts_in",
    "posts_of",
    "posts_to_appoint",
    "recusals_of",
    "recused_from",
    "staff",
    "stand_ins_of",
    "standing_in",
    "stays_open",
    "stood_in_for",
    "unit_named_in",
    "units_called",
    "units_found",
    "units_sounding",
    "unread_count",
    "who_answers",
    "with_contact",
]
