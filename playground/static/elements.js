// Builds DOM nodes; the only place that knows how a translated text is attached to a node.
import { put } from "./words.js";

// `words`, `label` and `placeholder` take a key of words.js, or [key, blanks];
// they follow the page's language from then on.
const TRANSLATED = { words: "text", label: "label", placeholder: "placeholder" };

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(node, name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name in TRANSLATED) put(node, TRANSLATED[name], ...[value].flat());
  else if (name === "testid") node.dataset.testid = value;
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : value);
}

// Material-like outlines on a 24 by 24 grid; drawn here because emoji differ from machine to machine.
const SHAPES = {
  attach: "M16.5 6v11a4.5 4.5 0 0 1-9 0V5a3 3 0 0 1 6 0v10.5a1.5 1.5 0 0 1-3 0V6",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9l6 6 6-6",
  faults: "M13 3L5 14h6l-1 7 8-11h-6z",
  house: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
  list: "M5 6h14M5 12h14M5 18h9",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  menu: "M5 7h14M5 12h14M5 17h14",
  microphone: "M12 4a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  phone: "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2",
  play: "M9 7l8 5-8 5z",
  plus: "M12 5v14M5 12h14",
  send: "M4 12l16-8-6 16-3-6.5z",
  up: "M6 15l6-6 6 6",
};

export function icon(name, kind = "") {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon ${kind}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, attributes = {}) {
  return make("button", { type: "button", class: "round", label, ...attributes }, icon(name));
}

// One colour per person, the same on every machine.
export function avatar(name, id) {
  const hue = (Number(BigInt(id) % 360n) * 47) % 360;
  const node = make("span", { class: "avatar", "aria-hidden": "true" }, initials(name));
  node.style.setProperty("--hue", hue);
  return node;
}

function initials(name) {
  const parts = name.trim().split(/\s+/);
  if (/^[\u3400-\u9fff]/.test(name)) return name.slice(-2);
  return parts.slice(0, 2).map((part) => [...part][0] ?? "").join("").toUpperCase();
}
