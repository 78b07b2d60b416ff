"""Public API for changing the directory. One function per verb, one transaction per function."""

from .accounts import HashedPassword, close_account, create_account, hash_password, reopen_account, set_password
from .appointments import appoint, end_appointment
from .duty import acknowledge_alarm, keep_alarms_from, raise_alarm, set_duty_line
from .flooding import count_filing, filings_of, until_calm
from .founding import Founding, seat_administrator
from .grants import give_grant, give_role, withdraw_grant, withdraw_role
from .guessing import WRONG_CODES, count_guess, refuse_guessing
from .imports import StaffRow, appoint_many, import_staff
from .notices import mark_all_read, mark_notice_read, post_notice
from .organisations import close_organisation, open_organisation, rename_organisation
from .posts import close_post, open_post, register_person, seat_person, set_post_contact, vacate_post
from .recusals import end_recusal, note_recusal, recuse
from .renewing import renew_role
from .signing_in import authenticate, change_own_password, choose_post
from .sounding import fill_sounds
from .standing_in import end_stand_in, name_stand_in

__all__ = [
    "WRONG_CODES",
    "Founding",
    "HashedPassword",
    "StaffRow",
    "acknowledge_alarm",
    "appoint",
    "appoint_many",
    "authenticate",
    "change_own_password",
    "choose_post",
    "close_account",
    "close_organisation",
    "close_post",
    "count_filing",
    "count_guess",
    "create_account",
    "end_appointment",
    "end_recusal",
    "end_stand_in",
    "filings_of",
    "fill_sounds",
    "give_grant",
    "give_role",
    "hash_password",
    "import_staff",
    "keep_alarms_from",
    "mark_all_read",
    "mark_notice_read",
    "name_stand_in",
    "note_recusal",
    "open_organisation",
    "open_post",
    "post_notice",
    "raise_alarm",
    "recuse",
    "refuse_guessing",
    "register_person",
    "rename_organisation",
    "renew_role",
    "reopen_account",
    "seat_administrator",
    "seat_person",
    "set_duty_line",
    "set_password",
    "set_post_contact",
    "until_calm",
    "vacate_post",
    "withdraw_grant",
    "withdraw_role",
]
