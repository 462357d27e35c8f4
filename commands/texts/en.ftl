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

meetings-help = The next six dates.
meetings-more =
    There is nothing to add.
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
    Say which meeting by its date, or write `next` for the next one.
    If the group knows of a date already, I ask whether to tell it about the change.
meeting-dates = Coming up:
meeting-usage =
    To change them:
    `!meeting add { $later } 19:00 "Keeping costs in hand" https://meet.example/net`
    `!meeting move { $date } to { $later } 19:00`
    `!meeting cancel { $date }`, and `restore { $date }` takes that back
    `!meeting topic { $date } Keeping costs in hand`, likewise `speakers`, `link` and `length`
    `!meeting series every 4 weeks from 13.1. 19:00`
meeting-try = { $action ->
    [series] !meeting series every 4 weeks from 13.1. 19:00
    [add] !meeting add { $later } 19:00 "Keeping costs in hand" https://meet.example/net
    [cancel] !meeting cancel { $date }
    [restore] !meeting restore { $date }
    [topic] !meeting topic { $date } Keeping costs in hand
    [speakers] !meeting speakers { $date } Ida Sommer (Musterhausen)
    [link] !meeting link { $date } https://meet.example/net
    [length] !meeting length { $date } 90 minutes
   *[move] !meeting move { $date } to { $later } 19:00
}
meeting-title = Meeting
meeting-day = { $weekday } { $date }
meeting-next-year = This year's { $day } is past, so this is { $year }.
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
   *[link] Its own link is gone. { $link }
}
meeting-series = Series: { $title }
meeting-rule = { $rule }, { $duration }
meeting-until = Until { $day }
meeting-series-link = It has no link yet: write the series once more, with the link at the end.
meeting-ended = The rule so far ends before that: { $rule }.
meeting-stays = These dates stay, since they have a topic or have been announced; `!meeting cancel` takes them out:
    { $dates }

# What the group gets to know.

meeting-offer = { $groups ->
    [1] The group knows of this date. Shall I tell it?
   *[other] The groups know of this date. Shall I tell them?
}
    { $news }
    `yes` and I will, `no` and I won't.
meeting-told-now = A reminder has gone out already, so the group hears of it right now:
    { $news }
meeting-told = Done.
meeting-not-told = All right, I won't say anything.
meeting-stale = The calendar has changed again since then, so I won't say anything. `!meetings` shows what holds.
meeting-that = { $days ->
    [0] today
    [1] tomorrow
   *[other] on { $day }
}
meeting-news-moved = 📅 Moved: The meeting { $that } will be on { $when }. Subscribed calendars follow by themselves.
meeting-news-time = 📅 Another time: The meeting { $that } starts at { $new } instead of { $old }. Subscribed calendars follow by themselves.
meeting-news-cancelled = 📅 The meeting { $that } is cancelled. The next one is on { $when }.
meeting-news-none = 📅 The meeting { $that } is cancelled. The next one has no date yet.
meeting-news-restored = 📅 The meeting { $that } takes place after all: { $when }.
meeting-news-described = { $what ->
    [topic] 📅 The meeting { $that } has a new topic: { $new }
    [speakers] 📅 At the meeting { $that }: { $new }
    [link] 📅 The meeting { $that } has a new link:
        { $new }
   *[length] 📅 The meeting { $that } goes on until { $new }.
}

# What cannot be, and what can.

meeting-word = What shall I do with “{ $words }”? After `!meeting` comes `add`, `move`, `cancel`, `restore`, `topic`, `speakers`, `link`, `length` or `series`.
meeting-which = Which meeting? Add its date, or `next`.
meeting-several = There are several meetings on that day, at { $times }. Add the time after the date.
meeting-none-there = There is no meeting on { $day }. The nearest are:
    { $dates }
meeting-over = The meeting on { $when } is over.
meeting-begun = The meeting on { $when } has begun. Only one that is still to come can be moved or cancelled.
meeting-off = The meeting on { $when } is cancelled. That can be taken back.
meeting-not-off = The meeting on { $when } is not cancelled.
meeting-clash = There is a meeting at that time: { $name }, { $when }. Choose another time, or move that one first.
meeting-overlap = Two meetings would overlap: { $name }, { $when }, begins before the other is over. Choose another time, or move the single date first.
meeting-same = The meeting is on { $when } as it is. Add when it should be instead.
meeting-where = To when? After the date write `to` and the new day, the new time, or both.
meeting-rest = “{ $words }” does not belong there.
meeting-left = I can do nothing with “{ $words }”. A title stands in quotes, a link begins with `https://`.
meeting-no-link = “{ $words }” is no link that everybody can open. It has to begin with `https://`.
meeting-too-long = That is { $length } characters. Say it in { $most } at most.
meeting-empty = { $what ->
    [topic] What is it about? Write the topic after the date; `-` takes it away.
    [speakers] With whom? Write the names after the date; `-` takes them away.
    [link] Which link? Write it after the date; `-` takes it away.
   *[length] How long? Write the length after the date, or `until 21:00`.
}
meeting-endless = No meeting is that long. Write a length of up to { $hours } hours.
meeting-end-first = The end at { $end } is not after the start at { $start }. Write for example `19:00 until 20:30`.
meeting-until-first = The end ({ $until }) is before the first date ({ $first }). Write a later day after `until`.
meeting-rhythm = How often? Write it after that, for example `every first Wednesday 19:00`.
meeting-series-same = The series runs just like that already: { $rule }.

## !help

help-help = What I can do.
help-more =
    Add the name of a command to read all about that one.
    Capitals do not matter, and German names work too.
help-next = Next meeting: { $when } · { $name }
help-running = On right now: { $name }
help-today = Today is { $day }.
help-end-direct = More on one of them: `!help next`. In this chat you can leave out the `!`.
help-end-group = More on one of them: `!help next`. Message me directly and I will explain them all.
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
    I am Losbote, the bot of “{ $network }”, here for everyone who organises citizens' assemblies, supports them or has taken part in one. I know when the next meeting is, and I send reminders.
    I store that you have written to me (as an identifier, with no number and no name), your language, the reminders you have ordered and the meetings you are coming to; what you write is forgotten once I have answered.
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

## The pinned meeting

pinned-next = 📌 Next meeting: { $name }

## !recorded

recorded-help = Enters where the recording of a meeting is.
recorded-more =
    The link follows, or `no` if there is no recording.
    The last meeting is meant; for an earlier one put its date first: `!recorded 7.10. LINK`
recorded-entered = The recording of “{ $name }” ({ $day }) is entered:
    { $link }
recorded-none = All right, there is no recording of “{ $name }” ({ $day }). I will not ask for it again.
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
remind-start = at the start
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
pause-past = { $day } is over already. Write a day that is still to come.
personal-ahead = 📅 Your reminder of the meeting { $until }: { $name }
personal-late = 📅 Your reminder of the meeting { $until } (it comes late): { $name }
personal-asks = Coming? A 👍 is enough.

## When things turn out differently

ticker-missed = I was away, and now it is too late for this. The group did not hear:
router-understood = Understood as `!{ $name }`.
router-try = Try it like this: `{ $example }`
router-suggest = Did you mean { $names }?
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
when-past = { $day }, { $time } is over already. Write a time that is still to come.
when-far = { $day } is a long way off. Write a day within the next two years.
when-no-duration = I cannot read “{ $words }” as a length of up to a day. Write for example `90 minutes` or `1h30`.
when-no-offset = I cannot read “{ $words }” as a distance of up to 60 days. Write for example `7d`, `1 day before` or `30 min`.
when-no-rule = I find no rule in “{ $words }”. Write for example `every 4 weeks from 13.1. 19:00` or `every first Wednesday 19:00`.
when-no-start = From when on? Add the first date, for example `from 13.1.`
when-monthly = On which day of the month? Write for example `monthly on the first Wednesday`.
when-fifth = Most months have no fifth { $weekday }. Write `every last { $weekday }`.
when-which = Every { $nth } weeks, or counted within the month? Write `every { $nth } weeks on { $weekday }` or `monthly on the { $nth }. { $weekday }`.
when-rule-weeks = { $weeks ->
    [1] every week
   *[other] every { $weeks } weeks
} on { $weekday } at { $time }
when-rule-month = { $months ->
    [1] every
   *[other] every { $months } months on the
} { $nth ->
    [1] first { $weekday }
    [2] second { $weekday } of the month
    [3] third { $weekday } of the month
    [4] fourth { $weekday } of the month
   *[other] last { $weekday }
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
   *[kind] Something else is kept under “{ $value }” already: a series instead of a date, or the other way round. Give this one another UID.
}
ics-missing = { $file } is not there. Name a calendar file (.ics), or a folder with a meetings.ics in it.
ics-unreadable = { $file } cannot be read ({ $reason }). Name a file that you may read.
ics-unwritable = { $file } cannot be written ({ $reason }). Name a folder that you may write to, or a file that ends in .ics.

## What will be said

plan-none = There is nothing to say within { $days } days.
plan-title = What will be said within { $days } days
plan-when = when
plan-where = where
plan-why = why
plan-text = what
plan-person = direct message with { $who }
plan-rule = { $rule ->
    [reminder] reminder
    [personal] reminder of one's own
    [holiday] public holiday
    [ask-recording] asking for the recording
    [next] pinned meeting
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
