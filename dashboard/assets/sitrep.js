// What happens in the browser only: links without reload, keys, live notices with their watchdog, evidence, theme.
(function () {
  "use strict";

  const COALESCE_MS = 3000; // at most one refresh in this time, however fast the lake moves
  const SILENT_MS = 35000; // three and a half beats of the server
  const state = { latest: null, shown: null, shownAt: null, heardAt: null, asked: 0, askedAt: 0, open: false, paused: false };

  const byId = (id) => document.getElementById(id);
  const set = (id, props) => window.dash_clientside.set_props(id, props);

  // --- links -------------------------------------------------------------------------------------------------------

  function go(href) {
    const url = new URL(href, window.location.href);
    if (url.origin !== window.location.origin) return;
    const search = url.search === "?" ? "" : url.search;
    const moved = url.pathname !== window.location.pathname;
    if (!moved && search === window.location.search) return;
    set("url", moved ? { pathname: url.pathname, search: search } : { search: search });
    if (moved) window.scrollTo(0, 0);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-nav]");
    if (link) {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      go(link.getAttribute("href"));
      return;
    }
    const row = event.target.closest && event.target.closest("table.rows tbody tr");
    if (row && !String(window.getSelection())) {
      const inRow = row.querySelector("a.row-link");
      if (inRow) { inRow.focus({ preventScroll: true }); go(inRow.getAttribute("href")); }
      return;
    }
    const find = event.target.closest && event.target.closest("[data-find]");
    if (find) return showEvidence(find);
    const button = event.target.closest && event.target.closest("button");
    if (!button) return;
    if (button.id === "pause") pause();
    if (button.id === "toggle-theme") toggleTheme();
    if (button.id === "open-help") byId("help").showModal();
    if (button.id === "close-help") byId("help").close();
  });

  // --- evidence: a field shows its words -----------------------------------------------------------------------------

  function showEvidence(button) {
    const names = button.dataset.find.split(" ");
    const marks = [...document.querySelectorAll("#drawer mark[data-supports]")].filter((mark) =>
      mark.dataset.supports.split(" ").some((name) => names.includes(name)));
    document.querySelectorAll("#drawer mark.found").forEach((mark) => mark.classList.remove("found"));
    document.querySelectorAll("#drawer .find[aria-pressed]").forEach((other) => other.removeAttribute("aria-pressed"));
    if (!marks.length) return;
    button.setAttribute("aria-pressed", "true");
    void marks[0].offsetWidth; // restart the pulse when the same field is chosen twice
    marks.forEach((mark) => mark.classList.add("found"));
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    marks[0].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  // --- a chart's numbers as a table: made when it is opened, as text only -------------------------------------------

  const twins = {};

  function fillTwin(id) {
    const box = byId(id + "-table");
    const data = twins[id];
    if (!box || !data || !box.closest("details").open) return;
    const table = document.createElement("table");
    const addRow = (section, cells, tag) => {
      const row = section.insertRow();
      cells.forEach((text, at) => {
        const cell = document.createElement(tag);
        if (tag === "th") cell.scope = "col";
        if (data.numbers.includes(at)) cell.className = "number";
        cell.textContent = text;
        row.appendChild(cell);
      });
    };
    addRow(table.createTHead(), data.heads, "th");
    const body = table.createTBody();
    data.rows.forEach((cells) => addRow(body, cells, "td"));
    box.replaceChildren(table);
  }

  document.addEventListener("toggle", (event) => {
    const id = event.target.dataset && event.target.dataset.twin;
    if (id) fillTwin(id);
  }, true);

  // --- rows of the Events page: text only; the row that has the focus keeps it ------------------------------------------

  let drawn = "";

  function fillCell(cell, data) {
    if (data.name) cell.className = data.name;
    if (data.title) cell.title = data.title;
    if (data.sort) cell.setAttribute("aria-sort", data.sort);
    const inner = document.createElement(data.href ? "a" : "span");
    inner.textContent = data.text;
    if (data.href) { inner.href = data.href; inner.dataset.nav = "1"; }
    cell.appendChild(inner);
    if (data.small) { const small = document.createElement("small"); small.textContent = data.small; cell.appendChild(small); }
    return inner;
  }

  function fillRows(data) {
    const box = byId("events-table");
    if (!box) return;
    if (!data) { box.replaceChildren(); drawn = ""; return; }
    const same = JSON.stringify([data.heads, data.rows]);
    if (same !== drawn || !box.firstChild) {
      const focused = box.contains(document.activeElement) && document.activeElement.closest("tr");
      const key = focused && focused.dataset.key;
      const table = document.createElement("table");
      table.className = "rows";
      const head = table.createTHead().insertRow();
      data.heads.forEach((cell) => {
        const th = document.createElement("th");
        th.scope = "col";
        fillCell(th, cell);
        head.appendChild(th);
      });
      const body = table.createTBody();
      data.rows.forEach((row) => {
        const tr = body.insertRow();
        tr.dataset.key = row.key;
        row.cells.forEach((cell, at) => {
          const inner = fillCell(tr.insertCell(), cell);
          if (at === 0) inner.className = "row-link";
        });
      });
      box.replaceChildren(table);
      drawn = same;
      const again = key && [...body.rows].find((tr) => tr.dataset.key === key);
      if (again) again.querySelector("a").focus({ preventScroll: true });
    }
    box.querySelectorAll("tbody tr").forEach((tr) => tr.classList.toggle("chosen", tr.dataset.key === data.chosen));
  }

  // --- keys --------------------------------------------------------------------------------------------------------

  const ROWS = "#page a.row-link, #page ol.latest a.row";

  function step(by) {
    const rows = [...document.querySelectorAll(ROWS)];
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  const press = (id) => { const found = byId(id); if (found) found.click(); };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    const typing = event.target.closest && event.target.closest("input, textarea, select, [role=listbox], [role=option], [role=dialog], .dash-dropdown-content");
    if (event.key === "Escape") {
      if (byId("help").open) return;
      if (typing) { event.target.blur(); return; }
      press("drawer-close");
      return;
    }
    if (typing) return;
    const keys = {
      "/": () => { byId("filters").open = true; byId("f-words").focus(); },
      "j": () => step(1),
      "k": () => step(-1),
      "[": () => press("key-back"),
      "]": () => press("key-on"),
      "l": pause,
      "t": toggleTheme,
      "?": () => byId("help").showModal(),
    };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  // --- theme -------------------------------------------------------------------------------------------------------

  const root = document.documentElement;

  function toggleTheme() {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("sitrep-theme", root.dataset.theme); } catch (error) { /* private windows keep nothing */ }
    set("theme", { data: root.dataset.theme });
  }

  // --- live --------------------------------------------------------------------------------------------------------

  function connect() {
    const source = new EventSource("/live");
    const heard = () => { state.heardAt = Date.now(); state.open = true; };
    source.addEventListener("open", heard);
    source.addEventListener("beat", heard);
    source.addEventListener("version", (event) => { heard(); state.latest = Number(event.data); follow(); });
    source.addEventListener("error", () => {
      state.open = false;
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 3000); // the browser gave up; we do not
    });
  }

  function follow() {
    if (state.paused || state.latest === null || state.shown === null) return;
    if (state.latest <= state.shown || Date.now() - state.askedAt < COALESCE_MS) return;
    state.askedAt = Date.now();
    set("live", { data: { version: state.latest, asked: ++state.asked } });
  }

  function pause() {
    state.paused = !state.paused;
    const button = byId("pause");
    button.setAttribute("aria-pressed", String(state.paused));
    button.textContent = state.paused ? "Resume" : "Pause";
    tick();
    follow();
  }

  function ago(then) {
    const seconds = Math.max(0, Math.round((Date.now() - then) / 1000));
    if (seconds < 5) return "just now";
    if (seconds < 90) return seconds + " s ago";
    return Math.round(seconds / 60) + " min ago";
  }

  function tick() {
    const words = byId("fresh-words");
    if (!words) return;
    const silent = state.heardAt === null ? null : Date.now() - state.heardAt;
    let kind = "live";
    let text = "live";
    let age = state.shownAt ? "updated " + ago(state.shownAt) : "";
    if (state.paused) { kind = "paused"; text = "paused"; age = state.shownAt ? "as of " + ago(state.shownAt) : ""; }
    else if (silent === null) { kind = "waiting"; text = "connecting …"; }
    else if (silent > SILENT_MS) { kind = "lost"; text = "no word from the server for " + Math.round(silent / 1000) + " s"; }
    else if (!state.open) { kind = "waiting"; text = "reconnecting …"; }
    const box = byId("fresh");
    if (box.dataset.kind !== kind) box.dataset.kind = kind;
    if (words.textContent !== text) words.textContent = text;
    if (byId("fresh-age").textContent !== age) byId("fresh-age").textContent = age;
    box.title = "Times are UTC. Now " + new Date().toISOString().slice(0, 16).replace("T", " ") + " UTC";
  }

  setInterval(() => { tick(); follow(); }, 1000);
  if (window.innerWidth < 760) {
    const fold = setInterval(() => { const box = byId("filters"); if (box) { box.open = false; clearInterval(fold); } }, 50);
  }
  connect();

  // --- callbacks of Dash -------------------------------------------------------------------------------------------

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    sitrep: {
      theme: () => root.dataset.theme,
      shown: (data) => {
        const version = data && typeof data === "object" ? data.version : data;
        if (version === null || version === undefined) return;
        if (version !== state.shown || state.shownAt === null) state.shownAt = Date.now();
        state.shown = version;
      },
      twin: (data) => {
        const id = window.dash_clientside.callback_context.triggered_id.replace(/-twin$/, "");
        twins[id] = data;
        fillTwin(id);
      },
      rows: fillRows,
      drill: (click) => {
        const href = click && click.points && click.points[0] && click.points[0].customdata;
        if (typeof href === "string") go(href);
      },
      brush: (selected) => {
        const range = selected && selected.range && selected.range.x;
        if (!range) return;
        const days = range.map((value) => String(value).slice(0, 10)).sort();
        const kept = window.location.search.replace(/^\?/, "").split("&")
          .filter((pair) => pair && !/^(from|to|page|event)=/.test(pair));
        go(window.location.pathname + "?" + kept.concat(["from=" + days[0], "to=" + days[1]]).join("&"));
      },
    },
  });
})();
