import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { securityStartupCsv } from "#lib/samples/security-startup.ts";
import { createRandom } from "#lib/stats/random.ts";
import type { ConditionJson } from "./answer.ts";
import { patternsFolder, type Row } from "./testing/patterns-folder.ts";

// What `patterns` promises, checked from outside: nothing here but the file's own cells and textbook formulas.

const { write, writeRows, ask, report } = patternsFolder();

const fulfils = (row: Row, { attribute, operator, value }: ConditionJson): boolean => {
  const cell = row[attribute]!;
  if (operator === "is unknown") return cell === "";
  if (cell === "") return false;
  if (typeof value === "string")
    return operator === "equals" ? cell === value : cell.split(";").includes(value);
  if (operator !== "between") return value.some((one) => cell.split(";").includes(String(one)));
  const [low, high] = value as readonly [number | null, number | null];
  return (low === null || Number(cell) >= low) && (high === null || Number(cell) < high);
};

function wilson(good: number, n: number, z = 1.959963984540054): [number, number] {
  const [p, zz] = [good / n, z * z];
  const half = (z * Math.sqrt((p * (1 - p)) / n + zz / (4 * n * n))) / (1 + zz / n);
  const centre = (p + zz / (2 * n)) / (1 + zz / n);
  return [centre - half, centre + half];
}

/** Two-sided mid-p of Fisher's test, every table of the margins summed up. */
function midP(a: number, b: number, c: number, d: number): number {
  const logs = [0];
  for (let i = 1; i <= a + b + c + d; i++) logs.push(logs[i - 1]! + Math.log(i));
  const choose = (n: number, k: number) => logs[n]! - logs[k]! - logs[n - k]!;
  const [row, good, all] = [a + b, a + c, a + b + c + d];
  let [less, same, more] = [0, 0, 0];
  for (let k = Math.max(0, row + good - all); k <= Math.min(row, good); k++) {
    const p = Math.exp(choose(good, k) + choose(all - good, row - k) - choose(all, row));
    if (k < a) less += p;
    else if (k === a) same = p;
    else more += p;
  }
  return Math.min(1, 2 * Math.min(less + same / 2, more + same / 2));
}

/** Customers of whom those of the Pro plan with at least 80 seats stay; the rest means nothing. */
function customers(rows: number, seed: number): Row[] {
  const random = createRandom(seed);
  const pick = (...values: string[]) => values[Math.floor(random() * values.length)]!;
  return Array.from({ length: rows }, (_, i) => {
    const [plan, seats] = [pick("Pro", "Free", "Free"), String(1 + Math.floor(random() * 200))];
    const stays = random() < (plan === "Pro" && Number(seats) >= 80 ? 0.9 : 0.45);
    return {
      id: `C${i}`,
      plan,
      seats,
      region: pick("North", "South", "East", ""),
      tier: pick("1000", "2000", "3000"),
      status: stays ? "kept" : "lost",
    };
  });
}

test("every level is counted, and tested, as the file's own cells say", async () => {
  const rows = await writeRows("levels.csv", customers(1_200, 3));
  const { attributes, accounts, base } = await ask("levels.csv --good status=kept --id id --first");
  const kept = (some: readonly Row[]) => some.filter((row) => row.status === "kept").length;
  expect(accounts).toBe(1_200);
  expect(base).toBeCloseTo(kept(rows) / 1_200, 12);
  const named = attributes.filter(({ attribute, level }) => rows.some((row) => row[attribute] === level));
  expect(new Set(named.map(({ attribute }) => attribute))).toEqual(new Set(["plan", "region", "tier"]));
  expect(
    named
      .filter(({ attribute }) => attribute === "tier")
      .map(({ level }) => level)
      .sort(),
  ).toEqual(["1000", "2000", "3000"]);
  for (const one of named) {
    const inside = rows.filter((row) => row[one.attribute] === one.level);
    const rest = rows.filter((row) => row[one.attribute] !== one.level);
    expect([one.n, one.good]).toEqual([inside.length, kept(inside)]);
    expect(one.rate).toBeCloseTo(kept(inside) / inside.length, 12);
    expect(one.restRate).toBeCloseTo(kept(rest) / rest.length, 12);
    const [low, high] = wilson(one.good, one.n);
    expect(one.low).toBeCloseTo(low, 10);
    expect(one.high).toBeCloseTo(high, 10);
    const [a, b, c, d] = [one.good, one.n - one.good, kept(rest), rest.length - kept(rest)] as const;
    expect(Math.abs(one.p / midP(a, b, c, d) - 1)).toBeLessThan(1e-6);
    expect(one.effect).toBeCloseTo(((a + 0.5) * (d + 0.5)) / ((b + 0.5) * (c + 0.5)), 8);
    expect(one.q).toBeGreaterThanOrEqual(one.p * (1 - 1e-9));
    expect(["supported", "suggestive", "insufficient", "contradicted"]).toContain(one.verdict);
    if (one.verdict === "supported") expect(one.q).toBeLessThanOrEqual(0.025);
  }
  const total = attributes
    .filter(({ attribute }) => attribute === "region")
    .reduce((sum, { n }) => sum + n, 0);
  expect(total).toBe(1_200);
});

test("rules hold for as many rows as their conditions do, best first, and only what holds is told", async () => {
  const rows = await writeRows("rules.csv", customers(2_000, 9));
  const words = "rules.csv --good status=kept --id id";
  const [some, all] = [await ask(words), await ask(`${words} --all`)];
  expect(some.policy).toBe("max-t");
  expect(some.rules.length).toBeGreaterThan(0);
  expect(some.rules.every(({ verdict }) => verdict === "supported")).toBe(true);
  expect(all.rules.length).toBeGreaterThanOrEqual(some.rules.length);
  const told = new Set(all.rules.map(({ text }) => text));
  expect(some.rules.every(({ text }) => told.has(text))).toBe(true);
  const base = rows.filter((row) => row.status === "kept").length / rows.length;
  const standing = all.rules.map((rule) => {
    const inside = rows.filter((row) => rule.conditions.every((condition) => fulfils(row, condition)));
    const good = inside.filter((row) => row.status === "kept").length;
    expect([rule.n, rule.good]).toEqual([inside.length, good]);
    expect(new Set(rule.conditions.map(({ attribute }) => attribute)).size).toBe(rule.conditions.length);
    expect(rule.conditions.length).toBeLessThanOrEqual(3);
    expect(rule.low).toBeLessThanOrEqual(rule.rate);
    expect(rule.rate).toBeLessThanOrEqual(rule.high);
    // Allowing for the search, an interval is wider than one of rows that were named beforehand.
    const [low, high] = wilson(good, inside.length);
    expect(rule.high - rule.low).toBeGreaterThan(high - low);
    expect(rule.holdout).toBeNull();
    expect(rule.stability).toBeGreaterThanOrEqual(0);
    const away = rule.direction === "good" ? low - base : base - high;
    return (inside.length / rows.length) ** 0.25 * away;
  });
  for (let i = 1; i < standing.length; i++)
    expect(standing[i]!).toBeLessThanOrEqual(standing[i - 1]! + 1e-12);
  expect(some.rules[0]!.conditions).toEqual([
    { attribute: "plan", operator: "equals", value: "Pro" },
    { attribute: "seats", operator: "between", value: [expect.any(Number), null] },
  ]);
  const again = await ask(words);
  expect({ ...again, seconds: null }).toEqual({ ...some, seconds: null });
  const one = await ask(`${words} --max-conditions 1 --all --first`);
  expect(Math.max(0, ...one.rules.map(({ conditions }) => conditions.length))).toBeLessThanOrEqual(1);
});

test("where too little is known no rule is told, and every candidate kept is there to be looked at", async () => {
  await writeRows("little.csv", customers(120, 3));
  expect((await ask("little.csv --good status=kept --id id --first")).rules).toEqual([]);
  const all = await ask("little.csv --good status=kept --id id --first --all");
  expect(all.rules.length).toBeGreaterThan(0);
  expect(all.rules.map(({ verdict }) => verdict)).not.toContain("supported");
});

test("above 5,000 rows rules come with what became of the rows held back", async () => {
  const rows = await writeRows("held.csv", customers(6_000, 4));
  const { rules, policy } = await ask("held.csv --good status=kept --id id --first");
  expect(policy).toBe("split");
  const [first] = rules;
  expect(first!.holdout).toMatchObject({ rate: first!.rate, low: first!.low, high: first!.high });
  const share = first!.holdout!.n / first!.n;
  expect(share).toBeGreaterThan(0.3);
  expect(share).toBeLessThan(0.5);
  const inside = rows.filter((row) => first!.conditions.every((condition) => fulfils(row, condition)));
  expect(first!.n).toBe(inside.length);
  expect(first!.holdout!.low).toBeLessThan(0.9);
  expect(first!.holdout!.high).toBeGreaterThan(0.87);
  // Sorted by the q of the counts that are told.
  const base = rows.filter(({ status }) => status === "kept").length / rows.length;
  const standing = rules.map(({ n, good, direction }) => {
    const [low, high] = wilson(good, n);
    return (n / rows.length) ** 0.25 * (direction === "good" ? low - base : base - high);
  });
  expect(standing.length).toBeGreaterThan(1);
  expect(standing).toEqual(standing.toSorted((a, b) => b - a));
});

test("what is left out, and what names a row, is no attribute; every warning is one of seven kinds", async () => {
  const random = createRandom(31);
  const rows = Array.from({ length: 900 }, (_, i) => {
    const size = random() < 0.5 ? "large" : "small";
    // Large ones stay more often and are sold the old plan: within a size the old plan does worse, over all it does better.
    const plan = random() < (size === "large" ? 0.8 : 0.2) ? "old" : "new";
    const stays = random() < (size === "large" ? 0.82 : 0.3) - (plan === "old" ? 0.12 : 0);
    return {
      id: `C${i}`,
      size,
      plan,
      reason: stays ? "" : ["price", "gone", "rival"][i % 3]!,
      sector: ["Healthcare", "Healthcare", "Helthcare", "Banking"][i % 4]!,
      notes: random() < 0.6 ? "" : ["x", "y"][i % 2]!,
      dropped: String(i % 5),
      status: stays ? "kept" : "lost",
    };
  });
  await writeRows("kinds.csv", rows);
  const answer = await ask("kinds.csv --good status=kept --id id --ignore dropped,none --first");
  const names = new Set(answer.attributes.map(({ attribute }) => attribute));
  expect([...names].sort()).toEqual(["notes", "plan", "sector", "size"]);
  const about = (kind: string) =>
    answer.warnings.filter((one) => one.kind === kind).map(({ attributes }) => attributes);
  expect(about("reversal")).toContainEqual(["plan", "size"]);
  expect(about("leakage")).toEqual([["reason"]]);
  expect(about("spelling")).toEqual([["sector"]]);
  expect(about("missing")).toContainEqual(["notes"]);
  for (const { kind, attributes, text } of answer.warnings) {
    expect("reversal attenuation leakage clustering missing spelling small".split(" ")).toContain(kind);
    expect(text).not.toMatch(/because/i);
    for (const name of attributes) expect(Object.keys(rows[0]!)).toContain(name);
  }
  const all = await ask("kinds.csv --good status=kept --id id --ignore dropped --first --all");
  expect(all.attributes.some(({ attribute }) => attribute === "reason")).toBe(true);
  expect(
    all.rules.flatMap(({ conditions }) => conditions).some(({ attribute }) => attribute === "reason"),
  ).toBe(false);
});

test("levels are the file's own strings: an empty cell is the empty string, and nothing else is", async () => {
  const random = createRandom(77);
  const words = ["N/A", "?", "Unknown", "none", "null", "-", "x", ""];
  const rows = Array.from({ length: 1_600 }, (_, i) => ({
    id: `C${i}`,
    answer: words[Math.floor(random() * words.length)]!,
    telephone: random() < 0.5 ? "yes" : "none",
    status: random() < 0.5 ? "kept" : "lost",
  }));
  await writeRows("words.csv", rows);
  const { attributes } = await ask("words.csv --good status=kept --id id --first");
  for (const [name, values] of [
    ["answer", words],
    ["telephone", ["yes", "none"]],
  ] as const) {
    const levels = attributes.filter(({ attribute }) => attribute === name);
    expect(new Set(levels.map(({ level }) => level))).toEqual(new Set(values));
    for (const { level, n } of levels) expect(n).toBe(rows.filter((row) => row[name] === level).length);
  }
});

test("the worked example of 50 customers: single attributes in honest words, and no rules", async () => {
  await write("fifty.csv", securityStartupCsv());
  const words = "fifty.csv --good Status=Active --ignore Domain";
  const said = await report(words);
  const answer = await ask(words);
  expect([answer.policy, answer.rules, answer.accounts]).toEqual(["small", [], 50]);
  expect((await ask(`${words} --all`)).rules).toEqual([]);
  expect(new Set(answer.attributes.map(({ attribute }) => attribute)).size).toBeLessThanOrEqual(10);
  expect(answer.attributes.length).toBeGreaterThan(5);
  // The p of small tables is the mid-p all the same; the verdict takes the stricter doubled Fisher.
  for (const { n, good, p, verdict, q } of answer.attributes) {
    const all = Math.round(answer.base * 50);
    expect(p).toBeCloseTo(midP(good, n - good, all - good, 50 - n - (all - good)), 8);
    if (verdict === "supported") expect(q).toBeLessThanOrEqual(0.025);
  }
  expect(answer.warnings.find(({ kind }) => kind === "small")?.text).toMatch(
    /^50 accounts, \d+ of them good/,
  );
  expect(said.replace(/\s+/g, " ")).toContain("Too few accounts for combinations: single attributes only.");
  expect(Math.max(...said.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(said).not.toMatch(/because|proves|significant/i);
});

const data = path.resolve(import.meta.dirname, "../../shared/data");
const reference = new URL("../lib/analysis/search/fixtures/pysubgroup.jsonl", import.meta.url);

test("the plain search prints pysubgroup's ten, to depth 2 and 3", async () => {
  const telco = path.join(data, "telco", "Telco-Customer-Churn.csv");
  if (!existsSync(telco)) return console.info("Telco is not beside the project: left out");
  const runs = readFileSync(reference, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .filter(({ dataset }) => dataset === "telco");
  expect(runs.length).toBeGreaterThan(1);
  for (const { depth, top } of runs) {
    const words = `${telco} --good Churn=Yes --ignore customerID --search wracc --bins 5 --depth ${depth} --top 10`;
    const { rules, seconds } = (await ask(words)) as unknown as {
      rules: { text: string; q: number; n: number; positives: number }[];
      seconds: object;
    };
    const figures = (list: readonly { q: number; n: number; positives: number }[]) =>
      list.map(({ q, n, positives }) => [q.toFixed(9), n, positives].join(" ")).sort();
    expect(figures(rules)).toEqual(figures(top));
    expect(Object.keys(rules[0]!)).toEqual(["text", "q", "n", "positives"]);
    expect(Object.keys(seconds)).toEqual(["read", "search", "total"]);
  }
});

test("a scorecard on demand: points that add up to what is said of the accounts held back, or why there is none", async () => {
  await writeRows("card.csv", customers(1_500, 6));
  const { scorecard } = (await ask("card.csv --good status=kept --id id --first --scorecard")) as unknown as {
    scorecard: {
      start: number;
      attributes: { levels: { points: number }[] }[];
      holdout: { n: number; area: { low: number } };
    };
  };
  expect(Number.isInteger(scorecard.start)).toBe(true);
  expect(
    scorecard.attributes.flatMap(({ levels }) => levels).every(({ points }) => Number.isInteger(points)),
  ).toBe(true);
  expect(scorecard.holdout.n).toBe(600);
  expect(scorecard.holdout.area.low).toBeGreaterThan(0.5);
  await writeRows("few.csv", customers(60, 6));
  const refused = (await ask("few.csv --good status=kept --id id --first --scorecard")) as unknown as {
    scorecard: { refused: string };
  };
  expect(refused.scorecard.refused).toContain("60 accounts");
  expect(await report("card.csv --good status=kept --id id --first --scorecard")).toContain(
    "points to begin with",
  );
});

test("every value of the file is there with --all, those too rare to be looked at by themselves as well", async () => {
  const random = createRandom(53);
  const rows = await writeRows(
    "rare.csv",
    Array.from({ length: 700 }, (_, i) => ({
      id: `C${i}`,
      country: i < 130 ? `Land ${i % 65}` : ["DE", "FR", "US"][i % 3]!,
      tools: i < 4 ? "SAP;Odd" : ["SAP;AWS", "AWS", ""][i % 3]!,
      status: random() < 0.4 ? "kept" : "lost",
    })),
  );
  const words = "rare.csv --good status=kept --id id --first";
  const all = await ask(`${words} --all`);
  const good = rows.filter(({ status }) => status === "kept").length;
  const check = (attribute: string, level: string, has: (row: Row) => boolean) => {
    const inside = rows.filter(has);
    const kept = inside.filter(({ status }) => status === "kept").length;
    const found = all.attributes.filter((one) => one.attribute === attribute && one.level === level);
    expect(found.map((one) => [one.n, one.good])).toEqual([[inside.length, kept]]);
    const [n, rest] = [inside.length, 700 - inside.length];
    expect(found[0]!.p).toBeCloseTo(midP(kept, n - kept, good - kept, rest - (good - kept)), 10);
    expect([found[0]!.low, found[0]!.high]).toEqual(wilson(kept, n).map((end) => expect.closeTo(end, 10)));
  };
  for (const country of new Set(rows.map((row) => row.country!)))
    check("country", country, (row) => row.country === country);
  for (const tool of ["SAP", "AWS", "Odd"])
    check("tools", tool, (row) => row.tools!.split(";").includes(tool));
  const rare = all.attributes.filter(({ level }) => /^Land/.test(level));
  for (const { q, verdict } of rare) expect([q, verdict]).toEqual([1, "insufficient"]);
  const some = await ask(words);
  expect(some.attributes.map(({ level }) => level)).not.toContain("Land 7");
});
