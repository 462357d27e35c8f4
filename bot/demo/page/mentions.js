/** Naming people with @: a list over the field while one types, and the ranges that are sent. */
import { avatar, button, make, shown } from "./dom.js";
import { writers } from "./store.js";
import { say } from "./words.js";

const BEGUN = /(?:^|\s)@([\p{L}\d_-]*)$/u;
const PLACE = "\uFFFC"; // stands in the text where a person is named

export class Mentions {
  /** `names` gives those that were taken from the list for what stands in the field. */
  constructor(field, pane, names) {
    Object.assign(this, { field, pane, names });
    this.id = `mentions-${pane.place}`;
    this.list = make("div", { class: "mentions", id: this.id, role: "listbox", "aria-label": say("people"), hidden: true });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.id);
  }

  get open() { return !this.list.hidden; }

  /** Looks whether a name is begun at the caret, and offers those that fit. */
  look() {
    const begun = BEGUN.exec(this.field.value.slice(0, this.field.selectionStart));
    const fits = (name) => shown(name).toLowerCase().startsWith(begun[1].toLowerCase());
    const found = begun ? ["bot", ...writers(this.pane.chat)].filter((name) => name !== this.pane.who && fits(name)) : [];
    this.list.replaceChildren(...found.map((name, place) => button({ role: "option", id: `${this.id}-${place}`, tabindex: -1, "aria-selected": "false",
      onclick: () => this.take(name) }, avatar(name), shown(name))));
    this.list.hidden = found.length === 0;
    this.found = found;
    this.choose(0);
  }

  choose(place) {
    this.chosen = (place + this.found.length) % Math.max(1, this.found.length);
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === this.chosen)));
    if (this.open) this.field.setAttribute("aria-activedescendant", `${this.id}-${this.chosen}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }

  /** Puts the name in at the caret. */
  take(name) {
    const { value, selectionStart } = this.field;
    const start = value.slice(0, selectionStart).lastIndexOf("@");
    this.field.setRangeText(`@${shown(name)} `, start, selectionStart, "end");
    if (!this.names().includes(name)) this.names().push(name);
    this.close();
    this.field.focus();
  }

  /** True if the key was for the list. */
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.choose(this.chosen + step);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.found[this.chosen]);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    return true;
  }

  /** The text with a place for each name that was taken from the list, and who is named there. */
  marked(text) {
    const mentions = [];
    let marked = text;
    for (const name of [...this.names()].sort((a, b) => b.length - a.length)) {
      const written = `@${shown(name)}`;
      for (let start = marked.indexOf(written); start >= 0; start = marked.indexOf(written, start + 1)) {
        const cut = written.length - 1;
        for (const other of mentions) if (other[0] > start) other[0] -= cut;
        marked = marked.slice(0, start) + PLACE + marked.slice(start + written.length);
        mentions.push([start, 1, name]);
      }
    }
    return { text: marked, mentions: mentions.sort((a, b) => a[0] - b[0]) };
  }
}
