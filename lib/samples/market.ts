import type { CompanyName } from "#lib/samples/names.ts";
import type { Chance } from "#lib/samples/random.ts";

export type Segment = "Small" | "Mid-market" | "Enterprise";

/** A company of the market that the eight-quarters sample sells billing software to, as known before a sale. */
export interface Company extends CompanyName {
  readonly industry: string;
  readonly employees: number;
  readonly segment: Segment;
  readonly country: string;
  readonly founded: number;
  readonly revenueModel: "Recurring" | "One-off";
  readonly pricing: "Per seat" | "Usage-based" | "Flat";
  readonly ledger: string;
  readonly crm: string;
  readonly stack: readonly string[];
  readonly financeOwner: boolean;
  readonly funding: string;
  readonly throughPartner: boolean;
  readonly champion: string;
  readonly source: string;
}

const industries = [
  ["SaaS", 30],
  ["E-commerce", 14],
  ["Fintech", 10],
  ["Media", 10],
  ["Healthcare", 9],
  ["Manufacturing", 9],
  ["Professional services", 8],
  ["Logistics", 5],
  ["Education", 5],
] as const;

const recurring = new Set(["SaaS", "Fintech", "Media", "Education"]);

const countries = [
  ["Germany", 22],
  ["United Kingdom", 18],
  ["United States", 18],
  ["France", 12],
  ["Netherlands", 9],
  ["Spain", 8],
  ["Portugal", 7],
  ["Sweden", 6],
] as const;

function employeesOf(segment: Segment, random: Chance): number {
  if (segment === "Small") return random.between(6, 49);
  if (segment === "Mid-market") return Math.round(50 + 450 * random.next() ** 1.4);
  return Math.round((500 + 4500 * random.next() ** 2) / 10) * 10;
}

/** Who lives from subscriptions bills again and again; others do so half the time. */
const billsAgain = (industry: string): number => (recurring.has(industry) ? 0.9 : 0.52);

function ledgerOf(segment: Segment, random: Chance): string {
  if (segment === "Small")
    return random.weighted([
      ["Xero", 50],
      ["QuickBooks", 32],
      ["Custom-built", 18],
    ] as const);
  if (segment === "Mid-market")
    return random.weighted([
      ["NetSuite", 42],
      ["Xero", 22],
      ["Sage", 18],
      ["Custom-built", 18],
    ] as const);
  return random.weighted([
    ["SAP", 45],
    ["NetSuite", 35],
    ["Custom-built", 20],
  ] as const);
}

function stackOf(random: Chance): string[] {
  const cloud = random.weighted([
    ["AWS", 50],
    ["Azure", 25],
    ["Google Cloud", 25],
  ] as const);
  const extras = ["Snowflake", "Segment", "Zapier", "Slack", "Kafka"].filter(() => random.chance(0.3));
  return [cloud, ...extras];
}

const partnerShare: Readonly<Record<Segment, number>> = { Small: 0.84, "Mid-market": 0.16, Enterprise: 0.1 };

const championOf: Readonly<Record<Segment, readonly string[]>> = {
  Small: ["Founder", "Office manager", "Head of Operations"],
  "Mid-market": ["CFO", "Head of Finance", "Head of Operations", "VP Product"],
  Enterprise: ["Head of Finance", "IT Director", "Procurement lead", "CFO"],
};

/**
 * One company drawn from the market. Partners bring mostly small companies: that is what makes selling through
 * partners look bad until size is held fixed.
 */
export function companyOf(name: (industry: string) => CompanyName, random: Chance): Company {
  const industry = random.weighted(industries);
  const segment = random.weighted([
    ["Small", 38],
    ["Mid-market", 42],
    ["Enterprise", 20],
  ] as const);
  const employees = employeesOf(segment, random);
  const throughPartner = random.chance(partnerShare[segment]);
  return {
    ...name(industry),
    industry,
    segment,
    employees,
    country: random.weighted(countries),
    founded: random.between(1988, 2022),
    revenueModel: random.chance(billsAgain(industry)) ? "Recurring" : "One-off",
    pricing: random.weighted([
      ["Per seat", 40],
      ["Flat", 34],
      ["Usage-based", 26],
    ] as const),
    ledger: ledgerOf(segment, random),
    crm: random.pick(["HubSpot", "Salesforce", "Pipedrive", "None"] as const),
    stack: stackOf(random),
    financeOwner: random.chance(segment === "Small" ? 0.3 : 0.6),
    funding: random.weighted([
      ["Bootstrapped", 38],
      ["Seed", 14],
      ["Series A", 20],
      ["Series B+", 18],
      ["Public", 10],
    ] as const),
    throughPartner,
    champion: random.pick(championOf[segment]),
    source: throughPartner
      ? "Partner"
      : random.weighted([
          ["Inbound", 40],
          ["Outbound", 28],
          ["Event", 14],
          ["Referral", 18],
        ] as const),
  };
}
