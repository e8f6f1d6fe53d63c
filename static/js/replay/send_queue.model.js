// @ts-check
/**
 * Commands that have not been answered yet. They are sent again after a reconnect, unless
 * the connection was away for so long that nobody knows whether they are still wanted.
 */

/** @import {ClientMessage} from "../types.js" */

/** After so many seconds a command is not sent before somebody says so again. */
const STALE = 10;

export class SendQueue {
  /** @type {Map<string, ClientMessage>} in the order of sending */
  waiting = new Map();
  /** When each was asked for, in seconds. @type {Map<string, number>} */
  asked = new Map();
  /** Those that wait for somebody's word. @type {Set<string>} */
  held = new Set();

  /** @param {ClientMessage} message @param {number} now in seconds */
  add(message, now) {
    if (!message.command_id) return;
    this.waiting.set(message.command_id, message);
    this.asked.set(message.command_id, now);
  }

  /**
   * An ack or an error came in. Gives the command back, once.
   * @param {string | undefined} id
   */
  settle(id) {
    if (id === undefined) return undefined;
    const message = this.waiting.get(id);
    this.waiting.delete(id);
    this.asked.delete(id);
    this.held.delete(id);
    return message;
  }

  /** There is a connection again: what is sent now. The rest is held. @param {number} now */
  resumed(now) {
    for (const [id, asked] of this.asked) if (now - asked > STALE) this.held.add(id);
    return this.pending().filter(({ command_id: id = "" }) => !this.held.has(id));
  }

  /** Somebody still wants it. @param {string} id @param {number} now */
  release(id, now) {
    if (!this.held.delete(id)) return undefined;
    this.asked.set(id, now);
    return this.waiting.get(id);
  }

  /** Whether the server's answer to one is to come. @param {string} type */
  has(type) {
    return this.pending().some(
      ({ type: own, command_id: id = "" }) => own === type && !this.held.has(id),
    );
  }

  pending() {
    return [...this.waiting.values()];
  }
}
