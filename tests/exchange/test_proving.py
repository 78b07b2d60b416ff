"""The proof of a fact as the API gives it, and the script that checks it without the project."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.exchange.conftest import Caller, rated, system
from tests.factories import cases as make

from minqing.ledger.positions import forget_transactions
from minqing.ledger.seals import seal_day, seals

PERIOD = "start=2026-09-01&end=2026-10-01"


@pytest.fixture
def auditor(office: make.County) -> Caller:
    """A system that opens figures, over a sealed ledger with one closed request."""
    make.closed(office)
    forget_transactions()
    seal_day((make.AT + timedelta(days=3)).date(), make.AT + timedelta(days=4))
    return system("ledger.read")


def proof_of(auditor: Caller) -> dict[str, Any]:
    """The proof of the one fact behind a figure."""
    fact = auditor.get(f"/figures/cases.registered/facts?{PERIOD}").body["items"][0]
    return auditor.get(f"/facts/{fact['id']}/proof").body


def line_of(proof: dict[str, Any]) -> str:
    """The seal as it was published."""
    found = next(one for one in seals() if one.number == proof["seal"])
    return f"seal {found.number} day {found.day.isoformat()} facts {found.through} root {found.root}"


class TestProof:
    def test_leads_from_a_figures_fact_to_the_seal(self, auditor: Caller) -> None:
        proof = proof_of(auditor)

        assert json.loads(proof["leaf"])["kind"] == "case.registered"
        assert proof["root"] == seals()[0].root

    def test_is_given_within_reach_only(self, auditor: Caller) -> None:
        proof = proof_of(auditor)

        assert system("ledger.read", path=make.ROADS).get(f"/facts/{proof['fact']}/proof").status == 404
        assert system("cases.read").get(f"/facts/{proof['fact']}/proof").status == 404
        assert Caller().get(f"/facts/{proof['fact']}/proof").status == 401

    def test_of_what_a_resident_confided_is_for_oversight(self, office: make.County) -> None:
        rated(office, solved="yes", satisfied=True)
        supervisor = system("ledger.read", "cases.supervise")
        fact = supervisor.get(f"/figures/cases.solved/facts?{PERIOD}").body["items"][0]["id"]

        assert system("ledger.read").get(f"/facts/{fact}/proof").status == 403
        assert supervisor.get(f"/facts/{fact}/proof").status == 409  # not sealed yet

    def test_is_refused_before_the_seal_in_words(self, office: make.County) -> None:
        make.registered()
        reader = system("ledger.read")
        fact = reader.get(f"/figures/cases.registered/facts?{PERIOD}").body["items"][0]["id"]

        answer = reader.get(f"/facts/{fact}/proof")

        assert (answer.status, answer.body["code"]) == (409, "not-sealed")


def one_byte(proof: dict[str, Any]) -> None:
    proof["leaf"] = proof["leaf"].replace('"backfilled":0', '"backfilled":1')


def byte_and_hash(proof: dict[str, Any]) -> None:
    one_byte(proof)
    proof["leaf_hash"] = hashlib.sha256(b"\x00\x01" + proof["leaf"].encode()).hexdigest()


def position(proof: dict[str, Any]) -> None:
    proof["position"] += 1


def path(proof: dict[str, Any]) -> None:
    proof["path"] = proof["path"][:-1]


def other_fact(proof: dict[str, Any]) -> None:
    proof["fact"] = "01990a5c-0000-7000-8000-000000000001"


class TestVerifier:
    @pytest.fixture
    def script(self, tmp_path: Path, db: None) -> Path:
        """The script as it is downloaded, in a folder of its own."""
        answer = Client().get("/api/v1/facts/verifier")
        file = tmp_path / "verify_fact.py"
        file.write_bytes(answer.content)
        return file

    def run(self, script: Path, proof: dict[str, Any], seal: str) -> tuple[int, str]:
        """Run it with nothing but the standard library: (status, what it said)."""
        file = script.with_name("proof.json")
        file.write_text(json.dumps(proof, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, "-I", "-S", "-X", "utf8", str(script), str(file), seal]
        done = subprocess.run(command, cwd=script.parent, env={}, capture_output=True, text=True, check=False)
        assert not done.stderr
        return done.returncode, done.stdout

    def test_finds_a_fact_under_a_seal_from_paper_or_from_a_file(self, script: Path, auditor: Caller) -> None:
        proof = proof_of(auditor)
        kept = script.with_name("seals.txt")
        kept.write_text(f"seal 9 day 2020-01-01 facts 1 root {'0' * 64}\n{line_of(proof)}\n", encoding="utf-8")

        assert self.run(script, proof, line_of(proof))[0] == 0
        status, said = self.run(script, proof, str(kept))
        assert status == 0
        assert "kind=case.registered" in said

    @pytest.mark.parametrize("change", [one_byte, byte_and_hash, position, path, other_fact])
    def test_finds_what_was_changed(
        self, script: Path, auditor: Caller, change: Callable[[dict[str, Any]], None]
    ) -> None:
        proof = proof_of(auditor)
        line = line_of(proof)
        change(proof)

        assert self.run(script, proof, line)[0] == 1

    def test_finds_a_wrong_seal(self, script: Path, auditor: Caller) -> None:
        proof = proof_of(auditor)
        line = line_of(proof)

        assert self.run(script, proof, line.replace(proof["root"], "0" * 64))[0] == 1
        assert self.run(script, proof, line.replace(f"facts {proof['facts']} ", "facts 1 "))[0] == 1
        assert self.run(script, proof, line.replace("seal 1 ", "seal 2 "))[0] == 2

    def test_says_when_it_cannot_check(self, script: Path, auditor: Caller) -> None:
        proof = proof_of(auditor)

        assert self.run(script, proof, "nowhere.txt")[0] == 2
        assert self.run(script, {"leaf": 3}, line_of(proof))[0] == 2

    def test_is_not_led_astray_by_a_seal_that_was_given_twice(self, script: Path, auditor: Caller) -> None:
        """Somebody who may add a line to the file of seals must not make a changed fact true."""
        proof = proof_of(auditor)
        line = line_of(proof)
        other = line.replace(proof["root"], "0" * 64)

        assert self.run(script, proof, f"{line} {line}")[0] == 0
        status, said = self.run(script, proof, f"{other} {line}")
        assert (status, "成立" in said) == (2, False)
        assert self.run(script, proof, f"{line}0")[0] == 2

    @pytest.mark.parametrize("field", ["seal", "position"])
    @pytest.mark.parametrize("value", ["1", 1.5, True, None, float("inf"), [1]])
    def test_takes_no_number_that_only_looks_like_one(
        self, script: Path, auditor: Caller, field: str, value: Any
    ) -> None:
        proof = proof_of(auditor)

        assert self.run(script, proof | {field: value}, line_of(proof))[0] == 2

    def test_takes_no_step_that_is_no_hash(self, script: Path, auditor: Caller) -> None:
        proof = proof_of(auditor)

        for step in ("", "00", "0" * 66):
            assert self.run(script, proof | {"path": [step, *proof["path"]]}, line_of(proof))[0] == 1

    def test_does_not_take_falling_over_for_a_finding(self, script: Path, auditor: Caller) -> None:
        proof = proof_of(auditor)

        assert self.run(script, proof | {"leaf": "[" * 100_000}, line_of(proof))[0] == 2
