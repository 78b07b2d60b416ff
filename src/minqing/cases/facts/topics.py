"""What becomes of topics: one matter at one place that many requests are about."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount

from .columns import LATE, MATTER

TOPIC = {"topic": "number of the topic"}
MEMBERS = amount("requests that belonged to it then", unit="件")

TOPICS = (
    FactType(
        "topic.opened",
        _("Topic opened"),
        "What many requests of one matter at one place are about is looked into as one; the path is the owner's.",
        columns={"matter": MATTER, "members": MEMBERS},
        payload={"finish_on": "day by which it shall be finished, yyyymmdd"},
        unit="个",
    ),
    FactType(
        "topic.finished",
        _("Topic finished"),
        "The owner ended what made the requests come back, or says why it cannot be; all who reported it are told.",
        columns={"late": LATE, "matter": MATTER, "members": MEMBERS},
        unit="个",
    ),
    FactType(
        "topic.told",
        _("All of a topic told"),
        "Everybody whose request belongs to the topic was told how it stands.",
        columns={"matter": MATTER, "members": MEMBERS},
        unit="次",
    ),
    FactType(
        "case.joined_topic",
        _("Taken into a topic"),
        "The request belongs to a topic and goes its own way all the same.",
        columns={"matter": MATTER},
        payload=TOPIC,
    ),
    FactType(
        "case.left_topic",
        _("Taken out of a topic"),
        "The request no longer belongs to the topic.",
        columns={"matter": MATTER},
        payload=TOPIC,
    ),
    FactType(
        "case.told_of_topic",
        _("Told of a topic"),
        "Whoever reported the request was told how the topic stands that it belongs to.",
        columns={"matter": MATTER},
        payload=TOPIC,
    ),
)
