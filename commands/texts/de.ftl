### Was Losbote auf Deutsch sagt. `**…**` ist fett und steht nur um eine Überschrift.

## Termine, Zeiten, Listen

show-when = { $day }, { $time } Uhr
show-in-days = { $days ->
    [0] heute
    [1] morgen
   *[other] in { $days } Tagen
}
show-in-minutes = { $minutes ->
    [0] jetzt
    [1] in einer Minute
    [60] in einer Stunde
   *[other] in { $duration }
}
show-minutes = { $minutes ->
    [1] 1 Minute
   *[other] { $minutes } Minuten
}
show-hours = { $hours ->
    [1] 1 Stunde
   *[other] { $hours } Stunden
}
show-moved-day = verschoben vom { $day }
show-moved-time = verschoben von { $time } Uhr
show-running = läuft gerade
show-none = Es ist noch kein Treffen eingetragen. Sobald es eins gibt, steht es hier.

## !nächstes

next-help = Sagt, wann und wo das nächste Treffen ist.
next-more =
    Mit einer Zahl dahinter kommen so viele Termine, höchstens sechs.
    Ein Treffen, das gerade läuft, steht hier mit seinem Link, bis es zu Ende ist.
next-coming = **Nächstes Treffen: { $name }**
    { $when } ({ $note })
next-running = **Das Treffen läuft gerade: { $name }**
    Es hat um { $begun } Uhr begonnen und geht bis { $ends } Uhr.
next-several = **Die nächsten Treffen**
next-speakers = Mit { $speakers }
next-wrong = Dahinter passt eine Zahl von 1 bis { $most }, nicht „{ $words }“.

## !termine

meetings-help = Zeigt die nächsten sechs Termine.
meetings-more =
    Einfach so, ohne etwas dahinter.
    Bei verschobenen steht das alte Datum dabei; was ausfällt, fehlt.
meetings-heading = **Die nächsten Termine**

## !hilfe

help-help = Zeigt, was ich kann.
help-more =
    Mit dem Namen eines Befehls dahinter kommt alles über diesen einen.
    Groß oder klein, ü oder ue: Ich verstehe beides.
help-next = Nächstes Treffen: { $when } · { $name }
help-running = Läuft gerade: { $name }
help-today = Heute ist { $day }.
help-end-direct = Mehr zu einem: `!hilfe nächstes`. Hier geht alles auch ohne `!`.
help-end-group = Mehr zu einem: `!hilfe nächstes`. Im Direktchat erkläre ich sie alle.
help-name = **!{ $name }**
help-examples = So zum Beispiel: { $examples }
help-names = Heißt auch: { $names }
help-wrong = Einen Befehl „{ $words }“ habe ich nicht. `!hilfe` zeigt alle.

## !sprache

language-help = Stellt die Sprache ein, Deutsch oder Englisch.
language-more =
    Dahinter steht `de` oder `en`; ohne das sage ich, welche Sprache gerade gilt.
    Im Direktchat gilt sie für dich. In der Gruppe gilt sie für alle, und die Admins stellen sie ein.
language-now = Hier schreibe ich Deutsch. Englisch geht mit `!sprache en`.
language-yours = Ab jetzt schreibe ich dir auf Deutsch. Zurück zu Englisch geht es mit `!sprache en`.
language-ours = Ab jetzt schreibe ich hier auf Deutsch. Zurück zu Englisch geht es mit `!sprache en`.
language-admins = In der Gruppe stellen die Admins die Sprache ein. Für dich allein geht es, wenn du mir direkt schreibst: `!sprache en`
language-wrong = Ich kann Deutsch und Englisch, „{ $words }“ nicht.

## !info

about-help = Sagt, wer ich bin und was ich speichere.
about-more = Einfach so, ohne etwas dahinter.
about-text =
    Ich bin Losbote, der Bot von „{ $network }“, für alle, die Bürgerräte organisieren, begleiten oder erlebt haben. Ich weiß, wann das nächste Treffen ist, und erinnere daran.
    Ich speichere, dass du mir geschrieben hast (als Kennung, ohne Nummer und Namen), und die Sprache, die du gewählt hast; was du schreibst, vergesse ich nach der Antwort.
    Alles Weitere zum Datenschutz sagen dir die Admins.
    Version { $version }, freie Software (MIT-Lizenz).

## Erinnerungen

reminder-days = 📅 { $days ->
    [0] Heute um { $time } Uhr: { $closed } Wer kommt? 👍 genügt.
    [1] Morgen um { $time } Uhr: { $closed } Wer kommt? 👍 genügt.
    [7] In einer Woche: { $name }
    [14] In zwei Wochen: { $name }
   *[other] In { $days } Tagen: { $name }
}
reminder-soon = 📅 Das Treffen beginnt { $until }: { $name }
reminder-begins = 📅 Es geht los: { $name }
reminder-late = 📅 Das Treffen beginnt { $until } (diese Erinnerung kommt verspätet): { $name }
reminder-at = { $until } um { $time } Uhr

## Wenn etwas anders kommt

router-understood = Verstanden als `!{ $name }`.
router-try = So geht es: `{ $example }`
router-suggest = Meinst du { $names }?
router-unknown = Das habe ich nicht verstanden. `!hilfe` zeigt, was ich kann.
router-broke = Da ist bei mir etwas schiefgegangen (Code { $code }). Geändert wurde nichts; die Admins sehen den Code auch.
router-busy = ⏳
router-stranger = Ich bin der Bot von „{ $network }“ und antworte allen, die dort in der Signal-Gruppe sind; hinein kommst du mit einer Einladung von jemandem aus dem Netzwerk.

## Daten, Zeiten und Regeln, wie man sie schreibt

when-nothing = Ein Datum finde ich darin nicht. Schreib es zum Beispiel so: `2.12. 19:00`, `morgen 9 Uhr` oder `Mi 19 Uhr`.
when-hour = Um wie viel Uhr? Schreib die Uhrzeit dazu, zum Beispiel `19:00`.
when-no-date = Das Datum „{ $words }“ gibt es nicht. Schreib zuerst den Tag, dann den Monat, zum Beispiel `30.12.`
when-no-day = Den { $day } gibt es nicht; der Monat hat { $last } Tage.
when-no-time = Die Uhrzeit „{ $words }“ gibt es nicht. Schreib sie wie `9:00` oder `19:00`.
when-midnight = Mit 24 Uhr meinen nicht alle dasselbe. Schreib `23:59`, oder `0:00` mit dem Tag, der dann beginnt.
when-half = Morgens oder abends? Schreib `{ $early }` oder `{ $late }`.
when-order = Bei „{ $words }“ weiß ich nicht, was der Tag ist. Schreib `{ $one }` oder `{ $other }`
when-weekday = Der { $day } ist ein { $real }, kein { $named }.
when-past = Der { $day }, { $time } Uhr, ist schon vorbei. Schreib einen Zeitpunkt, der noch kommt.
when-far = Der { $day } ist noch lange hin. Schreib einen Tag in den nächsten zwei Jahren.
when-no-duration = „{ $words }“ verstehe ich nicht als Dauer bis zu einem Tag. Schreib zum Beispiel `90 Minuten` oder `1h30`.
when-no-offset = „{ $words }“ verstehe ich nicht als Abstand bis zu 60 Tagen. Schreib zum Beispiel `7d`, `1 Tag vorher` oder `30 min`.
when-no-rule = Eine Regel finde ich in „{ $words }“ nicht. Schreib zum Beispiel `alle 4 Wochen ab 13.1. 19:00` oder `jeden ersten Mittwoch 19:00`.
when-no-start = Ab wann? Schreib das erste Datum dazu, zum Beispiel `ab 13.1.`
when-monthly = An welchem Tag im Monat? Schreib zum Beispiel `monatlich am ersten Mittwoch`.
when-fifth = Einen fünften { $weekday } haben die meisten Monate nicht. Schreib `jeden letzten { $weekday }`.
when-which = Alle { $nth } Wochen, oder im Monat gezählt? Schreib `alle { $nth } Wochen { $weekday }` oder `jeden { $nth }. { $weekday } im Monat`.
when-rule-weeks = { $weeks ->
    [1] jede Woche
   *[other] alle { $weeks } Wochen
}, { $weekday } um { $time } Uhr
when-rule-month = { $months ->
    [1] jeden
   *[other] alle { $months } Monate am
} { $nth ->
    [1] ersten { $weekday }
    [2] zweiten { $weekday } im Monat
    [3] dritten { $weekday } im Monat
    [4] vierten { $weekday } im Monat
   *[other] letzten { $weekday }
} um { $time } Uhr
when-rule-other = nach der Regel { $rule } um { $time } Uhr
