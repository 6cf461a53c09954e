"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const svg = byId("net"), panel = byId("panel");
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  let pinned = null;

  function make(name, attributes, parent) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return parent.appendChild(made);
  }
  function tell(name, text, parent, kind) {
    const made = parent.appendChild(document.createElement(name));
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }
  const small = (q) => (q >= 0.001 || q === 0 ? q.toFixed(3) : q.toExponential(1));

  // --- drawing
  const lines = make("g", {}, svg), hands = make("g", {}, svg), dots = make("g", {}, svg);
  const heaviest = Math.max(1, ...data.edges.map((edge) => edge.weight));
  for (const edge of data.edges) {
    edge.line = make("line", { class: "edge", "stroke-width": 1 + 4 * edge.weight / heaviest }, lines);
    edge.hand = make("line", { class: "touch" }, hands);
    edge.parts = [edge.line, edge.hand];
    listen(edge.hand, edge);
  }
  for (const node of data.nodes) {
    node.group = make("g", { class: "node", tabindex: 0, role: "button", "aria-label": node.id }, dots);
    make("circle", { r: node.radius, fill: node.colour, class: node.firm ? "" : "unfirm" }, node.group);
    make("text", { y: node.radius + 15 }, node.group).textContent = node.id;
    node.parts = [node.group];
    listen(node.group, node);
  }
  function place() {
    for (const node of data.nodes) node.group.setAttribute("transform", `translate(${node.x} ${node.y})`);
    for (const edge of data.edges) {
      const a = nodes.get(edge.source), b = nodes.get(edge.target);
      for (const line of edge.parts)
        for (const [key, value] of [["x1", a.x], ["y1", a.y], ["x2", b.x], ["y2", b.y]]) line.setAttribute(key, value);
    }
  }

  // --- what is told beside the picture
  function listen(part, thing) {
    part.addEventListener("pointerenter", () => { if (!pinned) show(thing); });
    part.addEventListener("pointerleave", () => { if (!pinned) show(null); });
    part.addEventListener("click", (event) => { event.stopPropagation(); pin(thing); });
    part.addEventListener("keydown", (event) => { if (event.key === "Enter") pin(thing); });
  }
  function pin(thing) { pinned = thing; show(thing); }
  const visible = (edge) => !edge.line.classList.contains("gone");
  function ties(node) {
    return data.edges.filter((edge) => visible(edge) && (edge.source === node.id || edge.target === node.id));
  }
  function show(thing) {
    const lit = new Set();
    if (thing && thing.source) [thing, nodes.get(thing.source), nodes.get(thing.target)].forEach((t) => lit.add(t));
    else if (thing) {
      lit.add(thing);
      for (const edge of ties(thing)) [edge, nodes.get(edge.source), nodes.get(edge.target)].forEach((t) => lit.add(t));
    }
    for (const other of [...data.nodes, ...data.edges])
      for (const part of other.parts) {
        part.classList.toggle("dim", lit.size > 0 && !lit.has(other));
        part.classList.toggle("lit", lit.has(other));
      }
    panel.replaceChildren();
    if (!thing) tell("p", "Point at a word or a line; a click keeps it. The wheel zooms, dragging moves.", panel);
    else if (thing.source) showEdge(thing);
    else showNode(thing);
  }
  function showEdge(edge) {
    tell("h2", `${edge.source} · ${edge.target}`, panel);
    tell("p", `${edge.weight} shared, NPMI ${edge.npmi.toFixed(2)}, G² ${edge.llr.toFixed(1)}, q ${small(edge.q)}`, panel);
    for (const [from, text] of edge.evidence) {
      tell("p", from, panel, "from");
      marked(text, [edge.source, edge.target], tell("p", "", panel, "passage"));
    }
    if (!edge.evidence.length) tell("p", "No passage was stored for this pair.", panel);
  }
  function marked(text, words, parent) {
    let at = 0;
    while (at < text.length) {
      const next = words.map((word) => [text.indexOf(word, at), word]).filter(([place]) => place >= 0);
      next.sort((a, b) => a[0] - b[0] || b[1].length - a[1].length);
      const [place, word] = next[0] || [text.length, ""];
      parent.append(text.slice(at, place));
      if (word) tell("mark", word, parent);
      at = place + word.length;
    }
  }
  function showNode(node) {
    tell("h2", node.id, panel);
    const kind = node.kind ? `${node.kind}, ` : "";
    tell("p", `${kind}community ${node.community} (in ${Math.round(100 * node.stability)} % of the runs)`, panel);
    const list = tell("ul", "", panel);
    const found = ties(node).sort((a, b) => b.weight - a.weight);
    for (const edge of found) {
      const other = edge.source === node.id ? edge.target : edge.source;
      tell("li", `${other} (${edge.weight})`, list).addEventListener("click", () => pin(edge));
    }
    if (!found.length) tell("p", "No line of it passes the filters.", panel);
  }

  // --- filters and search
  byId("weight").max = heaviest;
  byId("words").append(...data.nodes.map((node) => Object.assign(document.createElement("option"), { value: node.id })));
  function filter() {
    const most = Number(byId("q").value), least = Number(byId("weight").value), held = new Set();
    byId("least").textContent = least;
    for (const edge of data.edges) {
      const passes = edge.q <= most && edge.weight >= least;
      edge.parts.forEach((part) => part.classList.toggle("gone", !passes));
      if (passes) held.add(edge.source).add(edge.target);
    }
    for (const node of data.nodes) node.group.classList.toggle("gone", !held.has(node.id));
    const pairs = data.edges.filter(visible).length;
    byId("count").textContent = `${held.size} of ${data.nodes.length} words, ${pairs} of ${data.edges.length} pairs`;
    pin(null);
  }
  byId("q").addEventListener("input", filter);
  byId("weight").addEventListener("input", filter);
  byId("search").addEventListener("input", (event) => {
    const asked = event.target.value.trim().toLowerCase();
    const shown = data.nodes.filter((node) => asked && !node.group.classList.contains("gone"));
    const found = shown.find((node) => node.id.toLowerCase() === asked) || shown.find((node) => node.id.toLowerCase().includes(asked));
    pin(found || null);
    if (asked && !found) panel.firstChild.textContent = `No word shown holds “${event.target.value.trim()}”.`;
  });

  // --- moving about
  const whole = data.box.slice();
  let box = whole.slice(), grip = null, dragged = false;
  const look = () => svg.setAttribute("viewBox", box.join(" "));
  function point(event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  }
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const at = point(event), by = event.deltaY > 0 ? 1.15 : 1 / 1.15;
    box = [at.x + (box[0] - at.x) * by, at.y + (box[1] - at.y) * by, box[2] * by, box[3] * by];
    look();
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => {
    const group = event.target.closest(".node");
    grip = { at: point(event), node: group && data.nodes.find((node) => node.group === group), moved: false };
    dragged = false;
  });
  svg.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const at = point(event), x = at.x - grip.at.x, y = at.y - grip.at.y;
    if (Math.abs(x) + Math.abs(y) < 2 && !grip.moved) return;
    grip.moved = dragged = true;
    if (grip.node) {
      grip.node.x += x; grip.node.y += y; grip.at = at;
      place();
    } else {
      box[0] -= x; box[1] -= y;
      look();
    }
  });
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => { grip = null; });
  svg.addEventListener("click", () => { if (!dragged) pin(null); });
  byId("whole").addEventListener("click", () => { box = whole.slice(); look(); });

  place(); look(); filter();
})();
