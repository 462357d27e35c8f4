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
show-link-from = Den Link zeige ich hier ab { $when }; im Direktchat gibt es ihn jetzt schon.
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
next-coming-count = { $count ->
    [0] Zugesagt hat noch niemand.
    [1] Eine Person hat zugesagt.
   *[other] { $count } haben zugesagt.
}
next-recording = Die Aufzeichnung vom { $day }:
    { $link }
next-recording-soon = Die Aufzeichnung vom { $day } ist unterwegs.
next-wrong = Dahinter passt eine Zahl von 1 bis { $most }, nicht „{ $words }“.

## !termine

meetings-help = Zeigt die nächsten sechs Termine.
meetings-more =
    Einfach so, ohne etwas dahinter.
    Bei verschobenen steht das alte Datum dabei; was ausfällt, fehlt.
meetings-heading = **Die nächsten Termine**

## !kalender

calendar-help = Schickt die Treffen als Datei für deinen Kalender.
calendar-more =
    Ohne etwas dahinter kommt das nächste Treffen, mit `alle` kommen alle in einer Datei.
    Wo es ein Abo gibt, steht die Adresse dabei; Admins geben ihr mit `neu` einen geheimen Namen.
calendar-one = **Für deinen Kalender: { $name }**
    { $when }
    Tipp die Datei an, dann übernimmt dein Kalender das Treffen.
calendar-all = **Für deinen Kalender: alle Treffen**
    Tipp die Datei an, dann übernimmt dein Kalender sie.
calendar-feed = Abonnierst du diese Adresse, zieht dein Kalender jede Änderung von selbst nach:
    { $address }
calendar-feed-direct = Die Adresse zum Abonnieren bekommst du im Direktchat.
calendar-no-link = In der Datei fehlt hier der Link zum Treffen; im Direktchat ist er dabei.
calendar-wrong = Dahinter passt `alle` oder nichts, nicht „{ $words }“.
calendar-admins = Eine neue Adresse für das Abo vergeben die Admins, im Direktchat mit mir.
calendar-no-feed = Eine Adresse zum Abonnieren gibt es noch nicht. Sie kommt in die Einstellungen, als `calendar = "https://…"`.
calendar-renew = Das Abo bekommt eine neue, geheime Adresse, und diese gilt dann nicht mehr:
    { $address }
    Wer sie abonniert hat, trägt die neue ein. Mit `ja` oder 👍 mache ich es, mit `nein` bleibt sie.
calendar-renewed = Das Abo hat eine neue Adresse, die alte gilt nicht mehr. Auch `!kalender` nennt ab jetzt die neue:
    { $address }
calendar-kept = In Ordnung, die Adresse bleibt.

## !treffen

meeting-help = Trägt Treffen ein, verschiebt sie, sagt sie ab.
meeting-more =
    Ohne etwas dahinter stehen hier die nächsten Termine und alles, was geht.
    Welches Treffen gemeint ist, sagt sein Datum, oder `nächstes` für das nächste.
    Kennt die Gruppe einen Termin schon, frage ich, ob ich ihr die Änderung sagen soll.
meeting-dates = Die nächsten Termine:
meeting-usage =
    So änderst du sie:
    `!treffen dazu { $later } 19:00 "Kosten im Griff" https://meet.example/netz`
    `!treffen verschiebe { $date } auf { $later } 19:00`
    `!treffen absage { $date }`, und `doch { $date }` nimmt das zurück
    `!treffen thema { $date } Kosten im Griff`, ebenso `mit`, `link` und `dauer`
    `!treffen serie alle 4 Wochen ab 13.1. 19:00`
meeting-try = { $action ->
    [series] !treffen serie alle 4 Wochen ab 13.1. 19:00
    [add] !treffen dazu { $later } 19:00 "Kosten im Griff" https://meet.example/netz
    [cancel] !treffen absage { $date }
    [restore] !treffen doch { $date }
    [topic] !treffen thema { $date } Kosten im Griff
    [speakers] !treffen mit { $date } Ida Sommer (Musterhausen)
    [link] !treffen link { $date } https://meet.example/netz
    [length] !treffen dauer { $date } 90 Minuten
   *[move] !treffen verschiebe { $date } auf { $later } 19:00
}
meeting-title = Treffen
meeting-day = { $weekday }, { $date }
meeting-next-year = Der { $day } ist dieses Jahr schon vorbei, darum { $year }.
meeting-added = Eingetragen: { $name }
meeting-long = { $when } ({ $duration })
meeting-link-missing = Ein Link fehlt noch. So kommt er dazu: `!treffen link { $date } https://…`
meeting-moved = Verschoben: { $name }
meeting-moved-from = { $when } (bisher { $was })
meeting-cancelled = Abgesagt: { $name }
meeting-back = `!treffen doch { $date }` nimmt das zurück.
meeting-restored = Findet doch statt: { $name }
meeting-described = { $what ->
    [topic] Thema: { $value }
    [speakers] Mit { $value }
    [link] { $value }
   *[length] Dauer: { $value }
}
meeting-cleared = { $what ->
    [topic] Das Thema ist weg, es heißt jetzt „{ $title }“.
    [speakers] Die Namen sind weg.
   *[link] Der eigene Link ist weg. { $link }
}
meeting-series = Serie: { $title }
meeting-rule = { $rule } ({ $duration })
meeting-until = Bis { $day }
meeting-series-link = Ein Link fehlt noch: Schreib die Serie noch einmal, mit dem Link dahinter.
meeting-ended = Die bisherige Regel endet davor: { $rule }.
meeting-stays = Diese Termine bleiben, weil sie schon ein Thema haben oder angekündigt sind; `!treffen absage` streicht sie:
    { $dates }

# Was die Gruppe erfährt.

meeting-offer = { $groups ->
    [1] Die Gruppe kennt diesen Termin schon. Soll ich ihr das sagen?
   *[other] Die Gruppen kennen diesen Termin schon. Soll ich ihnen das sagen?
}
    { $news }
    Mit `ja` sage ich es, mit `nein` nicht.
meeting-told-now = Erinnert habe ich daran schon, darum erfährt es die Gruppe jetzt gleich:
    { $news }
meeting-told = Ist gesagt.
meeting-not-told = In Ordnung, ich sage nichts.
meeting-stale = Am Kalender hat sich inzwischen wieder etwas geändert, darum sage ich nichts. `!termine` zeigt, was gilt.
meeting-that = { $days ->
    [0] heute
    [1] morgen
   *[other] am { $day }
}
meeting-news-moved = 📅 Verschoben: Das Treffen { $that } findet am { $when } statt. Kalender-Abos ziehen von selbst nach.
meeting-news-time = 📅 Andere Uhrzeit: Das Treffen { $that } beginnt um { $new } Uhr statt um { $old } Uhr. Kalender-Abos ziehen von selbst nach.
meeting-news-cancelled = 📅 Das Treffen { $that } fällt aus. Das nächste ist am { $when }.
meeting-news-none = 📅 Das Treffen { $that } fällt aus. Das nächste steht noch nicht fest.
meeting-news-restored = 📅 Das Treffen { $that } findet doch statt: { $when }.
meeting-news-described = { $what ->
    [topic] 📅 Das Treffen { $that } hat ein neues Thema: { $new }
    [speakers] 📅 Beim Treffen { $that } dabei: { $new }
    [link] 📅 Das Treffen { $that } hat einen neuen Link:
        { $new }
   *[length] 📅 Das Treffen { $that } geht bis { $new } Uhr.
}

# Was nicht geht, und was stattdessen.

meeting-word = Was soll ich mit „{ $words }“ tun? Hinter `!treffen` passt `dazu`, `verschiebe`, `absage`, `doch`, `thema`, `mit`, `link`, `dauer` oder `serie`.
meeting-which = Welches Treffen? Schreib sein Datum dahinter, oder `nächstes`.
meeting-several = An diesem Tag sind mehrere Treffen, um { $times } Uhr. Schreib die Uhrzeit hinter das Datum.
meeting-none-there = Am { $day }, ist kein Treffen. Am nächsten liegen:
    { $dates }
meeting-over = Das Treffen am { $when }, ist schon vorbei.
meeting-begun = Das Treffen am { $when }, hat schon begonnen. Verschieben und absagen lässt sich nur, was noch kommt.
meeting-off = Das Treffen am { $when }, ist abgesagt. Das lässt sich zurücknehmen.
meeting-not-off = Das Treffen am { $when }, ist nicht abgesagt.
meeting-clash = Zu dieser Zeit ist schon ein Treffen: { $name }, { $when }. Nimm eine andere Zeit, oder verschiebe zuerst jenes.
meeting-overlap = Dann überschneiden sich zwei Treffen: { $name }, { $when }, beginnt, bevor das andere zu Ende ist. Nimm eine andere Zeit, oder verschiebe zuerst den einzelnen Termin.
meeting-same = Das Treffen ist schon am { $when }. Schreib dahinter, wann es stattdessen sein soll.
meeting-where = Auf wann? Schreib hinter das Datum `auf` und den neuen Tag, die neue Uhrzeit oder beides.
meeting-rest = „{ $words }“ passt hier nicht dahinter.
meeting-left = Mit „{ $words }“ kann ich nichts anfangen. Ein Titel steht in Anführungszeichen, ein Link beginnt mit `https://`.
meeting-no-link = „{ $words }“ ist kein Link, den alle öffnen können. Er beginnt mit `https://`.
meeting-too-long = Das sind { $length } Zeichen. Schreib es in höchstens { $most }.
meeting-empty = { $what ->
    [topic] Worum geht es? Schreib das Thema hinter das Datum; `-` nimmt es weg.
    [speakers] Mit wem? Schreib die Namen hinter das Datum; `-` nimmt sie weg.
    [link] Welcher Link? Schreib ihn hinter das Datum; `-` nimmt ihn weg.
   *[length] Wie lange? Schreib die Dauer hinter das Datum, oder `bis 21:00`.
}
meeting-endless = So lang ist kein Treffen. Schreib eine Dauer bis zu { $hours } Stunden.
meeting-end-first = Das Ende um { $end } Uhr liegt nicht nach dem Anfang um { $start } Uhr. Schreib zum Beispiel `19:00 bis 20:30`.
meeting-until-first = Das Ende ({ $until }) liegt vor dem ersten Termin ({ $first }). Schreib hinter `bis` einen späteren Tag.
meeting-rhythm = In welchem Rhythmus? Schreib ihn dahinter, zum Beispiel `jeden ersten Mittwoch 19:00`.
meeting-series-same = Genau so läuft die Serie schon: { $rule }.

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
    Ich speichere, dass du mir geschrieben hast (als Kennung, ohne Nummer und Namen), deine Sprache, die Erinnerungen, die du bestellt hast, und die Treffen, zu denen du kommst; was du schreibst, vergesse ich nach der Antwort.
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

## Das angeheftete Treffen

pinned-next = 📌 Nächstes Treffen: { $name }

## !aufgezeichnet

recorded-help = Trägt ein, wo die Aufzeichnung eines Treffens liegt.
recorded-more =
    Dahinter steht der Link, oder `nein`, wenn es keine Aufzeichnung gibt.
    Gemeint ist das letzte Treffen; ein früheres mit seinem Datum davor: `!aufgezeichnet 7.10. LINK`
recorded-entered = Eingetragen ist die Aufzeichnung von „{ $name }“ ({ $day }):
    { $link }
recorded-none = In Ordnung, von „{ $name }“ ({ $day }) gibt es keine Aufzeichnung. Ich frage nicht mehr danach.
recorded-before =
    Bis eben stand dort:
    { $link }
recorded-where = Wo liegt die Aufzeichnung von „{ $name }“ ({ $day })? Schreib den Link dahinter, oder `nein`, wenn es keine gibt.
recorded-too-early = Noch hat kein Treffen stattgefunden.
recorded-no-meeting = Am { $day }, war kein Treffen. Die letzten waren am { $last }.
recorded-several = Am { $day }, waren mehrere Treffen. Schreib die Uhrzeit hinter das Datum: { $times }
recorded-ask = 🎬 Gibt es eine Aufzeichnung von „{ $name }“ ({ $day })?
recorded-ask-again = 🎬 Noch fehlt die Aufzeichnung von „{ $name }“ ({ $day }).
recorded-how = `!aufgezeichnet { $date } LINK` trägt sie ein. Gibt es keine: `!aufgezeichnet { $date } nein`

## Feiertage

holiday-found = 📅 „{ $name }“ fällt auf einen Feiertag: { $day }, { $names }
holiday-where = Frei ist { $where }.
holiday-others = Ich verschiebe nichts von selbst. Andere Tage, jeweils mit der Zeile, die das Treffen dorthin verschiebt:
holiday-free = { $when }: nirgends ein Feiertag
holiday-hit = { $when }: { $names }, frei { $where }
holiday-move = `!treffen verschiebe { $old } auf { $new } { $time }`
holiday-all = in { $country ->
    [DE] ganz Deutschland
    [AT] ganz Österreich
    [CH] der ganzen Schweiz
   *[BE] Ostbelgien
}
holiday-some = in { $hit } von { $total } { $country ->
    [DE] Ländern Deutschlands
    [AT] Ländern Österreichs
    [CH] Kantonen der Schweiz
   *[BE] Regionen Belgiens
}

## !dabei

coming-help = Sagt für das nächste Treffen zu oder ab.
coming-more =
    Ohne etwas dahinter sagst du für das nächste Treffen zu, mit einem Datum für das an diesem Tag; `nein` sagt ab.
    Ein 👍 auf eine Erinnerung gilt genauso, und wer es zurücknimmt, ist nicht mehr dabei.
    Wie viele zugesagt haben, sehen nur die Admins, und keine Namen.
coming-yes =
    Schön, du bist dabei am { $when }: { $name }
    Falls etwas dazwischenkommt: `!dabei nein{ $day }`
coming-no =
    In Ordnung, du bist nicht dabei am { $when }: { $name }
    Falls doch: `!dabei{ $day }`
coming-none = Am { $day }, ist kein Treffen. Das nächste ist am { $when }.
coming-over = Das Treffen am { $day }, ist schon vorbei: { $name }
coming-wrong = Dahinter passt ein Datum oder „nein“, nicht „{ $words }“.

## !erinnern und !pause

remind-help = Erinnert dich direkt an jedes Treffen, so lange vorher, wie du willst.
remind-more =
    Dahinter steht, wie lange vorher: `1 Tag, 30 min` oder `7d 1h`, bis zu fünf davon; `0` ist der Beginn.
    Ohne etwas dahinter sage ich, was du bestellt hast; `aus` stellt es ab.
    Die Erinnerungen in der Gruppe bleiben davon unberührt. Auch nachts schreibe ich dir, wenn du es so bestellst.
remind-none = Eigene Erinnerungen hast du nicht bestellt. Mit `!erinnern 1 Tag, 30 min` schreibe ich dir direkt: am Tag vor jedem Treffen und noch einmal eine halbe Stunde vorher.
remind-now =
    Ich schreibe dir zu jedem Treffen direkt: { $before }.
    Ändern: `!erinnern 1d 1h`, abstellen: `!erinnern aus`
remind-set = Ab jetzt schreibe ich dir zu jedem Treffen direkt: { $before }.
remind-off = In Ordnung, eigene Erinnerungen bekommst du nicht mehr. Die in der Gruppe bleiben.
remind-many = Mehr als { $most } Erinnerungen je Treffen gehen nicht, das sind { $count }.
remind-next = Die nächste Erinnerung kommt am { $when }.
remind-before = { $length } vorher
remind-start = zum Beginn
remind-days = { $days ->
    [1] 1 Tag
   *[other] { $days } Tage
}
pause-help = Lässt deine eigenen Erinnerungen eine Weile ruhen.
pause-more =
    Dahinter steht der letzte Tag der Pause: `bis 20.08.`, `bis Freitag` oder `2 Wochen`. Danach geht es von selbst weiter.
    `!pause aus` beendet sie früher. Die Erinnerungen in der Gruppe gehen weiter.
pause-now = Bis einschließlich { $day }, ist Pause; `!pause aus` beendet sie früher.
pause-over = Die Pause ist zu Ende.
pause-none = Gerade ist keine Pause.
pause-nothing = Eigene Erinnerungen hast du nicht bestellt, also gibt es nichts zu pausieren. Bestellen kannst du sie so: `!erinnern 1 Tag`
pause-when = Bis wann? Schreib den letzten Tag dazu, zum Beispiel `!pause bis 20.08.` oder `!pause 2 Wochen`.
pause-wrong = Einen Tag finde ich in „{ $words }“ nicht.
pause-past = { $day }, ist schon vorbei. Schreib einen Tag, der noch kommt.
personal-ahead = 📅 Deine Erinnerung an das Treffen { $until }: { $name }
personal-late = 📅 Deine Erinnerung an das Treffen { $until } (sie kommt verspätet): { $name }
personal-asks = Kommst du? 👍 genügt.

## Wenn etwas anders kommt

ticker-missed = Ich war nicht da, und jetzt ist es dafür zu spät. Das hat die Gruppe nicht gehört:
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

## Kalenderdateien

ics-taken = { $new } neu, { $changed } geändert, { $same } wie zuvor.
ics-next = Als Nächstes: { $when }, { $name }
ics-written = { $file }: { $count ->
    [1] ein Eintrag
   *[other] { $count } Einträge
} geschrieben.
ics-refused = So kann ich die Datei nicht übernehmen; geändert wurde nichts.
ics-line = Zeile { $line }: { $mistake }
ics-line-of = Zeile { $line } ({ $event }): { $mistake }
ics-mistake = { $what ->
    [big] Die Datei ist größer als 2 MB. Exportiere einen kürzeren Zeitraum.
    [encoding] Hier steht etwas, das kein UTF-8 ist. Speichere die Datei als UTF-8.
    [no-calendar] Das ist kein Kalender. Nimm eine Datei, die mit BEGIN:VCALENDAR beginnt, wie Kalender sie exportieren.
    [no-event] Im Kalender steht kein Termin. Ein Termin beginnt mit BEGIN:VEVENT und endet mit END:VEVENT.
    [many] Das sind { $value } Termine, und mehr als 2000 nehme ich nicht. Exportiere einen kürzeren Zeitraum.
    [cut] Die Datei bricht mitten in { $value } ab. Exportiere sie noch einmal.
    [line] „{ $value }“ ist keine Zeile eines Kalenders. Schreib NAME:Wert, oder streich sie.
    [nesting] „{ $value }“ passt hier nicht. Zu jedem BEGIN gehört ein END mit demselben Namen, und alles steht dazwischen.
    [uid] Dem Termin fehlt die Kennung. Schreib eine, die kein anderer hat, zum Beispiel UID:treffen-1@netz.example
    [twice] Diesen Termin gibt es in der Datei zweimal. Streich einen davon, oder gib ihm eine eigene UID.
    [title] Dem Termin fehlt der Titel. Schreib zum Beispiel SUMMARY:Netzwerktreffen
    [long] Hier stehen mehr als 300 Zeichen. Kürze den Text.
    [start] Dem Termin fehlt der Anfang. Schreib zum Beispiel DTSTART;TZID=Europe/Berlin:20261202T190000
    [date] „{ $value }“ ist weder ein Zeitpunkt noch eine Dauer. Schreib Zeitpunkte wie 20261202T190000, Dauern wie PT90M.
    [all-day] Es fehlt die Uhrzeit. Schreib { $value }T190000, und kein VALUE=DATE.
    [far] „{ $value }“ liegt zu weit weg. Schreib ein Datum in den nächsten zehn Jahren.
    [zone] Die Zeitzone „{ $value }“ kenne ich nicht. Schreib ihren Namen wie in TZID=Europe/Berlin
    [end] Das Ende in „{ $value }“ liegt nicht nach dem Anfang. Schreib ein späteres.
    [length] So lang kann kein Treffen sein, höchstens 14 Tage. Schreib zum Beispiel DURATION:PT90M
    [sequence] „{ $value }“ ist keine Zahl. Schreib SEQUENCE:0
    [rule] Die Regel „{ $value }“ kenne ich nicht. Schreib FREQ=WEEKLY;INTERVAL=4 (alle vier Wochen) oder FREQ=MONTHLY;BYDAY=1WE (jeden ersten Mittwoch, der letzte ist -1WE).
    [rule-start] DTSTART ist kein Tag, den die Regel „{ $value }“ gibt. Lass es auf ihren ersten Tag fallen.
    [following] Alle späteren Termine auf einmal ändern kann ich nicht. Beende die Regel mit UNTIL, und beginne eine neue mit eigener UID.
   *[kind] Unter der Kennung „{ $value }“ ist schon etwas anderes eingetragen: eine Serie statt eines Termins, oder umgekehrt. Gib diesem eine andere UID.
}
ics-missing = { $file } gibt es nicht. Nenn eine Kalenderdatei (.ics), oder einen Ordner, in dem eine meetings.ics liegt.
ics-unreadable = { $file } kann ich nicht lesen ({ $reason }). Nenn eine Datei, die du lesen darfst.
ics-unwritable = { $file } kann ich nicht schreiben ({ $reason }). Nenn einen Ordner, in den du schreiben darfst, oder eine Datei, die auf .ics endet.

## Was gesagt wird

plan-none = In { $days } Tagen gibt es nichts zu sagen.
plan-title = Was in { $days } Tagen gesagt wird
plan-when = wann
plan-where = wo
plan-why = warum
plan-text = was
plan-person = im Direktchat mit { $who }
plan-rule = { $rule ->
    [reminder] Erinnerung
    [personal] eigene Erinnerung
    [holiday] Feiertag
    [ask-recording] Frage nach der Aufzeichnung
    [next] angeheftetes Treffen
   *[other] { $rule }
}

## !zurück

undo-help = Nimmt deine letzte Änderung zurück.
undo-more =
    Noch einmal geschrieben nimmt es die davor zurück, und so weiter.
    Was andere Admins geändert haben, bleibt.
undo-done = Zurückgenommen: { $what }
undo-none = Von dir gibt es nichts zurückzunehmen. Es geht mit allem, was du an Treffen und in der Bibliothek änderst.
undo-changed = „{ $what }“ lässt sich nicht mehr zurücknehmen: Seither hat jemand anderes daran etwas geändert.
