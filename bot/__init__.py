"""Losbote: the machine around the commands."""

__version__ = "0.1.0"
