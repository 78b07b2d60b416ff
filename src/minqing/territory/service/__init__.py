"""Public API for changing places and cards. One function per verb, one transaction per function."""

from minqing.territory.access import CardNotFound, CodeMistyped
from minqing.territory.division_file import DivisionsUnusable

from .cards import UnableToIssue, issue_card, issue_cards, mark_posted, mark_village_posted, reissue_card, revoke_card
from .divisions import load_divisions
from .imports import import_grid_cells, import_households
from .moving import move_place
from .places import UnableToRegister, close_place, draw_grid_cell, register_building, register_household, rename_place
from .sounding import fill_sounds
from .succeeding import UnableToSucceed, name_successor

__all__ = [
    "CardNotFound",
    "CodeMistyped",
    "DivisionsUnusable",
    "UnableToIssue",
    "UnableToRegister",
    "UnableToSucceed",
    "close_place",
    "draw_grid_cell",
    "fill_sounds",
    "import_grid_cells",
    "import_households",
    "issue_card",
    "issue_cards",
    "load_divisions",
    "mark_posted",
    "mark_village_posted",
    "move_place",
    "name_successor",
    "register_building",
    "register_household",
    "reissue_card",
    "rename_place",
    "revoke_card",
]
