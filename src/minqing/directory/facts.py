"""What can happen in the directory. Names of people and units stay out: facts carry references and codes."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount, code, declare

ROLE_CODES = {
    "household_contact": 1,
    "grid_worker": 2,
    "building_head": 3,
    "village_head": 4,
    "liaison": 5,
}
GROUND_CODES = {"kinship": 1, "interest": 2, "complained_of": 3, "prior_part": 4, "other": 5}
ALARM_CODES = {"gas": 1, "fire": 2, "collapse": 3, "suicide": 4, "child": 5, "violence": 6, "medical": 7, "other": 8}

ROLE_TITLES = {
    1: _("Household contact"),
    2: _("Grid worker"),
    3: _("Building or lane head"),
    4: _("Village head"),
    5: _("Liaison"),
}
GROUND_TITLES = {
    1: _("Kinship"),
    2: _("Own interest"),
    3: _("Complained of"),
    4: _("Took part before"),
    5: _("Another ground"),
}
ALARM_TITLES = {
    "gas": _("Gas"),
    "fire": _("Fire"),
    "collapse": _("Collapse or flood"),
    "suicide": _("Danger of suicide"),
    "child": _("A child in danger"),
    "violence": _("Violence"),
    "medical": _("Medical emergency"),
    "other": _("Danger to life"),
}
_ALARM_TITLES = {number: ALARM_TITLES[key] for key, number in ALARM_CODES.items()}

_post = {"post": "the post, as a reference"}
_grant = {
    "permission": "the permission's name; empty for a whole role",
    "role": "the role it was bundled in, if any",
    "org": "below which organisation",
    "place": "below which place",
    "until": "the day it ends, if any",
}

declare(
    FactType(
        "organisation.opened",
        _("Unit opened"),
        "A unit came into being.",
        payload={"parent": "the unit above", "kind": "what kind of unit"},
    ),
    FactType("organisation.renamed", _("Unit renamed"), "A unit got another name; its path stays."),
    FactType("organisation.closed", _("Unit closed"), "A unit ceased to be."),
    FactType("person.registered", _("Member of staff registered"), "Somebody joined the staff."),
    FactType(
        "post.stand_in_named",
        _("Stand-in named"),
        "Another post of the unit stands in for some days; it sees the work list beside its own.",
        columns={"days": amount("how many days", "calendar days")},
        payload=_post,
    ),
    FactType("post.stand_in_ended", _("Standing in ended"), "The post does its work itself again.", payload=_post),
    FactType("post.opened", _("Post opened"), "A chair was set up in a unit."),
    FactType("post.closed", _("Post closed"), "A chair was taken away."),
    FactType(
        "post.contact_set",
        _("Post's contact set"),
        "A post got another work telephone, e-mail or title, not kept here.",
    ),
    FactType(
        "appointment.made",
        _("Appointment made"),
        "A person took a post, or a post took on a place in a role.",
        columns={
            "role": code("d1", "the role at a place; absent when a person took a post", ROLE_TITLES, required=False)
        },
        payload=_post | {"person": "who took the post, as a reference"},
    ),
    FactType(
        "appointment.ended",
        _("Appointment ended"),
        "A person left a post, or a post gave up a place.",
        columns={
            "role": code("d1", "the role at a place; absent when a person left a post", ROLE_TITLES, required=False)
        },
        payload=_post | {"person": "who left the post, as a reference"},
    ),
    FactType(
        "household_contact.named", _("Household contact named"), "A household got its one contact.", payload=_post
    ),
    FactType(
        "building_head.appointed", _("Building head appointed"), "A building or lane got its head.", payload=_post
    ),
    FactType("grant.given", _("Permission given"), "A post may do something, somewhere.", payload=_grant),
    FactType("grant.withdrawn", _("Permission withdrawn"), "A post may no longer do something.", payload=_grant),
    FactType("account.opened", _("Account opened"), "A member of staff can sign in."),
    FactType("account.closed", _("Account closed"), "A member of staff can no longer sign in."),
    FactType("account.reopened", _("Account reopened"), "A member of staff can sign in again."),
    FactType("account.password_set", _("Password set"), "An account got another password."),
    FactType(
        "recusal.declared",
        _("Stepped back"),
        "A post stepped back from a matter or was taken off it.",
        columns={"ground": code("d1", "why", GROUND_TITLES)},
        payload=_post,
    ),
    FactType("recusal.ended", _("Recusal ended"), "A post may deal with the matter again.", payload=_post),
    FactType("duty_line.set", _("Duty line set"), "Another post answers day and night.", payload=_post),
    FactType(
        "alarm.raised",
        _("Alarm raised"),
        "Words of danger to life came in.",
        columns={"danger": code("d1", "which danger", _ALARM_TITLES)},
    ),
    FactType(
        "alarm.acknowledged",
        _("Alarm taken up"),
        "Somebody on duty took the alarm up.",
        columns={
            "danger": code("d1", "which danger", _ALARM_TITLES),
            "minutes": amount("from alarm to taking up", "minutes"),
        },
    ),
)
