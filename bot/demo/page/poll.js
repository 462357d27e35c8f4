/** A poll in a bubble: to vote in while it is open, with the votes so far. */
import { make, shown } from "./dom.js";
import { post } from "./link.js";
import { say, sayCount } from "./words.js";

export function pollPart(message, who) {
  const { poll } = message;
  if (!poll) return null;
  const mine = poll.votes[who] ?? [];
  const most = Math.max(1, ...poll.options.map((_, place) => voters(poll, place).length));
  const vote = (place, chosen) => {
    const others = poll.multiple ? mine.filter((other) => other !== place) : [];
    post("vote", { who, timestamp: message.timestamp, options: chosen ? [...others, place].sort((a, b) => a - b) : others });
  };
  return make("fieldset", { class: "poll", disabled: poll.closed || !who },
    make("legend", {}, poll.question),
    make("p", { class: "soft" }, say(poll.closed ? "closed" : poll.multiple ? "pollMany" : "pollOne")),
    poll.options.map((option, place) => optionPart(message, { option, place, most, mine: mine.includes(place), vote, who })));
}

const voters = (poll, place) => Object.keys(poll.votes).filter((name) => poll.votes[name].includes(place));

function optionPart({ poll, timestamp }, { option, place, most, mine, vote, who }) {
  const names = voters(poll, place);
  const box = make("input", { type: poll.multiple ? "checkbox" : "radio", name: `${timestamp} ${who}`, checked: mine, "data-key": `vote ${place}`,
    onchange: (event) => vote(place, event.currentTarget.checked) });
  box.checked = mine;
  const bar = make("span", { class: "share" }, make("span", {}));
  bar.firstChild.style.width = `${(100 * names.length) / most}%`;
  return make("label", { title: names.map(shown).join(", ") }, box, make("span", {}, option),
    make("span", { class: "soft count", "aria-label": sayCount("votes", names.length) }, String(names.length)), bar);
}
