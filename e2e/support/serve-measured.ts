// The production server, which also tells how long its request thread was ever busy at a stretch.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { serve } from "../../server.ts";

/** The longest stretch, in ms, in which the request thread could not answer anybody, since it was last asked. */
export interface LongestBlock {
  readonly longestBlock: true;
  /** By the clock: what a visitor would have waited. Other programs on a busy machine are in it. */
  readonly wallMs: number;
  /** By the thread's own processor time, within five milliseconds: what the server itself is to blame for. */
  readonly cpuMs: number;
}

const everyMs = 5;

const delays = monitorEventLoopDelay({ resolution: everyMs });
let longestCpu = 0;
let last = process.threadCpuUsage();

function look(): void {
  const { user, system } = process.threadCpuUsage(last);
  last = process.threadCpuUsage();
  longestCpu = Math.max(longestCpu, (user + system) / 1_000);
}

function tell(): LongestBlock {
  look();
  const told: LongestBlock = {
    longestBlock: true,
    // The histogram holds the time from one look to the next.
    wallMs: Math.max(0, delays.max / 1e6 - everyMs),
    cpuMs: longestCpu,
  };
  delays.reset();
  longestCpu = 0;
  return told;
}

delays.enable();
setInterval(look, everyMs).unref();
process.on("message", (message) => {
  if (message === "longest block") process.send?.(tell());
});
await serve({ dev: false, build: async () => {} });
