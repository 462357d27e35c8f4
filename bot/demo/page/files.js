/** Files of a message: pictures are seen, PDFs opened, and of calendars one can see what is in them. */
import { button, icon, make, named, openDialog, size } from "./dom.js";
import { dayOf, timeOf, weekdayOf } from "./dates.js";
import { get } from "./link.js";
import { say } from "./words.js";

const DOWN = "M12 4v11M7 11l5 5 5-5M5 20h14";
const PICTURE = /^image\/(png|jpeg|gif|webp)$/;

const address = (file, how = "") => `/api/file/${encodeURIComponent(file.id)}${how}`;
/** The name without signs that turn the writing round, which could hide what kind of file it is. */
const nameOf = (file) => (file.filename ?? "").replace(/[\u202A-\u202E\u2066-\u2069]/g, "") || say("file");

export function filePart(file) {
  return PICTURE.test(file.content_type) ? picturePart(file) : plainPart(file);
}

/** A picture; what only says that it is one is shown as a plain file. */
function picturePart(file) {
  const image = make("img", { src: address(file, "?show"), alt: nameOf(file), loading: "lazy" });
  const part = button({ class: "picture", "data-key": `file ${file.id}`, onclick: () => openDialog(nameOf(file), make("img", { src: image.src, alt: nameOf(file) }), saveLink(file)) }, image);
  image.addEventListener("error", () => part.replaceWith(plainPart(file)));
  return part;
}

function plainPart(file) {
  const inside = file.content_type === "application/pdf"
    ? make("a", { class: "link", href: address(file, "?show"), target: "_blank", rel: "noopener", "data-key": `file ${file.id}` }, say("open"))
    : button({ class: "link", "data-key": `file ${file.id}`, onclick: () => look(file) }, say("whatsIn"));
  return make("div", { class: "file" },
    make("span", { class: "kind", "aria-hidden": "true" }, ending(file)),
    make("span", { class: "name" }, named(nameOf(file))),
    make("span", { class: "what" }, size(file.size), inside),
    make("a", { class: "icon", href: address(file), download: nameOf(file), "aria-label": `${say("save")}: ${nameOf(file)}`, title: say("save") }, icon(DOWN)));
}

const ending = (file) => (nameOf(file).match(/\.([\p{L}\d]{1,4})$/u)?.[1] ?? "…").toUpperCase();

const saveLink = (file) => make("p", {}, make("a", { class: "button", href: address(file), download: nameOf(file) }, say("save")));

/** Shows what is in a file without opening it in a program. */
async function look(file) {
  const found = await get(`glance/${encodeURIComponent(file.id)}`);
  if (found) openDialog(say("whatsInOf", { name: nameOf(file) }), content(found), saveLink(file));
}

function content(found) {
  if (found.kind === "calendar") {
    const more = found.more > 0 && make("p", { class: "soft" }, say("moreEvents", { n: found.more }));
    return make("div", {}, make("ul", { class: "events" }, found.events.map(eventPart)), more);
  }
  if (found.kind !== "text") return make("p", {}, say("nothingIn"));
  const more = found.more > 0 && make("p", { class: "soft" }, say("moreChars", { n: found.more }));
  return make("div", {}, make("pre", { dir: "auto" }, found.text || say("empty")), more);
}

function eventPart(event) {
  const marks = [event.repeats && say("repeats"), event.cancelled && say("cancelled")].filter(Boolean).join(", ");
  return make("li", {}, make("strong", {}, named(event.title)), make("span", {}, [span(event), marks].filter(Boolean).join(" · ")),
    event.where && make("span", { class: "soft" }, named(event.where)), event.text && make("p", { dir: "auto" }, event.text));
}

function span({ start, end }) {
  if (!start) return "";
  const from = new Date(start);
  const day = `${weekdayOf(from)}, ${dayOf(from)}`;
  return start.length > 10 ? `${day}, ${timeOf(from)}${end ? `–${timeOf(new Date(end))}` : ""}` : day;
}
