// The messages of one phone: changed in place, kept at the newest, with an eye on what was missed.
import { fill } from "./bubbles.js";
import { day } from "./clock.js";
import { icon, make } from "./elements.js";
import { Unseen } from "./unseen.js";
import { put } from "./words.js";

const NEAR_THE_END_PX = 40;
const HIGHLIGHT_MS = 1600;

export class Chat {
  // `taps` as in bubbles.js; `missed(count)` hears how many changes have not been seen.
  constructor(taps, missed) {
    this.taps = taps;
    this.items = new Map();
    this.shown = new Map();
    this.atNewest = true;
    this.list = make("ol", { class: "messages" });
    this.scroller = make("div", { class: "scroller", tabindex: 0, role: "log", "aria-live": "polite",
      onscroll: () => this.noteScroll() }, this.list);
    put(this.scroller, "name", "chat");
    this.pillText = make("span");
    this.pill = make("button", { type: "button", class: "pill", testid: "unseen", hidden: true,
      onclick: () => this.jump() });
    this.node = make("div", { class: "chat" }, this.scroller, this.pill);
    this.unseen = new Unseen(() => {
      this.showPill();
      missed(this.unseen.size);
    });
    // Also fires when a picture has loaded, a card grew by an edit or the phone was shown again.
    this.sizes = new ResizeObserver(() => this.stay());
    this.sizes.observe(this.list);
    this.sizes.observe(this.scroller);
  }

  clear() {
    this.unseen.forgetAll();
    this.items.clear();
    this.shown.clear();
    this.list.replaceChildren();
    this.atNewest = true;
  }

  // `first` is true when a chat is opened: nothing in it counts as news.
  show(messages, { first, alert }) {
    this.scroller.setAttribute("aria-busy", String(first));
    const visible = messages.filter((message) => !message.deleted);
    this.dropMissing(new Set(visible.map((message) => message.id)));
    let previous = "";
    for (const message of visible) {
      this.place(message, { first, alert });
      const today = day(new Date(message.date));
      const item = this.items.get(message.id);
      if (today === previous) delete item.dataset.day;
      else item.dataset.day = today;
      previous = today;
    }
    this.stay();
    this.showPill();
  }

  dropMissing(kept) {
    for (const [id, item] of this.items) {
      if (kept.has(id)) continue;
      this.unseen.forget(item);
      item.remove();
      this.items.delete(id);
      this.shown.delete(id);
    }
  }

  place(message, { first, alert }) {
    const now = JSON.stringify(message);
    if (this.shown.get(message.id) === now) return;
    const isNew = !this.items.has(message.id);
    const item = this.items.get(message.id) ?? make("li", { testid: "message" });
    const focused = isNew ? -1 : buttonsOf(item).indexOf(document.activeElement);
    fill(item, message, this.taps);
    this.shown.set(message.id, now);
    if (isNew) this.append(message.id, item);
    // Somebody on the keyboard stays on the card that has just changed under the fingers.
    if (focused >= 0) (buttonsOf(item)[focused] ?? buttonsOf(item)[0] ?? this.scroller).focus();
    if (!first) this.announce(item, message, isNew ? alert : true);
  }

  append(id, item) {
    this.items.set(id, item);
    this.list.append(item);
  }

  announce(item, message, highlight) {
    if (!message.from_bot) {
      this.atNewest = true;
      return;
    }
    this.unseen.watch(item);
    if (!highlight) return;
    item.classList.add("news");
    setTimeout(() => item.classList.remove("news"), HIGHLIGHT_MS);
  }

  // Browsers also scroll by themselves when sizes change; only a person's scrolling means anything.
  noteScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (this.settled !== this.size()) {
      this.stay();
      return;
    }
    this.atNewest = scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX;
    this.showPill();
  }

  stay() {
    if (this.atNewest) this.scroller.scrollTop = this.scroller.scrollHeight;
    this.settled = this.size();
  }

  size() {
    return `${this.scroller.clientHeight} of ${this.scroller.scrollHeight}`;
  }

  // To what was missed first, or to the newest message.
  jump() {
    const missed = this.unseen.first();
    if (missed) missed.scrollIntoView({ block: "nearest" });
    else {
      this.atNewest = true;
      this.stay();
    }
    this.scroller.focus({ preventScroll: true });
  }

  showPill() {
    const missed = this.unseen.first();
    const count = this.unseen.size;
    this.pill.hidden = this.atNewest && !missed;
    const above = missed
      && missed.getBoundingClientRect().top < this.scroller.getBoundingClientRect().top;
    const key = above ? "unseen_above" : "unseen_below";
    put(this.pill, "label", count ? key : "to_newest", { count });
    this.pillText.textContent = count || "";
    this.pill.replaceChildren(icon(above ? "up" : "down"), this.pillText);
  }
}

const buttonsOf = (item) => [...item.querySelectorAll(".keyboard button")];
