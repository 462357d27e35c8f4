/** What will be posted in the days to come: when, where, why, and with which words. */
import { button, make, named } from "./dom.js";
import { clockChange, dayKey, dayOf, isNight, timeOf, weekdayOf } from "./dates.js";
import { get } from "./link.js";
import { chats, openChat } from "./store.js";
import { language, say } from "./words.js";

export const name = "coming";
export const inPreview = true;

export async function content() {
  const found = await get(`look/coming?language=${language()}`);
  if (!found) return null;
  if (!found.lines.length) return [make("p", { class: "soft nothing" }, say("comingNone", { days: found.days }))];
  return [make("p", { class: "soft lead" }, say("comingTitle", { days: found.days })),
    ...found.lines.flatMap((line, place) => [...between(found.lines[place - 1], line), linePart(line)])];
}

function between(before, line) {
  const change = before && clockChange(Date.parse(before.at), Date.parse(line.at));
  return [
    change && make("p", { class: "change soft" }, say(change.summer ? "summerTime" : "winterTime", { day: `${weekdayOf(change.at)}, ${dayOf(change.at)}` })),
    (!before || dayKey(new Date(before.at)) !== dayKey(new Date(line.at))) && make("h2", {}, `${weekdayOf(new Date(line.at))}, ${dayOf(new Date(line.at))}`),
  ].filter(Boolean);
}

function linePart(line) {
  const at = new Date(line.at);
  const [first, ...rest] = line.text.split("\n");
  const text = rest.length ? [make("strong", {}, first), `\n${rest.join("\n")}`] : first;
  const where = chats().includes(line.chat)
    ? button({ class: "link", "data-key": `where ${line.at} ${line.chat}`, onclick: () => openChat(line.chat) }, named(line.where))
    : make("span", {}, named(line.where));
  const classes = ["coming-line", isNight(at) && "night", line.gives_way && "away"].filter(Boolean).join(" ");
  return make("article", { class: classes },
    make("p", { class: "facts" }, make("time", { datetime: line.at }, timeOf(at)), where, make("span", { class: "soft" }, line.why),
      line.gives_way && make("span", { class: "state" }, say("givesWay"))),
    make("p", { class: "said", dir: "auto" }, text));
}
