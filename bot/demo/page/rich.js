/** Text with styles, links, mentions, and commands that write themselves. */
import { button, head, make, shown, signs } from "./dom.js";
import { say } from "./words.js";

const LINK = /https?:\/\/[^\s<>"„“”]+/gi;
const BRIEF = 120; // signs
/** What is sent as it stands, or begins what is sent: commands, and answers to what the bot asks. */
const SAYABLE = /^(?:![^\s!].*|ja|nein|weiter|fertig|abbrechen|dringend:|yes|no|skip|done|cancel|urgent:)$/isu;
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;

function linksIn(text) {
  return [...text.matchAll(LINK)].map((match) => {
    const href = match[0].replace(/[.,;:!?)\]}»'…*]+$/u, "");
    return { start: match.index, length: href.length, style: "LINK", href };
  });
}

function spoiler(inner) {
  const cover = button({ class: "spoiler", "aria-label": say("spoiler"), onclick: () => {
    cover.replaceWith(make("span", { class: "spoiler open" }, inner));
  } }, inner);
  return cover;
}

function wrap(range, inner, write) {
  switch (range.style) {
    case "BOLD": return make("strong", {}, inner);
    case "ITALIC": return make("em", {}, inner);
    case "STRIKETHROUGH": return make("s", {}, inner);
    case "MONOSPACE": {
      const words = inner.textContent;
      return write && SAYABLE.test(words)
        ? button({ class: "command", onclick: () => write(words) }, inner)
        : make("code", {}, inner);
    }
    case "SPOILER": return spoiler(inner);
    case "LINK": return make("a", { href: range.href, target: "_blank", rel: "noopener noreferrer" }, inner);
    case "MENTION": return make("span", { class: "mention" }, `@${shown(range.name)}`);
    default: return inner;
  }
}

/** Cuts the text wherever a range begins or ends, and wraps each piece in the ranges that hold it. */
export function richText({ text, styles = [], mentions = [] }, write) {
  const ranges = [...linksIn(text), ...styles, ...mentions.map((mention) => ({ ...mention, style: "MENTION" }))];
  const inside = (place) => place > 0 && place < text.length;
  const cuts = ranges.flatMap(({ start, length }) => [start, start + length]).filter(inside);
  const places = [...new Set([0, ...cuts, text.length])].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => {
    const start = places[index];
    const holding = ranges.filter((range) => range.start <= start && range.start + range.length >= end);
    return holding.reduce((inner, range) => wrap(range, inner, write), document.createTextNode(text.slice(start, end)));
  });
}

/** The text as one line without marks, with the names of those who are mentioned. */
export function plainText({ text, mentions = [] }) {
  const backwards = [...mentions].sort((a, b) => b.start - a.start);
  return backwards.reduce((line, { start, length, name }) => `${line.slice(0, start)}@${shown(name)}${line.slice(start + length)}`, text);
}

/** The beginning of it, as one line. */
export function brief(message) {
  const line = plainText(message).trim().replace(/\s*\n\s*/g, " · ");
  return line.length > BRIEF ? `${head(line, BRIEF)}…` : line;
}

/** Whether a text is nothing but a few pictures, which are shown large then. */
export function isPictures(text) {
  if (!text || text.length > 60) return false;
  const all = signs(text.trim());
  return all.length > 0 && all.length <= 3 && all.every((sign) => PICTURE.test(sign));
}
