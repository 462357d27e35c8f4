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

meetings-help = Zeigt die nächsten Termine.
meetings-more =
    Ohne etwas dahinter sind es sechs, mit einer Zahl so viele, höchstens zwölf.
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
    Welches gemeint ist, sagt sein Datum oder `nächstes`; auch als Satz: `sag das Treffen am 2.12. ab`
    Kennt die Gruppe einen Termin schon, frage ich, ob ich ihr die Änderung sagen soll.
meeting-dates = Die nächsten Termine:
meeting-usage =
    So änderst du sie:
    `!treffen dazu { $later } 19:00 "Kosten im Griff" https://meet.example/netz`
    `!treffen verschiebe { $date } auf { $later } 19:00`
    `!treffen absage { $date }`, und `doch { $date }` nimmt das zurück
    `!treffen thema { $date } Kosten im Griff`, ebenso `mit`, `link` und `dauer`
    `!treffen serie alle 4 Wochen ab 13.1. 19:00`, und `serie bis 30.6.` beendet sie
meeting-try = { $action ->
    [series] !treffen serie alle 4 Wochen ab DATUM 19:00
    [end] !treffen serie bis { $date }
    [add] !treffen dazu DATUM 19:00 "Titel" LINK
    [cancel] !treffen absage { $date }
    [restore] !treffen doch { $date }
    [topic] !treffen thema { $date } THEMA
    [speakers] !treffen mit { $date } NAMEN
    [link] !treffen link { $date } LINK
    [length] !treffen dauer { $date } 90 Minuten
   *[move] !treffen verschiebe { $date } auf NEUES DATUM
}
meeting-some-date = DATUM
meeting-alone = !treffen
meeting-title = Treffen
meeting-day = { $weekday }, { $date }
meeting-next-year = Der { $day } ist dieses Jahr schon vorbei, darum { $year }.
meeting-twelve = { $half ->
    [a] 12 am heißt 0:00 Uhr, der Tag fängt da erst an.
   *[p] 12 pm heißt 12:00 Uhr mittags.
}
meeting-skipped = { $time } Uhr gibt es an dem Tag nicht, weil die Uhren vorgestellt werden. Es beginnt um { $real } Uhr.
meeting-twice = { $time } Uhr gibt es an dem Tag zweimal, weil die Uhren zurückgestellt werden. Es beginnt beim ersten Mal.
meeting-holiday = An dem Tag ist in { $count } von { $of } Regionen frei: { $names }
meeting-holidays = Auf Feiertage fallen:
    { $days }
meeting-on-holiday = { $day }: { $names } (in { $count } von { $of } Regionen)
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
   *[link] Der eigene Link ist weg.
}
meeting-nothing = { $what ->
    [topic] Ein Thema hatte es nicht, es heißt „{ $name }“.
    [speakers] Namen standen nicht dabei.
   *[link] Einen eigenen Link hatte es nicht.
}
meeting-series = Serie: { $title }
meeting-rule = { $rule } ({ $duration })
meeting-until = { $kept ->
    [1] Bis { $day }, wie bisher; mit `ohne Ende` dahinter läuft sie weiter.
   *[0] Bis { $day }
}
meeting-series-link = Ein Link fehlt noch: Schreib die Serie noch einmal, mit dem Link dahinter.
meeting-series-ends = Die Serie „{ $title }“ endet; ihr letzter Termin ist am { $day }.
meeting-series-over = Die Serie „{ $title }“ ist damit zu Ende.
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
meeting-told-now = { $waits ->
    [1] Erinnert habe ich daran schon, darum erfährt es die Gruppe, sobald am Morgen die Ruhezeit vorbei ist:
   *[0] Erinnert habe ich daran schon, darum erfährt es die Gruppe jetzt gleich:
}
    { $news }
meeting-told = { $waits ->
    [1] Jetzt ist Ruhezeit. Ich sage es am Morgen.
   *[0] Ist gesagt.
}
meeting-not-told = In Ordnung, ich sage nichts.
meeting-stale = Am Kalender hat sich inzwischen wieder etwas geändert, darum sage ich nichts. `!termine` zeigt, was gilt.
meeting-news-moved = 📅 Verschoben: Das Treffen am { $day } findet am { $when } statt.{ $feed ->
    [1] {" Kalender-Abos ziehen von selbst nach."}
   *[0] {""}
}
meeting-news-time = 📅 Andere Uhrzeit: Das Treffen am { $day } beginnt um { $new } Uhr statt um { $old } Uhr.{ $feed ->
    [1] {" Kalender-Abos ziehen von selbst nach."}
   *[0] {""}
}
meeting-news-cancelled = 📅 Das Treffen am { $day } fällt aus. Das nächste ist am { $when }.
meeting-news-none = 📅 Das Treffen am { $day } fällt aus. Das nächste steht noch nicht fest.
meeting-news-restored = 📅 Findet doch statt: das Treffen am { $when }.
meeting-news-described = { $what ->
    [topic] 📅 Das Treffen am { $day } hat ein neues Thema: { $new }
    [speakers] 📅 Beim Treffen am { $day } dabei: { $new }
    [link] 📅 Das Treffen am { $day } hat einen neuen Link:
        { $new }
   *[length] 📅 Das Treffen am { $day } geht bis { $new } Uhr.
}
meeting-news-gone = { $what ->
    [topic] 📅 Das Treffen am { $day } heißt jetzt: { $name }
   *[speakers] 📅 Wer beim Treffen am { $day } spricht, steht noch nicht fest.
}

# Was nicht geht, und was stattdessen.

meeting-word = Was soll ich mit „{ $words }“ tun? Hinter `!treffen` passt `dazu`, `verschiebe`, `absage`, `doch`, `thema`, `mit`, `link`, `dauer` oder `serie`.
meeting-close = „{ $words }“ kenne ich nicht. Meinst du `{ $close }`?
meeting-which = Welches Treffen? Schreib sein Datum dahinter, oder `nächstes`.
meeting-several = An diesem Tag sind es mehrere. Schreib die Uhrzeit hinter das Datum: { $times }
meeting-none-there = Am { $day }, ist kein Treffen. Am nächsten liegen:
    { $dates }
meeting-over = Das Treffen am { $when }, ist schon vorbei.
meeting-begun = Das Treffen am { $when }, hat schon begonnen. Verschieben und absagen lässt sich nur, was noch kommt.
meeting-off = Das Treffen am { $when }, ist abgesagt. Das lässt sich zurücknehmen.
meeting-not-off = Das Treffen am { $when }, ist nicht abgesagt.
meeting-none-off = { $count ->
    [0] Am { $day }, ist nichts abgesagt, und auch sonst gerade nichts.
   *[other] Am { $day }, ist nichts abgesagt. Abgesagt ist:
        { $dates }
}
meeting-clash = Zu dieser Zeit ist schon ein Treffen: { $name }, { $when }. Nimm eine andere Zeit, oder verschiebe zuerst das andere.
meeting-overlap = Damit überschneiden sich zwei Treffen: „{ $name }“ beginnt am { $when }, und da ist das davor noch nicht zu Ende. Nimm eine andere Zeit, oder verschiebe zuerst den einzelnen Termin.
meeting-same = Das Treffen ist schon am { $when }. Schreib dahinter, wann es stattdessen sein soll.
meeting-where = Auf wann? Schreib hinter das Datum `auf` und den neuen Tag, die neue Uhrzeit oder beides; `um eine Woche` geht auch.
meeting-rest = „{ $words }“ passt hier nicht dahinter.
meeting-left = Mit „{ $words }“ kann ich nichts anfangen. Ein Titel steht in Anführungszeichen, ein Link beginnt mit `https://`.
meeting-no-link = „{ $words }“ ist kein Link, den alle öffnen können. Ein Link sieht so aus: `https://meet.example/netz`
meeting-too-long = Das sind { $length } Zeichen. Schreib es in höchstens { $most }.
meeting-empty = { $what ->
    [topic] Worum geht es? Schreib das Thema hinter das Datum; `-` nimmt es weg.
    [speakers] Mit wem? Schreib die Namen hinter das Datum; `-` nimmt sie weg.
    [link] Welcher Link? Schreib ihn hinter das Datum; `-` nimmt ihn weg.
   *[length] Wie lange? Schreib die Dauer hinter das Datum, oder `bis 21:00`.
}
meeting-two-days = Da stehen zwei Tage, der { $one } und der { $other } Schreib nur einen.
meeting-digits = Ist „{ $words }“ die Uhrzeit? Schreib `{ $time }`.
meeting-length-unit = { $count } Minuten oder { $count } Stunden? Schreib `{ $count } min` oder `{ $count } h`.
meeting-length-end = { $possible ->
    [1] Bis um { $end } Uhr, oder so lange? Schreib `bis { $end }` oder `{ $length }`.
   *[0] So lang ist kein Treffen. Soll es um { $end } Uhr enden, schreib `bis { $end }`.
}
meeting-endless = So lang ist kein Treffen. Schreib eine Dauer bis zu { $hours } Stunden.
meeting-end-first = Das Ende um { $end } Uhr liegt nicht nach dem Anfang um { $start } Uhr. Schreib zum Beispiel `19:00 bis 20:30`.
meeting-until-first = Das Ende ({ $until }) liegt vor dem ersten Termin ({ $first }). Schreib hinter `bis` einen späteren Tag.
meeting-rhythm = In welchem Rhythmus? Schreib ihn dahinter, zum Beispiel `jeden ersten Mittwoch 19:00`.
meeting-series-until = Bis wann soll die Serie noch laufen? Schreib `bis` und den letzten Tag; mit `bis heute` endet sie sofort.
meeting-no-series = Gerade läuft keine Serie.
meeting-series-same = Genau so läuft die Serie schon: { $rule }.

## !hilfe

help-help = Zeigt, was ich kann.
help-more =
    Mit dem Namen eines Befehls dahinter kommt alles über diesen einen, mit `alle` ein Satz zu jedem.
    Groß oder klein, ü oder ue: Ich verstehe beides.
help-next = Nächstes Treffen: { $when } · { $name }
help-running = Läuft gerade: { $name }
help-today = Heute ist { $day }.
help-theme = { $theme ->
    [meetings] Treffen: { $names }
    [library] Bibliothek: { $names }
    [steering] Für Admins: { $names }
   *[other] Sonst: { $names }
}
help-end = { $group ->
    [True] Mehr zu einem: `!hilfe vorlage`. Im Direktchat mit mir geht alles auch ohne `!`.
   *[False] Mehr zu einem: `!hilfe vorlage`. Alle erklärt: `!hilfe alle`. Hier geht es auch ohne `!`.
}
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
    Ich bin Losbote, der Bot von „{ $network }“, für alle, die Bürgerräte organisieren, begleiten oder erlebt haben. Ich weiß, wann das nächste Treffen ist, erinnere daran, und kenne die Aufzeichnungen, Vorlagen und Tipps des Netzwerks.
    Ich speichere, dass du mir geschrieben hast (als Kennung, ohne Nummer und Namen), deine Sprache, die Erinnerungen, die du bestellt hast, die Treffen, zu denen du kommst, und welche Tipps du bekommen und bewertet hast. Was du schreibst, vergesse ich nach der Antwort; von einer Suche, die nichts fand, merke ich mir die Wörter, aber nicht, von wem sie sind.
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
reminder-off = 📅 Abgesagt: das Treffen am { $when }

## Das angeheftete Treffen

pinned-next = 📌 Nächstes Treffen: { $name }

## !aufgezeichnet

recorded-help = Trägt ein, wo die Aufzeichnung eines Treffens liegt.
recorded-more =
    Dahinter steht der Link, oder `nein`, wenn es keine Aufzeichnung gibt.
    Gemeint ist das letzte Treffen; ein früheres mit seinem Datum davor: `!aufgezeichnet 7.10. LINK`
    Hinter dem Link kann die Länge stehen: `78 Minuten`
recorded-entered = Eingetragen ist die Aufzeichnung von „{ $name }“ ({ $day }):
    { $link }
recorded-none = In Ordnung, von „{ $name }“ ({ $day }) gibt es keine Aufzeichnung. Ich frage nicht mehr danach.
recorded-news = Die Gruppe erfährt es frühestens in { $minutes } Minuten; bis dahin nimmt `!zurück` alles zurück.
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
    Schön, du bist am { $when }, dabei: { $name }
    Falls etwas dazwischenkommt: `!dabei nein{ $day }`
coming-no =
    In Ordnung, du bist am { $when }, nicht dabei: { $name }
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
remind-start = wenn es beginnt
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
pause-later = Eine Pause beginnt gleich, nicht erst am { $day }. Schreib an dem Tag noch einmal, oder gleich nur den letzten Tag.
pause-past = { $day }, ist schon vorbei. Schreib einen Tag, der noch kommt.
personal-ahead = 📅 Deine Erinnerung an das Treffen { $until }: { $name }
personal-late = 📅 Deine Erinnerung an das Treffen { $until } (sie kommt verspätet): { $name }
personal-asks = Kommst du? 👍 genügt.

## Wenn etwas anders kommt

ticker-missed = Ich war nicht da, und jetzt ist es dafür zu spät. Das hat die Gruppe nicht gehört:
router-understood = Verstanden als `!{ $name }`.
router-try = So geht es: `{ $example }`
router-suggest = Meinst du { $names }?
router-open = Das habe ich nicht verstanden. Offen ist noch meine Frage von eben: Schreib `ja` oder `nein`.
router-closed = Gerade wartet hier keine Frage auf ein Ja oder Nein. Nach einer Weile verfallen Fragen; sag einfach noch einmal, was du vorhast.
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
when-two-days = Ist { $weekday }, der { $one }, gemeint oder der { $other }? Schreib `{ $first }` oder `{ $second }`
when-past = Der { $day }, { $time } Uhr, ist schon vorbei. Schreib einen Zeitpunkt, der noch kommt.
when-far = Der { $day } ist noch lange hin. Schreib einen Tag in den nächsten zwei Jahren.
when-no-duration = „{ $words }“ verstehe ich nicht als Dauer bis zu einem Tag. Schreib zum Beispiel `90 Minuten` oder `1h30`.
when-no-offset = „{ $words }“ verstehe ich nicht als Abstand bis zu 60 Tagen. Schreib zum Beispiel `7d`, `1 Tag vorher` oder `30 min`.
when-no-rule = Eine Regel finde ich in „{ $words }“ nicht. Schreib zum Beispiel `alle 4 Wochen ab 13.1. 19:00` oder `jeden ersten Mittwoch 19:00`.
when-interval = Schreib einen Abstand von 1 bis { $most } { $kind ->
    [WEEKLY] Wochen
   *[other] Monaten
}.
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
    [2] zweiten { $weekday }
    [3] dritten { $weekday }
    [4] vierten { $weekday }
   *[other] letzten { $weekday }
}{ $months ->
    [1] {" im Monat"}
   *[other] {""}
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
    [clash] Zu dieser Zeit ist schon ein Treffen: { $value }. Nimm eine andere Zeit, oder streich eines von beiden.
   *[kind] Unter der Kennung „{ $value }“ ist schon etwas anderes eingetragen: eine Serie statt eines Termins, oder umgekehrt. Gib diesem eine andere UID.
}
ics-missing = { $file } gibt es nicht. Nenn eine Kalenderdatei (.ics), oder einen Ordner, in dem eine meetings.ics liegt.
ics-unreadable = { $file } kann ich nicht lesen ({ $reason }). Nenn eine Datei, die du lesen darfst.
ics-ending = { $file } endet nicht auf .ics. Nenn eine Datei, die so endet, oder einen Ordner, den es gibt.
ics-unwritable = { $file } kann ich nicht schreiben ({ $reason }). Nenn einen Ordner, in den du schreiben darfst, oder eine Datei, die auf .ics endet.

## Was mit der Datenbank ist

database-problem = { $kind ->
    [MissingDatabase] { $file } gibt es noch nicht. Die Datei entsteht, wenn Losbote das erste Mal läuft.
    [OlderDatabase] { $file } stammt von einem älteren Losbote. Starte diesen hier einmal, dann ist sie auf dem neuen Stand.
    [NewerDatabase] { $file } stammt von einem neueren Losbote. Bring das Programm auf den neuen Stand.
    [ForeignDatabase] { $file } gehört zu einem anderen Programm. Nenn in den Einstellungen unter `database` eine andere Datei.
    [DamagedDatabase] { $file } ist beschädigt. Leg die letzte Sicherung an ihre Stelle; geändert wurde nichts.
    [ReadOnlyDatabase] { $file } lässt sich nicht schreiben. Wer Losbote laufen lässt, muss die Datei und ihren Ordner schreiben dürfen.
    [DiskFull] Der Speicher ist voll, darum lässt sich { $file } nicht schreiben. Schaff etwas Platz, und starte dann neu.
    [DatabaseLocked] Ein anderes Programm hält { $file } fest. Läuft Losbote zweimal?
   *[other] { $said }
}

## Was gesagt wird

plan-none = In { $days } Tagen gibt es nichts zu sagen.
plan-title = Was in { $days } Tagen gesagt wird
plan-when = wann
plan-where = wo
plan-why = warum
plan-text = was
plan-gives-way = Dafür hat die Woche keinen Platz, weil Wichtigeres kommt oder schon genug gesagt ist:
plan-person = im Direktchat mit { $who }
plan-rule = { $rule ->
    [reminder] Erinnerung
    [personal] eigene Erinnerung
    [holiday] Feiertag
    [ask-recording] Frage nach der Aufzeichnung
    [next] angeheftetes Treffen
    [recording] neue Aufzeichnung
    [tip] Tipp
    [tip-out] abgewählter Tipp
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

## Dateien der Bibliothek

document-bad = { $what ->
    [empty] „{ $name }“ ist leer. Speichere die Datei neu, und schick sie noch einmal.
    [big] „{ $name }“ ist größer als { $most } MB. Verkleinere die Bilder darin, oder gib mir einen Link.
    [path] „{ $name }“ ist kein Dateiname. Gib der Datei einen ohne Ordner davor, zum Beispiel Antrag.docx.
    [old] „{ $name }“ hat ein altes Office-Format. Speichere die Datei als .docx, .odt oder PDF, und schick sie noch einmal.
    [renamed] „{ $name }“ ist etwas anderes, als der Name sagt. Gemeint ist wohl „{ $right }“: Benenne die Datei um, und schick sie noch einmal.
    [macros] In „{ $name }“ stecken Makros, und die nehme ich nicht. Speichere die Datei ohne sie, zum Beispiel als .docx, .odt oder PDF.
    [locked] „{ $name }“ ist geschützt. Speichere die Datei ohne Passwort und ohne Einschränkungen.
    [bomb] „{ $name }“ wird beim Entpacken viel zu groß. Speichere die Datei neu, am besten als PDF.
    [heavy] „{ $name }“ zu lesen dauert zu lange. Druck die Datei neu in eine PDF, und schick mir die.
    [unknown] Mit „{ $name }“ kann ich nichts anfangen. Ich nehme PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), LibreOffice (.odt, .ods, .odp) und Text (.txt, .md, .csv).
   *[broken] „{ $name }“ lässt sich nicht öffnen; die Datei ist beschädigt. Speichere sie neu, und schick sie noch einmal.
}

## !suche, !mehr und Listen aus der Bibliothek

search-help = Sucht in der ganzen Bibliothek.
search-more =
    Dahinter stehen ein paar Wörter. Gefunden werden Aufzeichnungen, Vorlagen, Tipps und Begriffe.
    Ein Tippfehler, Einzahl oder Mehrzahl, ü oder ue: All das macht nichts.
    Eine Nummer aus der Liste öffnet den Treffer, eine halbe Stunde lang.
search-empty = Wonach soll ich suchen? Schreib ein paar Wörter dahinter.
search-misses = Vergeblich gesucht: { $misses }
search-miss = „{ $words }“ ({ $count }-mal)
search-meeting = Davon handelt das Treffen am { $when }: { $name }
more-help = Zeigt die nächsten drei aus der Liste.
more-more =
    Gemeint ist die Liste, die du hier zuletzt bekommen hast; sie gilt eine halbe Stunde.
    Mit Wörtern dahinter suche ich neu.
more-none = Gerade ist keine Liste offen. Eine neue gibt es mit einer Suche.
more-try = !suche Losverfahren
hits-head = Das habe ich zu „{ $words }“:
hits-kind = { $kind ->
    [template] Vorlage
    [tip] Tipp
    [term] Begriff
   *[other] Aufzeichnung
}
hits-open = { $what ->
    [one] Schreib `1`, und du bekommst alles dazu.
    [rest] Schreib eine Nummer, und du bekommst alles dazu. Mit `!mehr` geht es weiter.
   *[all] Schreib eine Nummer, und du bekommst alles dazu.
}
hits-end = Mehr habe ich dazu nicht. Die Liste gilt weiter.
hits-no-number = { $what ->
    [one] Eine { $number } steht nicht in der Liste, nur die 1.
    [later] Eine { $number } steht noch nicht in der Liste. Sie geht von 1 bis { $last }, und mit `!mehr` weiter.
   *[all] Eine { $number } steht nicht in der Liste. Sie geht von 1 bis { $last }.
}
hits-gone = Diesen Eintrag gibt es nicht mehr.
hits-nothing = Zu „{ $words }“ habe ich nichts.
hits-near = Ähnlich: { $near }.
hits-elsewhere = Anderswo in der Bibliothek steht etwas dazu: `!suche { $words }`
hits-otherwise = Versuch es mit einem anderen Wort, oder mit weniger Wörtern.

## !begriff

term-help = Erklärt einen Begriff rund um Bürgerräte.
term-more =
    Dahinter steht der Begriff, auf Deutsch oder Englisch. Auch wie er anderswo heißt, kenne ich.
    Ohne etwas dahinter sage ich, wie viele im Glossar stehen.
term-none = Im Glossar steht noch nichts.
term-count = { $count ->
    [1] Im Glossar steht ein Begriff: { $names }
   *[other] Im Glossar stehen { $count } Begriffe, zum Beispiel { $names }.
}
terms-name = **{ $name }**
terms-line = { $name } – { $definition }
terms-other = Auf Englisch: { $name }
terms-untranslated = Den Text gibt es bisher nur auf Deutsch.
terms-also = Siehe auch: { $names }

## !tipp

tip-help = Gibt dir einen Tipp aus der Praxis, auch zu einem Thema.
tip-more =
    Themen sind Themenwahl, Losverfahren, Teilhabe, Kosten, Moderation, Kommunikation, Empfehlungen, Umsetzung und Auswertung; jedes andere Wort geht auch.
    Noch einmal gefragt kommt ein anderer.
    Unter Tipps in der Gruppe zählen 👍 und 👎: Nach drei 👎 kommt ein Tipp nicht wieder.
tip-none = Geprüfte Tipps gibt es hier noch nicht. Sobald die Admins welche freigeben, bekommst du sie mit `!tipp`.
tip-post = 💡 { $tip }
tip-out =
    👎 Diesen Tipp fanden drei Menschen nicht gut, darum erzähle ich ihn nicht mehr:
    { $tip }
    Zurück holt ihn `!ändern tipp { $number } erneuern`
tip-resting = { $why ->
    [unverified] { $count ->
        [one] Ein Tipp ist noch ungeprüft und wird deshalb nicht erzählt. `!ändern tipp` zeigt ihn.
       *[other] { $count } Tipps sind noch ungeprüft und werden deshalb nicht erzählt. `!ändern tipp` zeigt sie.
    }
    [old] { $count ->
        [one] Ein Tipp ruht, weil ihn seit 18 Monaten niemand geprüft hat. `!ändern tipp` zeigt ihn.
       *[other] { $count } Tipps ruhen, weil sie seit 18 Monaten niemand geprüft hat. `!ändern tipp` zeigt sie.
    }
   *[voted-out] { $count ->
        [one] Ein Tipp ist abgewählt: Drei Menschen fanden ihn nicht gut. `!ändern tipp` zeigt ihn.
       *[other] { $count } Tipps sind abgewählt: Jeweils drei Menschen fanden sie nicht gut. `!ändern tipp` zeigt sie.
    }
}
tips-topic = { $topic ->
    [topic-choice] Themenwahl
    [sortition] Losverfahren
    [inclusion] Teilhabe
    [costs] Kosten
    [facilitation] Moderation
    [communication] Kommunikation
    [recommendations] Empfehlungen
    [implementation] Umsetzung
    [evaluation] Auswertung
   *[other] { $topic }
}
tips-source = Quelle: { $source }
tips-author = von { $author }
tips-german-only = Diesen Tipp gibt es bisher nur auf Deutsch.
tips-untold = Diesen Tipp gibt es gerade nicht. Einen anderen bekommst du mit `!tipp`.
tips-mark = { $why ->
    [unverified] ungeprüft
    [old] ruht
   *[voted-out] abgewählt
}
tips-rests = { $why ->
    [unverified] Ungeprüft: Außer euch Admins bekommt ihn niemand zu sehen. `!ändern tipp { $number } freigeben` ändert das.
    [old] Seit 18 Monaten hat ihn niemand geprüft, darum erzähle ich ihn nicht mehr von mir aus. `!ändern tipp { $number } erneuern` ändert das.
   *[voted-out] Abgewählt: Drei Menschen fanden ihn nicht gut, darum erzähle ich ihn nicht mehr. `!ändern tipp { $number } erneuern` ändert das.
}

## !vorlage

template-help = Findet Dokumente aus der Praxis und schickt sie dir.
template-more =
    Dahinter stehen Art, Phase, Ort und Größe, wie du magst: Antrag, Auslosung, NRW, 20k, klein. Jedes andere Wort wird gesucht.
    Was am nächsten liegt, kommt zuerst: dasselbe Land, ähnlich viele Menschen, das Neueste. Eine Nummer schickt dir die Datei.
    Ohne Wörter dahinter sage ich, was es gibt.
template-head = Das passt am besten zu „{ $words }“:
template-elsewhere = { $places }: Da ist nichts dabei. Am nächsten kommt „{ $words }“:
template-none = Es gibt noch keine Vorlagen. Sobald Admins eine aufnehmen, findest du sie hier.
template-count = { $count ->
    [1] Es gibt eine Vorlage:
   *[other] Es gibt { $count } Vorlagen:
}
template-kinds = { $more } weitere Arten
template-how = Schreib dazu, was du brauchst: `!vorlage Antrag NRW 20k`
template-no-list = Gerade ist keine Liste offen, in der diese Nummer steht. Such zuerst, und nimm dann eine Nummer.
template-try = !vorlage Einladung
templates-title = **{ $title }**
templates-size = { $size } Einwohner:innen
templates-used = Genutzt von { $who }
templates-outcome = Was daraus wurde: { $outcome }
templates-licence = Lizenz: { $licence }
templates-language = Sprache: { $name }.
templates-large = { $link ->
    [yes] Die Datei hat { $size } MB, und mehr als { $most } MB schicke ich nicht. Hier kannst du sie laden:
   *[no] Die Datei hat { $size } MB, und mehr als { $most } MB schicke ich nicht. Frag die Admins danach.
}
templates-dead = Der Link ging zuletzt nicht auf. Vielleicht ist er wieder da:
templates-other = Anderes

## !aufzeichnung

recording-help = Zeigt die neueste Aufzeichnung, oder findet eine.
recording-more =
    Ohne etwas dahinter kommt die neueste, mit `2` die davor, mit einem Datum, Monat oder Jahr die von damals.
    Mit Wörtern suche ich in Titeln, Kapiteln und in dem, was gesagt wurde.
    Wo es geht, führt der Link gleich an die Stelle.
recording-none = Es gibt noch keine Aufzeichnungen. Sobald eine da ist, findest du sie hier.
recording-fewer = { $count ->
    [1] So viele gibt es nicht, es ist erst eine.
   *[other] So viele gibt es nicht, es sind erst { $count }.
}
recording-zero = Die neueste ist die 1, die davor die 2.
recording-head = Aufzeichnungen zu „{ $words }“:
recording-head-when = { $kind ->
    [year] Aufzeichnungen aus dem Jahr { $when }:
    [month] Aufzeichnungen aus dem { $when }:
   *[day] Aufzeichnungen vom { $when }:
}
recording-none-when = { $kind ->
    [year] Aus dem Jahr { $when } habe ich keine Aufzeichnung.
    [month] Aus dem { $when } habe ich keine Aufzeichnung.
   *[day] Vom { $when } habe ich keine Aufzeichnung.
}
recording-nearest = Am nächsten liegt: { $about }. `!aufzeichnung { $date }` zeigt sie.
recording-soon = Die Aufzeichnung vom { $day } ist unterwegs. Die neueste bisher:
recording-here = 🎬 Die Aufzeichnung ist da: { $about }
recordings-title = **{ $title }**
recordings-speakers = Mit { $speakers }
recordings-chapters = … und { $more } weitere Kapitel
recordings-chapter = Ab { $time }, { $title }:
    { $link }
recordings-said = { $time } „{ $text }“
recordings-slides = Folien:
recordings-dead = Der Link ging zuletzt nicht auf. Vielleicht ist er wieder da:
    { $link }
recordings-taken = Unter diesem Link steht schon eine andere Aufzeichnung: { $about }

## !neu, !ändern und !entfernen: was Admins in der Bibliothek tun

add-help = Nimmt eine Aufzeichnung, eine Vorlage, einen Tipp oder einen Begriff in die Bibliothek auf.
add-more =
    Dahinter steht, was es ist, und alles, was du weißt; was fehlt, frage ich. Jede weitere Zeile nennt ein Feld, etwa „themen Kosten, Moderation“, oder ein Kapitel: „00:12:30 Losverfahren in Aachen“.
    Die Datei einer Vorlage hängst du an, zu einer Aufzeichnung auch die Mitschrift (.vtt oder .srt).
    `!ändern` und `!entfernen` tun, was sie sagen; `!zurück` nimmt alles zurück.
add-how = `weiter` überspringt eine Frage, `fertig` alle übrigen, `abbrechen` verwirft.
add-off = Gut, aufgenommen ist nichts.
add-needed = Ohne diese Angabe geht es nicht. Mit `abbrechen` lässt du es ganz.
add-done = Aufgenommen:
add-what = Neu: { $what }
add-usual = Mit `weiter` heißt sie „{ $title }“.
add-ask = { $what ->
    [recording-link] Wo liegt die Aufzeichnung? Schick mir den Link.
    [recording-date] Von wann ist sie? Ein Tag genügt, etwa 4.6. oder 4.6.2025.
    [recording-title] Wie heißt die Aufzeichnung?
    [template-link] Schick mir die Datei, oder einen Link dorthin.
    [template-title] Wie heißt die Vorlage?
    [template-kind] Was für ein Dokument ist es? Zum Beispiel Einladungsschreiben, Musterantrag, Beschlussvorlage oder Losprotokoll.
    [template-region] Aus welchem Land oder Kanton kommt es? Zum Beispiel NRW, Tirol, Zürich oder Ostbelgien.
    [template-size] Wie viele Menschen leben in der Gemeinde? Ungefähr genügt: 18k oder 18.000.
    [template-year] Aus welchem Jahr ist es?
    [template-licence] Unter welcher Lizenz steht es? Zum Beispiel CC0 oder CC BY.
    [template-used_by] Wer hat es genutzt?
    [template-outcome] Was ist daraus geworden?
    [tip-lang_de] Wie lautet der Tipp auf Deutsch?
    [tip-topic] Worum geht es darin? Themenwahl, Losverfahren, Teilhabe, Kosten, Moderation, Kommunikation, Empfehlungen, Umsetzung, Auswertung oder ein eigenes Wort.
    [tip-source] Woher hast du ihn? Nenn Quelle und Jahr: Leitfaden Losverfahren, 2023
    [tip-lang_en] Wie heißt der Tipp auf Englisch?
    [term-term_de] Wie heißt der Begriff auf Deutsch?
    [term-definition_de] Was bedeutet er? Ein oder zwei Sätze, auf Deutsch.
    [term-term_en] Wie heißt der Begriff auf Englisch?
   *[term-synonyms_de] Wie sagt man noch dazu? Mehrere mit Komma.
}
edit-help = Ändert einen Eintrag der Bibliothek, gibt Tipps frei und erneuert sie.
edit-more =
    Dahinter stehen die Art, die Nummer, das Feld und was dort stehen soll; „-“ leert es. Mehrere Felder: jedes auf eine eigene Zeile.
    Eine Nummer mit # gilt immer, eine ohne meint zuerst die Liste, die hier offen ist. Ohne Feld zeige ich, was da steht, ohne Nummer suche ich.
    Tipps: `freigeben` nach der Prüfung, `erneuern` nach 18 Monaten oder drei 👎.
edit-done = Geändert: { $what }
edit-line = { $what ->
    [both] { $name }: { $now } (bisher: { $was })
    [now] { $name }: { $now }
   *[was] { $name }: jetzt leer (bisher: { $was })
}
edit-file = { $what ->
    [template] Neue Datei: { $name }
   *[recording] Die Mitschrift ist da und wird mit durchsucht.
}
edit-same = So steht es schon da.
edit-empty = { $what ->
    [needed] Was soll bei „{ $name }“ stehen? Schreib es dahinter.
   *[free] Was soll bei „{ $name }“ stehen? Schreib es dahinter; „-“ leert es.
}
edit-nothing-left = Eine Vorlage braucht eine Datei oder einen Link. Schick zuerst die Datei.
edit-missing = Leer: { $names }
edit-how = Ändern geht so: `{ $example }`
edit-approved = Schon freigegeben: { $what }
edit-told = { $what ->
    [approved] Freigegeben: { $called }
   *[again] Für die nächsten 18 Monate wieder dabei: { $called }
}
remove-help = Nimmt einen Eintrag aus der Bibliothek.
remove-more =
    Dahinter stehen die Art und die Nummer, oder ein paar Wörter.
    Ich zeige, was es ist, und frage; `!zurück` holt es auch danach wieder.
remove-ask = { $kind ->
    [recording] Soll diese Aufzeichnung weg? `ja` entfernt sie, `nein` lässt sie da.
    [template] Soll diese Vorlage weg? `ja` entfernt sie, `nein` lässt sie da.
    [tip] Soll dieser Tipp weg? `ja` entfernt ihn, `nein` lässt ihn da.
   *[term] Soll dieser Begriff weg? `ja` entfernt ihn, `nein` lässt ihn da.
}
remove-also = { $what ->
    [both] Die Kapitel und die Mitschrift gehen mit.
    [chapters] Die Kapitel gehen mit.
   *[transcript] Die Mitschrift geht mit.
}
remove-done = Entfernt: { $what }
remove-undo = `!zurück` holt alles wieder.
remove-left = Gut, das bleibt: { $what }
shelves-called = { $kind ->
    [recording] Aufzeichnung „{ $title }“ ({ $number })
    [template] Vorlage „{ $title }“ ({ $number })
    [tip] Tipp „{ $title }“ ({ $number })
   *[term] Begriff „{ $title }“ ({ $number })
}
shelves-word = { $kind ->
    [recording] aufzeichnung
    [template] vorlage
    [tip] tipp
   *[term] begriff
}
shelves-command = { $command ->
    [add] !neu
    [edit] !ändern
   *[remove] !entfernen
}
shelves-kind-of = { $what ->
    [empty] Was soll es sein? Eine Aufzeichnung, eine Vorlage, ein Tipp oder ein Begriff.
    [meeting] Um Treffen kümmert sich `!treffen`: dazu, verschiebe, absage. Hier geht es um Aufzeichnung, Vorlage, Tipp und Begriff.
   *[unknown] „{ $words }“ kenne ich nicht. Nach dem Befehl kommt Aufzeichnung, Vorlage, Tipp oder Begriff.
}
shelves-try = { $command ->
    [add] { $kind ->
        [recording] !neu aufzeichnung https://video.example/w/zweit "Moderation zu zweit" 4.11. mit Lena Bachmann
        [template] !neu vorlage Einladung Seebach BaWü 18k 2024 https://vorlagen.example/einladung.pdf
        [tip] !neu tipp Kosten: Rechnet den Raum von Anfang an mit ein. (Handbuch Bürgerrat, 2024)
       *[term] !neu begriff Losverfahren = Auswahl von Menschen durch Zufall
    }
    [edit] !ändern vorlage #3 jahr 2025
    [meeting] !treffen
   *[remove] !entfernen vorlage #3
}
shelves-try-list = { shelves-command } { shelves-word }
shelves-try-number = { shelves-command } { shelves-word } 1
shelves-change = !ändern { shelves-word } { $number }
shelves-change-how = !ändern { shelves-word } { $number } { $kind ->
    [recording] titel Losverfahren in Aachen
    [template] jahr 2025
    [tip] quelle Leitfaden Losverfahren, 2023
   *[term] synonyme Auslosung, Los
}
shelves-which = { $kind ->
    [recording] Welche Aufzeichnung?
    [template] Welche Vorlage?
    [tip] Welcher Tipp?
   *[term] Welcher Begriff?
} Nimm die Nummer: `{ $example }`
shelves-none = { $kind ->
    [recording] Eine Aufzeichnung { $number } gibt es nicht.
    [template] Eine Vorlage { $number } gibt es nicht.
    [tip] Einen Tipp { $number } gibt es nicht.
   *[term] Einen Begriff { $number } gibt es nicht.
}
shelves-empty = { $kind ->
    [recording] Es gibt noch keine Aufzeichnungen.
    [template] Es gibt noch keine Vorlagen.
    [tip] Es gibt noch keine Tipps.
   *[term] Es gibt noch keine Begriffe.
}
shelves-other = { $kind ->
    [recording] In der Liste, die hier offen ist, ist die { $number } eine Aufzeichnung.
    [template] In der Liste, die hier offen ist, ist die { $number } eine Vorlage.
    [tip] In der Liste, die hier offen ist, ist die { $number } ein Tipp.
   *[term] In der Liste, die hier offen ist, ist die { $number } ein Begriff.
} Meinst du die feste Nummer, schreib sie mit #: { $fixed }
shelves-double = Das gibt es schon: { $what }.
fields-needed = Ohne „{ $name }“ geht es nicht. Schreib, was dort stehen soll.
fields-unknown = Mit „{ $words }“ kann ich hier nichts anfangen. Eine Zeile beginnt mit einem Feld: { $names }.
fields-long = Das sind { $length } Zeichen; { $most } passen hin. Fass es kürzer.
fields-link = „{ $words }“ kann nicht jede:r öffnen. Ein Link beginnt mit https:// und führt ins offene Netz.
fields-date = „{ $words }“ ist kein Tag, den ich verstehe. Schreib ihn so: 4.6.2025
fields-future = Der { $day } kommt erst noch. Aufgezeichnet ist nur, was schon war.
fields-year = „{ $words }“ passt nicht als Jahr. Es geht von { $first } bis { $last }.
fields-size = „{ $words }“ ist keine Größe. Schreib, wie viele Menschen dort leben: 18k oder 18.000.
fields-kind = { $what ->
    [several] „{ $words }“ kann mehreres sein: { $names }. Nimm eins davon.
   *[none] Ein Dokument der Art „{ $words }“ kenne ich nicht. Zum Beispiel gibt es Einladungsschreiben, Musterantrag, Beschlussvorlage, Losprotokoll, Budgetplan und Evaluationsbericht.
}
fields-phase = „{ $words }“ ist keine Phase. Es gibt { $names }.
fields-region = { $what ->
    [several] „{ $words }“ kann mehreres sein: { $names }. Nimm eins davon.
   *[none] „{ $words }“ kenne ich nicht als Land oder Kanton. Schreib zum Beispiel NRW, Tirol, Zürich, Ostbelgien oder Schweiz.
}
fields-language = „{ $words }“ kenne ich nicht als Sprache. Es gibt Deutsch, Englisch, Französisch und Italienisch.
fields-chapter = „{ $words }“ ist kein Kapitel. Vorn steht die Zeit, dahinter der Titel: 00:12:30 Losverfahren in Aachen
fields-chapters = { $count ->
    [1] ein Kapitel
   *[other] { $count } Kapitel
}
handed-lost = { $names }: Das ist leer, größer als { $most } MB oder nicht angekommen. Schick es noch einmal, oder gib mir einen Link.
handed-wrong = { $what ->
    [several] Schick eine Datei nach der anderen.
    [recording] Zu einer Aufzeichnung passt eine Mitschrift als .vtt oder .srt, nicht „{ $name }“. Folien kommen als Link: `folien https://…`
   *[other] Mit der Datei „{ $name }“ kann ich hier nichts anfangen; Dateien gehören zu Vorlagen und Aufzeichnungen.
}
handed-transcript = { $what ->
    [empty] In „{ $name }“ steht keine Mitschrift. Ich nehme WebVTT (.vtt) und SRT (.srt).
    [big] „{ $name }“ ist zu lang für eine Mitschrift.
    [order] In „{ $name }“ läuft die Zeit in Zeile { $line } rückwärts. Bring sie in die richtige Reihenfolge, und schick die Datei noch einmal.
   *[times] In „{ $name }“ ist Zeile { $line } keine Zeitangabe. So sieht sie aus: 00:01:05.000 --> 00:01:09.500
}
hits-number = Für Admins: `!ändern { shelves-word } { $number }`, `!entfernen { shelves-word } { $number }`

## !status

status-help = Sagt, ob alles läuft und was eine Hand braucht.
status-more = Einfach so, ohne etwas dahinter.
status-heading = **Wie es steht**
status-sent = Alles ist gesendet.
status-deliveries = { $state ->
    [waiting] { $count ->
        [1] Eine Nachricht wartet noch darauf, gesendet zu werden.
       *[other] { $count } Nachrichten warten noch darauf, gesendet zu werden.
    }
    [unknown] { $count ->
        [1] Von einer Nachricht weiß ich noch nicht, ob sie angekommen ist.
       *[other] Von { $count } Nachrichten weiß ich noch nicht, ob sie angekommen sind.
    }
   *[failed] { $count ->
        [1] Eine Nachricht ließ sich in den letzten sieben Tagen nicht senden.
       *[other] { $count } Nachrichten ließen sich in den letzten sieben Tagen nicht senden.
    }
}
status-worries = Das braucht eine Hand:
status-well = Nichts braucht eine Hand.
pinned-refused = In „{ $group }“ darf ich nichts anheften; das nächste Treffen steht dort ohne Nadel. Mach mich in der Gruppe zum Admin, oder erlaube allen, Nachrichten anzuheften.

## Links, die ins Leere gehen

links-dead = 🔗 { $count ->
    [1] Ein Link in der Bibliothek geht nicht mehr auf:
   *[other] { $count } Links in der Bibliothek gehen nicht mehr auf:
}
links-one = { $title } (seit { $since })
links-rest = { $count ->
    [1] Und noch einer.
   *[other] Und { $count } weitere.
}
links-how = Einen neuen trägst du mit `!ändern` ein; was es nicht mehr gibt, nimmt `!entfernen` heraus.
links-concern = { $count ->
    [1] Ein Link geht nicht mehr auf: { $title }
   *[other] { $count } Links gehen nicht mehr auf, zuerst: { $title }
}

## Import und Export

import-step = { $what ->
    [read] Lesen
   *[write] Eintragen
}
import-counted = { $file }: { $new } neu, { $changed } geändert, { $same } wie zuvor.
import-together = Zusammen: { $new } neu, { $changed } geändert, { $same } wie zuvor.
import-waiting = { $count ->
    [1] Ein neuer Tipp ist noch nicht geprüft. Er kommt erst, wenn ihn Admins freigeben
   *[other] { $count } neue Tipps sind noch nicht geprüft. Sie kommen erst, wenn Admins sie freigeben
}: `!ändern tipp` zeigt, was wartet.
import-refused = So kann ich nichts übernehmen; geändert wurde nichts.
import-mistake = { $what ->
    [cell] { $file }, Zeile { $row }, { $column }: { $mistake }
    [row] { $file }, Zeile { $row }: { $mistake }
   *[file] { $file }: { $mistake }
}
import-more = { $count ->
    [1] Und noch eine Stelle.
   *[other] Und noch { $count } Stellen.
}
import-nothing = In { $folder } liegt nichts, was ich kenne. Ich nehme recordings.csv, templates.csv, tips.csv, terms.csv oder glossary.csv, meetings.ics, und Mitschriften als .vtt oder .srt.
import-no-folder = { $folder } kann ich nicht lesen ({ $reason }). Nenn einen Ordner, den du lesen darfst.
import-single = { $file } ist eine Tabelle. Nenn den Ordner, in dem sie liegt.
import-or = Entweder ein Ordner oder `--first-filling`: Nimm eins nach dem anderen.
import-unreadable = Das kann ich nicht lesen ({ $reason }). Nimm eine Datei, die du lesen darfst.
import-read-as = { $file }: gelesen als { $encoding }, getrennt mit { $separator ->
    [comma] Komma
    [semicolon] Semikolon
   *[tab] Tabulator
}.
import-guessed = Unicode ist das nicht. Sind danach Umlaute falsch, speichere die Tabelle als „CSV UTF-8“ und importiere noch einmal.
import-unknown = { $file }: { $count ->
    [1] Die Spalte { $names } kenne ich nicht und lasse sie weg.
   *[other] Die Spalten { $names } kenne ich nicht und lasse sie weg.
} Es gibt { $known }.
import-table = { $what ->
    [empty] Die Datei ist leer. In die erste Zeile gehören die Spalten: { $known }.
    [big] Die Datei ist größer als { $value } MB. Teil sie auf.
    [binary] Das ist keine Tabelle im Format CSV. Speichere sie in der Tabellenkalkulation als „CSV UTF-8“.
    [encoding] Diese Zeichen kann ich nicht lesen. Speichere die Tabelle als „CSV UTF-8“.
    [twice] Die Spalte { $value } gibt es zweimal. Streich eine davon.
    [columns] { $count ->
        [1] Es fehlt die Spalte { $value }.
       *[other] Es fehlen die Spalten { $value }.
    } In der ersten Zeile stehen die Spalten, möglich sind { $known }.
    [quotes] Hier gehen die Anführungszeichen nicht auf. In einem Text, der selbst in Anführungszeichen steht, schreibt man sie doppelt: ""
   *[cells] Hier sind { $value } Zellen, mehr als es Spalten gibt. Setz einen Text, in dem das Trennzeichen vorkommt, in Anführungszeichen.
}
import-yes = „{ $words }“ heißt weder ja noch nein. Schreib yes oder no.
import-instant = „{ $words }“ ist kein Zeitpunkt. Schreib ihn wie 2026-06-04T17:00:00Z, oder lass die Zelle leer.
import-rests = „{ $words }“ gibt es hier nicht. Lass die Zelle leer, oder schreib voted out.
import-neither = Es fehlt beides, Datei und Link. Leg die Datei in den Ordner und schreib ihren Namen in die Spalte file, oder schreib den Link in die Spalte link.
import-twice = { $what ->
    [link] Dieser Link steht schon weiter oben.
    [file] Diese Datei steht schon weiter oben.
    [term_de] Dieser Begriff steht schon weiter oben.
   *[lang_de] Dieser Tipp steht schon weiter oben.
} Lass eine der beiden Zeilen weg.
import-path = { $what ->
    [outside] „{ $name }“ führt aus dem Ordner hinaus. Leg die Datei hinein, und schreib nur ihren Namen.
   *[missing] „{ $name }“ liegt nicht im Ordner. Leg die Datei dazu, oder schreib ihren Namen genau so, wie sie heißt.
}
import-transcript = { $what ->
    [empty] Darin steht keine Mitschrift. Ich nehme WebVTT (.vtt) und SRT (.srt).
    [big] Das ist zu lang für eine Mitschrift.
    [order] In Zeile { $line } der Mitschrift läuft die Zeit rückwärts. Bring sie in die richtige Reihenfolge.
   *[times] Zeile { $line } der Mitschrift ist keine Zeitangabe. So sieht sie aus: 00:01:05.000 --> 00:01:09.500
}
import-named = { $what ->
    [none] Dazu kenne ich keine Aufzeichnung. Nenn die Datei nach dem Datum (2026-06-04.vtt), dem Titel oder dem letzten Teil des Links.
    [several] Dazu passen mehrere Aufzeichnungen. Schreib den Namen der Datei bei der richtigen in die Spalte transcript.
   *[twice] Zu dieser Aufzeichnung gibt es schon eine Mitschrift. Lass nur eine im Ordner.
}
import-moved = { $file } hat sich während des Imports geändert; übernommen wurde nichts. Starte ihn noch einmal.
import-not-kept = { $file } lässt sich nicht in die Bibliothek legen ({ $reason }); übernommen wurde nichts.
export-nothing = Es gibt noch nichts zu schreiben: keine Treffen, keine Bibliothek.
export-unwritable = { $file } kann ich nicht schreiben ({ $reason }). Nenn einen Ordner, in den du schreiben darfst.
export-lost = Die Datei der Vorlage „{ $title }“ ist in der Bibliothek nicht mehr da. Ohne sie ist die Vorlage nur dabei, wenn sie einen Link hat.
