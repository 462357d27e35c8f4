"""Which links the library takes: those that everybody can open."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

LONGEST = 500  # characters
_PRIVATE = ("localhost", "local", "lan", "home", "internal", "intranet", "corp", "home.arpa", "localdomain")


def public(link: str) -> bool:
    """Whether a text is a link that everybody can open, as far as it shows: http or https, and a host that is neither
    this machine nor one of a private network."""
    try:
        address = urlsplit(link)
        host = (address.hostname or "").rstrip(".")
        sound = address.scheme in {"http", "https"} and address.port != 0 and "@" not in address.netloc
    except ValueError:
        return False
    return sound and len(link) <= LONGEST and len(link.split()) == 1 and _is_public(host)


def _is_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        named = "." in host and not host.endswith(tuple(f".{private}" for private in _PRIVATE))
        # A last part of digits is an address in disguise: 127.1, 0x7f.0.0.1.
        return named and all(host.split(".")) and not host.rpartition(".")[2][:1].isdigit()
