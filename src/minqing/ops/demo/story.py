"""
What becomes of each request: drawn before anything is written, then played through the services.

A story is a list of steps in order of time. Each step names a verb and who does it; the player fills in what only
the database knows. Steps that would lie after now are left out, so the newest requests are still open.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from minqing.kernel.times import SHANGHAI

from .officehours import OfficeHours
from .seasons import Window, arrivals, weight
from .texts import Letter, Topic, answer, letter, topics

AT_LAW = {"labour", "justice", "resources"}
"""Units with whose matters people also go to court or to arbitration."""
LATE, BOUNCES, HOLLOW = "late", "bounces", "hollow"
LEFT_LYING = 0.15
CHANNELS = ("qr", "phone", "counter", "grid", "web")
CHANNEL_WEIGHTS = (46, 24, 12, 15, 3)
IN_TOWN, BY_DOOR = 0.45, 0.7


@dataclass(frozen=True, slots=True)
class Step:
    """One thing somebody does: ``who`` is a chair (``intake``, ``unit``, …) or ``resident``."""

    at: datetime
    verb: str
    who: str
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """One request from the first word to where it stands now."""

    index: int
    at: datetime
    topic: Topic
    letter: Letter
    channel: str
    by_door: bool
    in_town: bool
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Draft:
    """A story while it is drawn: where it stands in time, and the steps so far."""

    at: datetime
    topic: Topic
    letter: Letter
    habit: str
    moment: datetime
    pace: float = 1.0
    steps: list[Step] = field(default_factory=list)

    def then(self, at: datetime, verb: str, who: str, **fields: Any) -> None:
        """Add a step and go on from its moment."""
        self.steps.append(Step(at, verb, who, fields))
        self.moment = at


class Storyteller:
    """Draws stories: one generator, one county, one window of time."""

    def __init__(self, rng: random.Random, hours: OfficeHours, span: Window, habits: dict[str, str]) -> None:
        self._rng, self._hours, self._span, self._habits = rng, hours, span, habits

    def stories(self, count: int) -> list[Story]:
        """Tell so many stories, in the order in which they begin."""
        return [self._story(index, at) for index, at in enumerate(arrivals(self._span, count, self._rng))]

    def _story(self, index: int, at: datetime) -> Story:
        town = self._rng.random() < IN_TOWN
        topic = self._topic(at, town=town)
        channel = self._rng.choices(CHANNELS, CHANNEL_WEIGHTS)[0]
        if channel in {"counter", "phone"} and not 8 <= at.astimezone(SHANGHAI).hour < 18:
            channel = "qr"
        written = letter(topic, self._rng, town=town)
        steps = tuple(step for step in self._steps(at, topic, written) if step.at <= self._span.end)
        return Story(index, at, topic, written, channel, self._rng.random() < BY_DOOR, town, steps)

    def _topic(self, at: datetime, *, town: bool) -> Topic:
        fits = [topic for topic in topics() if topic.where in {"any", "town" if town else "village"}]
        return self._rng.choices(fits, [topic.weight * weight(topic.season, at, self._span) for topic in fits])[0]

    def _steps(self, at: datetime, topic: Topic, written: Letter) -> list[Step]:
        draft = Draft(at, topic, written, self._habits.get(topic.unit, ""), moment=at)
        chance = self._rng.random()
        if topic.danger:
            self._danger(draft)
        elif chance < 0.03:
            reasons = ("outside_duties", "secret_or_private", "legal_channel")
            reason = self._rng.choice(reasons if topic.unit in AT_LAW else reasons[:2])
            draft.then(self._hours.soon(at, 0.1, 5), "decline", "intake", reason=reason)
        elif chance < 0.045:
            draft.then(at + timedelta(hours=self._rng.uniform(1, 30)), "withdraw", "resident")
        else:
            slow_intake = chance > 0.97
            self._handled(draft, self._hours.soon(at, 9, 16) if slow_intake else self._hours.soon(at, 0.1, 5))
        return draft.steps

    def _danger(self, draft: Draft) -> None:
        quick = draft.at + timedelta(minutes=self._rng.uniform(3, 12))
        if self._rng.random() < 0.6:
            draft.then(quick, "divert", "intake", call="119")
        else:
            draft.pace = 0.1
            self._handled(draft, quick)

    def _handled(self, draft: Draft, accepted: datetime) -> None:
        draft.then(accepted, "accept_and_dispatch", "intake", demands=list(draft.letter.demands))
        draft.moment = self._hours.soon(accepted, 0.3 * draft.pace, 8 * draft.pace)
        if self._rng.random() < (0.42 if draft.habit == BOUNCES else 0.03):
            draft.then(draft.moment, "return_case", "unit", reason="other_unit")
            draft.then(self._hours.soon(draft.moment, 1, 8), "dispatch", "dispatcher", elsewhere=True)
            draft.moment = self._hours.soon(draft.moment, 1, 7)
        draft.then(draft.moment, "acknowledge", "unit")
        if not self._middle(draft):
            return
        self._replied(draft)
        self._ending(draft)
        self._resident_says(draft)

    def _middle(self, draft: Draft) -> bool:
        """Let something come between, or nothing; tell whether the work goes on: some clocks still stand."""
        chance = self._rng.random()
        if chance < 0.05:
            draft.then(self._hours.soon(draft.moment, 1, 6), "ask_resident", "unit")
            draft.then(draft.moment + timedelta(hours=self._rng.uniform(2, 40)), "answer_question", "resident")
        elif chance < 0.1:
            draft.then(self._hours.soon(draft.moment, 4, 20), "ask_extension", "unit", days=self._rng.randint(2, 5))
            approve = self._rng.random() < 0.8
            draft.then(self._hours.soon(draft.moment, 1, 8), "decide_extension", "overseer", approve=approve)
        elif chance < 0.13:
            reason = self._rng.choice(("parts", "weather"))
            draft.then(self._hours.soon(draft.moment, 2, 9), "suspend", "unit", reason=reason)
            draft.then(self._hours.soon(draft.moment, 1, 8), "decide_extension", "overseer", approve=True)
            if self._span.is_lately(draft.at):
                return False
            draft.then(self._hours.soon(draft.moment, 12, 50), "resume", "unit")
        return True

    def _replied(self, draft: Draft) -> None:
        slow = draft.habit == LATE and (self._span.in_flood(draft.at) or self._rng.random() < 0.35)
        # Everywhere something is left lying: an overseer's page on which nothing is late shows nothing.
        slow = slow or (self._span.is_lately(draft.at) and self._rng.random() < LEFT_LYING)
        wait = (50, 110) if slow else (4 * draft.pace, 30 * draft.pace)
        draft.moment = self._hours.soon(draft.moment, *wait)
        if slow and self._rng.random() < 0.5:
            draft.then(draft.moment, "supervise", "overseer")
            draft.then(self._hours.soon(draft.moment, 2, 6), "answer_supervision", "unit")
        draft.then(self._hours.soon(draft.moment, 0.1, 3), "contact", "unit", means="phone", reached=True)
        draft.then(self._hours.soon(draft.moment, 0.6, 2), "reply", "unit", **self._reply(draft))

    def _reply(self, draft: Draft) -> dict[str, Any]:
        chance, topic = self._rng.random(), draft.topic
        kind = "explain" if chance < 0.22 and topic.explain else "later" if chance > 0.9 and topic.later else "done"
        outcome = {"done": "handled", "explain": "explained", "later": "not_now"}[kind]
        return {"words": answer(topic, kind, self._rng, draft.letter.slots), "outcome": outcome}

    def _ending(self, draft: Draft) -> None:
        answered = draft.steps[-1].fields
        draft.moment = self._hours.soon(draft.moment, 1, 12)
        if self._rng.random() < 0.06 and draft.habit != HOLLOW:
            draft.then(draft.moment, "rework", "verifier")
            draft.then(self._hours.soon(draft.moment, 4, 14), "reply", "unit", **answered)
            draft.moment = self._hours.soon(draft.moment, 1, 8)
        draft.then(draft.moment, "verify", "verifier", result="done")
        draft.then(self._hours.soon(draft.moment, 0.2, 3), "close", "verifier")

    def _resident_says(self, draft: Draft) -> None:
        hollow = draft.habit == HOLLOW
        closed = draft.moment
        pressed = self._rng.random() < (0.05 if hollow else 0.01)
        if pressed:
            draft.then(closed + timedelta(hours=self._rng.uniform(1, 20)), "report_pressure", "resident")
        if self._rng.random() < (0.25 if hollow else 0.5):
            return
        solved = self._rate(draft, closed + timedelta(hours=self._rng.uniform(21, 120)), hollow=hollow)
        if solved == "no" and not pressed and self._rng.random() < 0.5:
            draft.then(draft.moment + timedelta(minutes=self._rng.uniform(1, 20)), "reopen_by_resident", "resident")
            self._second_round(draft)

    def _rate(self, draft: Draft, said: datetime, *, hollow: bool) -> str:
        solved = self._rng.choices(("yes", "partly", "no"), (15, 20, 65) if hollow else (70, 18, 12))[0]
        satisfied = self._rng.random() < {"yes": 0.95, "partly": 0.5, "no": 0.06}[solved]
        contacted = self._rng.random() < (0.35 if hollow else 0.9)
        draft.then(said, "rate", "resident", solved=solved, satisfied=satisfied, contacted=contacted)
        return solved

    def _second_round(self, draft: Draft) -> None:
        draft.then(self._hours.soon(draft.moment, 0.5, 5), "dispatch", "intake")
        draft.then(self._hours.soon(draft.moment, 0.5, 6), "acknowledge", "unit")
        draft.then(self._hours.soon(draft.moment, 6, 26), "reply", "unit", **self._reply(draft))
        draft.then(self._hours.soon(draft.moment, 2, 9), "verify", "verifier", result="done")
        draft.then(self._hours.soon(draft.moment, 0.2, 3), "close", "verifier")
        if self._rng.random() < 0.5:
            self._rate(draft, draft.moment + timedelta(hours=self._rng.uniform(21, 90)), hollow=False)
