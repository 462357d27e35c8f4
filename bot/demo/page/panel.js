/** The side panel. A tab is a module with a name and `content()`; to add one, add it to TABS. One that says it is
 * to be seen `beside` the chat leaves half of a phone to it; the others cover it. */
import { $, CROSS, button, icon, make, patch, phone } from "./dom.js";
import { isPreview, on, setPanel, view } from "./store.js";
import * as breaking from "./tab_break.js";
import * as coming from "./tab_coming.js";
import * as log from "./tab_log.js";
import * as tips from "./tab_tips.js";
import * as ways from "./tab_ways.js";
import { language, say } from "./words.js";

const TABS = [coming, ways, log, tips, breaking];
const AGAIN_MS = 300; // between two looks

const opened = () => tabs().find(({ name }) => name === view.panel);
const tabs = () => TABS.filter((tab) => !isPreview() || tab.inPreview);
let looking = null; // for which tab
let wanted = false;

export function startPanel() {
  $("panel-button").addEventListener("click", () => openPanel(view.panel ? null : tabs()[0].name));
  on("panel", showPanel);
  on("pane", () => { if (covers()) openPanel(null); }); // one wants to see what was chosen
  phone.addEventListener("change", () => { if (covers()) setPanel(null); else showPanel(); });
  on("database machine clock", refresh);
  on("chats", () => { if (view.panel === "break") refresh(); });
}

/** Whether the panel lies over the chat, so that nothing is to be done there. */
export const covers = () => phone.matches && Boolean(opened()) && !opened().beside;

/** What lies behind the drawer of chats, or behind a panel that covers it, cannot be reached by any key. */
export function showReach() {
  const drawn = document.body.classList.contains("drawer") && $("menu").checkVisibility();
  $("panes").inert = drawn || covers();
  $("panel").inert = drawn;
}

/** Opens a tab, or closes the panel and gives the focus back. */
export function openPanel(name) {
  localStorage.setItem("panel", name ?? "");
  setPanel(name);
  if (name) $("panel").querySelector("[aria-selected=true]").focus();
  else $("panel-button").focus();
}

export function showPanel() {
  const panel = $("panel");
  const tab = opened();
  panel.hidden = !tab;
  panel.classList.toggle("beside", Boolean(tab?.beside));
  showReach();
  document.body.classList.toggle("with-panel", Boolean(tab));
  $("panel-button").setAttribute("aria-expanded", String(Boolean(tab)));
  const shown = tab ? `${tab.name} ${language()}` : "";
  if (panel.dataset.shown === shown) { refresh(); return; }
  panel.dataset.shown = shown;
  if (!tab) { panel.replaceChildren(); return; }
  const buttons = tabs().map((one) => button({ role: "tab", id: `tab-${one.name}`, "aria-selected": String(one === tab), "aria-controls": "panel-body",
    tabindex: one === tab ? 0 : -1, onclick: () => openPanel(one.name) }, say(`tab_${one.name}`)));
  panel.replaceChildren(
    make("header", {}, make("p", { class: "title", "aria-hidden": "true" }, say("panel")), make("div", { class: "tabs", role: "tablist", "aria-label": say("panel"), onkeydown: turn }, buttons),
      button({ class: "icon", "aria-label": say("close"), title: say("close"), onclick: () => openPanel(null) }, icon(CROSS))),
    make("div", { id: "panel-body", class: `body ${tab.name}`, role: "tabpanel", tabindex: 0, "aria-labelledby": `tab-${tab.name}` },
      make("div", {}, make("p", { class: "soft nothing" }, say("loading")))));
  refresh();
}

function turn(event) {
  const all = tabs().map(({ name }) => name);
  const to = all[all.indexOf(view.panel) + ({ ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? NaN)];
  if (to && !event.altKey) { event.preventDefault(); openPanel(to); }
}

/** Shows the open tab as things are now; many changes in a row are one look, and no tab waits for another. */
async function refresh() {
  wanted = true;
  if (!view.panel || looking?.name === view.panel) return;
  const tab = tabs().find(({ name }) => name === view.panel);
  const mine = { name: view.panel };
  looking = mine;
  while (wanted && looking === mine && view.panel === mine.name) {
    wanted = false;
    const content = await tab?.content();
    if (content && looking === mine && view.panel === mine.name) patch($("panel-body").firstChild, content.flat().filter(Boolean));
    await new Promise((done) => { setTimeout(done, AGAIN_MS); });
  }
  if (looking === mine) looking = null;
}
