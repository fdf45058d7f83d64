import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { headingKey, recogniseSource } from "#lib/import/source.ts";

/** The headings that the tools really write. */
const exports: readonly [string, readonly string[]][] = (
  [
    [
      "hubspot-companies",
      "Record ID, Company name, Company Domain Name, Website URL, Company owner, Industry, Country/Region, Number of Employees, Annual Revenue, Create Date, Last Activity Date, Lifecycle Stage",
    ],
    [
      "hubspot-companies",
      "name, domain, industry, numberofemployees, annualrevenue, lifecyclestage, createdate",
    ],
    [
      "hubspot-deals",
      'Record ID, Deal Name, Deal Stage, Pipeline, Amount, Close Date, Create Date, Deal owner, Deal Type, Original Source, Is Closed Won, Is closed lost, Is Deal Closed?, Date entered "Closed Won (Sales Pipeline)", Associated Company, Associated Company IDs, Associated Contact IDs',
    ],
    ["hubspot-deals", "dealname, dealstage, closedate, dealtype, amount"],
    [
      "hubspot-contacts",
      "Record ID, First Name, Last Name, Email, Job Title, Lifecycle Stage, Contact owner, Associated Company IDs",
    ],
    [
      "hubspot-tickets",
      "Ticket ID, Ticket name, Ticket description, Category, Create date, Close date, Pipeline, Ticket status, Priority, Associated Company IDs",
    ],
    [
      "salesforce-opportunity-report",
      "Opportunity ID, Opportunity Name, Account Name, Amount, Close Date, Created Date, Stage, Type, Lead Source, Probability (%), Forecast Category, Fiscal Period, Opportunity Owner",
    ],
    [
      "salesforce-opportunity-report",
      "Opportunity Name, Account Name, Amount Currency, Amount, Close Date, Created Date, Stage, Type, Opportunity Owner",
    ],
    [
      "salesforce-opportunities",
      "Id, AccountId, StageName, IsWon, IsClosed, CloseDate, CreatedDate, Amount, Type, LeadSource",
    ],
    [
      "salesforce-accounts",
      "Account Name, Type, Industry, Employees, Annual Revenue, Billing Country, Billing State/Province, Website, Account Source, Account Owner",
    ],
    ["salesforce-accounts", "Id, Name, NumberOfEmployees, AnnualRevenue, BillingCountry, Website"],
    [
      "salesforce-leads",
      "Lead ID, First Name, Last Name, Company / Account, Title, Lead Source, Status, Rating, Lead Owner",
    ],
    [
      "stripe-subscriptions",
      "id, Customer ID, Customer Email, Customer Name, Plan, Quantity, Currency, Interval, Amount, Status, Coupon, Cancellation Reason, Created (UTC), Start (UTC), Start Date (UTC), Current Period Start (UTC), Current Period End (UTC), Trial Start (UTC), Trial End (UTC), Canceled At (UTC), Ended At (UTC), crm_company_id (metadata)",
    ],
    [
      "chartmogul-customers",
      "MRR, ARR, PLAN_NAME, BILLING_CYCLE, NET_PAYMENTS, COUNTRY, STATE, SUBSCRIBER_SINCE, STATUS, UUID",
    ],
    [
      "chartmogul-movements",
      "DATE, CUSTOMER_NAME, MRR_MOVEMENT, MRR, MOVEMENT_TYPE, CURRENCY_CODE, CUSTOMER_EXTERNAL_ID",
    ],
    [
      "zendesk-tickets",
      "Id, Requester, Requester email, Organization, Subject, Tags, Status, Priority, Via, Ticket type, Created at, Solved at, Satisfaction Score, Reopens, Replies, First reply time in minutes, Full resolution time in minutes, Product area [list]",
    ],
    [
      "intercom-conversations",
      "conversation_id, conversation_state, conversation_created_at, conversation_first_response_at, conversation_closed_at, conversation_tags, message_author_companies",
    ],
    [
      "prospecting-list",
      "First Name, Last Name, Title, Company Name, Seniority, Departments, # Employees, Industry, Keywords, Website, Country, Technologies, Annual Revenue, Total Funding, Latest Funding, Stage, Apollo Account Id",
    ],
    ["hubspot-contacts", "hs_object_id, firstname, lastname, email, jobtitle, lifecyclestage"],
    [
      "hubspot-tickets",
      "hs_ticket_id, subject, content, hs_ticket_category, createdate, closed_date, hs_pipeline, hs_pipeline_stage, hs_ticket_priority",
    ],
    [
      "hubspot-companies",
      "hs_object_id, name, domain, website, hubspot_owner_id, industry, country, numberofemployees, annualrevenue, createdate, notes_last_updated, lifecyclestage, hs_ideal_customer_profile, hs_is_target_account",
    ],
    [
      "hubspot-deals",
      "hs_object_id, dealname, dealstage, pipeline, amount, closedate, createdate, hubspot_owner_id, dealtype, hs_analytics_source, hs_is_closed_won, hs_is_closed_lost, hs_is_closed",
    ],
    [
      "salesforce-leads",
      "Id, FirstName, LastName, Company, Title, LeadSource, Status, Rating, OwnerId, IsConverted",
    ],
    [
      "salesforce-accounts",
      "Id, Name, Type, Industry, NumberOfEmployees, AnnualRevenue, BillingCountry, BillingState, Website, AccountSource, OwnerId",
    ],
    [
      "stripe-subscriptions",
      "id, customer, status, created, start_date, current_period_start, current_period_end, trial_start, trial_end, canceled_at, ended_at",
    ],
    [
      "prospecting-list",
      "First Name, Last Name, Title, Company, Seniority, Departments, # Employees, Industry, Keywords, Website, Country, Technologies, Annual Revenue, Total Funding, Latest Funding, Stage, Apollo Account Id",
    ],
  ] as const
).map(([source, list]) => [source, list.split(", ")]);

describe.each(exports)("%s", (source, headings) => {
  test("is recognised by its headings, all of which are known", () => {
    const found = recogniseSource(headings);
    expect(found.source.id).toBe(source);
    expect(found.confidence).toBeGreaterThanOrEqual(0.8);
    expect(headings.filter((_, i) => found.columns[i] === null)).toEqual([]);
  });

  test("is recognised in any order, spelled otherwise, and with columns of one's own", () => {
    const spellings = fc.constantFrom(
      (name: string) => name.toUpperCase(),
      (name: string) => name.toLowerCase(),
      (name: string) => ` ${name} `,
      (name: string) => name.replaceAll(" ", "_"),
      (name: string) => name,
    );
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...headings], { minLength: headings.length }),
        spellings,
        fc.uniqueArray(fc.stringMatching(/^Own field \d{1,3}$/), { maxLength: 4 }),
        (shuffled, spell, own) => {
          const found = recogniseSource([...shuffled.map(spell), ...own]);
          // API names in words are the labels of the report.
          expect(found.source.id.replace("-opportunity-report", "-opportunities")).toBe(
            source.replace("-opportunity-report", "-opportunities"),
          );
        },
      ),
      { seed: 4, numRuns: 60 },
    );
  });

  test("is recognised with a quarter of its columns left out, or is nobody's: never another tool's", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...headings], { minLength: Math.ceil(headings.length * 0.75) }),
        (some) => {
          const { id } = recogniseSource(some).source;
          const tools = [source.split("-")[0], "own"];
          expect(tools).toContain(id.split("-")[0]);
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  });
});

test.each([
  ["customer_id", "gender", "SeniorCitizen", "tenure", "Contract", "MonthlyCharges", "TotalCharges", "Churn"],
  ["Company", "Industry", "Country", "Employees", "Start date", "End date", "Status"],
  ["Name", "Industry", "Country", "Annual Revenue", "Website", "Status"],
  ["id", "Customer ID", "Plan", "Amount", "Status"],
  ["First Name", "Last Name", "Email"],
  ["a", "b", "c"],
])("a table of one's own stays one's own: %s", (...headings) => {
  const found = recogniseSource(headings);
  expect(found.source.id).toBe("own-table");
  expect(found.confidence).toBeGreaterThan(0.5);
});

test("a record's own id and that of its account are told apart", () => {
  const headings = ["Record ID", "Deal Name", "Deal Stage", "Amount", "Associated Company IDs"];
  expect(recogniseSource(headings).columns.map((column) => column?.field)).toEqual([
    "record id",
    "record name",
    "stage",
    "amount",
    "account id",
  ]);
});

test("headings are compared without case, spaces and punctuation", () => {
  expect(headingKey(" Is Deal Closed? ")).toBe("isdealclosed");
  expect(headingKey("Country/Region")).toBe(headingKey("country_region"));
});

test("the workshop's own exports are known by their first heading", () => {
  const accounts = [
    "ICP Workshop account",
    "Account name",
    "Domain",
    "Left [as of 2025-06-30]",
    "Plan [budget, deal, text]",
  ];
  const found = recogniseSource(accounts);
  expect([found.source.id, found.confidence > 0.5]).toEqual(["workshop-accounts", true]);
  expect(found.columns.map((column) => column?.role)).toEqual([
    "identifier",
    "name",
    "domain",
    "status",
    "attribute",
  ]);
  const people = ["ICP Workshop account of the person", "Record ID", "Email", "Last Name", "Note"];
  expect(recogniseSource(people).source.id).toBe("workshop-people");
});
