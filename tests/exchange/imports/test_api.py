"""A hotline's own program hands its export in with a key."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from tests.exchange.conftest import Answer, Caller, system
from tests.exchange.imports import lists
from tests.exchange.imports.conftest import taken_in, work
from tests.factories import cases as make

from minqing.exchange.imports import storing
from minqing.kernel.access import Actor

NAME = "每晚工单"


@pytest.fixture
def mapping(importer: Actor) -> Iterator[str]:
    """A saved mapping."""
    run_id = taken_in(importer, lists.ENDED)
    storing.save_mapping(run_id=run_id, name=NAME, actor=importer, at=make.AT)
    with translation.override("en"):
        yield NAME


def hand_in(caller: Caller, data: bytes, mapping: str) -> Answer:
    """Send a list as a program does."""
    client = Client(headers={"Authorization": f"Bearer {caller.key}"})
    fields = {"table": SimpleUploadedFile("a.csv", data), "mapping": mapping}
    return caller.checked("post", "/imports/load", client.post("/api/v1/imports/load", fields))


class TestImports:
    def test_are_handed_in_and_followed(self, mapping: str) -> None:
        caller = system("exchange.import")

        run = hand_in(caller, lists.text(lists.OPEN), mapping).body
        work(run["id"])
        work(run["id"])

        assert (run["state"], run["lines"]) == ("checking", 1)
        one = caller.get(f"/imports/{run['id']}").body
        assert (one["state"], one["taken"], one["open_there"]) == ("finished", 1, 1)
        assert caller.get("/imports").body[0]["id"] == run["id"]

    def test_are_refused_without_the_permission_or_the_mapping(self, mapping: str) -> None:
        stranger = system("cases.file")

        assert hand_in(stranger, lists.text(lists.OPEN), mapping).status == 404
        assert stranger.get("/imports").status == 403
        assert hand_in(system("exchange.import"), lists.text(lists.OPEN), "没有这个").status == 404

    def test_are_refused_where_the_file_lacks_a_column(self, mapping: str) -> None:
        answer = hand_in(system("exchange.import"), "甲,乙\n1,2\n".encode(), mapping)

        assert answer.status == 422
        assert "工单编号" in answer.body["detail"]
