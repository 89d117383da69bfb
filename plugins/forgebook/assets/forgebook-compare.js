/* Forgebook: what lies between any two releases. The file that it fetches holds what each change brings, in words and
   as facts; here sets are taken apart and counted. `releasing/compare.py` says what the sets mean, and a test holds
   what comes out here against it. */
(function () {
  "use strict";

  const MOVING = ["up", "down", "mixed"];

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (_, name) { return String(values[name]); });
  }

  /* The words for a number: singular and plural stand on the sides of a bar. */
  function worded(file, name, n, values) {
    const parts = file.words[name].split("|");
    return fill(n === 1 || !parts[1] ? parts[0] : parts[1], Object.assign({ n: n }, values));
  }

  function counted(n, one) {
    return n + " " + one + (n === 1 ? "" : "s");
  }

  /* A release and those that it follows, newest first, by their places. */
  function lineage(file, place) {
    const line = [];
    for (let at = place; at >= 0 && !line.includes(at); at = file.releases[at].previous) line.push(at);
    return line;
  }

  function listed(file, releases) {
    return releases.flatMap(function (release) {
      return file.releases[release].changes.map(function (change) { return [change, release]; });
    });
  }

  /* What one side lists: that which the other has not, and that which it has by a fragment or a repeat. */
  function split(file, side, other, line) {
    const has = new Set(listed(file, line).map(function (pair) { return pair[0]; }));
    const marks = new Set(other.flatMap(function (pair) { return file.changes[pair[0]].marks; }));
    const known = function (pair) {
      return has.has(pair[0]) || file.changes[pair[0]].marks.some(function (mark) { return marks.has(mark); });
    };
    return [side.filter(function (pair) { return !known(pair); }), side.filter(known)];
  }

  /* Changes that read the same are one row: [change, releases]. */
  function rows(file, pairs) {
    const found = new Map();
    pairs.forEach(function (pair) {
      const look = file.changes[pair[0]].look;
      if (!found.has(look)) found.set(look, [pair[0], []]);
      const releases = found.get(look)[1];
      if (!releases.includes(pair[1])) releases.push(pair[1]);
    });
    return Array.from(found.values()).sort(function (a, b) {
      return file.changes[a[0]].weight - file.changes[b[0]].weight;
    });
  }

  function wayOf(start, end, came, gone, common) {
    if (start === end) return "same";
    if (common === undefined) return "apart";
    if (came.length && gone.length) return "across";
    return came.length ? "forward" : gone.length ? "back" : "circle";
  }

  /* Everything that the page shows of a step, by places in the file. */
  function step(file, start, end) {
    const before = lineage(file, start);
    const after = lineage(file, end);
    const without = function (line, other) { return line.filter(function (at) { return !other.includes(at); }); };
    const came = without(after, before);
    const gone = without(before, after);
    const common = after.find(function (at) { return before.includes(at); });
    const joined = common !== undefined;
    const fresh = listed(file, came);
    const old = listed(file, gone);
    const mine = joined ? split(file, fresh, old, before) : [[], []];
    const theirs = joined ? split(file, old, fresh, after) : [[], []];
    const had = joined ? file.releases[start].issues : [];
    const has = file.releases[end].issues;
    const told = {
      start: start, end: end, came: came, gone: gone, common: joined ? common : -1,
      way: wayOf(start, end, came, gone, common),
      gained: rows(file, mine[0]), lost: rows(file, theirs[0]), both: rows(file, mine[1].concat(theirs[1])),
      still: has.filter(function (issue) { return had.includes(issue); }),
      fresh: has.filter(function (issue) { return !had.includes(issue); }),
      fixed: had.filter(function (issue) { return !has.includes(issue); }),
      moves: moves(file, start, end),
    };
    told.lead = lead(file, told);
    told.said = said(file, told);
    return told;
  }

  function lead(file, told) {
    const title = function (at) { return at < 0 ? "" : file.releases[at].title; };
    const back = told.way === "back";
    return fill(file.leads[told.way], {
      start: title(told.start), end: title(told.end), common: title(told.common),
      releases: counted((back ? told.gone : told.came).length, "release"),
      changes: counted((back ? told.lost : told.gained).length, "change"),
      lost: counted(told.lost.length, "change"),
    });
  }

  function said(file, told) {
    const found = [];
    file.audiences.forEach(function (title, audience) {
      const concerning = function (list) {
        return list.map(function (row) { return file.changes[row[0]]; }).filter(function (change) {
          return change.for.includes(audience);
        });
      };
      const mine = concerning(told.gained).map(function (change) { return met(file, told, change); });
      const theirs = concerning(told.lost);
      if (mine.length || theirs.length) found.push(sentence(file, told, title, audience, mine, theirs));
    });
    return found;
  }

  /* A fault that came and went between the two has moved no results of the reader's. */
  function met(file, told, change) {
    if (!told.came.includes(change.facts.arose)) return change;
    return Object.assign({}, change, { facts: Object.assign({}, change.facts, file.unmet) });
  }

  function moving(changes) {
    return changes.filter(function (change) { return MOVING.includes(change.facts.direction); });
  }

  function sentence(file, told, title, audience, mine, theirs) {
    const acting = mine.filter(function (change) { return change.acts.includes(audience); });
    const breaking = mine.filter(function (change) { return change.facts.breaking; }).length;
    const ended = file.releases[told.end].ended;
    let parts = [];
    let tone = ended[1] || "closed";
    if (ended[0]) {
      parts = [ended[0]].concat(mine.length ? [results(file, mine)].concat(runs(file, mine)) : []);
    } else if (mine.length) {
      parts = [act(file, acting, breaking), results(file, mine)].concat(runs(file, mine));
      tone = acting.length || breaking ? "due" : "holds";
    }
    if (theirs.length && told.way === "back") {
      const moved = moving(theirs).length;
      parts.push(worded(file, "undone", theirs.length));
      if (moved) parts.push(worded(file, "moved", moved));
    } else if (theirs.length) {
      const names = { start: file.releases[told.start].title, end: file.releases[told.end].title };
      parts.push(worded(file, "lost", theirs.length, names));
    }
    return { title: title, sentence: parts.join("; "), tone: tone };
  }

  function act(file, acting, breaking) {
    if (!acting.length) return breaking ? worded(file, "breaks", breaking) : file.words.nothing;
    const days = acting.map(function (change) { return change.facts.by; }).filter(Boolean).sort();
    const ahead = days.filter(function (day) { return day >= file.asOf; });
    const day = ahead[0] || days[days.length - 1];
    const due = day ? worded(file, ahead.length ? "by" : "was", acting.length, { day: file.days[day] }) : "";
    return worded(file, "act", acting.length) + due;
  }

  function results(file, changes) {
    const found = moving(changes);
    if (found.length === 1) return found[0].facts.effect;
    if (found.length) {
      const ways = new Set(found.map(function (change) { return change.facts.direction; }));
      const way = ways.size === 1 ? Array.from(ways)[0] : "mixed";
      return worded(file, "moves", found.length, { way: file.words[way] });
    }
    const settled = changes.every(function (change) { return change.facts.direction === "none"; });
    return file.words[settled ? "stay" : "unsaid"];
  }

  function runs(file, changes) {
    const touching = changes.map(function (change) { return change.facts; }).filter(function (one) { return one.runs; });
    if (!touching.length) return [];
    const undated = touching.find(function (one) { return !one.start; });
    let words = (undated || touching[0]).runs;
    if (touching.length > 1 && !undated) {
      const first = touching.map(function (one) { return one.start; }).sort()[0];
      words = worded(file, "since", 1, { day: file.days[first] });
    }
    return [worded(file, "runs", 1, { runs: words })];
  }

  /* [repository, before, after, what happened]; a part is [repository, version, commit]. */
  function moves(file, start, end) {
    const before = new Map(file.releases[start].parts.map(function (part) { return [part[0], part]; }));
    const after = new Map(file.releases[end].parts.map(function (part) { return [part[0], part]; }));
    if (!before.size || !after.size) return [];
    const found = Array.from(new Set([...after.keys(), ...before.keys()]), function (id) {
      return [id, before.get(id) || null, after.get(id) || null, move(before.get(id), after.get(id))];
    });
    return found.sort(function (a, b) { return (a[3] === "same") - (b[3] === "same"); });
  }

  function move(old, now) {
    if (!old || !now) return old ? "removed" : "added";
    if (old[1] !== now[1]) return "changed";
    return old[2] && now[2] && old[2] !== now[2] ? "other_commit" : "same";
  }

  /* The newest release of a line that was out by the end of a month. */
  function outBy(file, place, month) {
    const found = lineage(file, place).find(function (at) {
      const day = file.releases[at].day;
      return day && day.slice(0, 7) <= month;
    });
    return found === undefined ? -1 : found;
  }

  function placeOf(file, word) {
    const found = file.releases.findIndex(function (release) { return release.id === word; });
    if (found >= 0) return found;
    if (Object.hasOwn(file.aliases, word)) return file.aliases[word];
    const bare = function (text) { return text.trim().toLowerCase().replace(/^v(?=\d)/, ""); };
    const same = file.releases.map(function (release, at) {
      return [release.title, release.version].some(function (name) { return bare(name) === bare(word); }) ? at : -1;
    }).filter(function (at) { return at >= 0; });
    return same.length === 1 ? same[0] : -1;
  }

  const MOVES = {
    changed: ["changed", "open"], added: ["added", "open"], removed: ["removed", "due"],
    other_commit: ["same version, another commit", "bad"], same: ["same", "closed"],
  };

  function start(form, tools) {
    const make = tools.make;
    const url = new URL(form.getAttribute("data-fb-compare"), location.href);
    const place = document.getElementById(form.getAttribute("data-fb-target"));
    const count = form.querySelector("[data-fb-told]");
    const controls = form.elements;
    let known = null;

    function put(tag, className, children) {
      const element = make(tag, className);
      element.append.apply(element, children);
      return element;
    }

    function pill(status) {
      return status && status.length ? make("span", "fb-pill fb-" + status[1], status[0]) : "";
    }

    /* HTML of the file: made with the site, and as safe as its pages. */
    function html(text) {
      const template = make("template");
      template.innerHTML = text;
      return template.content;
    }

    function link(file, at, anchor) {
      const found = make("a", "", file.releases[at].title);
      found.href = file.releases[at].url + (anchor ? "#" + anchor : "");
      return found;
    }

    function changeRows(file, title, list, quiet) {
      if (!list.length) return [];
      return [make("h2", "", title)].concat(list.map(function (row) {
        const change = file.changes[row[0]];
        const part = html(change.html);
        const who = part.querySelector("small.fb-who");
        if (quiet) part.querySelectorAll(".fb-do").forEach(function (step) { step.remove(); });
        row[1].forEach(function (at, i) { who.append(i ? ", " : " in ", link(file, at, i ? "" : change.anchor)); });
        return part;
      }));
    }

    function issueList(file, title, groups) {
      const items = groups.flatMap(function (group) {
        return group[0].map(function (issue) { return put("li", "", [pill(group[1]), html(file.issues[issue])]); });
      });
      return items.length ? [make("h2", "", title), put("ul", "fb-list", items)] : [];
    }

    function table(file, told, heads, lines) {
      if (!lines.length) return [];
      const labels = [heads[1], file.releases[told.start].title, file.releases[told.end].title].concat(heads.slice(2));
      const head = put("thead", "", [put("tr", "", labels.map(function (label) { return make("th", "", label); }))]);
      const body = put("tbody", "", lines.map(function (cells) {
        return put("tr", "", cells.map(function (cell, i) {
          const made = put(i ? "td" : "th", "", [].concat(cell));
          if (i) made.setAttribute("data-label", labels[i]);
          else made.scope = "row";
          return made;
        }));
      }));
      return [make("h2", "", heads[0]), put("table", "fb-table", [head, body])];
    }

    function version(part) {
      return part ? [part[1] + " ", part[2] ? make("code", "", part[2].slice(0, 7)) : ""] : [""];
    }

    function shown(file, told) {
      const title = file.releases[told.end].title;
      const noted = [told.end, told.start].concat(told.came, told.gone).filter(function (at, i, all) {
        return all.indexOf(at) === i && (told.way !== "apart" || at === told.start || at === told.end);
      });
      const gates = file.gates.map(function (gate, i) {
        return [gate, file.releases[told.start].gates[i], file.releases[told.end].gates[i]];
      }).filter(function (row) { return row[1] || row[2]; });
      const none = told.way !== "apart" && told.way !== "same" && !told.gained.length && !told.lost.length;
      return [make("h2", "", file.releases[told.start].title + " \u2192 " + title), make("p", "", told.lead)].concat(
        noted.map(function (at) { return html(file.releases[at][at === told.end ? "ahead" : "note"]); }),
        told.said.map(function (one) {
          return put("div", "fb-verdict fb-" + one.tone, [make("b", "", one.title + ":"), " " + one.sentence + "."]);
        }),
        changeRows(file, "What changes", told.gained),
        changeRows(file, told.way === "back" ? "What is undone" : "What is lost", told.lost, true),
        changeRows(file, "In both already", told.both),
        none ? [make("p", "", "No change is listed for this step.")] : [],
        issueList(file, "Known issues of " + title, [[told.fresh, ["new", "bad"]], [told.still, ["as before", "due"]]]),
        issueList(file, "Known issues that " + title + " is free of", [[told.fixed, ["gone", "holds"]]]),
        table(file, told, ["Components", "Repository", "Step"], told.moves.map(function (moved) {
          return [file.repositories[moved[0]] || moved[0], version(moved[1]), version(moved[2]), pill(MOVES[moved[3]])];
        })),
        table(file, told, ["Gates", "Gate"], gates.map(function (row) { return [row[0], pill(row[1]), pill(row[2])]; }))
      );
    }

    function asked() {
      const values = { from: controls.from.value, month: controls.month.value, to: controls.to.value };
      const address = new URL(location.href);
      Object.keys(values).forEach(function (name) {
        if (values[name]) address.searchParams.set(name, values[name]);
        else address.searchParams.delete(name);
      });
      if (address.href !== location.href) history.replaceState(history.state, "", address);
      return values;
    }

    function answer(file, values) {
      let from = values.from ? placeOf(file, values.from) : -1;
      let to = values.to ? placeOf(file, values.to) : from < 0 ? file.releases[0].newest : file.releases[from].newest;
      let told = "";
      if ((values.from && from < 0) || (values.to && to < 0)) {
        count.textContent = "There is no release " + (to < 0 ? values.to : values.from);
        return place.replaceChildren();
      }
      if (from < 0) {
        from = outBy(file, to, values.month);
        told = from < 0
          ? "Nothing that leads to " + file.releases[to].title + " was out by " + values.month
          : file.releases[from].title + " was the newest in " + values.month;
      }
      count.textContent = told;
      if (from < 0) return place.replaceChildren();
      putAway(true);
      place.replaceChildren.apply(place, shown(file, step(file, from, to)));
    }

    /* The choices of both lists, by line. They come with the file, so that the page stays small. */
    function offer(file) {
      const lines = new Map();
      file.releases.forEach(function (release) {
        lines.set(release.line, (lines.get(release.line) || []).concat(new Option(release.title, release.id)));
      });
      const groups = Array.from(lines, function (line) {
        const group = put("optgroup", "", line[1]);
        group.label = line[0];
        return group;
      });
      [controls.from, controls.to].forEach(function (control) {
        control.append.apply(control, groups.map(function (group) { return group.cloneNode(true); }));
      });
      restore(file);
    }

    /* Beside an answer the list of all steps would only be in the way, on paper most of all. */
    function putAway(away) {
      const steps = document.getElementById("each-step");
      if (steps) steps.hidden = away;
    }

    function apply() {
      if (!known) return;
      const values = asked();
      putAway(false);
      if (!values.from && !/^\d{4}-\d{2}$/.test(values.month)) {
        count.textContent = "";
        place.replaceChildren();
        return;
      }
      answer(known, values);
    }

    /* What the address asks for. A former id is none of the choices: the file knows what it means today. A version is
       taken as well where it is one release's alone. */
    function restore(file) {
      const query = new URLSearchParams(location.search);
      ["from", "to"].forEach(function (name) {
        const value = query.get(name);
        if (!value) return;
        const place = placeOf(file, value);
        if (place < 0) controls[name].append(new Option(value, value));
        controls[name].value = place < 0 ? value : file.releases[place].id;
      });
      controls.month.value = query.get("month") || "";
    }

    form.querySelector("[data-fb-swap]").addEventListener("click", function () {
      const from = controls.from.value;
      controls.from.value = controls.to.value;
      controls.to.value = from;
      controls.month.value = "";
      apply();
    });
    form.addEventListener("change", function (event) {
      if (event.target === controls.month && controls.month.value) controls.from.value = "";
      if (event.target === controls.from && controls.from.value) controls.month.value = "";
      apply();
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
    form.hidden = false;
    tools.fetched(url).then(function (file) {
      known = file;
      offer(file);
      apply();
    }, function () {
      count.textContent = "The releases could not be fetched: follow the steps below";
    });
  }

  window.forgebookCompare = start;
  window.forgebookStep = step;
})();
