import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { defaultOptions } from "#lib/analysis/patterns.ts";
import { withMemory } from "#lib/compute/answer-memory.ts";
import { Abandoned, type Asker, type Heard, Superseded } from "#lib/compute/asker.ts";
import type { Question } from "#lib/compute/question.ts";

const lingerMs = 30;

/** An asker whose answers come when the test says so. */
function slowAsker() {
  const asked: { heard: Heard; answer: (value: unknown) => void; fail: (error: Error) => void }[] = [];
  const asker: Asker = {
    ask: (_, __, heard = {}) =>
      new Promise((resolve, reject) => {
        asked.push({ heard, answer: resolve as (value: unknown) => void, fail: reject });
        heard.signal?.addEventListener("abort", () => reject(heard.signal?.reason));
      }),
  };
  return { asked, memory: withMemory(asker, lingerMs) };
}

const about = (revision: number, leftOut = "") => ({
  frameKey: `workspace ${revision} ${leftOut}`.trim(),
  definition: null,
  options: defaultOptions,
});
const fast = (revision = 1): Question<"analysis"> => ({ kind: "analysis", about: about(revision) });
const slow = (revision = 1, leftOut = ""): Question<"shuffleCheck"> => ({
  kind: "shuffleCheck",
  about: about(revision, leftOut),
  outcome: "retention",
  conditions: 3,
});
const load = () => Promise.reject(new Error("no frame is asked for here"));

test("the same question is asked once, and its answer stays", async () => {
  const { asked, memory } = slowAsker();
  const [one, two] = [memory.ask(fast(), load), memory.ask(fast(), load)];
  expect(asked).toHaveLength(1);
  expect(memory.known(fast())).toBeUndefined();
  asked[0]!.answer({ examined: 7 });
  expect(await one).toBe(await two);
  expect(memory.known(fast())).toEqual({ examined: 7 });
  expect(await memory.ask(fast(), load)).toEqual({ examined: 7 });
  expect(asked).toHaveLength(1);
});

test("a failure is nobody's answer: the next one asks anew", async () => {
  const { asked, memory } = slowAsker();
  const one = memory.ask(fast(), load);
  asked[0]!.fail(new Error("broken"));
  await expect(one).rejects.toThrow("broken");
  memory.ask(fast(), load).catch(() => {});
  expect(asked).toHaveLength(2);
});

test("progress is heard by all who wait, the late one hears the last of it", async () => {
  const { asked, memory } = slowAsker();
  const heard: string[] = [];
  void memory.ask(slow(), load, { onProgress: (share) => heard.push(`first ${share}`) });
  asked[0]!.heard.onProgress?.(0.2);
  void memory.ask(slow(), load, { onProgress: (share) => heard.push(`second ${share}`) });
  asked[0]!.heard.onProgress?.(0.4);
  expect(heard).toEqual(["first 0.2", "second 0.2", "first 0.4", "second 0.4"]);
});

test("slow work ends with the last who waits, and not before", async () => {
  const { asked, memory } = slowAsker();
  const [first, second] = [new AbortController(), new AbortController()];
  const one = memory.ask(slow(), load, { signal: first.signal });
  const two = memory.ask(slow(), load, { signal: second.signal });
  first.abort();
  await expect(one).rejects.toThrow(Abandoned);
  expect(asked[0]!.heard.signal?.aborted).toBe(false);
  second.abort();
  await expect(two).rejects.toThrow(Abandoned);
  expect(asked[0]!.heard.signal?.aborted).toBe(true);
  // Who comes now starts it anew and is not told that it was given up.
  memory.ask(slow(), load).catch(() => {});
  expect(asked).toHaveLength(2);
});

test("what a page asks for is worked on a while longer; who comes back in time finds it under way", async () => {
  const { asked, memory } = slowAsker();
  const leaving = new AbortController();
  const gone = memory.ask(fast(), load, { signal: leaving.signal });
  leaving.abort();
  await expect(gone).rejects.toThrow(Abandoned);
  const back = memory.ask(fast(), load);
  await pause(2 * lingerMs);
  expect(asked).toHaveLength(1);
  expect(asked[0]!.heard.signal?.aborted).toBe(false);
  asked[0]!.answer({ examined: 3 });
  expect(await back).toEqual({ examined: 3 });

  const again = new AbortController();
  const other = memory.ask(fast(2), load, { signal: again.signal });
  again.abort();
  await expect(other).rejects.toThrow(Abandoned);
  await pause(2 * lingerMs);
  expect(asked[1]!.heard.signal?.aborted).toBe(true);
});

test("who has left before asking waits for nothing", async () => {
  const { memory } = slowAsker();
  await expect(memory.ask(slow(), load, { signal: AbortSignal.abort() })).rejects.toThrow(Abandoned);
});

test("newer data makes older work useless, but not that of another view", async () => {
  const { asked, memory } = slowAsker();
  const old = memory.ask(slow(1), load);
  const withAside = memory.ask(slow(1, "with-rows"), load);
  const renewed = memory.ask(slow(2), load);
  await expect(old).rejects.toThrow(Superseded);
  asked[1]!.answer("aside");
  asked[2]!.answer("new");
  expect(await withAside).toBe("aside");
  expect(await renewed).toBe("new");
});
