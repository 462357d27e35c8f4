"""The Länder of Germany and Austria, the cantons of Switzerland and their neighbours, as people write them."""

from __future__ import annotations

import re
from collections.abc import Collection

from commands._library.lexicon import Lexicon
from commands._texts import Language

REGIONS = Lexicon(
    """
DE | Deutschland | Germany | BRD, Bundesrepublik, deutschlandweit, bundesweit
DE-BW | Baden-Württemberg | Baden-Württemberg | BW, BaWü, Ländle, Baden, Württemberg
DE-BY | Bayern | Bavaria | BY, bayerisch
DE-BE | Berlin | Berlin | BE, Bln
DE-BB | Brandenburg | Brandenburg | BB, Brbg
DE-HB | Bremen | Bremen | HB, Bremerhaven
DE-HH | Hamburg | Hamburg | HH
DE-HE | Hessen | Hesse | HE, hessisch
DE-MV | Mecklenburg-Vorpommern | Mecklenburg-Western Pomerania | MV, MeckPomm, Meck-Pomm, Mecklenburg, McPomm
DE-NI | Niedersachsen | Lower Saxony | NI, NDS, Nieders
DE-NW | Nordrhein-Westfalen | North Rhine-Westphalia | NRW, NW, Nordrhein, Westfalen
DE-RP | Rheinland-Pfalz | Rhineland-Palatinate | RP, RLP, Pfalz
DE-SL | Saarland | Saarland | SL, Saar
DE-SN | Sachsen | Saxony | SN, sächsisch
DE-ST | Sachsen-Anhalt | Saxony-Anhalt | ST, LSA
DE-SH | Schleswig-Holstein | Schleswig-Holstein | SH, Schleswig, Holstein
DE-TH | Thüringen | Thuringia | TH, Thür
AT | Österreich | Austria | österreichweit, österreichisch
AT-1 | Burgenland | Burgenland | Bgld
AT-2 | Kärnten | Carinthia | Ktn, Knt
AT-3 | Niederösterreich | Lower Austria | NÖ, NOE
AT-4 | Oberösterreich | Upper Austria | OÖ, OOE
AT-5 | Salzburg | Salzburg | Sbg, Szbg
AT-6 | Steiermark | Styria | Stmk, steirisch
AT-7 | Tirol | Tyrol | Tir
AT-8 | Vorarlberg | Vorarlberg | Vbg, Vlbg
AT-9 | Wien | Vienna | W
CH | Schweiz | Switzerland | schweizweit, schweizerisch, Schweizer, Suisse, Swiss
CH-AG | Aargau | Aargau | AG
CH-AR | Appenzell Ausserrhoden | Appenzell Ausserrhoden | AR, Appenzell, Ausserrhoden
CH-AI | Appenzell Innerrhoden | Appenzell Innerrhoden | AI, Appenzell, Innerrhoden
CH-BL | Basel-Landschaft | Basel-Landschaft | BL, Baselland, Basel
CH-BS | Basel-Stadt | Basel-Stadt | BS, Basel
CH-BE | Bern | Bern | BE, Berne
CH-FR | Freiburg | Fribourg | FR
CH-GE | Genf | Geneva | GE, Genève
CH-GL | Glarus | Glarus | GL
CH-GR | Graubünden | Grisons | GR, Bünden
CH-JU | Jura | Jura | JU
CH-LU | Luzern | Lucerne | LU
CH-NE | Neuenburg | Neuchâtel | NE
CH-NW | Nidwalden | Nidwalden | NW
CH-OW | Obwalden | Obwalden | OW
CH-SG | St. Gallen | St. Gallen | SG, Sankt Gallen
CH-SH | Schaffhausen | Schaffhausen | SH
CH-SO | Solothurn | Solothurn | SO
CH-SZ | Schwyz | Schwyz | SZ
CH-TG | Thurgau | Thurgau | TG
CH-TI | Tessin | Ticino | TI
CH-UR | Uri | Uri | UR
CH-VD | Waadt | Vaud | VD
CH-VS | Wallis | Valais | VS
CH-ZG | Zug | Zug | ZG
CH-ZH | Zürich | Zurich | ZH
BE-DG | Ostbelgien | East Belgium | DG, Belgien, Belgium, Deutschsprachige Gemeinschaft, German-speaking Community
IT-BZ | Südtirol | South Tyrol | Alto Adige, Bozen, Italien, Italy
LI | Liechtenstein | Liechtenstein | FL, Fürstentum
LUX | Luxemburg | Luxembourg | Luxembourg, Großherzogtum, luxemburgisch
"""
)
# "aus der Schweiz", where most are without an article.
_ARTICLES = {
    **dict.fromkeys(("CH", "AT-6", "CH-VD"), "der"),
    **dict.fromkeys(("DE-SL", "AT-1", "CH-AG", "CH-JU", "CH-TG", "CH-TI", "CH-VS"), "dem"),
}
_TITLE = re.compile(r"\s*(?:(?:bundes)?land|freistaat|kanton|canton(?: of)?)\s+", re.IGNORECASE)
# Abbreviations that are words of every day; only in capitals are they places.
_EVERYDAY = {"ag", "ai", "am", "ar", "at", "be", "de", "ge", "he", "ne", "so", "st", "ti", "ur", "w", "zug"}


def named(text: str) -> str | None:
    """The code of the one Land, canton or country that a text stands for: `DE-NW` for "NRW", none for "BE"."""
    return REGIONS.named(_TITLE.sub("", text, count=1))


def with_article(code: str, language: Language) -> str:
    """Its name as it stands behind "aus": "Tirol", "der Schweiz"."""
    name = REGIONS.shown(code, language)
    return f"{_ARTICLES[code]} {name}" if language == "de" and code in _ARTICLES else name


def meant(phrase: str) -> frozenset[str]:
    """The codes that people may mean: Berlin and Bern for "BE", nothing for "be"."""
    return frozenset() if phrase in _EVERYDAY else REGIONS.meant(phrase)


def distance(wanted: Collection[str], code: str) -> int:
    """How far a place is from those that are wanted: 0 is there, 1 in the same country, 2 elsewhere or nobody knows."""
    if code and any(code == one or code.startswith(f"{one}-") for one in wanted):
        return 0
    return 1 if code and any(_country(one) == _country(code) for one in wanted) else 2


def _country(code: str) -> str:
    return code.partition("-")[0]
