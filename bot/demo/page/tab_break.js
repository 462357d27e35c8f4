/** What can go wrong, at the push of a button, and what the bot does about it. */
import { button, make } from "./dom.js";
import { get, postAfter } from "./link.js";
import { world } from "./store.js";
import { newest } from "./tab_ways.js";
import { language, say, sayCount } from "./words.js";

export const name = "break";
export const beside = true;

const ANSWERS = ["slow", "hang", "429", "400", "500", "partial", "drop"];

export async function content() {
  const { machine } = world;
  const [doings, ways] = await Promise.all([get(`look/doings?language=${language()}`), newest(5)]);
  if (!machine) return null;
  return [
    lampsPart(machine),
    part("breakAnswer", [...ANSWERS.map((what) => lever(what)), lever("clear", !machine.queued.length)], queuedPart(machine)),
    part("breakLine", [lever("close", !machine.links), lever("abort", !machine.links), lever("release", !machine.hanging), lever(machine.server ? "server-down" : "server-up")],
      machine.connections > 1 && make("p", { class: "soft again" }, sayCount("connected", machine.connections - 1))),
    part("breakBot", machine.bot ? [lever("bot-kill"), lever("bot-stop")] : [lever("bot-start")]),
    make("h2", {}, say("tab_ways")), ...ways,
    make("h2", {}, say("calls")), callsPart(doings?.calls ?? []),
    make("h2", {}, say("log")), make("pre", { class: "tail" }, (doings?.log ?? []).join("\n") || say("noCalls")),
  ];
}

const part = (key, buttons, more) => make("section", {}, make("h2", {}, say(key)), make("div", { class: "levers" }, buttons), more);

function lever(what, disabled = false) {
  return button({ class: "button", "data-key": what.replace(/-(up|down)$/, ""), "data-lever": what, disabled: disabled === true, title: ANSWERS.includes(what) && say(`why_${what}`), onclick: () => postAfter("break", { what }) }, say(`break_${what}`));
}

function lampsPart(machine) {
  const lamp = (on, yes, no) => make("li", { class: on ? "lamp on" : "lamp off" }, say(on ? yes : no));
  return make("ul", { class: "lamps" }, lamp(machine.bot, "botOn", "botOff"), lamp(machine.server, "serverOn", "serverOff"), lamp(machine.links > 0, "linkOn", "linkOff"));
}

function queuedPart({ queued, hanging, slow }) {
  const lines = [queued.length > 0 && say("queued", { what: queued.map((one) => say(`break_${one}`)).join(", ") }), hanging > 0 && sayCount("hangs", hanging), slow > 0 && sayCount("slows", slow)].filter(Boolean);
  return [make("p", { class: "soft", role: "status" }, lines.join(" ")), queued.length > 0 && make("p", { class: "soft again" }, say(`why_${queued[0]}`))];
}

function callsPart(calls) {
  if (!calls.length) return make("p", { class: "soft nothing" }, say("noCalls"));
  return make("ol", { class: "calls" }, calls.map(({ method, path, status }) => {
    const said = status === null ? say("open_call") : status === 0 ? say("noAnswer") : String(status);
    return make("li", { class: status === null ? "open" : status >= 200 && status < 300 || status === 101 ? "good" : "bad" }, make("code", {}, `${method} ${path}`), make("b", {}, said));
  }));
}
