"""Verbs on topics of many requests."""

from django.utils.translation import gettext_lazy as _

from minqing.cases import service
from minqing.kernel.verbs import Field, Verb

from .fields import PLACE, TOPIC

VERBS = (
    Verb(
        "open_topic",
        _("Open a topic"),
        "cases.supervise",
        service.open_topic,
        (
            Field("title", "text", _("Title"), max_length=60),
            Field("matter_number", "matter", _("Matter")),
            PLACE,
            Field("root_cause", "longtext", _("Root cause; residents may read it"), max_length=2000),
            Field("owner_path", "organisation", _("Unit that ends it")),
            Field("finish_on", "date", _("To be finished by")),
        ),
    ),
    Verb(
        "add_to_topic",
        _("Take a request in"),
        "cases.supervise",
        service.add_to_topic,
        (TOPIC, Field("number", "number", _("Number of the request"), max_length=16)),
    ),
    Verb(
        "take_from_topic",
        _("Take out of the topic"),
        "cases.supervise",
        service.take_from_topic,
        (TOPIC, Field("number", "number", _("Number of the request"), max_length=16)),
    ),
    Verb(
        "tell_topic",
        _("Tell all of them"),
        "cases.supervise",
        service.tell_topic,
        (TOPIC, Field("words", "longtext", _("What all of them shall read"), max_length=2000)),
    ),
    Verb(
        "finish_topic",
        _("Finish the topic"),
        "cases.supervise",
        service.finish_topic,
        (
            TOPIC,
            Field("words", "longtext", _("What was done about the cause; all read it"), max_length=2000),
        ),
    ),
)
