import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Mapping } from "#lib/import/mapping.ts";
import { understand } from "#lib/import/understand.ts";
import type { Actor } from "#lib/server/actor.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { receiveUpload } from "#lib/server/commands/import-upload.ts";
import { openUpload, readUpload } from "#lib/server/queries/read-upload.ts";
import { root } from "../prepare.ts";

export interface Table {
  /** What to call it beside a figure. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly rows: number;
  readonly columns: number;
}

const rows = 7_043;

/** The Telco customers where they lie beside the project, else a generated table of the same shape. */
export function telcoTable(): Table {
  const file = path.join(root, "..", "shared", "data", "telco", "Telco-Customer-Churn.csv");
  if (existsSync(file)) return { name: "Telco", bytes: readFileSync(file), rows, columns: 21 };
  return { name: "Telco-like", bytes: Buffer.from(generated()), rows, columns: 21 };
}

function generated(): string {
  let state = 20_26;
  const next = (count: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  const yesNo = () => (next(2) === 0 ? "No" : "Yes");
  const contracts = ["Month-to-month", "One year", "Two year"];
  const payments = [
    "Electronic check",
    "Mailed check",
    "Bank transfer (automatic)",
    "Credit card (automatic)",
  ];
  const services = Array.from({ length: 9 }, (_, i) => `Service ${i + 1}`);
  const headings = ["customerID", "gender", "SeniorCitizen", "Partner", "Dependents", "tenure", ...services];
  headings.push("Contract", "PaperlessBilling", "PaymentMethod", "MonthlyCharges", "TotalCharges", "Churn");
  const lines = Array.from({ length: rows }, (_, i) => {
    const [months, charge, contract] = [1 + next(72), 20 + next(100), next(3)];
    const person = [`${i}-GEN`, next(2) === 0 ? "Male" : "Female", next(2), yesNo(), yesNo(), months];
    const paid = [contracts[contract], yesNo(), payments[next(4)], charge, charge * months];
    const left = next(10) < 4 - contract * 2 ? "Yes" : "No";
    return [...person, ...services.map(yesNo), ...paid, left].join(",");
  });
  return `${headings.join(",")}\n${lines.join("\n")}\n`;
}

interface Prepared {
  readonly uploadId: string;
  readonly mapping: Mapping;
}

/** Brings a table from its arriving bytes to where the wizard shows it, mapped as the product guesses. */
export async function bringTable(actor: Actor, { name, bytes }: Table): Promise<Prepared> {
  const body = new Blob([new Uint8Array(bytes)]).stream();
  const upload = await receiveUpload(actor, { fileName: `${name}.csv`, length: bytes.length, body });
  if (!upload.ok) throw new Error(`The bench could not bring its table: ${upload.error}`);
  const stored = await readUpload(actor, upload.value.id);
  const table = stored.ok ? await openUpload(stored.value) : stored;
  if (!table.ok) throw new Error(`The bench could not open its table: ${table.error}`);
  const { headings, sample, layout } = table.value;
  return { uploadId: upload.value.id, mapping: understand(headings, sample, layout.delimiter).mapping };
}

/** What happens when somebody says "Import": from the file on disk to the last frame, committed. */
export async function importBrought(actor: Actor, brought: Prepared): Promise<void> {
  const done = await importTable(actor, { ...brought, skipBadRows: true });
  if (!done.ok) throw new Error(`The bench could not import its table: ${done.error}`);
}
