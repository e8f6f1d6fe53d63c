// @ts-check
/** How far the server's clock is from ours: the pong with the shortest way decides. */

const KEPT = 5;

export class Offset {
  /** @type {{ rtt: number, offset: number }[]} */
  samples = [];
  /** Before the first pong: a message's own time, too early by its way here. */
  rough = 0;

  /**
   * @param {number} sent @param {number} received by our clock, in seconds
   * @param {number} serverTime
   */
  measure(sent, received, serverTime) {
    this.samples.push({
      rtt: received - sent,
      offset: serverTime - (sent + received) / 2,
    });
    if (this.samples.length > KEPT) this.samples.shift();
  }

  /** @param {number} received @param {number} serverTime */
  hint(received, serverTime) {
    this.rough = serverTime - received;
  }

  /** Server time minus our time, in seconds. */
  value() {
    if (!this.samples.length) return this.rough;
    return this.samples.reduce((a, b) => (b.rtt < a.rtt ? b : a)).offset;
  }
}
