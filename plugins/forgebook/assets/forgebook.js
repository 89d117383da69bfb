/* Forgebook: makes better what already works without it. Filters for long lists, what held on
   a day, and a warning where the told date is old. No framework, no request to others, nothing kept outside the
   address but the ticks of a checklist, which go when the tab is closed. */
(function () {
  "use strict";

  const SLICE_MS = 12;      // work at most this long before the browser may paint
  const CHUNK = 100;        // items between two looks at the clock
  const A_FRAME = 200;      // items shown or hidden before the browser lays out the page
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

  /* What counts the items by status, outside of the list: the total, and a pill for each status. */
  function tallies(id) {
    const place = document.querySelector('[data-fb-tallies="' + CSS.escape(id) + '"]');
    if (!place) return null;
    return {
      total: place.querySelector("b"),
      pills: Array.from(place.querySelectorAll("[data-fb-tally]"), function (element) {
        return { element: element, pill: element.firstElementChild, status: element.getAttribute("data-fb-tally") };
      })
    };
  }

  function tally(found, items, active) {
    const counts = new Map();
    let total = 0;
    items.forEach(function (item) {
      if (!item.shown) return;
      const status = item.element.getAttribute("data-status");
      counts.set(status, (counts.get(status) || 0) + 1);
      total += 1;
    });
    if (found.total) found.total.textContent = active ? total + " of " + items.length : String(items.length);
    found.pills.forEach(function (entry) {
      const count = counts.get(entry.status) || 0;
      entry.pill.textContent = count + " " + entry.status;
      entry.element.hidden = count === 0;
    });
  }

  function Filter(form, container) {
    this.form = form;
    this.count = form.querySelector("[data-fb-count]") ||
      document.querySelector('[data-fb-count="' + CSS.escape(container.id) + '"]');
    this.tallies = tallies(container.id);
    this.none = container.querySelector("[data-fb-none]");
    this.run = 0;
    const groups = new Map();
    this.items = Array.from(container.querySelectorAll("[data-fb-item]"), function (element) {
      const parent = element.closest("[data-fb-group]");
      if (parent && !groups.has(parent)) {
        groups.set(parent, {
          element: parent, shown: 0, open: parent.open, told: parent.querySelector("[data-fb-shown]")
        });
      }
      return { element: element, group: groups.get(parent) || null, text: null, shown: true };
    });
    this.groups = Array.from(groups.values());
    this.headings = Array.from(container.querySelectorAll("[data-fb-over]"), function (element) {
      const name = CSS.escape(element.getAttribute("data-fb-over"));
      return { element: element, groups: Array.from(container.querySelectorAll('[data-fb-under="' + name + '"]')) };
    });
  }

  /* Whether the form asks the same as last time. A press on a link takes the focus from the text, which tells of a
     change: a list that is made anew under the pointer would lose the click. */
  function repeats(filter, asked) {
    const question = JSON.stringify(Array.from(asked));
    const same = filter.question === question;
    filter.question = question;
    return same;
  }

  /* First decide for all, then write only what changed: no reading between the writes. */
  Filter.prototype.apply = function () {
    const self = this;
    const asked = wanted(this.form);
    if (repeats(this, asked)) return;
    const run = ++this.run;
    const shown = new Uint8Array(this.items.length);
    const alive = function () { return run === self.run && self.form.isConnected; };
    remember(this.form, asked);
    sliced(this.items.length, alive, function (from, to) {
      for (let i = from; i < to; i++) shown[i] = matches(self.items[i], asked) ? 1 : 0;
    }, function () {
      const changed = [];
      self.items.forEach(function (item, i) { if (item.shown !== (shown[i] === 1)) changed.push(item); });
      self.write(changed, alive, function () { self.finish(asked.size > 0); });
    });
  };

  /* So many a frame that the browser lays out the page in steps: all at once, a long list keeps the reader waiting. */
  Filter.prototype.write = function (changed, alive, done) {
    let at = 0;
    (function step() {
      if (!alive()) return;
      changed.slice(at, at + A_FRAME).forEach(function (item) {
        item.shown = !item.shown;
        item.element.hidden = !item.shown;
      });
      at += A_FRAME;
      if (at < changed.length) requestAnimationFrame(function () { setTimeout(step, 0); });
      else done();
    })();
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
      if (group.told) group.told.textContent = String(group.shown);
    });
    this.headings.forEach(function (heading) {
      heading.element.hidden = heading.groups.every(function (group) { return group.hidden; });
    });
    if (this.none) this.none.hidden = total > 0;
    if (this.tallies) tally(this.tallies, this.items, active);
    if (this.count) {
      const unit = this.count.getAttribute("data-fb-unit");
      this.count.textContent = total + " of " + this.items.length + (unit ? " " + unit : "");
    }
  };

  function startFilter(form) {
    const container = document.getElementById(form.getAttribute("data-fb-target") || "");
    if (!container || form.hasAttribute("data-fb-ready")) return;
    listen(form, new Filter(form, container));
  }

  /* Keep a filter and its form together: what is typed or chosen is applied, and stands in the address. */
  function listen(form, filter, prepare) {
    let timer = 0;
    const soon = function (pause) {
      clearTimeout(timer);
      timer = setTimeout(function () { filter.apply(); }, pause);
    };
    form.setAttribute("data-fb-ready", "");
    restore(form);
    if (filter.count) filter.count.setAttribute("role", "status");
    if (prepare) form.addEventListener("focusin", function () { prepare(filter); }, { once: true });
    form.addEventListener("input", function () { soon(TYPING_MS); });
    form.addEventListener("change", function () { soon(0); });
    form.addEventListener("reset", function () { soon(0); });
    form.addEventListener("submit", function (event) { event.preventDefault(); soon(0); });
    form.hidden = false;
    filter.apply();
  }

  /* Lists that are longer than a page: their rows come from a file, on first use, and the first matches are shown.
     A row is [day, title, address, words, where it can be linked, a place in each facet's values (or several)]. */
  const SHOWN = 100;
  const FACETS_FROM = 5;

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function linkTo(url, text) {
    const link = make("a", "", text);
    link.href = url;
    return link;
  }

  function time(day) {
    const place = make("span", "fb-when");
    if (day) place.appendChild(make("time", "", day)).dateTime = day;
    return place;
  }

  /* A list of which a part is shown: a button brings the next, and the keyboard goes on where it begins. */
  function longList(rows, render) {
    const holder = make("div");
    const more = make("button", "md-button");
    let at = 0;
    function grow(focus) {
      const part = document.createDocumentFragment();
      const first = at;
      at = Math.min(rows.length, at + SHOWN);
      render(rows.slice(first, at), part);
      const begin = part.querySelector("a");
      holder.insertBefore(part, more);
      more.textContent = "Show " + Math.min(SHOWN, rows.length - at) + " more";
      if (at === rows.length) more.remove();
      if (focus && begin) begin.focus();
    }
    more.type = "button";
    more.addEventListener("click", function () { grow(true); });
    holder.appendChild(more);
    grow(false);
    return holder;
  }

  function fetched(url) {
    return fetch(url).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });
  }

  function Finder(form, container) {
    this.form = form;
    this.container = container;
    this.url = new URL(form.getAttribute("data-fb-index"), location.href);
    this.base = new URL(form.getAttribute("data-fb-base"), location.href);
    this.still = Array.from(container.childNodes);
    this.byMonth = container.hasAttribute("data-fb-months");
    this.count = form.querySelector("[data-fb-count]");
    this.run = 0;
    this.loading = null;
  }

  /* Fetch the rows once, and make the text that each is searched by. */
  Finder.prototype.load = function () {
    const self = this;
    this.loading = this.loading || fetched(this.url).then(function (file) {
      self.facets = file.facets.map(function (facet) {
        return { name: facet[0], values: facet[1], control: self.form.elements.namedItem(facet[0]) };
      });
      return new Promise(function (done) {
        self.texts = new Array(file.rows.length);
        sliced(file.rows.length, function () { return true; }, function (from, to) {
          for (let i = from; i < to; i++) self.texts[i] = self.textOf(file.rows[i]);
        }, function () { self.rows = file.rows; done(); });
      });
    });
    return this.loading;
  };

  Finder.prototype.textOf = function (row) {
    const self = this;
    const labels = this.facets.map(function (_, i) {
      return self.places(row, i).map(function (place) { return self.facets[i].values[place][1]; }).join(" ");
    });
    return [row[0], row[1], row[3]].concat(labels).join(" ").toLowerCase();
  };

  Finder.prototype.places = function (row, facet) {
    return [].concat(row[FACETS_FROM + facet]);
  };

  Finder.prototype.apply = function () {
    const self = this;
    const asked = wanted(this.form);
    if (repeats(this, asked)) return;
    const run = ++this.run;
    const alive = function () { return run === self.run && self.form.isConnected; };
    remember(this.form, asked);
    if (!asked.size && !this.rows) return;
    this.load().then(function () { if (alive()) self.find(asked, alive); }, function () {
      self.loading = null;
      self.question = null;
      self.count.textContent = "The list could not be fetched: follow the links below";
    });
  };

  /* One walk: a row that fails one facet alone still counts for the other values of that facet. */
  Finder.prototype.find = function (asked, alive) {
    const self = this;
    const wordsAsked = words((asked.get("q") || []).join(" "));
    const tests = [];
    this.facets.forEach(function (facet, i) {
      if (asked.has(facet.name)) {
        const keys = facet.values.map(function (value) { return value[0]; });
        tests.push([i, asked.get(facet.name).map(function (key) { return keys.indexOf(key); })]);
      }
    });
    const counts = this.facets.map(function (facet) { return new Uint32Array(facet.values.length); });
    const found = [];
    function look(row, text) {
      for (const word of wordsAsked) if (!text.includes(word)) return;
      let missed = -1;
      for (const test of tests) {
        const places = self.places(row, test[0]);
        if (places.some(function (place) { return test[1].includes(place); })) continue;
        if (missed >= 0) return;
        missed = test[0];
      }
      if (missed < 0) found.push(row);
      counts.forEach(function (count, i) {
        if (missed < 0 || missed === i) self.places(row, i).forEach(function (place) { count[place] += 1; });
      });
    }
    sliced(this.rows.length, alive, function (from, to) {
      for (let i = from; i < to; i++) look(self.rows[i], self.texts[i]);
    }, function () { self.show(found, counts, asked.size > 0); });
  };

  Finder.prototype.show = function (found, counts, active) {
    const self = this;
    this.facets.forEach(function (facet, i) {
      facet.values.forEach(function (value, place) {
        const option = facet.control && Array.from(facet.control.options).find(function (one) {
          return one.value === value[0];
        });
        if (option) option.textContent = value[1] + " (" + counts[i][place] + ")";
      });
    });
    this.count.textContent = found.length + " of " + this.rows.length + " " + this.count.getAttribute("data-fb-unit");
    if (!active) this.container.replaceChildren.apply(this.container, this.still);
    else if (!found.length) this.container.replaceChildren(make("p", "", "Nothing matches."));
    else this.container.replaceChildren(longList(found, function (rows, into) { self.render(rows, into); }));
  };

  Finder.prototype.render = function (rows, into) {
    const self = this;
    let list = null;
    let month = "";
    rows.forEach(function (row) {
      if (!list || (self.byMonth && row[0].slice(0, 7) !== month)) {
        month = row[0].slice(0, 7);
        if (self.byMonth) into.appendChild(make("h2", "", monthName(month)));
        list = into.appendChild(make("ul", "fb-list"));
      }
      list.appendChild(self.item(row));
    });
  };

  Finder.prototype.item = function (row) {
    const self = this;
    const item = make("li");
    const middle = make("span", "fb-grow");
    middle.appendChild(linkTo(new URL(row[2], this.base), row[1]));
    if (this.byMonth) middle.append(" " + row[3]);
    else if (row[3]) middle.append(make("br"), make("small", "", row[3]));
    item.append(time(row[0]), middle);
    ["status", "kind"].forEach(function (name) {
      const i = self.facets.findIndex(function (facet) { return facet.name === name; });
      const value = i < 0 ? null : self.facets[i].values[self.places(row, i)[0]];
      if (value) item.appendChild(make("span", value[2] ? "fb-pill fb-" + value[2] : "fb-kind", value[3] || value[1]));
    });
    if (row[4]) {
      const link = linkTo(new URL(row[4], this.base), "\u00b6");
      link.className = "headerlink";
      link.setAttribute("aria-label", "Permanent link");
      item.appendChild(link);
    }
    return item;
  };

  function monthName(month) {
    const first = new Date(month + "-01T00:00:00Z");
    return first.toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
  }

  function startFinder(form) {
    const container = document.getElementById(form.getAttribute("data-fb-target") || "");
    if (!container || form.hasAttribute("data-fb-ready")) return;
    listen(form, new Finder(form, container), function (finder) { finder.load().catch(function () {}); });
  }

  /* What held on a day. A row is [title, address, start, end, whether it is over, line or last day of work]. */
  function heldOn(row, day) {
    if ((row[3] && day >= row[3]) || (row[2] && day < row[2])) return "no";
    return !row[2] || (row[4] && !row[3]) ? "untold" : "yes";
  }

  function startDay(form) {
    const container = document.getElementById(form.getAttribute("data-fb-target") || "");
    if (!container || form.hasAttribute("data-fb-ready")) return;
    const base = new URL(form.getAttribute("data-fb-base"), location.href);
    const url = new URL(form.getAttribute("data-fb-day"), location.href);
    const input = form.elements.namedItem("day");
    const count = form.querySelector("[data-fb-told]");
    let file = null;

    function list(title, rows, words) {
      if (!rows.length) return [];
      return [make("h2", "", title), longList(rows, function (part, into) {
        const place = into.appendChild(make("ul", "fb-list"));
        part.forEach(function (row) {
          const item = place.appendChild(make("li"));
          const middle = make("span", "fb-grow");
          middle.append(linkTo(new URL(row[1], base), row[0]));
          if (words(row)) middle.append(" ", make("small", "", words(row)));
          item.append(time(row[2]), middle);
        });
      })];
    }

    /* What was live on a day, by environment: pairs of a title and its rows. */
    function showLive(places) {
      const day = input.value;
      const on = places.map(function (place) {
        return [place[0], place[1].filter(function (row) { return heldOn(row, day) === "yes"; })];
      });
      container.replaceChildren.apply(container, [].concat.apply([], on.map(function (place) {
        return list(place[0], place[1], function (row) { return row[5]; });
      })));
      count.textContent = day + ": " + (on.map(function (place) {
        return place[1].map(function (row) { return row[0]; }).join(" and ") + " in " + place[0];
      }).filter(function (words) { return words.slice(0, 4) !== " in "; }).join(", ") || "nothing was live");
    }

    function show(held) {
      if (Array.isArray(held)) return showLive(held);
      const day = input.value;
      const on = function (kind, answer) {
        return held[kind].filter(function (row) { return heldOn(row, day) === answer; });
      };
      const releases = on("release", "yes").filter(function (row, i, all) {
        return all.findIndex(function (other) { return other[5] === row[5]; }) === i;
      });
      const isLive = releases.every(function (row) { return row[6]; });
      const decisions = on("decision", "yes");
      const none = function () { return ""; };
      const line = function (row) { return row[5]; };
      const rest = function (row) { return row[5] && day > row[5] ? "in its recovery" : ""; };
      container.replaceChildren.apply(container, [].concat(
        list((isLive ? "Live" : "Newest") + (releases.length > 1 ? " releases" : " release") + (isLive ? "" : " out"),
          releases, line),
        list("Sprint that ran", on("sprint", "yes"), rest),
        list("Decisions in force", decisions, none),
        list("Not known: in force at some time, but the records do not say when", on("decision", "untold"), none)
      ));
      count.textContent = day + ": " + decisions.length + (decisions.length === 1 ? " decision" : " decisions") +
        " in force" + releases.map(function (row) { return ", " + row[0] + (row[6] ? " live" : " out"); }).join("");
    }

    function apply() {
      if (input.value > input.max) input.value = input.max;
      remember(form, wanted(form));
      container.replaceChildren();
      count.textContent = "";
      if (!input.value) return;
      file = file || fetched(url);
      file.then(show, function () {
        file = null;
        count.textContent = "The days could not be fetched: the months below hold them";
      });
    }

    form.setAttribute("data-fb-ready", "");
    input.max = input.getAttribute("data-max");
    restore(form);
    form.addEventListener("change", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
    form.hidden = false;
    apply();
  }

  /* What lies between two releases, and who is away: few pages need it, so each is a script of its own. */
  function startOwn(form) {
    if (form.hasAttribute("data-fb-ready")) return;
    form.setAttribute("data-fb-ready", "");
    const name = form.hasAttribute("data-fb-compare") ? "forgebookCompare" : "forgebookWhatIf";
    const begin = function () { window[name](form, { make: make, fetched: fetched, time: time }); };
    if (window[name]) { begin(); return; }
    const script = document.createElement("script");
    script.src = form.getAttribute("data-fb-script");
    script.addEventListener("load", begin);
    document.head.appendChild(script);
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

  /* On paper only outside links show their address; the theme makes inside ones absolute too. An address that holds the
     text of a new file is too long for paper. */
  function markInside() {
    document.querySelectorAll('.md-content a[href^="http"]').forEach(function (link) {
      if (link.host === location.host || link.href.length > 300) link.setAttribute("data-fb-inside", "");
    });
  }

  /* Ticks for steps, kept in this tab (or, for what takes weeks, in this browser) by the words of each step: a step that
     was changed is not done any more. */
  function startSteps() {
    const lists = document.querySelectorAll("[data-fb-steps]:not([data-fb-ready])");
    if (!lists.length) return;
    const key = "fb-ticks:" + location.pathname;
    const boxes = [];
    const row = make("p", "fb-ways");
    const again = row.appendChild(make("button", "md-button"));
    let store, kept = [];
    try {
      store = lists[0].dataset.fbSteps === "kept" ? localStorage : sessionStorage;
      kept = JSON.parse(store.getItem(key)) || [];
    } catch (error) { /* ticks work without being kept */ }

    function told() {
      const done = boxes.filter(function (box) { return box.checked; });
      row.style.display = done.length ? "" : "none";
      again.textContent = "Clear the ticks (" + done.length + " of " + boxes.length + " done)";
      try { store.setItem(key, JSON.stringify(done.map(function (box) { return box.value; }))); } catch (error) { /* as above */ }
    }

    lists.forEach(function (list) {
      list.setAttribute("data-fb-ready", "");
      if (list.tagName === "UL") list.style.listStyle = "none";
      Array.from(list.children).forEach(function (step) {
        const box = make("input");
        box.type = "checkbox";
        box.value = step.textContent.trim();
        box.checked = kept.includes(box.value);
        box.setAttribute("aria-label", "Done: " + box.value.split("\n")[0].slice(0, 80));
        box.addEventListener("change", told);
        const into = step.firstElementChild && step.firstElementChild.tagName === "P" ? step.firstElementChild : step;
        into.prepend(box, " ");
        boxes.push(box);
      });
    });
    again.type = "button";
    again.addEventListener("click", function () {
      boxes.forEach(function (box) { box.checked = false; });
      told();
      boxes[0].focus();
    });
    lists[lists.length - 1].after(row);
    told();
  }

  /* A button that copies code, where the theme brings none of its own. */
  function startCopy() {
    const theme = document.getElementById("__config");
    if (!navigator.clipboard || (theme && theme.textContent.includes("content.code.copy"))) return;
    document.querySelectorAll("[data-fb-steps] pre > code").forEach(function (code) {
      if (code.parentElement.querySelector("button")) return;
      const place = make("nav", "md-code__nav");
      const button = place.appendChild(make("button", "md-code__button"));
      button.type = "button";
      button.title = "Copy to clipboard";
      button.setAttribute("data-md-type", "copy");
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(code.innerText).then(function () { button.title = "Copied"; }, function () {});
      });
      code.before(place);
    });
  }

  function start() {
    document.querySelectorAll("form[data-fb-filter]").forEach(startFilter);
    document.querySelectorAll("form[data-fb-index]").forEach(startFinder);
    document.querySelectorAll("form[data-fb-day]").forEach(startDay);
    document.querySelectorAll("form[data-fb-script]").forEach(startOwn);
    document.querySelectorAll("form[data-fb-last]").forEach(function (form) { form.hidden = false; });
    document.querySelectorAll(".fb-asof[data-as-of]").forEach(warnIfStale);
    startSteps();
    startCopy();
  }

  window.addEventListener("beforeprint", markInside);
  if (typeof window.document$ === "object" && window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
