import { expect, test } from "vitest";
import { planTable } from "#lib/import/plan-columns.ts";
import { createRecordReader } from "#lib/import/read-records.ts";
import { createSplitter } from "#lib/import/split.ts";

function recordsOf(text: string) {
  const splitter = createSplitter(",");
  const [headings, ...rows] = [...splitter.push(text), ...splitter.end()];
  const plan = planTable(headings!.cells, rows, ",");
  return { plan, records: createRecordReader(plan).read(rows, []) };
}

test("ChartMogul writes amounts in cents", () => {
  const { plan, records } = recordsOf(
    "UUID,NAME,MRR,ARR,PLAN_NAME,BILLING_CYCLE,NET_PAYMENTS,SUBSCRIBER_SINCE,STATUS\ncus_1,Acme,12550,150600,Pro|Seats,month,99000,2024-02-03,Active\n",
  );
  expect(plan.source.id).toBe("chartmogul-customers");
  expect(records[0]?.values.get("mrr")).toBe(125.5);
  expect(records[0]?.traits.get("PLAN_NAME")).toEqual(["Pro", "Seats"]);
});
