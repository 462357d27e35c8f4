"""Links that open at a second: which sites, which forms, and what is left as it is."""

from __future__ import annotations

import pytest

from commands._library.links_at import at


@pytest.mark.parametrize(
    ("link", "opened"),
    [
        ("https://www.youtube.com/watch?v=a1B2c3D4e5F", "https://www.youtube.com/watch?v=a1B2c3D4e5F&t=750s"),
        ("http://m.youtube.com/watch?v=a1B2&t=90s&list=PL1", "http://m.youtube.com/watch?v=a1B2&list=PL1&t=750s"),
        ("https://youtube.de/watch?v=a1B2#start", "https://youtube.de/watch?v=a1B2&t=750s"),
        ("https://www.youtube.com/live/a1B2?feature=share", "https://www.youtube.com/live/a1B2?feature=share&t=750s"),
        ("https://youtu.be/a1B2c3D4e5F", "https://youtu.be/a1B2c3D4e5F?t=750"),
        ("https://youtu.be/a1B2?si=x&t=12", "https://youtu.be/a1B2?si=x&t=750"),
        (
            "https://www.youtube-nocookie.com/embed/a1B2?start=3",
            "https://www.youtube-nocookie.com/embed/a1B2?start=750",
        ),
        ("https://vimeo.com/123456789", "https://vimeo.com/123456789#t=750s"),
        ("https://vimeo.com/123456789/ab12cd#t=3s", "https://vimeo.com/123456789/ab12cd#t=750s"),
        ("https://vimeo.com/channels/losen/123456789", "https://vimeo.com/channels/losen/123456789#t=750s"),
        ("https://player.vimeo.com/video/123?h=ab12", "https://player.vimeo.com/video/123?h=ab12#t=750s"),
        ("https://video.example/w/kJ8mNpQrStUvWxYz1234ab", "https://video.example/w/kJ8mNpQrStUvWxYz1234ab?start=750s"),
        (
            "https://video.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d?start=1m",
            "https://video.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d?start=750s",
        ),
        (
            "https://video.example/videos/embed/9c9de5e8?api=1",
            "https://video.example/videos/embed/9c9de5e8?api=1&start=750s",
        ),
    ],
)
def test_a_video_opens_at_the_second(link: str, opened: str) -> None:
    assert at(link, 750) == opened
    assert at(opened, 750) == opened


@pytest.mark.parametrize(
    "link",
    [
        "https://www.youtube.com/playlist?list=PL1",
        "https://www.youtube.com/@losbote",
        "https://www.youtube.com/watch?v=",
        "https://youtu.be/",
        "https://notyoutube.com/watch?v=a1B2",
        "https://youtube.com.video.example/watch?v=a1B2",
        "https://vimeo.com/losbote",
        "https://video.example/w/p/kJ8mNpQr",
        "https://wiki.example/w/index.php",
        "https://cloud.example/s/abc/kosten.mp4",
        "ftp://youtu.be/a1B2",
        "https://[youtu.be/a1B2",
        "",
    ],
)
def test_where_that_is_not_possible_there_is_none(link: str) -> None:
    assert at(link, 750) is None


def test_the_beginning_is_a_second_too() -> None:
    assert at("https://youtu.be/a1B2?t=90", 0) == "https://youtu.be/a1B2?t=0"
