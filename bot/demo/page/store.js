/** All that the page knows, in one place: `world` comes from the server, `view` is what this tab looks at. */

export const world = { mode: "demo", now: null, zone: "UTC", people: [], groups: [], byChat: new Map(), byStamp: new Map(), typing: new Map(), machine: null, moving: false };

export const view = {
  panes: [{ who: null, chat: null }, { who: null, chat: null }],
  active: 0, split: false, panel: null, seen: new Map(), expanded: new Set(), link: "connecting",
};

const listeners = new Map();

/** Calls `hear` whenever one of these topics is told of. */
export function on(topics, hear) {
  for (const topic of topics.split(" ")) listeners.set(topic, [...(listeners.get(topic) ?? []), hear]);
}

export function tell(topic, ...details) {
  for (const hear of listeners.get(topic) ?? []) hear(...details);
}

// ── what is in the world ─────────────────────────────────────────────────

export const groupOf = (chat) => world.groups.find((group) => group.chat === chat);
export const personOf = (chat) => (chat?.startsWith("direct:") ? chat.slice("direct:".length) : null);
export const chats = () => [...world.groups.map((group) => group.chat), ...world.people.map(({ name }) => `direct:${name}`)];
export const writers = (chat) => groupOf(chat)?.members ?? [personOf(chat)];
export const messagesOf = (chat) => world.byChat.get(chat) ?? [];
export const isAdmin = (name) => world.people.some((person) => person.name === name && person.admin);
export const isPreview = () => world.mode === "preview";
export const people = () => world.people.map(({ name }) => name);

export function unread(chat) {
  const seen = view.seen.get(chat) ?? 0;
  const messages = messagesOf(chat);
  let count = 0;
  for (let place = messages.length - 1; place >= 0 && messages[place].timestamp > seen; place -= 1) count += 1;
  return count;
}

export function pinnedOf(chat) {
  const stamps = groupOf(chat)?.pinned ?? [];
  return stamps.map((stamp) => world.byStamp.get(stamp)).filter((message) => message && !message.deleted);
}

// ── what is told by the server ───────────────────────────────────────────

function put(message) {
  const known = world.byStamp.get(message.timestamp);
  if (known) return Object.assign(known, message);
  world.byStamp.set(message.timestamp, message);
  if (!world.byChat.has(message.chat)) world.byChat.set(message.chat, []);
  world.byChat.get(message.chat).push(message);
  return message;
}

/** Takes over a whole state. A message that was known stays the same object, since the page holds on to it. */
function load(state) {
  const back = world.now === null && recall();
  const begins = world.now === null && !back;
  const { messages, typing, now, ...rest } = state;
  const known = world.byStamp;
  Object.assign(world, rest, { now: new Date(now), byChat: new Map(), byStamp: new Map() });
  world.typing = new Map(Object.entries(typing).map(([chat, names]) => [chat, new Set(names)]));
  for (const message of messages) put(Object.assign(known.get(message.timestamp) ?? {}, message));
  for (const [chat, said] of world.byChat) {
    const { timestamp: last } = said.at(-1);
    view.seen.set(chat, begins ? last : Math.min(last, view.seen.get(chat) ?? 0)); // a fresh demo begins earlier
  }
  view.panes.forEach(settle);
  markSeen();
  tell("world");
}

/** Lets a pane show a chat that is there, by somebody who is in it. */
function settle(pane) {
  if (!chats().includes(pane.chat)) pane.chat = chats()[0];
  if (!writers(pane.chat).includes(pane.who)) pane.who = isPreview() ? null : writers(pane.chat)[0];
}

function typed({ chat, who, started }) {
  const names = world.typing.get(chat) ?? new Set();
  if (started) names.add(who); else names.delete(who);
  world.typing.set(chat, names);
  tell("typing", chat);
}

export function take(event) {
  if (event.kind === "state") return load(event);
  if (event.kind === "typing") return typed(event);
  if (event.kind === "database") return tell("database");
  if (event.kind === "machine") { world.machine = event.machine; return tell("machine"); }
  if (event.kind === "clock") {
    Object.assign(world, { now: new Date(event.now), moving: event.moving });
    return tell("clock");
  }
  if (event.group) takeGroup(event.group);
  if (event.message) takeMessage(event);
  return markSeen();
}

function takeGroup(group) {
  const known = groupOf(group.chat);
  if (known) Object.assign(known, group); else world.groups.push(group);
  view.panes.forEach(settle);
  tell("group", group.chat);
}

function takeMessage({ message, kind }) {
  const isNew = !world.byStamp.has(message.timestamp);
  const kept = put(message);
  if (world.typing.get(kept.chat)?.has(kept.author)) typed({ chat: kept.chat, who: kept.author, started: false });
  tell("message", kept, isNew ? "message" : kind);
}

/** What an open chat shows while somebody looks at the page is seen. */
export function markSeen() {
  if (!document.hidden) {
    for (const { chat } of openPanes()) view.seen.set(chat, messagesOf(chat).at(-1)?.timestamp ?? 0);
  }
  tell("chats");
}

// ── what this tab looks at ───────────────────────────────────────────────

const KEPT = "view";

/** Keeps over a reload what this tab looks at, and what was seen in it. */
export function keepView() {
  const { panes, active: place, split, seen } = view;
  sessionStorage.setItem(KEPT, JSON.stringify({ panes, active: place, split, seen: [...seen] }));
}

function recall() {
  const { seen, ...kept } = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  if (seen) Object.assign(view, kept, { seen: new Map(seen) });
  return Boolean(seen);
}

export const openPanes = () => (view.split ? view.panes : [view.panes[view.active]]);
export const active = () => view.panes[view.active];

function change(place, changes) {
  Object.assign(view.panes[place], changes);
  markSeen();
  tell("pane", place);
}

export function openChat(chat, place = view.active) {
  const { who } = view.panes[place];
  change(place, { chat, who: isPreview() ? null : writers(chat).includes(who) ? who : writers(chat)[0] });
}

/** Writes as somebody else; where this person is not, their own chat is opened, or the first group they are in. */
export function choosePerson(who, place = view.active) {
  const { chat } = view.panes[place];
  if (writers(chat).includes(who)) return change(place, { who });
  const group = world.groups.find(({ members }) => members.includes(who));
  return change(place, { who, chat: groupOf(chat) && group ? group.chat : `direct:${who}` });
}

export function activate(place) {
  if (view.active === place) return;
  view.active = place;
  tell("active");
  tell("chats");
}

export function setSplit(on_) {
  view.split = on_;
  if (on_) {
    const other = view.panes[1 - view.active];
    const taken = active().who;
    if (other.who === taken) other.who = writers(other.chat).find((name) => name !== taken) ?? taken;
  }
  markSeen();
  tell("split");
}

export function setPanel(name) {
  view.panel = name;
  tell("panel");
}

export function setLink(state) {
  view.link = state;
  tell("link");
}
