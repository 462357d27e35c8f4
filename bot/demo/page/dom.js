/** Elements, faces and sizes. Text always goes in as text: nothing here takes markup. */
import { language, say } from "./words.js";

export const $ = (id) => document.getElementById(id);

export const narrow = matchMedia("(max-width: 900px)"); // too narrow for two chats
export const phone = matchMedia("(max-width: 760px)"); // too narrow for a panel beside a chat
export const touch = matchMedia("(hover: none)"); // where the focus in a field calls up a keyboard

/** Makes an element; strings among the children become text nodes, `null` and `false` are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

export const button = (attributes, ...children) => make("button", { type: "button", ...attributes }, ...children);

export function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS("http://www.w3.org/2000/svg", "path"));
  svg.firstChild.setAttribute("d", path);
  return svg;
}

export const CROSS = "M6 6l12 12M18 6 6 18";

const segmenter = new Intl.Segmenter();

/** The signs of a text as people see them; an emoji of many parts is one. */
export const signs = (text) => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** The beginning of a text, cut before the sign that would go beyond `most`. */
export const head = (text, most) => text.slice(0, segmenter.segment(text).containing(most)?.index);

/** A name that may run right to left, kept from turning what stands beside it. */
export const named = (text) => make("bdi", {}, text);

/** A name as people write it; one that is cut off is the beginning of an id and stays as it is. */
export const shown = (name) => (name === "bot" ? "Losbote" : name.endsWith("…") ? name : name.charAt(0).toUpperCase() + name.slice(1));

function hue(element, name) {
  const sum = Array.from(name).reduce((total, letter) => total * 31 + letter.codePointAt(0), 7);
  element.style.setProperty("--hue", (sum * 47) % 360);
  return element;
}

export const tinted = (element, name) => (name === "bot" ? element : hue(element, name));

export function avatar(name) {
  if (name === "bot") return make("span", { class: "avatar bot", "aria-hidden": "true" }, "L");
  return hue(make("span", { class: "avatar", "aria-hidden": "true" }, signs(shown(name)).slice(0, 2).join("")), name);
}

export function size(bytes) {
  const [value, unit] = bytes < 1024 ? [bytes, "B"] : bytes < 1048576 ? [bytes / 1024, "KB"] : [bytes / 1048576, "MB"];
  return `${new Intl.NumberFormat(language(), { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`;
}

export function toast(text) {
  const place = $("toast");
  place.textContent = text;
  place.hidden = false;
  place.onclick = quiet;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(quiet, 7000);
}

export const quiet = () => { $("toast").hidden = true; };

/** Says something to a screen reader, after what it is saying now. */
export function speak(text) {
  const place = $("spoken");
  place.append(make("p", {}, text));
  while (place.childElementCount > 5) place.firstElementChild.remove();
}

/** Shows a window over the page; Escape and a click beside it close it, and the focus goes back. */
export function openDialog(title, ...content) {
  const dialog = $("dialog");
  const close = button({ class: "icon", "aria-label": say("close"), onclick: () => dialog.close() }, icon(CROSS));
  dialog.replaceChildren(
    make("header", {}, make("h2", { id: "dialog-title" }, named(title)), close),
    make("div", { class: "content", tabindex: 0, role: "group", "aria-labelledby": "dialog-title" }, ...content));
  dialog.onclick = (event) => { if (event.target === dialog) dialog.close(); };
  if (!dialog.open) dialog.showModal();
  close.focus();
}

/** Gives an element these children. Those that stand there already are left alone, and so are the focus and the scrolling. */
export function patch(parent, fresh) {
  keepFocus(parent, () => {
    let here = parent.firstChild;
    const dropUntil = (end) => { while (here !== end) { const next = here.nextSibling; here.remove(); here = next; } };
    for (const child of fresh) {
      let same = here;
      while (same && !same.isEqualNode(child)) same = same.nextSibling;
      if (same) { dropUntil(same); here = same.nextSibling; } else parent.insertBefore(child, here);
    }
    dropUntil(null);
  });
}

/** Changes something in an element; if what has the focus goes, what took its place gets it. */
export function keepFocus(parent, change) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const { key } = focused?.dataset ?? {};
  const message = focused?.closest("[data-timestamp]")?.dataset.timestamp;
  change();
  if (!focused || focused.isConnected) return;
  const within = (message && parent.querySelector(`[data-timestamp="${message}"]`)) || parent;
  ((key && within.querySelector(`[data-key="${CSS.escape(key)}"]`)) || within).focus({ preventScroll: true });
}

/** Moves the focus along a row of elements with the arrow keys. */
export function arrows(event, elements, { previous = "ArrowUp", next = "ArrowDown" } = {}) {
  const step = { [previous]: -1, [next]: 1 }[event.key];
  const here = elements.indexOf(document.activeElement);
  if (event.altKey || event.ctrlKey || event.metaKey || here < 0) return null;
  const to = event.key === "Home" ? 0 : event.key === "End" ? elements.length - 1 : step && here + step;
  if (to === undefined || to < 0 || to >= elements.length) return null;
  event.preventDefault();
  elements[to].focus();
  return elements[to];
}
