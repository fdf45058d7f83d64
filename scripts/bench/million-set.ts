import { createWriteStream } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { companyNames } from "#lib/samples/names.ts";
import { chanceOf } from "#lib/samples/random.ts";

/** The files of the set, with their share of the rows. */
const shares = {
  "hubspot-companies.csv": 0.3,
  "hubspot-deals.csv": 0.3,
  "hubspot-contacts.csv": 0.2,
  "stripe-subscriptions.csv": 0.1,
  "zendesk-tickets.csv": 0.1,
} as const;

const industries = ["SaaS", "Fintech", "Healthcare", "Retail", "Media", "Energy"] as const;
const two = (value: number) => String(value).padStart(2, "0");
const day = (n: number, year: number) => `${year + (n % 3)}-${two(1 + (n % 12))}-${two(1 + (n % 28))}`;

interface Company {
  readonly id: number;
  readonly name: string;
  readonly domain: string;
}

/** A line of each file; `n` counts the lines of the file, `of` is one of the companies. */
const lines: Readonly<
  Record<keyof typeof shares, { headings: string; line: (n: number, of: Company) => string }>
> = {
  "hubspot-companies.csv": {
    headings:
      "Record ID,Company name,Company Domain Name,Industry,Country/Region,Number of Employees,Create Date,Lifecycle Stage",
    line: (n, { id, name, domain }) =>
      `${id},${name},${domain},${industries[n % 6]},${["Germany", "France", "Sweden"][n % 3]},${(n * 7) % 4000},2021-11-05 09:30,${n % 3 === 0 ? "lead" : "customer"}`,
  },
  "hubspot-deals.csv": {
    headings:
      "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Closed Lost Reason,Associated Company IDs",
    line: (n, { id, name }) =>
      `${5_000_000 + n},${name} deal,${n % 3 === 0 ? "Closed Lost" : "Closed Won"},${(n % 900) * 10},${day(n, 2023)} 16:00,${day(n, 2020)} 08:15,${n % 3 === 0 ? "Price" : ""},${id}`,
  },
  "hubspot-contacts.csv": {
    headings: "Record ID,First Name,Last Name,Email,Job Title,Lifecycle Stage,Associated Company IDs",
    line: (n, { id, domain }) =>
      `${9_000_000 + n},Ada,Person${n},ada.${n}@${domain},Head of Data,lead,${n % 7 === 0 ? "" : id}`,
  },
  "stripe-subscriptions.csv": {
    headings:
      "id,Customer ID,Customer Email,Customer Name,Plan,Quantity,Currency,Interval,Amount,Status,Start Date (UTC),Ended At (UTC)",
    line: (n, { id, name, domain }) =>
      `sub_${n},cus_${id},${n % 3 === 0 ? `pay${id}@gmail.com` : `ap@${domain}`},${n % 3 === 0 ? `${name} Inc.` : ""},${["Team", "Pro"][n % 2]},1,usd,month,${(n % 200) * 10}.00,${n % 4 === 0 ? "canceled" : "active"},${day(n, 2021)} 11:40:02,${n % 4 === 0 ? `${day(n, 2024)} 11:40:02` : ""}`,
  },
  "zendesk-tickets.csv": {
    headings:
      "Id,Requester,Requester email,Organization,Subject,Tags,Status,Created at,Solved at,Satisfaction Score",
    line: (n, { name, domain }) =>
      `${70_000 + n},Somebody,${n % 3 === 2 ? "somebody@gmail.com" : `help@${domain}`},${n % 3 === 2 ? name : ""},It stops,login web,Closed,${day(n, 2024)}T08:00:00Z,${day(n, 2024)}T09:00:00Z,Good`,
  },
};

const linesAtOnce = 2_000;

async function* text(file: keyof typeof shares, count: number, companies: readonly Company[]) {
  const { headings, line } = lines[file];
  yield `${headings}\n`;
  for (let from = 0; from < count; from += linesAtOnce) {
    const some: string[] = [];
    // Every company has its row; of what happens the lines are spread over all of them, out of their order.
    for (let n = from; n < Math.min(count, from + linesAtOnce); n++)
      some.push(line(n, companies[file === "hubspot-companies.csv" ? n : (n * 7_919) % companies.length]!));
    yield `${some.join("\n")}\n`;
  }
}

/** Writes five files of a company's tools with `rows` rows in total about three tenths as many companies; always the same ones. */
export async function writeMillionSet(folder: string, rows: number): Promise<readonly string[]> {
  const random = chanceOf(20_26);
  const nameOf = companyNames(random);
  const companies = Array.from({ length: Math.round(rows * shares["hubspot-companies.csv"]) }, (_, i) => ({
    id: 100_000 + i,
    ...nameOf(industries[i % 6]!),
  }));
  const files: string[] = [];
  for (const name of Object.keys(shares) as (keyof typeof shares)[]) {
    const file = path.join(folder, name);
    await pipeline(
      Readable.from(text(name, Math.round(rows * shares[name]), companies)),
      createWriteStream(file),
    );
    files.push(file);
  }
  return files;
}
