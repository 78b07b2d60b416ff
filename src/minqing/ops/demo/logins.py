"""The demo's logins: one for each kind of work, with passwords of chance, kept in one file for its owner only."""

import json
import os
import secrets
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


def desks(staff: Staff) -> list[tuple[str, str, Chair]]:
    """Choose whose logins the demo has: (login, title, chair)."""
    water = staff.heads["139901/water/"]
    return [
        ("intake", "民情中心 受理", staff.chairs["intake"][0]),
        ("dispatcher", "民情中心 派单", staff.chairs["dispatcher"][0]),
        ("water", "水务局 承办", staff.handlers["139901/water/"][0]),
        ("waterhead", "水务局 局长", water),
        ("town", "清源镇 承办", staff.handlers["139901/town_101/"][0]),
        ("verifier", "民情中心 核实", staff.chairs["verifier"][0]),
        ("overseer", "督查室 督办", staff.chairs["overseer"][0]),
        ("grid", "柳河村 网格员", staff.grid_workers["139901/101/203/"]),
        ("counter", "民情中心 窗口", staff.chairs["counter"][0]),
        ("duty", "值班室 值班", staff.chairs["duty_officer"][0]),
        ("pressure", "纪委监委 施压反映受理", staff.chairs["pressure_desk"][0]),
        ("approver", "信访局 查看审批", staff.chairs["reveal_approver"][0]),
        ("rules", "民情中心 规则", staff.chairs["rule_keeper"][0]),
        ("admin", "大数据中心 系统管理", staff.chairs["it_admin"][0]),
        ("security", "大数据中心 安全管理", staff.chairs["security_admin"][0]),
        ("auditor", "审计局 审计", staff.chairs["auditor"][0]),
    ]


def open_accounts(staff: Staff, *, actor: Actor, at: datetime) -> list[DemoAccount]:
    """Open a login for each desk; its printed password stays, so nobody is asked to change it at the first sign-in."""
    opened = []
    for login, title, chair in desks(staff):
        own = _password()
        service.create_account(
            person_id=str(chair.person_id), login=login, password=own, must_change=False, actor=actor, at=at
        )
        opened.append(DemoAccount(login, own, title))
    return opened


def _password() -> str:
    """Twelve characters that can be typed from a screen: 60 bits of chance."""
    drawn = crockford(secrets.token_bytes(8), 12).lower()
    return "-".join((drawn[:4], drawn[4:8], drawn[8:]))


def keep(accounts: list[DemoAccount]) -> None:
    """Write the logins down, readable by this account of the machine only."""
    _write(FILE, json.dumps([asdict(account) for account in accounts], ensure_ascii=False, indent=1))
    _write(READABLE, "".join(f"{one.login:12}{one.password:18}{one.title}\n" for one in accounts))


def kept() -> list[DemoAccount]:
    """Return the logins that were written down; empty where there is no demo."""
    file = Path(settings.DATA) / FILE
    if not file.exists():
        return []
    return [DemoAccount(**row) for row in json.loads(file.read_text(encoding="utf-8"))]


def _write(name: str, text: str) -> None:
    file = Path(settings.DATA) / name
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)
    draft.replace(file)
