// Timers that a test moves by hand, and turns of the event loop between them.
export class Timers {
  constructor() {
    [this.nowMs, this.list, this.next] = [0, new Map(), 1];
  }

  now = () => this.nowMs;

  later = (work, ms) => {
    this.list.set(this.next, { atMs: this.nowMs + ms, work });
    return this.next++;
  };

  cancel = timer => this.list.delete(timer);

  /** Moves on, running what is due in its order, and letting promises settle between. */
  async pass(ms) {
    await this.settle();
    for (const end = this.nowMs + ms; ;) {
      const due = [...this.list].filter(([, { atMs }]) => atMs <= end).sort(([, a], [, b]) => a.atMs - b.atMs)[0];
      if (!due) {
        this.nowMs = end;
        return;
      }

      this.nowMs = Math.max(this.nowMs, due[1].atMs);
      this.list.delete(due[0]);
      due[1].work();
      await this.settle();
    }
  }

  async settle() {
    for (let turn = 0; turn < 12; turn++) {
      await Promise.resolve();
    }
  }
}
