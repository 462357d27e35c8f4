/** Where a played person writes: text, files, a quote, an edit. */
import { CROSS, avatar, button, icon, make, shown, size, toast } from "./dom.js";
import { post } from "./link.js";
import { Mentions } from "./mentions.js";
import { plainText } from "./rich.js";
import { choosePerson, isAdmin, people } from "./store.js";
import { say } from "./words.js";

const LARGEST = 100 * 2 ** 20;
const LONGEST = 64 * 1024;
const MOST_FILES = 10;
const TYPING_MS = 5000;
const CLIP = "m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.3 17a1.7 1.7 0 0 1-2.4-2.4l7.6-7.5";

export class Composer {
  constructor(pane) {
    this.pane = pane;
    this.drafts = new Map();
    this.clear();
    this.field = make("textarea", { class: "field", rows: 1, "aria-label": say("message"), placeholder: say("message"), dir: "auto",
      onkeydown: (event) => this.key(event), oninput: () => { this.mentions.look(); this.type(); },
      onblur: () => { this.stopTyping(); setTimeout(() => this.mentions.close(), 150); }, onpaste: (event) => this.paste(event) });
    this.mentions = new Mentions(this.field, pane);
    this.chooser = make("input", { type: "file", multiple: true, hidden: true, tabindex: -1, "aria-hidden": "true", onchange: async () => {
      await this.attach([...this.chooser.files]);
      this.chooser.value = "";
    } });
    this.people = make("div", { class: "people", role: "group", "aria-label": say("writeAs"), onkeydown: (event) => this.walk(event) });
    this.about = make("div", { class: "abouts" });
    this.element = make("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.send(); } },
      this.people, this.about, this.mentions.list,
      make("div", { class: "write" }, this.attachButton = button({ class: "icon attach", onclick: () => this.chooser.click() }, icon(CLIP)), this.chooser,
        this.field, this.sendButton = make("button", { class: "icon send" }, icon("M5 12h14M13 6l6 6-6 6"))));
  }

  clear() { Object.assign(this, { quoted: null, edited: null, files: [] }); }

  show() {
    this.field.placeholder = say("message");
    for (const [element, key] of [[this.field, "message"], [this.attachButton, "attach"], [this.sendButton, "send"], [this.people, "writeAs"]]) element.setAttribute("aria-label", say(key));
    for (const element of [this.attachButton, this.sendButton]) element.title = element.getAttribute("aria-label");
    this.showPeople();
    this.showAbout();
  }

  showPeople() {
    const focused = this.people.contains(document.activeElement) && document.activeElement.dataset.person;
    this.people.replaceChildren(make("span", { class: "soft", "aria-hidden": "true" }, say("writeAs")), ...people().map((name, place) =>
      button({ class: "person", "data-person": name, "aria-pressed": String(name === this.pane.who), title: `Alt+${place + 1}`,
        onclick: () => { choosePerson(name, this.pane.place); this.field.focus(); } },
      avatar(name), shown(name), isAdmin(name) && make("small", {}, say("admin")))));
    if (focused) this.people.querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
    const chosen = this.people.querySelector("[aria-pressed=true]");
    if (chosen && this.people.scrollWidth > this.people.clientWidth) this.people.scrollLeft = chosen.offsetLeft - 40;
  }

  showAbout() {
    const line = (text, drop) => make("div", { class: "about" }, make("span", { dir: "auto" }, text),
      drop && button({ class: "icon", "aria-label": `${say("remove")}: ${text}`, onclick: () => { drop(); this.showAbout(); this.field.focus(); } }, icon(CROSS)));
    const { quoted, edited, files } = this;
    this.about.replaceChildren(...[
      quoted && line(say("replying", { name: shown(quoted.author), text: plainText(quoted) || say("file") }), () => { this.quoted = null; }),
      edited && line(say("editing", { text: plainText(edited) }), () => this.leaveEdit()),
      ...files.map((file) => line(file.id ? `${file.filename} · ${size(file.size)}` : `${file.filename} · ${say("loading")}`, file.id && (() => { this.files = this.files.filter((other) => other !== file); }))),
    ].filter(Boolean));
    this.sendButton.disabled = files.some((file) => !file.id);
  }

  /** Another person, or another chat: each keeps a draft of its own. */
  move(from, to) {
    if (from === to) return;
    this.stopTyping();
    this.drafts.set(from, { text: this.edited ? "" : this.field.value, files: this.files, quoted: this.quoted });
    const { text = "", files = [], quoted = null } = this.drafts.get(to) ?? {};
    Object.assign(this, { edited: null, files, quoted });
    this.field.value = text;
    this.mentions.close();
  }

  write(text) {
    this.field.value = text;
    this.field.focus();
    this.field.setSelectionRange(text.length, text.length);
  }

  reply(message) { Object.assign(this, { quoted: message, edited: null }); this.showAbout(); this.field.focus(); }

  edit(message) { Object.assign(this, { edited: message, quoted: null }); this.showAbout(); this.write(plainText(message)); }

  leaveEdit() { this.edited = null; this.field.value = ""; }

  // ── keys ───────────────────────────────────────────────────────────────

  key(event) {
    if (event.isComposing || this.mentions.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.send(); }
    if (event.key === "Escape" && (this.quoted || this.edited)) {
      event.stopPropagation();
      this.quoted = null;
      if (this.edited) this.leaveEdit();
      this.showAbout();
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
    if (!this.typing) post("type", { who: this.pane.who, chat: this.pane.chat, started: true });
    this.typing = { who: this.pane.who, chat: this.pane.chat };
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.stopTyping(), TYPING_MS);
    return null;
  }

  stopTyping() {
    clearTimeout(this.pause);
    if (this.typing) post("type", { ...this.typing, started: false });
    this.typing = null;
  }

  // ── sending ────────────────────────────────────────────────────────────

  async send() {
    const { quoted, edited, files } = this;
    const text = this.field.value.trim();
    if (this.sending || this.sendButton.disabled || (!text && (edited || !files.length))) return;
    const bytes = new Blob([text]).size;
    if (bytes > LONGEST) { toast(say("long", { n: Math.ceil(bytes / 1024) })); return; }
    clearTimeout(this.pause);
    this.typing = null;
    this.sending = true;
    const done = edited
      ? await post("edit", { who: this.pane.who, timestamp: edited.timestamp, text })
      : await post("say", { who: this.pane.who, chat: this.pane.chat, quote: quoted?.timestamp ?? null, attachments: files.map((file) => file.id), ...this.mentions.marked(text) });
    this.sending = false;
    if (!done) return;
    this.clear();
    if (this.field.value.trim() === text) this.field.value = "";
    this.showAbout();
  }

  async attach(chosen) {
    if (this.files.length + chosen.length > MOST_FILES) { toast(say("tooMany")); return; }
    await Promise.all(chosen.map((file) => this.upload(file)));
    this.field.focus();
  }

  async upload(file) {
    if (file.size > LARGEST) { toast(say("large", { name: file.name, size: size(file.size) })); return; }
    const waiting = { filename: file.name };
    this.files.push(waiting);
    this.showAbout();
    const stored = await post(`file?filename=${encodeURIComponent(file.name)}`, file);
    if (stored) Object.assign(waiting, stored);
    else this.files = this.files.filter((other) => other !== waiting);
    this.showAbout();
  }
}
