/* Forgebook: what loses its cover when several people are away. The file that it fetches says who covers what;
   `covering/absence.py` says what that means, and a test holds what comes out here against it. */
(function () {
  "use strict";

  const RUNGS = 3;
  const DECLARED = 2;

  /* Subjects by place: what nobody covers any more, and what one still does; each with who does, and who is declared. */
  function absence(file, away, after) {
    const found = { none: [], one: [] };
    file.subjects.forEach(function (subject, at) {
      const stands = ((after && subject[3]) || subject[2]).map(function (number) {
        return [Math.floor(number / RUNGS), number % RUNGS];
      });
      const covering = stands.filter(function (stand) { return stand[1] < DECLARED; });
      const here = function (stand) { return !away.includes(stand[0]); };
      const left = covering.filter(here);
      const told = [at, left.map(function (stand) { return stand[0]; }),
        stands.filter(function (stand) { return stand[1] === DECLARED && here(stand); })
          .map(function (stand) { return stand[0]; })];
      if (covering.length && !left.length) found.none.push(told);
      else if (covering.length > 1 && left.length === 1) found.one.push(told);
    });
    return found;
  }

  function listed(words) {
    return words.length < 2 ? words.join("") : words.slice(0, -1).join(", ") + " and " + words[words.length - 1];
  }

  function start(form, tools) {
    const make = tools.make;
    const url = new URL(form.getAttribute("data-fb-what-if"), location.href);
    const place = document.getElementById(form.getAttribute("data-fb-target"));
    const count = form.querySelector("[data-fb-told]");
    const boxes = Array.from(form.querySelectorAll("[name=away]"));
    const later = form.querySelector("[name=after]");
    let file = null;

    function picked() {
      return boxes.filter(function (box) { return box.checked; });
    }

    function names(places) {
      return listed(places.map(function (at) { return file.people[at][1]; }));
    }

    function list(title, rows, status, words) {
      if (!rows.length) return [];
      const found = make("ul", "fb-list");
      rows.forEach(function (row) {
        const subject = file.subjects[row[0]];
        const item = found.appendChild(make("li"));
        const middle = item.appendChild(make("span", "fb-grow"));
        const link = middle.appendChild(make("a", "", subject[0]));
        link.href = new URL(subject[1], form.baseURI).href;
        if (words(row)) middle.append(" ", make("small", "", words(row)));
        item.append(make("span", "fb-pill fb-" + status[1], status[0]));
      });
      return [make("h2", "", title), found];
    }

    function show() {
      const away = picked().map(function (box) {
        return file.people.findIndex(function (person) { return person[0] === box.value; });
      });
      if (!away.length) {
        count.textContent = "";
        return place.replaceChildren();
      }
      const told = absence(file, away, later && later.checked);
      const who = names(away.filter(function (at) { return at >= 0; }));
      count.textContent = "Without " + who + ": " + (told.none.length || told.one.length
        ? told.none.length + " lose all cover, " + told.one.length + " left with one" : "nothing loses its cover");
      place.replaceChildren.apply(place, list(
        "Nobody covers it without " + who, told.none, ["nobody", "bad"],
        function (row) { return row[2].length ? names(row[2]) + (row[2].length > 1 ? " are" : " is") + " declared, and nothing shows it" : ""; }
      ).concat(list(
        "Left with one", told.one, ["one", "due"], function (row) { return names(row[1]); }
      )));
    }

    function remember() {
      const address = new URL(location.href);
      address.searchParams.delete("away");
      address.searchParams.delete("after");
      picked().forEach(function (box) { address.searchParams.append("away", box.value); });
      if (later && later.checked) address.searchParams.set("after", "1");
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    }

    function restore() {
      const query = new URLSearchParams(location.search);
      boxes.forEach(function (box) { box.checked = query.getAll("away").includes(box.value); });
      if (later) later.checked = query.has("after");
    }

    restore();
    form.addEventListener("change", function () {
      remember();
      if (file) show();
    });
    form.addEventListener("reset", function () {
      setTimeout(function () {
        remember();
        if (file) show();
      });
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.hidden = false;
    tools.fetched(url).then(function (found) {
      file = found;
      form.setAttribute("data-fb-told-by", "file");
      show();
    }, function () {
      count.textContent = "Who covers what could not be fetched: every single absence stands below";
    });
  }

  window.forgebookWhatIf = start;
  window.forgebookAbsence = absence;
})();
