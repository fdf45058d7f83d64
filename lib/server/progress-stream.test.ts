import { expect, test } from "vitest";
import { Superseded } from "#lib/compute/asker.ts";
import { progressStream } from "#lib/server/progress-stream.ts";

const request = (signal?: AbortSignal) => new Request("http://localhost/", signal ? { signal } : {});
const linesOf = async (response: Response) =>
  (await response.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("tells how far the work is and that it is done; nothing in between may hold the lines back", async () => {
  const response = progressStream(request(), async ({ onProgress }) => {
    onProgress?.(0.5);
    return "answer";
  });
  expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
  expect(await linesOf(response)).toEqual([{ share: 0 }, { share: 0.5 }, { over: "done" }]);
});

test("work that newer data made useless says so", async () => {
  const response = progressStream(request(), () => Promise.reject(new Superseded("Asked anew.")));
  expect((await linesOf(response)).at(-1)).toEqual({ over: "superseded" });
});

test.each(["the request is cut", "the reader goes"])("the work is given up when %s", async (how) => {
  const cut = new AbortController();
  const given = Promise.withResolvers<void>();
  const response = progressStream(
    request(cut.signal),
    ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener("abort", () => {
          given.resolve();
          reject(new Error("given up"));
        });
      }),
  );
  const reader = response.body!.getReader();
  await reader.read();
  if (how === "the request is cut") cut.abort();
  else await reader.cancel();
  await given.promise;
});
