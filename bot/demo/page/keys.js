/** The keys that work everywhere on the page. */
import { $, make, narrow, openDialog } from "./dom.js";
import { drawer } from "./chats.js";
import { nextPost } from "./clock.js";
import { covers, openPanel } from "./panel.js";
import { activate, active, chats, choosePerson, isPreview, openChat, people, setSplit, view } from "./store.js";
import { say } from "./words.js";

const HELP = [["Alt+1 … 6", "people"], ["Alt+↑ ↓", "chats"], ["Alt+N", "post"], ["Alt+P", "panel"], ["Alt+S", "split"], ["Alt+O", "other"],
  ["Enter", "send"], ["Shift+Enter", "line"], ["↑ ↓", "rows"], ["Enter", "menu"], ["R", "reply"], ["E", "edit"], ["Esc", "escape"]];

export function showHelp() {
  openDialog(say("keys"), make("dl", { class: "keys" }, HELP.map(([key, what]) => make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, say(`key_${what}`))))));
}

export function startKeys(panes) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") escape(event, panes);
    else if (event.altKey && !event.ctrlKey && !event.metaKey && act(event, panes)) event.preventDefault();
  });
}

function act(event, panes) {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  const name = digit && !isPreview() && people()[digit[1] - 1];
  const work = name ? () => choosePerson(name) : {
    ArrowUp: () => step(-1), ArrowDown: () => step(1), KeyN: nextPost, KeyS: () => { if (!isPreview() && !narrow.matches) setSplit(!view.split); },
    KeyP: () => openPanel(view.panel ? null : "coming"), KeyO: () => { if (view.split) activate(1 - view.active); },
  }[event.code];
  if (!work) return false;
  const stays = event.code === "KeyP" || event.code === "KeyN";
  work();
  if (!stays) panes[view.active].focus();
  return true;
}

function step(by) {
  const all = chats();
  openChat(all[(all.indexOf(active().chat) + by + all.length) % all.length]);
}

/** Closes what is open, from the top; else goes back to writing. Menus and windows close themselves. */
function escape(event, panes) {
  if (event.defaultPrevented || $("dialog").open || document.querySelector(":popover-open")) return;
  if (document.body.classList.contains("drawer")) { drawer(false); $("menu").focus(); }
  else if (covers() || (view.panel && $("panel").contains(document.activeElement))) openPanel(null);
  else panes[view.active].focus();
}
