"""Logs hold no word that anyone said and no identity."""

from __future__ import annotations

import io
import json
import logging
import traceback
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot import logs, values

ACI = "7f1c2c1e-0a51-4c55-9a41-1f2d3c4b5a60"
NUMBER = "+4915112345678"
GROUP = "group.UVVKRFJFVkdSMGhKU2t0TVRVNVBVRkZTVTFSVlZsZFlXVnBoWW1Oa1pXWT0="


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What was logged; the salt of before is back afterwards."""
    yield io.StringIO()
    logs.salt("unsalted")


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    """The lines of a JSON log, without their times."""
    found = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [{key: value for key, value in line.items() if key != "timestamp"} for line in found]


def test_what_looks_like_an_identity_never_gets_through(written: io.StringIO) -> None:
    logs.configure("json", written)
    structlog.get_logger().warning(f"from {NUMBER}", who=ACI.upper(), where=f"{GROUP}!", size=12, at="bot/app.py:7")
    assert lines(written) == [
        {"event": "from …", "who": "…", "where": "…!", "size": 12, "at": "bot/app.py:7", "level": "warning"}
    ]


def test_each_form_of_a_chat_is_an_identity(written: io.StringIO) -> None:
    logs.configure("json", written)
    internal = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="
    structlog.get_logger().info("x", a=f"group:{internal}", b=f"direct:{ACI}", c=GROUP)
    assert lines(written) == [{"event": "x", "a": "…", "b": "direct:…", "c": "…", "level": "info"}]


def test_libraries_are_named_and_not_quoted(written: io.StringIO) -> None:
    logs.configure("json", written)
    library = logging.getLogger("some.library")
    library.info("receiving %s", NUMBER)
    library.warning("cannot parse {'message': 'zebra', 'from': '%s'}", NUMBER)
    try:
        values.offset("zebra")
    except ValueError:
        library.exception("zebra")
    found = [{**line, "at": str(line["at"]).partition(":")[0]} for line in lines(written)]
    named = {"event": "library", "name": "some.library", "at": "test_logs"}
    assert found == [
        {**named, "error": "", "level": "warning"},
        {**named, "error": "ValueError", "level": "error"},
    ]


def test_text_logs_are_one_line_each_and_below_the_level_there_is_nothing(written: io.StringIO) -> None:
    logs.configure("text", written)
    structlog.get_logger().debug("unseen")
    structlog.get_logger().error("seen", chat="3f2a")
    (line,) = written.getvalue().splitlines()
    assert line.split()[1:] == ["[error", "]", "seen", "chat=3f2a"]


def test_hashes_are_short_the_same_here_and_others_elsewhere(written: io.StringIO) -> None:
    del written  # it puts the salt back
    logs.salt("one")
    first = logs.hashed(ACI)
    assert (len(first), first == logs.hashed(ACI), first == logs.hashed(ACI[:-1] + "1")) == (8, True, False)
    logs.salt("another, longer than the sixty-four bytes that a key of this hash may have at most")
    assert logs.hashed(ACI) != first


def told(work: Callable[[], object]) -> tuple[str, list[traceback.FrameSummary]]:
    """What is logged of an error, and the way it came."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return logs.place(error), list(traceback.extract_tb(error.__traceback__))
    raise AssertionError("it did not fail")


def test_an_error_is_told_by_its_kind_and_our_last_line() -> None:
    place, way = told(lambda: values.offset("zebra"))
    assert place == f"ValueError at bot/values.py:{way[-1].lineno}"
    place, way = told(lambda: values.internal_id("group.zebra"))
    ours = [step.lineno for step in way if step.filename == values.__file__]
    assert (place, way[-1].filename == values.__file__) == (f"Error at bot/values.py:{ours[-1]}", False)
    assert told(lambda: {}["zebra"])[0] == "KeyError"
