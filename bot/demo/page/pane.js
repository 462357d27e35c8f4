/** One open chat, seen by one person: head, pinned message, messages, and where to write. */
import { Composer } from "./composer.js";
import { avatar, button, icon, make, named, patch, shown } from "./dom.js";
import { post } from "./link.js";
import { Log } from "./log.js";
import { plainText } from "./rich.js";
import { activate, groupOf, isAdmin, isPreview, messagesOf, personOf, pinnedOf, view } from "./store.js";
import { language, say } from "./words.js";

const COMMANDS = { de: ["!termin", "!hilfe"], en: ["!next", "!help"] };
const PIN = "M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v5";

export class Pane {
  constructor(place) {
    this.place = place;
    this.key = null;
    this.pinTurn = 0;
    this.write = (text) => this.composer.write(text);
    this.log = new Log(this);
    this.composer = new Composer(this);
    this.head = make("div", { class: "head" });
    this.pin = make("div", { class: "pin", hidden: true });
    this.hint = make("div", { class: "hint", hidden: true });
    this.note = make("p", { class: "preview-note", hidden: true });
    this.drop = make("p", { class: "drop", "aria-hidden": "true" });
    this.log.element.append(this.hint, this.drop);
    this.element = make("section", { class: "pane", onfocusin: () => activate(place), onpointerdown: () => activate(place),
      ondragover: (event) => this.dragged(event), ondragleave: (event) => this.left(event), ondrop: (event) => this.dropped(event) },
    this.head, this.pin, this.log.element, this.log.typing, this.composer.element, this.note);
  }

  get who() { return view.panes[this.place].who; }

  get chat() { return view.panes[this.place].chat; }

  get shown() { return view.split || view.active === this.place; }

  show() {
    this.element.hidden = !this.shown;
    const key = this.shown ? `${this.who} ${this.chat}` : null;
    const other = this.key !== key;
    this.key = key;
    if (!this.shown) return;
    if (other) { this.composer.open(); this.pinTurn = 0; }
    this.showHead();
    this.showPin();
    this.composer.element.hidden = isPreview();
    this.note.hidden = !isPreview();
    this.note.textContent = say("previewNote");
    this.drop.textContent = say("drop");
    this.log.list.classList.toggle("direct", !groupOf(this.chat));
    this.log.show(other);
    this.composer.show();
    this.showHint();
    this.read();
  }

  showHead() {
    const group = groupOf(this.chat);
    const title = group ? group.name : say("pair", { name: shown(personOf(this.chat)) });
    const called = (name) => (isAdmin(name) ? `${shown(name)} (${say("admin")})` : shown(name));
    const members = group?.members ? [...group.members, ...(group.bot_is_member ? ["bot"] : [])].map(called).join(", ") : "";
    this.element.setAttribute("aria-label", title);
    this.head.replaceChildren(avatar(group?.name ?? personOf(this.chat)),
      make("div", {}, make("h1", {}, named(title)), make("p", { class: "soft" }, group ? members : say(isPreview() ? "nameless" : "direct"))));
  }

  showPin() {
    const pinned = pinnedOf(this.chat);
    this.pin.hidden = pinned.length === 0;
    if (!pinned.length) { patch(this.pin, []); return; }
    const place = pinned.length - 1 - (this.pinTurn % pinned.length);
    const message = pinned[place];
    const words = say("pinnedMessage", { n: place + 1, all: pinned.length });
    const open = () => { this.log.flash(message.timestamp); this.pinTurn += 1; this.showPin(); };
    patch(this.pin, [button({ "data-key": "pin", "aria-label": `${words}: ${plainText(message)}`, onclick: open }, icon(PIN),
      make("span", { dir: "auto" }, plainText(message).replace(/^📌\s*/u, "").replaceAll("\n", " · ") || message.poll?.question || say("file")),
      pinned.length > 1 && make("small", {}, `${place + 1}/${pinned.length}`))]);
  }

  showHint() {
    const empty = messagesOf(this.chat).length === 0;
    this.hint.hidden = !empty;
    if (!empty) return;
    const commands = COMMANDS[language()].map((command) => button({ class: "button", "data-key": command, onclick: () => this.write(command) }, command));
    patch(this.hint, [avatar("bot"), make("p", {}, say(isPreview() ? "previewEmpty" : "hint")), ...(isPreview() ? [] : [make("div", { class: "commands" }, commands)])]);
  }

  take(message, kind) {
    if (!this.shown || message.chat !== this.chat) return;
    this.log.take(message, kind);
    if (pinnedOf(this.chat).includes(message)) this.showPin();
    if (message.deleted) this.composer.showAbout();
    if (kind === "message") { this.showHint(); this.read(); }
  }

  group() {
    this.showHead();
    this.showPin();
    for (const message of messagesOf(this.chat).slice(this.log.from)) {
      const isPinned = pinnedOf(this.chat).includes(message);
      if (isPinned !== Boolean(this.log.rowOf(message.timestamp)?.querySelector(".pinned"))) this.log.take(message, "receipt");
    }
    this.composer.showPeople();
  }

  /** Lets the bot know that this person has read what is in the open chat. */
  read() {
    if (document.hidden || !this.shown || !this.who) return;
    const unread = messagesOf(this.chat).slice(-100).filter((message) => message.author === "bot" && !message.deleted && !message.missed?.includes(this.who) && message.receipts[this.who] !== "read");
    if (unread.length) post("read", { who: this.who, timestamps: unread.map((message) => message.timestamp) });
  }

  reply(message) { this.composer.reply(message); }

  edit(message) { this.composer.edit(message); }

  refresh(message) { this.log.refresh(message); }

  flash(timestamp) { this.log.flash(timestamp); }

  focusRow(message) { this.log.focusRow(message); }

  focus() { (isPreview() ? this.log.list : this.composer.field).focus({ preventScroll: true }); }

  writing() { return this.composer.element.contains(document.activeElement); }

  // ── files that are dropped here ────────────────────────────────────────

  dragged(event) {
    if (isPreview() || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.element.classList.add("dropping");
  }

  left(event) { if (!this.element.contains(event.relatedTarget)) this.element.classList.remove("dropping"); }

  dropped(event) {
    this.element.classList.remove("dropping");
    if (isPreview() || !event.dataTransfer.files.length) return;
    event.preventDefault();
    this.composer.attach([...event.dataTransfer.files]);
  }
}
