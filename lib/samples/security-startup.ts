import { daysPerMonth } from "#lib/accounts/outcome.ts";
import { isoDate } from "#lib/import/value.ts";
import { dayOf } from "#lib/samples/calendar.ts";
import { type CompanyName, companyNames } from "#lib/samples/names.ts";
import { type Chance, chanceOf } from "#lib/samples/random.ts";
import { type Cell, csvText, type SampleTable } from "#lib/samples/table.ts";

/** The day the table was exported: whoever has no end date was still a customer then. */
export const securityStartupAsOf = "2026-09-30";

export const securityStartupHeadings = [
  "Company",
  "Domain",
  "Industry",
  "Employees",
  "Country",
  "Cloud stack",
  "Security owner",
  "Deployment",
  "Procurement",
  "Champion role",
  "Funding stage",
  "Lead source",
  "Start date",
  "End date",
  "Status",
  "Onboarding days",
  "Tickets in first 90 days",
  "Expansion %",
  "ACV",
] as const;

type Segment = "mid-market SaaS" | "very small" | "large enterprise" | "other mid-size";

interface Traits {
  readonly segment: Segment;
  readonly industry: string;
  readonly employees: number;
  readonly stack: readonly string[];
  readonly securityOwner: boolean;
  readonly onPremises: boolean;
  readonly procurement: string;
}

const segmentOf: readonly (readonly [Segment, number])[] = [
  ["mid-market SaaS", 19],
  ["very small", 13],
  ["large enterprise", 8],
  ["other mid-size", 10],
];

const modern = [
  ["AWS", "Okta", "Kubernetes"],
  ["AWS", "Okta"],
  ["Google Cloud", "Okta", "Kubernetes"],
  ["AWS", "Kubernetes"],
  ["Azure", "Entra ID", "Kubernetes"],
] as const;
const dated = [["VMware"], ["VMware", "Active Directory"], ["Active Directory"], ["Shared hosting"]] as const;

const otherIndustries = [
  "Healthcare",
  "Manufacturing",
  "Logistics",
  "Professional services",
  "Fintech",
  "Retail",
] as const;

/** What a company is like before anybody sells to it; the outcomes follow from this. */
function traitsOf(segment: Segment, index: number, random: Chance): Traits {
  switch (segment) {
    case "mid-market SaaS":
      return {
        segment,
        industry: "SaaS",
        employees: random.between(205, 980),
        stack: index % 9 === 8 ? random.pick(dated) : random.pick(modern),
        securityOwner: index % 6 !== 5,
        onPremises: index === 11,
        procurement: index % 7 === 3 ? "Security questionnaire" : "Standard terms",
      };
    case "very small":
      return {
        segment,
        industry: index < 4 ? "SaaS" : random.pick(otherIndustries),
        employees: random.between(4, 38),
        stack: index % 3 === 0 ? random.pick(modern) : random.pick(dated),
        securityOwner: index === 2,
        onPremises: index === 7,
        procurement: "Credit card",
      };
    case "large enterprise":
      return {
        segment,
        industry: random.pick(["Fintech", "Manufacturing", "Insurance", "Retail", "Energy"] as const),
        employees: random.between(24, 190) * 100,
        stack: index % 2 === 0 ? random.pick(modern) : random.pick(dated),
        securityOwner: index !== 4,
        onPremises: index === 1 || index === 5,
        procurement: index === 6 ? "Security questionnaire" : "Custom contract",
      };
    case "other mid-size":
      return {
        segment,
        industry: random.pick(otherIndustries),
        employees: random.between(60, 1400),
        stack: index % 2 === 0 ? random.pick(modern) : random.pick(dated),
        securityOwner: index % 3 === 0,
        onPremises: index === 1 || index === 4 || index === 7,
        procurement: index % 4 === 1 ? "Security questionnaire" : "Standard terms",
      };
  }
}

interface Story {
  readonly onboarding: number;
  readonly tickets: number;
  readonly expansion: number;
  readonly leavesAfterMonths: number;
  readonly contract: number;
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** What happened after the sale. On-premises overrides every other strength: that is what makes it a disqualifier. */
function storyOf(traits: Traits, random: Chance): Story {
  const core = traits.segment === "mid-market SaaS" && !traits.onPremises;
  const friction =
    (traits.onPremises ? 34 : 0) +
    (traits.securityOwner ? 0 : 9) +
    (traits.procurement === "Custom contract" ? 18 : 0);
  const onboarding = core ? random.normal(21, 4) + friction * 0.4 : random.normal(38, 7) + friction;
  const tickets = random.count(core ? 3 : 6 + friction / 8);
  const expansion = expansionOf(traits, core, random);
  return {
    onboarding: Math.round(clamp(onboarding, 9, 140)),
    tickets,
    expansion: Math.round(expansion),
    leavesAfterMonths: leavingMonths(traits, core, random),
    contract: Math.max(
      3600,
      Math.round(((2400 + 650 * Math.sqrt(traits.employees)) * random.normal(1, 0.12)) / 600) * 600,
    ),
  };
}

function expansionOf(traits: Traits, core: boolean, random: Chance): number {
  if (core) return random.normal(traits.securityOwner ? 31 : 24, 5);
  if (traits.onPremises) return random.normal(-12, 8);
  if (traits.segment === "very small") return random.normal(-4, 7);
  return random.normal(traits.securityOwner ? 11 : 4, 6);
}

/** Some of the best leave and some of the worst stay: a sample without exceptions would teach the wrong lesson. */
function leavingMonths(traits: Traits, core: boolean, random: Chance): number {
  const stays = random.normal(66, 14);
  if (traits.onPremises) return random.normal(9, 2);
  if (traits.segment === "very small") return random.chance(0.15) ? stays : random.normal(7.5, 2);
  if (core) return random.chance(traits.securityOwner ? 0.06 : 0.25) ? random.normal(9, 1.5) : stays;
  return random.chance(traits.securityOwner ? 0.2 : 0.45) ? random.normal(10, 2) : stays;
}

const championFor: Readonly<Record<Segment, readonly string[]>> = {
  "mid-market SaaS": ["Head of Security", "CISO", "VP Engineering"],
  "very small": ["Founder", "CTO", "Office manager"],
  "large enterprise": ["CISO", "IT Director", "Procurement lead"],
  "other mid-size": ["IT Director", "VP Engineering", "CFO"],
};

function fundingOf(segment: Segment, random: Chance): string {
  if (segment === "large enterprise") return random.pick(["Public", "Private"] as const);
  if (segment === "very small") return random.pick(["Bootstrapped", "Seed"] as const);
  return random.pick(["Series A", "Series B", "Series C", "Bootstrapped"] as const);
}

function rowOf(traits: Traits, company: CompanyName, random: Chance): Cell[] {
  const story = storyOf(traits, random);
  const asOf = dayOf(securityStartupAsOf);
  // Selling to on-premises companies stopped last autumn: without that their fate would not be known yet.
  const lastStart = dayOf(traits.onPremises ? "2025-10-30" : "2026-05-20");
  const start = random.between(dayOf("2024-02-05"), lastStart);
  const end = start + Math.round(clamp(story.leavesAfterMonths, 3, 90) * daysPerMonth);
  const left = end <= asOf;
  const lived = (left ? end : asOf) - start;
  return [
    company.name,
    company.domain,
    traits.industry,
    random.chance(0.04) ? null : traits.employees,
    random.pick(["Germany", "United Kingdom", "United States", "Netherlands", "France", "Sweden"] as const),
    random.chance(0.08) ? null : traits.stack.join(";"),
    random.chance(0.08) ? null : traits.securityOwner ? "Yes" : "No",
    traits.onPremises ? "On-premises" : "Cloud",
    traits.procurement,
    random.chance(0.1) ? "N/A" : random.pick(championFor[traits.segment]),
    random.chance(0.12) ? null : fundingOf(traits.segment, random),
    random.pick(["Referral", "Inbound", "Outbound", "Event", "Partner"] as const),
    isoDate(start),
    left ? isoDate(end) : null,
    left ? "Churned" : "Active",
    story.onboarding,
    story.tickets,
    // Expansion is measured over a customer's first year: whoever has not lived it yet has none, not zero.
    lived < 365 ? null : story.expansion,
    `USD ${story.contract.toLocaleString("en-US")}.00`,
  ];
}

/**
 * The worked example: the first 50 customers of a start-up that sells security software, as its CRM would
 * export them. Always the same rows. The tendencies are planted, the noise is honest, and n is 50: most of
 * what it shows is "not enough evidence", which is the point.
 */
export function securityStartup(): SampleTable {
  const random = chanceOf(20_260_930);
  const name = companyNames(random);
  const rows = segmentOf.flatMap(([segment, count]) =>
    Array.from({ length: count }, (_, index) => {
      const traits = traitsOf(segment, index, random);
      return rowOf(traits, name(traits.industry), random);
    }),
  );
  return { headings: securityStartupHeadings, rows: random.shuffle(rows) };
}

export const securityStartupCsv = (): string => csvText(securityStartup());
