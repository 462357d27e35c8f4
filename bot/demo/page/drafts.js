/** What is begun and not sent yet: one draft for each window, person and chat, kept over a reload of this tab. */
const KEPT = "drafts";
const drafts = new Map(JSON.parse(sessionStorage.getItem(KEPT) ?? "[]"));

/**
 * `names` were chosen with @, `quoted` and `edited` are timestamps, `written` is a command that a click wrote,
 * `aside` the draft that waits until this one is done.
 */
export const blank = () => ({ text: "", names: [], files: [], quoted: null, edited: null, written: null, aside: null });

const isEmpty = ({ text, files, quoted, edited }) => !text.trim() && !files.length && quoted === null && edited === null;

export function draftOf(...parts) {
  const key = parts.join(" ");
  if (!drafts.has(key)) drafts.set(key, blank());
  return drafts.get(key);
}

/** Makes room for something else; what was begun comes back afterwards. */
export function layAside(draft, other) {
  const begun = { ...draft };
  Object.assign(draft, blank(), other, { aside: isEmpty(begun) ? begun.aside : begun });
}

/** Ends what is being written and brings back what was laid aside; files that came meanwhile stay. */
export function bringBack(draft) {
  const { files, aside } = draft;
  Object.assign(draft, blank(), aside);
  draft.files = [...draft.files, ...files];
}

/** Files still on their way are left out, since nobody will wait for them. */
export function keepDrafts() {
  const begun = [...drafts].filter(([, draft]) => !isEmpty(draft) || draft.aside);
  const text = JSON.stringify(begun, (name, value) => (name === "files" ? value.filter(({ id }) => id) : value));
  try { sessionStorage.setItem(KEPT, text); } catch { sessionStorage.removeItem(KEPT); } // more than a browser keeps
}
