// Before the first paint: the theme the reader chose, else the system's. Dash does not load this folder's files twice.
(function () {
  "use strict";
  var chosen = null;
  try { chosen = localStorage.getItem("sitrep-theme"); } catch (error) { chosen = null; }
  var dark = chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
