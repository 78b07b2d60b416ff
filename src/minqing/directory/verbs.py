"""What may be done here, as a table: the web draws its forms from it, the API its schemas."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field, Verb
from minqing.territory import queries as territory

from . import permissions as may
from . import service
from .facts import GROUND_CODES, GROUND_TITLES, ROLE_CODES, ROLE_TITLES
from .roles import ROLES

KINDS: Final = (
    ("bureau", _("County bureau")),
    ("township", _("Township or subdistrict")),
    ("village", _("Village or community")),
    ("office", _("Section or station")),
    ("branch", _("Party branch")),
)


def _roles() -> list[tuple[str, Any]]:
    return [(key, role.title) for key, role in ROLES.items()]


def _answering() -> list[tuple[str, Any]]:
    return [(key, ROLE_TITLES[number]) for key, number in ROLE_CODES.items()]


def _grounds() -> list[tuple[str, Any]]:
    return [(key, GROUND_TITLES[number]) for key, number in GROUND_CODES.items()]


def _divisions() -> list[tuple[str, Any]]:
    return [(place.path, place.full_name) for place in territory.divisions()]


_PASSWORD = Field(
    "password",
    "text",
    _("First password"),
    max_length=200,
    help=_("At least 10 characters, not only digits. To be changed at the first sign-in."),
)
_PLACE = Field("place_path", "choice", _("Place"), choices=_divisions)

_SUBJECT = Field(
    "subject",
    "text",
    _("Which matter"),
    max_length=80,
    help=_("As facts name it, e.g. case:0192…; a request carries it as ref."),
)
_SINCE = Field("on", "date", _("Since which day"), required=False, help=_("Empty for today; at most 31 days back."))

VERBS: Final = {
    verb.key: verb
    for verb in (
        Verb(
            key="open_organisation",
            title=_("Open a unit"),
            permission=may.MANAGE,
            run=service.open_organisation,
            fields=(
                Field("parent_path", "organisation", _("Unit above")),
                Field("name", "text", _("Name"), max_length=60),
                Field(
                    "key", "text", _("Key"), max_length=20, help=_("Lower-case letters and digits; it never changes.")
                ),
                Field("kind", "choice", _("Kind"), choices=KINDS, initial="office"),
                _PLACE,
                Field("phone", "text", _("Telephone"), required=False, max_length=30),
            ),
        ),
        Verb(
            key="rename_organisation",
            title=_("Rename the unit"),
            permission=may.MANAGE,
            run=service.rename_organisation,
            fields=(Field("path", "text", _("Unit"), max_length=200), Field("name", "text", _("Name"), max_length=60)),
        ),
        Verb(
            key="close_organisation",
            title=_("Close the unit"),
            permission=may.MANAGE,
            run=service.close_organisation,
            fields=(Field("path", "organisation", _("Unit")),),
            confirm=_("A closed unit takes no requests any more. What it did stays on record."),
        ),
        Verb(
            key="register_person",
            title=_("Add a person"),
            permission=may.MANAGE,
            run=service.register_person,
            fields=(Field("name", "text", _("Full name"), max_length=40),),
        ),
        Verb(
            key="open_post",
            title=_("Open a post"),
            permission=may.MANAGE,
            run=service.open_post,
            fields=(
                Field("organisation_path", "organisation", _("Unit")),
                Field("title", "text", _("Title of the post"), max_length=40),
                Field("person_id", "text", _("Person"), required=False, max_length=40),
                Field("place_path", "choice", _("Place"), choices=_divisions, required=False),
                Field("work_phone", "text", _("Work telephone"), required=False, max_length=30),
                Field("email", "text", _("Work e-mail"), required=False, max_length=120),
            ),
        ),
        Verb(
            key="set_post_contact",
            title=_("Change telephone and e-mail"),
            permission=may.MANAGE,
            run=service.set_post_contact,
            fields=(
                Field("post_id", "text", _("Post"), max_length=40),
                Field("work_phone", "text", _("Work telephone"), required=False, max_length=30),
                Field("email", "text", _("Work e-mail"), required=False, max_length=120),
            ),
        ),
        Verb(
            key="seat_person",
            title=_("Seat a person"),
            permission=may.MANAGE,
            run=service.seat_person,
            fields=(
                Field("post_id", "text", _("Post"), max_length=40),
                Field("person_id", "text", _("Person"), max_length=40),
                _SINCE,
            ),
        ),
        Verb(
            key="vacate_post",
            title=_("Vacate the post"),
            permission=may.MANAGE,
            run=service.vacate_post,
            fields=(Field("post_id", "text", _("Post"), max_length=40), _SINCE),
        ),
        Verb(
            key="close_post",
            title=_("Close the post"),
            permission=may.MANAGE,
            run=service.close_post,
            fields=(Field("post_id", "text", _("Post"), max_length=40),),
            confirm=_("A closed post can do nothing any more and is not opened again."),
        ),
        Verb(
            key="give_role",
            title=_("Give a role"),
            permission=may.GRANT,
            run=service.give_role,
            fields=(
                Field("post_id", "text", _("Post"), max_length=40),
                Field("role", "choice", _("Role"), choices=_roles),
                Field("org_path", "organisation", _("Below which unit")),
                _PLACE,
                Field("reason", "text", _("Why"), required=False, max_length=200),
                Field("until", "datetime", _("Until"), required=False),
            ),
        ),
        Verb(
            key="withdraw_grant",
            title=_("Withdraw the permission"),
            permission=may.GRANT,
            run=service.withdraw_grant,
            fields=(Field("grant_id", "text", _("Grant"), max_length=40),),
        ),
        Verb(
            key="create_account",
            title=_("Open an account"),
            permission=may.ACCOUNT,
            run=service.create_account,
            fields=(
                Field("person_id", "text", _("Person"), max_length=40),
                Field("login", "text", _("Login name"), max_length=40),
                _PASSWORD,
            ),
        ),
        Verb(
            key="set_password",
            title=_("Set a new first password"),
            permission=may.ACCOUNT,
            run=service.set_password,
            fields=(Field("account_id", "text", _("Account"), max_length=40), _PASSWORD),
        ),
        Verb(
            key="close_account",
            title=_("Close the account"),
            permission=may.ACCOUNT,
            run=service.close_account,
            fields=(Field("account_id", "text", _("Account"), max_length=40),),
            confirm=_("Nobody can sign in with it any more. What was done stays on record; it can be reopened."),
        ),
        Verb(
            key="reopen_account",
            title=_("Reopen the account"),
            permission=may.ACCOUNT,
            run=service.reopen_account,
            fields=(Field("account_id", "text", _("Account"), max_length=40),),
        ),
        Verb(
            key="appoint",
            title=_("Let it answer for a place"),
            permission=may.MANAGE,
            run=service.appoint,
            fields=(
                Field("post_id", "text", _("Post"), max_length=40),
                Field("role", "choice", _("As"), choices=_answering),
                Field(
                    "place_path", "text", _("Place"), max_length=80, help=_("The path, as the place's page shows it.")
                ),
                _SINCE,
            ),
        ),
        Verb(
            key="end_appointment",
            title=_("End the appointment"),
            permission=may.MANAGE,
            run=service.end_appointment,
            fields=(Field("appointment_id", "text", _("Appointment"), max_length=40), _SINCE),
        ),
        Verb(
            key="recuse",
            title=_("Take the post off a matter"),
            permission=may.RECUSE,
            run=service.recuse,
            fields=(
                Field("post_id", "text", _("Post"), max_length=40),
                _SUBJECT,
                Field("ground", "choice", _("Ground"), choices=_grounds),
            ),
            confirm=_("The post then neither sees nor moves it, until somebody else lets it back."),
        ),
        Verb(
            key="end_recusal",
            title=_("Let the post deal with the matter again"),
            permission=may.RECUSE,
            run=service.end_recusal,
            fields=(Field("post_id", "text", _("Post"), max_length=40), _SUBJECT),
        ),
        Verb(
            key="name_stand_in",
            title=_("Name who stands in"),
            permission=may.RECUSE,
            run=service.name_stand_in,
            fields=(
                Field("post_id", "text", _("Post"), max_length=40),
                Field("by_post_id", "text", _("Who stands in"), max_length=40),
                Field("from_on", "date", _("From which day")),
                Field("until_on", "date", _("Until which day")),
            ),
        ),
        Verb(
            key="end_stand_in",
            title=_("End the standing in"),
            permission=may.RECUSE,
            run=service.end_stand_in,
            fields=(Field("stand_in_id", "text", _("Standing in"), max_length=40),),
        ),
        Verb(
            key="set_duty_line",
            title=_("Set the duty line"),
            permission=may.DUTY,
            run=service.set_duty_line,
            fields=(
                Field("post_id", "text", _("Post"), max_length=40),
                Field("phone", "text", _("Telephone, day and night"), required=False, max_length=30),
            ),
        ),
        Verb(
            key="acknowledge_alarm",
            title=_("I take this alarm up"),
            permission=may.ALARM,
            run=service.acknowledge_alarm,
            fields=(Field("alarm_id", "text", _("Alarm"), max_length=40),),
        ),
    )
}
