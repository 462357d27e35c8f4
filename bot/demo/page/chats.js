/** The list of chats, with what was said last and how much is unread. */
import { $, arrows, avatar, button, make, named, patch, shown } from "./dom.js";
import { dayKey, nearDayOf, timeOf } from "./dates.js";
import { showReach } from "./panel.js";
import { plainText } from "./rich.js";
import { active, groupOf, isAdmin, isPreview, messagesOf, openChat, openPanes, personOf, tell, unread, world } from "./store.js";
import { say } from "./words.js";

export const nameOf = (chat) => groupOf(chat)?.name ?? shown(personOf(chat));

function lastLine(message) {
  const line = message.deleted ? say("deleted") : plainText(message) || message.poll?.question || message.attachments?.[0]?.filename || say("file");
  return `${shown(message.author)}: ${line}`;
}

const whenOf = ({ timestamp }) => (dayKey(timestamp) === dayKey(world.now) ? timeOf(timestamp) : nearDayOf(timestamp));

function chatButton(chat) {
  const last = messagesOf(chat).at(isPreview() ? 0 : -1); // there, what comes next
  const count = unread(chat);
  const open = openPanes().some((pane) => pane.chat === chat);
  return button({ class: open ? "chat open" : "chat", "data-chat": chat, "data-key": chat, "aria-current": String(active().chat === chat), onclick: () => { openChat(chat); drawer(false); tell("write"); } },
    avatar(groupOf(chat)?.name ?? personOf(chat)), make("strong", {}, named(nameOf(chat)), isAdmin(personOf(chat)) && make("small", {}, ` ${say("admin")}`)),
    last && make("span", { class: "soft when" }, whenOf(last)), last && make("span", { class: "soft last", dir: "auto" }, lastLine(last)),
    count > 0 && make("span", { class: "unread" }, make("span", { "aria-hidden": "true" }, count > 99 ? "99+" : String(count)), make("span", { class: "unseen" }, say("unread", { n: count }))));
}

export function showChats() {
  const list = (title, all) => all.length > 0 && [make("h2", {}, say(title)), ...all.map(chatButton)];
  patch($("chats"), [list("groups", world.groups.map((group) => group.chat)), list("direct", world.people.map(({ name }) => `direct:${name}`))].flat().filter(Boolean));
  const all = world.now ? [...world.byChat.keys()].reduce((sum, chat) => sum + unread(chat), 0) : 0;
  document.title = all ? `(${all}) Losbote` : "Losbote";
  showMenu(all);
}

/** Where the list is folded away, its button says how much is unread. */
function showMenu(all) {
  $("menu").dataset.unread = all > 99 ? "99+" : all || "";
  $("menu").setAttribute("aria-label", all ? `${say("chats")}, ${say("unread", { n: all })}` : say("chats"));
}

/** On a narrow screen the list comes in from the side. */
export function drawer(open) {
  document.body.classList.toggle("drawer", open);
  showReach();
  $("menu").setAttribute("aria-expanded", String(open));
  if (open) $("chats").querySelector("[aria-current=true]")?.focus();
}

export function startChats() {
  addEventListener("resize", showReach);
  $("menu").addEventListener("click", () => drawer(!document.body.classList.contains("drawer")));
  $("chats").addEventListener("keydown", (event) => arrows(event, [...$("chats").querySelectorAll(".chat")]));
}
