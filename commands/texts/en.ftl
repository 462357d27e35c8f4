### What Losbote says in English. `**…**` is bold and stands around headings only.

## Dates, times, lists

show-when = { $day }, { $time } ({ $city } time)
show-in-days = { $days ->
    [0] today
    [1] tomorrow
   *[other] in { $days } days
}
show-in-minutes = { $minutes ->
    [0] now
    [1] in a minute
    [60] in an hour
   *[other] in { $duration }
}
show-minutes = { $minutes ->
    [1] 1 minute
   *[other] { $minutes } minutes
}
show-hours = { $hours ->
    [1] 1 hour
   *[other] { $hours } hours
}
show-moved-day = moved from { $day }
show-moved-time = moved from { $time }
show-running = on right now
show-link-from = The link will be shown here from { $when }; message me directly and you get it now.
show-none = No meeting is planned yet. As soon as there is one, you will find it here.

## !next

next-help = When and where the next meeting is.
next-more =
    Add a number to get that many dates, six at most.
    A meeting that is on stays here, with its link, until it is over.
next-coming = **Next meeting: { $name }**
    { $when }, { $note }
next-running = **On right now: { $name }**
    It began at { $begun } and goes on until { $ends }.
next-several = **The next meetings**
next-speakers = With { $speakers }
next-coming-count = { $count ->
    [0] Nobody has signed up yet.
    [1] One person is coming.
   *[other] { $count } people are coming.
}
next-recording = The recording of { $day }:
    { $link }
next-recording-soon = The recording of { $day } is on its way.
next-wrong = This takes a number from 1 to { $most }, not “{ $words }”.

## !meetings

meetings-help = The next dates.
meetings-more =
    On its own there are six; add a number to get that many, twelve at most.
    Meetings that were moved show their old date; those that are off are left out. A number shows all about one, `!more` the next ones.
meetings-heading = **Coming up**
meetings-one = **{ $name }**
    { $when }, { $note }
meetings-further = **Further dates**
meetings-end = No further dates are set yet.
meetings-gone = That meeting is over or off. `!meetings` shows the next ones.

## !calendar

calendar-help = Sends you the meetings as a file for your calendar.
calendar-more =
    On its own you get the next meeting; with `all`, every one of them in a single file.
    Where there is a feed, its address comes along; admins give it a secret name with `new`.
calendar-one = **For your calendar: { $name }**
    { $when }
    Tap the file and your calendar will take the meeting in.
calendar-all = **For your calendar: all meetings**
    Tap the file and your calendar will take them in.
calendar-feed = Subscribe to this address, and your calendar follows every change by itself:
    { $address }
calendar-feed-direct = Message me directly and I will give you the address to subscribe to.
calendar-no-link = Here the file comes without the link to the meeting; in a direct message it is included.
calendar-wrong = This takes `all` or nothing, not “{ $words }”.
calendar-admins = A new address for the feed is up to the admins, in a direct message to me.
calendar-no-feed = There is no address to subscribe to yet. It goes into the settings, as `calendar = "https://…"`.
calendar-renew = The feed will get a new, secret address, and this one will stop working:
    { $address }
    Whoever subscribed to it then needs the new one. Say `yes` or give a 👍 and I will do it; with `no` it stays.
calendar-renewed = The feed has a new address; the old one no longer works. `!calendar` gives the new one from now on:
    { $address }
calendar-kept = All right, the address stays.

## !meeting

meeting-help = Adds meetings, moves them, cancels them.
meeting-more =
    On its own it shows the next dates and everything one can do.
    Say which one by its date or with `next`; a sentence works too: `cancel the meeting on 2.12.`
    If the group knows of a date already, I ask whether to tell it about the change.
meeting-dates = Coming up:
meeting-usage =
    To change them:
    `!meeting add { $later } 19:00 "Keeping costs in hand" https://meet.example/net`
    `!meeting move { $date } to { $later } 19:00`
    `!meeting cancel { $date }`, and `restore { $date }` takes that back
    `!meeting topic { $date } Keeping costs in hand`, likewise `speakers`, `link` and `length`
    `!meeting series every 4 weeks from 13.1. 19:00`, and `series until 30.6.` ends it
meeting-try = { $action ->
    [series] !meeting series every 4 weeks from DATE 19:00
    [end] !meeting series until { $date }
    [add] !meeting add DATE 19:00 "Title" LINK
    [cancel] !meeting cancel { $date }
    [restore] !meeting restore { $date }
    [topic] !meeting topic { $date } TOPIC
    [speakers] !meeting speakers { $date } NAMES
    [link] !meeting link { $date } LINK
    [length] !meeting length { $date } 90 minutes
   *[move] !meeting move { $date } to NEW DATE
}
meeting-some-date = DATE
meeting-alone = !meeting
meeting-title = Meeting
meeting-day = { $weekday } { $date }
meeting-next-year = This year's { $day } is past, so this is { $year }.
meeting-twelve = { $half ->
    [a] 12 am is 0:00, when that day begins.
   *[p] 12 pm is 12:00, noon.
}
meeting-skipped = There is no { $time } on that day, since the clocks go forward. It starts at { $real }.
meeting-twice = It is { $time } twice on that day, since the clocks go back. It starts the first time.
meeting-holiday = That day is a public holiday in { $count } of { $of } regions: { $names }
meeting-holidays = Some dates are public holidays:
    { $days }
meeting-on-holiday = { $day }: { $names } (in { $count } of { $of } regions)
meeting-added = Added: { $name }
meeting-long = { $when }, { $duration }
meeting-link-missing = It has no link yet. To add one: `!meeting link { $date } https://…`
meeting-moved = Moved: { $name }
meeting-moved-from = { $when }, was { $was }
meeting-cancelled = Cancelled: { $name }
meeting-back = `!meeting restore { $date }` takes that back.
meeting-restored = On again: { $name }
meeting-described = { $what ->
    [topic] Topic: { $value }
    [speakers] With { $value }
    [link] { $value }
   *[length] Length: { $value }
}
meeting-cleared = { $what ->
    [topic] The topic is gone, it is called “{ $title }” now.
    [speakers] The names are gone.
   *[link] Its own link is gone.
}
meeting-nothing = { $what ->
    [topic] It had no topic; it is called “{ $name }”.
    [speakers] It had no names.
   *[link] It had no link of its own.
}
meeting-series = Series: { $title }
meeting-rule = { $rule }, for { $duration }
meeting-until = { $kept ->
    [1] Until { $day }, as before; add `without end` and it goes on.
   *[0] Until { $day }
}
meeting-series-link = It has no link yet: write the series once more, with the link at the end.
meeting-series-ends = The series “{ $title }” will end; its last date is { $day }.
meeting-series-over = The series “{ $title }” is over with that.
meeting-ended = The rule so far ends before that: { $rule }.
meeting-stays = These dates stay, since they have a topic or have been announced; `!meeting cancel` takes them out:
    { $dates }

# What the group gets to know.

meeting-offer = { $groups ->
    [1] The group knows of this date. Shall I tell it?
   *[other] The groups know of this date. Shall I tell them?
}
    { $news }
    Say `yes` and I will, `no` and I won't.
meeting-told-now = { $waits ->
    [1] A reminder has gone out already, so the group hears of it as soon as the quiet hours are over in the morning:
   *[0] A reminder has gone out already, so the group hears of it right now:
}
    { $news }
meeting-told = { $waits ->
    [1] These are quiet hours. I will tell the group in the morning.
   *[0] The group knows.
}
meeting-not-told = All right, I won't say anything.
meeting-stale = The calendar has changed again since then, so I won't say anything. `!meetings` shows what holds.
meeting-news-moved = 📅 Moved: The meeting planned for { $day } will be on { $when }.{ $feed ->
    [1] {" Calendar subscriptions update by themselves."}
   *[0] {""}
}
meeting-news-time = 📅 New time: The meeting on { $day } starts at { $new } instead of { $old }.{ $feed ->
    [1] {" Calendar subscriptions update by themselves."}
   *[0] {""}
}
meeting-news-cancelled = 📅 The meeting on { $day } is cancelled. The next one is on { $when }.
meeting-news-none = 📅 The meeting on { $day } is cancelled. The next one has no date yet.
meeting-news-restored = 📅 On again: the meeting on { $when }.
meeting-news-described = { $what ->
    [topic] 📅 The meeting on { $day } has a new topic: { $new }
    [speakers] 📅 Speaking at the meeting on { $day }: { $new }
    [link] 📅 The meeting on { $day } has a new link:
        { $new }
   *[length] 📅 The meeting on { $day } goes on until { $new }.
}
meeting-news-gone = { $what ->
    [topic] 📅 The meeting on { $day } is now called: { $name }
   *[speakers] 📅 Who will speak at the meeting on { $day } is open again.
}

# What cannot be, and what can.

meeting-word = What shall I do with “{ $words }”? After `!meeting` comes `add`, `move`, `cancel`, `restore`, `topic`, `speakers`, `link`, `length` or `series`.
meeting-close = I do not know “{ $words }”. Did you mean `{ $close }`?
meeting-which = Which meeting? Add its date, or `next`.
meeting-several = There are several on that day. Put the time after the date: { $times }
meeting-none-there = There is no meeting on { $day }. The nearest are:
    { $dates }
meeting-over = The meeting on { $when } is over.
meeting-begun = The meeting on { $when } has begun. Only one that is still to come can be moved or cancelled.
meeting-off = The meeting on { $when } is cancelled. That can be taken back.
meeting-not-off = The meeting on { $when } is not cancelled.
meeting-none-off = { $count ->
    [0] Nothing is cancelled on { $day }, nor on any other day.
   *[other] Nothing is cancelled on { $day }. These are:
        { $dates }
}
meeting-clash = There is a meeting at that time: { $name }, { $when }. Choose another time, or move that one first.
meeting-overlap = Two meetings would overlap: “{ $name }” begins on { $when }, before the one ahead of it is over. Choose another time, or move the single date first.
meeting-same = The meeting is on { $when } as it is. Add when it should be instead.
meeting-where = To when? After the date write `to` and the new day, the new time, or both; `by a week` works too.
meeting-rest = “{ $words }” does not belong there.
meeting-left = I do not know what to make of “{ $words }”. A title goes in quotes, a link begins with `https://`.
meeting-no-link = “{ $words }” is not a link that everyone can open. A link looks like this: `https://meet.example/net`
meeting-too-long = That is { $length } characters. Say it in { $most } at most.
meeting-empty = { $what ->
    [topic] What is it about? Write the topic after the date; `-` takes it away.
    [speakers] With whom? Write the names after the date; `-` takes them away.
    [link] Which link? Write it after the date; `-` takes it away.
   *[length] How long? Write the length after the date, or `until 21:00`.
}
meeting-two-days = There are two days, { $one } and { $other } Write only one.
meeting-digits = Is “{ $words }” the time? Write `{ $time }`.
meeting-length-unit = { $count } minutes or { $count } hours? Write `{ $count } min` or `{ $count } h`.
meeting-length-end = { $possible ->
    [1] Until { $end }, or for that long? Write `until { $end }` or `{ $length }`.
   *[0] No meeting is that long. If it should end at { $end }, write `until { $end }`.
}
meeting-endless = No meeting is that long. Write a length of up to { $hours } hours.
meeting-end-first = The end at { $end } is not after the start at { $start }. Write for example `19:00 until 20:30`.
meeting-until-first = The end ({ $until }) is before the first date ({ $first }). Write a later day after `until`.
meeting-rhythm = How often? Write it after that, for example `every first Wednesday 19:00`.
meeting-series-until = Until when should the series go on? Write `until` and its last day; `until today` ends it right away.
meeting-no-series = No series is running.
meeting-series-same = The series runs just like that already: { $rule }.

## !help

help-help = What I can do.
help-more =
    Add the name of a command to read all about that one, or `all` for a sentence on each.
    Capitals do not matter, and German names work too.
help-next = Next meeting: { $when } · { $name }
help-running = On right now: { $name }
help-today = Today is { $day }.
help-theme = { $theme ->
    [meetings] Meetings: { $names }
    [library] Library: { $names }
    [steering] For admins: { $names }
   *[other] Else: { $names }
}
help-end = { $group ->
    [True] More about one: `!help template`. In a direct message to me it works without the `!`, too.
   *[False] More about one: `!help template`. All of them explained: `!help all`. Here it works without the `!`, too.
}
help-name = **!{ $name }**
help-examples = For example: { $examples }
help-names = Other names: { $names }
help-wrong = I have no command called “{ $words }”. `!help` lists them all.

## !language

language-help = Switches between German and English.
language-more =
    Add `de` or `en`; without either I tell you which one is in use.
    In a direct message it is for you alone. In a group it is for everyone, and the admins choose it.
language-now = I write English here. For German, say `!language de`.
language-yours = From now on I will write to you in English. `!language de` takes you back to German.
language-ours = From now on I will write English here. `!language de` takes us back to German.
language-admins = In a group the admins choose the language. To change it for yourself, message me directly: `!language de`
language-wrong = I speak German and English, but not “{ $words }”.

## !about

about-help = Who I am and what I store.
about-more = There is nothing to add.
about-text =
    I am Losbote, the bot of “{ $network }”, here for everyone who organises citizens' assemblies, supports them or has taken part in one. I know when the next meeting is, I send reminders, and I know the recordings, templates and tips of the network.
    I store that you have written to me (as an identifier, with no number and no name), your language, the reminders you have ordered, the meetings you are coming to, and which tips you were given and rated. What you write is forgotten once I have answered; of a search that found nothing I keep the words, but not whose they were.
    More on that: `!privacy`. `!mydata` shows what it is in your case, and `!forgetme` deletes it.
    Version { $version }, free software (MIT licence).

## Reminders

reminder-days = 📅 { $days ->
    [0] Today at { $time }: { $closed } Coming? A 👍 is enough.
    [1] Tomorrow at { $time }: { $closed } Coming? A 👍 is enough.
    [7] A week from today: { $name }
    [14] Two weeks from today: { $name }
   *[other] In { $days } days: { $name }
}
reminder-soon = 📅 The meeting starts { $until }: { $name }
reminder-begins = 📅 We are starting: { $name }
reminder-late = 📅 The meeting starts { $until } (this reminder is late): { $name }
reminder-at = { $until } at { $time }
reminder-off = 📅 Cancelled: the meeting on { $when }

## The pinned meeting

pinned-next = 📌 Next meeting: { $name }

## !recorded

recorded-help = Enters where the recording of a meeting is.
recorded-more =
    The link follows, or `no` if there is no recording.
    The last meeting is meant; for an earlier one put its date first: `!recorded 7.10. LINK`
    The length may follow the link: `78 minutes`
recorded-entered = The recording of “{ $name }” ({ $day }) is entered:
    { $link }
recorded-none = All right, there is no recording of “{ $name }” ({ $day }). I will not ask for it again.
recorded-news = The group will hear of it in { $minutes } minutes at the earliest; until then `!undo` takes it all back.
recorded-before =
    Until now it said:
    { $link }
recorded-where = Where is the recording of “{ $name }” ({ $day })? Put the link after it, or `no` if there is none.
recorded-too-early = No meeting has taken place yet.
recorded-no-meeting = There was no meeting on { $day }. The last ones were on { $last }.
recorded-several = There were several meetings on { $day }. Put the time after the date: { $times }
recorded-ask = 🎬 Is there a recording of “{ $name }” ({ $day })?
recorded-ask-again = 🎬 The recording of “{ $name }” ({ $day }) is still missing.
recorded-how = `!recorded { $date } LINK` enters it. If there is none: `!recorded { $date } no`

## Public holidays

holiday-found = 📅 “{ $name }” falls on a public holiday: { $day }, { $names }
holiday-where = It is a day off { $where }.
holiday-others = I move nothing by myself. Other days, each with the line that moves the meeting there:
holiday-free = { $when }: no holiday anywhere
holiday-hit = { $when }: { $names }, a day off { $where }
holiday-move = `!meeting move { $old } to { $new } { $time }`
holiday-all = in all of { $country ->
    [DE] Germany
    [AT] Austria
    [CH] Switzerland
   *[BE] East Belgium
}
holiday-some = in { $hit } of { $total } { $country ->
    [DE] German Länder
    [AT] Austrian Länder
    [CH] Swiss cantons
   *[BE] regions of Belgium
}

## !coming

coming-help = Signs you up for the next meeting, or off again.
coming-more =
    With nothing after it you sign up for the next meeting, with a date for the one on that day; `no` signs you off.
    A 👍 on a reminder does the same, and taking it back signs you off.
    Only the admins see how many are coming, and no names.
coming-yes =
    Good, you are coming on { $when }: { $name }
    If something gets in the way: `!coming no{ $day }`
coming-no =
    All right, you are not coming on { $when }: { $name }
    If you can make it after all: `!coming{ $day }`
coming-none = There is no meeting on { $day }. The next one is on { $when }.
coming-over = The meeting on { $day } is over already: { $name }
coming-wrong = This takes a date or “no”, not “{ $words }”.

## !remind and !pause

remind-help = Reminds you of each meeting by direct message, as early as you like.
remind-more =
    Add how long before: `1 day, 30 min` or `7d 1h`, up to five of them; `0` is the start.
    With nothing after it I tell you what you have ordered; `off` ends it.
    The reminders in the group are not affected. I also write to you at night if that is when you want it.
remind-none = You have ordered no reminders of your own. With `!remind 1 day, 30 min` I will message you the day before each meeting and again half an hour before it.
remind-now =
    I message you for each meeting: { $before }.
    To change it: `!remind 1d 1h`, to end it: `!remind off`
remind-set = From now on I will message you for each meeting: { $before }.
remind-off = All right, no more reminders of your own. Those in the group stay.
remind-many = { $most } reminders before a meeting are the most, and this makes { $count }.
remind-next = The next reminder comes on { $when }.
remind-before = { $length } before
remind-start = when it starts
remind-days = { $days ->
    [1] 1 day
   *[other] { $days } days
}
pause-help = Lets your own reminders rest for a while.
pause-more =
    Add the last day of the pause: `until 20.08.`, `until Friday` or `2 weeks`. After that they come back by themselves.
    `!pause off` ends it sooner. The reminders in the group go on.
pause-now = Paused up to and including { $day }; `!pause off` ends it sooner.
pause-over = The pause is over.
pause-none = There is no pause at the moment.
pause-nothing = You have ordered no reminders of your own, so there is nothing to pause. To order some: `!remind 1 day`
pause-when = Until when? Add the last day, for example `!pause until 20.08.` or `!pause 2 weeks`.
pause-wrong = I find no day in “{ $words }”.
pause-later = A pause begins right away, not on { $day }. Write again on that day, or now with only the last day.
pause-past = { $day } is over already. Write a day that is still to come.
personal-ahead = 📅 Your reminder of the meeting { $until }: { $name }
personal-late = 📅 Your reminder of the meeting { $until } (it comes late): { $name }
personal-asks = Coming? A 👍 is enough.

## When things turn out differently

ticker-missed = I was away, and now it is too late for this. The group did not hear:
ticker-set-back = My clock was set back; by my clock it is now { $when }. If that is wrong, set the clock of the computer. What I passed over because it was ahead, I will say in its time.
router-understood = Understood as `!{ $name }`.
router-try = Try it like this: `{ $example }`
router-suggest = Did you mean { $names }?
router-open = I did not understand that. My question from just now is still open: { $takes ->
    [line] { $sign ->
        [0] answer it, or write `cancel`.
       *[other] answer it without an exclamation mark, or write `cancel`.
    }
   *[yes] write `yes` or `no`.
}
router-not = I did not understand that.
router-which = More than one question is open:
router-which-how = Which one do you mean? Add its number, like `yes 2` or `no 1`, or give the question itself a 👍 or 👎.
router-which-over = Question { $number } is not open any more. Nothing came of your answer.
router-which-left = Still open:
router-over = This question has been answered already, or is not open any more. Nothing came of your answer.
router-dropped = { $kept ->
    [0] What was open until now no longer counts: { $what }
   *[other] Your draft from just now no longer counts; `{ $back }` shows it again.
}
router-deleted = You deleted your message. What I asked about it no longer counts.
router-lapsed = My question from before has lapsed. Nothing of it was stored or sent; best start again.
router-closed = No question is waiting for a yes or a no here just now. Perhaps it was answered or has lapsed; just say again what you want to do.
router-others = This question is for somebody else. Only those who are asked can answer it.
router-edited = You have changed your message, so my question about it no longer counts: just send it anew.
router-away = I was away for a while when this came. None of it was done or answered; whatever still matters, just send it again.
router-unknown = I did not understand that. `!help` shows what I can do.
router-thanks = You are welcome.
router-hello = Hello. `!help` shows what I can do.
router-file = What is the file for? Attach it once more with the command beside it: `!add template` takes it in as a template.
router-broke = Something went wrong on my side (code { $code }). Nothing was changed; the admins can see the code too.
router-busy = ⏳
router-stranger = I am the bot of “{ $network }” and answer everyone who is in its Signal group; to get in, ask someone from the network to invite you.

## Dates, times and rules as people write them

when-nothing = I find no date in that. Write it like this, for example: `2.12. 19:00`, `tomorrow 9 am` or `Wed 7 pm`.
when-hour = At what time? Add it, for example `19:00`.
when-no-date = There is no date “{ $words }”. Write the day first, then the month, for example `30.12.`
when-no-day = There is no { $day }; that month has { $last } days.
when-no-time = There is no time “{ $words }”. Write it like `9:00` or `19:00`.
when-midnight = Midnight can be either end of a day. Write `23:59`, or `0:00` with the day that then begins.
when-half = Morning or evening? Write `{ $early }` or `{ $late }`.
when-order = In “{ $words }” I cannot tell the day from the month. Write `{ $one }` or `{ $other }`
when-weekday = { $day } is a { $real }, not a { $named }.
when-two-days = Is that { $weekday } { $one } or { $other }? Write `{ $first }` or `{ $second }`
when-past = { $day }, { $time } is over already. Write a time that is still to come.
when-far = { $day } is a long way off. Write a day within the next two years.
when-no-duration = I cannot read “{ $words }” as a length of up to a day. Write for example `90 minutes` or `1h30`.
when-no-offset = I cannot tell how long before a meeting “{ $words }” is; 60 days are the most. Write for example `7d`, `1 day before` or `30 min`.
when-no-rule = I find no rule in “{ $words }”. Write for example `every 4 weeks from 13.1. 19:00` or `every first Wednesday 19:00`.
when-interval = Write an interval of 1 to { $most } { $kind ->
    [WEEKLY] weeks
   *[other] months
}.
when-no-start = From when on? Add the first date, for example `from 13.1.`
when-monthly = On which day of the month? Write for example `monthly on the first Wednesday`.
when-fifth = Most months have no fifth { $weekday }. Write `every last { $weekday }`.
when-which = Every { $nth } weeks, or counted within the month? Write `every { $nth } weeks on { $weekday }` or `monthly on the { $nth }. { $weekday }`.
when-rule-weeks = { $weeks ->
    [1] every week
   *[other] every { $weeks } weeks
} on { $weekday } at { $time }
when-rule-month = { $months ->
    [1] the
   *[other] every { $months } months on the
} { $nth ->
    [1] first { $weekday }
    [2] second { $weekday }
    [3] third { $weekday }
    [4] fourth { $weekday }
   *[other] last { $weekday }
}{ $months ->
    [1] {" of every month"}
   *[other] {""}
} at { $time }
when-rule-other = by the rule { $rule } at { $time }

## Calendar files

ics-taken = { $new } new, { $changed } changed, { $same } as before.
ics-next = Coming up: { $when }, { $name }
ics-written = { $file }: { $count ->
    [1] one entry
   *[other] { $count } entries
} written.
ics-refused = I cannot take the file as it is; nothing was changed.
ics-line = Line { $line }: { $mistake }
ics-line-of = Line { $line } ({ $event }): { $mistake }
ics-mistake = { $what ->
    [big] The file is larger than 2 MB. Export a shorter period.
    [encoding] There is something here that is not UTF-8. Save the file as UTF-8.
    [no-calendar] This is not a calendar. Take a file that begins with BEGIN:VCALENDAR, as calendars export it.
    [no-event] There is no event in this calendar. An event begins with BEGIN:VEVENT and ends with END:VEVENT.
    [many] These are { $value } dates, and 2000 is the most I take. Export a shorter period.
    [cut] The file breaks off in the middle of { $value }. Export it again.
    [line] “{ $value }” is not a line of a calendar. Write NAME:value, or take it out.
    [nesting] “{ $value }” does not belong here. Each BEGIN needs an END with the same name, and everything stands in between.
    [uid] The event has no identifier. Write one that no other event has, for example UID:meeting-1@net.example
    [twice] This event is in the file twice. Take one of them out, or give it a UID of its own.
    [title] The event has no title. Write for example SUMMARY:Network meeting
    [long] There are more than 300 characters here. Shorten the text.
    [start] The event has no start. Write for example DTSTART;TZID=Europe/Berlin:20261202T190000
    [date] “{ $value }” is neither a point in time nor a length. Write times like 20261202T190000 and lengths like PT90M.
    [all-day] The time of day is missing. Write { $value }T190000, without VALUE=DATE.
    [far] “{ $value }” is too far away. Write a date within the next ten years.
    [zone] I do not know the time zone “{ $value }”. Write its name as in TZID=Europe/Berlin
    [end] The end in “{ $value }” is not after the start. Write a later one.
    [length] No meeting is that long; 14 days is the most. Write for example DURATION:PT90M
    [sequence] “{ $value }” is not a number. Write SEQUENCE:0
    [rule] I do not know the rule “{ $value }”. Write FREQ=WEEKLY;INTERVAL=4 (every four weeks) or FREQ=MONTHLY;BYDAY=1WE (every first Wednesday; the last is -1WE).
    [rule-start] DTSTART is not a day that the rule “{ $value }” gives. Let it fall on the first such day.
    [following] I cannot change all later dates at once. End the rule with UNTIL, and begin a new one with a UID of its own.
    [clash] Another meeting takes place at that time: { $value }. Choose another time, or take one of the two out.
   *[kind] Something else is kept under “{ $value }” already: a series instead of a date, or the other way round. Give this one another UID.
}
ics-missing = { $file } is not there. Name a calendar file (.ics), or a folder with a meetings.ics in it.
ics-unreadable = { $file } cannot be read ({ $reason }). Name a file that you may read.
ics-ending = { $file } does not end in .ics. Name a file that does, or a folder that is there.
ics-unwritable = { $file } cannot be written ({ $reason }). Name a folder that you may write to, or a file that ends in .ics.

## What is the matter with the database

database-problem = { $kind ->
    [MissingDatabase] { $file } is not there yet. It is made when Losbote first runs.
    [MissingFolder] There is no folder for { $file }. Make it, or name another file as `database` in the settings.
    [RemovedDatabase] { $file } was removed or replaced while Losbote ran. The next start takes what lies there.
    [OlderDatabase] { $file } was written by an older Losbote. Start this one once, and it is brought up.
    [NewerDatabase] { $file } was written by a newer Losbote. Update the program.
    [ForeignDatabase] { $file } belongs to another program. Name another file as `database` in the settings.
    [DamagedDatabase] { $file } is damaged or no database of Losbote; nothing was changed. How the last backup takes its place is in the handbook: deploy/handbook/en/running.md
    [ReadOnlyDatabase] { $file } cannot be written. Whoever runs Losbote needs the right to write the file and its folder.
    [DiskFull] The disk is full, so { $file } cannot be written. Free some space, then start again.
    [DatabaseLocked] Another program holds { $file }. Is Losbote running twice?
   *[other] { $file } cannot be used as it is. SQLite says: { $said }
}
lock-held = { $file } is in use by another Losbote (process { $process }). Stop that one first; two would answer everything twice.
lock-unreadable = { $file } cannot be opened ({ $reason }), so nobody can tell whether another Losbote uses the database. Give it to the user who runs Losbote, or remove it while none runs.
port-taken = { $address } is taken by another program. Set another port.
port-refused = Nobody can listen at { $address } ({ $reason }). Set another address.
system-reason = { $name ->
   *[other] { $said }
}

## What will be said

plan-none = There is nothing to say within { $days } days.
plan-title = What will be said within { $days } days
plan-when = when
plan-where = where
plan-why = why
plan-text = what
plan-gives-way = The week has no room for these, since something more important comes or enough was said:
plan-person = direct message with { $who }
plan-rule = { $rule ->
    [reminder] reminder
    [personal] reminder of one's own
    [holiday] public holiday
    [ask-recording] asking for the recording
    [next] pinned meeting
    [recording] new recording
    [tip] tip
    [tip-out] tip voted out
    [announcement] announcement
    [announcement-sent] what became of an announcement
    [announcement-unsure] what became of an announcement
    [poll-result] result of a poll
    [poll-sum] poll in all groups
   *[other] { $rule }
}

## !undo

undo-help = Takes back your last change.
undo-more =
    Say it again and it takes back the one before, and so on.
    What other admins have changed stays.
undo-done =
    Taken back:
    { $what }
undo-field = { $what ->
    [filled] { $name } is again: { $now }
   *[empty] { $name } is empty again.
}
undo-none = There is nothing of yours to take back. It works for all that you change about meetings, announcements, polls, the plan and the library.
undo-late = { $why ->
    [again] This can no longer be taken back, because something new has taken its place:
    [file] This can no longer be taken back, because its file was deleted after 30 days:
    [hold] `!undo` does not take this back; `!resume` lets go on what is stopped:
    [done] This cannot be taken back:
   *[changed] This can no longer be taken back, because it has changed since:
}
    { $what }
undo-before =
    Shall I take back your change before that instead? `yes` or `no` will do.
    { $what }
undo-poll-stands = This poll is in the groups already:
undo-poll-late = It can no longer be deleted there. `yes` ends the poll and forgets its result, `no` leaves everything as it is.
undo-words = It says again: “{ $text }”
undo-left = All right, everything stays as it is.

## Files of the library

document-bad = { $what ->
    [empty] “{ $name }” is empty. Save the file again and send it once more.
    [big] “{ $name }” is larger than { $most } MB. Make the pictures in it smaller, or give me a link.
    [path] “{ $name }” is not the name of a file. Give it one without folders, for example motion.docx.
    [old] “{ $name }” is in an old Office format. Save the file as .docx, .odt or PDF and send it once more.
    [renamed] “{ $name }” is not what its name says. It should probably be “{ $right }”: rename the file and send it once more.
    [macros] There are macros in “{ $name }”, and I do not take those. Save the file without them, for example as .docx, .odt or PDF.
    [locked] “{ $name }” is protected. Save the file without a password and without restrictions.
    [bomb] “{ $name }” grows far too large when it is unpacked. Save the file again, best as a PDF.
    [heavy] “{ $name }” takes too long to read. Print the file to a new PDF and send me that one.
    [unknown] I cannot use “{ $name }”. I take PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), LibreOffice (.odt, .ods, .odp) and text (.txt, .md, .csv).
   *[broken] “{ $name }” cannot be opened; the file is damaged. Save it again and send it once more.
}

## !search, !more and lists from the library

search-help = Searches the whole library.
search-more =
    Put a few words after it. It finds recordings, templates, tips and terms.
    A slip of the finger, one or many, ü or ue: none of that matters.
    A number from the list opens that entry, for half an hour.
search-empty = What shall I look for? Put a few words after it.
search-misses = Searched for in vain: { $misses }
search-miss = “{ $words }” ({ $count ->
    [2] twice
   *[other] { $count } times
})
search-meeting = It is the topic of the meeting on { $when }: { $name }
more-help = Shows how the list goes on.
more-more =
    It goes on with the list you were last given here, be it search results or dates; that is good for half an hour.
    With words after it I start a new search.
more-none = No list is open at the moment. A search gives you a new one.
more-try = !search sortition
hits-without = I found no mention of { $words }.
hits-word = “{ $word }”
hits-head = Here is what I have on “{ $words }”:
hits-kind = { $kind ->
    [template] Template
    [tip] Tip
    [term] Term
   *[other] Recording
}
hits-open = { $what ->
    [one] Write `1` to see all of it.
    [rest] Write a number to see all of it, or `!more` for the next ones.
   *[all] Write a number to see all of it.
}
hits-end = { $what ->
    [one] That is all I have on it.
   *[all] That is all I have on it. You can still pick from the list.
}
hits-no-number = { $what ->
    [one] There is no { $number } in the list, only 1.
    [later] There is no { $number } in the list yet. It runs from 1 to { $last }, and `!more` continues it.
   *[all] There is no { $number } in the list. It runs from 1 to { $last }.
}
hits-gone = That entry no longer exists.
hits-nothing = Nothing on “{ $words }”.
hits-near = Close to it: { $near }.
hits-elsewhere = There is something elsewhere in the library: `!search { $words }`
hits-otherwise = Try another word, or fewer words.

## !term

term-help = Explains a term about citizens' assemblies.
term-more =
    Put the term after it, in English or German. I know other names for it, too.
    With nothing after it I say how many there are.
term-missing = The glossary has nothing on “{ $words }”.
term-none = The glossary is still empty.
term-count = { $count ->
    [1] The glossary has one term: { $names }
   *[other] The glossary has { $count } terms, for example { $names }.
}
terms-name = **{ $name }**
terms-line = { $name } – { $definition }
terms-other = In German: { $name }
terms-untranslated = So far the text exists in German only.
terms-also = See also: { $names }

## !tip

tip-help = Gives you a tip from practice, on a topic if you name one.
tip-more =
    Topics are topic choice, sortition, inclusion, costs, facilitation, communication, recommendations, implementation and evaluation; any other word will do too.
    Ask again and you get another one.
    Under tips in the group 👍 and 👎 count: after three 👎 a tip does not come again.
tip-none = There are no checked tips here yet. As soon as the admins release some, you get them with `!tip`.
tip-post = 💡 { $tip }
tip-out =
    👎 Three people did not like this tip, so I have stopped telling it:
    { $tip }
    `!edit tip { $number } renew` brings it back.
tip-resting = { $why ->
    [unverified] { $count ->
        [one] One tip has not been checked yet and is not told. `!edit tip` shows it.
       *[other] { $count } tips have not been checked yet and are not told. `!edit tip` shows them.
    }
    [old] { $count ->
        [one] One tip rests because nobody has checked it for 18 months. `!edit tip` shows it.
       *[other] { $count } tips rest because nobody has checked them for 18 months. `!edit tip` shows them.
    }
   *[voted-out] { $count ->
        [one] One tip is voted out: three people did not like it. `!edit tip` shows it.
       *[other] { $count } tips are voted out: three people each did not like them. `!edit tip` shows them.
    }
}
tips-topic = { $topic ->
    [topic-choice] Topic choice
    [sortition] Sortition
    [inclusion] Inclusion
    [costs] Costs
    [facilitation] Facilitation
    [communication] Communication
    [recommendations] Recommendations
    [implementation] Implementation
    [evaluation] Evaluation
   *[other] { $topic }
}
tips-source = Source: { $source }
tips-author = by { $author }
tips-german-only = This tip is only available in German so far.
tips-untold = This tip is not available at the moment. You get another one with `!tip`.
tips-mark = { $why ->
    [unverified] unchecked
    [old] resting
   *[voted-out] voted out
}
tips-rests = { $why ->
    [unverified] Not checked: nobody but you admins gets to see it. `!edit tip { $number } approve` changes that.
    [old] Nobody has checked it for 18 months, so I no longer tell it on my own. `!edit tip { $number } renew` changes that.
   *[voted-out] Voted out: three people did not like it, so I have stopped telling it. `!edit tip { $number } renew` changes that.
}

## !template

template-help = Finds documents from practice and sends them to you.
template-more =
    Add kind, phase, place and size as you like: motion, sortition, NRW, 20k, small. Any other word is searched for.
    The nearest comes first: same state or canton, similar size, newest. A number sends you the file.
    Without words I tell you what there is.
template-head = The best matches for “{ $words }”:
template-elsewhere = There is none from { $places }. The closest:
template-there = { $what ->
    [places] There are templates from: { $names }
   *[kinds] These templates are there: { $names }
}
template-none = There are no templates yet. As soon as the admins add one, you will find it here.
template-count = { $count ->
    [1] There is one template:
   *[other] There are { $count } templates:
}
template-how = Write a number, or say what you need: `!template motion NRW 20k`
template-how-more = Write a number, or say what you need: `!template motion NRW 20k`. `!more` shows the other kinds.
template-kinds-end = Those are all the kinds there are. You can still pick from the list.
template-no-list = No list with that number is open right now. Search first, then pick a number.
template-try = !template invitation
templates-title = **{ $title }**
templates-size = { $size } residents
templates-used = Used by { $who }
templates-outcome = What came of it: { $outcome }
templates-licence = Licence: { $licence }
templates-language = Language: { $name }.
templates-large = { $link ->
    [yes] The file has { $size } MB, and I send no more than { $most } MB. You can get it here:
   *[no] The file has { $size } MB, and I send no more than { $most } MB. Ask the admins for it.
}
templates-dead = This link did not open last time. Perhaps it is back:
templates-other = Other

## !recording

recording-help = Shows the newest recording, or finds one.
recording-more =
    With nothing after it you get the newest, with `2` the one before, with a date, month or year those of that time.
    With words I search titles, chapters and what was said.
    Where possible the link opens right at that moment.
recording-none = There are no recordings yet. As soon as there is one, you will find it here.
recording-fewer = { $count ->
    [1] There are not that many, only one so far.
   *[other] There are not that many, only { $count } so far.
}
recording-zero = The newest is 1, the one before it 2.
recording-head = Recordings on “{ $words }”:
recording-head-when = { $kind ->
    [day] Recordings of { $when }:
    [span] Recordings from that time ({ $when }):
   *[other] Recordings from { $when }:
}
recording-none-when = { $kind ->
    [day] I have no recording of { $when }.
    [span] I have no recording from that time ({ $when }).
   *[other] I have no recording from { $when }.
}
recording-month = There is no month { $number }; they go from 1 to 12.
recording-all = { $what ->
    [slides] Recordings with slides:
   *[all] The recordings, the newest first:
}
recording-no-slides = No recording has slides yet.
recording-nearest = The closest is: { $about }. `!recording { $date }` shows it.
recording-soon = The recording of { $day } is on its way. The newest so far:
recording-here = 🎬 The recording is here: { $about }
recordings-title = **{ $title }**
recordings-speakers = With { $speakers }
recordings-chapters = … and { $more } more chapters
recordings-chapter = From { $time }, { $title }:
    { $link }
recordings-said = { $time } “{ $text }”
recordings-slides = Slides:
recordings-dead = This link did not open last time. Perhaps it is back:
    { $link }
recordings-taken = Another recording has this link already: { $about }

## !add, !edit and !remove: what admins do in the library

add-help = Adds a recording, a template, a tip or a term to the library.
add-more =
    Say what it is and all you know; I ask for what is missing. Each further line names a field, like “topics costs, facilitation”, or a chapter: “00:12:30 Sortition in Aachen”.
    Attach the file of a template; a recording can have its transcript (.vtt or .srt) attached.
    `!edit` and `!remove` do what they say; `!undo` takes all of it back.
add-how = `skip` leaves a question out, `done` all the rest, `cancel` drops it.
add-off = All right, nothing was added.
add-needed = It does not work without this. `cancel` drops it altogether.
add-open = { $kind ->
    [recording] recording
    [template] template
    [tip] tip
   *[term] term
} “{ $text }”
add-no-answer = I do not take that as an answer. Give one, write `-` if you do not know, or `cancel`.
add-other = Give another answer, or write `cancel`.
add-quicker = Somebody was quicker than you; it was not added a second time.
add-done = Added:
add-rest = { $kind ->
    [recording] I cannot make anything of “{ $words }” here. Beside link and title the line takes the day, the length and “with …”; all else goes on a line of its own, like “topics costs”.
   *[template] I cannot make anything of “{ $words }” here. Beside link and title the line takes kind, place, size, year and licence; all else goes on a line of its own, like “used by Bergstadt”.
}
add-what = New: { $what }
add-usual = With `skip` I will call it “{ $title }”.
add-ask = { $what ->
    [recording-link] Where is the recording? Send me the link.
    [recording-date] What day is it from? 4 June or 4 June 2025 will do.
    [recording-title] What is the recording called?
    [template-link] Send me the file, or a link to it.
    [template-title] What is the template called?
    [template-kind] What kind of document is it? For example an invitation letter, sample motion, council paper or sortition protocol.
    [template-region] Which state or canton is it from? For example NRW, Tyrol, Zurich or East Belgium.
    [template-size] How many people live in the municipality? Roughly will do: 18k or 18,000.
    [template-year] What year is it from?
    [template-licence] What licence does it have? For example CC0 or CC BY.
    [template-used_by] Who has used it?
    [template-outcome] What came of it?
    [tip-lang_de] How does the tip read in German?
    [tip-topic] What is it about? Topic choice, sortition, inclusion, costs, facilitation, communication, recommendations, implementation, evaluation, or a word of your own.
    [tip-source] Where is it from? Name the source and the year: Guide to sortition, 2023
    [tip-lang_en] How does the tip read in English?
    [term-term_de] What is the term in German?
    [term-definition_de] What does it mean? One or two sentences, in German.
    [term-term_en] What is the term in English?
   *[term-synonyms_de] What else do people call it? Several with commas.
}
edit-help = Changes an entry of the library, approves tips and renews them.
edit-more =
    Say the kind, the number, the field and what it should say; “-” empties it. Several fields: one on each line.
    A number with # always counts, one without means the list that is open here. Without a field I show what is there, without a number I search. A chapter joins those that are there; “00:30 -” takes it out.
    Tips: `approve` once checked, `renew` after 18 months or three 👎.
edit-done = Changed: { $what }
edit-line = { $what ->
    [both] { $name }: { $now } (before: { $was })
    [now] { $name }: { $now }
   *[was] { $name }: empty now (before: { $was })
}
edit-chapters = { $what ->
    [both] chapters:
        { $now }
        Gone:
        { $was }
   *[now] chapters:
        { $now }
}
edit-sure = Do you mean { $what }? `yes` changes there: { $change }
edit-which = Do you mean { $what }? Then send the file once more, with this number.
edit-left = All right, it stays as it is.
edit-remove = Removing has a command of its own.
edit-mended = What the group has read of it is put right there.
edit-file = { $what ->
    [template] New file: { $name }
   *[recording] The transcript is there and can be searched.
}
edit-same = It says that already.
edit-empty = { $what ->
    [needed] What should “{ $name }” say? Write it after the name.
   *[free] What should “{ $name }” say? Write it after the name; “-” empties it.
}
edit-nothing-left = A template needs a file or a link. Send the file first.
edit-missing = Empty: { $names }
edit-how = To change it: `{ $example }`
edit-approved = Already approved: { $what }
edit-told = { $what ->
    [approved] Approved: { $called }
   *[again] Back in for the next 18 months: { $called }
}
remove-help = Takes an entry out of the library.
remove-more =
    Say the kind and the number, or some words.
    I show what it is and ask; `!undo` brings it back afterwards, too.
remove-ask = { $kind ->
    [recording] Shall this recording go? `yes` removes it, `no` leaves it there.
    [template] Shall this template go? `yes` removes it, `no` leaves it there.
    [tip] Shall this tip go? `yes` removes it, `no` leaves it there.
   *[term] Shall this term go? `yes` removes it, `no` leaves it there.
}
remove-also = { $what ->
    [both] Its chapters and its transcript go with it.
    [chapters] Its chapters go with it.
   *[transcript] Its transcript goes with it.
}
remove-done = Removed: { $what }
remove-said = What the group has read of it is taken off there.
remove-undo = `!undo` brings all of it back.
remove-left = All right, it stays: { $what }
shelves-called = { $kind ->
    [recording] recording “{ $title }” ({ $number })
    [template] template “{ $title }” ({ $number })
    [tip] tip “{ $title }” ({ $number })
   *[term] term “{ $title }” ({ $number })
}
shelves-word = { $kind ->
    [recording] recording
    [template] template
    [tip] tip
   *[term] term
}
shelves-command = { $command ->
    [add] !add
    [edit] !edit
   *[remove] !remove
}
shelves-kind-of = { $what ->
    [empty] What is it about? A recording, a template, a tip or a term.
    [meeting] Meetings are looked after by `!meeting`: add, move, cancel. This is for recordings, templates, tips and terms.
   *[unknown] I do not know “{ $words }”. After the command comes recording, template, tip or term.
}
shelves-try = { $command ->
    [add] { $kind ->
        [recording] !add recording https://… "Title" 4 November 78 minutes with …
        [template] !add template https://… "Title" BW 18k 2024
        [tip] !add tip Costs: … (source, 2024)
       *[term] !add term … = …
    }
    [meeting] !meeting
   *[other] { shelves-command } { shelves-word }
}
shelves-try-list = { shelves-command } { shelves-word }
shelves-try-number = { shelves-command } { shelves-word } 1
shelves-change = !edit { shelves-word } { $number }
shelves-change-how = !edit { shelves-word } { $number } { $kind ->
    [recording] title …
    [template] year …
    [tip] source …
   *[term] synonyms …
}
shelves-which = { $kind ->
    [recording] Which recording?
    [template] Which template?
    [tip] Which tip?
   *[term] Which term?
} Take its number: `{ $example }`
shelves-none = { $kind ->
    [recording] There is no recording { $number }.
    [template] There is no template { $number }.
    [tip] There is no tip { $number }.
   *[term] There is no term { $number }.
}
shelves-empty = { $kind ->
    [recording] There are no recordings yet.
    [template] There are no templates yet.
    [tip] There are no tips yet.
   *[term] There are no terms yet.
}
shelves-other = { $kind ->
    [recording] In the list that is open here, { $number } is a recording.
    [template] In the list that is open here, { $number } is a template.
    [tip] In the list that is open here, { $number } is a tip.
   *[term] In the list that is open here, { $number } is a term.
} If you mean the fixed number, write it with #: { $fixed }
shelves-synonym = “{ $words }” stands as a synonym with { $what } already. Take it out there first.
shelves-double = This is there already: { $what }.
fields-needed = It does not work without “{ $name }”. Write what it should say.
fields-unknown = I cannot make anything of “{ $words }” here. A line begins with a field: { $names }.
fields-long = That is { $length } characters; { $most } will fit. Make it shorter.
fields-link = { $what ->
    [none] “{ $words }” is not a link. A link begins with https:// and leads to the open web.
   *[private] Not everybody can open “{ $words }”. A link begins with https:// and leads to the open web.
}
fields-date = “{ $words }” is no day that I understand. Write it like this: 4 June 2025
fields-future = { $day } is still to come. Only what is past can have been recorded.
fields-year = “{ $words }” does not work as a year. They go from { $first } to { $last }.
fields-size = “{ $words }” is no size. Write how many people live there: 18k or 18,000.
fields-kind = { $what ->
    [several] “{ $words }” can be several things: { $names }. Take one of them.
   *[none] I know no kind of document called “{ $words }”. There are invitation letters, sample motions, council papers, sortition protocols, budget plans and evaluation reports, for example.
}
fields-phase = “{ $words }” is no phase. There are { $names }.
fields-region = { $what ->
    [several] “{ $words }” can be several places: { $names }. Take one of them.
   *[none] I do not know “{ $words }” as a state or canton. Write NRW, Tyrol, Zurich, East Belgium or Switzerland, for example.
}
fields-language = I do not know “{ $words }” as a language. There are German, English, French and Italian.
fields-chapter = “{ $words }” is no chapter. First comes the time, then the title: 00:12:30 Sortition in Aachen
handed-lost = { $why ->
    [empty] { $names }: this is empty. Send the file when there is something in it.
    [large] { $names }: this is larger than { $most } MB. Give me a link to it, or make the file smaller.
   *[gone] { $names }: this did not arrive. Send it again, or give me a link.
}
handed-wrong = { $what ->
    [several] Send one file at a time.
    [recording] A recording can have a transcript as .vtt or .srt, not “{ $name }”. Slides come as a link: `slides https://…`
   *[other] I have no use for the file “{ $name }” here; files belong to templates and recordings.
}
handed-transcript = { $what ->
    [empty] There is no transcript in “{ $name }”. I take WebVTT (.vtt) and SRT (.srt).
    [big] “{ $name }” is too long for a transcript.
    [order] In “{ $name }” time runs backwards in line { $line }. Put it in order, and send the file again.
   *[times] In “{ $name }” line { $line } is no time. This is what one looks like: 00:01:05.000 --> 00:01:09.500
}
hits-number = For admins: `!edit { shelves-word } { $number }`, `!remove { shelves-word } { $number }`

## !status

status-help = Says whether all is well and what needs a hand.
status-more = Just like that, with nothing after it.
status-heading = **How things stand**
status-sent = Everything is sent.
status-deliveries = { $state ->
    [waiting] { $count ->
        [1] One message is still waiting to be sent.
       *[other] { $count } messages are still waiting to be sent.
    }
    [unknown] { $count ->
        [1] Of one message I cannot tell yet whether it arrived.
       *[other] Of { $count } messages I cannot tell yet whether they arrived.
    }
   *[failed] { $count ->
        [1] One message could not be sent in the last seven days.
       *[other] { $count } messages could not be sent in the last seven days.
    }
}
status-worries = This needs a hand:
status-well = Nothing needs a hand.
status-linked = { $version ->
    [none] Connected to Signal.
   *[other] Connected to Signal (signal-cli-rest-api { $version }).
}
status-heard = Last heard from others: { $when }
status-next = { $held ->
    [0] What I will say next:
   *[other] What would come next, once things go on with `!resume`:
}
status-overdue = { $count ->
    [1] One message waits until things go on with `!resume`.
   *[other] { $count } messages wait until things go on with `!resume`.
}
status-silent = In the next 60 days I will say nothing of my own accord.
status-trouble = { $kind ->
    [off] Losbote is not running.
    [stuck] Losbote is running but does not answer at { $about }. The log says what is wrong.
    [link] There is no connection to signal-cli-rest-api. I keep trying; is the server running, and is its address right (server in losbote.toml)?
    [server] signal-cli-rest-api does not answer. Is the server running?
    [account] signal-cli-rest-api does not know my number any more. It has to be registered or linked there anew.
    [refused] signal-cli-rest-api cannot be used as it is: { $about }
    [behind] What people write to me is left lying. Restarting Losbote usually helps; the log says what is wrong.
    [deaf] What I say goes out, but I hear nothing. Restarting signal-cli-rest-api usually helps.
    [receive] `losbote receive` does not answer at { $about }. I go on listening, but what is written while I restart would not reach me. Please start it again.
    [file] My database was removed or replaced while I was running. I am about to stop, and the next start takes what lies in its place then. If nothing does, put it or the last backup back there.
    [full] The disk is full, so I can store nothing. Make room; then I go on by myself.
    [locked] Another program holds my database. Is a database tool open there? As soon as it is free, I go on by myself.
    [unwritable] My database cannot be written: { $about }
    [group] signal-cli-rest-api does not find the group "{ $about }" any more. Is its id in losbote.toml right? If so, restarting the server usually helps.
   *[part] A part of me keeps failing ({ $about }). The log says what is wrong.
}
pinned-refused = In “{ $group }” I may not pin anything; the next meeting stands there without a pin. Make me an admin of the group, or let everybody pin messages.

## When the connection was disturbed

watch-back = { $kind ->
    [account] Signal did not know my number any more; after { $duration } all is back.
    [refused] signal-cli-rest-api could not be used; after { $duration } all is back.
    [full] The disk was full; after { $duration } all is back.
    [locked] Another program held my database; after { $duration } all is back.
    [unwritable] My database could not be written; after { $duration } all is back.
   *[link] I was cut off from Signal; after { $duration } all is back.
} What was written meanwhile may not have reached me. What I had to say myself I make up for, as far as it still fits.
watch-stands = { $kind ->
    [receive] `losbote receive` does not answer at { $about }. I go on listening, but what is written while I restart would not reach me. Please start it again.
    [file] My database was removed or replaced while I was running. I am about to stop, and the next start takes what lies in its place then. If nothing does, put it or the last backup back there.
    [group] signal-cli-rest-api does not find the group "{ $about }" any more; I hear nothing there and can say nothing. Is its id in losbote.toml right? If so, restarting the server usually helps.
   *[deaf] What I say goes out, but I hear nothing, not even after connecting anew. Restarting signal-cli-rest-api usually helps.
}
watch-removed = I am not in the group "{ $group }" any more. If that was a mistake, invite me again.
watch-outside = I am not in the group "{ $group }". Invite me there, or take it out of losbote.toml.

## Links that lead nowhere

links-dead = 🔗 { $count ->
    [1] One link in the library no longer opens:
   *[other] { $count } links in the library no longer open:
}
links-one = { $title } (since { $since })
links-rest = { $count ->
    [1] And one more.
   *[other] And { $count } more.
}
links-how = Enter a new one with `!edit`; what no longer exists goes with `!remove`.
links-concern = { $count ->
    [1] One link no longer opens: { $title }
   *[other] { $count } links no longer open, the first: { $title }
}

## Import and export

import-step = { $what ->
    [read] Reading
   *[write] Writing
}
import-counted = { $file }: { $new } new, { $changed } changed, { $same } as before.
import-together = All in all: { $new } new, { $changed } changed, { $same } as before.
import-waiting = { $count ->
    [1] One new tip has not been checked yet. It is told once an admin approves it
   *[other] { $count } new tips have not been checked yet. They are told once an admin approves them
}: `!edit tip` shows what is waiting.
import-refused = I cannot take any of it as it is; nothing was changed.
import-mistake = { $what ->
    [cell] { $file }, row { $row }, { $column }: { $mistake }
    [row] { $file }, row { $row }: { $mistake }
   *[file] { $file }: { $mistake }
}
import-more = { $count ->
    [1] And one more.
   *[other] And { $count } more.
}
import-nothing = There is nothing in { $folder } that I know. I take recordings.csv, templates.csv, tips.csv, terms.csv or glossary.csv, meetings.ics, and transcripts as .vtt or .srt.
import-no-folder = { $folder } cannot be read ({ $reason }). Name a folder that you may read.
import-single = { $file } is a table. Name the folder that it is in.
import-or = Either a folder or `--first-filling`: take one after the other.
import-unreadable = This cannot be read ({ $reason }). Take a file that you may read.
import-read-as = { $file }: read as { $encoding }, separated by { $separator ->
    [comma] commas
    [semicolon] semicolons
   *[tab] tabs
}.
import-guessed = This is not Unicode. If letters are wrong afterwards, save the table as “CSV UTF-8” and import it again.
import-unknown = { $file }: { $count ->
    [1] I do not know the column { $names } and leave it out.
   *[other] I do not know the columns { $names } and leave them out.
} There are { $known }.
import-table = { $what ->
    [empty] The file is empty. The columns go into its first line: { $known }.
    [big] The file is larger than { $value } MB. Divide it up.
    [binary] This is not a table in CSV. Save it from your spreadsheet as “CSV UTF-8”.
    [encoding] I cannot read these characters. Save the table as “CSV UTF-8”.
    [twice] The column { $value } is there twice. Take one of them out.
    [columns] { $count ->
        [1] The column { $value } is missing.
       *[other] The columns { $value } are missing.
    } The first line names the columns; there are { $known }.
    [quotes] The quotes do not match here. Inside a text that stands in quotes itself they are written twice: ""
    [lists] There are { $value } cells here, more than columns. This table separates with semicolons, so a list goes into quotes: "costs;facilitation"
   *[cells] There are { $value } cells here, more than columns. Put a text that has the separator in it into quotes.
}
import-needed = The cell is empty, and it does not work without it.
import-renamed = { $file }: I read { $names }.
import-as = “{ $name }” as { $column }
import-yes = “{ $words }” is neither yes nor no. Write yes or no.
import-instant = “{ $words }” is not a point in time. Write it like 2026-06-04T17:00:00Z, or leave the cell empty.
import-rests = “{ $words }” does not fit here. Leave the cell empty, or write voted out.
import-neither = Both are missing, file and link. Put the file into the folder and its name into the column file, or the link into the column link.
import-twice = { $what ->
    [link] This link is there already further up.
    [file] This file is there already further up.
    [term_de] This term is there already further up.
   *[lang_de] This tip is there already further up.
} Leave one of the two rows out.
import-path = { $what ->
    [outside] “{ $name }” leads out of the folder. Put the file into it, and write only its name.
   *[missing] “{ $name }” is not in the folder. Put the file there, or write its name exactly as it is.
}
import-transcript = { $what ->
    [empty] There is no transcript in it. I take WebVTT (.vtt) and SRT (.srt).
    [big] This is too long for a transcript.
    [order] In line { $line } of the transcript time runs backwards. Put it into the right order.
   *[times] Line { $line } of the transcript does not tell a time. It looks like this: 00:01:05.000 --> 00:01:09.500
}
import-named = { $what ->
    [none] I know no recording for this. Name the file by its date (2026-06-04.vtt), its title or the last part of its link.
    [several] This fits several recordings. Write the name of the file into the column transcript of the right one.
   *[twice] There is a transcript of this recording already. Leave only one in the folder.
}
import-moved = { $file } was changed during the import; nothing was taken. Start it again.
import-not-kept = { $file } cannot be put into the library ({ $reason }); nothing was taken.
export-nothing = There is nothing to write yet: no meetings, no library.
export-unwritable = { $file } cannot be written ({ $reason }). Name a folder that you may write to.
export-lost = The file of the template “{ $title }” is gone from the library. Without it the template comes along only if it has a link.

## !poll (polls)

poll-help = Asks the groups with one of Signal's polls, closes it on time and says what came out.
poll-more =
    Part the options with `|`, or give each a line of its own; with `several` people may choose more than one. Without `until …` it runs for a week.
    Before it goes what may stand before an announcement: `to Netzwerk, tomorrow 9 am:`
    `!poll end` ends it early, `!poll result` shows the last one.
poll-posted = 📊 Poll: { $question }
poll-none = No poll is running.
poll-how = This is how to ask one: `!poll Which topic? Costs | Sortition until Fri 18:00`
poll-runs = **{ $question }**
    Until { $when }
poll-end-how = `!poll end` ends it at once.
poll-to-come = Not posted yet: { $question }
poll-no-question = The question is missing. It comes first and ends with a question mark, or stands in quotation marks.
poll-question-long = The question has { $length } characters, Signal takes { $most } at most. Shorten it.
poll-few = A poll needs at least two options, { $count ->
    [0] there is none here
   *[other] there is only “{ $option }” here
}. Part them with `|`, or give each a line of its own.
poll-many = These are { $count } options, { $most } at most will do. Join some of them.
poll-long = The option “{ $option }” has { $length } characters, Signal takes { $most } at most. Shorten it.
poll-twice = The option “{ $option }” is there twice. Leave one out.
poll-over = By then the poll would be over before it is in the group ({ $when }). Name a later end.
poll-no-edit = The question, the answers and the end of a poll are fixed once you have confirmed it. `!poll delete` takes it off; `!poll close` ends it at once, and you ask a new one.
poll-again-over = “{ $question }” would be over by now. Ask it anew with a later end.
poll-far = No poll runs longer than { $days } days. Name an earlier end.
poll-until-last = When the poll ends stands behind the last option, not before the question.
poll-files = A poll takes no files along. Send them with `!announce`, and the poll by itself.
poll-ahead = { $count ->
    [1] { $options } is ahead: { $votes } of { $voters ->
        [1] 1 vote.
       *[other] { $voters } votes.
    }
   *[other] { $options } are level: { $votes } of { $voters } votes each.
}
poll-several-ahead = { $count ->
    [1] { $options } is ahead with { $votes ->
        [1] 1 vote
       *[other] { $votes } votes
    }
   *[other] { $options } are level with { $votes ->
        [1] 1 vote
       *[other] { $votes } votes
    } each
}; { $voters ->
    [1] one person
   *[other] { $voters } people
} voted.
poll-nobody = { $over ->
    [0] Nobody has voted so far.
   *[other] Nobody voted.
}
poll-late = The poll ended on { $when }; this result is late.
poll-sum = **{ $question }**
    The poll is over. In { $groups } groups together:
poll-none-running = No poll is running.
poll-which = Several polls are running. Name the number:
poll-which-example = !poll end 1
poll-end = End “{ $question }” now instead of { $when }? This is how it stands:
    { $told }
    `yes` closes the poll and posts the result in the group; that cannot be taken back.
poll-over-already = This poll is over already.
poll-goes-on = All right, “{ $question }” goes on.
poll-ended = Ended: { $question }
    { $told }
poll-no-result = There is no result of a poll yet.
poll-uncounted = I can neither close nor count “{ $question }” in “{ $group }”, since Signal never confirmed that it was sent. The poll itself shows how people voted.
poll-ended-on = **{ $question }**
    Ended on { $day }
poll-in-group = { $group }:
why-poll-result = This is the result of a poll that one of the admins asked. I say it as soon as the poll is over.
why-poll-sum = This is the result of a poll in all groups together. I say it where the poll was written.

## Admins

admin-help = Shows who may steer me; adds somebody or removes them.
admin-more = `!admin add @name` adds somebody as soon as another admin confirms it. `!admin remove @name` removes somebody.
    `!admin trust @name` gives the rights back when somebody has a new phone.
    Always with a mention: type @ and choose the person.
admin-heading = **Who steers me**
admin-one = { $from ->
    [settings] { $who } (in the settings)
   *[added] { $who } (since { $since }, by { $by })
}
admin-rests = { $why ->
    [key] { $one }: may not just now, the safety number is new
   *[group] { $one }: may not just now, is no admin of the Signal group
}
admin-whom = Whom do you mean? I take admins by a mention only, never by name or number, since those can be changed. Type @ and choose the person.
admin-which = One person at a time, so that it is clear who is meant.
admin-what = What about { $who }? `!admin add`, `!admin remove` or `!admin trust`, and the mention after it.
admin-unknown = I do not know “{ $words }” here. There are `!admin add`, `!admin remove` and `!admin trust`, each with a mention.
admin-bot = That is me. People should steer me.
admin-nowhere = { $who } is in none of the groups that I am in. Only somebody who is in one of them can become an admin.
admin-unseen = I do not know just now who is in the groups, since the server does not answer. Try again in a few minutes.
admin-already = { $who } is an admin already.
admin-asked-here = { $who } is to become an admin. Another admin confirms that here with `yes` or 👍; `no` refuses. The question is open for 24 hours.
admin-asked = { $who } becomes an admin as soon as another admin confirms it. Asked: { $others }. The question is open for 24 hours.
admin-question = { $by } would like { $who } to become an admin and steer me. Do you agree? `yes` or 👍 confirms, `no` refuses. The question is open for 24 hours.
admin-alone = Nobody but you can steer just now, so you confirm it yourself: is { $who } to become an admin? `yes` or 👍 confirms, `no` drops it.
admin-added = { $who } is an admin now.
admin-added-rests = { $who } is an admin now, but can steer only once { $who } is an admin of the Signal group too.
admin-welcome = { $by } has made you an admin: you can steer me now, here in our direct chat{ $group ->
    [0] .
   *[1] { " " }or in the group of the admins.
} `!help` shows what you can do; `!undo` takes back what you change.
admin-welcome-rests = { $by } has made you an admin. You can steer me once you are an admin of the Signal group too; `!help` shows then what you can do.
admin-told-added = { $who } is an admin now: proposed by { $by }, confirmed by { $second }.
admin-told-alone = { $who } is an admin now, added by { $by }.
admin-dropped = All right, { $who } does not become an admin.
admin-told-dropped = { $second } has refused: { $who } does not become an admin.
admin-closed = This question is not open any more.
admin-proposer-gone = { $by } proposed that and cannot steer me just now, so { $who } does not become an admin this way. You can propose it yourself: `!admin add @name`
admin-removed = { $who } is not an admin any more. `!undo` takes that back.
admin-left = You are not an admin any more.
admin-told-removed = { $by } has taken { $who } off the list of admins.
admin-told-left = { $who } did not want to be an admin any more and is off the list.
admin-farewell = { $by } has taken you off the list of admins. Everything else stays as it was for you.
admin-settled = { $who } is in the settings. Only the person who runs me can remove somebody from there (`admins` in losbote.toml).
admin-last = Nobody but you can steer. Add somebody first: `!admin add @name`
admin-none = { $who } is not an admin.
admin-well = There is nothing to confirm about { $who }: the rights do not rest.
admin-well-group = { $who } needs the rights of an admin in the Signal group; an admin there can give them.
admin-log = { $now ->
    [added] New admin: { $who }
   *[gone] No longer an admin: { $who }
}
admin-undone = { $now ->
    [back] { $who } is an admin again.
   *[gone] { $who } is not an admin any more.
}
admin-key-trusted = Confirmed: { $who } can steer again.
admin-key-told = { $by } has confirmed the new safety number of { $who }, who can steer again.
admin-key-welcome = { $by } has confirmed your new safety number: you can steer me again.
admin-key-kept = All right, the rights of { $who } go on resting. `!admin remove @name` takes somebody off the list, `!admin trust @name` gives the rights back.
admin-key-changed = The safety number has changed once more since this question. Best ask { $who } on the phone; `!admin trust @name` gives the rights back.
admins-key-yours = { $others ->
    [0] Your safety number in Signal is new, as it is after a change of phones. You cannot steer me until that is confirmed. Only the person who runs me can do so, with: `losbote admin trust { $aci }`
   *[1] Your safety number in Signal is new, as it is after a change of phones. You cannot steer me until another admin confirms it. I have asked already.
}
admins-key-asked = The safety number of { $who } is new. That comes from a new phone, or somebody else has taken over the number. Until you answer, { $who } cannot steer. Best ask on the phone: is all well? `yes` or 👍 gives the rights back, `no` lets them rest.
admins-not-leading = You cannot steer me just now: for that you have to be an admin of the Signal group, and you are not. An admin of the group can make you one.
admins-group-came = { $count ->
    [1] { $who } is now an admin of the Signal group “{ $group }”.
   *[other] { $who } are now admins of the Signal group “{ $group }”.
}
admins-group-left = { $count ->
    [1] { $who } is no longer an admin of the Signal group “{ $group }”.
   *[other] { $who } are no longer admins of the Signal group “{ $group }”.
}
admins-group-came-rights = { $count ->
    [1] So { $who } can steer me.
   *[other] So { $who } can steer me.
}
admins-group-left-rights = { $count ->
    [1] So { $who } cannot steer me any more.
   *[other] So { $who } cannot steer me any more.
}
admins-cli = { $what ->
    [trusted] The new safety number counts; { $aci } can steer again.
    [well] There is nothing to confirm: the rights of { $aci } do not rest because of a new safety number.
    [nobody] { $aci } is not an admin. Admins are in the settings under `admins`, or other admins have added them with !admin.
   *[aci] “{ $aci }” is not an ACI. It looks like this: 7f1c2c1e-0a51-4c55-9a41-1f2d3c4b5a60
}
why-admin-key = This came since the safety number of an admin is new: then the rights rest until another admin confirms them.
why-admin-add = This came since an admin would like to add somebody: another one always confirms that.

## The plan, and what admins change about it

plan-help = Shows what I will say of my own accord in the next 60 days, and changes it.
plan-more =
    A number means what it meant in the list you saw last. `!plan more` turns the page, `!plan 2 weeks` shows only that much.
    `!plan 05` shows a message in full; after the number you can put `cancel`, `now`, `move to tomorrow 10:00` or `text …`.
    `!undo` takes back each of these changes.
plan-heading = **What will be said in the next { $days } days**
plan-to-you = to you
plan-people = { $count ->
    [1] And one personal reminder.
   *[other] And { $count } personal reminders.
}
plan-more-lines = { $count ->
    [1] There is one more with `!plan more`.
   *[other] The next { $count } come with `!plan more`.
}
plan-how = All about a message, and what you can do with it: `!plan { $number }`
plan-anew = A number only holds for the list that you saw last. This is the new one:
plan-end = That was all. `!plan` starts again from the top.
plan-no-number = The list has no number { $number }; I have shown 01 to { $last }.
plan-gone = Number { $number } will not come any more: { $what ->
    [said] it has been said.
    [cancelled] it has been cancelled.
    [skipped] it was too late for it.
   *[none] there is no such message any more.
} `!plan` shows what holds now.
plan-can = What you can do: `!plan { $number } cancel`, `!plan { $number } now`, `!plan { $number } move to tomorrow 10:00`{ $written ->
    [none] , `!plan { $number } text …`
    [poll] .
   *[text] . Its text is changed by whoever wrote it: `!announce edit …`
}
plan-kept = Number { $number } is pinned in the group and keeps itself right for as long as it is true. It cannot be cancelled, moved or reworded; what it says changes with `!meeting`.
plan-poll = Number { $number } is the result of a poll and comes when that ends. `!poll end` ends it earlier.
plan-try = { $what ->
    [move] !plan { $number } move to tomorrow 10:00
   *[text] !plan { $number } text Tomorrow at 7 pm we talk about costs.
}
plan-try-card = !plan 01
plan-unknown = After `!plan` comes a number and what to do about it, not “{ $words }”. There are `cancel`, `now`, `move to …` and `text …`.
plan-to-author = { $who } used the plan on your { $poll ->
    [0] announcement “{ $text }”
   *[other] poll “{ $text }”
}: { $what ->
    [off] it is called off and does not go out. { $poll ->
        [0] `!announce again`
       *[other] `!poll again`
    } shows it to you once more.
    [moved] it is moved to { $at }.
    [now] it goes out now.
   *[again] it is planned again, for { $at }.
}
plan-back = `!undo` takes this back.
plan-cancelled = Cancelled: { $line }
plan-said-now = Will be said now: { $what }
plan-said-now-what = Brought forward: { $line }
plan-moved = Moved: { $line } (was { $was })
plan-worded = These are the words now, { $head }:
    { $text }
plan-worded-what = Other words: { $line }
plan-quiet = It will be quiet hours there by then; it will be said all the same.
plan-to-when = To when? Write the day or the time after it.
plan-no-time = I find no time in “{ $words }”.
plan-too-late = That would be too late: it only makes sense until { $until }.
plan-too-far = The plan does not reach that far, only { $days } days.
plan-no-text = What should it say? Write the words after it.
plan-long = These are { $size } characters; about { $most } of them fit into one message. Make the text shorter.
plan-written = One of you wrote this, so I do not change it here. Whoever wrote it changes it with `!announce edit …`; `!plan { $number } cancel` calls it off.
plan-again = Planned again: { $line }
plan-still-cancelled = It stays cancelled; that was somebody else.
plan-still-off = That does not send it any more. `!announce again` shows it to whoever wrote it, who then confirms it anew.
plan-over = Its time is past; it will not be said any more.
plan-taken-off = What was said already is being deleted for all.
plan-not-said = It will not be said now.
plan-stays-said = It has been said already, and that stays.
plan-said-long-ago = That was almost a day ago, and phones delete nothing so long after. It stays.

## !hold and !resume

hold-help = Stops all that I say of my own accord.
hold-more =
    It holds at once and for all groups, until `!resume`. I go on answering questions.
    All admins hear who did it.
hold-done = Stopped: I will say nothing of my own accord. I go on answering questions. `!resume` lets it go on.
hold-told = { $who } has stopped all that I say of my own accord. I go on answering questions. `!resume` lets it go on.
hold-since = All that I say of my own accord has been stopped since { $when }; that was { $who }. `!resume` lets it go on.
hold-noted = Stopped everything
resume-help = Lets everything go on after `!hold`.
resume-more = It says what comes late now, and what it is too late for.
resume-done = It goes on.
resume-told = { $who } lets all go on that I say of my own accord.
resume-none = Nothing is stopped just now. `!more` shows the next ones of a list.
resume-which = Do you mean `!resume`, to let go on what is stopped, or `!more` for the next ones of the list?
resume-noted = Everything goes on
resume-nothing = Nothing was missed.
resume-late = This still comes, late:
resume-past = It is too late for this, it will not come:
resume-rest = and { $count } more
resume-people = { $count ->
    [1] One message to a single person was held up as well.
   *[other] { $count } messages to single people were held up as well.
}

## !why

why-help = Says about a message of mine why I wrote it.
why-more = Reply with it to the message, so that it is quoted above.
why-how = Reply with `!why` to a message that I wrote of my own accord, and I will say why: hold it down or swipe it aside, and choose “Reply”.
why-no-post = I did not write that message of my own accord, or know nothing of it any more. Ask me this about a reminder, a tip or an announcement.
why-other = I wrote this of my own accord.
why-reminder = This is the reminder of a meeting. It comes for everybody in the group; when, the admins have set.
why-personal = This is your own reminder. You ordered it with `!remind`; `!remind off` ends it.
why-meeting = Something about a meeting has changed, and the admins had me tell you.
why-next = This is how the next meeting always stands in the group. I keep the message up to date and replace it when the meeting is over.
why-recording = A new recording was entered; the group hears of it once.
why-tip = This is a tip from the collection. Tips come on fixed days, each once until all have come. With 👍 and 👎 you say which are any good.
why-tip-out = Three people voted this tip out with a 👎, so I ask you admins.
why-holiday = Six weeks before a meeting I tell you admins if it falls on a public holiday.
why-ask-recording = After each meeting I ask you admins for the recording, twice at most.
why-dead-links = On Mondays I tell you admins which links in the library no longer open.
why-limit = Signal lets me go on sending only once somebody solves a puzzle; I tell you admins of it once.
why-announcement = This is an announcement by one of the admins.
why-announced = { $kind ->
    [poll] This poll comes from { $who }.
   *[text] { $who } wrote this and had me send it.
}
why-approved = { $who } confirmed it.
why-due = It was due on { $due }.
why-moved = It would have come on { $was }; the admins moved it to { $due }.
why-worded = The words are the admins’ own.
why-late = It came only on { $at }, { $reason ->
    [held] since the admins had stopped everything until then.
    [away] since I was not there until then.
   *[way] since the way to Signal was not open.
}

## !log

log-help = Shows who changed what and when.
log-more = Ten entries at a time, the newest first; `!log more` turns the page, `!log 3` shows the third page.
log-heading = **What has changed lately**
log-heading-page = **What has changed, page { $page }**
log-what = { $kind ->
    [undo] Taken back: { $what }
   *[other] { $what }
}
log-undone = (taken back)
log-more-pages = It goes on with `!log more`.
log-end = The log reaches back no further.
log-none = Nobody has changed anything yet.
log-wrong = After it comes the number of a page or “more”, not “{ $words }”.

## !announce and !stop

announce-help = Tells the groups something, once you have confirmed it.
announce-more =
    In front of it you can say to whom and when: `!announce to all, tomorrow 9am: text`; also `urgent` and `four eyes`.
    Attach files if you like. `DE:` and `EN:` at the start of a line make it bilingual.
    Afterwards: `!announce edit TEXT`, `!announce delete` (also with words of it, or as a reply to my report), `!announce again`; `!stop` holds it back at the last minute.
announce-usage =
    Write what the groups are to hear behind it: `!announce Tonight we start at 19:30.`
    You then see it exactly as it will arrive, and confirm it. More about it: `!help announce`
announce-to-come = Still to come; `!stop` holds it back:
announce-last = Last one: “{ $text }”, { $when }.{ $delivered ->
    [0] { "" }
   *[other] { " " }Reached { $delivered }{ $read ->
        [0] .
       *[other] , read by at least { $read }.
    }
}
announce-group = **{ $name }**
announce-place = { $name }{ $people ->
    [0] { "" }
    [1] { " " }(1 person)
   *[other] { " " }({ $people } people)
}
announce-goes = { $when ->
    [now] This goes to { $groups } as soon as you say `yes` or give a 👍:
    [later] This goes to { $groups } on { $at }, once you say `yes` or give a 👍:
    [today] This goes to { $groups } once you say `yes` or give a 👍; because of the quiet hours not before { $time } today. `urgent:` in front of it overrides them.
   *[quiet] This goes to { $groups } once you say `yes` or give a 👍; because of the quiet hours not before { $at }. `urgent:` in front of it overrides them.
}
announce-how = { $where ->
    [group] `no` drops it. A new text replaces this one if you write it as a reply to this message.
   *[direct] `no` drops it, a new text replaces this one.
}
announce-for = For { $groups }:
announce-unused = { $which ->
    [de] None of these groups hears the German text.
   *[en] None of these groups hears the English text.
}
announce-quotes = The message quotes the old announcement.
announce-eyes = { $others ->
    [0] There are no four eyes here: nobody but you is an admin. Your yes alone will do.
   *[other] After that, another admin has to agree.
}
announce-alone = Nobody but you is an admin, so your yes is enough.
announce-poll-ends = { $multiple ->
    [0] One answer each
   *[other] Several answers each
}, until { $when }
announce-no-group = There is no group this could go to. Whoever runs the bot enters them in the settings.
announce-near = I know no group “{ $name }”. Do you mean { $names }?
announce-empty = The text is still missing. Write it behind the command.
announce-long = That is { $length } characters. Hardly anybody reads more than { $most }, so I take no more. Shorten it, or attach it as a file.
announce-mention = I cannot pass mentions with @ on. Write the name out.
announce-lost = { $names } did not arrive: the file is larger than { $most } MB, or gone. All of it is dropped; send it again, with a smaller file or a link.
announce-heavy = Together these files are larger than { $most } MB. Send fewer at a time, or a link.
announce-short = Is that the new text already? Then write it in more than one word. Otherwise `yes` or `no` will do.
announce-yes = I am not sure about that, so nothing is sent yet. Just say `yes` or `no`, or give a 👍. If it is to be the new text, put `!announce` in front.
announce-write = { $where ->
    [group] Write the new text as a reply to this message. It replaces the old one, and you get to see it first.
   *[direct] Write the new text. It replaces the old one, and you get to see it first.
}
announce-when = At what time is this to go out? Send the time.
announce-when-how = With `now` it would go out at once, just as you wrote it; `no` drops it.
announce-dated = This goes out right away, not on { $day }. For later, put a day, a time and a colon in front: `tomorrow 9am: …`
announce-urgent = This is urgent and does not wait for quiet hours to end.
announce-held = Everything I say of my own accord is stopped just now: it goes out once things go on with `!resume`.
announce-dropped = Dropped. { $poll ->
    [0] `!announce again`
   *[other] `!poll again`
} brings it back.
announce-gone = One of the groups this was meant for is gone. Nothing is sent; `!announce again` shows you what is still possible.
announce-over = By the time that is sent, the poll would be over. Nothing is sent; give it more time.
announce-hold = { $seconds ->
    [0] Is being sent now.
    [1] Will be sent in a second. `!stop` holds it back.
   *[other] { $minutes ->
        [0] Will be sent in { $seconds } seconds. `!stop` holds it back.
        [1] Will be sent in a minute. `!stop` holds it back.
       *[other] Will be sent in { $minutes } minutes. `!stop` holds it back.
    }
}
announce-waits = Confirmed. Everything is stopped just now: it will be sent once things go on with `!resume`. `!stop` holds it back.
announce-planned = Planned for { $at }. { $far ->
    [0] `!plan`
   *[other] `!announce`
} shows it, `!stop` holds it back.
announce-what = { $poll ->
    [0] Announcement “{ $text }”
   *[other] Poll “{ $text }”
}
announce-asked = { $others ->
    [1] I am asking the other admin.
   *[other] I am asking the other { $others } admins.
} { $edit ->
    [0] It goes ahead as soon as somebody agrees.
   *[other] The new text counts as soon as somebody agrees.
} That holds for 24 hours; `!stop` withdraws it.
announce-asked-old = Until then the old text stands, and it goes out on { $at }. `!stop` holds that back too.
announce-question = { $author } would like this to go to { $groups }{ $later ->
    [0] { "" }
   *[other] { " " }on { $at }
}:
announce-question-edit = { $author } would like to change an announcement to { $groups }. So far:
announce-asks = { $author } would like to announce “{ $text }”
announce-open = { $poll ->
    [0] Your announcement “{ $text }”
   *[other] Your poll “{ $text }”
}
announce-open-back = { $poll ->
    [0] !announce again
   *[other] !poll again
}
announce-question-how = It takes a second yes, from somebody else: `yes` or 👍 agrees, `no` declines. That holds for 24 hours.
announce-agreed = Thank you. { $waits }
announce-agreed-what = Agreed: “{ $text }”
announce-agreed-by = { $who } agreed to “{ $text }”. { $waits }
announce-declined = { $edit ->
    [0] All right, it is not sent.
   *[other] All right, the old text stays.
}
announce-declined-by = { $who } declined “{ $text }”. { $edit ->
    [0] It is not sent; { $poll ->
        [0] `!announce again`
       *[other] `!poll again`
    } brings it back.
   *[other] The old text stays.
}
announce-author-gone = Whoever wrote this may not announce anything just now. It is not sent.
announce-none = { $poll ->
    [0] There is no announcement just now that this could be about.
   *[other] There is no poll just now that this could be about.
}
announce-reply-none = I know no announcement for the message you reply to, at least none that stands or is still to come.
announce-not-yours = { $who } wrote that, and only whoever wrote something can change it. You can delete it: `!announce delete` as a reply to the same message.
announce-words-none = I find no announcement of today that says “{ $words }”.
announce-words-new = This would be a new one:
announce-which = { $action ->
    [edit] Which one gets the new text? Send its number:
    [delete] Which one is to go? Send its number:
   *[stop] Nothing is going out just now. This is planned; which one shall I hold back? Send its number:
}
announce-which-off = called off
announce-which-none = The list has no number { $number }, only 1 to { $last }.
announce-edit = This changes the announcement of { $was } to { $groups }. So far:
announce-edit-to = New:
announce-edit-how = `yes` or 👍 changes it, `no` leaves it as it is.
announce-edit-empty = The new text is still missing. Write it behind the command.
announce-edit-try = !announce edit The meeting starts at 8pm.
announce-edit-same = That is what it says already.
announce-edit-poll = Your last one was a poll, and that cannot be changed once you have confirmed it. `!poll delete` takes it off, `!poll again` shows it to you for a new one.
announce-edit-off = This announcement was called off and does not go out any more. This would be a new one:
announce-edited = { $state ->
    [out] Changed, in all groups.
    [held] Changed. Everything is stopped just now: it goes out with the new text once things go on with `!resume`.
   *[waits] Changed. It goes out with the new text on { $at }.
}
announce-edited-what = Announcement changed: “{ $text }”
announce-changed = Something about it has changed since, so nothing was done. Just say it again.
announce-left = All right, everything stays as it is.
announce-correct = { $why ->
    [late] After a day phones take no edits any more. Instead, a new message can quote the old one and put it right.
   *[long] What is longer than one message cannot be edited. Instead, a new message can quote the old one and put it right.
}
announce-delete = Shall this { $kind ->
    [own-text] announcement
    [own-poll] poll
    [other-poll] poll by { $by }
   *[other-text] announcement by { $by }
} of { $was } to { $groups } go?
announce-delete-how = { $out ->
    [0] It is not out yet: `yes` or 👍 deletes it, `no` leaves it planned.
   *[other] `yes` or 👍 deletes it for everybody, `no` leaves it there.
}
announce-delete-off = { $poll ->
    [0] This announcement was called off already and does not go out. `!announce again` shows it to you.
   *[other] This poll was called off already and does not go out. `!poll again` shows it to you.
}
announce-deleted-by = { $who } deleted your { $poll ->
    [0] announcement “{ $text }”
   *[other] poll “{ $text }”
}{ $out ->
    [0] ; it does not go out.
   *[other] , for everybody.
} { $poll ->
    [0] `!announce again`
   *[other] `!poll again`
} shows it to you once more.
announce-delete-late = After a day phones take no deletions any more. `!announce edit` with the new text puts it right with a new message.
announce-standing = { $poll ->
    [0] This is out in { $groups } already, and taking it back deletes it there for everybody:
   *[other] This poll is out in { $groups } already. Taking it back deletes it there for everybody, with all the votes:
}
announce-deleted = { $out ->
    [0] Deleted. It does not go out.
   *[other] Deleted, for everybody.
}
announce-deleted-what = Announcement deleted: “{ $text }”
announce-again-none = { $poll ->
    [0] There is no announcement of yours yet that I could repeat.
   *[other] There is no draft of a poll of yours that I could show again.
}
announce-again-gone = The groups this went to are gone. Write it anew with another one.
announce-again-fewer = One of the groups is gone, the others are here.
announce-undone = { $what ->
    [hold] It does not go out.
    [out] It is being deleted in the groups.
    [late] It stays in the groups, since phones take no changes after a day.
   *[words] The groups see the text from before again.
}
announce-undone-stopped = That does not send it. { $mine ->
    [0] { $who } can bring it back with { $poll ->
        [0] `!announce again`
       *[other] `!poll again`
    } and confirm it anew.
   *[other] { $poll ->
        [0] `!announce again`
       *[other] `!poll again`
    } shows it to you, and you confirm it anew.
}
announce-sent = { $named ->
    [0] Sent at { $time }
   *[other] “{ $text }” was sent at { $time }
}{ $people ->
    [0] .
   *[other] , reached { $reached } of { $people }.
}
announce-failed = Not sent to { $groups }: it could not be delivered there.
announce-unknown = In one group I do not know which message it is. There it stays as it is.
announce-unsure = I do not know whether your announcement “{ $text }” has arrived in “{ $group }”. Please have a look: is it there? `yes` means it is; with `no` I send it again.
announce-unsure-there = Good, so it is sent. I cannot edit or delete it there.
announce-unsure-again = I am sending it again.
announce-unsure-cleared = That has been cleared up by now.
stop-help = Holds back an announcement that is not out yet.
stop-more =
    It works in the minute after your yes, and as long as it waits in line or for a second yes.
    What is out already, `!undo` or `!announce delete` deletes; `!hold` stops everything.
stop-done = { $partly ->
    [0] “{ $text }” is held back, none of it is sent.
   *[other] “{ $text }” is held back. One group has it already; `!announce delete` takes it off there.
}
stop-what = Held back: “{ $text }”
stop-under-way = “{ $text }” goes out on { $at }. `!stop` holds it back.
stop-asked = “{ $text }” is waiting for a second yes. `!stop` takes it back.
stop-unsaid = { $how ->
    [delete] You deleted your message, so I am holding on.
    [edit] You changed your message, so I am holding on. If it is to have other words, just send it again.
    [unsigned] You took your 👍 back, so I am holding on.
   *[signed] A 👎 on this tells me to hold on.
}
stop-eyes = “{ $text }” is withdrawn, nobody is asked to agree any more. { $edit ->
    [0] { $poll ->
        [0] `!announce again`
       *[other] `!poll again`
    } brings it back.
   *[other] The old text stays.
}
stop-again = { $poll ->
    [0] `!announce again`
   *[other] `!poll again`
} brings it back.
stop-by = { $who } held back your { $poll ->
    [0] announcement “{ $text }”. `!announce again`
   *[other] poll “{ $text }”. `!poll again`
} brings it back.
stop-draft = { $stopped ->
    [0] The draft “{ $text }” is dropped, nothing is sent.
   *[other] “{ $text }” is held back already, nothing is sent.
} { $poll ->
    [0] `!announce again`
   *[other] `!poll again`
} brings it back.
stop-planned = Nothing is going out just now. “{ $text }” is still planned for { $at }. Shall I hold it back? `yes` or 👍 does, `no` leaves it planned.
stop-nothing = No announcement is waiting just now.{ $out ->
    [none] { "" }
    [mine] { " " }“{ $text }” is out already; `!announce delete` deletes it for everybody.
   *[other] { " " }“{ $text }” is out already.
} `!plan` shows what is coming; `!hold` stops everything.
why-announcement-sent = This came because you announced something: once it is out everywhere, I say so where it was written.
why-announcement-unsure = This came because the server gave no answer while it was being sent: before I tell the groups something twice, I ask.
why-approval = This came because this announcement takes a second yes, from another admin.

## limits and backups

limit-set = Signal is holding me back: messages go out again once somebody runs `losbote captcha` on the server and solves a small puzzle. Nothing is lost.
backup-failed = The last backup did not work. { $once ->
    [0] There is none so far;
   *[other] The last good one is from { $last };
} `losbote backup` on the server says what is wrong.

## !privacy, !mydata and !forgetme

privacy-help = Says what I store of you, for how long and what for.
privacy-more = Just like that, with nothing behind it. `!mydata` shows what it is in your case, `!forgetme` deletes it.
privacy-heading = **Privacy**
privacy-text =
    Of you I store that you have written to me (as an identifier, with no number and no name), your language, and what you asked for: reminders, meetings you are coming to, your votes on tips and in polls.
    In the group I keep only what is meant for me: commands with a `!` and answers to my questions. The words are forgotten once I have answered, and that you wrote at all after 30 days. Everything else is dropped and never stored.
    Of admins the log keeps who changed what.
    `!mydata` shows you all that I have of you, `!forgetme` deletes it; both only when you write to me directly.
privacy-page =
    The long version, and who is responsible:
    { $address }
privacy-admins = The admins can tell you who is responsible.
mydata-help = Shows you what I have stored of you.
mydata-more = In a direct message, with nothing behind it: a list, and all the details as a file.
mydata-direct = What I have stored of you is nobody else's business: send me `!mydata` directly.
mydata-other = `!mydata` shows you what I have stored of you, with nothing behind it. The next dates are in `!meetings`.
mydata-heading = **What I have stored of you**
mydata-language = Your language: { $chosen ->
    [de] German
   *[en] English
}
mydata-reminders = { $count ->
    [1] One reminder that you ordered for each meeting
   *[other] { $count } reminders that you ordered for each meeting
}
mydata-comes = { $count ->
    [1] That you are coming to one meeting
   *[other] That you are coming to { $count } meetings
}
mydata-given = { $count ->
    [1] Which tip I gave you
   *[other] Which { $count } tips I gave you
}
mydata-votes = { $count ->
    [1] Your vote on one tip
   *[other] Your votes on { $count } tips
}
mydata-ballots = { $count ->
    [1] Your vote in a poll that is still open
   *[other] Your votes in { $count } polls that are still open
}
mydata-frames = { $count ->
    [1] When and where you wrote to me: once, without the words
   *[other] When and where you wrote to me: { $count } times, without the words
}
mydata-deliveries = { $count ->
    [1] When I answered or reminded you: once
   *[other] When I answered or reminded you: { $count } times
}
mydata-steered = { $count ->
    [1] What you changed or announced as an admin: once
   *[other] What you changed or announced as an admin: { $count } times
}
mydata-end = The file has all of it in detail. `!forgetme` deletes it.
forgetme-help = Deletes what I have stored of you, once you have confirmed it.
forgetme-more = In a direct message, with nothing behind it. First I say what goes and what stays, then I ask.
forgetme-direct = Let us settle that between the two of us: send me `!forgetme` directly.
forgetme-other = `!forgetme` deletes everything I have stored of you, with nothing behind it. For single things there are `!remind off`, `!not coming` and `!language`.
forgetme-ask =
    Shall I delete what I have stored of you: language, reminders, meetings you are coming to, which tips you were given and rated, your votes in open polls, and what I wrote to you?
    For 48 hours I still keep when we last wrote to each other, so that I handle nothing twice. Older backups of the database expire by themselves, the last of them after about half a year.
forgetme-steered = What you changed and announced as an admin stays in the log: the others must be able to see who did what. You also stay an admin until somebody takes you off the list.
forgetme-sure = There is no way back from this. With `yes` or 👍 I delete it, with `no` everything stays.
forgetme-kept = All right, everything stays as it is.
forgetme-done = Deleted. In two or three days it is gone, too, when we last wrote to each other. If you write to me again, we start afresh.

## losbote setup: setting up in the terminal

setup-keys = { $yes ->
    [yes] Y/n
   *[no] y/N
}
setup-yes-or-no = Yes or no, please.
setup-choose = A number from 1 to { $most }, please.
setup-flag = There is no answer to “{ $question }”. Give it with { $flag }, or leave out --yes.
setup-welcome = **Setting up Losbote**
    It takes about ten minutes. Enter takes what stands in brackets. Ctrl-C leaves; `losbote setup{ $config }` goes on from there later.
setup-resumed = **Setting up Losbote**
    Going on where you left.
setup-again = **Setting up Losbote**
    { $file } is there already. You can change each step, or leave it as it is with Enter.
setup-change = Change it?
setup-left = Everything up to this step is kept. The same call goes on from here: `losbote setup{ $config }`
setup-broken = { $file } cannot be used as it is. Begin anew? The old file is kept as a copy.
setup-broken-left = { $file } is unchanged. Put right what is listed above and run `losbote setup{ $config }` again.
setup-unwritable = { $file } cannot be written ({ $reason }). With --config, name a file in a folder where you may write.
setup-language = Language: English
setup-server-about = **The server**
    Losbote talks to Signal through signal-cli-rest-api. If it is not running yet, the handbook shows how it starts: deploy/handbook/en/running.md
setup-server-ask = Address of the server:
setup-server = Server: { $server }, version { $version }
setup-server-form = That is no address. It looks like this: { $example }
setup-server-variable = The variable LOSBOTE_SERVER counts here, and it names { $server }. Take that address with Enter, or change the variable.
setup-server-away = Nobody answers at { $server }. Start the server, or give another address.
setup-server-other = Something other than signal-cli-rest-api answers at { $server }, perhaps a program on the same port. Give another address.
setup-server-refuses = { $server } does not let us in. { $said } If a proxy in front of it wants a password, put it into the address (`https://name:password@signal.example`); a token goes into the variable LOSBOTE_TOKEN.
setup-server-mode = The server runs in mode { $mode }. Restart it with `MODE=json-rpc`, then press Enter.
setup-server-old = The server has version { $version }; 0.101 or newer is needed. Get the new version, restart it, then press Enter.
setup-server-lost = { $server } no longer answers. See whether the server is running; `losbote setup{ $config }` then goes on from here.
setup-throttled = Signal takes nothing more for now, since there were too many tries. Wait a day, then try again.
setup-refused = It said: “{ $said }”
setup-number-about = **The number**
    Losbote needs a number of its own (a SIM card or a landline) with which nobody else uses Signal. { $count ->
        [0] The server knows none yet.
        [one] The server knows { $numbers }.
       *[other] The server knows { $numbers }.
    }
setup-number-ask = The bot's number:
setup-number = Number: { $number }
setup-number-form = That is no number with a country code. It looks like this: { $example }
setup-number-meant = Do you mean { $number }?
setup-number-country = Which code does the country have? Germany 49, Austria 43, Switzerland 41:
setup-country-form = The code of a country has one to three digits.
setup-number-unknown = The server does not know { $number } yet.
setup-number-script = The server does not know { $number } yet. Solve the puzzle at { $address } and give the address behind “Open Signal” with --captcha.
setup-way = How do you want to go on?
setup-way-code = Enter the code that has come
setup-way-register = Register the number with Signal (recommended)
setup-way-link = Link the bot as another device of an account that exists
setup-way-other = Take another number
setup-captcha =
    Signal wants to know that there is a person behind this:
    1. Open this page in a browser, on any device, and solve the puzzle:
    { $address }
    2. Do not open the link “Open Signal”: copy its address. It begins with signalcaptcha:// and is good for a few minutes only.
setup-captcha-ask = 3. Paste it here:
setup-captcha-form = That is not the address: it begins with signalcaptcha://
setup-by = How should the code come?
setup-by-text = As a text message
setup-by-voice = As a call (for landlines; try a text message once before and wait a minute)
setup-register-failed = Signal did not take the registration. { $said } Each puzzle works only once: solve a new one. If it keeps failing, a day's rest helps.
setup-code = The code (six digits):
setup-code-form = The code has six digits.
setup-code-failed = Signal did not take the code. { $said }
setup-code-next = The code is on its way. Run `losbote setup --yes{ $config }` again, with --code and the six digits.
setup-pin-old = Does the number have a Signal PIN already? Then enter it here, else press Enter (what you type stays hidden):
setup-pin-about = With a PIN nobody can take over the number, not even somebody who gets hold of the SIM card. Keep it safe: without it the number cannot be registered anew for a week.
setup-pin = PIN (four digits or more, Enter for none; what you type stays hidden):
setup-pin-again = The same PIN once more:
setup-pin-form = A PIN has 4 to 20 digits.
setup-pin-unlike = These were two different PINs. Enter it again.
setup-pin-failed = The PIN is not set. { $said } Everything else is registered.
setup-link-about =
    A number of its own is better. As a device of another, the bot reads along whatever its owner writes anywhere, and writes in their name; and if the account is deleted or the device is unlinked there, it falls silent.
setup-link-sure = Link it all the same?
setup-link-failed = The server gives no code for linking. { $said }
setup-link-scan = Scan this in Signal on the phone: Settings, Linked devices, Link a new device. I will wait two minutes.
setup-link-late = No device has come. Try again; if that does not help, the server is usually too old.
setup-profile-name = Under which name should the bot appear?
setup-profile-form = The name has 1 to { $most } characters.
setup-profile-picture = Picture for the profile (a PNG or JPEG file; Enter for none, not even the one from before):
setup-picture-form = { $file } is no PNG or JPEG of up to 5 MB that I can read.
setup-profile-failed = The profile is not set. { $said } Without a name the bot gets into no group; `losbote setup{ $config } --name NAME` tries again.
setup-profile = Profile: the name is set.
setup-groups-none = **The groups**
    The bot is in no group yet. Add it to the group in Signal (group, add members, { $number }), then press Enter.
setup-groups-list = **The groups**
setup-group = { "  " }{ $number } · { $title } ({ $people ->
    [one] one person
   *[other] { $people } people
}{ $state ->
    [in] { "" }
    [invited] , invited
   *[out] , the bot is not in it
})
setup-groups-ask = Which ones should Losbote serve? Numbers or titles (1, 3), “all” for all; Enter looks again, - leaves it for later:
setup-groups-form = “{ $text }” is no number from the list, no title and no id of a group.
setup-groups-twice = One group is named twice.
setup-groups-out = The bot is not in that group. Somebody in the group adds it in Signal ({ $number }), then press Enter.
setup-groups-link = The server cannot open invite links. Somebody in the group adds the bot in Signal ({ $number }), then press Enter.
setup-groups-refused = The bot could not join the group “{ $group }”. { $said } Mostly the name in the profile is missing: `losbote setup{ $config } --name NAME`
setup-groups-script = Which groups? Give them with --group, or --group - for none.
setup-groups = { $count ->
    [one] Group: { $groups }
   *[other] Groups: { $groups }
}
setup-groups-stay = “{ $group }” is in losbote.toml already. Go on serving it?
setup-for = What is “{ $group }” for?
setup-for-main = For everybody: reminders and announcements go here
setup-for-admin = For admins: the bot is steered here
setup-for-test = For trying things out
setup-for-both = “{ $other }” is for everybody already. Should reminders and announcements go to “{ $group }” as well?
setup-group-language = Language in “{ $group }” (de or en):
setup-group-language-form = de or en, please.
setup-admins-about = **The admins**
    Whoever may steer the bot now writes it a word of six digits from their phone. Two admins are better than one person alone.
setup-admins = { $count ->
    [one] One person steers so far.
   *[other] { $count } people steer.
}
setup-admin = { "  " }{ $number } · { $named ->
    [yes] { $name } ({ $aci }…)
   *[no] { $aci }…
}
setup-admins-ask = { $count ->
    [0] Who? Enter shows the word, an ACI will do as well, - means nobody:
   *[other] Anybody else? Enter shows the word, an ACI will do as well, “remove 1” takes somebody off, - means nobody more:
}
setup-admins-nobody = There is nobody with the number { $number } in the list.
setup-admins-word =
    Write to the bot ({ $number }) in Signal, to it alone:
    { "    " }`{ $word }`
    I will wait five minutes.
setup-admins-heard = { $named ->
    [yes] It has come from { $name } (identifier { $aci }…).
   *[no] It has come from somebody without a name in the profile (identifier { $aci }…).
} Should this person steer the bot?
setup-admins-late = Nothing came within five minutes. Is it the bot's number, and was it sent to it alone?
setup-admins-number = A phone number will not do, since Signal hides it from the bot. Enter gives the word that the person writes to it.
setup-admins-form = That is no ACI. Enter gives the word that the person writes to the bot.
setup-reminders = How long before a meeting are people reminded? Days, hours or minutes, 0 when it begins (like: 1 week, 1 day, 2 h), or “never”:
setup-tips = When do practice tips come? Days and a time, or “never”:
setup-tips-form = I cannot read “{ $words }” as days and a time. It looks like this: Tue, Fri 10:00
setup-posts = Reminders and tips are set.
setup-port = Another program uses port { $port } already. Losbote will answer at { $other }.
setup-port-none = Port { $port } and the next ones are taken. Write a free one into losbote.toml at `web`.
setup-overwrite = Write { $file } anew? The old file is kept as a copy.
setup-not-written = { $file } is unchanged. Your answers are kept; `losbote setup{ $config }` asks again.
setup-written = { $file } is written.
setup-copy = The version before is in { $file }.
setup-filling = Take the practice tips and terms that come along into the library?
setup-hello-ask = Send a first message ({ $where })?
setup-hello-admin = only to the first of the admins
setup-hello = Losbote here. If you can read this, the connection works. `!help` shows what I can do.
setup-hello-sent = Sent. Have a look at the phone.
setup-hello-unsure = Whether it arrived I do not know: the server did not answer. Have a look at the phone.
setup-hello-failed = The message did not go out. { $said } `losbote doctor{ $config }` tells more.
setup-next = **What comes next**
    { $state ->
        [running] The bot still runs with the old settings. { $way ->
            [hand] Restart it.
           *[other] Restart it: `{ $start }`
        }
       *[off] { $way ->
            [hand] Now start the bot: as a service, the way the handbook has it (deploy/handbook/en/running.md), or to try it out with `{ $start }`.
           *[other] Now start the bot: `{ $start }`
        }
    }
    `{ $doctor }` checks everything and says what is missing.
    In the group `!help` shows what it can do; admins enter the first meeting with `!meeting`.
setup-no-admin = Nobody can steer the bot yet. `losbote setup{ $config }` takes in admins.

## losbote doctor

doctor-closing = { $bad ->
    [0] { $warn ->
        [0] All is well, as far as can be seen from here.
        [one] The bot can work. One thing deserves a look (!).
       *[other] The bot can work. { $warn } things deserve a look (!).
    }
    [one] One thing must be put right (✗).
   *[other] { $bad } things must be put right (✗).
}
doctor-failed = This could not be checked ({ $check }): { $reason }
doctor-user = Run `losbote doctor{ $config }` as the user who runs Losbote; otherwise a path in losbote.toml is wrong.
doctor-no-database = { $check ->
    [backups] Backups
    [pins] Pins
    [deliveries] Messages
   *[limit] Limit of Signal
}: can only be told once the database can be read.
doctor-settings = Settings: { $file }
doctor-server = Server: { $server }, version { $version }
doctor-server-away = No server answers at { $server }.
doctor-server-start = Start signal-cli-rest-api, or put the right address into losbote.toml as `server`.
doctor-server-refuses = The server at { $server } turns the bot away: { $said }
doctor-server-token = Is `token` in losbote.toml right, and does a proxy in front pass on all paths?
doctor-server-other = Something answers at { $server }, but it is no signal-cli-rest-api, perhaps another program on the same port.
doctor-server-which = Put the address of signal-cli-rest-api into losbote.toml as `server`; if the server is stuck, restart it.
doctor-server-mode = The server runs in mode { $mode }.
doctor-server-mode-hand = Start it with `MODE=json-rpc`.
doctor-server-old = The server has version { $version }; Losbote needs 0.101 or newer.
doctor-server-old-hand = Enter the new version of signal-cli-rest-api and restart it.
doctor-account = The server knows the bot's number.
doctor-account-unknown = The server does not know the bot's number.
doctor-account-hand = `losbote setup{ $config }` registers or links it.
doctor-groups-none = The settings name no group.
doctor-groups-none-hand = `losbote setup{ $config }` shows the groups the bot is in and enters them.
doctor-group = Group { $name }: “{ $title }”, the bot is in it, { $people ->
    [0] nobody else
    [one] and one person besides
   *[other] and { $people } people besides
}.
doctor-groups-unread = The server does not tell which groups the account has.
doctor-groups-unread-hand = Restart the server, and look into its log.
doctor-group-unknown = Group { $name }: the server does not know it.
doctor-group-id = Is its `id` in losbote.toml right? `losbote setup{ $config }` shows them all. Otherwise restarting the server mostly helps.
doctor-group-outside = Group { $name }: the bot is not in “{ $title }”.
doctor-group-join = { $invited ->
    [yes] It is invited and joins when it runs and the invitation came from an admin; `losbote setup{ $config }` does it too.
   *[no] Invite it in Signal.
}
doctor-group-limited = Group { $name }: in “{ $title }” only admins can write, and the bot is none.
doctor-group-limited-hand = Make the bot an admin there in Signal. Otherwise it cannot say anything there.
doctor-clock = The clock agrees with the server's.
doctor-clock-off = The clock here and the server's are { $seconds } seconds apart.
doctor-clock-hand = Set both clocks by NTP (`timedatectl set-ntp true`). Otherwise everything comes at the wrong time.
doctor-port = Port { $port } of the server is open on this machine only.
doctor-port-open = Port { $port } of the server is open to other machines too ({ $addresses }). Whoever reaches it can write in the bot's name.
doctor-port-open-hand = Open it here only: `127.0.0.1:{ $port }:8080` in the Compose file, else bind it to 127.0.0.1.
doctor-port-elsewhere = The server runs in another container or on another machine. Who reaches it there cannot be seen from here.
doctor-port-unseen = Who reaches the server's port cannot be seen here.
doctor-port-hand = On its machine `ss -ltn` shows the open ports; { $port } should stand at 127.0.0.1 or in an inner network only.
doctor-admins = { $count } admins can steer.
doctor-admins-none = Nobody can steer the bot.
doctor-admins-one = Only one person can steer the bot. If they are away, nobody can.
doctor-admins-hand = `losbote setup{ $config }` enters admins, or an admin does so in the chat with `!admin`.
doctor-admin-unknown = Signal does not know the admin { $aci }… here yet.
doctor-admin-unknown-hand = Is the ACI in losbote.toml right? Otherwise ask the person to write to the bot once.
doctor-admin-key = The safety number of the admin { $aci }… has changed; their rights rest.
doctor-admin-key-hand = Ask the person by another way whether they have a new phone. Then an admin gives the rights back with `!admin trust @name`, or you do it here: `losbote admin trust { $full }{ $config }`.
doctor-database = Database: { $file }, version { $version }, undamaged
doctor-disk = { $mb } MB are free where the database lies.
doctor-disk-hand = Make room. Without it the bot cannot store anything.
doctor-folder-missing = The folder { $folder } does not exist. Make it, or name another `database` in losbote.toml.
doctor-rights = The rights of files and folders are as they should be.
doctor-unwritable = { $folder } cannot be written.
doctor-write-hand = The user who runs Losbote must be able to write there (`chown`, `chmod u+rwx`).
doctor-readable = Everybody on this machine can read { $file }.
doctor-readable-hand = Take that right away: `chmod o= { $file }`
doctor-backup = Last backup: { $when }
doctor-backup-old = The last backup is old: { $when }
doctor-backup-failed = The last backup did not work: { $when }
doctor-backup-never = There was no backup yet.
doctor-backup-hand = A backup is made every night at 3:30 while the bot runs. `losbote backup{ $config }` makes one now and says what is in the way.
doctor-backups-off = Nightly backups are switched off.
doctor-backups-off-hand = Name a folder as `backups` in losbote.toml, unless something else makes backups.
doctor-bot = The bot runs.
doctor-bot-start = As a service it starts the way the handbook has it (deploy/handbook/en/running.md), to try it out with `losbote run{ $config }`.
doctor-webhook = The webhook at { $address } takes what the server sends.
doctor-webhook-none = Without a webhook, what people write while the bot restarts is lost.
doctor-webhook-none-hand = Put `[receive]` into losbote.toml, start `losbote receive{ $config }`, and the server with `RECEIVE_WEBHOOK_URL`.
doctor-webhook-away = The webhook at { $address } does not answer.
doctor-webhook-start = `losbote receive{ $config }` starts it; so does the bot.
doctor-webhook-other = The webhook at { $address } answers { $status } instead of 200.
doctor-webhook-other-hand = Is another program there? Then name another port as `webhook` in losbote.toml. Otherwise the log says why.
doctor-deliveries = { $state ->
    [failed] In the last seven days { $count ->
        [one] one message did not go out.
       *[other] { $count } messages did not go out.
    }
   *[unknown] { $count ->
        [one] Of one message
       *[other] Of { $count } messages
    } nobody can say whether it arrived.
}
doctor-deliveries-well = Nothing is stuck.
doctor-deliveries-stuck = For { $minutes } minutes a message has been waiting that should be out.
doctor-deliveries-hand = `losbote deliveries{ $config }` shows what goes out, and sends it again if you like.
doctor-held = All posts are stopped.
doctor-held-hand = An admin lets them go on in the chat with `!resume`.
doctor-limit = Signal slows the bot down and wants a puzzle solved.
doctor-limit-hand = `losbote captcha{ $config }` shows how.
doctor-limit-none = Signal does not slow the bot down.
doctor-age = The server has had version { $version } { $days ->
    [0] since today.
    [one] for at least a day.
   *[other] for at least { $days } days.
}
doctor-age-unknown = The server does not tell how old signal-cli is. For how long it has had this version, the bot remembers once it runs.
doctor-age-hand = Update signal-cli-rest-api every two months; Signal locks old versions out.
doctor-pin = Group { $name }: the next meeting stands in “{ $title }”, and the bot may pin it.
doctor-pin-refused = Group { $name }: the bot may not pin anything in “{ $title }”.
doctor-pin-hand = Make the bot an admin there in Signal, or let everybody pin messages. Otherwise the next meeting stands there without a pin.
doctor-pin-untried = Group { $name }: whether the bot may pin in “{ $title }” will only be seen with the next meeting. Signal does not tell before.
doctor-zones = Time zones: as of { $version }
doctor-zones-hand = Update the package tzdata. If a country changes its summer time, everything would come an hour off.
doctor-zones-unseen = From when the time zone data are, cannot be seen.
doctor-talkative = The server writes what people say into its log (level debug).
doctor-talkative-hand = Start it again without `LOG_LEVEL=debug`, and delete its old log.
doctor-log = Whether the server writes messages to its disk cannot be seen from here.
doctor-log-hand = signal-cli writes each to `/var/log/signal-cli-json-rpc-1/out.log` in its container. That folder belongs on a tmpfs, as in deploy/compose.yaml.
doctor-trust = Which safety numbers the server takes, and whether it fetches attachments, it does not say.
doctor-trust-hand = It should run with `JSON_RPC_TRUST_NEW_IDENTITIES=always`, or the bot does not hear people with a new phone; and without `JSON_RPC_IGNORE_ATTACHMENTS`.
doctor-profile = Whether the profile has a name cannot be seen from here.
doctor-profile-hand = Look on a phone; `losbote setup{ $config } --name NAME` sets the name.

## Handing over (losbote handover)

handover-written = { $file }: the backup, read back and whole.
    { $page }: the page for whoever takes the bot over; any browser opens it.
handover-fetch = To fetch both into the folder where you are:
handover-title = Handing over Losbote
handover-about = As of { $when }. To this page belongs the backup { $file }, { $locked ->
    [yes] encrypted
   *[no] not encrypted
}. { $goes ->
    [yes] The bot deletes both after { $days } days; copies you delete yourself.
   *[no] Both stay until you delete them.
} It holds no passwords and no names of members, but some things that have not been said yet: the page is only for whoever takes the bot over.
handover-typed = What there is to type stands here line by line{ $way ->
    [docker] { "" }; type it on the bot's machine, in the folder of the program
    [systemd] { "" }; type it on the bot's machine
   *[hand] { "" }
}. Wherever it says `losbote`, { $program } is meant here.
handover-heading = { $of ->
    [first] What to do first
    [missing] What is not in the backup
    [move] To another machine
    [gone] When nobody is left
    [where] What runs where
    [rights] Who may do what
    [groups] The groups
    [open] What is open
   *[coming] What the bot will say in the next four weeks
}
handover-first-get = Get hold of everything listed below under “What is not in the backup”.
handover-first-admin = { $count ->
    [0] Nobody can steer the bot. { $setup } enters you as an admin.
    [one] Become an admin: you must be in one of the bot's groups. The only admin writes `!admin add @Name` to the bot, mentioning you, and confirms it alone. Add somebody else too while you are at it: two are better.
   *[other] Become an admin: you must be in one of the bot's groups. One of the { $count } admins writes `!admin add @Name` to the bot, mentioning you; another one confirms it.
}
handover-first-look = See how things stand. The first tells it in short, the second checks everything and says what to do:
handover-first-plan = Read what the bot will say in the next four weeks, word for word:
handover-first-deliveries = Something did not go out, or nobody knows whether it did. See what it was:
handover-first-held = All posts are stopped. Ask why before an admin lets them go on with `!resume`.
handover-first-try = Find out whether the backup opens. It goes into a new folder; nothing else changes.{ $locked ->
    [yes] { " " }For PASSWORD write that of the backups.
   *[no] { "" }
}
handover-first-tried = Delete the folder afterwards: everything is in there, and not encrypted.
handover-first-last = Last of all: `!admin remove @Name` takes whoever leaves off the list; those in losbote.toml are removed there. Change the access to the machine{ $locked ->
    [yes] { " " }and the password of the backups
   *[no] { "" }
}, and delete this page.
handover-move-stop = On the same machine there is nothing to move. Otherwise stop everything there first; the old one must never run again after that, since two servers with one account get in each other's way.{ $way ->
    [hand] { " " }Stop the bot, `losbote receive` and the Signal server the way they were started.
   *[other] { "" }
}
handover-move-take = Pack what comes along and send it over; for NEW-MACHINE write its address.{ $way ->
    [hand] { " " }Take the whole folder of the Signal server along, too.
   *[other] { "" }
}
handover-move-install = On the new machine: get the program.{ $way ->
    [hand] { "" }
   *[other] { " " }Where it says VERSION, write the one that stands in `deploy/.env` on the old one.
}
handover-move-fill = Put everything in its place.{ $locked ->
    [yes] { " " }For PASSWORD write that of the backups.
   *[no] { "" }
} What is named above as secret, enter in losbote.toml again afterwards.
handover-move-start = { $way ->
    [hand] Start the Signal server, check everything and start the bot:
   *[other] Start and check everything:
}
handover-move-last = Once the bot runs, delete everything on the old machine.
handover-gone-access = Access to the machine: its provider gives it to the person or the association that has the contract.
handover-gone-page = This page: with access you write yourself a new one:
handover-gone-admin = No admin: the set-up enters you; you write a word of six digits to the bot:
handover-gone-number = No SIM card or PIN: the bot goes on, but the number cannot be registered again. Copy the Signal account while it is whole.
handover-missing-signal = The keys of the Signal account. They lie in the folder of the Signal server (in deploy/compose.yaml the volume `signal`). If the machine stays, there is nothing to do. Otherwise: stop the server, copy the whole folder, and never start the old one again.
handover-missing-number = The number { $number }, which losbote.toml has in full, and its SIM card. Without the card the number cannot be registered again. Hand it over in person.
handover-missing-pin = The Signal PIN of the number. It is stored nowhere; say it on the phone or face to face.
handover-missing-passphrase = The password of the backups. Without it nobody can open them. Hand it over by another way than the backup.
handover-missing-secrets = What is secret in the settings: { $names }. The backup does not have it; enter it in losbote.toml after restoring.
handover-missing-variables = Settings that are set by variables here: { $names }. Set them again on a new machine.
handover-missing-access = Access to the machine, to its provider and, if the calendar is on the web, to the domain. Say who pays for it, too.
handover-where-bot = Losbote { $version }; { $state ->
    [running] the bot is running.
   *[off] the bot is not running.
}
handover-where-server = signal-cli-rest-api at { $server }, { $version ->
    [none] which does not tell its version just now.
    [off] its version is seen when the bot runs.
   *[other] version { $version }.
}
handover-where-config = Settings: { $file }
handover-where-database = Database: { $file }, files of the templates: { $library }
handover-where-help = The handbook lies with the program: deploy/handbook/en/running.md; troubles.md beside it helps when something is stuck.
handover-backups = Backups: every night at 3:30 into { $folder }, { $locked ->
    [yes] encrypted
   *[no] not encrypted
}. { $last ->
    [never] There is none so far.
   *[other] The last one: { $last }.
}
handover-backups-off = Backups: the nightly ones are switched off (`backups` in losbote.toml).
handover-rights-about = Whoever is in one of the groups may ask. { $count ->
    [0] Nobody can steer just now.
    [one] One person can steer.
   *[other] { $count } people can steer.
} The bot knows no names, only ids; `!admin` in the chat shows who they are.
handover-admin = { $aci } { $since ->
    [settings] (in the settings)
   *[other] (added with `!admin` on { $since }, by { $by })
}{ $rests ->
    [yes] : may not just now, the safety number is new
   *[no] { "" }
}
handover-group-admin = { $on ->
    [yes] Whoever steers must be an admin of the Signal group too (`require_group_admin`).
   *[no] Whoever steers need not be an admin of the Signal group (`require_group_admin` is off).
}
handover-four-eyes = { $on ->
    [yes] Every announcement is confirmed by a second admin (`four_eyes`).
   *[no] An announcement is confirmed by whoever writes it (`four_eyes` is off).
}
handover-groups-none = There is no group in the settings.
handover-group = “{ $title }” (in the settings: { $name }), { $purpose ->
    [main] for everybody
    [admin] for the admins
   *[test] for trying things out
}, { $spoken ->
    [en] English
   *[de] German
}, { $people ->
    [0] never seen yet
    [one] one person
   *[other] { $people } people
}, time zone { $zone }
handover-open-none = Nothing is open.
handover-open-held = All posts are stopped, since { $when }, by { $who }
handover-open-limit = Signal slows the bot down and wants a puzzle solved. This shows how:
handover-open-admins = { $count ->
    [one] One question whether somebody should become an admin waits for an answer.
   *[other] { $count } questions whether somebody should become an admin wait for an answer.
}
handover-open-deliveries = { $state ->
    [waiting] { $count ->
        [one] One message waits for its time
       *[other] { $count } messages wait for their time
    } or for the server.
    [sending] { $count ->
        [one] One message is
       *[other] { $count } messages are
    } going out right now.
    [unknown] { $count ->
        [one] Of one message it is not clear whether it arrived.
       *[other] Of { $count } messages it is not clear whether they arrived.
    }
   *[failed] In the last seven days { $count ->
        [one] one message has
       *[other] { $count } messages have
    } not gone out.
}
handover-announced = { $state ->
    [draft] { $kind ->
        [poll] Draft of a poll
       *[text] Draft of an announcement
    } by { $who }, not confirmed, kept until { $when }
    [planned] { $kind ->
        [poll] Poll
       *[text] Announcement
    } by { $who }, confirmed, comes { $when }
   *[polled] Poll by { $who }, open until { $when }
} ({ $groups }): “{ $text }”
handover-to-admin = to an admin
handover-coming-held = Everything is stopped just now; this comes once an admin writes `!resume`.
handover-word-address = <address of the project>
handover-word-machine = NEW-MACHINE
handover-word-passphrase = PASSWORD

## Mistakes in losbote.toml

settings-away = { $file } is not there. `losbote setup{ $config }` writes it; by hand, copy deploy/losbote.example.toml and fill it in.
settings-no-toml = { $file } is not TOML: { $reason }. Texts stand in "quotes", one setting a line.
settings-unreadable = { $file } cannot be read ({ $reason }). Name a file that the user who runs Losbote may read.
settings-group-name = A group{ $where } has a name with other signs than a-z, 0-9, - and _. Write: [groups.main]
settings-unknown = There is no setting { $named }{ $where }. { $instead }
settings-missing = The setting { $named } is missing{ $where }. { $line }
settings-wrong = The setting { $named }{ $where } cannot be used as it is{ $why }. { $line }
settings-entry = entry { $number }
settings-where = { $place ->
    [variable] { " " }from the variable { $name }
    [file] { " " }in { $name }
   *[nowhere] { " " }(there is no losbote.toml here or in /etc/losbote; `losbote setup` writes one)
}
settings-line = { $heading ->
    [none] Write: { $line }
   *[other] Write under { $heading }: { $line }
}
settings-above = { $named } stands above the first [heading].
settings-close = Did you mean { $named }?
settings-remove = Remove the line; deploy/losbote.example.toml shows all there are.
settings-reason = { $reason ->
    [not-a-time-zone] not a time zone
    [not-an-aci-and-phone-numbers-are-hidden-from-bots] not an ACI, and phone numbers are hidden from bots
    [not-the-id-of-a-group] not the id of a group
    [not-a-host-and-a-port] not a host and a port
    [not-the-address-of-a-server] not the address of a server
    [not-a-time-before-a-meeting] not a time before a meeting
    [not-days-and-a-time] not days and a time
    [the-server-has-a-password-already] the server has a password in its address already; one of the two will do
    [two-groups-have-the-same-id] two groups have the same id
   *[days] days are Mon, Tue, Wed, Thu, Fri, Sat and Sun, and the time is like 10:00
}
settings-remark = { $remark ->
    [as-get-v-groups-of-the-server-shows-it] as `GET /v1/groups` of the server shows it
    [or-admin-test] or "admin", "test"
    [seconds] seconds
    [a-bearer-token-for-a-proxy] a bearer token, for a proxy
    [a-folder-for-none] a folder; "" for none
    [encrypts-backups] encrypts backups
    [or-en] or "en"
    [minutes] minutes
    [or-json] or "json"
   *[acis] ACIs
}

## losbote backup, losbote restore

backup-done = { $file }: { $size } MB, { $count ->
    [0] no files
    [one] one file
   *[other] { $count } files
} of the library, read back and whole.
    It goes back into a new folder: `losbote restore { $file } FOLDER`
backup-restored = { $folder }: as of { $made } UTC, { $count ->
    [0] no files
    [one] one file
   *[other] { $count } files
} of the library.
backup-next = { $named ->
    [yes] Look through { $settings }, which lacks the secrets. Once the bot runs nowhere else: `losbote run --config { $settings }`
   *[no] No settings came along: put your losbote.toml into { $folder }, then `losbote run` there.
}
backup-problem = { $kind ->
    [unlike] { $file } could not be read back as it was written. Nothing of it was kept; try once more.
    [there] { $file } is there already. Name another file; nothing was changed.
    [file] At { $file } there is a file where a folder should be. Name another place; nothing was changed.
    [full] { $file } is not empty. Name a new folder, so that nothing is overwritten.
    [newer] { $file } was written by a newer Losbote. Update the program; nothing was changed.
    [files] Files of the library are missing or damaged in { $file }. Take another backup; nothing was changed.
    [unreadable] { $file } cannot be read ({ $reason }). Is the path right, and may you read the file?
    [locked] { $file } is encrypted. Set the variable LOSBOTE_PASSPHRASE to its passphrase.
    [phrase] { $file } cannot be opened with this passphrase, or it is damaged. Check the passphrase; nothing was changed.
    [unwritable] { $file } cannot be written ({ $reason }). Name another place.
   *[cut] { $file } is cut off, damaged or no backup of Losbote. Take another; nothing was changed.
}

## losbote deliveries, losbote captcha

way-out-none = Nothing was sent yet.
way-out-forgotten = (forgotten)
way-out-again = { $number } is in line again.
way-out-cancelled = { $number } is not sent.
way-out-why = { $error ->
    [NoAnswer] the server gave no answer
    [interrupted] the bot ended meanwhile
    [Refused] the server did not take it
    [Throttled] Signal is holding back
    [Unreachable] the server could not be reached
    [no-evidence] nobody has confirmed it
    [an-admin-asked-for-it] once more, as an admin wished
    [question-deleted] the question was deleted
    [taken-back] taken back
    [too-late] too late
    [by-hand] by hand
   *[other] { $said }
}
way-out-refused = Only what failed or is of unknown fate can be sent again (failed, unknown), and only what waits cancelled (waiting).
captcha-none = Signal asks for nothing at the moment. If messages wait all the same: `losbote deliveries{ $config }`
captcha-steps = 1. Open { $address } in a browser and solve the puzzle.
    2. Do not open the link behind “Open Signal”: copy its address. It begins with signalcaptcha://
captcha-paste = 3. Paste it here
captcha-form = That is not the address: it begins with signalcaptcha://. Nothing was sent; try again.
captcha-lifted = Signal has lifted the limit. What waited goes out within a few minutes.
captcha-refused = Signal did not take it. An address works once and for a few minutes: solve a new puzzle and try again.
