"""What a feature is made of, and what its functions give and take.

`@command` answers, `@post` speaks unasked, `@kept` keeps a message up to date; `@taker`, `@picker` and `@listener`
hear what is said to an offer, `@reaction` an emoji; `@concern` tells `!status` what needs a hand, `@undone` hears of an
undo.

A command is a plain function `(tx, ask) -> Reply`. A post is a plain function `(tx, audience, span)` that yields what
is due in a span of time. Neither knows the network, the loop or the clock, so both are tried by calling them.
"""

from commands._kit.features import (
    Command,
    Concern,
    Kept,
    Listener,
    Picker,
    Post,
    Reaction,
    Taker,
    Undone,
    command,
    concern,
    kept,
    listener,
    picker,
    post,
    reaction,
    taker,
    undone,
)
from commands._kit.values import (
    Ask,
    Audience,
    Example,
    Planned,
    Reply,
    Said,
    Span,
    Standing,
    Theme,
    To,
    UserError,
    Who,
    Word,
)

__all__ = [
    "Ask",
    "Audience",
    "Command",
    "Concern",
    "Example",
    "Kept",
    "Listener",
    "Picker",
    "Planned",
    "Post",
    "Reaction",
    "Reply",
    "Said",
    "Span",
    "Standing",
    "Taker",
    "Theme",
    "To",
    "Undone",
    "UserError",
    "Who",
    "Word",
    "command",
    "concern",
    "kept",
    "listener",
    "picker",
    "post",
    "reaction",
    "taker",
    "undone",
]
