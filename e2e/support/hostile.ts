import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { headingInId } from "#lib/analysis/levels.ts";
import { importAsUnderstood } from "../pages/import.ts";
import { call } from "./actions.ts";

/** The workspace in which every word is an attack. */
export const slug = "tarnworks";
export const script = `<script>window.attacked="script"</script>`;
export const image = `"><img src="attack" onerror="window.attacked='image'">`;
export const hostile = `${script} ${image}`;
/** What a spreadsheet would run. */
const formulas = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1"];

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const line = (cells: readonly string[]) => `${cells.map(quoted).join(",")}\n`;
const customers = Array.from({ length: 120 }, (_, n) => {
  const left = n % 5 === 0 || n % 7 === 0;
  const level = [script, image, "@SUM(1)"][n % 3] ?? "";
  return line([
    ...[`A-${n}`, `${n} ${hostile} Ltd`, level, n % 2 ? "Yes" : "No", n % 4 ? "a" : "b", `${n % 9}`],
    ...[`${n % 40}`, left ? "Yes" : "No"],
  ]);
});
const bad = formulas.map((cell, n) => line([`B-${n}`, `Bad ${n}`, script, "Yes", "a", cell, "5", "No"]));
const headings = ["Customer ID", "Company", `Trait ${image}`, "__proto__", "constructor", "=Seats"];
const trait = headings[2] ?? "";
/** How an address names a level of the hostile trait. */
export const patternOf = (level: string) => `${headingInId(trait)}=${level}`;
const table = `${line([...headings, "Tenure in months", "Churn"])}${customers.join("")}${bad.join("")}`;

/** The tokens of an open link and an open invitation of the hostile workspace. */
export interface Tokens {
  readonly share: string;
  readonly invitation: string;
}

/** Imports a table whose headings, names and levels are attacks, and whose unreadable cells are formulas. */
export async function importHostile(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Bring a table to Tarnworks" }).click();
  const buffer = Buffer.from(table);
  await page
    .getByLabel("Table of customers")
    .setInputFiles({ name: "=1+1.csv", mimeType: "text/csv", buffer });
  await expect(page.getByRole("columnheader", { name: /__proto__/ })).toBeVisible();
  await importAsUnderstood(page, "126 accounts, 126 new.");
  await page.getByRole("link", { name: "Look at the patterns" }).click();
  await expect(page.getByText("__proto__").first()).toBeVisible();
}

/** A document, a version and everything around it, in which every text is an attack. */
export async function writeHostile(as: APIRequestContext, origin: string): Promise<Tokens> {
  const act = async (name: string, input: object) => {
    const { outcome, value } = await call(as, name, { origin, slug, input });
    expect(outcome, name).toBe("ok");
    return value as Record<string, never>;
  };
  const criterion = (id: string, kind: string, attribute: string, value: string) => ({
    ...{
      id: `01970000-0000-7000-8000-00000000000${id}`,
      kind,
      when: [{ attribute, operator: "equals", value }],
    },
    ...{ points: null, evidence: { source: "interview", quote: hostile, account: hostile, said: 9, of: 10 } },
    ...{ question: hostile, crmField: hostile, rationale: hostile, owner: hostile },
  });
  const edits = [
    { edit: "set text", part: "profile", text: `${hostile} profile` },
    { edit: "set text", part: "useCase", text: hostile },
    { edit: "add", list: "criteria", item: criterion("1", "must-have", trait, image) },
    { edit: "add", list: "criteria", item: criterion("2", "disqualifier", trait, script) },
    { edit: "add", list: "criteria", item: criterion("3", "signal", "__proto__", "No") },
  ];
  for (const [base, edit] of edits.entries()) await act("saveEdit", { base, edit });
  const { id, hash } = await act("propose", { base: edits.length, summary: hostile });
  const decide = (team: string, decision: string) =>
    act("decide", { proposal: id, hash, team, decision, reason: `${hostile} reason` });
  await decide("marketing", "approve");
  await decide("sales", "dissent");
  await decide("product", "approve");
  await act("publish", { proposal: id, hash, reason: `${hostile} all the same` });
  await act("addPattern", {
    outcome: "retention",
    pattern: patternOf(image),
    traits: [],
    kind: "signal",
  });
  const next = await act("saveEdit", { base: 6, edit: { edit: "set text", part: "urgency", text: hostile } });
  await act("propose", { base: next.revision, summary: `${hostile} again` });
  const invited = await act("invite", { role: "viewer", teams: [], note: hostile, days: 1 });
  await act("saveName", { name: image });
  await call(as, "saveOwnName", { origin, input: { name: hostile } });
  const { token } = await act("makeShareLink", { version: 1, label: hostile, days: 7 });
  return { share: token ?? "", invitation: invited.token ?? "" };
}
