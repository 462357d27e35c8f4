/** A line over all: what is the matter, and what helps. */
import { $, button, make } from "./dom.js";
import { postAfter } from "./link.js";
import { isPreview, view, world } from "./store.js";
import { say } from "./words.js";

function matter() {
  if (view.link === "expired") return ["expired"];
  if (view.link === "gone") return [isPreview() ? "previewGone" : "gone"];
  if (world.machine && !world.machine.bot) return ["botGone", "bot-start"];
  if (world.machine && !world.machine.server) return ["serverGone", "server-up"];
  return null;
}

export function showNotice() {
  const [key, lever] = matter() ?? [];
  const place = $("notice");
  if (place.dataset.key === `${key} ${document.documentElement.lang}`) return;
  place.dataset.key = `${key} ${document.documentElement.lang}`;
  place.replaceChildren(...(key ? [make("span", {}, say(key)), lever && button({ class: "button", onclick: () => postAfter("break", { what: lever }) }, say(`break_${lever}`))].filter(Boolean) : []));
}
