// The drawer at the foot of the page: what the bot sent, or the faults of the network.
import { iconButton, make } from "./elements.js";
import { Faults } from "./faults.js";
import { Log } from "./log.js";

export class Dock {
  // `failed()` tells people that something did not work.
  constructor(node, failed) {
    this.node = node;
    this.drawers = { log: new Log(), faults: new Faults(failed) };
    this.title = make("h2", {});
    // Both stay in the document while they are closed, so that they follow the page's language.
    const body = make("div", { class: "dock-body" },
      ...Object.values(this.drawers).map((drawer) => drawer.node));
    const close = iconButton("close", "close", { testid: "close-dock", onclick: () => this.close() });
    node.append(make("header", {}, this.title, close), body);
    node.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  toggle(name) {
    if (this.open === name) this.close();
    else this.show(name);
  }

  show(name) {
    this.open = name;
    this.node.hidden = false;
    this.node.dataset.testid = `${name}-drawer`;
    this.title.replaceChildren(make("span", { words: name }));
    for (const [other, { node }] of Object.entries(this.drawers)) node.hidden = other !== name;
    this.markButtons();
    this.drawers[name].refresh();
  }

  close() {
    this.open = null;
    this.node.hidden = true;
    this.markButtons();
  }

  markButtons() {
    for (const name of Object.keys(this.drawers)) {
      const button = document.querySelector(`[data-testid="open-${name}"]`);
      button.setAttribute("aria-expanded", String(this.open === name));
    }
  }

  logGrew() {
    if (this.open === "log") this.drawers.log.refresh();
  }
}
