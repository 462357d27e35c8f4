/** One message as a row of the chat. */
import { openActions } from "./actions.js";
import { avatar, button, head, icon, make, named, shown, tinted } from "./dom.js";
import { clockChange, dayKey, dayOf, isNight, timeOf, weekdayOf } from "./dates.js";
import { filePart } from "./files.js";
import { post } from "./link.js";
import { pollPart } from "./poll.js";
import { isPictures, plainText, richText } from "./rich.js";
import { groupOf, personOf, pinnedOf, view, world, writers } from "./store.js";
import { language, say } from "./words.js";

const LONG = 1400; // signs, above which only the beginning is shown
const SHORT = 1200; // signs that are shown of it
const TOGETHER = 10 * 60_000; // ms within which messages of one author stand closer
const MOON = "M19 14.5A7.5 7.5 0 0 1 9.5 5 7.5 7.5 0 1 0 19 14.5z";

/** `pane` gives `who`, and what the parts do: `pane.write(text)`, `pane.reply(message)`, `pane.flash(timestamp)` … */
export function row(message, before, pane) {
  const own = message.author === pane.who;
  const missed = message.missed?.includes(pane.who);
  const follows = before?.author === message.author && message.timestamp - before.timestamp < TOGETHER && dayKey(before.timestamp) === dayKey(message.timestamp);
  const classes = ["message", own && "own", follows && "follows", message.deleted && "deleted", message.planned && "planned", missed && "missed"].filter(Boolean).join(" ");
  const more = !message.deleted && !missed && pane.who && button({ class: "icon more", "data-key": "more", tabindex: -1, "aria-label": say("actions"), title: say("actions"),
    "aria-haspopup": "dialog", onclick: (event) => openActions(message, event.currentTarget, pane) }, icon("M5 12h.01M12 12h.01M19 12h.01"));
  const face = !own && groupOf(message.chat) && avatar(message.author);
  return make("article", { class: classes, tabindex: -1, "data-timestamp": message.timestamp, "data-author": message.author,
    "aria-label": `${shown(message.author)}, ${timeOf(message.timestamp)}` },
  face, make("div", { class: "held" }, bubble(message, own, pane), more), reactionsPart(message, pane));
}

/** The lines between two messages: a new day, a changed clock. */
export function between(before, message) {
  const change = before && clockChange(before.timestamp, message.timestamp);
  const day = !before || dayKey(before.timestamp) !== dayKey(message.timestamp);
  return [
    change && make("div", { class: "day change" }, say(change.summer ? "summerTime" : "winterTime", { day: `${weekdayOf(change.at)}, ${dayOf(change.at)}` })),
    day && make("div", { class: "day" }, `${weekdayOf(message.timestamp)}, ${dayOf(message.timestamp)}`),
  ].filter(Boolean);
}

function bubble(message, own, pane) {
  const bot = message.author === "bot";
  const sender = !own && groupOf(message.chat) && tinted(make("div", { class: bot ? "sender bot" : "sender" }, named(shown(message.author))), message.author);
  if (message.deleted) return make("div", { class: "bubble" }, sender, make("div", { class: "text" }, say("deleted")), metaPart(message, pane));
  if (message.missed?.includes(pane.who)) return make("div", { class: "bubble" }, sender, make("div", { class: "text" }, say("missedHere", { name: shown(pane.who) })), metaPart(message, pane));
  return make("div", { class: "bubble" }, sender, quotePart(message, pane),
    (message.attachments ?? []).map(filePart), textPart(message, pane), previewPart(message), pollPart(message, pane.who), metaPart(message, pane));
}

function quotePart({ quote }, pane) {
  return quote && button({ class: "quote", "data-key": "quote", onclick: () => pane.flash(quote.timestamp) },
    make("b", {}, shown(quote.author)), make("span", { dir: "auto" }, quotedText(quote) || "…"));
}

/** A quote has no names of its own; they are those of the message as it was. */
function quotedText({ timestamp, text }) {
  const message = world.byStamp.get(timestamp);
  return message?.text === text ? plainText(message) : text.replaceAll("\uFFFC", "@…");
}

function textPart(message, pane) {
  if (!message.text) return null;
  const write = message.author === "bot" && pane.who ? pane.write : null;
  const long = message.text.length > LONG && !view.expanded.has(message.timestamp);
  const said = long ? { ...message, text: beginning(message.text) } : message;
  const toggle = (open) => button({ class: "link fold", "data-key": "fold", onclick: () => {
    if (open) view.expanded.add(message.timestamp); else view.expanded.delete(message.timestamp);
    pane.refresh(message);
  } }, say(open ? "more" : "less"));
  return make("div", { class: isPictures(message.text) ? "text pictures" : "text", dir: "auto" }, richText(said, write), long && "… ",
    long && toggle(true), !long && message.text.length > LONG && toggle(false));
}

/** Cut between two words, or, where there are none, between two signs. */
function beginning(text) {
  const space = text.lastIndexOf(" ", SHORT);
  return space > SHORT / 2 ? text.slice(0, space) : head(text, SHORT);
}

function previewPart({ preview }) {
  const url = preview?.url ?? "";
  if (!/^https?:\/\//i.test(url)) return null;
  return make("a", { class: "preview", href: url, target: "_blank", rel: "noopener noreferrer" },
    thumbnail(preview), make("b", {}, preview.title ?? url), preview.description && make("span", {}, preview.description), make("span", { class: "soft" }, new URL(url).host));
}

function thumbnail({ base64_thumbnail: data }) {
  return data && /^[A-Za-z0-9+/=]+$/.test(data) && make("img", { src: `data:image/png;base64,${data}`, alt: "", loading: "lazy" });
}

function ticksPart(message, who) {
  if (message.planned || message.missed?.includes(who) || (message.author !== who && message.author !== "bot")) return null;
  const receivers = message.author === "bot" ? writers(message.chat) : ["bot"];
  const all = receivers.length;
  const got = receivers.filter((name) => message.receipts?.[name]).length;
  const read = receivers.filter((name) => message.receipts?.[name] === "read" || message.receipts?.[name] === "viewed").length;
  // What a person writes goes to the bot, as far as the page knows, and of one receiver nobody counts.
  const whose = all > 1 ? "" : message.author !== "bot" && personOf(message.chat) === null ? "Bot" : "One";
  const words = read ? say(`read${whose}`, { n: read, all }) : got ? say(`delivered${whose}`, { n: got, all }) : say("sent");
  return make("span", { class: read >= all ? "ticks read" : "ticks", role: "img", title: words, "aria-label": words }, got ? "✓✓" : "✓");
}

export function metaPart(message, pane) {
  return make("div", { class: "meta" },
    message.why && make("span", {}, message.why[language()]),
    message.missed?.length > 0 && !message.missed.includes(pane.who) && make("span", {}, say("missed", { names: message.missed.map(shown).join(", ") })),
    pinnedOf(message.chat).includes(message) && make("span", { class: "pinned" }, say("pinned")),
    message.edits?.length > 0 && !message.deleted && make("span", { title: message.edits.map((text) => plainText({ text })).join("\n—\n") }, say("edited")),
    isNight(message.timestamp) && make("span", { class: "moon", role: "img", "aria-label": say("night"), title: say("night") }, icon(MOON)),
    make("time", { datetime: new Date(message.timestamp).toISOString() }, timeOf(message.timestamp)),
    ticksPart(message, pane.who));
}

function reactionsPart(message, pane) {
  const byEmoji = new Map();
  for (const [name, emoji] of Object.entries(message.reactions ?? {})) byEmoji.set(emoji, [...(byEmoji.get(emoji) ?? []), name]);
  if (byEmoji.size === 0) return null;
  const pills = [...byEmoji].map(([emoji, names]) => {
    const mine = names.includes(pane.who);
    const words = names.map(shown).join(", ");
    return button({ title: words, "data-key": `react ${emoji}`, "aria-label": `${emoji} ${words}`, "aria-pressed": String(mine),
      onclick: () => post("react", { who: pane.who, timestamp: message.timestamp, emoji, remove: mine }) }, names.length > 1 ? `${emoji} ${names.length}` : emoji);
  });
  return make("div", { class: "reactions" }, pills);
}
