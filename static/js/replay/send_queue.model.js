// @ts-check
/** Commands that have not been answered yet. They are sent again after a reconnect. */

/** @import {ClientMessage} from "../types.js" */

export class SendQueue {
  /** @type {Map<string, ClientMessage>} in the order of sending */
  waiting = new Map();

  /** @param {ClientMessage} message */
  add(message) {
    if (message.command_id) this.waiting.set(message.command_id, message);
  }

  /**
   * An ack or an error came in. Gives the command back, once.
   * @param {string | undefined} id
   */
  settle(id) {
    if (id === undefined) return undefined;
    const message = this.waiting.get(id);
    this.waiting.delete(id);
    return message;
  }

  /** @param {string} type */
  has(type) {
    return this.pending().some((message) => message.type === type);
  }

  pending() {
    return [...this.waiting.values()];
  }
}
