import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** How many columns the table has. */
export const millionColumns = 40;

const rowsAtOnce = 2_000;

function createDice(seed: number) {
  let state = seed >>> 0;
  return (count: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}
type Dice = ReturnType<typeof createDice>;
type Cell = (next: Dice, row: number) => string;

const among =
  (...words: readonly string[]): Cell =>
  (next) =>
    words[next(words.length)] ?? "";
const upTo =
  (most: number): Cell =>
  (next) =>
    String(next(most));
const money =
  (most: number): Cell =>
  (next) =>
    `${next(most)}.${next(90) + 10}`;
const yesNo = among("Yes", "No");
const sometimes =
  (cell: Cell, percent: number): Cell =>
  (next, row) =>
    next(100) < percent ? cell(next, row) : "";
const two = (value: number) => String(value).padStart(2, "0");
const day: Cell = (next) => `${2018 + next(7)}-${two(1 + next(12))}-${two(1 + next(28))}`;
const numbered =
  (word: string, count: number): Cell =>
  (next) =>
    `${word} ${next(count)}`;
const severalOf =
  (...words: readonly string[]): Cell =>
  (next) =>
    [...new Set(Array.from({ length: 1 + next(3) }, () => words[next(words.length)] ?? ""))].join(";");

const syllables = [
  "ar",
  "ben",
  "cor",
  "dal",
  "el",
  "fin",
  "gor",
  "hal",
  "ist",
  "jun",
  "kel",
  "lor",
  "mun",
  "nor",
];
const nameOf = (row: number) => {
  const parts = [row % 14, Math.floor(row / 14) % 14, Math.floor(row / 196) % 14].map(
    (i) => syllables[i] ?? "",
  );
  return `${parts.join("")}${row}`;
};

/** The columns of a company's CRM, as a team would export it; forty of them. */
const columns: Readonly<Record<string, Cell>> = {
  "Record ID": (_, row) => String(7_000_000_000 + row * 13),
  "Company name": (_, row) => `${nameOf(row)} GmbH`,
  "Company Domain Name": (_, row) => `${nameOf(row)}.example`,
  Industry: among(
    "Software",
    "Healthcare",
    "Retail",
    "Banking",
    "Insurance",
    "Logistics",
    "Energy",
    "Education",
  ),
  Country: among(
    "Germany",
    "France",
    "United States",
    "United Kingdom",
    "Spain",
    "Netherlands",
    "Sweden",
    "Japan",
  ),
  City: numbered("City", 900),
  "Number of Employees": upTo(12_000),
  "Annual Revenue": money(90_000_000),
  "Year Founded": (next) => String(1950 + next(74)),
  Ownership: among("Private", "Public", "Family", "Private equity"),
  "Cloud Provider": among("AWS", "Azure", "GCP", "On-premises"),
  "Tech Stack": severalOf("Okta", "Salesforce", "Slack", "Jira", "Snowflake", "Datadog", "SAP", "Workday"),
  "Security Owner": yesNo,
  SSO: yesNo,
  Compliance: severalOf("SOC 2", "ISO 27001", "HIPAA", "PCI DSS"),
  Procurement: among("Standard", "Custom", "Tender"),
  Region: among("North", "South", "East", "West", "Central"),
  Segment: among("Small", "Mid-market", "Enterprise"),
  "Lead Source": among("Inbound", "Outbound", "Partner", "Event", "Referral", "Ads"),
  Campaign: numbered("Campaign", 250),
  "Company owner": numbered("Owner", 120),
  "Sales Motion": among("Self-serve", "Inside sales", "Field sales"),
  Champion: sometimes(among("CISO", "CTO", "IT manager", "Founder", "CFO"), 80),
  Plan: among("Basic", "Team", "Pro", "Enterprise"),
  Seats: upTo(2_000),
  Billing: among("Monthly", "Annual"),
  "Payment Method": among("Card", "Invoice", "Direct debit"),
  "Support Tier": among("Standard", "Premium"),
  Integrations: upTo(30),
  "Modules Used": upTo(12),
  "Logins per Week": upTo(400),
  "Admin Count": upTo(9),
  Sandbox: yesNo,
  "API Use": among("None", "Some", "Heavy"),
  "Trial Days": upTo(31),
  "Partner Tier": sometimes(among("Silver", "Gold"), 20),
  "Contract Start": day,
  Status: among("Active", "Active", "Active", "Churned"),
  "Monthly Recurring Revenue": money(9_000),
  "NPS Score": sometimes(upTo(11), 60),
};

const headings = Object.keys(columns);
const cells = Object.values(columns);

async function* lines(rows: number): AsyncGenerator<string> {
  const next = createDice(20_26);
  yield `${headings.join(",")}\n`;
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const text: string[] = [];
    for (let row = from; row < Math.min(rows, from + rowsAtOnce); row++) {
      text.push(cells.map((cell) => cell(next, row)).join(","));
    }
    yield `${text.join("\n")}\n`;
  }
}

/** Writes a table of this many companies, always the same one, in pieces. */
export async function writeMillionTable(file: string, rows: number): Promise<void> {
  await pipeline(Readable.from(lines(rows)), createWriteStream(file));
}
