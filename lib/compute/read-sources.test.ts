import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSources } from "#lib/compute/read-sources.ts";
import { foldAccounts } from "#lib/import/testing/fold-together.ts";
import { type ExportedHistory, exportedHistory } from "#lib/samples/testing/exports.ts";
import type { ExportFile } from "#lib/samples/testing/exports-file.ts";
import type { StoryCompany } from "#lib/samples/testing/exports-story.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sources-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(files: readonly ExportFile[], exportedOn: number) {
  const paths: string[] = [];
  for (const { name, text, encoding, mark } of files) {
    const path = join(folder, name);
    await writeFile(path, Buffer.from(mark ? `\ufeff${text}` : text, encoding));
    paths.push(path);
  }
  const result = await readSources(paths, () => ({}));
  const records = result.files.flatMap((file) => file.records);
  return { ...result, accounts: foldAccounts(records, result.joined, exportedOn) };
}

type Read = Awaited<ReturnType<typeof read>>;

/** What was read of a company, in the words of the story. */
function said({ accounts }: Read, company: StoryCompany) {
  const [account, ...more] = accounts.filter(({ ids }) =>
    ids.some((id) => id === `HubSpot:${company.id}` || id.startsWith(`Salesforce:001Ab00000${company.id}`)),
  );
  expect(more).toEqual([]);
  return account!;
}

function expected({ industry, country, deals, customer, triedOn }: StoryCompany, exportedOn: number) {
  const won = deals.filter((deal) => deal.won === true);
  const lost = deals.filter((deal) => deal.won === false);
  const current = customer?.upgrade?.mrr ?? customer?.firstMrr ?? 0;
  return {
    traits: [industry, country],
    deals:
      deals.length === 0
        ? null
        : {
            firstWon: won[0]?.closed ?? null,
            won: won.length,
            lost: lost.length,
            open: deals.length - won.length - lost.length,
            cycleDays: won[0] === undefined ? null : won[0].closed - won[0].created,
            firstAmount: won[0]?.amount ?? null,
            lossReason: lost.at(-1)?.reason ?? null,
          },
    revenue:
      customer === null
        ? triedOn === null
          ? null
          : { start: null, churned: null, trials: 1 }
        : {
            start: customer.start,
            churned: customer.churned,
            firstMrr: expect.closeTo(customer.firstMrr, 6),
            currentMrr: expect.closeTo(customer.churned === null ? current : 0, 6),
            currency: "USD",
            trials: 0,
          },
    tickets:
      customer === null
        ? null
        : {
            first90: {
              count: customer.tickets.filter((day) => day < customer.start + 90).length,
              days: Math.min(90, (customer.churned ?? exportedOn) - customer.start + 1),
            },
            life: { count: customer.tickets.length },
            outside: 0,
          },
  };
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

describe.each(cases)("a history that %s and its neighbours exported", (crm, { files, truth }, sources) => {
  test("is recognised, joined and complained of as it was written", async () => {
    const found = await read(files, truth.exportedOn);
    expect(found.files.map(({ plan }) => plan?.source.id)).toEqual(sources);
    expect(found.joined.counts).toEqual(truth.joins);
    expect(found.accounts).toHaveLength(truth.accounts);
    const problems = found.issues.map(({ file, row, column, code }) => ({ file, row, column, code }));
    expect(problems).toEqual(truth.problems);
  });

  test("gives every account, outcome and person back", async () => {
    const found = await read(files, truth.exportedOn);
    const [, ...companies] = truth.companies;
    for (const company of companies) {
      const account = said(found, company);
      const { traits, ...outcomes } = expected(company, truth.exportedOn);
      expect(account).toMatchObject(outcomes);
      expect([...account.traits.values()]).toEqual(expect.arrayContaining(traits));
      if (crm !== "HubSpot") continue;
      expect(account.people.map(({ title }) => title).sort()).toEqual(
        company.people.map(({ title }) => title).sort(),
      );
      const won = company.deals.some((deal) => deal.won === true);
      expect(account.deals?.champion?.id ?? null).toBe(won ? String(company.people[0]?.id) : null);
    }
  });

  test("is the same whatever the order of the files, and when they are there twice or in halves", async () => {
    const told = ({ joined, accounts }: Read) => ({ joined: joined.counts, doubts: joined.doubts, accounts });
    const whole = told(await read(files, truth.exportedOn));
    expect(told(await read([...files].reverse(), truth.exportedOn))).toEqual(whole);
    const again = files.map((file) => ({ ...file, name: `again-${file.name}` }));
    expect(told(await read([...again, ...files], truth.exportedOn))).toEqual(whole);
    const halves = files.flatMap((file) => halve(file));
    expect(told(await read(halves, truth.exportedOn))).toEqual(whole);
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
