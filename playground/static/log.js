// The list of what the bot has called, newest first.
import { withSeconds } from "./clock.js";
import { make } from "./elements.js";
import * as server from "./server.js";

const ROWS_KEPT = 400;
// A broadcast makes thousands of calls; reading them in batches keeps the page responsive.
const BETWEEN_READS_MS = 400;

export class Log {
  constructor() {
    this.last = 0;
    this.rows = make("tbody", { testid: "log-rows" });
    this.empty = make("p", { class: "hint", words: "log_empty" });
    const heads = ["log_time", "log_status", "log_method", "log_to", "log_what"];
    const table = make("table", {},
      make("thead", {}, make("tr", {}, ...heads.map((words) => make("th", { scope: "col", words })))),
      this.rows);
    this.node = make("div", { class: "log", tabindex: 0, label: "log" }, table, this.empty);
  }

  async refresh() {
    this.stale = true;
    if (this.reading) return;
    this.reading = true;
    try {
      while (this.stale) await this.read();
    } catch {
      // A restarted playground is reported by the bar; the next event reads again.
    } finally {
      this.reading = false;
    }
  }

  async read() {
    this.stale = false;
    const { calls } = await server.log(this.last);
    for (const call of calls) {
      this.last = Math.max(this.last, call.n);
      this.rows.prepend(this.row(call));
    }
    while (this.rows.childElementCount > ROWS_KEPT) this.rows.lastElementChild.remove();
    this.empty.hidden = this.rows.childElementCount > 0;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_READS_MS));
  }

  // Numbers start again in a new playground.
  restart() {
    this.last = 0;
    this.rows.replaceChildren();
  }

  row({ at, method, to, summary, status }) {
    const good = String(status) === "200";
    return make("tr", { class: good ? "good" : "bad", testid: "log-row" },
      make("td", { class: "when" }, withSeconds(new Date(at))),
      make("td", { class: "status-code" }, make("span", {}, String(status))),
      make("td", { class: "method" }, method),
      make("td", {}, to ?? ""),
      make("td", { class: "what" }, summary ?? ""));
  }
}
