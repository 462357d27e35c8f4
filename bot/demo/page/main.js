/** Starts the page: makes its parts and lets each hear of what concerns it. */
import { showArrivals, startArrivals } from "./arrivals.js";
import { drawer, showChats, startChats } from "./chats.js";
import { showClock, showMachine } from "./clock.js";
import { $, narrow, phone, shown, speak, touch } from "./dom.js";
import { showHelp, startKeys } from "./keys.js";
import { keepDrafts } from "./drafts.js";
import { connect } from "./link.js";
import { showNotice } from "./notice.js";
import { Pane } from "./pane.js";
import { showPanel, startPanel } from "./panel.js";
import { plainText } from "./rich.js";
import { isPreview, keepView, markSeen, on, openPanes, setPanel, setSplit, view } from "./store.js";
import { fillWords, language, say, setLanguage } from "./words.js";

const THEMES = ["light", "dark"];
const panes = [new Pane(0), new Pane(1)];
let known = false;

function showWords() {
  fillWords();
  $("language").textContent = language() === "de" ? "EN" : "DE";
  $("language").setAttribute("aria-label", say("language"));
  $("language").title = say("language");
}

function showAll() {
  showWords();
  showMachine();
  $("split").hidden = isPreview();
  renew();
}

/** Shows what may be different; what is not stays as it is. */
function renew() {
  showClock();
  panes.forEach((pane) => pane.show());
  showChats();
  showPanel();
  showNotice();
  showArrivals();
}

/** Lets one write at once, but calls up no keyboard over the page. */
function write() { if (!touch.matches) panes[view.active].focus(); }

/** A file that is dropped beside a chat is not opened in place of the page. */
function beside(event) {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
}

function keep() {
  if (!known) return;
  panes.forEach((pane) => pane.composer.note());
  keepView();
  keepDrafts();
}

function showActive() {
  panes.forEach((pane, place) => pane.element.classList.toggle("active", place === view.active));
}

function turnTheme() {
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark" || (!localStorage.getItem("theme") && matchMedia("(prefers-color-scheme: dark)").matches);
  const theme = THEMES[dark ? 0 : 1];
  localStorage.setItem("theme", theme);
  document.documentElement.style.colorScheme = theme;
}

/** Says a new message in an open chat to a screen reader. */
function announce(message) {
  const open = openPanes().find(({ chat }) => chat === message.chat);
  if (open && open.who !== message.author && !message.missed?.includes(open.who)) speak(say("wrote", { name: shown(message.author), text: plainText(message) || say("file") }));
}

on("world", () => {
  if (known) { renew(); return; }
  known = true;
  const panel = isPreview() ? "coming" : localStorage.getItem("panel");
  if (panel && !phone.matches) setPanel(panel);
  showAll();
  if (view.split) setSplit(!narrow.matches);
  showActive();
  if (document.activeElement === document.body && !isPreview()) write();
});
on("message", (message, kind) => {
  panes.forEach((pane) => pane.take(message, kind));
  if (kind === "message") announce(message);
});
on("typing", (chat) => panes.filter((pane) => pane.shown && pane.chat === chat).forEach((pane) => pane.log.showTyping()));
on("group", (chat) => panes.filter((pane) => pane.shown && pane.chat === chat).forEach((pane) => pane.group()));
on("pane", (place) => panes[place].show());
on("split", () => {
  document.body.classList.toggle("two", view.split);
  $("split").setAttribute("aria-pressed", String(view.split));
  panes.forEach((pane) => { pane.element.hidden = !pane.shown; }); // first, since each looks how much room it has
  panes.forEach((pane) => pane.show());
  showActive();
});
on("active", () => { showActive(); if (!view.split) panes.forEach((pane) => pane.show()); });
on("chats", () => { if (known) showChats(); });
on("clock", () => { showClock(); showChats(); });
on("machine link", showNotice);
on("write", write);

$("panes").prepend(...panes.map((pane) => pane.element));
panes[1].element.hidden = true;
$("split").addEventListener("click", () => setSplit(!view.split));
$("theme").addEventListener("click", turnTheme);
$("language").addEventListener("click", () => { setLanguage(language() === "de" ? "en" : "de"); showAll(); });
$("help").addEventListener("click", showHelp);
$("veil").addEventListener("click", () => drawer(false));
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, beside);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) keep();
  else if (known) { markSeen(); panes.forEach((pane) => pane.read()); }
});
addEventListener("pagehide", () => { keep(); panes.forEach((pane) => pane.composer.stopTyping()); });
narrow.addEventListener("change", (event) => { if (event.matches && view.split) setSplit(false); });

history.replaceState(null, "", "/"); // the token is in the cookie now; it need not stand in the address
showWords();
showActive();
startChats();
startPanel();
startArrivals();
startKeys(panes);
connect();
