"""What cannot be done at the page, and why."""

from __future__ import annotations

from bot.demo.envelopes import Json


class Refusal(ValueError):
    """`why` is the name of the sentence in the words of the page, as `no_…` there; `values` stand in it."""

    def __init__(self, why: str, **values: str | int) -> None:
        super().__init__(why, values)
        self.why = why
        self.values = values

    def as_dict(self) -> Json:
        """As the page takes it."""
        return {"error": self.why, "values": self.values}
