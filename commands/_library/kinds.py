"""What kinds of documents there are, and for which phase of an assembly, as people call them."""

from __future__ import annotations

from commands._library.lexicon import Lexicon

KINDS = Lexicon(
    """
motion | Musterantrag | sample motion |
    Antrag, Ratsantrag, Fraktionsantrag, Motion, Postulat, Initiativantrag, council motion, sample council motion
residents-motion | Einwohnerantrag | residents' motion |
    Antrag, Bürgerantrag, Bürgeranregung, Anregung, Petition, Eingabe, Unterschriften, Unterschriftenliste, § 24 GO,
    Antrag von unten
council-paper | Beschlussvorlage | council paper |
    Verwaltungsvorlage, Ratsvorlage, Sitzungsvorlage, Drucksache, Amtsvortrag, Weisung, Botschaft,
    Antrag des Stadtrats, administrative paper, paper for decision
concept | Konzept | process concept |
    Verfahrensbeschreibung, Konzeptpapier, Ablauf, Design, Prozessdesign, Prozessplan, Leitlinie
statute | Satzung | statute |
    Richtlinie, Geschäftsordnung, Ordnung, Reglement, Dekret, ständiger Bürgerrat, guideline, rules of procedure
timeline | Zeitplan | timeline |
    Meilensteinplan, Meilensteine, Fahrplan, Projektplan, Gantt, Ablaufplan, Terminplan, schedule
budget | Budgetplan | budget plan |
    Budget, Kosten, Kostenplan, Kostenaufstellung, Kalkulation, Finanzierung, Finanzplan, Haushalt, Voranschlag,
    Kredit, costs
funding | Förderantrag | funding application |
    Förderung, Fördermittel, Zuschuss, grant, funding
tender | Ausschreibung | call for tenders |
    Ausschreibungstext, Vergabe, Angebot, Submission, Rahmenvertrag, call for tender
specification | Leistungsverzeichnis | specification of services |
    Leistungsbeschreibung, LV, Pflichtenheft, Lastenheft, Aufgabenbeschreibung
bid-matrix | Bewertungsmatrix | bid evaluation grid |
    Bewertungsmatrix für Angebote, Zuschlagskriterien, Eignung, Eignungskriterien, Punkte, Matrix
contract | Vertrag | contract |
    Honorarvertrag, Werkvertrag, Dienstleistungsvertrag, Vereinbarung, agreement
sortition-protocol | Losprotokoll | sortition protocol |
    Losverfahren, Auslosung, Zufallsauswahl, Stichprobe, Quoten, Quotenplan, Ziehung, Nachrücker, sortition
register-request | Meldeamtsanfrage | request to the registration office |
    Gruppenauskunft, Antrag auf Gruppenauskunft, Amtshilfe, Melderegister, § 46 BMG, Einwohnermeldeamt, Meldeamt,
    Meldeauskunft, Einwohnerkontrolle, Adressen, register request
invitation | Einladungsschreiben | invitation letter |
    Einladung, Einladungsbrief, Anschreiben, Brief, Bürgermeisterbrief, invitation, letter
reminder | Erinnerungsschreiben | reminder letter |
    Erinnerung, Erinnerungsbrief, Reminder, Nachfassbrief, zweiter Brief, Brief, letter
reply-card | Rückmeldekarte | reply card |
    Anmeldeformular, Anmeldung, Antwortkarte, Rückantwort, Fragebogen Anmeldung, Fragebogen zur Anmeldung, QR-Code,
    registration form
faq | Infoblatt | information sheet |
    FAQ, Häufige Fragen, Merkblatt, Flyer, Warum ich, FAQ for people drawn
thanks | Dankschreiben | thank-you letter |
    Absage, Dank, Absageschreiben, Dankbrief, Warteliste, nicht Ausgeloste, Nichtausgeloste, Brief, letter,
    letter to those not drawn
letter | Schreiben | letter |
    Brief, Anschreiben, Urkunde
privacy-notice | Datenschutzhinweise | privacy notice |
    Datenschutz, DSGVO, Datenschutzerklärung, Art. 13, Art. 14, Einwilligung, Löschung, Löschkonzept, privacy, GDPR
data-processing | Auftragsverarbeitungsvertrag | data processing agreement |
    AVV, AV-Vertrag, Auftragsverarbeitung, Art. 28, DPA
photo-consent | Einwilligung Foto/Video | photo and video consent |
    Einwilligung, Bildrechte, Fotoerlaubnis, Fotoeinwilligung, Foto, consent
expenses | Abrechnungsformular | expenses form |
    Aufwandsentschädigung, Entschädigung, Abrechnung, Fahrtkosten, Kinderbetreuung, Auszahlung, Honorar, allowance,
    expenses and allowance form
certificate | Bescheinigung für Arbeitgeber:innen | certificate for employers |
    Bescheinigung, Freistellung, Sonderurlaub, Teilnahmebestätigung, Bildungsurlaub, certificate
agenda | Drehbuch | run sheet |
    Moderationsleitfaden, Moderation, Regieplan, Ablaufplan, Methoden, Tischmoderation, Agenda, facilitation guide,
    facilitation
ground-rules | Gesprächsregeln | ground rules |
    Charta, Spielregeln, Kodex, Netiquette
expert-briefing | Leitfaden für Expert:innen | briefing for experts |
    Expert:innen, Referent:innen, Input, Sachverständige, Vortrag, Briefing, experts
reader | Informationsmappe | information pack |
    Reader, Infomappe, Infomaterial, Faktenblatt, Handout, Hintergrundpapier, Informationen
report | Bürgergutachten | report |
    Gutachten, Abschlussbericht, Empfehlungen, Bürgerbrief, Dokumentation, Ergebnisbericht, recommendations,
    template for the report
response | Umsetzungstabelle | response and implementation table |
    Stellungnahme, Rückmeldung, Umsetzung, Umsetzungsbericht, Monitoring, Sachstandsbericht, Ampel, response,
    statement, follow-up report
press-release | Presseinformation | press release |
    Pressemitteilung, Medienmitteilung, Presse, Kommunikationsplan, Kommunikation, Social Media,
    Öffentlichkeitsarbeit, communication plan
questionnaire | Evaluationsbogen | evaluation questionnaire |
    Fragebogen, Feedback, Feedbackbogen, Vorher-Nachher, questionnaire
evaluation | Evaluationsbericht | evaluation report |
    Evaluation, Evaluierung, Auswertung, Begleitforschung, Abschlussevaluation, Wirkung
minutes | Protokoll Netzwerktreffen | minutes of a network meeting |
    Protokoll, Mitschrift, Folien, Präsentation, minutes, slides
"""
)

PHASES = Lexicon(
    """
idea | Idee | idea |
    Anstoß, Initiative, Vorbereitung, Themenwahl, Themenfindung, topic choice, beginning
decision | Beschluss | decision |
    Ratsbeschluss, Entscheidung, Entscheid, Vergabe
sortition | Auslosung | sortition |
    Los, Losverfahren, Losen, Zufallsauswahl, Ziehung, Rekrutierung, lottery, recruitment
implementation | Durchführung | running the assembly |
    Umsetzung, Beratung, Wochenende, Sitzung, implementation, running
follow-up | Nachbereitung | follow-up |
    Umsetzung, Nachhaltung, Nachverfolgung, Wirkung, Rechenschaft, follow up, aftermath
"""
)


def named(text: str) -> str | None:
    """The code of the kind that a text stands for: `invitation` for "Einladungsschreiben" or "invitation letter"."""
    return KINDS.named(text)


def phase_named(text: str) -> str | None:
    """The code of the phase that a text stands for: `sortition` for "Auslosung"."""
    return PHASES.named(text)
