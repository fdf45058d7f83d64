import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countSources } from "#lib/compute/read-sources.ts";
import { type ExportedHistory, exportedHistory } from "#lib/samples/testing/exports.ts";
import type { ExportFile } from "#lib/samples/testing/exports-file.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sources-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(files: readonly ExportFile[]) {
  const paths: string[] = [];
  for (const { name, text, encoding, mark } of files) {
    const path = join(folder, name);
    await writeFile(path, Buffer.from(mark ? `\ufeff${text}` : text, encoding));
    paths.push(path);
  }
  return countSources(paths, () => ({}));
}

const cases: [string, ExportedHistory, readonly string[]][] = [
  [
    "HubSpot",
    exportedHistory(11, 80, "HubSpot"),
    ["hubspot-companies", "hubspot-deals", "hubspot-contacts", "stripe-subscriptions", "zendesk-tickets"],
  ],
  [
    "Salesforce",
    exportedHistory(12, 80, "Salesforce"),
    ["salesforce-accounts", "salesforce-opportunity-report", "stripe-subscriptions", "zendesk-tickets"],
  ],
];

describe.each(cases)("a history that %s and its neighbours exported", (_, { files, truth }, sources) => {
  test("is recognised, joined and complained of as it was written", async () => {
    const found = await read(files);
    expect(found.files.map(({ plan }) => plan?.source.id)).toEqual(sources);
    expect(found.counts).toEqual(truth.joins);
    expect(found.accounts).toBe(truth.accounts);
    const problems = found.issues.map(({ file, row, column, code }) => ({ file, row, column, code }));
    expect(problems).toEqual(truth.problems);
  });

  test("is the same whatever the order of the files, and when they are there twice or in halves", async () => {
    const told = async (some: readonly ExportFile[]) => {
      const { counts, accounts } = await read(some);
      return { counts, accounts };
    };
    const whole = { counts: truth.joins, accounts: truth.accounts };
    expect(await told([...files].reverse())).toEqual(whole);
    const again = files.map((file) => ({ ...file, name: `again-${file.name}` }));
    expect(await told([...again, ...files])).toEqual(whole);
    expect(await told(files.flatMap((file) => halve(file)))).toEqual(whole);
  });
});

/** Two files of the same headings; no row of the story but a ticket runs over two lines. */
function halve(file: ExportFile): ExportFile[] {
  const end = file.text.includes("\r\n") ? "\r\n" : "\n";
  const [headings, ...lines] = file.text.split(end);
  if (file.name.startsWith("zendesk") || file.name === "opportunities.csv") return [file];
  const middle = Math.floor(lines.length / 2);
  return [lines.slice(0, middle), lines.slice(middle)].map((part, i) => ({
    ...file,
    name: `half-${i}-${file.name}`,
    text: [headings, ...part].join(end),
  }));
}

test("the same seed gives the same files, another one others", () => {
  const text = (seed: number) => exportedHistory(seed, 10, "HubSpot").files.map((file) => file.text);
  expect(text(1)).toEqual(text(1));
  expect(text(1)).not.toEqual(text(2));
});
