/** The deck of tips of each group: what comes next, and what was said when. */
import { make, named } from "./dom.js";
import { dayOf, timeOf, weekdayOf } from "./dates.js";
import { get } from "./link.js";
import { language, say, sayCount } from "./words.js";

export const name = "tips";
export const inPreview = true;

export async function content() {
  const found = await get(`look/tips?language=${language()}`);
  if (!found) return null;
  if (!found.decks.length) return [make("p", { class: "soft nothing" }, say("tipsNowhere"))];
  return [...found.rests.map((text) => make("p", { class: "soft lead" }, text)), ...found.decks.flatMap((deck) => deckPart(deck, found.decks.length > 1))];
}

function deckPart(deck, several) {
  return [
    several && make("h2", { class: "where" }, named(deck.where)),
    make("h2", {}, deck.round ? say("tipsNext", { n: deck.round }) : say("tipsNext0")),
    deck.next.length > 0 && make("p", { class: "soft" }, say("tipsSuit")),
    deck.next.length > 0 ? make("ol", { class: "deck next" }, deck.next.map((tip) => tipPart(tip))) : make("p", { class: "soft nothing" }, say("tipsNone")),
    make("h2", {}, deck.told.length ? sayCount("tipsTold", deck.told.length) : say("tipsTold0")),
    deck.told.length > 0 && make("ol", { class: "deck told" }, deck.told.map((tip) => tipPart(tip, new Date(tip.at)))),
  ];
}

function tipPart(tip, at) {
  return make("li", { class: "entry" },
    make("p", { class: "facts" }, at && make("time", { datetime: tip.at }, `${weekdayOf(at, "short")}, ${dayOf(at)}, ${timeOf(at)}`), make("span", { class: "soft" }, tip.topic)),
    make("p", { class: "said", dir: "auto" }, tip.text || say("tipGone")));
}
