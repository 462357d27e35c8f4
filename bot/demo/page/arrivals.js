/** What the bot said while the clock was turned, where nobody looked: it stands over the chat until one goes on. */
import { nameOf } from "./chats.js";
import { $, CROSS, button, icon, make, named } from "./dom.js";
import { timeOf } from "./dates.js";
import { brief } from "./rich.js";
import { on, openChat, openPanes, tell, world } from "./store.js";
import { say } from "./words.js";

let came = [];
let turning = false;

export function startArrivals() {
  on("message", (message, kind) => {
    if (kind !== "message") return;
    if (message.author !== "bot") drop();
    else if (world.moving) came.push(message);
  });
  on("clock", () => {
    if (world.moving && !turning) came = [];
    turning = world.moving;
    showArrivals();
  });
  on("pane split active", showArrivals);
}

const isOpen = ({ chat }) => openPanes().some((pane) => pane.chat === chat);

export function showArrivals() {
  const elsewhere = turning ? [] : came.filter((message) => !isOpen(message));
  $("came").hidden = elsewhere.length === 0;
  if (!elsewhere.length) { $("came").replaceChildren(); return; }
  $("came").replaceChildren(make("div", {}, came.length === 1 ? onePart(came[0]) : allPart()),
    button({ class: "icon", "aria-label": say("close"), title: say("close"), onclick: () => { drop(); tell("write"); } }, icon(CROSS)));
}

function drop() {
  came = [];
  showArrivals();
}

const to = (chat) => () => { openChat(chat); tell("write"); };

function onePart(message) {
  const where = nameOf(message.chat);
  return [make("span", { dir: "auto" }, say("cameTo", { at: timeOf(message.timestamp), where, text: brief(message) || say("file") })),
    button({ class: "button", onclick: to(message.chat) }, named(where))];
}

function allPart() {
  const counts = new Map();
  for (const { chat } of came) counts.set(chat, (counts.get(chat) ?? 0) + 1);
  return [make("span", {}, say("cameAll", { n: came.length })),
    ...[...counts].map(([chat, count]) => button({ class: "button", onclick: to(chat) }, named(nameOf(chat)), ` ${count}`))];
}
