// Menus that open over a phone, and dialogs that ask one thing.
import { make } from "./elements.js";

// `entries` are {words | text, about, testid, act}; a second tap on the opener closes the menu.
export function openMenu(opener, kind, entries) {
  const open = opener.parentElement.querySelector(`.menu.${kind}`);
  if (open) return open.dispatchEvent(new Event("leave"));
  const menu = make("div", { class: `menu ${kind}`, role: "menu", testid: `${kind}-menu` });
  const leave = () => {
    document.removeEventListener("pointerdown", outside, true);
    opener.setAttribute("aria-expanded", "false");
    menu.remove();
  };
  const outside = (event) => {
    if (!menu.contains(event.target) && !opener.contains(event.target)) leave();
  };
  menu.append(...entries.map((entry) => menuItem(entry, leave)));
  menu.addEventListener("leave", leave);
  menu.addEventListener("keydown", (event) => moveInMenu(event, menu, opener, leave));
  document.addEventListener("pointerdown", outside, true);
  opener.setAttribute("aria-expanded", "true");
  opener.after(menu);
  menu.querySelector("button")?.focus();
}

function menuItem({ words, text, about, testid, act }, leave) {
  if (!act) return make("p", { words });
  const title = text ? make("b", {}, text) : make("span", { words });
  const onclick = () => {
    leave();
    act();
  };
  return make("button", { type: "button", role: "menuitem", testid, onclick }, title,
    about ? make("small", {}, about) : null);
}

function moveInMenu(event, menu, opener, leave) {
  const items = [...menu.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const next = items.indexOf(document.activeElement) + step;
    items[(next + items.length) % items.length]?.focus();
  } else if (event.key === "Escape") {
    event.stopPropagation();
    leave();
    opener.focus();
  }
}

// Shows `content` until it is closed; the dialog is removed afterwards.
export function openDialog(title, content, testid) {
  const heading = make("h2", { words: title });
  const dialog = make("dialog", { testid }, heading, ...content);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

// A dialog with fields; `submit` gets the form's data and returns the key of a complaint, or nothing.
export function askForm({ title, fields, confirm, testid, submit }) {
  const complaint = make("p", { class: "complaint", role: "alert", testid: "complaint" });
  const form = make("form", { method: "dialog" }, ...fields, complaint,
    make("div", { class: "answers" },
      make("button", { type: "button", words: "cancel", onclick: () => dialog.close() }),
      make("button", { type: "submit", class: "strong", words: confirm, testid: "confirm" })));
  const dialog = openDialog(title, [form], testid);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = await submit(new FormData(form));
    if (wrong) complaint.replaceChildren(make("span", { words: wrong }));
    else dialog.close();
  });
}

export function field(label, input) {
  return make("label", { class: "field" }, make("span", { words: label }), input);
}

export function showPicture(address) {
  const dialog = make("dialog", { class: "lightbox", label: "photo", testid: "lightbox" },
    make("img", { src: address, alt: "" }));
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
