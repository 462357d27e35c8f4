"""Links that open a video at a second."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

# YouTube and Vimeo answer under the names of several countries. PeerTube runs on any host and is known by its paths;
# another site with such a path takes no notice of what is added.
_YOUTUBE = re.compile(r"(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.[a-z]+")
_VIMEO = re.compile(r"(?:(?:www|player)\.)?vimeo\.[a-z]+")
_VIMEO_VIDEO = re.compile(r"(?:/[\w-]+)*/\d+(?:/\w+)?/?")
_PEERTUBE_VIDEO = re.compile(r"/(?:w|videos/(?:watch|embed))/(?!p/)[\w-]+/?")
_TIMES = {"t", "start", "time_continue"}


def at(link: str, second: int) -> str | None:
    """The link opening at this second, in place of one it may have; None where that is not possible.

    It is for videos on YouTube, Vimeo and PeerTube, and not for their channels and lists.
    """
    try:
        address = urlsplit(link)
        host = (address.hostname or "").lower()
    except ValueError:
        return None
    for known, opened in _SITES:
        if address.scheme in {"http", "https"} and known(host, address):
            return opened(address, second)
    return None


def _short_youtube(host: str, address: SplitResult) -> bool:
    return host == "youtu.be" and len(address.path) > 1


def _youtube(host: str, address: SplitResult) -> bool:
    watched = address.path.rstrip("/") == "/watch" and any(name == "v" for name, _ in parse_qsl(address.query))
    return bool(_YOUTUBE.fullmatch(host)) and (watched or address.path.startswith("/live/"))


def _embedded_youtube(host: str, address: SplitResult) -> bool:
    return bool(_YOUTUBE.fullmatch(host)) and address.path.startswith("/embed/")


def _vimeo(host: str, address: SplitResult) -> bool:
    return bool(_VIMEO.fullmatch(host) and _VIMEO_VIDEO.fullmatch(address.path))


def _peertube(_host: str, address: SplitResult) -> bool:
    return _PEERTUBE_VIDEO.fullmatch(address.path) is not None


def _by_query(name: str, unit: str) -> Callable[[SplitResult, int], str]:
    """Says the second in a parameter of the address."""

    def opened(address: SplitResult, second: int) -> str:
        others = [one for one in parse_qsl(address.query, keep_blank_values=True) if one[0] not in _TIMES]
        return address._replace(query=urlencode([*others, (name, f"{second}{unit}")]), fragment="").geturl()

    return opened


def _by_fragment(address: SplitResult, second: int) -> str:
    return address._replace(fragment=f"t={second}s").geturl()


_SITES: tuple[tuple[Callable[[str, SplitResult], bool], Callable[[SplitResult, int], str]], ...] = (
    (_short_youtube, _by_query("t", "")),
    (_youtube, _by_query("t", "s")),
    (_embedded_youtube, _by_query("start", "")),
    (_vimeo, _by_fragment),
    (_peertube, _by_query("start", "s")),
)
