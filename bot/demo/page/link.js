/** The line to the server: a stream of what changes, and calls that change something. */
import { quiet, toast } from "./dom.js";
import { setLink, take, view } from "./store.js";
import { say } from "./words.js";

const RETRY_MS = 1000;
const ASK_MS = 5000; // between two looks whether the new address was opened in another tab
let socket = null;

/** What is said goes out in order, one after another; what turns the clock or breaks something comes after it. */
let before = Promise.resolve();
export const inTurn = (work) => (before = before.then(work));
export const postAfter = (path, body) => before.then(() => post(path, body));

export async function post(path, body) {
  const sent = body instanceof Blob ? body : JSON.stringify(body ?? {});
  try {
    const answer = await fetch(`/api/${path}`, { method: "POST", body: sent });
    const read = await answer.json().catch(() => ({ error: "status", values: { n: answer.status } }));
    if (answer.ok) return read;
    toast(answer.status === 403 ? say("expired") : say(`no_${read.error}`, read.values));
  } catch {
    toast(await why(body));
  }
  return null;
}

/** Why nothing arrived: a file cannot be read, nobody is there (which the notice says), or the line broke. */
async function why(body) {
  const readable = !(body instanceof Blob) || await body.slice(0, 1).arrayBuffer().then(() => true, () => false);
  if (!readable) return say("unreadable", { name: body.name });
  return say(view.link === "open" ? "lost" : "later");
}

/** Says something that arrives even if the tab is closed now, and that nobody misses if it does not. */
export function beacon(path, body) { navigator.sendBeacon(`/api/${path}`, JSON.stringify(body)); }

/** Reads something as JSON; null where there is nothing to be had. */
export async function get(path) {
  const answer = await fetch(`/api/${path}`).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

export function connect() {
  socket = new WebSocket(`ws://${location.host}/api/events`);
  socket.addEventListener("open", () => setLink("open"));
  socket.addEventListener("message", (event) => take(JSON.parse(event.data)));
  socket.addEventListener("close", again);
}

async function again() {
  if (view.link !== "expired") setLink("gone");
  const answer = await fetch("/page/early.js", { method: "HEAD" }).catch(() => null);
  if (answer?.status !== 403) { setTimeout(connect, answer ? RETRY_MS / 10 : RETRY_MS); return; }
  if (view.link !== "expired") { setLink("expired"); quiet(); } // what is said of the demo that was is true no more
  setTimeout(again, ASK_MS);
}
