// Turns the Telegram subset of HTML into DOM nodes; whatever is not on the list becomes plain text.
import { make } from "./elements.js";

const PLAIN = new Set(["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre",
  "blockquote"]);
const DROPPED = new Set(["script", "style", "template", "noscript", "iframe", "object", "svg"]);
const SAFE_ADDRESS = /^(https?|tg|tel|mailto):/i;
// Telegram itself makes commands and addresses in a text tappable.
const TAPPABLE = /(?<address>https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}，。；：！？）」』】])|(?<![\w/])(?<command>\/[a-z][a-z0-9_]{0,31})(?![\w/])/gi;

// `taps.link(address)` and `taps.command("/word")` are called when somebody taps one.
export function richText(html, taps) {
  const fragment = document.createDocumentFragment();
  const parsed = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html");
  fragment.append(...copies(parsed.body, taps, false));
  return fragment;
}

function copies(parent, taps, verbatim) {
  return [...parent.childNodes].flatMap((node) => copy(node, taps, verbatim));
}

function copy(node, taps, verbatim) {
  if (node.nodeType === Node.TEXT_NODE) {
    return verbatim ? [node.data] : tappable(node.data, taps);
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const tag = node.localName;
  if (DROPPED.has(tag)) return [];
  if (tag === "br") return ["\n"];
  if (tag === "a") return [link(node, taps)];
  if (tag === "tg-spoiler" || node.classList.contains("tg-spoiler")) return [spoiler(node, taps)];
  const children = copies(node, taps, verbatim || tag === "code" || tag === "pre");
  return PLAIN.has(tag) ? [make(tag, {}, ...children)] : children;
}

function link(node, taps) {
  const address = node.getAttribute("href") ?? "";
  const children = copies(node, taps, true);
  if (!SAFE_ADDRESS.test(address)) return make("span", {}, ...children);
  return tap(address, () => taps.link(address), ...children);
}

function tap(address, act, ...children) {
  const onclick = (event) => {
    event.preventDefault();
    act();
  };
  return make("a", { href: address, rel: "noreferrer", onclick }, ...children);
}

function spoiler(node, taps) {
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter") return;
    event.currentTarget.classList.add("revealed");
  };
  const attributes = { class: "spoiler", role: "button", tabindex: 0, onclick: reveal,
    onkeydown: reveal };
  return make("span", attributes, ...copies(node, taps, true));
}

function tappable(text, taps) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(TAPPABLE)) {
    const { address, command } = found.groups;
    parts.push(text.slice(end, found.index));
    parts.push(address
      ? tap(address, () => taps.link(address), address)
      : tap("#", () => taps.command(command), command));
    end = found.index + found[0].length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
}
