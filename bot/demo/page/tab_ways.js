/** Every message on its way, as the outbox has it. */
import { make, shown } from "./dom.js";
import { nearDayOf, timeOf } from "./dates.js";
import { get } from "./link.js";
import { groupOf, personOf } from "./store.js";
import { language, say } from "./words.js";

export const name = "ways";
export const beside = true;

const OPEN = ["sending", "unknown"]; // of which one asks oneself what comes of them

export async function content() {
  const found = await get(`look/ways?language=${language()}`);
  return found && [countsPart(found.counts), rowsPart(found.rows)];
}

/** The newest few, for other tabs. */
export async function newest(count) {
  const found = await get(`look/ways?language=${language()}`);
  return found ? [countsPart(found.counts), rowsPart(found.rows.slice(0, count))] : [];
}

function countsPart(counts) {
  return make("ul", { class: "counts" }, Object.entries(counts).map(([state, count]) =>
    make("li", { class: count ? `state ${state}` : "state none", title: say(`about_${state}`) }, make("b", {}, String(count)), say(`state_${state}`))));
}

function rowsPart(rows) {
  if (!rows.length) return make("p", { class: "soft nothing" }, say("waysNone"));
  return make("ol", { class: "deliveries" }, rows.map(rowPart));
}

function rowPart(row) {
  const due = new Date(row.due);
  const words = row.text.replace(/\n+/g, " · ");
  const text = row.act === "say" ? words : [say(`ways_${row.act}`), words].filter(Boolean).join(": ");
  const state = row.late ? "late" : row.state;
  return make("li", { "data-state": row.state },
    make("span", { class: `state ${row.state}`, title: say(`about_${state}`) }, say(`state_${state}`)),
    make("span", { class: "soft" }, [`${nearDayOf(due)} ${timeOf(due)}`, groupOf(row.chat)?.name ?? shown(personOf(row.chat) ?? ""), row.tries > 1 && say("tries", { n: row.tries }),
      row.missed?.length > 0 && say("missed", { names: row.missed.map(shown).join(", ") })].filter(Boolean).join(" · ")),
    make("span", { class: "line", dir: "auto", title: row.text }, text || make("i", { class: "soft" }, say("forgotten"))),
    OPEN.includes(row.state) && make("span", { class: "soft meaning" }, say(`about_${row.state}`)));
}
