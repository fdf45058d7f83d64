import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { inSteps } from "#lib/server/in-steps.ts";
import { isPageUnderWay, pageBegins } from "#lib/server/pages-under-way.ts";

function busy(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

function* work(): Generator<undefined, string, undefined> {
  for (let i = 0; i < 20; i++) {
    busy(6);
    yield undefined;
  }
  return "done";
}

test("a page that is answered is no longer under way, and what takes long is followed, not waited for", async () => {
  expect(isPageUnderWay()).toBe(false);
  const [first, second] = [pageBegins(), pageBegins()];
  first();
  expect(isPageUnderWay()).toBe(true);
  second();
  expect(isPageUnderWay()).toBe(false);
  const followed = pageBegins();
  await pause(520);
  expect(isPageUnderWay()).toBe(false);
  followed();
});

test("a page of many turns is answered before long work in the background is done, which then goes on", async () => {
  let worked = false;
  const long = inSteps(work()).then((said) => {
    worked = true;
    return said;
  });
  const done = pageBegins();
  // As a page does: it computes a little, and waits for the database, again and again.
  for (let i = 0; i < 10; i++) {
    busy(1);
    await pause(1);
  }
  done();
  expect(worked).toBe(false);
  expect(await long).toBe("done");
});
