"""Reads of the directory, returned as frozen records."""

from .duty import alarms, duty_channel, open_alarms
from .notices import notices_for, unread_count
from .organisations import (
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
from .reach import accounts, actor_for_post, grants_of, holders, recused_from, who_answers

__all__ = [
    "accounts",
    "actor_for_post",
    "alarms",
    "duty_channel",
    "grants_of",
    "holders",
    "labels",
    "notices_for",
    "open_alarms",
    "organisation",
    "organisation_tree",
    "organisations",
    "people",
    "person_of_account",
    "post",
    "post_label",
    "posts_in",
    "posts_of",
    "recused_from",
    "staff",
    "unread_count",
    "who_answers",
]
