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
    Meetings that were moved show their old date; those that are off are left out.
meetings-heading = **Coming up**

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
    For anything else about privacy, ask the admins.
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
router-understood = Understood as `!{ $name }`.
router-try = Try it like this: `{ $example }`
router-suggest = Did you mean { $names }?
router-open = I did not understand that. My question from just now is still open: write `yes` or `no`.
router-closed = No question is waiting for a yes or a no here just now. Questions lapse after a while; just say again what you want to do.
router-unknown = I did not understand that. `!help` shows what I can do.
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
    [OlderDatabase] { $file } was written by an older Losbote. Start this one once, and it is brought up.
    [NewerDatabase] { $file } was written by a newer Losbote. Update the program.
    [ForeignDatabase] { $file } belongs to another program. Name another file as `database` in the settings.
    [DamagedDatabase] { $file } is damaged. Put the last backup in its place; nothing was changed.
    [ReadOnlyDatabase] { $file } cannot be written. Whoever runs Losbote needs the right to write the file and its folder.
    [DiskFull] The disk is full, so { $file } cannot be written. Free some space, then start again.
    [DatabaseLocked] Another program holds { $file }. Is Losbote running twice?
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
   *[other] { $rule }
}

## !undo

undo-help = Takes back your last change.
undo-more =
    Say it again and it takes back the one before, and so on.
    What other admins have changed stays.
undo-done = Taken back: { $what }
undo-none = There is nothing of yours to take back. It works for all that you change about meetings and in the library.
undo-changed = “{ $what }” can no longer be taken back: somebody else has changed it since.

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
    [1] once
    [2] twice
   *[other] { $count } times
})
search-meeting = It is the topic of the meeting on { $when }: { $name }
more-help = Shows the next three of the list.
more-more =
    It goes on with the list you were last given here; that is good for half an hour.
    With words after it I start a new search.
more-none = No list is open at the moment. A search gives you a new one.
more-try = !search sortition
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
hits-end = That is all I have on it. The list is still open.
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
template-elsewhere = { $places }: none from there. The closest to “{ $words }”:
template-none = There are no templates yet. As soon as the admins add one, you will find it here.
template-count = { $count ->
    [1] There is one template:
   *[other] There are { $count } templates:
}
template-kinds = { $more } more kinds
template-how = Say what you need: `!template motion NRW 20k`
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
   *[other] Recordings from { $when }:
}
recording-none-when = { $kind ->
    [day] I have no recording of { $when }.
   *[other] I have no recording from { $when }.
}
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
add-done = Added:
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
    A number with # always counts, one without means the list that is open here first. Without a field I show what is there, without a number I search.
    Tips: `approve` once checked, `renew` after 18 months or three 👎.
edit-done = Changed: { $what }
edit-line = { $what ->
    [both] { $name }: { $now } (before: { $was })
    [now] { $name }: { $now }
   *[was] { $name }: empty now (before: { $was })
}
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
        [recording] !add recording https://video.example/w/two "Two facilitators" 4 November with Lena Bachmann
        [template] !add template Invitation Seebach BW 18k 2024 https://vorlagen.example/einladung.pdf
        [tip] !add tip Costs: Budget for the room from the start. (Handbuch Bürgerrat, 2024)
       *[term] !add term Sortition = Choosing people by chance
    }
    [edit] !edit template #3 year 2025
    [meeting] !meeting
   *[remove] !remove template #3
}
shelves-try-list = { shelves-command } { shelves-word }
shelves-try-number = { shelves-command } { shelves-word } 1
shelves-change = !edit { shelves-word } { $number }
shelves-change-how = !edit { shelves-word } { $number } { $kind ->
    [recording] title Sortition in Aachen
    [template] year 2025
    [tip] source Guide to sortition, 2023
   *[term] synonyms Auslosung, Los
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
shelves-double = This is there already: { $what }.
fields-needed = It does not work without “{ $name }”. Write what it should say.
fields-unknown = I cannot make anything of “{ $words }” here. A line begins with a field: { $names }.
fields-long = That is { $length } characters; { $most } will fit. Make it shorter.
fields-link = Not everybody can open “{ $words }”. A link begins with https:// and leads to the open web.
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
fields-chapters = { $count ->
    [1] one chapter
   *[other] { $count } chapters
}
handed-lost = { $names }: this is empty, larger than { $most } MB, or did not arrive. Send it again, or give me a link.
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
pinned-refused = In “{ $group }” I may not pin anything; the next meeting stands there without a pin. Make me an admin of the group, or let everybody pin messages.

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
   *[cells] There are { $value } cells here, more than columns. Put a text that has the separator in it into quotes.
}
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
