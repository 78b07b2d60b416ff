"""
A hundred thousand lines of another hotline, from its file to requests: checked, taken in, sent again.

Run inside an installation with the demo county: ``python -m minqing.ops.bench.importing 100000`` prints one line of
JSON. Nine lines in ten had ended there; the file is a GB18030 table with a head of two rows, as hotlines export it.
"""

import csv
import io
import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import django

UPPER = ("工单编号", "诉求信息", "", "", "", "", "", "", "", "办理信息", "", "", "", "")
LOWER = (
    "", "标题", "内容", "受理时间", "来电人", "电话", "街乡镇", "村/社区", "三级分类",
    "状态", "承办单位", "回复内容", "办结时间", "是否解决",
)  # fmt: skip
WORDS = (
    "从上个星期天晚上开始没有水，到今天三天了。我家有老人，要到隔壁村去挑。问了村里说不知道什么时候修好，能不能给个准话？"
    "联系我：{phone}，我叫{name}。第{number}件。"
)
ANSWER = "{name}您好，经核实，主管道破裂，已于当日抢修完毕恢复供水。今后如有问题请随时反映，感谢您的理解。"
AT_ONCE = 64 * 1024


def lines(count: int, places: list[tuple[str, str]], *, last: datetime) -> Iterator[tuple[str, ...]]:
    """Invent lines, the oldest first, over five hundred days."""
    for number in range(count):
        came = last - timedelta(days=500) * (1 - number / count) - timedelta(hours=1)
        ended = number % 10 > 0
        name, phone = "王秀兰" if number % 2 else "李建国", f"139{number:08d}"
        town, village = places[number % len(places)]
        said = WORDS.format(phone=phone, name=name, number=number)
        yield (
            f"QH2026{number:09d}", "停水三天", said, f"{came:%Y-%m-%d %H:%M:%S}", name, phone, town, village, "供水",
            "已办结" if ended else "办理中", "县水务局", ANSWER.format(name=name) if ended else "",
            f"{came + timedelta(minutes=40):%Y-%m-%d %H:%M:%S}" if ended else "", "解决" if ended else "",
        )  # fmt: skip


def file_of(rows: Iterator[tuple[str, ...]]) -> Iterator[bytes]:
    """Write the lines as a file, piece by piece."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([UPPER, LOWER])
    for row in rows:
        writer.writerow(row)
        if out.tell() > AT_ONCE:
            yield out.getvalue().encode("gb18030")
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode("gb18030")


class Importing:
    """One list on its way, driven as the worker drives it."""

    def __init__(self, count: int) -> None:
        from minqing.directory import queries as directory
        from minqing.territory import queries as territory

        self.at = datetime.now(UTC)
        posts = directory.posts_in("139901/", below=True)
        self.actor = directory.actor_for_post(next(post.id for post in posts if post.title == "工单导入岗"))
        divisions = territory.divisions()
        towns = {place.path: place.name for place in divisions if place.kind == "township"}
        self.places = [
            (towns["/".join(one.path.split("/")[:2]) + "/"], one.name) for one in divisions if one.kind == "village"
        ]
        self.count = count
        # By name: the edge's rooms do not know each other, and only this measuring brings them together.
        self.storing, self.working, self.queries = (
            import_module(f"minqing.exchange.imports.{name}") for name in ("storing", "working", "queries")
        )
        self.apart = import_module("minqing.exchange.imports.taking_apart")
        self.runs = import_module("minqing.exchange.models").ImportRun.objects

    def hand_in(self) -> str:
        """Hand the file in, and read it."""
        chunks = file_of(lines(self.count, self.places, last=self.at))
        run_id = self.storing.hand_in(
            source="县12345", file_name="工单.csv", chunks=chunks, actor=self.actor, at=self.at
        )
        run = self.runs.get(pk=run_id)
        if run.state == "reading":
            self.apart.take_apart(run, at=self.at)
        return str(run_id)

    def map_columns(self, run_id: str) -> None:
        """Say which column is which, as guessed."""
        guesses = self.queries.run_page(self.actor, run_id).guesses
        columns = {key: one.column for key, one in guesses.items()}
        self.storing.set_reading(
            run_id=run_id, actor=self.actor, at=self.at, columns=columns, values={"matter": {"供水": "101"}}, place=""
        )

    def whole_pass(self, run_id: str) -> Any:
        """Let the worker go on until the pass is over."""
        state = self.runs.get(pk=run_id).state
        while (run := self.runs.get(pk=run_id)).state == state:
            self.working.go_on(run, at=self.at)
        return run


def measure(count: int) -> dict[str, Any]:
    """
    Measure each pass over so many lines.

    :return: lines a second of reading, checking, taking in and sending again, and the process's megabytes at most.
    """
    one = Importing(count)
    told: dict[str, Any] = {}
    for again in ("", "again_"):
        run_id, told[f"{again}reading"] = _timed(count, one.hand_in)
        one.map_columns(run_id)
        _, told[f"{again}checking"] = _timed(count, lambda run_id=run_id: one.whole_pass(run_id))
        one.storing.start(run_id=run_id, actor=one.actor, at=one.at)
        run, told[f"{again}taking_in"] = _timed(count, lambda run_id=run_id: one.whole_pass(run_id))
        told[f"{again}counts"] = [run.taken, run.open_there, run.again, run.changed, run.refused]
    return {**told, "lines": count, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def _timed(count: int, work: Any) -> tuple[Any, int]:
    start = time.perf_counter()
    found = work()
    return found, round(count / (time.perf_counter() - start))


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(int(sys.argv[1]))))
