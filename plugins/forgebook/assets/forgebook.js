/* Forgebook: makes better what already works without it. A filter for long lists and a warning
   where the told date is old. No framework, no request, nothing kept outside the address. */
(function () {
  "use strict";

  const SLICE_MS = 12;      // work at most this long before the browser may paint
  const CHUNK = 100;        // items between two looks at the clock
  const SMALL = 500;        // up to so many items are done in one go
  const TYPING_MS = 120;    // pause after a key before the list is filtered
  const DAY_MS = 864e5;

  /* Run work(from, to) over 0..count in slices; go on only while alive() holds. */
  function sliced(count, alive, work, done) {
    let at = 0;
    (function step() {
      if (!alive()) return;
      const started = performance.now();
      do {
        let to = Math.min(count, count <= SMALL ? count : at + CHUNK);
        work(at, to);
        at = to;
      } while (at < count && performance.now() - started < SLICE_MS);
      if (at < count) setTimeout(step, 0);
      else done();
    })();
  }

  function words(text) {
    return text.toLowerCase().split(/\s+/).filter(Boolean);
  }

  /* Every named control of the form: its name once, in the order of the form. */
  function names(form) {
    const found = new Set();
    Array.from(form.elements).forEach(function (control) {
      if (control.name) found.add(control.name);
    });
    return Array.from(found);
  }

  /* What the form asks for: a Map from name to the values wanted; what is empty asks nothing. */
  function wanted(form) {
    const asked = new Map();
    new FormData(form).forEach(function (value, name) {
      if (typeof value !== "string" || !value.trim()) return;
      asked.set(name, (asked.get(name) || []).concat(value.trim()));
    });
    return asked;
  }

  /* Its name in the address: Material opens its own search where it finds a "q" there. */
  function key(name) {
    return name === "q" ? "text" : name;
  }

  function restore(form) {
    const query = new URLSearchParams(location.search);
    names(form).forEach(function (name) {
      if (!query.has(key(name))) return;
      const values = query.getAll(key(name));
      Array.from(form.elements).forEach(function (control) {
        if (control.name !== name) return;
        if (control.type === "checkbox" || control.type === "radio") {
          control.checked = values.includes(control.value);
        } else if (control.tagName === "SELECT") {
          Array.from(control.options).forEach(function (option) {
            if (values.includes(option.value)) option.selected = true;
          });
        } else {
          control.value = values[0];
        }
      });
    });
  }

  function remember(form, asked) {
    const address = new URL(location.href);
    names(form).forEach(function (name) { address.searchParams.delete(key(name)); });
    asked.forEach(function (values, name) {
      values.forEach(function (value) { address.searchParams.append(key(name), value); });
    });
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  /* The text of an item, lower-cased once and kept. */
  function textOf(item) {
    if (item.text === null) item.text = item.element.textContent.toLowerCase();
    return item.text;
  }

  function carries(item, name, values) {
    const own = item.element.getAttribute("data-" + name);
    if (own === null) return false;
    return values.some(function (value) {
      return own === value || (" " + own + " ").includes(" " + value + " ");
    });
  }

  function matches(item, asked) {
    for (const entry of asked) {
      if (entry[0] === "q") {
        const text = textOf(item);
        if (!words(entry[1].join(" ")).every(function (word) { return text.includes(word); })) return false;
      } else if (!carries(item, entry[0], entry[1])) {
        return false;
      }
    }
    return true;
  }

  function Filter(form, container) {
    this.form = form;
    this.count = form.querySelector("[data-fb-count]") ||
      document.querySelector('[data-fb-count="' + CSS.escape(container.id) + '"]');
    this.none = container.querySelector("[data-fb-none]");
    this.run = 0;
    const groups = new Map();
    this.items = Array.from(container.querySelectorAll("[data-fb-item]"), function (element) {
      const parent = element.closest("[data-fb-group]");
      if (parent && !groups.has(parent)) groups.set(parent, { element: parent, shown: 0, open: parent.open });
      return { element: element, group: groups.get(parent) || null, text: null, shown: true };
    });
    this.groups = Array.from(groups.values());
  }

  /* First decide for all, then write only what changed: no reading between the writes. */
  Filter.prototype.apply = function () {
    const self = this;
    const run = ++this.run;
    const asked = wanted(this.form);
    const shown = new Uint8Array(this.items.length);
    const alive = function () { return run === self.run && self.form.isConnected; };
    remember(this.form, asked);
    sliced(this.items.length, alive, function (from, to) {
      for (let i = from; i < to; i++) shown[i] = matches(self.items[i], asked) ? 1 : 0;
    }, function () {
      sliced(self.items.length, alive, function (from, to) {
        for (let i = from; i < to; i++) self.show(self.items[i], shown[i] === 1);
      }, function () { self.finish(asked.size > 0); });
    });
  };

  Filter.prototype.show = function (item, shown) {
    if (item.shown === shown) return;
    item.shown = shown;
    item.element.hidden = !shown;
  };

  /* Groups without a match go; a folded group with a match opens while the filter is on. */
  Filter.prototype.finish = function (active) {
    let total = 0;
    this.groups.forEach(function (group) { group.shown = 0; });
    this.items.forEach(function (item) {
      if (!item.shown) return;
      total += 1;
      if (item.group) item.group.shown += 1;
    });
    this.groups.forEach(function (group) {
      group.element.hidden = group.shown === 0;
      if (group.element.tagName === "DETAILS") group.element.open = active ? group.shown > 0 : group.open;
    });
    if (this.none) this.none.hidden = total > 0;
    if (this.count) {
      const unit = this.count.getAttribute("data-fb-unit");
      this.count.textContent = total + " of " + this.items.length + (unit ? " " + unit : "");
    }
  };

  function startFilter(form) {
    const container = document.getElementById(form.getAttribute("data-fb-target") || "");
    if (!container || form.hasAttribute("data-fb-ready")) return;
    const filter = new Filter(form, container);
    let timer = 0;
    const soon = function (pause) {
      clearTimeout(timer);
      timer = setTimeout(function () { filter.apply(); }, pause);
    };
    form.setAttribute("data-fb-ready", "");
    restore(form);
    if (filter.count) filter.count.setAttribute("role", "status");
    form.addEventListener("input", function () { soon(TYPING_MS); });
    form.addEventListener("change", function () { soon(0); });
    form.addEventListener("reset", function () { soon(0); });
    form.addEventListener("submit", function (event) { event.preventDefault(); soon(0); });
    form.hidden = false;
    filter.apply();
  }

  /* Days from the told date to the reader's own today, both counted as calendar days. */
  function daysSince(told) {
    const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(told || "");
    if (!parts) return 0;
    const now = new Date();
    const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
    return Math.round((today - Date.UTC(+parts[1], parts[2] - 1, +parts[3])) / DAY_MS);
  }

  function warnIfStale(element) {
    const note = element.querySelector("[data-fb-stale]");
    const days = daysSince(element.getAttribute("data-as-of"));
    if (!note || element.hasAttribute("data-fixed") || days <= 2) return;
    const place = note.querySelector("[data-fb-days]");
    if (place) place.textContent = String(days);
    note.hidden = false;
  }

  /* On paper only outside links show their address; the theme makes inside ones absolute too. */
  function markInside() {
    document.querySelectorAll('.md-content a[href^="http"]').forEach(function (link) {
      link.toggleAttribute("data-fb-inside", link.host === location.host);
    });
  }

  function start() {
    document.querySelectorAll("form[data-fb-filter]").forEach(startFilter);
    document.querySelectorAll(".fb-asof[data-as-of]").forEach(warnIfStale);
  }

  window.addEventListener("beforeprint", markInside);
  if (typeof window.document$ === "object" && window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
