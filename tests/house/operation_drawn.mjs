/**
 * Draws the team's part of a copy of static/js in a page that only seems to be there, presses
 * the button of one operation and says what came of it: `node operation_drawn.mjs COPY NAME`,
 * with what the server tells of the team's operations on its input; JSON.
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [copy, name] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(`${copy}/${path}`).href);

/** An element that knows what is in it, and what it was told to do when it is pressed. */
class Seeming {
  constructor() {
    this.children = [];
    this.attributes = {};
  }
  append(...parts) {
    this.children.push(...parts);
  }
  replaceChildren(...parts) {
    this.children = parts;
  }
  setAttribute(key, value) {
    this.attributes[key] = value;
  }
  addEventListener(_kind, press) {
    this.press = press;
  }
  get options() {
    return this.children;
  }
  get value() {
    return this.children[0]?.attributes.value ?? "";
  }
  get text() {
    return this.children.map((part) => part.text ?? part).join("");
  }
  *all() {
    yield this;
    for (const child of this.children) if (child.all) yield* child.all();
  }
}

globalThis.document = { createElement: () => new Seeming() };

const { teamPart } = await load("room/teams/team.js");
const { lastWords } = await load("room/teams/teams.model.js");

const operations = JSON.parse(readFileSync(0, "utf8"));
const info = { teams: [{ number: 1, name: "Red", members: [] }], delay: 0, finished: false };
const sent = [];
const root = new Seeming();
const draw = teamPart(root, {
  room: { info, me: { team: 1, operations }, over: null },
  session: () => ({ servers: 8 }),
  do: (...given) => sent.push(given),
});
draw();
const parts = [...root.all()];
const button = parts.find(({ attributes }) => attributes.id === `team-${name}`);
button.press();
const list = parts.find(({ attributes }) => attributes.class === "operations");

process.stdout.write(
  JSON.stringify({
    button: button.text,
    sent,
    listed: list.children.map(({ text }) => text),
    last: lastWords({ ...operations[0], op: name }),
  }),
);
