"""A voice message is kept as it was spoken, heard on record, written down by a person, and becomes a request."""

import io
import stat
import sys
import wave
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.factories import cases as make

from minqing.cases import queries as cases
from minqing.cases.access import public_actor
from minqing.cases.models import Case
from minqing.exchange.intake import service
from minqing.exchange.intake.codes import State, Why
from minqing.exchange.intake.voice.sounds import MOST_BYTES, SoundRefused, read_sound
from minqing.exchange.intake.voice.way import is_waiting, leave_voice
from minqing.exchange.intake.working import work_due
from minqing.exchange.models import Arrival
from minqing.kernel.errors import NotFound
from minqing.ledger.deliveries import run_due
from minqing.ledger.queries import facts_about
from minqing.vault.opening import parts_of

AT = make.AT


def spoken(seconds: float = 2, rate: int = 8000) -> bytes:
    """A wave of silence."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(rate)
        file.writeframes(b"\x80" * int(seconds * rate))
    return out.getvalue()


def amr(seconds: float) -> bytes:
    return b"#!AMR\n" + (b"\x3c" + b"\x00" * 31) * int(seconds * 50)


def m4a(seconds: int) -> bytes:
    head = b"\x00\x00\x00\x18ftypM4A " + b"\x00" * 12
    movie = b"mvhd" + b"\x00" * 12 + (1000).to_bytes(4, "big") + (seconds * 1000).to_bytes(4, "big")
    return head + b"\x00" * 4 + movie


def mp3(seconds: int) -> bytes:
    return b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x50\x00" + b"\x00" * (seconds * 64_000 // 8)


def leave(voice: bytes | None = None, **more: Any) -> str:
    given = {"phone": "13800001234", "token": "a-token", "place_path": make.VILLAGE, "actor": public_actor(), "at": AT}
    return leave_voice(voice=spoken() if voice is None else voice, **{**given, **more})


class TestSounds:
    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (spoken(), "audio/wav"),
            (amr(5), "audio/amr"),
            (m4a(30), "audio/mp4"),
            (mp3(20), "audio/mpeg"),
            (b"\x1aE\xdf\xa3" + b"x" * 90, "audio/webm"),
        ],
    )
    def test_are_known_by_their_first_bytes(self, data: bytes, kind: str) -> None:
        assert read_sound(data).kind == kind

    @pytest.mark.parametrize("data", [spoken(63), amr(63), m4a(90), mp3(70)])
    def test_of_more_than_a_minute_are_refused(self, data: bytes) -> None:
        with pytest.raises(SoundRefused, match="longer than a minute"):
            read_sound(data)

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"MZ\x90",
            b"\x89PNG\r\n\x1a\n",
            b"<html>",
            b"RIFF\x00\x00\x00\x00WAVE",
            b"ID3",
            m4a(1)[:20],
            b"\xff\xfb",
        ],
    )
    def test_that_are_none_or_broken_are_refused(self, data: bytes) -> None:
        with pytest.raises(SoundRefused):
            read_sound(data)

    def test_above_two_megabytes_are_refused(self) -> None:
        with pytest.raises(SoundRefused, match="2 MB"):
            read_sound(b"\x1aE\xdf\xa3" + b"x" * MOST_BYTES)


class TestVoice:
    def test_waits_to_be_written_down_and_then_its_receipt_holds(self, office: make.County, sent: list[Any]) -> None:
        receipt = leave()
        work_due(AT)
        arrival = Arrival.objects.get()
        assert (arrival.state, arrival.why) == (State.NEEDS_PERSON, Why.VOICE)
        assert is_waiting(receipt=receipt, actor=public_actor(), at=AT)

        clerk, key = office.intake, str(arrival.pk)
        shown = service.open_arrival(arrival_id=key, actor=clerk, at=AT)
        assert (shown.voice_kind, shown.text, shown.place_path) == ("audio/wav", "", make.VILLAGE)
        done = service.register_arrival(arrival_id=key, place_path=make.VILLAGE, words="路灯坏了。", actor=clerk, at=AT)

        case = Case.objects.get()
        assert done.receipt == receipt
        assert cases.receipt_page(receipt, at=AT).number == case.number
        assert not is_waiting(receipt=receipt, actor=public_actor(), at=AT)
        assert parts_of(case.uuid, "voice") == [("voice", spoken())]
        while run_due(AT):
            pass
        assert receipt[:4] in sent[-1]["body"]

    def test_is_heard_on_record_and_by_nobody_else(self, office: make.County) -> None:
        leave()
        key = str(Arrival.objects.get().pk)

        for minute in range(2):
            heard = service.hear_voice(arrival_id=key, actor=office.intake, at=AT + timedelta(minutes=minute))
            assert heard == (spoken(), "audio/wav")

        assert [fact.kind for fact in facts_about(Arrival.objects.get().ref)].count("intake.heard") == 1
        with pytest.raises(NotFound):
            service.hear_voice(arrival_id=key, actor=office.water, at=AT)

    def test_sent_twice_is_one(self, office: make.County) -> None:
        assert leave() == leave()
        assert Arrival.objects.count() == 1

    def test_is_heard_by_a_program_where_the_county_has_one(
        self, office: make.County, settings: Any, tmp_path: Path
    ) -> None:
        program = tmp_path / "hears"
        program.write_text(f"#!{sys.executable}\nimport sys\nprint('听到', len(sys.stdin.buffer.read()))\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        settings.VOICE_RECOGNISER = str(program)
        leave()

        shown = service.open_arrival(arrival_id=str(Arrival.objects.get().pk), actor=office.intake, at=AT)

        assert shown.heard == f"听到 {len(spoken())}"

    @pytest.mark.parametrize("program", ["/no/such/program", "/bin/false"])
    def test_is_not_lost_by_a_program_that_fails(self, program: str, office: make.County, settings: Any) -> None:
        settings.VOICE_RECOGNISER = program
        leave()

        assert service.open_arrival(arrival_id=str(Arrival.objects.get().pk), actor=office.intake, at=AT).heard == ""
