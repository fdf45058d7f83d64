import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createRandom } from "#lib/stats/random.ts";
import type { PatternsJson } from "./answer.ts";
import { UsageError } from "./arguments.ts";
import { patternsFolder } from "./testing/patterns-folder.ts";

const { write, writeRows, run, report, ask } = patternsFolder();

const telco = path.resolve(import.meta.dirname, "../../shared/data/telco/Telco-Customer-Churn.csv");

/** Customers of whom those of the Pro plan with many seats stay. */
async function customers(name: string, rows: number, effect: number): Promise<void> {
  const random = createRandom(rows);
  const lines = Array.from({ length: rows }, (_, i) => {
    const plan = random() < 0.4 ? "Pro" : "Free";
    const seats = 1 + Math.floor(random() * 200);
    const region = ["North", "South", ""][Math.floor(random() * 3)];
    const stays = random() < 0.4 + (plan === "Pro" && seats >= 80 ? effect : 0);
    return `C${i},${plan},${seats},${region},"${["AWS;Okta", "Okta", "AWS"][i % 3]}",${stays ? "kept" : "lost"}`;
  });
  await write(name, ["id,plan,seats,region,tools,status", ...lines].join("\n"));
}

test("a planted rule is told with everything the shape promises", async () => {
  await customers("many.csv", 3_000, 0.45);
  const answer = await ask("many.csv --good status=kept --id id");
  expect(Object.keys(answer)).toEqual(
    "accounts base examined policy attributes rules warnings seconds".split(" "),
  );
  expect([answer.accounts, answer.policy, answer.warnings]).toEqual([3_000, "max-t", answer.warnings]);
  const [rule] = answer.rules;
  expect(Object.keys(rule!)).toEqual(
    "text direction conditions n good rate low high p holdout stability verdict".split(" "),
  );
  expect(rule).toMatchObject({ direction: "good", verdict: "supported", holdout: null });
  expect(rule!.conditions.map(({ attribute }) => attribute)).toEqual(["plan", "seats"]);
  expect(rule!.conditions[0]).toEqual({ attribute: "plan", operator: "equals", value: "Pro" });
  expect(rule!.conditions[1]!.value).toEqual([expect.any(Number), null]);
  expect(rule!.stability).toBeGreaterThan(0.8);
  const plan = answer.attributes.find(({ attribute, level }) => attribute === "plan" && level === "Pro")!;
  expect(Object.keys(plan)).toEqual(
    "attribute level n good rate low high restRate effect p q verdict".split(" "),
  );
  expect(plan.verdict).toBe("supported");
  expect(new Set(answer.attributes.map(({ attribute }) => attribute))).toEqual(
    new Set(["plan", "seats", "region", "tools"]),
  );
  expect(await report("many.csv --good status=kept --id id --first")).toContain("Plan is Pro and seats are");
});

test("the worked size of 50 customers gets findings in honest words and no rules", async () => {
  await customers("fifty.csv", 50, 0.5);
  const answer = await ask("fifty.csv --good status=kept --all");
  expect([answer.policy, answer.rules]).toEqual(["small", []]);
  expect(answer.attributes.length).toBeGreaterThan(3);
  expect(answer.warnings.find(({ kind }) => kind === "small")?.text).toContain("50 accounts");
});

test("lengths of time with a decimal comma, and a heading with a comma of its own, are read as they are meant", async () => {
  const random = createRandom(6);
  const rows = Array.from({ length: 400 }, () => {
    const [plan, months] = [random() < 0.5 ? "old" : "new", 1 + Math.floor(random() * 80) / 4];
    return { plan, months, gone: random() < (plan === "old" ? 0.3 : 0.6) ? "yes" : "no" };
  });
  const put = (name: string, say: (months: number) => string) => {
    const lines = rows.map(({ plan, months, gone }) => `${plan};${say(months)};x;${gone}`);
    return write(name, ["plan;months;why, then;gone", ...lines].join("\n"));
  };
  await put("point.csv", String);
  await put("comma.csv", (months) => String(months).replace(".", ","));
  const tell = async (file: string) => {
    const words = [file, "--good", "gone=no", "--time", "months", "--event", "gone=yes", "--first", "--json"];
    const asked = await run(...words, "--ignore", "why, then");
    const { attributes, rules } = JSON.parse(asked) as PatternsJson;
    return { attributes, rules };
  };
  expect(await tell("comma.csv")).toEqual(await tell("point.csv"));
});

test("rows of one account count together, whether told or seen", async () => {
  const random = createRandom(5);
  const lines = Array.from({ length: 60 }, (_, account) => {
    const sector = account % 2 === 0 ? "Bank" : "Shop";
    const kept = random() < 0.5 ? "yes" : "no";
    return Array.from({ length: 30 }, (_, deal) => `A${account},${sector},${deal % 7},${kept}`);
  }).flat();
  await write("deals.csv", ["account,sector,week,kept", ...lines].join("\n"));
  const answer = await ask("deals.csv --good kept=yes");
  expect(answer.warnings.map(({ kind }) => kind)).toContain("clustering");
  expect(answer.attributes.map(({ attribute }) => attribute)).not.toContain("account");
  expect(answer.attributes.filter(({ verdict }) => verdict === "supported")).toEqual([]);
  expect(answer.rules).toEqual([]);
  const told = await ask("deals.csv --good kept=yes --cluster account --first");
  expect(told.attributes).toEqual(answer.attributes);
});

test("two files are joined by an id, and equal ones follow each other", async () => {
  await customers("base.csv", 300, 0);
  await write(
    "more.csv",
    ["id,score", ...Array.from({ length: 300 }, (_, i) => `C${i},${i % 4}`)].join("\n"),
  );
  const joined = await ask("base.csv more.csv --good status=kept --id id --first");
  expect(joined.accounts).toBe(300);
  expect(joined.attributes.map(({ attribute }) => attribute)).toContain("score");
  await customers("again.csv", 300, 0);
  expect((await ask("base.csv again.csv --good status=kept --ignore id --first")).accounts).toBe(600);
  await expect(ask("base.csv more.csv --good status=kept")).rejects.toThrow("--id");
});

test("several files, in any order, split or repeated, are told as one table of the accounts of the first", async () => {
  const random = createRandom(90);
  const ids = Array.from({ length: 400 }, (_, i) => `K${i}`);
  const plan = ids.map(() => (random() < 0.5 ? "Pro" : "Free"));
  const won = plan.map((one) => (random() < (one === "Pro" ? 0.7 : 0.3) ? "yes" : "no"));
  const put = (name: string, heads: string, rows: readonly string[]) =>
    write(name, [heads, ...rows].join("\n"));
  const plans = ids.map((id, i) => `${id},${plan[i]}`);
  await put(
    "won.csv",
    "key;won",
    ids.map((id, i) => `${id};${won[i]}`),
  );
  await put("plans.csv", "key,plan", [...plans, "K9998,Pro", ",Free"]);
  await put("plans-1.csv", "key,plan", plans.slice(0, 150));
  await put(
    "plans-2.csv",
    "plan,key",
    plans.slice(150).map((row) => row.split(",").reverse().join(",")),
  );
  await put(
    "one.csv",
    "key,plan,won",
    ids.map((id, i) => `${id},${plan[i]},${won[i]}`),
  );
  const tell = async (files: string) => {
    const { attributes, rules, accounts } = await ask(`${files} --good won=yes --id key --first`);
    return { attributes, rules, accounts };
  };
  const whole = await tell("one.csv");
  for (const files of [
    "won.csv plans.csv",
    "plans-1.csv plans-2.csv won.csv",
    "won.csv plans-2.csv plans-1.csv plans-1.csv",
  ])
    expect(await tell(files)).toEqual(whole);
  expect(await report("won.csv plans.csv --good won=yes --id key --first")).toContain(
    "2 rows are of no account",
  );
  // Every deal of an account is told what the accounts' own file says, and deals of one account count together.
  const deals = Array.from({ length: 900 }, (_, i) => `D${i},K${i % 90},${random() < 0.5 ? "yes" : "no"}`);
  await put("deals.csv", "deal,key,won", deals);
  const told = await ask("deals.csv plans.csv --good won=yes --id key --first");
  const pro = deals.filter((_, i) => plan[i % 90] === "Pro").length;
  expect(told.attributes.find(({ level }) => level === "Pro")!.n).toBe(pro);
  expect(told.warnings.map(({ kind }) => kind)).toContain("clustering");
  await expect(ask("plans.csv deals.csv --good state=yes --id key")).rejects.toThrow(
    "No file has a column “state”",
  );
});

test.each([
  ["--good status=kept", "Name a file"],
  ["base.csv", "Say with --good"],
  ["base.csv --good status", "is written 'COLUMN=VALUE'"],
  ["base.csv --good status=won", "never “won”. Its values are"],
  ["base.csv --good state=kept", "has no column “state”. Its columns are"],
  ["nowhere.csv --good a=b", "There is no file"],
  ["base.csv/within --good a=b", "There is no file"],
  [`${"x".repeat(300)} --good a=b`, "There is no file"],
  ["base.csv --good status=kept --time seats", "belong together"],
  ["base.csv --good status=kept --max-conditions 5", "from 1 to 4"],
  ["base.csv --good status=kept --colour", "There is no option --colour."],
  ["base.csv --good status=kept --good status=lost", "--good is given once"],
  ["base.csv --good status=kept --time seats --event status=kept", "cannot be both"],
  ["base.csv --good status=never --time seats --event status=lost", "never “never”"],
  ["base.csv --good status=kept --time plan --event status=lost", "is no length of time"],
  [". --good status=kept", "is a folder. Name the files in it."],
  ["base.csv --good", "--good wants a value after it. npm run"],
  ["base.csv --good status=kept --seed -1", "--seed wants a value after it. npm run"],
  ["base.csv --good status=kept --json=1", "--json takes no value. npm run"],
  ["base.csv --good status=kept --cluster status", "cannot be --cluster as well"],
  ["base.csv --good status=kept --id status", "cannot be --id as well"],
  ["base.csv --time seats --event status=lost --id seats", "cannot be --id as well"],
])("%s is answered with what to write instead", async (words, said) => {
  await customers("base.csv", 300, 0);
  const failed = (async () => report(words))();
  await expect(failed).rejects.toThrow(said);
  await expect(failed).rejects.toBeInstanceOf(UsageError);
});

test("Telco: the plain search, the reversal, and what leaks", async () => {
  if (!existsSync(telco)) return console.info("Telco is not beside the project: left out");
  const plain = JSON.parse(
    await report(`${telco} --good Churn=Yes --ignore customerID --search wracc --depth 2 --json`),
  );
  expect(plain.rules).toHaveLength(10);
  expect(plain.rules[0]).toMatchObject({
    text: "Contract=Month-to-month AND OnlineSecurity=No",
    n: 2631,
    positives: 1343,
  });
  const answer = await ask(
    `${telco} --good Churn=No --time tenure --event Churn=Yes --ignore customerID --first`,
  );
  const about = (kind: string, ...names: string[]) =>
    answer.warnings.some((one) => one.kind === kind && names.every((name) => one.attributes.includes(name)));
  expect(about("reversal", "MultipleLines", "InternetService")).toBe(true);
  expect(about("leakage", "TotalCharges")).toBe(true);
  const used = answer.rules.flatMap(({ conditions }) => conditions.map(({ attribute }) => attribute));
  expect(used).not.toContain("TotalCharges");
  expect(answer.rules.length).toBeGreaterThan(3);
});

test("an equals sign may be of the heading as well as of the value", async () => {
  const random = createRandom(5);
  const rows = Array.from({ length: 120 }, () => ({
    "a=b": random() < 0.5 ? ">=50" : "<50",
    plan: random() < 0.5 ? "x" : "y",
  }));
  await writeRows("signs.csv", rows);
  const { base } = await ask("signs.csv --good a=b=>=50 --first");
  expect(base).toBeCloseTo(rows.filter((row) => row["a=b"] === ">=50").length / 120, 12);
  await expect(ask("signs.csv --good a=b=c --first")).rejects.toThrow("“a=b” is never “c”");
  await expect(ask("signs.csv --good c=d=e --first")).rejects.toThrow("has no column “c”");
});

test("a file named twice is no more accounts", async () => {
  await customers("twice.csv", 300, 0.3);
  const said = async (files: string) => ({
    ...(await ask(`${files} --good status=kept --first`)),
    seconds: null,
  });
  expect(await said("twice.csv ./twice.csv")).toEqual(await said("twice.csv"));
});

test("how often a field is empty and that its empty rows do worse is one warning that says both", async () => {
  const random = createRandom(14);
  const rows = Array.from({ length: 900 }, () => {
    const stays = random() < 0.5;
    return {
      budget: random() < (stays ? 0.1 : 0.5) ? "" : String(Math.floor(random() * 100)),
      reach: random() < 0.3 ? "" : "far",
      status: stays ? "kept" : "lost",
    };
  });
  await writeRows("empty.csv", rows);
  const { warnings } = await ask("empty.csv --good status=kept --first");
  const about = warnings.filter(({ kind }) => kind === "missing");
  expect(about.map(({ attributes }) => attributes)).toEqual([["budget"], ["reach"]]);
  expect(about[0]!.text).toMatch(
    /^budget: Not recorded for \d+ % of the accounts\. Accounts where .* do worse:/,
  );
  expect(about[1]!.text).not.toContain("worse");
});

test("a plan that is better in every segment and no better over all is told of, though over all it shows nothing", async () => {
  const random = createRandom(2);
  const rows = Array.from({ length: 700 }, () => {
    const isSmall = random() < 0.5;
    const plan = random() < (isSmall ? 0.25 : 0.75) ? "A" : "B";
    const rate = isSmall ? (plan === "A" ? 0.93 : 0.8) : plan === "A" ? 0.6 : 0.4;
    return { segment: isSmall ? "small" : "large", plan, status: random() < rate ? "kept" : "lost" };
  });
  await writeRows("masked.csv", rows);
  const { attributes, warnings } = await ask("masked.csv --good status=kept --first");
  const plans = attributes.filter(({ attribute }) => attribute === "plan");
  expect(plans.map(({ verdict }) => verdict)).toEqual(["insufficient", "insufficient"]);
  expect(warnings.find((one) => one.attributes[0] === "plan")?.attributes).toEqual(["plan", "segment"]);
});

test.each(["org_id", "Associated Company IDs", "tenant", "Company Domain Name", "user_id"])(
  "rows that name the same under “%s” are counted together",
  async (heading) => {
    const random = createRandom(3);
    const owners = Array.from({ length: 60 }, () => ({ sector: random() < 0.5 ? "x" : "y", wins: random() }));
    const rows = Array.from({ length: 1_800 }, (_, i) => {
      const { sector, wins } = owners[i % 60]!;
      const name = heading.includes("Domain") ? `acme${i % 60}.com` : `A${i % 60}`;
      return { [heading]: name, sector, won: random() < wins ? "yes" : "no" };
    });
    await writeRows("owners.csv", rows);
    const { warnings, attributes } = await ask("owners.csv --good won=yes --first");
    expect(warnings.find(({ kind }) => kind === "clustering")?.attributes).toEqual([heading]);
    expect(attributes.map(({ attribute }) => attribute)).not.toContain(heading);
  },
);

test("a column that says the same in every row is named among what was left out", async () => {
  const random = createRandom(6);
  const rows = Array.from({ length: 150 }, () => ({
    product: "Suite",
    version: "2",
    plan: random() < 0.5 ? "x" : "y",
    won: random() < 0.5 ? "yes" : "no",
  }));
  await writeRows("alike.csv", rows);
  const said = (await report("alike.csv --good won=yes --first")).replace(/\s+/g, " ");
  expect(said).toContain("product: The same in every row");
  expect(said).toContain("version: The same in every row");
  expect(said).not.toContain("plan: The same");
});
