// Which of the changed messages nobody can have seen yet: scrolled away, or in a hidden phone.

// Enough of a card to notice that it changed: half of it, or this much of a tall one.
const ENOUGH_SHARE = 0.5;
const ENOUGH_PX = 90;
const STEPS = Array.from({ length: 11 }, (_, step) => step / 10);

export class Unseen {
  constructor(changed) {
    this.items = new Set();
    this.changed = changed;
    this.observer = new IntersectionObserver((entries) => this.look(entries), { threshold: STEPS });
  }

  get size() {
    return this.items.size;
  }

  watch(item) {
    this.observer.unobserve(item);
    this.observer.observe(item);
    // Browsers report nothing to a page in the background; it catches up when it is shown again.
    if (document.hidden) this.add(item);
  }

  add(item) {
    this.items.add(item);
    this.changed();
  }

  look(entries) {
    for (const entry of entries) {
      const enough = entry.intersectionRatio >= ENOUGH_SHARE
        || entry.intersectionRect.height >= ENOUGH_PX;
      if (enough) this.forget(entry.target);
      else this.add(entry.target);
    }
  }

  forget(item) {
    this.observer.unobserve(item);
    if (this.items.delete(item)) this.changed();
  }

  forgetAll() {
    this.observer.disconnect();
    this.items.clear();
    this.changed();
  }

  // The one furthest up.
  first() {
    return [...this.items].sort((a, b) =>
      a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1)[0];
  }
}
