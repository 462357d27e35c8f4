// Runs before anything is painted, so that nothing changes its colour or its language under the reader's eyes.
const theme = localStorage.getItem("theme");
if (theme === "light" || theme === "dark") document.documentElement.style.colorScheme = theme;
const language = localStorage.getItem("language") ?? (navigator.language.startsWith("en") ? "en" : "de");
document.documentElement.lang = language;
