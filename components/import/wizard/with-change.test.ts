import { expect, test } from "vitest";
import type { ColumnUnderstood, FileUnderstood } from "#lib/import/import-set.ts";
import { withChange } from "./with-change.ts";

const column = (heading: string) => ({ heading, dateOrder: "ask", type: "date" }) as ColumnUnderstood;
const file = { change: {}, columns: [column("Closed"), column("__proto__")] } as unknown as FileUnderstood;

test("what was said of a column shows at once, of that column alone, and what is said next stands on it", () => {
  const first = withChange(file, { columns: { Closed: { dateOrder: "day first" } } });
  expect(first.columns.map(({ dateOrder }) => dateOrder)).toEqual(["day first", "ask"]);
  const next = withChange(first, { ...first.change, source: "hubspot-deals" });
  expect(next.change).toEqual({ columns: { Closed: { dateOrder: "day first" } }, source: "hubspot-deals" });
  expect(next.columns.map(({ dateOrder }) => dateOrder)).toEqual(["day first", "ask"]);
});
