"""The library of the sample network: invented recordings, templates, tips and terms."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from storage import Tx
from storage.library import Chapter

_TIPS = (
    (
        "inclusion",
        "Schreibt auch denen, die nicht gelost wurden. Ein kurzer Dank hält die Tür offen.",
        "Write to those who were not drawn, too. A short thank-you keeps the door open.",
        "Leitfaden Losverfahren",
        "2023",
    ),
    (
        "costs",
        "Plant Geld für Kinderbetreuung und Fahrten von Anfang an ein. Nachträge kosten Vertrauen.",
        "Budget for childcare and travel from the start. Asking for more later costs trust.",
        "Handbuch Bürgerrat in kleinen Gemeinden",
        "2024",
    ),
    (
        "sortition",
        "Zieht öffentlich. Wer sieht, wie gelost wird, zweifelt später seltener am Ergebnis.",
        "Draw in public. Those who see the draw doubt the result less.",
        "Leitfaden Losverfahren",
        "2023",
    ),
)
_TERMS = (
    (
        "Losverfahren",
        "Sortition",
        "Auswahl von Menschen durch Zufall statt durch Wahl oder Anmeldung, meist aus dem Melderegister.",
        "Choosing people by chance rather than by election or sign-up, usually from the population register.",
        "Zufallsauswahl;Auslosung;Los",
    ),
    (
        "Bürgerrat",
        "Citizens' assembly",
        "Ausgeloste Menschen beraten eine öffentliche Frage und geben der Politik Empfehlungen.",
        "People drawn by lot consider a public question and give recommendations to politics.",
        "Bürger:innenrat;Zukunftsrat;Losversammlung",
    ),
)
_LETTER = """Einladung zum Bürgerrat

Sie sind ausgelost! Aus dem Melderegister wurden 900 Menschen gezogen, und Sie gehören dazu.
Wir übernehmen die Kosten für Fahrt und Kinderbetreuung.
"""


def fill(tx: Tx, now: datetime) -> None:
    """Stores the library; entries were added half a year before `now`, so that none is news."""
    then = now - timedelta(days=180)
    _recordings(tx, then)
    _templates(tx, then)
    for topic, german, english, source, year in _TIPS:
        told = {"lang_de": german, "lang_en": english, "source": source, "source_year": year}
        tx.tips.add(topic=topic, **told, verified=True, reviewed_at=then, added_at=then)
    for german, english, definition, meaning, synonyms in _TERMS:
        names = {"term_de": german, "term_en": english, "synonyms_de": synonyms}
        tx.terms.add(**names, definition_de=definition, definition_en=meaning, added_at=then)


def _recordings(tx: Tx, then: datetime) -> None:
    costs = tx.recordings.add(
        title="Was ein Bürgerrat kostet",
        date=date(2025, 6, 4),
        speakers="Ida Sommer;Jonas Feld",
        link="https://youtube.example/watch?v=kosten25",
        length=78,
        topics="Kosten;Moderation",
        slides="https://folien.example/kosten.pdf",
        added_at=then,
    )
    tx.recordings.chapter(
        costs,
        (Chapter(0, "Begrüßung"), Chapter(750, "Losverfahren in Aachen"), Chapter(1980, "Was die Moderation kostet")),
    )
    tx.recordings.transcribe(
        costs,
        (
            (0, "Guten Abend zusammen, heute geht es um das Geld."),
            (1990, "Die Moderation hat uns für zwei Wochenenden neuntausend Euro gekostet, mit Vorbereitung."),
            (2400, "Die Aufwandsentschädigung lag bei fünfzig Euro am Tag, und niemand hat sich beschwert."),
        ),
    )
    draw = tx.recordings.add(
        title="Losverfahren an der Haustür",
        date=date(2026, 5, 6),
        speakers="Yusuf Erdem",
        link="https://video.example/w/haustuer",
        length=64,
        topics="Losverfahren;Ansprache",
        added_at=then,
    )
    tx.recordings.chapter(draw, (Chapter(300, "Wer nicht antwortet"), Chapter(1500, "Klingeln: was man sagt")))


def _templates(tx: Tx, then: datetime) -> None:
    data = _LETTER.encode()
    tx.templates.add(
        title="Einladungsschreiben an Ausgeloste",
        kind="invitation",
        phase="sortition",
        region="DE-BW",
        size=18000,
        used_by="Seebach",
        outcome="Von 900 Angeschriebenen haben 71 zugesagt.",
        year=2024,
        licence="CC0",
        file=tx.files.put(data),
        file_name="Einladung.txt",
        file_type="text/plain",
        file_size=len(data),
        words=_LETTER,
        added_at=then,
    )
    tx.templates.add(
        title="Musterantrag: Bürgerrat zur Ortsmitte",
        kind="motion",
        phase="decision",
        region="DE-NW",
        size=21000,
        used_by="Bergstadt",
        outcome="Einstimmig angenommen.",
        year=2025,
        licence="CC BY",
        link="https://vorlagen.example/antrag-ortsmitte.docx",
        added_at=then,
    )
    tx.templates.add(
        title="Losprotokoll mit Quoten",
        kind="sortition-protocol",
        phase="sortition",
        region="AT-8",
        size=7000,
        used_by="Oberau",
        year=2023,
        link="https://vorlagen.example/losprotokoll.pdf",
        added_at=then,
    )
