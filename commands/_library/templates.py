"""Templates: how they are told in a list and alone, with their file or link."""

from __future__ import annotations

from collections import Counter

from babel import Locale, UnknownLocaleError

from commands import _show
from commands._fold import fold
from commands._kit import Ask, Reply
from commands._library import regions
from commands._library.kinds import KINDS, PHASES
from storage import Tx
from storage.content import File
from storage.library import Template

_MB = 1 << 20


def line(tx: Tx, ask: Ask, entry: int) -> str:
    """Title, kind, place, size and year: "Losprotokoll mit Quoten (Vorarlberg, 7.000 Einwohner:innen, 2023)"."""
    template = tx.templates.get(entry)
    if template is None:
        return ask.say("hits-gone")
    kind = KINDS.shown(template.kind, ask.language)
    about = [*([] if fold(kind) in fold(template.title) else [kind]), *_about(template, ask)]
    return f"{template.title} ({', '.join(about)})" if about else template.title


def card(tx: Tx, ask: Ask, entry: int) -> Reply:
    """All about a template, with its file; with a link if there is no file or it is too large to be sent."""
    template = tx.templates.get(entry)
    if template is None:
        return Reply(ask.say("hits-gone"))
    sent = bool(template.file) and template.file_size <= ask.most_bytes
    lines = [ask.say("templates-title", title=template.title), _kind(template, ask), *_use(template, ask)]
    if template.file and not sent:
        size, most = _megabytes(template.file_size), ask.most_bytes // _MB
        lines.append(ask.say("templates-large", size=size, most=most, link="yes" if template.link else "no"))
    if template.link and not sent:
        if tx.links.is_dead(template.link):
            lines.append(ask.say("templates-dead"))
        lines.append(template.link)
    file = File(template.file_name, template.file_type, stored=template.file)
    return Reply("\n".join(filter(None, lines)), files=(file,) if sent else ())


def kinds(tx: Tx, ask: Ask) -> dict[str, str]:
    """The codes of the kinds there are, the most frequent first, each as it is told: "Losprotokoll (3)"."""
    counted = Counter(template.kind for template in tx.templates.facts())
    order = sorted(counted, key=lambda kind: (not kind, -counted[kind], KINDS.shown(kind, ask.language)))
    names = [KINDS.shown(kind, ask.language) or ask.say("templates-other") for kind in order]
    return {kind: f"{name} ({counted[kind]})" for kind, name in zip(order, names, strict=True)}


def of_kind(tx: Tx, kind: str) -> list[int]:
    """The templates of a kind, by id, the newest first."""
    found = [template for template in tx.templates.facts() if template.kind == kind]
    return [one.id for one in sorted(found, key=lambda one: (-(one.year or 0), -one.id))]


def places(tx: Tx, ask: Ask) -> list[str]:
    """From where there are any and how many, the most first: "Tirol (2)"."""
    counted = Counter(template.region for template in tx.templates.facts() if template.region)
    return [f"{regions.REGIONS.shown(code, ask.language)} ({count})" for code, count in counted.most_common()]


def _kind(template: Template, ask: Ask) -> str:
    """Kind, phase, place, size and year in a line."""
    named = [KINDS.shown(template.kind, ask.language), PHASES.shown(template.phase, ask.language)]
    line = ", ".join([*filter(None, named), *_about(template, ask)])
    return line[:1].upper() + line[1:]


def _about(template: Template, ask: Ask) -> list[str]:
    """Place, size and year, as far as they are known."""
    place = regions.REGIONS.shown(template.region, ask.language)
    size = ask.say("templates-size", size=template.size) if template.size else ""
    return [one for one in (place, size, str(template.year or "")) if one]


def _use(template: Template, ask: Ask) -> list[str]:
    """Who used it, what came of it, the licence, and the language if it is another."""
    told = []
    if template.used_by:
        told.append(ask.say("templates-used", who=_show.closed(template.used_by)))
    if template.outcome:
        told.append(ask.say("templates-outcome", outcome=_show.closed(template.outcome)))
    about = []
    if template.licence:
        about.append(ask.say("templates-licence", licence=_show.closed(template.licence)))
    if template.language not in {"", ask.language}:
        about.append(ask.say("templates-language", name=_language(template.language, ask)))
    return [*told, " ".join(about)]


def _language(code: str, ask: Ask) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(ask.language) or code
    except (UnknownLocaleError, ValueError):
        return code


def _megabytes(size: int) -> int:
    return -(-size // _MB)
