/** The time machine: the bot's clock, and what turns it. */
import { $, button, icon, make, toast } from "./dom.js";
import { dayOf, isNight, isSummer, shortDateOf, timeOf, wallTime, weekdayOf } from "./dates.js";
import { post, postAfter } from "./link.js";
import { isPreview, world } from "./store.js";
import { say } from "./words.js";

const SUN = "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M19 5l-1.4 1.4M6.4 17.6 5 19";
const MOON = "M19 14.5A7.5 7.5 0 0 1 9.5 5 7.5 7.5 0 1 0 19 14.5z";

export function showMachine() {
  const turns = isPreview() ? [make("span", { class: "soft mark" }, say("previewMark"))] : [
    turn("next-post", "nextPost", () => nextPost()), turn("pass-hour", "hour", () => postAfter("pass", { seconds: 3600 })),
    turn("pass-day", "passDay", () => postAfter("pass", { seconds: 86400 })),
    button({ id: "set-clock", class: "button", popovertarget: "clock-set" }, say("set"), "…"),
    button({ id: "halt", class: "button warm", hidden: true, onclick: () => post("halt") }, say("halt"))];
  $("machine").replaceChildren(make("div", { class: "clock" }, make("span", { class: "sky" }), make("time", { id: "clock" }), make("span", { id: "season", class: "soft" })),
    make("div", { class: "turns" }, turns), ...(isPreview() ? [] : [chooser()]));
  showClock();
}

export function showClock() {
  if (!$("clock") || !world.now) return;
  $("clock").replaceChildren(`${weekdayOf(world.now, "short")}, `, make("span", { class: "wide" }, dayOf(world.now)), make("span", { class: "narrow", "aria-hidden": "true" }, shortDateOf(world.now)), `, ${timeOf(world.now)}`);
  $("clock").setAttribute("datetime", world.now.toISOString());
  const night = isNight(world.now);
  const sky = $("machine").querySelector(".sky");
  sky.replaceChildren(icon(night ? MOON : SUN));
  sky.title = night ? say("night") : "";
  const summer = isSummer(world.now);
  $("season").textContent = [night && say("night"), summer !== null && say(summer ? "summer" : "winter")].filter(Boolean).join(" · ");
  $("machine").classList.toggle("night", night);
  for (const each of $("machine").querySelectorAll(".turns .button:not(#halt)")) each.disabled = world.moving;
  if ($("halt")) $("halt").hidden = !world.moving;
  $("machine").setAttribute("aria-busy", String(world.moving));
}

const turn = (id, key, work) => button({ id, class: "button", onclick: () => turned(id, work) }, say(key));

/** While the clock is turned its buttons rest; the focus comes back to the one that was used. */
async function turned(id, work) {
  const focused = document.activeElement?.id === id;
  await work();
  if (focused && (document.activeElement === document.body || !document.activeElement)) $(id)?.focus();
}

export async function nextPost() {
  if (world.moving || isPreview()) return;
  const answer = await postAfter("next-post");
  if (answer && answer.post === null) toast(say("noPost"));
}

function chooser() {
  const field = make("input", { type: "datetime-local", id: "clock-to", required: true });
  const form = make("form", { id: "clock-set", popover: "auto", class: "card", novalidate: true, onsubmit: (event) => { event.preventDefault(); set(field.value, form); },
    ontoggle: (event) => { if (event.newState === "open") open(field, form); } },
  make("label", { for: "clock-to" }, say("wallClock", { zone: world.zone })), field, make("button", { class: "button strong" }, say("clockSet")));
  return form;
}

function open(field, form) {
  field.min = wallTime(world.now);
  field.value = wallTime(world.now);
  const box = $("set-clock").getBoundingClientRect();
  form.style.top = `${box.bottom + 8}px`;
  form.style.left = `${Math.max(8, Math.min(box.left, innerWidth - form.offsetWidth - 8))}px`;
  field.focus();
}

async function set(to, form) {
  if (!to || to <= wallTime(world.now)) { toast(say("forward")); return; }
  form.hidePopover();
  await turned("set-clock", () => postAfter("turn", { to }));
}
