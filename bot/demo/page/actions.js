/** What one can do with a message: a small menu beside it. */
import { $, arrows, button, make, signs } from "./dom.js";
import { post } from "./link.js";
import { say } from "./words.js";

const EMOJI = ["👍", "❤️", "😂", "😮", "👎", "🙏"];

export function openActions(message, beside, pane) {
  const menu = $("actions");
  const who = pane.who;
  const then = (work) => () => { menu.hidePopover(); work(); };
  const react = (emoji) => post("react", { who, timestamp: message.timestamp, emoji, remove: message.reactions?.[who] === emoji });
  const item = (key, work) => button({ tabindex: -1, class: "item", onclick: then(work) }, say(key));
  const own = message.author === who ? [
    item("edit", () => pane.edit(message)),
    item("delete", () => post("delete", { who, timestamp: message.timestamp }))] : [];
  menu.replaceChildren(
    make("div", { class: "emoji", role: "group", "aria-label": say("react") },
      EMOJI.map((emoji) => button({ tabindex: -1, "aria-label": emoji, onclick: then(() => react(emoji)) }, emoji)), anyEmoji(then, react)),
    item("reply", () => pane.reply(message)), ...own);
  menu.onkeydown = (event) => move(event, menu);
  menu.ontoggle = (event) => { if (event.newState === "closed" && !pane.writing()) pane.focusRow(message); };
  menu.showPopover();
  place(menu, beside.getBoundingClientRect());
  menu.querySelector("button").focus();
}

function anyEmoji(then, react) {
  const send = () => { const sign = signs(field.value.trim())[0]; if (sign) then(() => react(sign))(); };
  const field = make("input", { maxlength: 32, "aria-label": say("anyEmoji"), title: say("anyEmoji"), placeholder: "…", onkeydown: (event) => { if (event.key === "Enter") send(); } });
  return field;
}

/** Up and down go through the lines, left and right through the signs. */
function move(event, menu) {
  if (event.key === "Tab") { event.preventDefault(); menu.hidePopover(); return; }
  const all = [...menu.querySelectorAll("button, input")];
  if (document.activeElement.tagName === "INPUT" && document.activeElement.value) return;
  const signsAt = all.filter((element) => element.closest(".emoji"));
  const lines = [signsAt.find((element) => element === document.activeElement) ?? signsAt[0], ...all.filter((element) => !element.closest(".emoji"))];
  if (!arrows(event, lines)) arrows(event, signsAt, { previous: "ArrowLeft", next: "ArrowRight" });
}

function place(menu, box) {
  const toward = box.left > innerWidth / 2 ? box.right - menu.offsetWidth : box.left;
  menu.style.left = `${Math.min(Math.max(8, toward), innerWidth - menu.offsetWidth - 8)}px`;
  const below = box.bottom + menu.offsetHeight + 8 < innerHeight;
  menu.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - menu.offsetHeight - 4)}px`;
}
