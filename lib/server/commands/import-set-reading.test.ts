import { beforeEach, describe, expect, test } from "vitest";
import type { DoubtToAnswer } from "#lib/import/import-set.ts";
import { isoDate } from "#lib/import/value.ts";
import { exportedHistory } from "#lib/samples/testing/exports.ts";
import type { Actor } from "#lib/server/actor.ts";
import { answerDoubt } from "#lib/server/commands/answer-doubt.ts";
import { changeReading } from "#lib/server/commands/import-reading.ts";
import { importSet } from "#lib/server/commands/import-set.ts";
import { loadReading } from "#lib/server/queries/import-reading.ts";
import { previewSet } from "#lib/server/queries/import-set-preview.ts";
import { loadDoubts } from "#lib/server/queries/load-doubts.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { loadImport } from "#lib/server/queries/load-import.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import {
  accountsByIdentity,
  factsOf,
  importExports,
  plainFile,
  previewExports,
  storedAccounts,
  storedCounts,
  uploadExport,
  uploadExports,
} from "#lib/server/testing/sets.ts";
import { useUploadFolder } from "#lib/server/testing/tables.ts";
import { value } from "#lib/server/testing/value.ts";
import { makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

let actor: Actor;
beforeEach(async () => {
  actor = await makeWorkspace();
});

const { files, truth } = exportedHistory(11, 60, "HubSpot");
const asOf = isoDate(truth.exportedOn);
const companies = files[0]!;
const tickets = files[4]!;

const preview = (of: typeof files) => previewExports(actor, of, truth.exportedOn);
const counted = () => storedCounts(actor);

describe("a doubt that somebody answers", () => {
  const settle = (answer: Parameters<typeof answerDoubt>[1]["answer"]) => async () => {
    const { doubts } = await loadDoubts(actor);
    const [{ reason, value: of }] = doubts as [(typeof doubts)[number]];
    return value(await answerDoubt(actor, { reason, value: of, answer }));
  };
  const one = { kind: "one" as const, keys: ["id:HubSpot:9001", "id:HubSpot:8999"] };

  test("is settled at once, for later imports, and can be taken back", async () => {
    await importExports(actor, files, truth.exportedOn);
    const [{ reason, value: of }] = (await loadDoubts(actor)).doubts as [DoubtToAnswer];
    const before = await accountsByIdentity(actor);
    value(await answerDoubt(actor, { reason, value: of, answer: one }));
    expect((await storedAccounts(actor)).size).toBe(truth.accounts - 1);
    expect(await loadDoubts(actor)).toMatchObject({ doubts: [], answered: [{ value: of, answer: one }] });
    expect((await loadDoubts(actor)).joins).toMatchObject({ doubtful: 0, without: truth.joins.without });
    const again = await preview([{ ...tickets, text: `${tickets.text}` }]);
    expect(again.joins?.doubtful).toBe(0);
    value(await answerDoubt(actor, { reason, value: of, answer: null }));
    expect([...(await accountsByIdentity(actor)).values()].map(({ name }) => name).sort()).toEqual(
      [...before.values()].map(({ name }) => name).sort(),
    );
    expect((await loadDoubts(actor)).doubts).toHaveLength(1);
    expect(await answerDoubt(actor, { reason, value: of, answer: null })).toMatchObject({
      error: "not-found",
    });
  });

  test("gives the rows that waited to the account chosen", async () => {
    await importExports(actor, files, truth.exportedOn);
    await settle({ kind: "account", key: "id:HubSpot:9001" })();
    const { joins } = await loadDoubts(actor);
    expect(joins).toMatchObject({ doubtful: 0, byAnswer: truth.joins.doubtful });
    const { name } = truth.companies[0]!;
    const facts = factsOf(truth.companies[0]!, truth.exportedOn);
    const account = (await accountsByIdentity(actor)).get("id:HubSpot:9001");
    expect(account).toMatchObject({ name });
    expect(account?.outcomes.get("Tickets per 90 days")).toBeCloseTo(
      facts.outcomes["Tickets per 90 days"] ?? 0,
      6,
    );
  });

  test("is followed when it is answered before the import", async () => {
    const told = await preview(files);
    const [{ reason, value: of }] = told.doubts as [(typeof told.doubts)[number]];
    value(await answerDoubt(actor, { reason, value: of, answer: one }));
    expect((await preview(files)).change.accountsAfter).toBe(truth.accounts - 1);
    await importExports(actor, files, truth.exportedOn);
    expect((await storedAccounts(actor)).size).toBe(truth.accounts - 1);
  });
});

describe("how a file is read", () => {
  const text =
    "Record ID,Company name,Company Domain Name,Create Date,Sector\n1,Acme,acme.com,03/04/2025,Retail\n";
  const file = plainFile("companies.csv", text);

  test("is asked where nothing tells, and what people change is used for the next such file", async () => {
    const id = await uploadExport(actor, file);
    const guessed = value(await loadReading(actor, id));
    expect(guessed.source).toMatchObject({ id: "hubspot-companies", decidedBy: "source" });
    expect(guessed.questions.map(({ column }) => column)).toEqual(["Create Date"]);
    expect(await importSet(actor, { uploadIds: [id], asOf: null, skipBadRows: true })).toMatchObject({
      error: "mapping-unfinished",
    });
    const change = {
      columns: { "Create Date": { dateOrder: "day first" }, Sector: { dimension: "behavioural" } },
    } as const;
    const changed = value(await changeReading(actor, { uploadId: id, change }));
    expect(changed.questions).toEqual([]);
    expect(changed.columns.find(({ heading }) => heading === "Sector")).toMatchObject({
      dimension: "behavioural",
      decidedBy: "person",
      examples: ["Retail"],
    });
    value(await importSet(actor, { uploadIds: [id], asOf: null, skipBadRows: true }));
    const next = value(
      await loadReading(actor, await uploadExport(actor, { ...file, text: `${text}2,Birch,birch.io,,\n` })),
    );
    expect(next.saved).toMatchObject({ by: actor.name });
    expect(next.questions).toEqual([]);
    expect(next.columns.find(({ heading }) => heading === "Sector")).toMatchObject({ decidedBy: "saved" });
  });

  test("is remembered also where it is cut into cells another way than it seems to be", async () => {
    const lines = (n: number) =>
      `id|Firm, legal|Seats, all\n${n}|Acme ${n}, Inc|7, 8\n${n + 1}|Birch, Ltd|1, 2\n`;
    const id = await uploadExport(actor, plainFile("odd.csv", lines(1)));
    const change = { delimiter: "|", columns: { "Seats, all": { role: "ignore" } } } as const;
    const changed = value(await changeReading(actor, { uploadId: id, change }));
    expect(changed.columns.map(({ heading }) => heading)).toEqual(["id", "Firm, legal", "Seats, all"]);
    const other = value(await changeReading(actor, { uploadId: id, change: { delimiter: "," } }));
    expect(other.columns.map(({ heading }) => heading)).toEqual(["id|Firm", "legal|Seats", "all"]);
    value(await importSet(actor, { uploadIds: [id], asOf: null, skipBadRows: true }));
    const next = value(await loadReading(actor, await uploadExport(actor, plainFile("odd.csv", lines(5)))));
    expect(next).toMatchObject({ delimiter: ",", saved: { by: actor.name }, change: { delimiter: "," } });
  });

  test("says where a report ends, for this file and the next, and the same file read so is another import", async () => {
    const report = (n: number) =>
      `Company,Industry,Churned\nAcme ${n},Retail,no\nBirch ${n},Energy,yes\n\nLonely Ltd\nMade by Jo ${n}\n`;
    const id = await uploadExport(actor, plainFile("report.csv", report(1)));
    const look = async (of: string) =>
      value(await previewSet(actor, { uploadIds: [of], asOf: null, whole: true })).counts[0]!;
    expect(await look(id)).toMatchObject({
      setAside: 2,
      footer: { lines: 2, texts: ["Lonely Ltd", "Made by Jo 1"] },
      problems: 0,
    });
    value(await importSet(actor, { uploadIds: [id], asOf: null, skipBadRows: true }));
    value(await changeReading(actor, { uploadId: id, change: { footerLines: 1 } }));
    // What is not of the footer is a row of data, cut off.
    expect(await look(id)).toMatchObject({ footer: { lines: 1, texts: ["Made by Jo 1"] }, problems: 1 });
    expect((await look(id)).importedOn).toBeNull();
    value(await importSet(actor, { uploadIds: [id], asOf: null, skipBadRows: true }));
    const next = await uploadExport(actor, plainFile("report.csv", report(2)));
    expect(value(await loadReading(actor, next))).toMatchObject({
      change: { footerLines: 1 },
      saved: { by: actor.name },
    });
    expect(await look(next)).toMatchObject({ footer: { lines: 1 }, problems: 1 });
  });

  test("of a file wholly in another currency is asked for its rate, and of an own table too", async () => {
    const deals = (code: string, from: number) => [
      "Record ID,Deal Name,Deal Stage,Deal owner,Close Date,Amount,Currency,Associated Company",
      ...[1, 2].map((n) => `${from + n},D${n},Closed Won,X,2025-01-0${n},100,${code},Firm ${from + n}`),
    ];
    const own = (sign: string, name: string) =>
      `Company,ACV,Churned\n${name} One,${sign}100,no\n${name} Two,${sign}200,yes\n`;
    const first = [
      await uploadExport(actor, plainFile("deals.csv", deals("USD", 0).join("\n"))),
      await uploadExport(actor, plainFile("own.csv", own("$", "Dollar"))),
    ];
    value(await importSet(actor, { uploadIds: first, asOf, skipBadRows: true }));
    const next = [
      await uploadExport(actor, plainFile("more.csv", deals("EUR", 10).join("\n"))),
      await uploadExport(actor, plainFile("more-own.csv", own("€", "Euro"))),
    ] as const;
    const look = async () => value(await previewSet(actor, { uploadIds: [...next], asOf, whole: true }));
    const wanted = ({
      columns,
    }: {
      columns: readonly { heading: string; wantedCurrency: string | null }[];
    }) => columns.flatMap((one) => (one.wantedCurrency === null ? [] : [[one.heading, one.wantedCurrency]]));
    const before = await look();
    expect(before.files.map(wanted)).toEqual([[["Amount", "USD"]], [["ACV", "USD"]]]);
    const alone = value(await loadReading(actor, next[1]));
    expect(wanted(alone)).toEqual([["ACV", "USD"]]);
    expect(alone.columns[1]?.doubt).toBe(
      "Amounts are in EUR, and in USD in what was imported first. Say what one EUR is worth in USD, or they are not counted.",
    );
    expect(before.issues.filter(({ code }) => code === "currency").map(({ column }) => column)).toEqual([
      "Amount",
      "ACV",
    ]);
    const worth = { currency: "USD", rates: { EUR: 2 } };
    value(await changeReading(actor, { uploadId: next[0], change: { columns: { Amount: worth } } }));
    value(await changeReading(actor, { uploadId: next[1], change: { columns: { ACV: worth } } }));
    const priced = await look();
    expect([priced.files.map(wanted), priced.issues]).toEqual([[[], []], []]);
    value(await importSet(actor, { uploadIds: [...next], asOf, skipBadRows: true }));
    const { frame } = await loadFrame(actor);
    const told = (name: string) =>
      [...(frame.outcomes.find(({ outcome }) => outcome.name === name)?.values ?? [])]
        .filter((one) => !Number.isNaN(one))
        .sort((a, b) => a - b);
    expect(told("First deal amount")).toEqual([100, 100, 200, 200]);
    expect(told("ACV")).toEqual([100, 200, 200, 400]);
    const saved = await uploadExport(actor, plainFile("again.csv", own("€", "Third")));
    expect(value(await loadReading(actor, saved)).change).toEqual({ columns: { ACV: worth } });
  });

  test("can be said to be another tool's, and a file that is no table says so", async () => {
    const id = await uploadExport(actor, file);
    const own = value(await changeReading(actor, { uploadId: id, change: { source: "own-table" } }));
    expect(own.source).toMatchObject({ id: "own-table", decidedBy: "person" });
    const damaged = await uploadExport(actor, {
      ...plainFile("packed.csv.gz", "\u001f\u008bnot packed"),
      encoding: "latin1" as const,
    });
    expect(value(await loadReading(actor, damaged)).refusal).toMatch(/damaged/);
    const told = value(await previewSet(actor, { uploadIds: [damaged, id], asOf: null, whole: true }));
    expect(told.blocked[0]).toMatch(/^packed.csv.gz: /);
  });

  test("read another way, a file replaces what it brought and its accounts keep their ids", async () => {
    await importExports(actor, [companies], truth.exportedOn);
    const ids = await storedAccounts(actor);
    const [id] = (await uploadExports(actor, [companies])) as [string];
    value(
      await changeReading(actor, { uploadId: id, change: { columns: { Industry: { role: "ignore" } } } }),
    );
    value(await importSet(actor, { uploadIds: [id], asOf, skipBadRows: true }));
    expect(await storedAccounts(actor)).toEqual(ids);
    expect([...(await accountsByIdentity(actor)).values()][0]?.values.has("Industry")).toBe(false);
  });
});

describe("nothing of a set comes in", () => {
  test("when it has problems and they were not to be skipped", async () => {
    const uploadIds = await uploadExports(actor, files);
    const before = await counted();
    const refused = await importSet(actor, { uploadIds, asOf, skipBadRows: false });
    expect(refused).toMatchObject({ error: "import-problems", detail: { problems: truth.problems.length } });
    expect(await counted()).toEqual({ ...before, imports: files.length });
    const { importId } = refused.ok ? { importId: "" } : (refused.detail as { importId: string });
    expect(value(await loadImport(actor, importId))).toMatchObject({
      state: "failed",
      problems: truth.problems.length,
    });
  });

  test("when amounts are in several currencies", async () => {
    const text =
      "id,Customer ID,Customer Email,Plan,Currency,Interval,Amount,Status,Created (UTC),Start Date (UTC)\n";
    const row = (n: number, currency: string) =>
      `sub_${n},cus_${n},a@firm${n}.com,Pro,${currency},month,10,active,2024-01-0${n} 10:00:00,2024-01-0${n} 10:00:00\n`;
    const id = await uploadExport(
      actor,
      plainFile("stripe.csv", text + row(1, "usd") + row(2, "usd") + row(3, "eur")),
    );
    const refused = await importSet(actor, { uploadIds: [id], asOf: null, skipBadRows: true });
    expect(refused).toMatchObject({
      error: "mapping-unfinished",
      detail: { sentence: expect.stringContaining("USD (2 rows), EUR (1 rows)") },
    });
    value(await changeReading(actor, { uploadId: id, change: { columns: { Amount: { role: "ignore" } } } }));
    value(await importSet(actor, { uploadIds: [id], asOf: null, skipBadRows: true }));
  });

  test("until somebody says what one is worth in the other", async () => {
    const lines = ["usd", "usd", "eur"].map(
      (currency, i) =>
        `sub_${i},cus_${i},C${i},Pro,${currency},month,10,active,2024-01-0${i + 1},2024-01-0${i + 1}`,
    );
    const headings =
      "id,Customer ID,Customer Name,Plan,Currency,Interval,Amount,Status,Created (UTC),Start Date (UTC)";
    const id = await uploadExport(actor, plainFile("stripe.csv", [headings, ...lines].join("\n")));
    const look = async () =>
      value(await previewSet(actor, { uploadIds: [id], asOf: "2025-01-01", whole: true }));
    expect((await look()).blocked).toEqual([expect.stringContaining("Say what the others are worth")]);
    const change = { columns: { Amount: { rates: { EUR: 1.5 } } } };
    value(await changeReading(actor, { uploadId: id, change }));
    const priced = await look();
    expect([priced.blocked, priced.problems]).toEqual([[], 0]);
    expect(priced.files[0]!.columns.find(({ heading }) => heading === "Amount")).toMatchObject({
      ...{ currency: "USD", otherCurrencies: ["EUR"], rates: { EUR: 1.5 }, doubt: null },
    });
    value(await importSet(actor, { uploadIds: [id], asOf: "2025-01-01", skipBadRows: false }));
    const { frame } = await loadFrame(actor);
    const mrr = frame.outcomes.find(({ outcome }) => outcome.name === "First MRR");
    expect([...mrr!.values].sort((a, b) => a - b)).toEqual([10, 10, 15]);
  });
});
