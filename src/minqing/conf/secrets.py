"""Secrets lie in a folder beside the data, are made at first start, and are never made twice."""

import json
import os
import secrets as randomness
from pathlib import Path

__all__ = ["SecretsAreGone", "secret_text", "vault_keys_file"]


class SecretsAreGone(SystemExit):
    """The database is there but its secrets are not: making new ones would lock the vault for ever."""


def secret_text(folder: Path, name: str, *, database: Path | None) -> str:
    """
    Read a secret; at the very first start, make it.

    :param folder: the folder of secrets.
    :param name: the file's name, e.g. ``django``.
    :param database: the SQLite file the secret belongs to, None where it lies elsewhere.
    :return: 64 hexadecimal digits.
    :raises SecretsAreGone: if the database holds data and the secret is missing.
    """
    return _once(folder / name, randomness.token_hex(32), database=database).strip()


def vault_keys_file(folder: Path, *, database: Path | None) -> Path:
    """
    Say where the vault's master keys lie, as ``{"version": "hex"}``; at the very first start, make version 1.

    :param folder: the folder of secrets.
    :param database: the SQLite file the keys belong to, None where it lies elsewhere.
    :return: the file; only the vault opens it.
    :raises SecretsAreGone: if the database holds data and the keys are missing.
    """
    file = folder / "vault.json"
    _once(file, json.dumps({"1": randomness.token_hex(32)}), database=database)
    return file


def _once(file: Path, fresh: str, *, database: Path | None) -> str:
    if not file.exists():
        _refuse_beside_data(file, database)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_whole(file, fresh)
    return file.read_text(encoding="ascii")


def _write_whole(file: Path, text: str) -> None:
    """Write a file in one step, readable by its owner only; whoever comes second keeps the first one's."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.touch(mode=0o600)
    part.write_text(text, encoding="ascii")
    try:
        os.link(part, file)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def _refuse_beside_data(file: Path, database: Path | None) -> None:
    if database is not None and database.exists() and database.stat().st_size > 0:
        raise SecretsAreGone(
            f"{file} is missing, but {database} holds data. Put the folder of secrets back from its backup: "
            "new secrets would make what residents entrusted unreadable."
        )
