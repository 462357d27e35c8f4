"""The files of the page: short, in both languages, and with nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

from bot.demo.site import FILES

OWN = re.compile(
    r"^\s*(?:import|export) .* from \"(?!\./)|(?:src|href)=\"(?!/page/|data:,)|fetch\((?!`/|\"/)|@import|url\("
)
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(|new Function")


def texts() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in FILES.iterdir()}


def test_files_are_short() -> None:
    assert {name: n for name, text in texts().items() if (n := len(text.splitlines())) > 300} == {}


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert {name: found.group() for name, text in texts().items() if (found := OWN.search(text))} == {}


def test_no_text_becomes_markup() -> None:
    assert {name: found.group() for name, text in texts().items() if (found := MARKUP.search(text))} == {}


def test_both_languages_have_the_same_words() -> None:
    keys = [
        {word.split(":")[0].strip() for word in _entries(FILES / f"words_{language}.js")} for language in ("de", "en")
    ]
    assert keys[0] ^ keys[1] == set()
    assert len(keys[0]) > 100


def test_each_refusal_has_its_sentence() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in FILES.parent.glob("*.py"))
    names = {f"no_{name}" for name in re.findall(r'Refusal\("(\w+)"', code)}
    assert len(names) > 8
    said = {word.split(":")[0] for word in _entries(FILES / "words_de.js") if word.startswith("no_")}
    assert said == names | {"no_status"}


def _entries(path: Path) -> list[str]:
    return re.findall(r'("?[\w-]+"?: ")', path.read_text(encoding="utf-8"))
