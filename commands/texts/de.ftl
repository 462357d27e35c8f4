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
    Bei verschobenen steht das alte Datum dabei; was ausfällt, fehlt. Eine Nummer zeigt alles zu einem Termin, `!mehr` die nächsten.
meetings-heading = **Die nächsten Termine**
meetings-one = **{ $name }**
    { $when } ({ $note })
meetings-further = **Weitere Termine**
meetings-end = Weitere Termine sind noch nicht eingetragen.
meetings-gone = Dieser Termin ist vorbei oder fällt aus. `!termine` zeigt die nächsten.

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
    Mehr dazu: `!datenschutz`. Was es bei dir ist, zeigt `!daten`, und `!vergiss` löscht es.
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
ticker-set-back = Meine Uhr ist zurückgestellt worden; jetzt ist es bei mir { $when }. Stimmt das nicht, stell die Uhr des Rechners. Was ich übergangen habe, weil sie vorging, sage ich zu seiner Zeit.
router-understood = Verstanden als `!{ $name }`.
router-try = So geht es: `{ $example }`
router-suggest = Meinst du { $names }?
router-open = Das habe ich nicht verstanden. Offen ist noch meine Frage von eben: { $takes ->
    [line] { $sign ->
        [0] Antworte darauf, oder schreib `abbrechen`.
       *[other] Antworte darauf ohne Ausrufezeichen davor, oder schreib `abbrechen`.
    }
   *[yes] Schreib `ja` oder `nein`.
}
router-not = Das habe ich nicht verstanden.
router-which = Mehr als eine Frage ist offen:
router-which-how = Welche meinst du? Schreib die Nummer dazu, zum Beispiel `ja 2` oder `nein 1`, oder gib der Frage selbst 👍 oder 👎.
router-which-over = Die Frage { $number } ist nicht mehr offen. Mit deiner Antwort ist nichts geschehen.
router-which-left = Offen bleibt:
router-over = Diese Frage ist schon beantwortet oder nicht mehr offen. Mit deiner Antwort ist nichts geschehen.
router-dropped = { $kept ->
    [0] Was eben noch offen war, gilt damit nicht mehr: { $what }
   *[other] Dein Entwurf von eben gilt damit nicht mehr; `{ $back }` zeigt ihn wieder.
}
router-deleted = Du hast deine Nachricht gelöscht. Was ich dazu gefragt habe, gilt damit nicht mehr.
router-lapsed = Meine Frage von vorhin ist inzwischen abgelaufen. Gespeichert oder gesendet ist davon nichts; fang am besten noch einmal an.
router-closed = Gerade wartet hier keine Frage auf ein Ja oder Nein. Vielleicht ist sie schon beantwortet oder verfallen; sag einfach noch einmal, was du vorhast.
router-others = Diese Frage gilt jemand anderem. Nur wer gefragt ist, kann sie beantworten.
router-edited = Du hast deine Nachricht geändert. Was ich dazu gefragt habe, gilt damit nicht mehr: Schick sie einfach neu.
router-away = Als das kam, war ich eine Weile nicht da. Ausgeführt oder beantwortet ist davon nichts; was noch wichtig ist, schick einfach noch einmal.
router-unknown = Das habe ich nicht verstanden. `!hilfe` zeigt, was ich kann.
router-thanks = Gern.
router-hello = Hallo. `!hilfe` zeigt, was ich kann.
router-file = Wozu gehört die Datei? Häng sie noch einmal an, mit dem Befehl dabei: `!neu vorlage` nimmt sie als Vorlage auf.
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
    [MissingFolder] Den Ordner für { $file } gibt es nicht. Leg ihn an, oder nenn in den Einstellungen unter `database` eine andere Datei.
    [RemovedDatabase] { $file } wurde entfernt oder ersetzt, während Losbote lief. Der nächste Start nimmt, was dann dort liegt.
    [OlderDatabase] { $file } stammt von einem älteren Losbote. Starte diesen hier einmal, dann ist sie auf dem neuen Stand.
    [NewerDatabase] { $file } stammt von einem neueren Losbote. Bring das Programm auf den neuen Stand.
    [ForeignDatabase] { $file } gehört zu einem anderen Programm. Nenn in den Einstellungen unter `database` eine andere Datei.
    [DamagedDatabase] { $file } ist beschädigt oder keine Datenbank von Losbote; geändert wurde nichts. Wie die letzte Sicherung an ihre Stelle kommt, steht im Handbuch: deploy/handbook/de/running.md
    [ReadOnlyDatabase] { $file } lässt sich nicht schreiben. Wer Losbote laufen lässt, muss die Datei und ihren Ordner schreiben dürfen.
    [DiskFull] Der Speicher ist voll, darum lässt sich { $file } nicht schreiben. Schaff etwas Platz, und starte dann neu.
    [DatabaseLocked] Ein anderes Programm hält { $file } fest. Läuft Losbote zweimal?
   *[other] Mit { $file } geht es so nicht. SQLite sagt: { $said }
}
lock-held = Ein anderer Losbote (Prozess { $process }) arbeitet schon mit { $file }. Beende erst den: Zwei würden alles doppelt beantworten.
lock-unreadable = { $file } lässt sich nicht öffnen ({ $reason }); so kann niemand sagen, ob ein anderer Losbote mit der Datenbank arbeitet. Gib die Datei dem Benutzerkonto von Losbote, oder lösch sie, solange keiner läuft.
port-taken = { $address } nutzt schon ein anderes Programm. Trag in losbote.toml einen anderen Port ein.
port-refused = Unter { $address } lässt sich nichts anbieten ({ $reason }). Trag in losbote.toml eine andere Adresse ein.
system-reason = { $name ->
    [EACCES] keine Berechtigung
    [EPERM] nicht erlaubt
    [ENOENT] diesen Pfad gibt es nicht
    [EISDIR] das ist ein Ordner
    [ENOTDIR] dort ist eine Datei, kein Ordner
    [EEXIST] das gibt es schon
    [ENOTEMPTY] der Ordner ist nicht leer
    [ENOSPC] kein Platz mehr auf dem Datenträger
    [EDQUOT] der zugeteilte Platz ist voll
    [EROFS] der Datenträger lässt sich nur lesen
    [EBUSY] ist gerade in Gebrauch
    [ENAMETOOLONG] der Name ist zu lang
    [ELOOP] zu viele Verweise hintereinander
    [EMFILE] zu viele offene Dateien
    [EIO] Lese- oder Schreibfehler des Datenträgers
    [EADDRINUSE] die Adresse ist schon vergeben
    [EADDRNOTAVAIL] diese Adresse hat der Rechner nicht
    [ECONNREFUSED] dort antwortet niemand
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
    [announcement] Ankündigung
    [announcement-sent] was aus einer Ankündigung wurde
    [announcement-unsure] was aus einer Ankündigung wurde
    [poll-result] Ergebnis einer Umfrage
    [poll-sum] Umfrage in allen Gruppen
   *[other] { $rule }
}

## !zurück

undo-help = Nimmt deine letzte Änderung zurück.
undo-more =
    Noch einmal geschrieben nimmt es die davor zurück, und so weiter.
    Was andere Admins geändert haben, bleibt.
undo-done =
    Zurückgenommen:
    { $what }
undo-field = { $what ->
    [filled] { $name } ist wieder: { $now }
   *[empty] { $name } ist wieder leer.
}
undo-none = Von dir gibt es nichts zurückzunehmen. Es geht mit allem, was du an Treffen, Ankündigungen, Umfragen, am Plan und in der Bibliothek änderst.
undo-late = { $why ->
    [again] Das lässt sich nicht mehr zurücknehmen, denn an seiner Stelle steht inzwischen etwas Neues:
    [file] Das lässt sich nicht mehr zurücknehmen, denn die Datei dazu ist nach 30 Tagen gelöscht:
    [hold] Das nimmt `!zurück` nicht zurück; was angehalten ist, lässt `!weiter` wieder laufen:
    [done] Das lässt sich nicht zurücknehmen:
   *[changed] Das lässt sich nicht mehr zurücknehmen, denn seither hat sich daran etwas geändert:
}
    { $what }
undo-before =
    Soll ich stattdessen deine Änderung davor zurücknehmen? `ja` oder `nein` genügt.
    { $what }
undo-poll-stands = Diese Umfrage steht schon in den Gruppen:
undo-poll-late = Löschen lässt es sich dort nicht mehr. `ja` beendet die Umfrage und vergisst ihr Ergebnis, `nein` lässt alles, wie es ist.
undo-words = Es heißt wieder: „{ $text }“
undo-left = Gut, alles bleibt, wie es ist.

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
search-miss = „{ $words }“ ({ $count ->
    [2] zweimal
   *[other] { $count }-mal
})
search-meeting = Davon handelt das Treffen am { $when }: { $name }
more-help = Zeigt, wie die Liste weitergeht.
more-more =
    Gemeint ist die Liste, die du hier zuletzt bekommen hast, ob Treffer oder Termine; sie gilt eine halbe Stunde.
    Mit Wörtern dahinter suche ich neu.
more-none = Gerade ist keine Liste offen. Eine neue gibt es mit einer Suche.
more-try = !suche Losverfahren
hits-without = Nirgends steht { $words }.
hits-word = „{ $word }“
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
hits-end = { $what ->
    [one] Mehr als das habe ich dazu nicht.
   *[all] Mehr habe ich dazu nicht. Du kannst aber weiter daraus wählen.
}
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
term-missing = Zu „{ $words }“ steht nichts im Glossar.
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
template-elsewhere = Aus { $places } ist nichts dabei. Am nächsten kommt:
template-there = { $what ->
    [places] Vorlagen gibt es aus: { $names }
   *[kinds] Diese Vorlagen gibt es: { $names }
}
template-none = Es gibt noch keine Vorlagen. Sobald Admins eine aufnehmen, findest du sie hier.
template-count = { $count ->
    [1] Es gibt eine Vorlage:
   *[other] Es gibt { $count } Vorlagen:
}
template-how = Schreib eine Nummer, oder was du brauchst: `!vorlage Antrag NRW 20k`
template-how-more = Schreib eine Nummer, oder was du brauchst: `!vorlage Antrag NRW 20k`. Die übrigen Arten zeigt `!mehr`.
template-kinds-end = Das sind alle Arten, die es gibt. Du kannst weiter daraus wählen.
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
    [span] Aufzeichnungen aus dieser Zeit ({ $when }):
   *[day] Aufzeichnungen vom { $when }:
}
recording-none-when = { $kind ->
    [year] Aus dem Jahr { $when } habe ich keine Aufzeichnung.
    [month] Aus dem { $when } habe ich keine Aufzeichnung.
    [span] Aus dieser Zeit ({ $when }) habe ich keine Aufzeichnung.
   *[day] Vom { $when } habe ich keine Aufzeichnung.
}
recording-month = Einen Monat { $number } gibt es nicht; sie gehen von 1 bis 12.
recording-all = { $what ->
    [slides] Aufzeichnungen mit Folien:
   *[all] Die Aufzeichnungen, die neueste zuerst:
}
recording-no-slides = Folien gibt es noch zu keiner Aufzeichnung.
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
add-open = { $kind ->
    [recording] Aufzeichnung
    [template] Vorlage
    [tip] Tipp
   *[term] Begriff
} „{ $text }“
add-no-answer = Das nehme ich nicht als Angabe. Antworte darauf, schreib `-`, wenn du es nicht weißt, oder `abbrechen`.
add-other = Antworte etwas anderes, oder schreib `abbrechen`.
add-quicker = Jemand war schneller als du; ein zweites Mal aufgenommen ist es nicht.
add-done = Aufgenommen:
add-rest = { $kind ->
    [recording] Mit „{ $words }“ kann ich hier nichts anfangen. Neben Link und Titel passen Tag, Länge und „mit …“ in die Zeile; alles andere kommt auf eine eigene, etwa „themen Kosten“.
   *[template] Mit „{ $words }“ kann ich hier nichts anfangen. Neben Link und Titel passen Art, Land, Größe, Jahr und Lizenz in die Zeile; alles andere kommt auf eine eigene, etwa „genutzt Bergstadt“.
}
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
    Eine Nummer mit # gilt immer, eine ohne meint die Liste, die hier offen ist. Ohne Feld zeige ich, was da steht, ohne Nummer suche ich. Ein Kapitel kommt zu denen dazu, die da sind; „00:30 -“ nimmt es weg.
    Tipps: `freigeben` nach der Prüfung, `erneuern` nach 18 Monaten oder drei 👎.
edit-done = Geändert: { $what }
edit-line = { $what ->
    [both] { $name }: { $now } (bisher: { $was })
    [now] { $name }: { $now }
   *[was] { $name }: jetzt leer (bisher: { $was })
}
edit-chapters = { $what ->
    [both] kapitel:
        { $now }
        Weg sind:
        { $was }
   *[now] kapitel:
        { $now }
}
edit-sure = Meinst du { $what }? `ja` ändert dort: { $change }
edit-which = Meinst du { $what }? Dann schick die Datei noch einmal, mit dieser Nummer.
edit-left = Gut, das bleibt, wie es ist.
edit-remove = Zum Entfernen gibt es einen eigenen Befehl.
edit-mended = Was davon schon in der Gruppe steht, berichtige ich dort.
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
remove-said = Was davon schon in der Gruppe steht, nehme ich dort weg.
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
        [recording] !neu aufzeichnung https://… "Titel" 4.11. 78 Minuten mit …
        [template] !neu vorlage https://… "Titel" BaWü 18k 2024
        [tip] !neu tipp Kosten: … (Quelle, 2024)
       *[term] !neu begriff … = …
    }
    [meeting] !treffen
   *[other] { shelves-command } { shelves-word }
}
shelves-try-list = { shelves-command } { shelves-word }
shelves-try-number = { shelves-command } { shelves-word } 1
shelves-change = !ändern { shelves-word } { $number }
shelves-change-how = !ändern { shelves-word } { $number } { $kind ->
    [recording] titel …
    [template] jahr …
    [tip] quelle …
   *[term] synonyme …
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
shelves-synonym = „{ $words }“ steht schon als Synonym bei { $what }. Nimm es zuerst dort heraus.
shelves-double = Das gibt es schon: { $what }.
fields-needed = Ohne „{ $name }“ geht es nicht. Schreib, was dort stehen soll.
fields-unknown = Mit „{ $words }“ kann ich hier nichts anfangen. Eine Zeile beginnt mit einem Feld: { $names }.
fields-long = Das sind { $length } Zeichen; { $most } passen hin. Fass es kürzer.
fields-link = { $what ->
    [none] „{ $words }“ ist kein Link. Ein Link beginnt mit https:// und führt ins offene Netz.
   *[private] „{ $words }“ kann nicht jede:r öffnen. Ein Link beginnt mit https:// und führt ins offene Netz.
}
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
handed-lost = { $why ->
    [empty] { $names }: Das ist leer. Schick die Datei, wenn etwas darin steht.
    [large] { $names }: Das ist größer als { $most } MB. Gib mir einen Link dorthin, oder mach die Datei kleiner.
   *[gone] { $names }: Das ist nicht angekommen. Schick es noch einmal, oder gib mir einen Link.
}
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
status-linked = { $version ->
    [none] Verbunden mit Signal.
   *[other] Verbunden mit Signal (signal-cli-rest-api { $version }).
}
status-heard = Von anderen zuletzt gehört: { $when }
status-next = { $held ->
    [0] Als Nächstes sage ich:
   *[other] Als Nächstes käme, sobald es mit `!weiter` weitergeht:
}
status-overdue = { $count ->
    [1] Eine Nachricht wartet, bis es mit `!weiter` weitergeht.
   *[other] { $count } Nachrichten warten, bis es mit `!weiter` weitergeht.
}
status-silent = In den nächsten 60 Tagen sage ich von mir aus nichts.
status-trouble = { $kind ->
    [off] Losbote läuft nicht.
    [stuck] Losbote läuft, antwortet aber nicht unter { $about }. Was los ist, steht im Log.
    [link] Es besteht keine Verbindung zu signal-cli-rest-api. Ich versuche es weiter; läuft der Server, und stimmt seine Adresse (server in losbote.toml)?
    [server] signal-cli-rest-api antwortet nicht. Läuft der Server?
    [account] signal-cli-rest-api kennt meine Nummer nicht mehr. Sie muss dort neu registriert oder verknüpft werden.
    [refused] signal-cli-rest-api lässt sich so nicht benutzen: { $about }
    [behind] Was mir geschrieben wird, bleibt liegen. Ein Neustart von Losbote hilft meist; was los ist, steht im Log.
    [deaf] Was ich sage, geht hinaus, aber ich höre nichts. Ein Neustart von signal-cli-rest-api hilft meist.
    [receive] `losbote receive` antwortet nicht unter { $about }. Ich höre weiter zu, aber was während eines Neustarts geschrieben wird, würde mich nicht erreichen. Bitte starte es wieder.
    [file] Meine Datenbank wurde im Betrieb entfernt oder ersetzt. Gleich beende ich mich, und beim nächsten Start nehme ich, was dann an ihrem Platz liegt. Fehlt sie dort, leg sie oder die letzte Sicherung wieder hin.
    [full] Die Platte ist voll, ich kann nichts speichern. Mach Platz; dann geht es von selbst weiter.
    [locked] Ein anderes Programm hält meine Datenbank fest. Ist dort ein Werkzeug für Datenbanken offen? Sobald sie frei ist, geht es von selbst weiter.
    [unwritable] Meine Datenbank lässt sich nicht beschreiben: { $about }
    [group] signal-cli-rest-api findet die Gruppe „{ $about }“ nicht mehr. Stimmt ihre id in losbote.toml? Sonst hilft meist ein Neustart des Servers.
   *[part] Ein Teil von mir scheitert immer wieder ({ $about }). Was los ist, steht im Log.
}
pinned-refused = In „{ $group }“ darf ich nichts anheften; das nächste Treffen steht dort ohne Nadel. Mach mich in der Gruppe zum Admin, oder erlaube allen, Nachrichten anzuheften.

## Wenn die Verbindung gestört war

watch-back = { $kind ->
    [account] Signal kannte meine Nummer nicht mehr; nach { $duration } geht es wieder.
    [refused] signal-cli-rest-api ließ sich nicht benutzen; nach { $duration } geht es wieder.
    [full] Die Platte war voll; nach { $duration } geht es wieder.
    [locked] Ein anderes Programm hielt meine Datenbank fest; nach { $duration } geht es wieder.
    [unwritable] Meine Datenbank ließ sich nicht beschreiben; nach { $duration } geht es wieder.
   *[link] Ich war von Signal getrennt; nach { $duration } geht es wieder.
} Was in dieser Zeit geschrieben wurde, hat mich vielleicht nicht erreicht. Was ich selbst zu sagen hatte, hole ich nach, soweit es noch passt.
watch-stands = { $kind ->
    [receive] `losbote receive` antwortet nicht unter { $about }. Ich höre weiter zu, aber was während eines Neustarts geschrieben wird, würde mich nicht erreichen. Bitte starte es wieder.
    [file] Meine Datenbank wurde im Betrieb entfernt oder ersetzt. Gleich beende ich mich, und beim nächsten Start nehme ich, was dann an ihrem Platz liegt. Fehlt sie dort, leg sie oder die letzte Sicherung wieder hin.
    [group] signal-cli-rest-api findet die Gruppe „{ $about }“ nicht mehr; dort höre ich nichts und kann nichts sagen. Stimmt ihre id in losbote.toml? Sonst hilft meist ein Neustart des Servers.
   *[deaf] Was ich sage, geht hinaus, aber ich höre nichts, auch nach neuem Verbinden nicht. Ein Neustart von signal-cli-rest-api hilft meist.
}
watch-removed = Ich bin nicht mehr in der Gruppe „{ $group }“. War das ein Versehen, lade mich dort wieder ein.
watch-outside = In der Gruppe „{ $group }“ bin ich nicht. Lade mich dort ein, oder nimm sie aus losbote.toml.

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
    [lists] Hier sind { $value } Zellen, mehr als es Spalten gibt. Diese Tabelle trennt mit Semikolon, darum steht eine Liste in Anführungszeichen: "Kosten;Moderation"
   *[cells] Hier sind { $value } Zellen, mehr als es Spalten gibt. Setz einen Text, in dem das Trennzeichen vorkommt, in Anführungszeichen.
}
import-needed = Die Zelle ist leer, und ohne sie geht es nicht.
import-renamed = { $file }: Ich lese { $names }.
import-as = „{ $name }“ als { $column }
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

## !umfrage (polls)

poll-help = Fragt die Gruppen mit einer Umfrage von Signal, schließt sie zur rechten Zeit und sagt, was herauskam.
poll-more =
    Die Antworten trennt `|`, oder jede steht in einer eigenen Zeile; mit `mehrere` darf man mehrere wählen. Ohne `bis …` läuft sie eine Woche.
    Davor passt, was auch vor einer Ankündigung steht: `an Netzwerk, morgen 9 Uhr:`
    `!umfrage schließen` beendet sie vorher, `!umfrage ergebnis` zeigt die letzte.
poll-posted = 📊 Umfrage: { $question }
poll-none = Gerade läuft keine Umfrage.
poll-how = So stellst du eine: `!umfrage Welches Thema? Kosten | Losverfahren bis Fr 18 Uhr`
poll-runs = **{ $question }**
    Bis { $when }
poll-end-how = `!umfrage schließen` beendet sie sofort.
poll-to-come = Noch nicht gestellt: { $question }
poll-no-question = Mir fehlt die Frage. Sie steht vorn und endet mit einem Fragezeichen, oder sie steht in Anführungszeichen.
poll-question-long = Die Frage hat { $length } Zeichen, Signal nimmt höchstens { $most }. Kürz sie.
poll-few = Eine Umfrage braucht mindestens zwei Antworten, { $count ->
    [0] hier ist keine
   *[other] hier ist nur „{ $option }“
}. Trenn sie mit `|`, oder schreib jede in eine eigene Zeile.
poll-many = Das sind { $count } Antworten, höchstens { $most } gehen. Fass einige zusammen.
poll-long = Die Antwort „{ $option }“ hat { $length } Zeichen, Signal nimmt höchstens { $most }. Kürz sie.
poll-twice = Die Antwort „{ $option }“ steht zweimal da. Lass sie einmal weg.
poll-over = Da ist die Umfrage schon vorbei, bevor sie in der Gruppe steht ({ $when }). Nenn ein späteres Ende.
poll-no-edit = Fragen, Antworten und Ende einer Umfrage stehen fest, sobald du sie bestätigt hast. `!umfrage löschen` nimmt sie weg; mit `!umfrage schließen` endet sie sofort, und du stellst eine neue.
poll-again-over = „{ $question }“ wäre inzwischen schon zu Ende. Stell sie mit einem späteren Ende neu.
poll-far = Länger als { $days } Tage läuft keine Umfrage. Nenn ein früheres Ende.
poll-until-last = Wann die Umfrage endet, steht hinter der letzten Antwort, nicht davor.
poll-files = Eine Umfrage nimmt keine Dateien mit. Schick sie mit `!ankündigung`, und die Umfrage für sich.
poll-ahead = { $count ->
    [1] { $options } liegt vorn: { $votes } von { $voters ->
        [1] 1 Stimme.
       *[other] { $voters } Stimmen.
    }
   *[other] { $options } liegen gleichauf: je { $votes } von { $voters } Stimmen.
}
poll-several-ahead = { $count ->
    [1] { $options } liegt vorn mit { $votes ->
        [1] 1 Stimme
       *[other] { $votes } Stimmen
    }
   *[other] { $options } liegen gleichauf mit je { $votes ->
        [1] 1 Stimme
       *[other] { $votes } Stimmen
    }
}; abgestimmt { $voters ->
    [1] hat eine Person.
   *[other] haben { $voters } Personen.
}
poll-nobody = { $over ->
    [0] Bisher hat niemand abgestimmt.
   *[other] Abgestimmt hat niemand.
}
poll-late = Die Umfrage endete am { $when }; das Ergebnis kommt verspätet.
poll-sum = **{ $question }**
    Die Umfrage ist zu Ende. In { $groups } Gruppen zusammen:
poll-none-running = Gerade läuft keine Umfrage.
poll-which = Es laufen mehrere Umfragen. Nenn die Nummer:
poll-which-example = !umfrage schließen 1
poll-end = Soll „{ $question }“ jetzt enden, statt am { $when }? So steht es:
    { $told }
    `ja` schließt die Umfrage und sagt das Ergebnis in der Gruppe; zurücknehmen lässt sich das nicht.
poll-over-already = Diese Umfrage ist schon zu Ende.
poll-goes-on = In Ordnung, „{ $question }“ läuft weiter.
poll-ended = Beendet: { $question }
    { $told }
poll-no-result = Es gibt noch kein Ergebnis einer Umfrage.
poll-uncounted = „{ $question }“ kann ich in „{ $group }“ weder schließen noch auszählen, weil Signal mir das Senden nie bestätigt hat. Wie abgestimmt wurde, zeigt die Umfrage selbst.
poll-ended-on = **{ $question }**
    Zu Ende am { $day }
poll-in-group = { $group }:
why-poll-result = Das ist das Ergebnis einer Umfrage, die jemand von den Admins gestellt hat. Ich sage es, sobald sie zu Ende ist.
why-poll-sum = Das ist das Ergebnis einer Umfrage aus allen Gruppen zusammen. Ich sage es dort, wo sie geschrieben wurde.

## Admins

admin-help = Zeigt, wer mich steuern darf; nimmt jemanden dazu oder heraus.
admin-more = `!admin dazu @Name` nimmt jemanden dazu, sobald ein anderer Admin das bestätigt. `!admin weg @Name` nimmt jemanden heraus.
    `!admin bestätige @Name` gibt die Rechte zurück, wenn jemand ein neues Telefon hat.
    Immer mit einer Erwähnung: @ tippen und die Person auswählen.
admin-heading = **Wer mich steuert**
admin-one = { $from ->
    [settings] { $who } (steht in den Einstellungen)
   *[added] { $who } (seit { $since }, von { $by })
}
admin-rests = { $why ->
    [key] { $one }: darf gerade nicht, die Sicherheitsnummer ist neu
   *[group] { $one }: darf gerade nicht, ist nicht Admin der Signal-Gruppe
}
admin-whom = Wen meinst du? Admins erkenne ich nur an einer Erwähnung, nie an Namen oder Nummer: Die lassen sich ändern. Tipp @ und wähl die Person aus.
admin-which = Eine Person auf einmal, dann ist klar, wer gemeint ist.
admin-what = Was soll mit { $who } sein? `!admin dazu`, `!admin weg` oder `!admin bestätige`, und dahinter die Erwähnung.
admin-unknown = „{ $words }“ kenne ich hier nicht. Es gibt `!admin dazu`, `!admin weg` und `!admin bestätige`, jeweils mit einer Erwähnung.
admin-bot = Das bin ich. Steuern sollen mich Menschen.
admin-nowhere = { $who } ist in keiner der Gruppen, in denen ich bin. Admin kann nur werden, wer in einer davon ist.
admin-unseen = Ich weiß gerade nicht, wer in den Gruppen ist, weil der Server nicht antwortet. Versuch es in ein paar Minuten noch einmal.
admin-already = { $who } ist schon Admin.
admin-asked-here = { $who } soll Admin werden. Ein anderer Admin bestätigt das hier mit `ja` oder 👍; `nein` lehnt ab. Die Frage ist 24 Stunden offen.
admin-asked = { $who } wird Admin, sobald ein anderer Admin das bestätigt. Gefragt: { $others }. Die Frage ist 24 Stunden offen.
admin-question = { $by } möchte, dass { $who } Admin wird und mich steuern kann. Einverstanden? `ja` oder 👍 bestätigt, `nein` lehnt ab. Die Frage ist 24 Stunden offen.
admin-alone = Außer dir kann gerade niemand steuern, also bestätigst du selbst: Soll { $who } Admin werden? `ja` oder 👍 bestätigt, `nein` verwirft.
admin-added = { $who } ist jetzt Admin.
admin-added-rests = { $who } ist jetzt Admin. Steuern geht aber erst, wenn { $who } auch Admin der Signal-Gruppe ist.
admin-welcome = { $by } hat dich zum Admin gemacht: Du kannst mich jetzt steuern, hier im Direktchat{ $group ->
    [0] .
   *[1] { " " }oder in der Gruppe der Admins.
} `!hilfe` zeigt, was damit geht; `!zurück` nimmt zurück, was du änderst.
admin-welcome-rests = { $by } hat dich zum Admin gemacht. Steuern kannst du mich, sobald du auch Admin der Signal-Gruppe bist; `!hilfe` zeigt dann, was damit geht.
admin-told-added = { $who } ist jetzt Admin: vorgeschlagen von { $by }, bestätigt von { $second }.
admin-told-alone = { $who } ist jetzt Admin, dazugenommen von { $by }.
admin-dropped = Gut, { $who } wird kein Admin.
admin-told-dropped = { $second } hat abgelehnt: { $who } wird kein Admin.
admin-closed = Diese Frage ist nicht mehr offen.
admin-proposer-gone = Vorgeschlagen hat das { $by }, und { $by } kann mich gerade nicht steuern. Darum wird { $who } so kein Admin; du kannst es selbst vorschlagen: `!admin dazu @Name`
admin-removed = { $who } ist kein Admin mehr. `!zurück` macht es rückgängig.
admin-left = Du bist kein Admin mehr.
admin-told-removed = { $by } hat { $who } von der Liste der Admins genommen.
admin-told-left = { $who } wollte kein Admin mehr sein und steht nicht mehr auf der Liste.
admin-farewell = { $by } hat dich von der Liste der Admins genommen. Sonst bleibt für dich alles, wie es war.
admin-settled = { $who } steht in den Einstellungen. Dort streichen kann nur, wer mich betreibt (`admins` in losbote.toml).
admin-last = Außer dir kann niemand steuern. Nimm zuerst jemanden dazu: `!admin dazu @Name`
admin-none = { $who } ist kein Admin.
admin-well = Bei { $who } ist nichts zu bestätigen: Die Rechte ruhen nicht.
admin-well-group = { $who } braucht die Rechte eines Admins in der Signal-Gruppe; die vergibt ein Admin dort.
admin-log = { $now ->
    [added] Neuer Admin: { $who }
   *[gone] Kein Admin mehr: { $who }
}
admin-undone = { $now ->
    [back] { $who } ist wieder Admin.
   *[gone] { $who } ist kein Admin mehr.
}
admin-key-trusted = Bestätigt: { $who } kann wieder steuern.
admin-key-told = { $by } hat die neue Sicherheitsnummer von { $who } bestätigt; { $who } kann wieder steuern.
admin-key-welcome = { $by } hat deine neue Sicherheitsnummer bestätigt: Du kannst mich wieder steuern.
admin-key-kept = Gut, die Rechte von { $who } ruhen weiter. Von der Liste nimmt `!admin weg @Name`, zurück gibt sie `!admin bestätige @Name`.
admin-key-changed = Die Sicherheitsnummer hat sich seit dieser Frage noch einmal geändert. Frag { $who } am besten am Telefon; `!admin bestätige @Name` gibt die Rechte zurück.
admins-key-yours = { $others ->
    [0] Deine Sicherheitsnummer in Signal ist neu, wie nach einem Wechsel des Telefons. Bis das bestätigt ist, kannst du mich nicht steuern. Das kann nur, wer mich betreibt, mit: `losbote admin trust { $aci }`
   *[1] Deine Sicherheitsnummer in Signal ist neu, wie nach einem Wechsel des Telefons. Bis ein anderer Admin das bestätigt, kannst du mich nicht steuern. Gefragt habe ich schon.
}
admins-key-asked = Die Sicherheitsnummer von { $who } ist neu. Das kommt von einem neuen Telefon, oder jemand anderes hat die Nummer übernommen. Bis zur Antwort kann { $who } nicht steuern. Frag am besten am Telefon nach: Ist alles in Ordnung? `ja` oder 👍 gibt die Rechte zurück, `nein` lässt sie ruhen.
admins-not-leading = Gerade kannst du mich nicht steuern: Dafür musst du Admin der Signal-Gruppe sein, und das bist du nicht. Ein Admin der Gruppe kann dich dazu machen.
admins-group-came = { $count ->
    [1] { $who } ist jetzt Admin der Signal-Gruppe „{ $group }“.
   *[other] { $who } sind jetzt Admins der Signal-Gruppe „{ $group }“.
}
admins-group-left = { $count ->
    [1] { $who } ist nicht mehr Admin der Signal-Gruppe „{ $group }“.
   *[other] { $who } sind nicht mehr Admins der Signal-Gruppe „{ $group }“.
}
admins-group-came-rights = { $count ->
    [1] Damit kann { $who } mich steuern.
   *[other] Damit können { $who } mich steuern.
}
admins-group-left-rights = { $count ->
    [1] Damit kann { $who } mich nicht mehr steuern.
   *[other] Damit können { $who } mich nicht mehr steuern.
}
admins-cli = { $what ->
    [trusted] Die neue Sicherheitsnummer gilt; { $aci } kann wieder steuern.
    [well] Da ist nichts zu bestätigen: Die Rechte von { $aci } ruhen nicht wegen einer neuen Sicherheitsnummer.
    [nobody] { $aci } ist kein Admin. Admins stehen in den Einstellungen unter `admins`, oder andere Admins haben sie mit !admin dazugenommen.
   *[aci] „{ $aci }“ ist keine ACI. Sie sieht so aus: 7f1c2c1e-0a51-4c55-9a41-1f2d3c4b5a60
}
why-admin-key = Das kam, weil die Sicherheitsnummer eines Admins neu ist: Dann ruhen die Rechte, bis ein anderer Admin sie bestätigt.
why-admin-add = Das kam, weil ein Admin jemanden dazunehmen möchte: Das bestätigt immer ein anderer.

## Der Plan, und was Admins daran ändern

plan-help = Zeigt, was ich in den nächsten 60 Tagen von mir aus sage, und ändert es.
plan-more =
    Jede Nummer gilt für die Liste, die du zuletzt gesehen hast. `!plan mehr` blättert weiter, `!plan 2 Wochen` zeigt nur so viel.
    `!plan 05` zeigt eine Nachricht ganz; dahinter passt `weg`, `jetzt`, `verschieben auf morgen 10 Uhr` oder `text …`.
    `!zurück` nimmt jede dieser Änderungen zurück.
plan-heading = **Was in den nächsten { $days } Tagen gesagt wird**
plan-to-you = an dich
plan-people = { $count ->
    [1] Dazu kommt eine persönliche Erinnerung.
   *[other] Dazu kommen { $count } persönliche Erinnerungen.
}
plan-more-lines = { $count ->
    [1] Mit `!plan mehr` kommt noch eine.
   *[other] Mit `!plan mehr` kommen die nächsten { $count }.
}
plan-how = Alles zu einer Nachricht, und was damit geht: `!plan { $number }`
plan-anew = Eine Nummer gilt nur für die Liste, die du zuletzt gesehen hast. Das ist die neue:
plan-end = Das war alles. `!plan` beginnt von vorn.
plan-no-number = Eine Nummer { $number } hat die Liste nicht; gezeigt habe ich 01 bis { $last }.
plan-gone = Nummer { $number } kommt nicht mehr: { $what ->
    [said] Das ist schon gesagt.
    [cancelled] Das ist abgesagt.
    [skipped] Dafür war es zu spät.
   *[none] Das gibt es so nicht mehr.
} Was jetzt gilt, zeigt `!plan`.
plan-can = Das geht damit: `!plan { $number } weg`, `!plan { $number } jetzt`, `!plan { $number } verschieben auf morgen 10 Uhr`{ $written ->
    [none] , `!plan { $number } text …`
    [poll] .
   *[text] . Den Text ändert, wer ihn geschrieben hat: `!ansage ändern …`
}
plan-kept = Nummer { $number } steht angeheftet in der Gruppe und wird von selbst richtig gehalten, solange sie stimmt. Absagen, verschieben oder anders sagen lässt sie sich nicht; was darin steht, ändert `!treffen`.
plan-poll = Nummer { $number } ist das Ergebnis einer Umfrage und kommt, wenn sie endet. Vorher beendet sie `!umfrage schließen`.
plan-try = { $what ->
    [move] !plan { $number } verschieben auf morgen 10 Uhr
   *[text] !plan { $number } text Morgen um 19 Uhr reden wir über Kosten.
}
plan-try-card = !plan 01
plan-unknown = Hinter `!plan` passt eine Nummer und was damit geschehen soll, nicht „{ $words }“. Möglich sind `weg`, `jetzt`, `verschieben auf …` und `text …`.
plan-to-author = { $who } hat über den Plan deine { $poll ->
    [0] Ankündigung „{ $text }“
   *[other] Umfrage „{ $text }“
} { $what ->
    [off] abgesagt; raus geht sie nicht. { $poll ->
        [0] `!ansage nochmal`
       *[other] `!umfrage nochmal`
    } zeigt sie dir wieder.
    [moved] verschoben, auf { $at }.
    [now] vorgezogen: Sie geht jetzt raus.
   *[again] wieder eingeplant, für { $at }.
}
plan-back = `!zurück` nimmt das zurück.
plan-cancelled = Abgesagt: { $line }
plan-said-now = Wird jetzt gesagt: { $what }
plan-said-now-what = Vorgezogen: { $line }
plan-moved = Verschoben: { $line } (bisher { $was })
plan-worded = Das sind jetzt die Worte, { $head }:
    { $text }
plan-worded-what = Andere Worte: { $line }
plan-quiet = Dort ist dann Nachtruhe; gesagt wird es trotzdem.
plan-to-when = Auf wann? Schreib den Tag oder die Uhrzeit dahinter.
plan-no-time = Einen Zeitpunkt finde ich in „{ $words }“ nicht.
plan-too-late = Das wäre zu spät: Sinn hat es nur bis { $until }.
plan-too-far = So weit reicht der Plan nicht, nur { $days } Tage.
plan-no-text = Wie soll es heißen? Schreib die Worte dahinter.
plan-long = Das sind { $size } Zeichen, in eine Nachricht passen davon etwa { $most }. Kürze den Text.
plan-written = Das hat jemand von euch geschrieben, darum ändere ich es hier nicht. Wer es geschrieben hat, ändert es mit `!ansage ändern …`; `!plan { $number } weg` sagt es ab.
plan-again = Geplant ist wieder: { $line }
plan-still-cancelled = Abgesagt bleibt es, das war jemand anderes.
plan-still-off = Raus geht es dadurch nicht mehr. `!ansage nochmal` zeigt es der Person, die es geschrieben hat, und sie bestätigt es neu.
plan-over = Die Zeit dafür ist vorbei; es wird nicht mehr gesagt.
plan-taken-off = Was schon gesagt war, wird für alle gelöscht.
plan-not-said = Gesagt wird es jetzt nicht.
plan-stays-said = Gesagt ist es schon, das bleibt stehen.
plan-said-long-ago = Das ist schon fast einen Tag her, und so lange danach löschen die Telefone nichts mehr. Es bleibt stehen.

## !notaus und !weiter

hold-help = Hält alles an, was ich von mir aus sage.
hold-more =
    Es gilt sofort und für alle Gruppen, bis `!weiter` kommt. Auf Fragen antworte ich weiter.
    Alle Admins erfahren, wer es war.
hold-done = Angehalten: Von mir aus sage ich nichts mehr. Auf Fragen antworte ich weiter. Mit `!weiter` geht es weiter.
hold-told = { $who } hat alles angehalten, was ich von mir aus sage. Auf Fragen antworte ich weiter. Mit `!weiter` geht es weiter.
hold-since = Seit { $when } ist alles angehalten, was ich von mir aus sage; das war { $who }. Mit `!weiter` geht es weiter.
hold-noted = Alles angehalten
resume-help = Lässt nach `!notaus` alles weitergehen.
resume-more = Dazu steht, was jetzt verspätet kommt und wofür es zu spät ist.
resume-done = Es geht weiter.
resume-told = { $who } lässt alles weitergehen, was ich von mir aus sage.
resume-none = Angehalten ist gerade nichts. Die nächsten einer Liste zeigt `!mehr`.
resume-which = Meinst du `!weiter`, damit wieder kommt, was angehalten ist, oder `!mehr` für die nächsten der Liste?
resume-noted = Alles geht weiter
resume-nothing = Versäumt ist nichts.
resume-late = Das kommt noch, mit Verspätung:
resume-past = Dafür ist es zu spät, es kommt nicht mehr:
resume-rest = und { $count } weitere
resume-people = { $count ->
    [1] Außerdem hat es eine Nachricht an eine einzelne Person betroffen.
   *[other] Außerdem hat es { $count } Nachrichten an einzelne Personen betroffen.
}

## !warum

why-help = Sagt zu einer Nachricht von mir, warum ich sie geschrieben habe.
why-more = Antworte damit auf die Nachricht, also mit dem Zitat darüber.
why-how = Antworte mit `!warum` auf eine Nachricht, die ich von mir aus geschrieben habe, dann sage ich, warum: Halte sie gedrückt oder wisch sie zur Seite, und wähl „Antworten“.
why-no-post = Diese Nachricht habe ich nicht von mir aus geschrieben, oder ich weiß nichts mehr von ihr. Frag mich das zu einer Erinnerung, einem Tipp oder einer Ankündigung.
why-other = Das habe ich von mir aus geschrieben.
why-reminder = Das ist die Erinnerung an ein Treffen. Sie kommt für alle in der Gruppe; wann, haben die Admins eingestellt.
why-personal = Das ist deine eigene Erinnerung. Du hast sie mit `!erinnern` bestellt; `!erinnern aus` stellt sie ab.
why-meeting = An einem Treffen hat sich etwas geändert, und die Admins haben es euch sagen lassen.
why-next = So steht immer das nächste Treffen in der Gruppe. Ich halte die Nachricht aktuell und ersetze sie, wenn das Treffen vorbei ist.
why-recording = Eine neue Aufzeichnung ist eingetragen; davon erfährt die Gruppe einmal.
why-tip = Das ist ein Tipp aus der Sammlung. Tipps kommen an festen Tagen, jeder einmal, bis alle dran waren. Mit 👍 und 👎 sagt ihr, was davon taugt.
why-tip-out = Drei Leute haben diesen Tipp mit 👎 abgewählt, darum frage ich euch Admins.
why-holiday = Sechs Wochen vor einem Treffen sage ich euch Admins, wenn es auf einen Feiertag fällt.
why-ask-recording = Nach jedem Treffen frage ich euch Admins nach der Aufzeichnung, höchstens zweimal.
why-dead-links = Montags sage ich euch Admins, welche Links in der Bibliothek nicht mehr aufgehen.
why-limit = Signal lässt mich erst weiter senden, wenn jemand ein Rätsel löst; das sage ich euch Admins einmal.
why-announcement = Das ist eine Ankündigung von jemandem aus dem Kreis der Admins.
why-announced = { $kind ->
    [poll] Diese Umfrage kommt von { $who }.
   *[text] Das hat { $who } geschrieben und von mir verschicken lassen.
}
why-approved = Bestätigt hat es { $who }.
why-due = Fällig war das am { $due }.
why-moved = Eigentlich wäre das am { $was }, gekommen; die Admins haben es verlegt auf { $due }.
why-worded = Die Worte sind von den Admins.
why-late = Gekommen ist es erst am { $at }, { $reason ->
    [held] weil die Admins bis dahin alles angehalten hatten.
    [away] weil ich bis dahin nicht da war.
   *[way] weil der Weg zu Signal gestört war.
}

## !protokoll

log-help = Zeigt, wer was wann geändert hat.
log-more = Zehn Einträge auf einmal, die neuesten zuerst; `!protokoll mehr` blättert weiter, `!protokoll 3` zeigt die dritte Seite.
log-heading = **Was sich zuletzt geändert hat**
log-heading-page = **Was sich geändert hat, Seite { $page }**
log-what = { $kind ->
    [undo] Zurückgenommen: { $what }
   *[other] { $what }
}
log-undone = (zurückgenommen)
log-more-pages = Weiter geht es mit `!protokoll mehr`.
log-end = Weiter zurück reicht das Protokoll nicht.
log-none = Geändert hat noch niemand etwas.
log-wrong = Dahinter passt die Nummer einer Seite oder „mehr“, nicht „{ $words }“.

## !ansage und !stopp: Ankündigungen

announce-help = Sagt den Gruppen etwas, sobald du es bestätigt hast.
announce-more =
    Davor kann stehen, an wen und wann: `!ansage an alle, morgen 9 Uhr: Text`; auch `dringend` und `vier Augen`.
    Dateien schickst du mit. Zweisprachig wird es mit `DE:` und `EN:` am Anfang einer Zeile.
    Danach: `!ansage ändern Text`, `!ansage löschen` (auch mit Worten daraus, oder als Antwort auf meinen Bericht), `!ansage nochmal`; `!stopp` hält sie in letzter Minute auf.
announce-usage =
    Schreib dahinter, was die Gruppen hören sollen: `!ansage Das Treffen beginnt heute um 19:30 Uhr.`
    Du siehst es dann genau so, wie es ankommt, und bestätigst es. Mehr dazu: `!hilfe ansage`
announce-to-come = Das kommt noch; `!stopp` hält es auf:
announce-last = Zuletzt: „{ $text }“, { $when }.{ $delivered ->
    [0] { "" }
   *[other] { " " }Angekommen bei { $delivered }{ $read ->
        [0] .
       *[other] , gelesen von mindestens { $read }.
    }
}
announce-group = **{ $name }**
announce-place = { $name }{ $people ->
    [0] { "" }
    [1] { " " }(1 Mensch)
   *[other] { " " }({ $people } Menschen)
}
announce-goes = { $when ->
    [now] Das geht an { $groups }, sobald du `ja` schreibst oder 👍 gibst:
    [later] Das geht am { $at } an { $groups }, wenn du `ja` schreibst oder 👍 gibst:
    [today] Das geht an { $groups }, wenn du `ja` schreibst oder 👍 gibst; wegen der Ruhezeit erst heute um { $time }. Mit `dringend:` davor gilt die Ruhezeit nicht.
   *[quiet] Das geht an { $groups }, wenn du `ja` schreibst oder 👍 gibst; wegen der Ruhezeit erst am { $at }. Mit `dringend:` davor gilt die Ruhezeit nicht.
}
announce-how = { $where ->
    [group] `nein` verwirft. Ein neuer Text ersetzt diesen, wenn du ihn als Antwort auf diese Nachricht schreibst.
   *[direct] `nein` verwirft, ein neuer Text ersetzt diesen.
}
announce-for = Für { $groups }:
announce-unused = { $which ->
    [de] Den deutschen Text hört keine dieser Gruppen.
   *[en] Den englischen Text hört keine dieser Gruppen.
}
announce-quotes = Die Nachricht zitiert die alte Ankündigung.
announce-eyes = { $others ->
    [0] Vier Augen gibt es hier nicht: Außer dir ist niemand Admin. Es geht mit deinem Ja allein.
   *[other] Danach muss noch jemand anderes von den Admins zustimmen.
}
announce-alone = Außer dir ist niemand Admin, darum genügt dein Ja.
announce-poll-ends = { $multiple ->
    [0] Eine Antwort pro Person
   *[other] Mehrere Antworten pro Person
}, bis { $when }
announce-no-group = Es gibt keine Gruppe, an die das gehen könnte. Wer den Bot betreibt, trägt sie in die Einstellungen ein.
announce-near = Eine Gruppe „{ $name }“ kenne ich nicht. Meinst du { $names }?
announce-empty = Es fehlt noch der Text. Schreib ihn dahinter.
announce-long = Das sind { $length } Zeichen. Mehr als { $most } liest kaum jemand, darum nehme ich nicht mehr an. Kürz es, oder häng es als Datei an.
announce-mention = Erwähnungen mit @ kann ich nicht weitergeben. Schreib den Namen aus.
announce-lost = { $names } ist nicht angekommen: Die Datei ist größer als { $most } MB oder nicht mehr da. Verworfen ist alles; schick es noch einmal, mit einer kleineren Datei oder einem Link.
announce-heavy = Zusammen sind diese Dateien größer als { $most } MB. Schick weniger auf einmal, oder einen Link.
announce-short = Ist das schon der neue Text? Dann schreib ihn in mehr als einem Wort. Sonst genügt `ja` oder `nein`.
announce-yes = Damit bin ich nicht sicher, darum ist noch nichts gesendet. Schreib nur `ja` oder nur `nein`, oder gib 👍. Soll es der neue Text sein, schreib `!ansage` davor.
announce-write = { $where ->
    [group] Schreib den neuen Text als Antwort auf diese Nachricht. Er ersetzt den alten, und du siehst ihn vorher noch einmal.
   *[direct] Schreib den neuen Text. Er ersetzt den alten, und du siehst ihn vorher noch einmal.
}
announce-when = Um wie viel Uhr soll das raus? Schreib die Uhrzeit.
announce-when-how = Mit `gleich` ginge es sofort raus, so wie du es geschrieben hast; `nein` verwirft es.
announce-dated = Das geht gleich raus, nicht erst { $day }. Für später setzt du Tag, Uhrzeit und einen Doppelpunkt davor: `morgen 9 Uhr: …`
announce-urgent = Das ist dringend und wartet keine Ruhezeit ab.
announce-held = Gerade ist alles angehalten, was ich von mir aus sage: Raus geht es erst, wenn es mit `!weiter` weitergeht.
announce-dropped = Verworfen. { $poll ->
    [0] `!ansage nochmal`
   *[other] `!umfrage nochmal`
} holt es wieder hervor.
announce-gone = Eine der Gruppen, an die das gehen sollte, gibt es nicht mehr. Gesendet wird nichts; `!ansage nochmal` zeigt dir, was noch geht.
announce-over = Bis das gesendet ist, wäre die Umfrage schon vorbei. Gesendet wird nichts; gib ihr mehr Zeit.
announce-hold = { $seconds ->
    [0] Wird jetzt gesendet.
    [1] Wird in einer Sekunde gesendet. `!stopp` hält es auf.
   *[other] { $minutes ->
        [0] Wird in { $seconds } Sekunden gesendet. `!stopp` hält es auf.
        [1] Wird in einer Minute gesendet. `!stopp` hält es auf.
       *[other] Wird in { $minutes } Minuten gesendet. `!stopp` hält es auf.
    }
}
announce-waits = Bestätigt. Gerade ist alles angehalten: Gesendet wird es, sobald es mit `!weiter` weitergeht. `!stopp` hält es auf.
announce-planned = Geplant für { $at }. { $far ->
    [0] `!plan`
   *[other] `!ansage`
} zeigt es, `!stopp` hält es auf.
announce-what = { $poll ->
    [0] Ankündigung „{ $text }“
   *[other] Umfrage „{ $text }“
}
announce-asked = { $others ->
    [1] Ich frage die andere Person, die hier Admin ist.
   *[other] Ich frage die anderen { $others } Admins.
} { $edit ->
    [0] Sobald jemand zustimmt, geht es los.
   *[other] Sobald jemand zustimmt, gilt der neue Text.
} Das gilt 24 Stunden; `!stopp` zieht es zurück.
announce-asked-old = Bis dahin bleibt es beim alten Text, und der geht am { $at } raus. Auch das hält `!stopp` auf.
announce-question = { $author } möchte, dass das { $later ->
    [0] { "" }
   *[other] am { $at }{ " " }
}an { $groups } geht:
announce-question-edit = { $author } möchte eine Ankündigung an { $groups } ändern. Bisher:
announce-asks = { $author } möchte „{ $text }“ ankündigen
announce-open = { $poll ->
    [0] Deine Ankündigung „{ $text }“
   *[other] Deine Umfrage „{ $text }“
}
announce-open-back = { $poll ->
    [0] !ansage nochmal
   *[other] !umfrage nochmal
}
announce-question-how = Dazu braucht es ein zweites Ja, von jemand anderem: `ja` oder 👍 stimmt zu, `nein` lehnt ab. Das gilt 24 Stunden.
announce-agreed = Danke. { $waits }
announce-agreed-what = Zugestimmt: „{ $text }“
announce-agreed-by = { $who } hat „{ $text }“ zugestimmt. { $waits }
announce-declined = { $edit ->
    [0] In Ordnung, es wird nicht gesendet.
   *[other] In Ordnung, es bleibt beim alten Text.
}
announce-declined-by = { $who } hat „{ $text }“ abgelehnt. { $edit ->
    [0] Gesendet wird es nicht; { $poll ->
        [0] `!ansage nochmal`
       *[other] `!umfrage nochmal`
    } holt es wieder hervor.
   *[other] Es bleibt beim alten Text.
}
announce-author-gone = Wer das geschrieben hat, darf gerade nichts ankündigen. Gesendet wird es nicht.
announce-none = { $poll ->
    [0] Es gibt gerade keine Ankündigung, bei der das geht.
   *[other] Es gibt gerade keine Umfrage, bei der das geht.
}
announce-reply-none = Zu der Nachricht, auf die du antwortest, weiß ich keine Ankündigung, die noch steht oder noch kommt.
announce-not-yours = Das hat { $who } geschrieben, und nur wer etwas geschrieben hat, kann es ändern. Löschen kannst du es: `!ansage löschen` als Antwort auf dieselbe Nachricht.
announce-words-none = Eine Ankündigung von heute, in der „{ $words }“ steht, finde ich nicht.
announce-words-new = So wäre es eine neue:
announce-which = { $action ->
    [edit] Welche soll den neuen Text bekommen? Schreib die Nummer:
    [delete] Welche soll weg? Schreib die Nummer:
   *[stop] Gerade geht nichts raus. Geplant ist das; welche soll ich aufhalten? Schreib die Nummer:
}
announce-which-off = abgesagt
announce-which-none = Eine Nummer { $number } hat die Liste nicht, nur 1 bis { $last }.
announce-edit = Das ändert die Ankündigung vom { $was } an { $groups }. Bisher:
announce-edit-to = Neu:
announce-edit-how = `ja` oder 👍 ändert sie, `nein` lässt sie, wie sie ist.
announce-edit-empty = Es fehlt noch, wie der Text heißen soll. Schreib ihn dahinter.
announce-edit-try = !ansage ändern Das Treffen beginnt erst um 20 Uhr.
announce-edit-same = So steht es schon da.
announce-edit-poll = Deine letzte war eine Umfrage, und die lässt sich nicht ändern, sobald du sie bestätigt hast. `!umfrage löschen` nimmt sie weg, `!umfrage nochmal` zeigt sie dir für eine neue.
announce-edit-off = Diese Ankündigung ist abgesagt und geht nicht mehr raus. So wäre es eine neue:
announce-edited = { $state ->
    [out] Geändert, in allen Gruppen.
    [held] Geändert. Gerade ist alles angehalten: Mit dem neuen Text geht es raus, sobald es mit `!weiter` weitergeht.
   *[waits] Geändert. Mit dem neuen Text geht es am { $at } raus.
}
announce-edited-what = Ankündigung geändert: „{ $text }“
announce-changed = Daran hat sich seither etwas geändert, darum ist nichts passiert. Sag es einfach noch einmal.
announce-left = In Ordnung, alles bleibt, wie es ist.
announce-correct = { $why ->
    [late] Nach einem Tag lassen die Telefone keine Änderung mehr zu. Stattdessen kann eine neue Nachricht die alte zitieren und richtigstellen.
   *[long] Was länger ist als eine Nachricht, lässt sich nicht ändern. Stattdessen kann eine neue Nachricht die alte zitieren und richtigstellen.
}
announce-delete = Soll diese { $kind ->
    [own-text] Ankündigung
    [own-poll] Umfrage
    [other-poll] Umfrage von { $by }
   *[other-text] Ankündigung von { $by }
} vom { $was } an { $groups } weg?
announce-delete-how = { $out ->
    [0] Raus ist sie noch nicht: `ja` oder 👍 löscht sie, `nein` lässt sie geplant.
   *[other] `ja` oder 👍 löscht sie für alle, `nein` lässt sie stehen.
}
announce-delete-off = { $poll ->
    [0] Diese Ankündigung ist schon abgesagt, raus geht sie nicht. `!ansage nochmal` zeigt sie dir wieder.
   *[other] Diese Umfrage ist schon abgesagt, raus geht sie nicht. `!umfrage nochmal` zeigt sie dir wieder.
}
announce-deleted-by = { $who } hat deine { $poll ->
    [0] Ankündigung „{ $text }“
   *[other] Umfrage „{ $text }“
} gelöscht{ $out ->
    [0] ; raus geht sie nicht.
   *[other] , für alle.
} { $poll ->
    [0] `!ansage nochmal`
   *[other] `!umfrage nochmal`
} zeigt sie dir wieder.
announce-delete-late = Nach einem Tag lassen die Telefone kein Löschen mehr zu. `!ansage ändern` mit dem neuen Text stellt es mit einer neuen Nachricht richtig.
announce-standing = { $poll ->
    [0] Das steht schon in { $groups }, und zurückgenommen ist es dort für alle weg:
   *[other] Diese Umfrage steht schon in { $groups }. Zurückgenommen ist sie dort für alle weg, mit allem, was abgestimmt ist:
}
announce-deleted = { $out ->
    [0] Gelöscht. Es geht nicht raus.
   *[other] Gelöscht, für alle.
}
announce-deleted-what = Ankündigung gelöscht: „{ $text }“
announce-again-none = { $poll ->
    [0] Von dir gibt es noch keine Ankündigung, die ich wiederholen könnte.
   *[other] Von dir gibt es keinen Entwurf einer Umfrage, den ich wieder zeigen könnte.
}
announce-again-gone = Die Gruppen, an die das ging, gibt es nicht mehr. Schreib es mit einer anderen neu.
announce-again-fewer = Eine der Gruppen gibt es nicht mehr, die übrigen stehen hier.
announce-undone = { $what ->
    [hold] Es geht nicht raus.
    [out] In den Gruppen wird es gelöscht.
    [late] In den Gruppen bleibt es stehen, weil die Telefone nach einem Tag keine Änderung mehr zulassen.
   *[words] In den Gruppen steht wieder der Text davor.
}
announce-undone-stopped = Gesendet wird es dadurch nicht. { $mine ->
    [0] { $who } kann es mit { $poll ->
        [0] `!ansage nochmal`
       *[other] `!umfrage nochmal`
    } wieder hervorholen und neu bestätigen.
   *[other] { $poll ->
        [0] `!ansage nochmal`
       *[other] `!umfrage nochmal`
    } zeigt es dir, und du bestätigst es neu.
}
announce-sent = { $named ->
    [0] Gesendet um { $time }
   *[other] „{ $text }“: gesendet um { $time }
}{ $people ->
    [0] .
   *[other] , angekommen bei { $reached } von { $people }.
}
announce-failed = Nicht gesendet an { $groups }: Es ließ sich dort nicht zustellen.
announce-unknown = In einer Gruppe weiß ich nicht, welche Nachricht es ist. Dort bleibt sie, wie sie ist.
announce-unsure = Von deiner Ankündigung „{ $text }“ weiß ich nicht, ob sie in „{ $group }“ angekommen ist. Sieh bitte nach: Steht sie dort? `ja` heißt, sie ist da; mit `nein` sende ich sie noch einmal.
announce-unsure-there = Gut, dann ist sie gesendet. Ändern und löschen kann ich sie dort nicht.
announce-unsure-again = Ich sende sie noch einmal.
announce-unsure-cleared = Das hat sich inzwischen geklärt.
stop-help = Hält eine Ankündigung auf, die noch nicht raus ist.
stop-more =
    Das geht in der Minute nach deinem Ja, und solange sie in der Schlange oder auf ein zweites Ja wartet.
    Was schon raus ist, löscht `!zurück` oder `!ansage löschen`; `!notaus` hält alles an.
stop-done = { $partly ->
    [0] „{ $text }“ ist aufgehalten, gesendet wird davon nichts.
   *[other] „{ $text }“ ist aufgehalten. In einer Gruppe steht es schon; `!ansage löschen` nimmt es dort weg.
}
stop-what = Aufgehalten: „{ $text }“
stop-under-way = „{ $text }“ geht am { $at } raus. `!stopp` hält es auf.
stop-asked = „{ $text }“ wartet auf ein zweites Ja. `!stopp` zieht es zurück.
stop-unsaid = { $how ->
    [delete] Du hast deine Nachricht gelöscht, darum halte ich an.
    [edit] Du hast deine Nachricht geändert, darum halte ich an. Mit neuem Text schick sie einfach neu.
    [unsigned] Du hast dein 👍 zurückgenommen, darum halte ich an.
   *[signed] Ein 👎 dazu heißt für mich: anhalten.
}
stop-eyes = „{ $text }“ ist zurückgezogen, um Zustimmung bitte ich niemanden mehr. { $edit ->
    [0] { $poll ->
        [0] `!ansage nochmal`
       *[other] `!umfrage nochmal`
    } holt es wieder hervor.
   *[other] Es bleibt beim alten Text.
}
stop-again = { $poll ->
    [0] `!ansage nochmal`
   *[other] `!umfrage nochmal`
} holt es wieder hervor.
stop-by = { $who } hat deine { $poll ->
    [0] Ankündigung „{ $text }“ aufgehalten. `!ansage nochmal`
   *[other] Umfrage „{ $text }“ aufgehalten. `!umfrage nochmal`
} holt sie wieder hervor.
stop-draft = { $stopped ->
    [0] Der Entwurf „{ $text }“ ist verworfen, gesendet wird nichts.
   *[other] „{ $text }“ ist schon aufgehalten, gesendet wird nichts.
} { $poll ->
    [0] `!ansage nochmal`
   *[other] `!umfrage nochmal`
} holt es wieder hervor.
stop-planned = Gerade geht nichts raus. Geplant ist noch „{ $text }“ für { $at }. Soll ich das aufhalten? `ja` oder 👍 hält es auf, `nein` lässt es geplant.
stop-nothing = Gerade wartet keine Ankündigung.{ $out ->
    [none] { "" }
    [mine] { " " }„{ $text }“ ist schon raus; `!ansage löschen` löscht es für alle.
   *[other] { " " }„{ $text }“ ist schon raus.
} `!plan` zeigt, was kommt; `!notaus` hält alles an.
why-announcement-sent = Das kam, weil du etwas angekündigt hast: Sobald es überall raus ist, sage ich es dort, wo es geschrieben wurde.
why-announcement-unsure = Das kam, weil der Server beim Senden nicht geantwortet hat: Bevor ich den Gruppen etwas zweimal sage, frage ich.
why-approval = Das kam, weil zu dieser Ankündigung ein zweites Ja gehört, von jemand anderem aus dem Kreis der Admins.

## limits and backups

limit-set = Signal bremst mich gerade: Nachrichten gehen erst wieder hinaus, wenn jemand auf dem Server `losbote captcha` aufruft und ein kleines Rätsel löst. Verloren geht nichts.
backup-failed = Die letzte Sicherung hat nicht geklappt. { $once ->
    [0] Bisher gibt es keine;
   *[other] Die letzte gute ist von { $last };
} `losbote backup` auf dem Server sagt, woran es liegt.

## !datenschutz, !daten und !vergiss

privacy-help = Sagt, was ich von dir speichere, wie lange und wozu.
privacy-more = Einfach so, ohne etwas dahinter. `!daten` zeigt dir, was es bei dir ist, `!vergiss` löscht es.
privacy-heading = **Datenschutz**
privacy-text =
    Ich speichere von dir: dass du mir geschrieben hast (als Kennung, ohne Nummer und Namen), deine Sprache und was du bestellt hast, also Erinnerungen, Zusagen und deine Stimmen zu Tipps und in Umfragen.
    In der Gruppe behalte ich nur, was mir gilt: Befehle mit `!` und Antworten auf meine Fragen. Die Worte vergesse ich nach der Antwort, und dass du geschrieben hast, nach 30 Tagen. Alles andere fällt weg, ohne dass ich es speichere.
    Von den Admins bleibt im Protokoll, wer was geändert hat.
    `!daten` zeigt dir alles, was ich von dir habe, `!vergiss` löscht es; beides geht nur im Direktchat mit mir.
privacy-page =
    Ausführlich, und wer dafür verantwortlich ist:
    { $address }
privacy-admins = Wer dafür verantwortlich ist, sagen dir die Admins.
mydata-help = Zeigt dir, was ich von dir gespeichert habe.
mydata-more = Im Direktchat, ohne etwas dahinter: eine Liste, und alles im Einzelnen als Datei.
mydata-direct = Was ich von dir gespeichert habe, geht nur dich etwas an: Schreib mir `!daten` direkt.
mydata-other = Mit `!daten` zeige ich dir, was ich von dir gespeichert habe, ohne etwas dahinter. Die nächsten Termine stehen bei `!termine`.
mydata-heading = **Was ich von dir gespeichert habe**
mydata-language = Deine Sprache: { $chosen ->
    [de] Deutsch
   *[en] Englisch
}
mydata-reminders = { $count ->
    [1] Eine Erinnerung, die du zu jedem Treffen bestellt hast
   *[other] { $count } Erinnerungen, die du zu jedem Treffen bestellt hast
}
mydata-comes = { $count ->
    [1] Dass du zu einem Treffen kommst
   *[other] Dass du zu { $count } Treffen kommst
}
mydata-given = { $count ->
    [1] Welchen Tipp ich dir gegeben habe
   *[other] Welche { $count } Tipps ich dir gegeben habe
}
mydata-votes = { $count ->
    [1] Deine Stimme zu einem Tipp
   *[other] Deine Stimmen zu { $count } Tipps
}
mydata-ballots = { $count ->
    [1] Deine Stimme in einer laufenden Umfrage
   *[other] Deine Stimmen in { $count } laufenden Umfragen
}
mydata-frames = { $count ->
    [1] Wann und wo du mir geschrieben hast: einmal, ohne die Worte
   *[other] Wann und wo du mir geschrieben hast: { $count }-mal, ohne die Worte
}
mydata-deliveries = { $count ->
    [1] Wann ich dir geantwortet oder dich erinnert habe: einmal
   *[other] Wann ich dir geantwortet oder dich erinnert habe: { $count }-mal
}
mydata-steered = { $count ->
    [1] Was du als Admin geändert oder angekündigt hast: einmal
   *[other] Was du als Admin geändert oder angekündigt hast: { $count }-mal
}
mydata-end = Alles im Einzelnen steht in der Datei. `!vergiss` löscht es.
forgetme-help = Löscht, was ich von dir gespeichert habe, sobald du es bestätigst.
forgetme-more = Im Direktchat, ohne etwas dahinter. Ich sage erst, was gelöscht wird und was bleibt, und frage dann nach.
forgetme-direct = Das machen wir unter uns aus: Schreib mir `!vergiss` direkt.
forgetme-other = Mit `!vergiss` lösche ich alles, was ich von dir gespeichert habe, ohne etwas dahinter. Einzelnes änderst du mit `!erinnern aus`, `!nicht dabei` oder `!sprache`.
forgetme-ask =
    Soll ich löschen, was ich von dir gespeichert habe: Sprache, Erinnerungen, Zusagen, welche Tipps du bekommen und bewertet hast, deine Stimmen in laufenden Umfragen, und was ich dir geschrieben habe?
    48 Stunden lang bleibt noch, wann wir uns zuletzt geschrieben haben, damit ich nichts doppelt bearbeite. Ältere Sicherungen der Datenbank verfallen von selbst, die letzten nach etwa einem halben Jahr.
forgetme-steered = Was du als Admin geändert und angekündigt hast, bleibt im Protokoll: Die anderen müssen sehen können, wer was getan hat. Auch Admin bleibst du, bis dich jemand von der Liste nimmt.
forgetme-sure = Zurückholen lässt es sich nicht. Mit `ja` oder 👍 lösche ich es, mit `nein` bleibt alles.
forgetme-kept = In Ordnung, es bleibt alles, wie es ist.
forgetme-done = Gelöscht. In zwei, drei Tagen ist auch weg, wann wir uns zuletzt geschrieben haben. Schreibst du mir wieder, fangen wir von vorn an.

## losbote setup: einrichten im Terminal

setup-keys = { $yes ->
    [yes] J/n
   *[no] j/N
}
setup-yes-or-no = Bitte ja oder nein.
setup-choose = Bitte eine Zahl von 1 bis { $most }.
setup-flag = Zu „{ $question }“ fehlt die Antwort. Gib sie mit { $flag } an, oder lass --yes weg.
setup-welcome = **Losbote einrichten**
    Das dauert etwa zehn Minuten. Mit Enter gilt, was in Klammern steht. Mit Strg-C gehst du; `losbote setup{ $config }` macht später dort weiter.
setup-resumed = **Losbote einrichten**
    Weiter geht es, wo du aufgehört hast.
setup-again = **Losbote einrichten**
    { $file } ist schon da. Du kannst jeden Schritt ändern oder mit Enter lassen, wie er ist.
setup-change = Ändern?
setup-left = Alles bis zu diesem Schritt ist aufgehoben. Derselbe Aufruf macht hier weiter: `losbote setup{ $config }`
setup-broken = { $file } lässt sich so nicht verwenden. Neu anfangen? Die alte Datei bleibt als Kopie erhalten.
setup-broken-left = { $file } ist unverändert. Bring in Ordnung, was oben steht, und ruf `losbote setup{ $config }` noch einmal auf.
setup-unwritable = { $file } lässt sich nicht schreiben ({ $reason }). Nimm mit --config eine Datei in einem Ordner, in dem du schreiben darfst.
setup-language = Sprache: Deutsch
setup-server-about = **Der Server**
    Losbote spricht über signal-cli-rest-api mit Signal. Läuft er noch nicht, zeigt das Handbuch, wie er startet: deploy/handbook/de/running.md
setup-server-ask = Adresse des Servers:
setup-server = Server: { $server }, Version { $version }
setup-server-form = Das ist keine Adresse. Sie sieht so aus: { $example }
setup-server-variable = Hier gilt die Variable LOSBOTE_SERVER, und sie nennt { $server }. Nimm diese Adresse mit Enter, oder ändere die Variable.
setup-server-away = Unter { $server } antwortet niemand. Starte den Server, oder gib eine andere Adresse an.
setup-server-other = Unter { $server } antwortet etwas anderes als signal-cli-rest-api, vielleicht ein Programm am selben Port. Gib eine andere Adresse an.
setup-server-refuses = { $server } lässt uns nicht hinein. { $said } Verlangt ein Proxy davor ein Passwort, gehört es in die Adresse (`https://name:passwort@signal.example`), ein Token in die Variable LOSBOTE_TOKEN.
setup-server-mode = Der Server läuft in der Betriebsart { $mode }. Starte ihn mit `MODE=json-rpc` neu, dann Enter.
setup-server-old = Der Server hat die Version { $version }, gebraucht wird 0.101 oder neuer. Hol die neue Version, starte ihn neu, dann Enter.
setup-server-lost = { $server } antwortet nicht mehr. Sieh nach, ob der Server läuft; `losbote setup{ $config }` macht dann hier weiter.
setup-throttled = Signal nimmt gerade nichts mehr an, weil es zu viele Versuche waren. Warte einen Tag und versuch es dann wieder.
setup-refused = Die Antwort war: „{ $said }“
setup-number-about = **Die Nummer**
    Losbote braucht eine eigene Nummer (SIM-Karte oder Festnetz), mit der sonst niemand Signal nutzt. { $count ->
        [0] Der Server kennt noch keine.
        [one] Der Server kennt { $numbers }.
       *[other] Der Server kennt { $numbers }.
    }
setup-number-ask = Nummer des Bots:
setup-number = Nummer: { $number }
setup-number-form = Das ist keine Nummer mit Ländervorwahl. Sie sieht so aus: { $example }
setup-number-meant = Meinst du { $number }?
setup-number-country = Welche Vorwahl hat das Land? Deutschland 49, Österreich 43, Schweiz 41:
setup-country-form = Die Vorwahl eines Landes hat ein bis drei Ziffern.
setup-number-unknown = Der Server kennt { $number } noch nicht.
setup-number-script = Der Server kennt { $number } noch nicht. Löse das Rätsel unter { $address } und gib die Adresse hinter „Signal öffnen“ mit --captcha an.
setup-way = Wie soll es weitergehen?
setup-way-code = Den Code eingeben, der gekommen ist
setup-way-register = Die Nummer neu bei Signal anmelden (empfohlen)
setup-way-link = Den Bot als weiteres Gerät mit einem Konto verbinden, das es schon gibt
setup-way-other = Eine andere Nummer nehmen
setup-captcha =
    Signal will wissen, dass ein Mensch dahintersteht:
    1. Öffne diese Seite in einem Browser, auf irgendeinem Gerät, und löse das Rätsel:
    { $address }
    2. Öffne den Link „Signal öffnen“ nicht, sondern kopiere seine Adresse. Sie beginnt mit signalcaptcha:// und gilt nur ein paar Minuten.
setup-captcha-ask = 3. Füg sie hier ein:
setup-captcha-form = Das ist nicht die Adresse: Sie beginnt mit signalcaptcha://
setup-by = Wie soll der Code kommen?
setup-by-text = Als SMS
setup-by-voice = Als Anruf (für Festnetz; vorher einmal SMS versuchen und eine Minute warten)
setup-register-failed = Signal hat die Anmeldung nicht angenommen. { $said } Jedes Rätsel gilt nur einmal: Löse ein neues. Klappt es mehrmals nicht, hilft ein Tag Pause.
setup-code = Der Code (sechs Ziffern):
setup-code-form = Der Code hat sechs Ziffern.
setup-code-failed = Signal hat den Code nicht angenommen. { $said }
setup-code-next = Der Code ist unterwegs. Ruf `losbote setup --yes{ $config }` mit --code und den sechs Ziffern noch einmal auf.
setup-pin-old = Hat die Nummer schon eine Signal-PIN? Dann hier, sonst Enter (was du tippst, bleibt unsichtbar):
setup-pin-about = Mit einer PIN kann niemand die Nummer übernehmen, auch nicht, wer die SIM-Karte bekommt. Bewahre sie gut auf: Ohne sie lässt sich die Nummer eine Woche lang nicht neu anmelden.
setup-pin = PIN (mindestens vier Ziffern, Enter für keine; was du tippst, bleibt unsichtbar):
setup-pin-again = Noch einmal dieselbe PIN:
setup-pin-form = Eine PIN hat 4 bis 20 Ziffern.
setup-pin-unlike = Das waren zwei verschiedene PINs. Gib sie noch einmal ein.
setup-pin-failed = Die PIN ist nicht gesetzt. { $said } Alles andere ist angemeldet.
setup-link-about =
    Besser ist eine eigene Nummer. Als Gerät einer anderen liest der Bot mit, was deren Besitzer:in irgendwo schreibt, schreibt in deren Namen, und wird das Konto gelöscht oder das Gerät dort abgemeldet, ist er stumm.
setup-link-sure = Trotzdem verbinden?
setup-link-failed = Der Server gibt keinen Code zum Verbinden her. { $said }
setup-link-scan = Scanne das in Signal auf dem Telefon: Einstellungen, Gekoppelte Geräte, Neues Gerät koppeln. Ich warte zwei Minuten.
setup-link-late = Es ist kein Gerät dazugekommen. Versuch es noch einmal; hilft das nicht, ist der Server meist zu alt.
setup-profile-name = Unter welchem Namen soll der Bot erscheinen?
setup-profile-form = Der Name hat 1 bis { $most } Zeichen.
setup-profile-picture = Bild für das Profil (eine PNG- oder JPEG-Datei; Enter für keins, auch nicht das von früher):
setup-picture-form = { $file } ist kein PNG oder JPEG bis 5 MB, das ich lesen kann.
setup-profile-failed = Das Profil ist nicht gesetzt. { $said } Ohne Namen kommt der Bot in keine Gruppe; `losbote setup{ $config } --name NAME` versucht es noch einmal.
setup-profile = Profil: Der Name ist gesetzt.
setup-groups-none = **Die Gruppen**
    Der Bot ist noch in keiner Gruppe. Nimm ihn in Signal in die Gruppe auf (Gruppe, Mitglieder hinzufügen, { $number }), dann Enter.
setup-groups-list = **Die Gruppen**
setup-group = { "  " }{ $number } · { $title } ({ $people ->
    [one] ein Mensch
   *[other] { $people } Menschen
}{ $state ->
    [in] { "" }
    [invited] , eingeladen
   *[out] , der Bot ist nicht dabei
})
setup-groups-ask = Welche soll Losbote bedienen? Nummern oder Titel (1, 3), „alle“ für alle; Enter sieht neu nach, - lässt es für später:
setup-groups-form = „{ $text }“ ist keine Nummer aus der Liste, kein Titel und keine Kennung einer Gruppe.
setup-groups-twice = Eine Gruppe steht da zweimal.
setup-groups-out = In dieser Gruppe ist der Bot nicht. Jemand aus der Gruppe fügt ihn in Signal hinzu ({ $number }), dann Enter.
setup-groups-link = Einladungslinks kann der Server nicht öffnen. Jemand aus der Gruppe fügt den Bot in Signal hinzu ({ $number }), dann Enter.
setup-groups-refused = Der Gruppe „{ $group }“ konnte der Bot nicht beitreten. { $said } Meist fehlt der Name im Profil: `losbote setup{ $config } --name NAME`
setup-groups-script = Welche Gruppen? Gib sie mit --group an, oder --group - für keine.
setup-groups = { $count ->
    [one] Gruppe: { $groups }
   *[other] Gruppen: { $groups }
}
setup-groups-stay = „{ $group }“ steht schon in losbote.toml. Weiter bedienen?
setup-for = Wofür ist „{ $group }“?
setup-for-main = Für alle: Hier wird erinnert und angekündigt
setup-for-admin = Für Admins: Hier wird der Bot gesteuert
setup-for-test = Zum Ausprobieren
setup-for-both = Für alle ist schon „{ $other }“. Soll auch in „{ $group }“ erinnert und angekündigt werden?
setup-group-language = Sprache in „{ $group }“ (de oder en):
setup-group-language-form = Bitte de oder en.
setup-admins-about = **Die Admins**
    Wer den Bot steuern darf, schreibt ihm jetzt von seinem Telefon ein Wort aus sechs Ziffern. Zwei Admins sind besser als eine Person allein.
setup-admins = { $count ->
    [one] Bisher steuert eine Person.
   *[other] Es steuern { $count } Personen.
}
setup-admin = { "  " }{ $number } · { $named ->
    [yes] { $name } ({ $aci }…)
   *[no] { $aci }…
}
setup-admins-ask = { $count ->
    [0] Wer? Enter zeigt das Wort, eine ACI geht auch, - heißt niemand:
   *[other] Noch jemand? Enter zeigt das Wort, eine ACI geht auch, „weg 1“ streicht jemanden, - heißt niemand mehr:
}
setup-admins-nobody = Unter der Nummer { $number } steht niemand in der Liste.
setup-admins-word =
    Schreib dem Bot ({ $number }) in Signal, nur ihm:
    { "    " }`{ $word }`
    Ich warte fünf Minuten.
setup-admins-heard = { $named ->
    [yes] Angekommen von { $name } (Kennung { $aci }…).
   *[no] Angekommen, ohne Namen im Profil (Kennung { $aci }…).
} Soll diese Person den Bot steuern?
setup-admins-late = In fünf Minuten kam nichts an. Ist es die Nummer des Bots, und ging es an ihn allein?
setup-admins-number = Eine Telefonnummer reicht nicht, denn Signal verbirgt sie vor dem Bot. Mit Enter kommt das Wort, das die Person ihm schreibt.
setup-admins-form = Das ist keine ACI. Mit Enter kommt das Wort, das die Person dem Bot schreibt.
setup-reminders = Wann vor einem Treffen wird erinnert? Tage, Stunden oder Minuten, 0 zu Beginn (etwa: 1 Woche, 1 Tag, 2 h); „nie“ geht auch:
setup-tips = Wann kommen Praxistipps? Tage und Uhrzeit, oder „nie“:
setup-tips-form = „{ $words }“ verstehe ich nicht als Tage mit einer Uhrzeit. So sieht es aus: Di, Fr 10:00
setup-posts = Erinnerungen und Tipps sind eingestellt.
setup-port = Den Port { $port } nutzt schon ein anderes Programm. Losbote antwortet auf { $other }.
setup-port-none = Der Port { $port } und die nächsten sind belegt. Trag in losbote.toml bei `web` einen freien ein.
setup-overwrite = { $file } neu schreiben? Die alte Datei bleibt als Kopie erhalten.
setup-not-written = { $file } ist unverändert. Deine Antworten sind aufgehoben; `losbote setup{ $config }` fragt noch einmal.
setup-written = { $file } ist geschrieben.
setup-copy = Die Fassung davor liegt in { $file }.
setup-filling = Praxistipps und Begriffe, die mitkommen, in die Bibliothek aufnehmen?
setup-hello-ask = Eine erste Nachricht senden ({ $where })?
setup-hello-admin = nur an die erste Person unter den Admins
setup-hello = Hier ist Losbote. Wenn du das liest, funktioniert die Verbindung. `!hilfe` zeigt, was ich kann.
setup-hello-sent = Gesendet. Sieh auf dem Telefon nach.
setup-hello-unsure = Ob sie angekommen ist, weiß ich nicht: Der Server hat nicht geantwortet. Sieh auf dem Telefon nach.
setup-hello-failed = Die Nachricht ging nicht hinaus. { $said } `losbote doctor{ $config }` sagt mehr.
setup-next = **Wie es weitergeht**
    { $state ->
        [running] Der Bot läuft noch mit den alten Einstellungen. { $way ->
            [hand] Starte ihn neu.
           *[other] Starte ihn neu: `{ $start }`
        }
       *[off] { $way ->
            [hand] Starte jetzt den Bot: als Dienst, wie es im Handbuch steht (deploy/handbook/de/running.md), oder zum Ausprobieren mit `{ $start }`.
           *[other] Starte jetzt den Bot: `{ $start }`
        }
    }
    `{ $doctor }` prüft alles und sagt, was noch fehlt.
    In der Gruppe zeigt `!hilfe`, was er kann; Admins tragen mit `!treffen` das erste Treffen ein.
setup-no-admin = Noch kann niemand den Bot steuern. `losbote setup{ $config }` nimmt Admins auf.

## losbote doctor

doctor-closing = { $bad ->
    [0] { $warn ->
        [0] Alles in Ordnung, soweit es sich von hier aus sehen lässt.
        [one] Der Bot kann arbeiten. Eine Sache solltest du dir ansehen (!).
       *[other] Der Bot kann arbeiten. { $warn } Sachen solltest du dir ansehen (!).
    }
    [one] Eine Sache muss in Ordnung gebracht werden (✗).
   *[other] { $bad } Sachen müssen in Ordnung gebracht werden (✗).
}
doctor-failed = Das ließ sich nicht prüfen ({ $check }): { $reason }
doctor-user = Starte `losbote doctor{ $config }` unter demselben Benutzerkonto wie den Bot. Ist es das schon, stimmt ein Pfad in losbote.toml nicht.
doctor-no-database = { $check ->
    [backups] Sicherungen
    [pins] Anheften
    [deliveries] Nachrichten
   *[limit] Bremse von Signal
}: Lässt sich erst sagen, wenn sich die Datenbank lesen lässt.
doctor-settings = Einstellungen: { $file }
doctor-server = Server: { $server }, Version { $version }
doctor-server-away = Unter { $server } antwortet kein Server.
doctor-server-start = Starte signal-cli-rest-api, oder trag in losbote.toml bei `server` die richtige Adresse ein.
doctor-server-refuses = Der Server unter { $server } weist den Bot ab: { $said }
doctor-server-token = Stimmt `token` in losbote.toml, und führt ein Proxy davor alle Pfade weiter?
doctor-server-other = Unter { $server } antwortet etwas, aber kein signal-cli-rest-api, vielleicht ein anderes Programm am selben Port.
doctor-server-which = Trag in losbote.toml bei `server` die Adresse von signal-cli-rest-api ein; klemmt der Server, hilft ein Neustart.
doctor-server-mode = Der Server läuft in der Betriebsart { $mode }.
doctor-server-mode-hand = Starte ihn mit `MODE=json-rpc`.
doctor-server-old = Der Server hat die Version { $version }; Losbote braucht 0.101 oder neuer.
doctor-server-old-hand = Trag die neue Version von signal-cli-rest-api ein, und starte ihn neu.
doctor-account = Der Server kennt die Nummer des Bots.
doctor-account-unknown = Der Server kennt die Nummer des Bots nicht.
doctor-account-hand = `losbote setup{ $config }` registriert oder verknüpft sie.
doctor-groups-none = In den Einstellungen steht keine Gruppe.
doctor-groups-none-hand = `losbote setup{ $config }` zeigt die Gruppen, in denen der Bot ist, und trägt sie ein.
doctor-group = Gruppe { $name }: „{ $title }“, der Bot ist drin, { $people ->
    [0] sonst niemand
    [one] außer ihm eine Person
   *[other] außer ihm { $people } Personen
}.
doctor-groups-unread = Welche Gruppen das Konto hat, sagt der Server nicht.
doctor-groups-unread-hand = Starte den Server neu, und sieh in sein Protokoll.
doctor-group-unknown = Gruppe { $name }: Der Server kennt sie nicht.
doctor-group-id = Stimmt ihre `id` in losbote.toml? `losbote setup{ $config }` zeigt alle. Sonst hilft meist ein Neustart des Servers.
doctor-group-outside = Gruppe { $name }: Der Bot ist nicht in „{ $title }“.
doctor-group-join = { $invited ->
    [yes] Er ist eingeladen und tritt bei, wenn er läuft und die Einladung von einem Admin kam; `losbote setup{ $config }` geht auch.
   *[no] Lade ihn in Signal ein.
}
doctor-group-limited = Gruppe { $name }: In „{ $title }“ schreiben nur Admins, und der Bot ist keiner.
doctor-group-limited-hand = Mach den Bot in Signal dort zum Admin. Sonst kann er dort nichts sagen.
doctor-clock = Die Uhr geht wie die des Servers.
doctor-clock-off = Die Uhr hier und die des Servers liegen { $seconds } Sekunden auseinander.
doctor-clock-hand = Stell beide Uhren über NTP (`timedatectl set-ntp true`). Sonst kommt alles zur falschen Zeit.
doctor-port = Port { $port } des Servers ist nur auf diesem Rechner offen.
doctor-port-open = Port { $port } des Servers ist auch von anderen Rechnern aus offen ({ $addresses }). Wer ihn erreicht, kann im Namen des Bots schreiben.
doctor-port-open-hand = Gib ihn nur hier frei: im Compose `127.0.0.1:{ $port }:8080`, sonst an 127.0.0.1 binden.
doctor-port-elsewhere = Der Server läuft in einem anderen Container oder auf einem anderen Rechner. Wer ihn dort erreicht, lässt sich von hier aus nicht sehen.
doctor-port-unseen = Wer den Port des Servers erreicht, lässt sich hier nicht sehen.
doctor-port-hand = Auf seinem Rechner zeigt `ss -ltn` die offenen Ports; { $port } darf nur an 127.0.0.1 oder in einem inneren Netz stehen.
doctor-admins = { $count } Admins können steuern.
doctor-admins-none = Niemand kann den Bot steuern.
doctor-admins-one = Nur eine Person kann den Bot steuern. Fällt sie aus, kann es niemand.
doctor-admins-hand = `losbote setup{ $config }` trägt Admins ein, oder ein Admin tut es im Chat mit `!admin`.
doctor-admin-unknown = Den Admin { $aci }… kennt Signal hier noch nicht.
doctor-admin-unknown-hand = Stimmt die ACI in losbote.toml? Sonst soll die Person dem Bot einmal schreiben.
doctor-admin-key = Die Sicherheitsnummer des Admins { $aci }… hat sich geändert; die Rechte ruhen.
doctor-admin-key-hand = Frag die Person auf anderem Weg, ob sie ein neues Telefon hat. Dann gibt ein Admin die Rechte mit `!admin bestätige @Name` zurück, oder hier `losbote admin trust { $full }{ $config }`.
doctor-database = Datenbank: { $file }, Fassung { $version }, unbeschädigt
doctor-disk = Auf dem Datenträger der Datenbank sind { $mb } MB frei.
doctor-disk-hand = Schaff Platz. Ohne Platz kann der Bot nichts mehr speichern.
doctor-folder-missing = Den Ordner { $folder } gibt es nicht. Leg ihn an, oder nenn in losbote.toml eine andere `database`.
doctor-rights = Die Rechte an Dateien und Ordnern stimmen.
doctor-unwritable = In { $folder } lässt sich nicht schreiben.
doctor-write-hand = Wer Losbote laufen lässt, muss dort schreiben dürfen (`chown`, `chmod u+rwx`).
doctor-readable = { $file } können alle auf diesem Rechner lesen.
doctor-readable-hand = Nimm ihnen das Recht: `chmod o= { $file }`
doctor-backup = Letzte Sicherung: { $when }
doctor-backup-old = Die letzte Sicherung ist alt: { $when }
doctor-backup-failed = Die letzte Sicherung hat nicht geklappt: { $when }
doctor-backup-never = Gesichert wurde noch nie.
doctor-backup-hand = Jede Nacht um 3:30 Uhr wird gesichert, wenn der Bot läuft. `losbote backup{ $config }` sichert sofort und sagt, woran es liegt.
doctor-backups-off = Nächtliche Sicherungen sind abgeschaltet.
doctor-backups-off-hand = Trag in losbote.toml bei `backups` einen Ordner ein, wenn nicht etwas anderes sichert.
doctor-bot = Der Bot läuft.
doctor-bot-start = Als Dienst startet er, wie es im Handbuch steht (deploy/handbook/de/running.md), zum Ausprobieren mit `losbote run{ $config }`.
doctor-webhook = Der Webhook unter { $address } nimmt an, was der Server schickt.
doctor-webhook-none = Ohne Webhook geht verloren, was geschrieben wird, während der Bot neu startet.
doctor-webhook-none-hand = Trag in losbote.toml `[receive]` ein, starte `losbote receive{ $config }`, und den Server mit `RECEIVE_WEBHOOK_URL`.
doctor-webhook-away = Der Webhook unter { $address } antwortet nicht.
doctor-webhook-start = `losbote receive{ $config }` startet ihn; der Bot tut es auch.
doctor-webhook-other = Der Webhook unter { $address } antwortet mit { $status } statt 200.
doctor-webhook-other-hand = Läuft dort ein anderes Programm? Dann nenn in losbote.toml bei `webhook` einen anderen Port. Sonst steht der Grund im Log.
doctor-deliveries = { $state ->
    [failed] In den letzten sieben Tagen { $count ->
        [one] ist eine Nachricht nicht hinausgegangen.
       *[other] sind { $count } Nachrichten nicht hinausgegangen.
    }
   *[unknown] Bei { $count ->
        [one] einer Nachricht
       *[other] { $count } Nachrichten
    } ist nicht klar, ob sie angekommen ist.
}
doctor-deliveries-well = Nichts steckt fest.
doctor-deliveries-stuck = Seit { $minutes } Minuten wartet eine Nachricht, die längst fällig ist.
doctor-deliveries-hand = `losbote deliveries{ $config }` zeigt alles, was hinausgeht, und sendet es auf Wunsch noch einmal.
doctor-held = Alle Posts sind angehalten.
doctor-held-hand = Ein Admin gibt sie im Chat mit `!weiter` wieder frei.
doctor-limit = Signal bremst den Bot und will ein Rätsel gelöst haben.
doctor-limit-hand = `losbote captcha{ $config }` zeigt, wie.
doctor-limit-none = Signal bremst den Bot nicht.
doctor-age = Der Server hat { $days ->
    [0] seit heute
    [one] seit mindestens einem Tag
   *[other] seit mindestens { $days } Tagen
} die Version { $version }.
doctor-age-unknown = Wie alt signal-cli ist, sagt der Server nicht. Wie lange er dieselbe Version hat, merkt sich der Bot, wenn er läuft.
doctor-age-hand = Bring signal-cli-rest-api alle zwei Monate auf den neuen Stand; Signal sperrt alte Fassungen aus.
doctor-pin = Gruppe { $name }: In „{ $title }“ steht das nächste Treffen, und der Bot darf es anheften.
doctor-pin-refused = Gruppe { $name }: In „{ $title }“ darf der Bot nichts anheften.
doctor-pin-hand = Mach den Bot in Signal dort zum Admin, oder erlaube allen, Nachrichten anzuheften. Das nächste Treffen steht sonst ohne Nadel da.
doctor-pin-untried = Gruppe { $name }: Ob der Bot in „{ $title }“ anheften darf, zeigt sich erst mit dem nächsten Treffen. Signal sagt es vorher nicht.
doctor-zones = Zeitzonen: Stand { $version }
doctor-zones-hand = Aktualisiere das Paket tzdata. Ändert ein Land die Sommerzeit, käme sonst alles eine Stunde falsch.
doctor-zones-unseen = Von wann die Daten der Zeitzonen sind, lässt sich nicht sehen.
doctor-talkative = Der Server schreibt in sein Protokoll, was die Leute sagen (Stufe debug).
doctor-talkative-hand = Starte ihn ohne `LOG_LEVEL=debug` neu, und lösch sein altes Protokoll.
doctor-log = Ob der Server Nachrichten auf die Platte schreibt, lässt sich von hier aus nicht sehen.
doctor-log-hand = signal-cli schreibt jede nach `/var/log/signal-cli-json-rpc-1/out.log` im Container. Dieser Ordner gehört auf ein tmpfs, wie in deploy/compose.yaml.
doctor-trust = Welche Sicherheitsnummern der Server annimmt und ob er Anhänge lädt, sagt er nicht.
doctor-trust-hand = Er soll mit `JSON_RPC_TRUST_NEW_IDENTITIES=always` laufen, sonst hört der Bot niemanden mit neuem Telefon; und ohne `JSON_RPC_IGNORE_ATTACHMENTS`.
doctor-profile = Ob das Profil einen Namen hat, lässt sich von hier aus nicht sehen.
doctor-profile-hand = Sieh auf dem Telefon nach; `losbote setup{ $config } --name NAME` setzt den Namen.

## Übergabe (losbote handover)

handover-written = { $file }: die Sicherung, zurückgelesen und vollständig.
    { $page }: die Seite für die Person, die den Bot übernimmt; jeder Browser öffnet sie.
handover-fetch = Beides in den Ordner zu holen, in dem du bist:
handover-title = Losbote übergeben
handover-about = Stand: { $when }. Zu dieser Seite gehört die Sicherung { $file }, { $locked ->
    [yes] verschlüsselt
   *[no] nicht verschlüsselt
}. { $goes ->
    [yes] Der Bot löscht beide nach { $days } Tagen; Kopien löschst du.
   *[no] Beide bleiben liegen, bis du sie löschst.
} Passwörter und Namen von Mitgliedern stehen hier nicht, aber manches, was noch nicht gesagt ist: Die Seite ist nur für die Person, die den Bot übernimmt.
handover-typed = Was zu tippen ist, steht hier Zeile für Zeile{ $way ->
    [docker] { "" }; du tippst es auf dem Rechner des Bots, im Ordner des Programms
    [systemd] { "" }; du tippst es auf dem Rechner des Bots
   *[hand] { "" }
}. Wo irgendwo `losbote` steht, ist hier { $program } gemeint.
handover-heading = { $of ->
    [first] Was zuerst zu tun ist
    [missing] Was nicht in der Sicherung ist
    [move] Auf einen anderen Rechner
    [gone] Wenn niemand mehr da ist
    [where] Was wo läuft
    [rights] Wer was darf
    [groups] Die Gruppen
    [open] Was offen ist
   *[coming] Was der Bot in den nächsten vier Wochen sagt
}
handover-first-get = Lass dir alles geben, was unten unter „Was nicht in der Sicherung ist“ steht.
handover-first-admin = { $count ->
    [0] Niemand kann den Bot steuern. { $setup } trägt dich als Admin ein.
    [one] Werde Admin: Du musst in einer Gruppe des Bots sein. Der einzige Admin schreibt dem Bot `!admin dazu @Name`, erwähnt dabei dich und bestätigt es selbst. Nehmt gleich noch jemanden dazu: Zwei sind besser.
   *[other] Werde Admin: Du musst in einer Gruppe des Bots sein. Jemand von den { $count } Admins schreibt dem Bot `!admin dazu @Name` und erwähnt dabei dich; ein anderer bestätigt es.
}
handover-first-look = Sieh nach, wie es steht. Das Erste sagt es in Kürze, das Zweite prüft alles und sagt, was zu tun ist:
handover-first-plan = Lies, was der Bot in den nächsten vier Wochen sagt, Wort für Wort:
handover-first-deliveries = Etwas ist nicht hinausgegangen, oder niemand weiß es. Sieh nach, was es war:
handover-first-held = Alle Posts sind angehalten. Frag nach dem Grund, bevor ein Admin sie mit `!weiter` freigibt.
handover-first-try = Probier aus, ob sich die Sicherung öffnen lässt. Sie kommt in einen neuen Ordner, sonst ändert sich nichts.{ $locked ->
    [yes] { " " }Statt PASSWORT schreibst du das der Sicherungen.
   *[no] { "" }
}
handover-first-tried = Lösch den Ordner danach wieder: Darin steht alles, und unverschlüsselt.
handover-first-last = Zum Schluss: Wer geht, kommt mit `!admin weg @Name` von der Liste; wer in losbote.toml steht, wird dort gestrichen. Ändere die Zugänge zum Rechner{ $locked ->
    [yes] { " " }und das Passwort der Sicherungen
   *[no] { "" }
}, und lösch diese Seite.
handover-move-stop = Auf demselben Rechner ist nichts umzuziehen. Sonst hältst du dort zuerst alles an; der alte darf danach nie wieder laufen, denn zwei Server mit demselben Konto stören einander.{ $way ->
    [hand] { " " }Halt den Bot, `losbote receive` und den Signal-Server so an, wie sie gestartet sind.
   *[other] { "" }
}
handover-move-take = Pack ein, was mitkommt, und schick es hinüber; statt NEUER-RECHNER schreibst du dessen Adresse.{ $way ->
    [hand] { " " }Nimm auch den ganzen Ordner des Signal-Servers mit.
   *[other] { "" }
}
handover-move-install = Auf dem neuen Rechner: Hol das Programm.{ $way ->
    [hand] { "" }
   *[other] { " " }Steht da VERSION, schreibst du die, die auf dem alten in `deploy/.env` steht.
}
handover-move-fill = Bring alles an seinen Platz.{ $locked ->
    [yes] { " " }Statt PASSWORT schreibst du das der Sicherungen.
   *[no] { "" }
} Was oben als geheim genannt ist, trägst du danach wieder in losbote.toml ein.
handover-move-start = { $way ->
    [hand] Starte den Signal-Server, prüf alles und starte den Bot:
   *[other] Starte und prüf alles:
}
handover-move-last = Läuft der Bot, lösch auf dem alten Rechner alles.
handover-gone-access = Zugang zum Rechner: Den gibt der Anbieter der Person oder dem Verein, mit dem er den Vertrag hat.
handover-gone-page = Diese Seite: Mit dem Zugang schreibst du dir eine neue:
handover-gone-admin = Kein Admin: Die Einrichtung trägt dich ein; du schreibst dem Bot dabei ein Wort aus sechs Ziffern:
handover-gone-number = Keine SIM-Karte oder PIN: Der Bot läuft weiter, aber neu anmelden lässt sich die Nummer nicht. Kopier das Signal-Konto, solange es heil ist.
handover-missing-signal = Die Schlüssel des Signal-Kontos. Sie liegen im Ordner des Signal-Servers (in deploy/compose.yaml das Volume `signal`). Bleibt der Rechner, ist nichts zu tun. Sonst: Server anhalten, den ganzen Ordner kopieren, und den alten nie wieder starten.
handover-missing-number = Die Nummer { $number }, die ganz in losbote.toml steht, und ihre SIM-Karte. Ohne die Karte lässt sich die Nummer nicht neu anmelden. Übergib sie von Hand.
handover-missing-pin = Die Signal-PIN der Nummer. Sie steht nirgends; sag sie am Telefon oder im Gespräch.
handover-missing-passphrase = Das Passwort der Sicherungen. Ohne es öffnet sie niemand. Übergib es auf anderem Weg als die Sicherung.
handover-missing-secrets = Was in den Einstellungen geheim ist: { $names }. In der Sicherung steht es nicht; trag es nach dem Wiederherstellen in losbote.toml ein.
handover-missing-variables = Einstellungen, die hier als Variablen gesetzt sind: { $names }. Setz sie auf einem neuen Rechner wieder.
handover-missing-access = Die Zugänge: zum Rechner, zu seinem Anbieter, und wenn der Kalender im Netz steht, zur Domain. Nenn auch, wer dafür zahlt.
handover-where-bot = Losbote { $version }; { $state ->
    [running] der Bot läuft gerade.
   *[off] der Bot läuft gerade nicht.
}
handover-where-server = signal-cli-rest-api unter { $server }, { $version ->
    [none] die Version sagt es gerade nicht.
    [off] die Version sieht man, wenn der Bot läuft.
   *[other] Version { $version }.
}
handover-where-config = Einstellungen: { $file }
handover-where-database = Datenbank: { $file }, Dateien der Vorlagen: { $library }
handover-where-help = Das Handbuch liegt beim Programm: deploy/handbook/de/running.md; Rat bei Schwierigkeiten gibt troubles.md daneben.
handover-backups = Sicherungen: jede Nacht um 3:30 Uhr in { $folder }, { $locked ->
    [yes] verschlüsselt
   *[no] nicht verschlüsselt
}. { $last ->
    [never] Bisher gibt es keine.
   *[other] Die letzte: { $last }.
}
handover-backups-off = Sicherungen: Die nächtlichen sind abgeschaltet (`backups` in losbote.toml).
handover-rights-about = Fragen darf, wer in einer Gruppe ist. Steuern { $count ->
    [0] kann gerade niemand.
    [one] kann eine Person.
   *[other] können { $count } Personen.
} Der Bot kennt keine Namen, nur Kennungen; `!admin` im Chat zeigt, wer dahintersteht.
handover-admin = { $aci } { $since ->
    [settings] (steht in den Einstellungen)
   *[other] (mit `!admin` dazugenommen am { $since }, von { $by })
}{ $rests ->
    [yes] : darf gerade nicht, die Sicherheitsnummer ist neu
   *[no] { "" }
}
handover-group-admin = { $on ->
    [yes] Wer steuert, muss auch Admin der Signal-Gruppe sein (`require_group_admin`).
   *[no] Wer steuert, muss nicht Admin der Signal-Gruppe sein (`require_group_admin` ist aus).
}
handover-four-eyes = { $on ->
    [yes] Jede Ankündigung bestätigt ein zweiter Admin (`four_eyes`).
   *[no] Eine Ankündigung bestätigt, wer sie schreibt (`four_eyes` ist aus).
}
handover-groups-none = In den Einstellungen steht keine Gruppe.
handover-group = „{ $title }“ (in den Einstellungen: { $name }), { $purpose ->
    [main] für alle
    [admin] für die Admins
   *[test] zum Ausprobieren
}, { $spoken ->
    [en] Englisch
   *[de] Deutsch
}, { $people ->
    [0] noch nie gesehen
    [one] eine Person
   *[other] { $people } Personen
}, Zeitzone { $zone }
handover-open-none = Nichts ist offen.
handover-open-held = Alle Posts sind angehalten, seit { $when }, durch { $who }
handover-open-limit = Signal bremst den Bot und will ein Rätsel gelöst haben. Wie, zeigt:
handover-open-admins = { $count ->
    [one] Eine Frage, ob jemand Admin werden soll, wartet auf Antwort.
   *[other] { $count } Fragen, ob jemand Admin werden soll, warten auf Antwort.
}
handover-open-deliveries = { $state ->
    [waiting] { $count ->
        [one] Eine Nachricht wartet
       *[other] { $count } Nachrichten warten
    } auf ihre Zeit oder auf den Server.
    [sending] { $count ->
        [one] Eine Nachricht geht
       *[other] { $count } Nachrichten gehen
    } gerade hinaus.
    [unknown] Bei { $count ->
        [one] einer Nachricht ist nicht klar, ob sie angekommen ist.
       *[other] { $count } Nachrichten ist nicht klar, ob sie angekommen sind.
    }
   *[failed] In den letzten sieben Tagen { $count ->
        [one] ist eine Nachricht
       *[other] sind { $count } Nachrichten
    } nicht hinausgegangen.
}
handover-announced = { $state ->
    [draft] { $kind ->
        [poll] Entwurf einer Umfrage
       *[text] Entwurf einer Ankündigung
    } von { $who }, nicht bestätigt, aufgehoben bis { $when }
    [planned] { $kind ->
        [poll] Umfrage
       *[text] Ankündigung
    } von { $who }, bestätigt, kommt { $when }
   *[polled] Umfrage von { $who }, läuft bis { $when }
} ({ $groups }): „{ $text }“
handover-to-admin = an einen Admin
handover-coming-held = Gerade ist alles angehalten; das hier kommt erst, wenn ein Admin `!weiter` schreibt.
handover-word-address = <Adresse des Projekts>
handover-word-machine = NEUER-RECHNER
handover-word-passphrase = PASSWORT

## Fehler in losbote.toml

settings-away = { $file } gibt es nicht. `losbote setup{ $config }` schreibt sie; von Hand geht es mit einer Kopie von deploy/losbote.example.toml.
settings-no-toml = { $file } ist kein TOML: { $reason }. Texte stehen in "Anführungszeichen", jede Einstellung auf einer eigenen Zeile.
settings-unreadable = { $file } lässt sich nicht lesen ({ $reason }). Nenn eine Datei, die das Benutzerkonto von Losbote lesen darf.
settings-group-name = Eine Gruppe{ $where } hat einen Namen mit anderen Zeichen als a-z, 0-9, - und _. Schreib: [groups.main]
settings-unknown = Die Einstellung { $named }{ $where } gibt es nicht. { $instead }
settings-missing = Die Einstellung { $named } fehlt{ $where }. { $line }
settings-wrong = Die Einstellung { $named }{ $where } ist so nicht zu gebrauchen{ $why }. { $line }
settings-entry = Eintrag { $number }
settings-where = { $place ->
    [variable] { " " }aus der Variable { $name }
    [file] { " " }in { $name }
   *[nowhere] { " " }(eine losbote.toml gibt es weder hier noch in /etc/losbote; `losbote setup` schreibt eine)
}
settings-line = { $heading ->
    [none] Schreib: { $line }
   *[other] Schreib unter { $heading }: { $line }
}
settings-above = { $named } steht über der ersten [Überschrift].
settings-close = Meinst du { $named }?
settings-remove = Streich die Zeile; deploy/losbote.example.toml zeigt alle, die es gibt.
settings-reason = { $reason ->
    [not-a-time-zone] keine Zeitzone
    [not-an-aci-and-phone-numbers-are-hidden-from-bots] keine ACI, und Telefonnummern sieht ein Bot nicht
    [not-the-id-of-a-group] keine id einer Gruppe
    [not-a-host-and-a-port] kein Rechner mit Port
    [not-the-address-of-a-server] keine Adresse eines Servers
    [not-a-time-before-a-meeting] keine Zeit vor einem Treffen
    [not-days-and-a-time] keine Tage mit Uhrzeit
    [the-server-has-a-password-already] der Server hat schon ein Passwort in seiner Adresse; eins von beiden genügt
    [two-groups-have-the-same-id] zwei Gruppen haben dieselbe id
   *[days] Tage sind Mon, Tue, Wed, Thu, Fri, Sat und Sun, und die Uhrzeit sieht so aus: 10:00
}
settings-remark = { $remark ->
    [as-get-v-groups-of-the-server-shows-it] wie `GET /v1/groups` des Servers sie zeigt
    [or-admin-test] oder "admin", "test"
    [seconds] Sekunden
    [a-bearer-token-for-a-proxy] ein Bearer-Token, für einen Proxy
    [a-folder-for-none] ein Ordner; "" für keine
    [encrypts-backups] verschlüsselt die Sicherungen
    [or-en] oder "en"
    [minutes] Minuten
    [or-json] oder "json"
   *[acis] ACIs
}

## losbote backup, losbote restore

backup-done = { $file }: { $size } MB, { $count ->
    [0] ohne Dateien
    [one] eine Datei
   *[other] { $count } Dateien
} der Bibliothek, zurückgelesen und vollständig.
    Zurück geht es in einen neuen Ordner: `losbote restore { $file } FOLDER`
backup-restored = { $folder }: Stand { $made } UTC, { $count ->
    [0] ohne Dateien
    [one] eine Datei
   *[other] { $count } Dateien
} der Bibliothek.
backup-next = { $named ->
    [yes] Sieh { $settings } durch, Geheimnisse fehlen darin. Läuft der Bot nirgends mehr, dann: `losbote run --config { $settings }`
   *[no] Einstellungen sind nicht dabei: Leg deine losbote.toml in { $folder }, dann dort `losbote run`.
}
backup-problem = { $kind ->
    [unlike] { $file } ließ sich nicht so zurücklesen, wie es geschrieben war. Es ist nichts davon da; versuch es noch einmal.
    [there] { $file } ist schon da. Nenn eine andere Datei; geändert wurde nichts.
    [file] Bei { $file } ist eine Datei, wo ein Ordner sein müsste. Nenn einen anderen Ort; geändert wurde nichts.
    [full] { $file } ist nicht leer. Nenn einen neuen Ordner, damit nichts überschrieben wird.
    [newer] { $file } stammt von einem neueren Losbote. Bring das Programm auf den neuen Stand; geändert wurde nichts.
    [files] In { $file } fehlen Dateien der Bibliothek, oder sie sind beschädigt. Nimm eine andere Sicherung; geändert wurde nichts.
    [unreadable] { $file } lässt sich nicht lesen ({ $reason }). Stimmt der Pfad, und darfst du die Datei lesen?
    [locked] { $file } ist verschlüsselt. Setz die Variable LOSBOTE_PASSPHRASE auf das Passwort.
    [phrase] { $file } lässt sich mit diesem Passwort nicht öffnen, oder die Datei ist beschädigt. Prüf das Passwort; geändert wurde nichts.
    [unwritable] { $file } lässt sich nicht schreiben ({ $reason }). Nenn einen anderen Ort.
   *[cut] { $file } ist abgeschnitten, beschädigt oder keine Sicherung von Losbote. Nimm eine andere; geändert wurde nichts.
}

## losbote deliveries, losbote captcha

way-out-none = Gesendet wurde noch nichts.
way-out-forgotten = (vergessen)
way-out-again = { $number } kommt noch einmal an die Reihe.
way-out-cancelled = { $number } wird nicht gesendet.
way-out-why = { $error ->
    [NoAnswer] der Server gab keine Antwort
    [interrupted] der Bot endete dabei
    [Refused] der Server nahm es nicht an
    [Throttled] Signal bremst
    [Unreachable] der Server war nicht zu erreichen
    [no-evidence] niemand hat es bestätigt
    [an-admin-asked-for-it] auf Wunsch der Admins noch einmal
    [question-deleted] die Frage wurde gelöscht
    [taken-back] zurückgenommen
    [too-late] zu spät
    [by-hand] von Hand
   *[other] { $said }
}
way-out-refused = Noch einmal gesendet wird nur, was nicht hinausging oder wessen Schicksal niemand kennt (failed, unknown); streichen lässt sich nur, was wartet (waiting).
captcha-none = Signal verlangt gerade nichts. Wartet trotzdem etwas, zeigt es: `losbote deliveries{ $config }`
captcha-steps = 1. Öffne { $address } im Browser und lös das Rätsel.
    2. Klick nicht auf „Signal öffnen“, sondern kopier die Adresse dahinter. Sie beginnt mit signalcaptcha://
captcha-paste = 3. Füg sie hier ein
captcha-form = Das ist nicht die Adresse: Sie beginnt mit signalcaptcha://. Gesendet wurde nichts; versuch es noch einmal.
captcha-lifted = Signal bremst nicht mehr. Was wartete, geht in den nächsten Minuten hinaus.
captcha-refused = Signal hat sie nicht angenommen. Eine Adresse gilt einmal und nur ein paar Minuten: Lös ein neues Rätsel und versuch es noch einmal.
