// The floor: a bare broadcaster on Node's `ws`. Commands come as JSON lines on stdin.
import { createInterface } from "node:readline";
import { WebSocketServer } from "ws";

const now = () => (performance.timeOrigin + performance.now()) / 1000;
const server = new WebSocketServer({
  port: 0,
  host: "127.0.0.1",
  perMessageDeflate: false,
});
server.on("listening", () => say({ port: server.address().port }));

/** @param {unknown} value */
function say(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** @param {{ count: number, rate: number, size: number }} order */
function publish({ count, rate, size }) {
  let left = count;
  const timer = setInterval(() => {
    const text = `{"sent":${now().toFixed(6).padStart(20)},"pad":"${"x".repeat(size - 40)}"}`;
    for (const client of server.clients) client.send(text);
    if (--left === 0) {
      clearInterval(timer);
      say({ published: count });
    }
  }, 1000 / rate);
}

createInterface({ input: process.stdin }).on("line", (line) =>
  publish(JSON.parse(line)),
);
