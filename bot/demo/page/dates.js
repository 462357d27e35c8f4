/** Dates in the zone of the played clock, as people read them; nights and clock changes. */
import { world } from "./store.js";
import { language } from "./words.js";

const formats = new Map();

/** Formatters are dear to make, and a chat has thousands of times. */
function format(value, options) {
  const key = `${language()} ${world.zone} ${JSON.stringify(options)}`;
  if (!formats.has(key)) {
    const locale = language() === "de" ? "de-DE" : "en-GB";
    formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: world.zone, ...options }));
  }
  return formats.get(key);
}

const text = (value, options) => format(value, options).format(value);

export const timeOf = (value) => text(value, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const dayOf = (value) => text(value, { day: "numeric", month: "long", year: "numeric" });
export const shortDateOf = (value) => text(value, { day: "numeric", month: "short", year: "numeric" });
/** The day in figures, with the year if it is another than the played one. */
export const nearDayOf = (value) => text(value, { day: "numeric", month: "numeric", ...(yearOf(value) !== yearOf(world.now) && { year: "numeric" }) });
const yearOf = (value) => text(value, { year: "numeric" });
export const weekdayOf = (value, length = "long") => text(value, { weekday: length });

/** The day as `2026-11-30`, to compare. */
export function dayKey(value) {
  const part = Object.fromEntries(format(value, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(value).map(({ type, value: said }) => [type, said]));
  return `${part.year}-${part.month}-${part.day}`;
}

/** As a field of the type `datetime-local` wants it. */
export const wallTime = (value) => `${dayKey(value)}T${timeOf(value)}`;

/** Whether the bot keeps quiet at this hour. */
export function isNight(value) {
  const hour = Number(timeOf(value).slice(0, 2));
  return hour >= 21 || hour < 8;
}

const offset = (value) => text(value, { timeZoneName: "longOffset" }).split("GMT")[1] ?? "";

/** Whether it is summer time: the clock is ahead of where it is in the other half of the year. */
export function isSummer(value) {
  const year = new Date(value).getUTCFullYear();
  const others = [offset(Date.UTC(year, 0, 1)), offset(Date.UTC(year, 6, 1))];
  return others[0] === others[1] ? null : offset(value) === others.sort().at(-1);
}

/** When the clock was changed between two instants that are less than half a year apart; null if it was not. */
export function clockChange(before, after) {
  if (after - before < 60_000 || offset(before) === offset(after)) return null;
  let [early, late] = [before, after];
  while (late - early > 60_000) {
    const middle = (early + late) / 2;
    if (offset(middle) === offset(before)) early = middle; else late = middle;
  }
  return { at: late, summer: isSummer(late) };
}
