/** Who changed what and when, as the bot has noted it. */
import { make, named, shown } from "./dom.js";
import { dayKey, dayOf, timeOf, weekdayOf } from "./dates.js";
import { get } from "./link.js";
import { isPreview } from "./store.js";
import { language, say } from "./words.js";

export const name = "log";
export const inPreview = true;

export async function content() {
  const found = await get(`look/log?language=${language()}`);
  if (!found) return null;
  if (!found.rows.length) return [make("p", { class: "soft nothing" }, say("logNone"))];
  return [make("p", { class: "soft lead" }, say("logTitle")), isPreview() && make("p", { class: "soft" }, say("nameless")), ...found.rows.flatMap((row, place) => [dayPart(found.rows[place - 1], row), rowPart(row)])];
}

function dayPart(before, row) {
  const at = new Date(row.at);
  if (before && dayKey(new Date(before.at)) === dayKey(at)) return null;
  return make("h2", {}, `${weekdayOf(at)}, ${dayOf(at)}`);
}

/** The kind of a change in words; one that is new here, by its name. */
function kindOf(command) {
  const said = say(`kind_${command}`);
  return said === `kind_${command}` ? command : said;
}

function rowPart(row) {
  const at = new Date(row.at);
  return make("article", { class: row.back ? "entry back" : "entry", "data-command": row.command },
    make("p", { class: "facts" }, make("time", { datetime: row.at }, timeOf(at)), named(shown(row.who)), make("span", { class: "soft" }, kindOf(row.command)),
      row.back && make("span", { class: "state" }, say("takenBack"))),
    make("p", { class: "said", dir: "auto" }, row.command === "undo" ? say("undid", { what: row.what }) : row.what));
}
