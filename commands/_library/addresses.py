"""Which links the library takes: those that everybody can open; and which are spelled otherwise but the same."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qs, urlsplit

LONGEST = 500  # characters
_PRIVATE = ("localhost", "local", "lan", "home", "internal", "intranet", "corp", "home.arpa", "localdomain")
_BARE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_TRACKS = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id)=", re.IGNORECASE)
_YOUTUBE = re.compile(r"(?:(?:www|m|music)\.)?(youtube\.[a-z]+)|youtu\.be")
_PATHS = re.compile(r"/(?:live|embed|shorts)/([\w-]+)/?")


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


def mended(text: str) -> str | None:
    """The public link that a text means: with `https://` if that was left out, without what counts visits."""
    text = text.strip(" <>")
    link = f"https://{text}" if _BARE.fullmatch(text) else text
    if not public(link):
        return None
    address = urlsplit(link)
    asked = address.query.split("&") if address.query else []
    video = _youtube(address) != ""
    kept = [one for one in asked if (one.startswith("v=") if video else not _TRACKS.match(one))]
    return address._replace(query="&".join(kept)).geturl() if kept != asked else link


def spellings(link: str) -> list[str]:
    """How a link may be written and lead to the same, in an order that does not depend on how this one is."""
    address = urlsplit(link)
    video = _youtube(address)
    if video:
        host, _, name = video.partition("/watch?v=")
        bases = [video, f"youtu.be/{name}", *(f"{host}/{path}/{name}" for path in ("live", "embed", "shorts"))]
    else:
        place = f"{address.netloc.lower().removeprefix('www.')}{address.path.rstrip('/')}"
        rest = address._replace(scheme="", netloc="", path="").geturl()
        bases = [f"{place}{rest}", f"{place}/{rest}"]
    found = [f"{scheme}://{www}{base}" for base in bases for scheme in ("https", "http") for www in ("www.", "", "m.")]
    return found if link in found else [*found, link]


def _youtube(address: SplitResult) -> str:
    """Host and path of a video at YouTube, however it was shared; empty for anything else."""
    site = _YOUTUBE.fullmatch((address.hostname or "").lower())
    if site is None:
        return ""
    if site[1] is None:
        name = address.path.strip("/")
    elif address.path.rstrip("/") == "/watch":
        name = parse_qs(address.query).get("v", [""])[0]
    else:
        match = _PATHS.fullmatch(address.path)
        name = match[1] if match else ""
    return f"{site[1] or 'youtube.com'}/watch?v={name}" if re.fullmatch(r"[\w-]+", name) else ""


def _is_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        named = "." in host and not host.endswith(tuple(f".{private}" for private in _PRIVATE))
        # A last part of digits is an address in disguise: 127.1, 0x7f.0.0.1.
        return named and all(host.split(".")) and not host.rpartition(".")[2][:1].isdigit()
