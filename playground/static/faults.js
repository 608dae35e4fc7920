// Switches and sliders that make the pretend network as bad as a real one can be.
import { make } from "./elements.js";
import * as server from "./server.js";
import { put } from "./words.js";

const SHARES = ["rate_limit_storm", "server_error", "reply_lost", "duplicate_updates"];
const LONGEST_DELAY_S = 10;

export class Faults {
  constructor(failed) {
    this.failed = failed;
    this.now = {};
    this.changes = 0;
    this.saved = Promise.resolve();
    this.controls = new Map();
    const sliders = SHARES.map((name) => this.slider(name, { max: 100, step: 5 }));
    const off = make("button", { type: "button", words: "everything_fine", testid: "faults-off",
      onclick: () => this.allOff() });
    this.node = make("div", { class: "faults" }, ...sliders,
      this.slider("delay", { max: LONGEST_DELAY_S, step: 0.5 }), this.switch("reordered_updates"),
      off);
  }

  async refresh() {
    const before = this.changes;
    try {
      const faults = await server.faults();
      // Somebody who moves a slider meanwhile knows better.
      if (before === this.changes) this.show(faults);
    } catch {
      this.failed();
    }
  }

  slider(name, { max, step }) {
    const input = make("input", { type: "range", min: 0, max, step, value: 0, testid: `fault-${name}`,
      id: `fault-${name}`, oninput: () => this.label(name), onchange: () => this.change(name) });
    const value = make("output", { for: `fault-${name}` });
    this.controls.set(name, { input, value });
    return this.frame(name, value, input);
  }

  switch(name) {
    const input = make("input", { type: "checkbox", role: "switch", testid: `fault-${name}`,
      id: `fault-${name}`, onchange: () => this.change(name) });
    this.controls.set(name, { input });
    return this.frame(name, null, input);
  }

  frame(name, value, input) {
    return make("label", { class: "fault", for: `fault-${name}` },
      make("b", { words: name }), value, make("small", { words: `${name}_about` }), input);
  }

  label(name) {
    const { input, value } = this.controls.get(name);
    if (name === "delay") put(value, "text", "seconds", { number: input.value });
    else if (value) value.textContent = `${input.value} %`;
  }

  show(faults) {
    this.now = faults;
    for (const [name, { input }] of this.controls) {
      if (input.type === "checkbox") input.checked = Boolean(faults[name]);
      else input.value = Number(faults[name]) * (SHARES.includes(name) ? 100 : 1);
      this.label(name);
    }
    const any = [...this.controls.keys()].some((name) => Number(faults[name]));
    document.body.classList.toggle("faulty", any);
  }

  change(name) {
    const { input } = this.controls.get(name);
    const share = SHARES.includes(name) ? 100 : 1;
    const value = input.type === "checkbox" ? input.checked : Number(input.value) / share;
    this.save({ ...this.now, [name]: value });
  }

  allOff() {
    const off = [...this.controls].map(([name, { input }]) =>
      [name, input.type === "checkbox" ? false : 0]);
    this.save({ ...this.now, ...Object.fromEntries(off) });
  }

  // One after the other: two answers on their way at once could arrive in the wrong order.
  save(faults) {
    this.changes += 1;
    this.show(faults);
    this.saved = this.saved.then(() => server.setFaults(faults)).catch(() => this.failed());
  }
}
