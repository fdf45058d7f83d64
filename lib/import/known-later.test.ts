import { describe, expect, test } from "vitest";
import { isAsOfExport, laterByHeading } from "#lib/import/known-later.ts";
import { planTable } from "#lib/import/plan-columns.ts";

const plan = (headings: readonly string[], cells: readonly (readonly string[])[]) =>
  planTable(
    headings,
    cells.map((row, i) => ({ number: i + 2, cells: [...row], suspect: false })),
    ",",
  );

test.each([
  "Last Activity Date",
  "Last Contacted",
  "Current MRR",
  "Current Period Start (UTC)",
  "Number of tickets",
  "Number of Pageviews",
  "Open tickets",
  "Lifecycle Stage",
  "NPS",
  "CSAT score",
  "Satisfaction Score",
  "Health score",
  "Renewal date",
  "Days since last login",
  "Total Revenue",
  "Days to Close",
  "Kundenzufriedenheit Zufriedenheit",
  "Letzte Aktivität",
  "Dernière connexion",
  "Última compra",
])("%s is known only later, and why is said", (heading) => {
  expect(laterByHeading(heading)).toMatch(/^[A-Z].*(?:after the sale|is closed)\.$/);
});

test.each([
  "Industry",
  "Number of Employees",
  "Annual Revenue",
  "Country",
  "Technologies",
  "Latest Funding",
  "Lead Source",
  "Original Source",
  "Plan",
  "Visits before the demo",
  "Number of offices",
  "Security owner",
])("%s may be known before", (heading) => {
  expect(laterByHeading(heading)).toBeNull();
});

/** What of an export would be a trait, when it is known, and what is said of it. */
const traitsOf = (headings: readonly string[], cells: readonly (readonly string[])[]) =>
  plan(headings, cells).columns.flatMap(({ heading, field, mapping, doubt }) =>
    field === "trait" ? [[heading, mapping.knownAt, doubt !== null] as const] : [],
  );
const row = (headings: readonly string[], told: Readonly<Record<string, string>>) => [
  headings.map((heading) => told[heading] ?? "x"),
];

describe("of each tool's export, what is not as it was at the sale is no trait, or is flagged", () => {
  test.each<
    [
      string,
      readonly string[],
      Readonly<Record<string, string>>,
      readonly (readonly [string, string, boolean])[],
    ]
  >([
    [
      "HubSpot companies",
      "Record ID|Company name|Company owner|Industry|Number of Employees|Annual Revenue|Create Date|Last Activity Date|Lifecycle Stage|Number of Pageviews|Total Revenue|NPS".split(
        "|",
      ),
      {
        "Number of Employees": "120",
        "Annual Revenue": "5000000",
        "Number of Pageviews": "77",
        "Total Revenue": "9",
        NPS: "9",
      },
      [
        ["Industry", "prospect", false],
        ["Number of Employees", "prospect", false],
        ["Annual Revenue", "prospect", false],
        ["Number of Pageviews", "customer", true],
        ["Total Revenue", "customer", true],
        ["NPS", "customer", true],
      ],
    ],
    [
      "HubSpot deals",
      'Record ID|Deal Name|Deal Stage|Close Date|Create Date|Deal owner|Deal Type|Date entered "Closed Won (Sales Pipeline)"|Number of times contacted|Last Contacted|Budget owner'.split(
        "|",
      ),
      { "Number of times contacted": "7", "Last Contacted": "2025-01-02" },
      [
        ["Deal Type", "deal", false],
        ["Number of times contacted", "customer", true],
        ["Last Contacted", "customer", true],
        ["Budget owner", "deal", false],
      ],
    ],
    [
      "Salesforce accounts",
      "Account Name|Type|Industry|Employees|Annual Revenue|Billing Country|Account Owner|Account Source|Last Activity|Number of Open Cases".split(
        "|",
      ),
      { Employees: "12", "Annual Revenue": "5", "Number of Open Cases": "3" },
      [
        ["Industry", "prospect", false],
        ["Employees", "prospect", false],
        ["Annual Revenue", "prospect", false],
        ["Billing Country", "prospect", false],
        ["Account Source", "deal", false],
        ["Number of Open Cases", "customer", true],
      ],
    ],
    [
      "Salesforce opportunities",
      "Opportunity ID|Opportunity Name|Account Name|Amount|Close Date|Created Date|Stage|Type|Lead Source|Probability (%)|Fiscal Period|Age|Opportunity Owner|Last Activity".split(
        "|",
      ),
      {},
      [
        ["Type", "deal", false],
        ["Lead Source", "deal", false],
      ],
    ],
    [
      "Stripe subscriptions",
      "id|Customer ID|Plan|Coupon|Currency|Interval|Amount|Status|Created (UTC)|Start Date (UTC)|Current Period Start (UTC)|Current Period End (UTC)|Ended At (UTC)|region (metadata)".split(
        "|",
      ),
      {},
      [
        ["Plan", "deal", true],
        ["Coupon", "deal", false],
        ["region (metadata)", "deal", false],
      ],
    ],
    [
      "ChartMogul customers",
      "UUID|NAME|MRR|ARR|PLAN_NAME|BILLING_CYCLE|NET_PAYMENTS|COUNTRY|SUBSCRIBER_SINCE|STATUS".split("|"),
      {},
      [
        ["PLAN_NAME", "customer", true],
        ["BILLING_CYCLE", "customer", true],
        ["COUNTRY", "prospect", false],
      ],
    ],
    [
      "ChartMogul movements",
      "DATE|CUSTOMER_NAME|MRR_MOVEMENT|MRR|MOVEMENT_TYPE|CURRENCY_CODE|CUSTOMER_EXTERNAL_ID".split("|"),
      {},
      [],
    ],
    [
      "Zendesk tickets",
      "Id|Requester|Requester email|Organization|Subject|Tags|Status|Priority|Created at|Solved at|Satisfaction Score|Reopens|Plan [list]".split(
        "|",
      ),
      {},
      [],
    ],
    [
      "Intercom conversations",
      "conversation_id|conversation_state|conversation_created_at|conversation_closed_at|conversation_tags|message_author_companies".split(
        "|",
      ),
      {},
      [],
    ],
    [
      "HubSpot contacts",
      "Record ID|First Name|Last Name|Email|Job Title|Lifecycle Stage|Contact owner|Associated Company IDs|Create Date".split(
        "|",
      ),
      {},
      [],
    ],
    [
      "HubSpot tickets",
      "Ticket ID|Ticket name|Category|Create date|Close date|Pipeline|Ticket status|Priority|Associated Company IDs".split(
        "|",
      ),
      {},
      [],
    ],
    [
      "Salesforce leads",
      "Lead ID|First Name|Last Name|Company / Account|Title|Lead Source|Status|Rating|Lead Owner".split("|"),
      {},
      [["Lead Source", "deal", false]],
    ],
    [
      "Apollo-style list",
      "First Name|Last Name|Title|Company Name|# Employees|Industry|Keywords|Country|Technologies|Latest Funding|Stage".split(
        "|",
      ),
      { "# Employees": "12" },
      [
        ["# Employees", "prospect", false],
        ["Industry", "prospect", false],
        ["Keywords", "prospect", false],
        ["Country", "prospect", false],
        ["Technologies", "prospect", false],
        ["Latest Funding", "prospect", false],
      ],
    ],
  ])("%s", (label, headings, told, traits) => {
    expect(plan(headings, row(headings, told)).source.label).toContain(label.split(" ")[0]);
    expect(traitsOf(headings, row(headings, told))).toEqual(traits);
  });
});

const days = (month: number) =>
  Array.from({ length: 10 }, (_, i) => `2024-${`${month}`.padStart(2, "0")}-${10 + i}`);

test("a date that lies after the start is one of what happened since", () => {
  const [start, demo, training] = [days(5), days(4), days(9)];
  const cells = start.map((day, i) => [
    `C${i}`,
    day,
    demo[i]!,
    i < 3 ? "" : training[i]!,
    i % 2 ? "yes" : "no",
  ]);
  const { columns } = plan(["Customer", "Start date", "First demo", "Training", "Churned"], cells);
  expect(columns.map(({ mapping }) => mapping.knownAt).slice(2, 4)).toEqual(["prospect", "customer"]);
  expect(columns[3]!.doubt).toBe(
    "Lies after the day it became a customer in 7 of 7 rows, so it is known only after the sale.",
  );
});

test("so is one that somebody has added to the deals of a tool", () => {
  const headings = [
    "Record ID",
    "Deal Name",
    "Deal Stage",
    "Deal owner",
    "Close Date",
    "First visit",
    "Handover",
  ];
  const cells = days(5).map((day, i) => [`${i}`, "D", "Closed Won", "X", day, days(3)[i]!, days(7)[i]!]);
  const { columns } = plan(headings, cells);
  expect(columns.slice(5).map(({ mapping }) => mapping.knownAt)).toEqual(["prospect", "customer"]);
});

test("what an account of a tool tells in numbers is told as on the day of the export, and is said to be", () => {
  const told = (headings: readonly string[], cells: Readonly<Record<string, string>>) => {
    const { source, columns } = plan(headings, row(headings, cells));
    return columns.filter((column) => isAsOfExport(source, column)).map(({ heading }) => heading);
  };
  const companies = ["Record ID", "Company name", "Company owner", "Industry", "Number of Employees", "NPS"];
  expect(told(companies, { "Number of Employees": "51-200", NPS: "9" })).toEqual(["Number of Employees"]);
  expect(told(["Customer", "Number of Employees", "Churned"], { "Number of Employees": "7" })).toEqual([]);
});
