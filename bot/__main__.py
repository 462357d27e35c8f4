"""`losbote`, or `python -m bot`."""

from __future__ import annotations


def main() -> None:
    """Runs the command line."""
    from bot.cli import cli  # noqa: PLC0415 - a forked child of the demo never needs it

    cli()


if __name__ == "__main__":
    main()
