/** Words in the language of the page. */
import de from "./words_de.js";
import en from "./words_en.js";

const WORDS = { de, en };

export const language = () => (document.documentElement.lang === "en" ? "en" : "de");

export function setLanguage(name) {
  document.documentElement.lang = name;
  localStorage.setItem("language", name);
}

/** A sentence with its values; a name that is not there shows as itself, so that it is noticed. */
export function say(key, values = {}) {
  return (WORDS[language()][key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const sayCount = (key, n) => say(n === 1 ? `${key}1` : key, { n });

/** Fills what stands in the HTML file itself. */
export function fillWords(root = document) {
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
    if (element.tagName === "BUTTON") element.title = say(element.dataset.label);
  }
}
