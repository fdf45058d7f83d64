import { existsSync, readFileSync } from "node:fs";
import type { Frame } from "#lib/accounts/frame.ts";
import { frameOf, type PlainColumn } from "#lib/analysis/support/frame-of.ts";

const path = new URL("../../../../shared/data/telco/Telco-Customer-Churn.csv", import.meta.url);

/** Whether the Telco table lies beside the project: it is others' work and never part of it. */
export const telcoIsHere = existsSync(path);

/** The Telco table as the product reads it: TotalCharges an attribute (with 11 blanks), so that its leakage shows. */
export function telcoFrame(): Frame {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  const rows = lines.map((line) => line.split(","));
  const cells = (name: string) => rows.map((row) => row[names.indexOf(name)]!.trim());
  const numeric = new Set(["MonthlyCharges", "TotalCharges"]);
  const columns: PlainColumn[] = names
    .filter((name) => !["customerID", "tenure", "Churn"].includes(name))
    .map((name) => ({
      name,
      cells: cells(name).map((cell) => (cell === "" ? null : numeric.has(name) ? Number(cell) : cell)),
    }));
  return frameOf({
    columns,
    retention: {
      months: cells("tenure").map(Number),
      left: cells("Churn").map((cell) => (cell === "Yes" ? 1 : 0)),
    },
    outcomes: [
      {
        outcome: { name: "MonthlyCharges", kind: "value", better: "higher" },
        values: cells("MonthlyCharges").map(Number),
      },
    ],
  });
}
