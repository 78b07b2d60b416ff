"""Public API for changing the vault. Storing runs in the caller's transaction; the others are verbs."""

from minqing.vault.images import CleanPhoto, PhotoRefused, clean_photo

from .arrivals import drop_arrival, keep_arrival, open_arrival, sender_tag, standing_tags
from .matching import possible_same_matter
from .relaying import relay_to_resident
from .retention import (
    end_hold,
    erase_again,
    erase_contact,
    erase_due,
    hold_contact,
    list_erasures,
    start_retention,
    stop_retention,
    sweep_orphans,
)
from .revealing import approve_reveal, ask_reveal, read_reveal, refuse_reveal
from .rotating import rotate_keys
from .showing import ApprovalNeeded, open_photo, opens_at_once
from .silencing import let_hear, silence
from .storing import bar, hand_custody, mark_child, store, store_added, store_photo, store_voice, unbar

__all__ = [
    "ApprovalNeeded",
    "CleanPhoto",
    "PhotoRefused",
    "approve_reveal",
    "ask_reveal",
    "bar",
    "clean_photo",
    "drop_arrival",
    "end_hold",
    "erase_again",
    "erase_contact",
    "erase_due",
    "hand_custody",
    "hold_contact",
    "keep_arrival",
    "let_hear",
    "list_erasures",
    "mark_child",
    "open_arrival",
    "open_photo",
    "opens_at_once",
    "possible_same_matter",
    "read_reveal",
    "refuse_reveal",
    "relay_to_resident",
    "rotate_keys",
    "sender_tag",
    "silence",
    "standing_tags",
    "start_retention",
    "stop_retention",
    "store",
    "store_added",
    "store_photo",
    "store_voice",
    "sweep_orphans",
    "unbar",
]
