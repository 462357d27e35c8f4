/** The line to the server: a stream of what changes, and calls that change something. */
import { toast } from "./dom.js";
import { setLink, take, view } from "./store.js";
import { say } from "./words.js";

const RETRY_MS = 1000;
let socket = null;

export async function post(path, body) {
  const sent = body instanceof Blob ? body : JSON.stringify(body ?? {});
  try {
    const answer = await fetch(`/api/${path}`, { method: "POST", body: sent });
    const read = await answer.json().catch(() => ({ error: "status", values: { n: answer.status } }));
    if (answer.ok) return read;
    toast(say(`no_${read.error}`, read.values));
  } catch {
    toast(say("gone"));
  }
  return null;
}

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
  if (answer?.status === 403) setLink("expired");
  else setTimeout(connect, answer ? RETRY_MS / 10 : RETRY_MS);
}
