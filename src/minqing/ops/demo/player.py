"""Plays the stories through the services: each step is one verb, by one post, at its own moment."""

import heapq
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from minqing.cases import queries, service, ticking
from minqing.cases.access import public_actor
from minqing.cases.records import Filing
from minqing.directory import queries as directory
from minqing.directory import service as duty
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of

from .ground import Ground
from .people import phone, signature
from .staff import Chair, Staff, units
from .story import Step, Story
from .wording import BY_REASON, WORDS

COUNTY = "139901/"
TAKES_UP = timedelta(minutes=2)
SAME_WORK = "同类问题，处理办法一样，已逐项核对。"
"""Why an answer that reads like another goes out as it is; said only where the house doubts one."""
READS_FIRST = {"accept_and_dispatch", "acknowledge", "decline", "divert", "verify"}
"""Before these verbs the post opens the request, as its resident can see."""


@dataclass(slots=True)
class Live:
    """A story that is being played; ``moment`` is when something was last done in it."""

    story: Story
    moment: datetime
    rng: random.Random
    village: str = ""
    lead: str = ""
    about: str = ""
    number: str = ""
    receipt: str = ""
    handler: Chair | None = None
    asked_for: str = ""
    next_step: int = 0


@dataclass(slots=True)
class Played:
    """What was played: how many requests and steps, and the refusals met, which should be none."""

    requests: int = 0
    steps: int = 0
    refusals: list[str] = field(default_factory=list)


class Player:
    """Files the requests of the stories and plays their steps, all in the order of time."""

    def __init__(self, *, staff: Staff, ground: Ground, seed: int, until: datetime) -> None:
        """Take the posts, the doors and the seed; ``until`` is the moment up to which is told."""
        self._until = until
        self._staff, self._ground, self._seed = staff, ground, seed
        self._units = {unit.key: unit.path for unit in units()}
        self._towns = {unit.place_path: unit.path for unit in units() if unit.place}
        self._turn = count()
        self._steps: list[tuple[datetime, int, Live]] = []
        self.played = Played()

    def play(self, stories: Iterable[Story], *, seen: Callable[[int], None]) -> Played:
        """
        Play everything.

        :param stories: in the order in which they begin.
        :param seen: called with the number of requests so far.
        """
        for story in stories:
            self._catch_up(story.at)
            self._file(story)
            seen(self.played.requests)
        self._catch_up(None)
        return self.played

    def _catch_up(self, until: datetime | None) -> None:
        """Play every step that lies before a moment; all of them for None."""
        while self._steps and (until is None or self._steps[0][0] <= until):
            _at, _turn, live = heapq.heappop(self._steps)
            step = live.story.steps[live.next_step]
            live.next_step += 1
            self._let_clock_speak(live, before=step.at)
            live.moment = step.at
            try:
                self._act(live, step)
            except Refused as refusal:
                self.played.refusals.append(f"{step.verb}: {refusal}")
            else:
                self.played.steps += 1
                self._await(live)

    def _await(self, live: Live) -> None:
        if live.next_step < len(live.story.steps):
            heapq.heappush(self._steps, (live.story.steps[live.next_step].at, next(self._turn), live))
        else:
            self._let_clock_speak(live, before=self._until)

    def _let_clock_speak(self, live: Live, *, before: datetime) -> None:
        """Let what the worker would have marked be marked when it came, and not when the demo is made."""
        ticking.tick_case(live.number, since=live.moment, before=before)

    # --- filing -----------------------------------------------------------------------------------------------

    def _file(self, story: Story) -> None:
        live = Live(story, story.at, random.Random(f"{self._seed}:{story.index}"))  # noqa: S311  # a story, no secret
        live.village = self._village(live)
        live.lead = self._lead(story, live.village)
        if story.topic.accuses:
            live.about, live.lead = live.lead, self._units["supervision"]
        filing, filer = self._filing(live), self._filer(live)
        registered = service.register_case(filing=filing, actor=filer, at=story.at)
        if registered.again:
            return  # a run that was cut short had begun this story
        live.number, live.receipt = registered.number, registered.receipt
        self.played.requests += 1
        if registered.danger:
            self._take_up_alarm(live)
        self._await(live)

    def _take_up_alarm(self, live: Live) -> None:
        """The duty officer takes an alarm up within two minutes."""
        at = live.story.at + timedelta(seconds=live.rng.randint(40, 120))
        officer = self._staff.actor(self._staff.chairs["duty_officer"][0])
        for alarm in directory.open_alarms(officer):
            if alarm.number == live.number:
                duty.acknowledge_alarm(alarm_id=alarm.id, actor=officer, at=at)

    def _village(self, live: Live) -> str:
        in_town = live.story.in_town
        return live.rng.choice([one.path for one in self._ground.villages if self._ground.is_town(one.path) == in_town])

    def _lead(self, story: Story, village: str) -> str:
        if story.topic.unit == "town":
            return self._towns["/".join(village.split("/")[:2]) + "/"]
        return self._units[story.topic.unit]

    def _filing(self, live: Live) -> Filing:
        story = live.story
        by_door = story.channel == "qr" and story.by_door
        signed = signature(live.rng) if live.rng.random() < 0.08 else ""
        leaves_phone = live.rng.random() < (0.95 if story.channel in {"phone", "counter"} else 0.55)
        return Filing(
            words=story.letter.words + signed,
            where_words=story.letter.where,
            place_path=live.rng.choice(self._ground.doors[live.village]) if by_door else live.village,
            channel=story.channel,
            submission_token=f"demo:{self._seed}:{story.index}",
            phone=phone(live.rng) if leaves_phone else "",
            may_call=leaves_phone,
            matter_number=story.topic.matter if story.channel in {"phone", "counter"} else None,
            about_org_path=live.about,
            child=story.topic.child,
        )

    def _filer(self, live: Live) -> Actor:
        story = live.story
        if story.channel == "grid":
            return self._staff.actor(self._staff.grid_workers[live.village])
        if story.channel in {"phone", "counter"}:
            return self._staff.actor(live.rng.choice(self._staff.chairs["counter"]))
        return public_actor()

    # --- steps ------------------------------------------------------------------------------------------------

    def _act(self, live: Live, step: Step) -> None:
        if step.who == "resident":
            self._by_resident(live, step)
        else:
            self._by_staff(live, step)

    def _by_resident(self, live: Live, step: Step) -> None:
        who: Any = {"receipt": live.receipt, "at": step.at}
        if step.verb == "withdraw":
            service.withdraw_case(**who)
        elif step.verb == "answer_question":
            service.answer_question(words=self._words(live, step.verb), **who)
        elif step.verb == "report_pressure":
            service.report_pressure(words=self._words(live, step.verb), **who)
        elif step.verb == "reopen_by_resident":
            service.reopen_by_resident(**who)
        else:
            link = queries.rating_of(live.receipt, at=step.at)
            service.rate_case(token=link.token, at=step.at, **step.fields)

    def _by_staff(self, live: Live, step: Step) -> None:
        fields = dict(step.fields)
        if step.verb in WORDS:
            name = {"ask_resident": "question", "ask_extension": "reason"}.get(step.verb, "words")
            fields.setdefault(name, self._words(live, step.verb))
        special = getattr(self, f"_fields_of_{step.verb}", None)
        if special:
            fields = special(live, step, fields)
        actor = self._staff.actor(self._chair(live, step))
        if step.verb in READS_FIRST:
            service.open_case(number=live.number, actor=actor, at=step.at)
        getattr(service, step.verb)(number=live.number, actor=actor, at=step.at, **fields)

    def _words(self, live: Live, verb: str) -> str:
        return live.rng.choice(WORDS[verb])

    def _chair(self, live: Live, step: Step) -> Chair:
        if step.who == "unit":
            if live.handler is None or step.verb == "acknowledge":
                live.handler = live.rng.choice(self._staff.handlers[live.lead])
            return live.handler
        if step.who == "verifier" and step.verb != "close" and live.lead == self._units["centre"]:
            return live.rng.choice(self._staff.chairs["overseer"])
        return live.rng.choice(self._staff.chairs[step.who])

    def _fields_of_accept_and_dispatch(self, live: Live, step: Step, fields: dict[str, Any]) -> dict[str, Any]:
        return {**fields, "matter_number": live.story.topic.matter, "lead_path": live.lead}

    def _fields_of_dispatch(self, live: Live, step: Step, fields: dict[str, Any]) -> dict[str, Any]:
        if fields.pop("elsewhere", False) and live.lead == self._units["housing"]:
            live.lead = self._units["city"]
        return {**fields, "lead_path": live.lead}

    def _fields_of_decline(self, live: Live, step: Step, fields: dict[str, Any]) -> dict[str, Any]:
        return {**fields, "words": live.rng.choice(BY_REASON[fields["reason"]])}

    def _fields_of_suspend(self, live: Live, step: Step, fields: dict[str, Any]) -> dict[str, Any]:
        live.asked_for = live.rng.choice(BY_REASON[fields["reason"]])
        return {**fields, "words": live.asked_for}

    def _fields_of_ask_extension(self, live: Live, step: Step, fields: dict[str, Any]) -> dict[str, Any]:
        live.asked_for = fields["reason"]
        return fields

    def _fields_of_decide_extension(self, live: Live, step: Step, fields: dict[str, Any]) -> dict[str, Any]:
        """An approver passes on why it takes longer or stands still, since the resident reads it."""
        approve = fields.pop("approve")
        words = live.asked_for if approve else fields["words"]
        return {**fields, "words": words, "decision": "approve" if approve else "refuse"}

    def _fields_of_reply(self, live: Live, step: Step, fields: dict[str, Any]) -> dict[str, Any]:
        words = fields["words"]
        who = self._staff.actor(self._chair(live, step))
        answers = {demand.id: words for demand in queries.demands_of(live.number, actor=who)}
        until = day_of(step.at) + timedelta(days=live.rng.randint(60, 220)) if fields["outcome"] == "not_now" else None
        return {
            "outcome": fields["outcome"],
            "answers": answers,
            "words": "",
            "not_now_until": until,
            "as_is": SAME_WORK,
        }
