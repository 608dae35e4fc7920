// Every word of the page in its three languages, and how the nodes that show them follow a change.
import { english } from "./words_en.js";
import { hongKong } from "./words_zh_hk.js";
import { mainland } from "./words_zh_cn.js";

export const LANGUAGES = [
  { tag: "en", script: "en", dates: "en-HK", name: "English", words: english },
  { tag: "zh-HK", script: "zh-Hant-HK", dates: "zh-HK", name: "繁體", words: hongKong },
  { tag: "zh-CN", script: "zh-Hans-CN", dates: "zh-CN", name: "简体", words: mainland },
];

const REMEMBERED = "playground.language";
let current = LANGUAGES[0];

export const language = () => current.tag;
export const datesIn = () => current.dates;

// A key without a word is a mistake of ours and must show in the tests, not hide as an empty label.
export function word(key, blanks = {}) {
  const text = current.words[key];
  if (text === undefined) throw new Error(`no word for "${key}" in ${current.tag}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(blanks[name] ?? whole));
}

export function chooseLanguage(tag = localStorage.getItem(REMEMBERED) ?? guess(), remember = false) {
  current = LANGUAGES.find((entry) => entry.tag === tag) ?? LANGUAGES[0];
  if (remember) localStorage.setItem(REMEMBERED, current.tag);
  document.documentElement.lang = current.script;
  document.querySelectorAll("[data-translated]").forEach(show);
}

function guess() {
  for (const tag of navigator.languages ?? [navigator.language]) {
    if (/^(yue|zh-(hk|mo|tw|hant))/i.test(tag)) return "zh-HK";
    if (/^zh/i.test(tag)) return "zh-CN";
    if (/^en/i.test(tag)) return "en";
  }
  return "en";
}

// Which text goes where, kept outside the DOM: node -> spot -> [key, blanks].
const spots = new WeakMap();

// `spot` is "text", "placeholder", "name" (read aloud) or "label" (also shown on hovering).
export function put(node, spot, key, blanks = {}) {
  if (!spots.has(node)) spots.set(node, new Map());
  spots.get(node).set(spot, [key, blanks]);
  node.dataset.translated = "";
  show(node);
}

function show(node) {
  for (const [spot, [key, blanks]] of spots.get(node) ?? []) {
    const text = word(key, blanks);
    if (spot === "text") node.textContent = text;
    else if (spot === "placeholder") node.placeholder = text;
    else {
      node.setAttribute("aria-label", text);
      if (spot === "label") node.title = text;
    }
  }
}
