import { performance } from "node:perf_hooks";
import autocannon from "autocannon";
import { percentile } from "./statistics";

export type LoadRequest = { method: "GET" | "POST" | "PATCH"; path: string; token: string; body?: string };

export type Load = {
  url: string;
  connections: number;
  /** What a connection sends over and over, by its number. */
  requestsOf: (connection: number) => LoadRequest[];
};

/** Latencies in milliseconds. */
export type Sample = { requests: number; perSecond: number; p50: number; p99: number };

/** Sends for some seconds, or a number of requests. Throws if any answer was not a 2xx: that is no number. */
export async function send(load: Load, until: { seconds: number } | { requests: number }): Promise<Sample> {
  const { url, connections, requestsOf } = load;
  const latencies: number[] = [];
  let firstAt = 0;
  let lastAt = 0;
  let connection = 0;
  const { non2xx, errors, timeouts } = await new Promise<autocannon.Result>((resolve, reject) => {
    const options = {
      url,
      connections,
      ...("seconds" in until ? { duration: until.seconds } : { amount: until.requests }),
      // It stops at the end of an interval.
      sampleInt: 100,
      setupClient: (client: autocannon.Client) => client.setRequests(requestsOf(connection++).map(toRequest)),
    };
    const running = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    running.on("response", (_client, _status, _bytes, responseTime) => {
      lastAt = performance.now();
      if (latencies.length === 0) firstAt = lastAt;
      latencies.push(responseTime);
    });
  });
  if (non2xx + errors + timeouts > 0 || latencies.length < 2) {
    const counts = JSON.stringify({ non2xx, errors, timeouts, answers: latencies.length });
    throw new Error(`${url} failed under load, ${connections} connections: ${counts}`);
  }
  const sorted = Float64Array.from(latencies).sort();
  return {
    requests: sorted.length,
    perSecond: ((sorted.length - 1) * 1000) / (lastAt - firstAt),
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
  };
}

/** A request as autocannon takes it. */
export function toRequest({ method, path, token, body }: LoadRequest): autocannon.Request {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (body !== undefined) headers["content-type"] = "application/json";
  return { method, path, headers, ...(body === undefined ? {} : { body }) };
}
