import { expect, test } from "vitest";
import { createStopOrder } from "#lib/server/stop-order.ts";

test("stops in the reverse order, one after the other, past a failure, and each thing once", async () => {
  const stops = createStopOrder();
  const said: string[] = [];
  const slow = async (name: string) => {
    said.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    said.push(`${name} ends`);
  };
  stops.add("database", () => slow("database"));
  stops.add("broken", () => Promise.reject(new Error("no")));
  stops.add("listener", () => slow("listener"));
  const failures: string[] = [];
  stops.add("stuck", () => new Promise(() => {}), 5);
  await stops.run((name, error) => failures.push(`${name}: ${(error as Error).message}`));
  await stops.run((name) => failures.push(name));
  expect(said).toEqual(["listener begins", "listener ends", "database begins", "database ends"]);
  expect(failures).toEqual(["broken: no"]);
});
