"""Backup while running, and restore: database, photos and a list with checksums; keys always apart."""

from .making import Backup, UnableToBackUp, backup
from .manifest import Manifest
from .restoring import Restored, UnableToRestore, restore

__all__ = ["Backup", "Manifest", "Restored", "UnableToBackUp", "UnableToRestore", "backup", "restore"]
