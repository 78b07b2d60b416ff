"""The demo's logins: one for each kind of work, with passwords of chance, kept in one file for its owner only."""

import json
import os
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from minqing.directory import service
from minqing.kernel.access import Actor
from minqing.kernel.ids import crockford

from .staff import Chair, Staff

FILE = "demo-accounts.json"
READABLE = "demo-accounts.txt"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One login of the demo as it is printed."""

    login: str
    password: str
    title: str


DESKS = {
    "intake": "民情中心 受理",
    "dispatcher": "民情中心 派单",
    "water": "水务局 承办",
    "waterhead": "水务局 局长",
    "town": "清源镇 承办",
    "townlead": "清源镇 分管领导",
    "verifier": "民情中心 核实",
    "overseer": "督查室 督办",
    "grid": "柳河村 网格员",
    "counter": "民情中心 窗口",
    "duty": "值班室 值班",
    "pressure": "纪委监委 施压反映受理",
    "approver": "信访局 查看审批",
    "rules": "民情中心 规则",
    "admin": "大数据中心 系统管理",
    "security": "大数据中心 安全管理",
    "auditor": "审计局 审计",
    "sharing": "大数据中心 数据共享",
    "importer": "民情中心 工单导入",
}
"""Whose logins the demo has, and what is printed beside each."""


def chairs_of(staff: Staff) -> dict[str, Chair]:
    """Say in which chair each login sits."""
    return {
        "intake": staff.chairs["intake"][0],
        "dispatcher": staff.chairs["dispatcher"][0],
        "water": staff.handlers["139901/water/"][0],
        "waterhead": staff.heads["139901/water/"],
        "town": staff.handlers["139901/town_101/"][0],
        "townlead": staff.chairs["leader"][0],
        "verifier": staff.chairs["verifier"][0],
        "overseer": staff.chairs["overseer"][0],
        "grid": staff.grid_workers["139901/101/203/"],
        "counter": staff.chairs["counter"][0],
        "duty": staff.chairs["duty_officer"][0],
        "pressure": staff.chairs["pressure_desk"][0],
        "approver": staff.chairs["reveal_approver"][0],
        "rules": staff.chairs["rule_keeper"][0],
        "admin": staff.chairs["it_admin"][0],
        "security": staff.chairs["security_admin"][0],
        "auditor": staff.chairs["auditor"][0],
        "sharing": staff.chairs["data_keeper"][0],
        "importer": staff.chairs["importer"][0],
    }


class Passwords:
    """
    Passwords of chance for every login, hashed beside the other work.

    Hashing is slow on purpose and lets other threads run meanwhile; made in advance it costs the start no time.
    """

    def __init__(self) -> None:
        self.drawn = {login: _password() for login in DESKS}
        self._pool = ThreadPoolExecutor(1)
        self._hashed = {
            login: self._pool.submit(service.hash_password, own, login) for login, own in self.drawn.items()
        }

    def hashed(self, login: str) -> service.HashedPassword:
        """Return one when it is ready."""
        return self._hashed[login].result()

    def close(self) -> None:
        """Let the thread go; whatever is not hashed yet is given up."""
        self._pool.shutdown(cancel_futures=True)


@contextmanager
def passwords() -> Iterator[Passwords]:
    """Hash while the county is made."""
    made = Passwords()
    try:
        yield made
    finally:
        made.close()


def open_accounts(staff: Staff, secrets_of: Passwords, *, actor: Actor, at: datetime) -> list[DemoAccount]:
    """Open a login for each desk; its printed password stays, so nobody is asked to change it at the first sign-in."""
    for login, chair in chairs_of(staff).items():
        service.create_account(
            person_id=str(chair.person_id),
            login=login,
            password=secrets_of.hashed(login),
            must_change=False,
            actor=actor,
            at=at,
        )
    return [DemoAccount(login, secrets_of.drawn[login], title) for login, title in DESKS.items()]


def _password() -> str:
    """Twelve characters that can be typed from a screen: 60 bits of chance."""
    drawn = crockford(secrets.token_bytes(8), 12).lower()
    return "-".join((drawn[:4], drawn[4:8], drawn[8:]))


def keep(accounts: list[DemoAccount]) -> None:
    """Write the logins down, readable by this account of the machine only."""
    write_private(FILE, json.dumps([asdict(account) for account in accounts], ensure_ascii=False, indent=1))
    write_private(READABLE, "".join(f"{one.login:12}{one.password:18}{one.title}\n" for one in accounts))


def kept() -> list[DemoAccount]:
    """Return the logins that were written down; empty where there is no demo."""
    file = Path(settings.DATA) / FILE
    if not file.exists():
        return []
    return [DemoAccount(**row) for row in json.loads(file.read_text(encoding="utf-8"))]


def write_private(name: str, text: str) -> None:
    """Write a file of the data folder that its owner alone may read."""
    file = Path(settings.DATA) / name
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
    draft.replace(file)
