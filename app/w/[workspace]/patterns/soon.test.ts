import { expect, test } from "vitest";
import { soon } from "./soon";

test("what is ready soon is given, what is not is null, what fails by then throws", async () => {
  expect(await soon(Promise.resolve({ a: 1 }), 50)).toEqual({ a: 1 });
  expect(await soon(new Promise<object>(() => {}), 5)).toBeNull();
  await expect(soon(Promise.reject(new Error("no data")), 50)).rejects.toThrow("no data");
});
