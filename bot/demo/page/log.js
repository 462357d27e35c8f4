/** The messages of one chat: the newest are there, older ones come when one scrolls up. */
import { between, metaPart, row } from "./bubble.js";
import { arrows, button, icon, keepFocus, make, patch, shown } from "./dom.js";
import { isPreview, messagesOf, world } from "./store.js";
import { say } from "./words.js";

const AT_ONCE = 80; // rows
const MORE = 30; // rows that come when one scrolls up
const MOST = 400; // rows, above which those on top go again

export class Log {
  constructor(pane) {
    this.pane = pane;
    this.from = 0;
    this.list = make("div", { class: "log", role: "log", "aria-live": "off", tabindex: 0, onscroll: () => this.scrolled(), onkeydown: (event) => this.key(event),
      oncontextmenu: (event) => this.menu(event) });
    this.down = button({ class: "icon down", hidden: true, onclick: () => this.toEnd() }, icon("M12 5v14M6 13l6 6 6-6"));
    this.typing = make("p", { class: "typing soft" });
    this.element = make("div", { class: "talk" }, this.list, this.down);
    this.list.addEventListener("load", () => this.stay(), { capture: true }); // a picture came and took room
    new ResizeObserver(() => { this.room = this.roomNow; this.stay(); }).observe(this.list);
  }

  get messages() { return messagesOf(this.pane.chat); }

  get rows() { return [...this.list.querySelectorAll(".message")]; }

  rowOf(timestamp) { return this.list.querySelector(`[data-timestamp="${timestamp}"]`); }

  /** Shows the chat from where one begins to read it, or, if it is the same as before, only what is different. */
  show(other) {
    this.list.setAttribute("aria-label", say("messages"));
    this.down.setAttribute("aria-label", say("down"));
    this.down.title = say("down");
    if (other) this.begin(); else this.renew();
    this.showTyping();
  }

  begin() {
    this.from = isPreview() ? 0 : Math.max(0, this.messages.length - AT_ONCE);
    this.list.replaceChildren(...this.made(this.from, this.messages.length));
    if (isPreview()) this.toStart(); else this.toEnd();
  }

  renew() {
    const first = Number(this.rows[0]?.dataset.timestamp ?? Infinity);
    const from = this.messages.findIndex(({ timestamp }) => timestamp >= first);
    const newest = Math.max(0, this.messages.length - AT_ONCE);
    this.from = from < 0 || (this.stuck && from < newest) ? newest : from;
    patch(this.list, this.made(this.from, this.messages.length));
    this.stay();
  }

  made(from, to) {
    const { messages } = this;
    return messages.slice(from, to).flatMap((message, place) => {
      const before = messages[from + place - 1];
      return [...between(before, message), row(message, before, this.pane)];
    });
  }

  // ── scrolling ──────────────────────────────────────────────────────────

  get roomNow() { return `${this.list.clientWidth} ${this.list.clientHeight}`; }

  get atEnd() { return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80; }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.stuck = true;
    this.down.hidden = true;
  }

  toStart() {
    this.list.scrollTop = 0;
    this.stuck = false;
  }

  /** Who reads at the end stays there, whatever becomes longer or narrower. */
  stay() { if (this.stuck) this.toEnd(); }

  scrolled() {
    if (this.room !== this.roomNow) return; // nobody scrolled: the window is another
    this.stuck = this.atEnd;
    if (this.stuck) this.down.hidden = true;
    if (this.list.scrollTop < 600 && this.from > 0) this.older(Math.max(0, this.from - MORE));
  }

  /** Puts older rows on top; what one looks at stays where it is. */
  older(from) {
    const below = this.list.scrollHeight - this.list.scrollTop;
    this.list.prepend(...this.made(from, this.from));
    this.from = from;
    this.list.scrollTop = this.list.scrollHeight - below;
  }

  trim() {
    const spare = this.messages.length - this.from - MOST;
    if (spare <= 0) return;
    this.from += spare + AT_ONCE;
    const first = this.rowOf(this.messages[this.from].timestamp);
    while (this.list.firstChild !== first) this.list.firstChild.remove();
  }

  flash(timestamp) {
    const place = this.messages.findIndex((message) => message.timestamp === timestamp);
    if (place < 0) return;
    if (place < this.from) this.older(Math.max(0, place - 10));
    const target = this.rowOf(timestamp);
    this.stuck = false;
    target.scrollIntoView({ block: "center" });
    target.classList.add("flash");
    setTimeout(() => target.classList.remove("flash"), 1500);
  }

  // ── what changes ───────────────────────────────────────────────────────

  take(message, kind) {
    const known = this.rowOf(message.timestamp);
    if (kind === "message") this.append(message);
    else if (known && kind === "receipt") known.querySelector(".meta").replaceWith(metaPart(message, this.pane));
    else if (known) this.refresh(message);
  }

  append(message) {
    const end = this.stuck || this.atEnd;
    const before = this.messages.at(-2);
    this.list.append(...between(before, message), row(message, before, this.pane));
    if (end || message.author === this.pane.who) { this.trim(); this.toEnd(); } else this.down.hidden = false;
  }

  /** Makes a row anew, and keeps the focus and the place where they are. */
  refresh(message) {
    const known = this.rowOf(message.timestamp);
    if (!known) return;
    keepFocus(this.list, () => known.replaceWith(row(message, this.messages[this.messages.indexOf(message) - 1], this.pane)));
    this.stay();
  }

  showTyping() {
    const names = [...(world.typing.get(this.pane.chat) ?? [])].filter((name) => name !== this.pane.who);
    this.typing.replaceChildren(...(names.length ? [make("span", { class: "dots", "aria-hidden": "true" }, "●●●"), say("typing", { name: names.map(shown).join(", ") })] : []));
  }

  // ── keys ───────────────────────────────────────────────────────────────

  focusLast() { (this.rows.at(-1) ?? this.list).focus(); }

  focusRow(message) { (this.rowOf(message.timestamp) ?? this.list).focus({ preventScroll: true }); }

  /** Of all that can be clicked in a chat, the Tab key stops only at what is in one message; the arrows go to the others. */
  tab(event) {
    const here = document.activeElement.closest(".message");
    const stops = [...here?.querySelectorAll("a, button, input:enabled") ?? []].filter((stop) => stop.tabIndex >= 0);
    const place = stops.indexOf(document.activeElement);
    const to = event.shiftKey ? [this.list, here][place + 1] : place === stops.length - 1 && this.next();
    if (!to || to === document.activeElement) return;
    event.preventDefault();
    to.focus();
  }

  /** Where the Tab key goes from the end of the messages. */
  next() {
    const after = (element) => this.list.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_FOLLOWING;
    return [...this.pane.element.querySelectorAll("button, textarea")].find((element) => after(element) && element.tabIndex >= 0 && element.checkVisibility());
  }

  key(event) {
    if (event.key === "Tab") { this.tab(event); return; }
    const here = document.activeElement.closest?.(".message");
    if (document.activeElement === this.list && ["ArrowUp", "End"].includes(event.key)) { event.preventDefault(); this.focusLast(); return; }
    if (!here || document.activeElement.tagName === "INPUT") return;
    if (document.activeElement !== here) return;
    if (event.key === "ArrowDown" && here === this.rows.at(-1)) { event.preventDefault(); this.pane.focus(); return; }
    if (event.key === "ArrowUp" && this.from > 0 && this.rows.indexOf(here) < 2) this.older(Math.max(0, this.from - AT_ONCE));
    if (arrows(event, this.rows)) return;
    const message = world.byStamp.get(Number(here.dataset.timestamp));
    if (event.ctrlKey || event.metaKey || event.altKey || !here.querySelector(".more")) return;
    if (event.key === "Enter") { event.preventDefault(); here.querySelector(".more")?.click(); }
    if (event.key === "r") { event.preventDefault(); this.pane.reply(message); }
    if (event.key === "e" && message.author === this.pane.who) { event.preventDefault(); this.pane.edit(message); }
  }

  menu(event) {
    const more = event.target.closest(".bubble")?.parentElement.querySelector(".more");
    if (more && !event.target.closest("a, button, img") && !getSelection().toString()) { event.preventDefault(); more.click(); }
  }
}
