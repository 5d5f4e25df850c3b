#!/usr/bin/env node
// Appends through one evs that stays. What waits is committed together,
// so that many callers share one fsync; each promise is kept when its own
// event is on the disk.
const { spawn } = require("node:child_process");
const { createInterface } = require("node:readline");

const evs = spawn("evs", ["append", "--each"],
                  { stdio: ["pipe", "pipe", "inherit"] });
const waiting = []; // answers come in the order of the lines
const gone = new Error("evs is gone: send the same ids again");

createInterface({ input: evs.stdout })
  .on("line", (line) => {
    const { resolve, reject } = waiting.shift();
    const { error, ...place } = JSON.parse(line);
    if (error) reject(Object.assign(new Error(error.message), error));
    else resolve(place);
  })
  .on("close", () => {
    evs.stdin.destroy();
    waiting.forEach(({ reject }) => reject(gone));
  });
evs.stdin.on("error", () => {}); // the promises tell of it

const append = (event) =>
  new Promise((resolve, reject) => {
    if (!evs.stdin.writable) return reject(gone);
    waiting.push({ resolve, reject });
    evs.stdin.write(JSON.stringify(event) + "\n");
  });

async function main() {
  const orders = [];
  for (let total = 1; total <= 100; ++total) {
    orders.push(append({ stream: `order-${1000 + total}`,
                         type: "OrderPlaced", data: { total } }));
  }
  const places = await Promise.all(orders);
  console.log(`${places.length} orders are stored`);
  await append({ stream: "order-1001", type: "OrderPaid", expect: 7 })
    .catch((error) => console.log(`${error.code}: ${error.message}`));
  evs.stdin.end();
}

main();
