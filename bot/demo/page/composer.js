/** Where a played person writes: text, files, a quote, an edit. */
import { CROSS, avatar, button, icon, make, patch, quiet, shown, size, toast } from "./dom.js";
import { blank, bringBack, draftOf, layAside } from "./drafts.js";
import { beacon, inTurn, post } from "./link.js";
import { Mentions } from "./mentions.js";
import { brief, plainText } from "./rich.js";
import { choosePerson, isAdmin, people, world } from "./store.js";
import { say } from "./words.js";

const LARGEST = 100 * 2 ** 20;
const LONGEST = 64 * 1024;
const MOST_FILES = 10;
const TYPING_MS = 5000;
const TYPING_AGAIN_MS = 10_000; // after which it is said again, since it is forgotten otherwise
const CLIP = "m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.3 17a1.7 1.7 0 0 1-2.4-2.4l7.6-7.5";

const there = (timestamp) => { const message = world.byStamp.get(timestamp); return message?.deleted ? null : message; };

export class Composer {
  constructor(pane) {
    this.pane = pane;
    this.draft = blank();
    this.field = make("textarea", { class: "field", rows: 1, "aria-label": say("message"), placeholder: say("message"), dir: "auto",
      onkeydown: (event) => this.key(event), oninput: () => { this.mentions.look(); this.type(); },
      onblur: () => { this.stopTyping(); setTimeout(() => this.left(), 150); }, onpaste: (event) => this.paste(event) });
    this.mentions = new Mentions(this.field, pane, () => this.draft.names);
    this.chooser = make("input", { type: "file", multiple: true, hidden: true, tabindex: -1, "aria-hidden": "true", onchange: () => {
      this.attach([...this.chooser.files]);
      this.chooser.value = "";
    } });
    this.people = make("div", { class: "people", role: "group", "aria-label": say("writeAs"), onkeydown: (event) => this.walk(event) });
    new ResizeObserver(() => this.showChosen()).observe(this.people);
    this.about = make("div", { class: "abouts" });
    this.element = make("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.send(); } },
      this.people, this.about, this.mentions.list,
      make("div", { class: "write" }, this.attachButton = button({ class: "icon attach", onclick: () => this.chooser.click() }, icon(CLIP)), this.chooser,
        this.field, this.sendButton = make("button", { class: "icon send" }, icon("M5 12h14M13 6l6 6-6 6"))));
  }

  get quoted() { return there(this.draft.quoted); }

  get edited() { return there(this.draft.edited); }

  show() {
    this.field.placeholder = say("message");
    for (const [element, key] of [[this.field, "message"], [this.attachButton, "attach"], [this.sendButton, "send"], [this.people, "writeAs"]]) element.setAttribute("aria-label", say(key));
    for (const element of [this.attachButton, this.sendButton]) element.title = element.getAttribute("aria-label");
    this.showPeople();
    this.showAbout();
  }

  showPeople() {
    patch(this.people, [make("span", { class: "soft as", "aria-hidden": "true" }, say("writeAs")), ...people().map((name, place) =>
      button({ class: isAdmin(name) ? "person admin" : "person", "data-person": name, "data-key": name, "aria-pressed": String(name === this.pane.who), title: `${shown(name)}${isAdmin(name) ? `, ${say("admin")}` : ""} (Alt+${place + 1})`,
        onclick: () => { choosePerson(name, this.pane.place); this.field.focus(); } },
      avatar(name), make("span", { class: "name" }, shown(name), isAdmin(name) && make("small", {}, say("admin")))))]);
    this.showChosen();
  }

  /** Scrolls the row of people so that one sees as whom one writes. */
  showChosen() {
    const chosen = this.people.querySelector("[aria-pressed=true]")?.getBoundingClientRect();
    const row = this.people.getBoundingClientRect();
    if (chosen?.right > row.right) this.people.scrollLeft += chosen.right - row.right + 8;
    if (chosen?.left < row.left) this.people.scrollLeft += chosen.left - row.left - 8;
  }

  showAbout() {
    const { draft, quoted, edited } = this;
    draft.files = draft.files.filter(({ failed }) => !failed);
    const then = (work) => () => { this.note(); work(); this.put(); this.field.focus(); };
    const line = (text, drop) => make("div", { class: "about" }, make("span", { dir: "auto" }, text),
      button({ class: "icon", "data-key": text, "aria-label": `${say("remove")}: ${text}`, title: say("remove"), onclick: then(drop) }, icon(CROSS)));
    const waiting = draft.aside && make("div", { class: "about aside" }, make("span", { dir: "auto" }, say("aside", { text: brief(draft.aside) || say("file") })),
      button({ class: "link", "data-key": "aside", onclick: then(() => bringBack(draft)) }, say("bringBack")));
    patch(this.about, [waiting,
      quoted && line(say("replying", { name: shown(quoted.author), text: brief(quoted) || say("file") }), () => { draft.quoted = null; }),
      edited && line(say("editing", { text: brief(edited) }), () => bringBack(draft)),
      ...draft.files.map((file) => line(`${file.filename} · ${file.id ? size(file.size) : say("loading")}`, () => { draft.files = draft.files.filter((other) => other !== file); })),
    ].filter(Boolean));
    this.sendButton.disabled = draft.files.some((file) => !file.id);
  }

  // ── drafts ─────────────────────────────────────────────────────────────

  /** Another person, or another chat: each keeps a draft of its own. */
  open() {
    this.stopTyping();
    this.note();
    this.draft = draftOf(this.pane.place, this.pane.who, this.pane.chat);
    this.mentions.close();
    this.put();
  }

  /** Takes into the draft what stands in the field, and the other way round. */
  note() { this.draft.text = this.field.value; }

  put() {
    this.field.value = this.draft.text;
    this.showAbout();
  }

  /** Writes a command; words that stand there already come back when it is sent or dropped. */
  write(command) {
    this.note();
    const { draft } = this;
    if (this.edited) bringBack(draft);
    if (!draft.text.trim() || draft.text === draft.written) Object.assign(draft, { text: command, written: command });
    else if (draft.text.trim() !== command) layAside(draft, { text: command, written: command });
    this.put();
    this.toEnd();
  }

  reply(message) {
    this.note();
    if (this.edited) bringBack(this.draft);
    this.draft.quoted = message.timestamp;
    this.put();
    this.field.focus();
  }

  edit(message) {
    this.note();
    if (this.edited) bringBack(this.draft);
    layAside(this.draft, { text: plainText(message), names: message.mentions.map(({ name }) => name), edited: message.timestamp });
    this.put();
    this.toEnd();
  }

  toEnd() {
    this.field.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  // ── keys ───────────────────────────────────────────────────────────────

  key(event) {
    if (event.isComposing || this.mentions.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.send(); }
    if (event.key === "Escape" && (this.quoted || this.edited || this.draft.aside)) {
      event.stopPropagation();
      this.note();
      if (this.edited || this.draft.aside) bringBack(this.draft); else this.draft.quoted = null;
      this.put();
    }
    if (event.key === "ArrowUp" && !event.altKey && !this.field.value) { event.preventDefault(); this.pane.log.focusLast(); }
  }

  walk(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const all = [...this.people.querySelectorAll("button")];
    const to = all[all.indexOf(document.activeElement) + step];
    if (step && to && !event.altKey) { event.preventDefault(); to.focus(); }
  }

  paste(event) {
    const files = [...event.clipboardData.files];
    if (files.length) { event.preventDefault(); this.attach(files); }
  }

  // ── typing ─────────────────────────────────────────────────────────────

  type() {
    if (!this.field.value) return this.stopTyping();
    const { who, chat } = this.pane;
    const now = performance.now();
    if (!this.typing || now - this.typing.told > TYPING_AGAIN_MS) {
      this.typing = { who, chat, told: now };
      post("type", { who, chat, started: true });
    }
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.stopTyping(), TYPING_MS);
    return null;
  }

  stopTyping() {
    clearTimeout(this.pause);
    if (this.typing) beacon("type", { who: this.typing.who, chat: this.typing.chat, started: false });
    this.typing = null;
  }

  // ── sending ────────────────────────────────────────────────────────────

  /** Takes the words out of the field at once: who is quick writes on, maybe as somebody else. They come back if they do not arrive. */
  async send() {
    this.note();
    const { draft, quoted, edited } = this;
    const text = draft.text.trim();
    if (this.sendButton.disabled || (!text && (edited || !draft.files.length))) return;
    const bytes = new Blob([text]).size;
    if (bytes > LONGEST) { toast(say("long", { n: Math.ceil(bytes / 1024) })); return; }
    this.stopTyping();
    const { who, chat } = this.pane;
    const marked = this.mentions.marked(text);
    const sent = { ...draft, files: edited ? [] : draft.files };
    draft.files = edited ? draft.files : [];
    bringBack(draft);
    this.put();
    const done = await inTurn(() => (edited
      ? post("edit", { who, timestamp: edited.timestamp, ...marked })
      : post("say", { who, chat, quote: quoted?.timestamp ?? null, attachments: sent.files.map((file) => file.id), ...marked })));
    if (done) { quiet(); return; } // what did not work before is over
    this.note();
    layAside(draft, sent);
    this.put();
  }

  /** A click on a name of the list takes the focus for a moment, too; and it may be back already. */
  left() {
    if (document.activeElement !== this.field) this.mentions.close();
  }

  attach(chosen) {
    if (this.draft.files.length + chosen.length > MOST_FILES) { toast(say("tooMany")); return; }
    chosen.forEach((file) => this.upload(file));
    this.field.focus();
  }

  /** The file belongs to the draft it was put into, whichever is open when it has arrived. */
  async upload(file) {
    if (file.size > LARGEST) { toast(say("large", { name: file.name, size: size(file.size) })); return; }
    const waiting = { filename: file.name };
    this.draft.files.push(waiting);
    this.showAbout();
    Object.assign(waiting, await post(`file?filename=${encodeURIComponent(file.name)}`, file) ?? { failed: true });
    this.showAbout();
  }
}
