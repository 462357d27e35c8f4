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
next-wrong = This takes a number from 1 to { $most }, not “{ $words }”.

## !meetings

meetings-help = The next six dates.
meetings-more =
    There is nothing to add.
    Meetings that were moved show their old date; those that are off are left out.
meetings-heading = **Coming up**

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
    I store that you have written to me (as an identifier, with no number and no name) and the language you chose; what you write is forgotten once I have answered.
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

## When things turn out differently

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
