import autocannon from "autocannon";

// A process of its own, for whoever measures beside it must not wait for it. It loads until it is told to stop.
const { url, connections, ...request } = JSON.parse(process.argv[2] ?? "{}");
const load = autocannon({ url, connections, duration: 600, requests: [request] }, (_, result) => {
  process.send?.(result, () => process.exit());
});
process.once("message", () => load.stop?.());
process.once("disconnect", () => process.exit());
