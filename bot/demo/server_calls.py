"""What a call to the server is made of: routes, what comes in, what goes out, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from bot.demo.faults import Faults
from bot.demo.server_bodies import Body
from bot.demo.world import ChatKey, Group, Person, Refused, World


class Malformed(Exception):
    """A call that no correct client makes; it is refused and recorded."""

    def __init__(self, reason: str, status: int = 400) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """A status with a JSON body, bytes, or nothing; the status 0 closes the connection without a word."""

    status: int
    body: Any = None
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Call:
    """One checked call, with the world it acts on."""

    world: World
    faults: Faults
    path: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None
    partial: bool = False  # somebody is not to be reached by this send

    def group(self, group_id: str) -> Group | None:
        """The group of a public id, as far as the server knows it."""
        groups = self.world.groups.values()
        known = (g for g in groups if g.name not in self.faults.null_groups)
        return next((g for g in known if g.id == group_id), None)

    def person(self, address: str) -> Person:
        """Who has this ACI or number; the bot counts too."""
        if person := self.world.by_address(address):
            return person
        raise Refused(f"Unregistered user: {address}")

    def chat(self, recipient: str) -> ChatKey:
        """The chat that a recipient stands for."""
        if recipient.startswith("group."):
            if group := self.group(recipient):
                return group.chat
            raise Refused(f"Group not found: {recipient}")
        person = self.person(recipient)
        if person == self.world.bot:
            raise Malformed("the bot writes to itself")
        return person.direct


Handler = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """A path of the server with its method, body, and query parameters."""

    method: str
    path: str
    handler: Handler
    body: type[Body] | None = None
    query: frozenset[str] = frozenset()
    sends: bool = False  # the faults of sending apply

    @property
    def needs_account(self) -> bool:
        """Whether this path is about one account, and so fails without it."""
        return self.path == "/v2/send" or ("{number}" in self.path and "/register/" not in self.path)

    def read_body(self, raw: bytes) -> Body | None:
        """The checked body of a call."""
        if self.body is None:
            if raw:
                raise Malformed("this path takes no body")
            return None
        try:
            return self.body.model_validate_json(raw or b"{}")
        except ValidationError as error:
            details = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            raise Malformed("; ".join(details)) from error

    def check_query(self, query: Iterable[str]) -> None:
        """Refuses query parameters that the path does not have."""
        if unknown := sorted(set(query) - self.query):
            raise Malformed(f"unknown query parameters: {', '.join(unknown)}")


ROUTES: list[Route] = []


def route(
    method: str, path: str, *, body: type[Body] | None = None, query: Iterable[str] = (), sends: bool = False
) -> Callable[[Handler], Handler]:
    """Registers the decorated function as the handler of a path."""

    def register(handler: Handler) -> Handler:
        ROUTES.append(Route(method, path, handler, body, frozenset(query), sends))
        return handler

    return register
