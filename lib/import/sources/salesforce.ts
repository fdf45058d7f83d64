import { column, detail, type Source, trait } from "#lib/import/sources/definition.ts";

const modified = detail(["Last Modified Date", "LastModifiedDate", "Last Activity", "LastActivityDate"]);

export const salesforceAccounts: Source = {
  id: "salesforce-accounts",
  label: "Salesforce accounts",
  tool: "Salesforce",
  kind: "company",
  columns: [
    column("record id", "identifier", ["Account ID", "Id", "18 Digit Account ID"]),
    column("account name", "name", ["Account Name", "Name"]),
    column("status", "status", ["Type", "Account Type"]),
    trait("firmographic", ["Industry"]),
    trait("firmographic", ["Employees", "NumberOfEmployees"], "prospect", "number"),
    trait("firmographic", ["Annual Revenue", "AnnualRevenue"], "prospect", "number"),
    trait("geographic", ["Billing Country", "BillingCountry"]),
    trait("geographic", ["Billing State/Province", "BillingState", "Billing City", "BillingCity"]),
    column("domain", "domain", ["Website"]),
    trait("buying process", ["Account Source", "AccountSource"], "deal"),
    column("owner", "owner", ["Account Owner", "OwnerId", "Owner.Name"]),
    column("created", "event", ["Created Date", "CreatedDate"], { type: "date" }),
    detail(["Parent Account", "ParentId", "Rating", "Ownership"]),
    modified,
  ],
  needs: [
    ["Account Name", "Name"],
    ["Billing Country", "Billing State/Province", "Account Owner", "Account Source", "Account Type"],
  ],
};

const opportunityColumns: Source["columns"] = [
  column("record id", "identifier", ["Opportunity ID", "Id", "18 Digit Opportunity ID"]),
  column("record name", "ignore", ["Opportunity Name", "Name"]),
  column("account name", "name", ["Account Name", "Account.Name"]),
  column("account id", "identifier", ["Account ID", "AccountId"]),
  column("amount", "outcome", ["Amount"], { type: "number" }),
  column("currency", "ignore", ["Currency", "CurrencyIsoCode"]),
  column("closed", "event", ["Close Date", "CloseDate"], { type: "date" }),
  column("created", "event", ["Created Date", "CreatedDate"], { type: "date" }),
  column("stage", "stage", ["Stage", "StageName"]),
  trait("buying process", ["Type"], "deal"),
  trait("buying process", ["Lead Source", "LeadSource"], "deal"),
  column("probability", "ignore", ["Probability (%)", "Probability"], { type: "number" }),
  column("won", "status", ["Won", "IsWon"], { type: "yes-no" }),
  column("is closed", "status", ["Closed", "IsClosed"], { type: "yes-no" }),
  column("loss reason", "loss reason", ["Loss Reason", "Closed Lost Reason", "Loss_Reason__c"]),
  detail(["Forecast Category", "ForecastCategoryName", "Fiscal Period", "Age", "Next Step", "NextStep"]),
  column("owner", "owner", ["Opportunity Owner", "OwnerId", "Owner.Name"]),
  detail(["Owner Role", "Expected Revenue", "ExpectedRevenue"]),
  modified,
];
const twinCurrency: NonNullable<Source["patterns"]> = [
  {
    pattern: /^(?:amount|expected revenue|annual revenue) currency$/i,
    column: { field: "currency", role: "ignore" },
  },
];

/** Labels as headings: what the report builder writes. */
export const salesforceReport: Source = {
  id: "salesforce-opportunity-report",
  label: "Salesforce opportunities (report)",
  tool: "Salesforce",
  kind: "deal",
  columns: opportunityColumns,
  patterns: twinCurrency,
  needs: [
    ["Opportunity Name", "Opportunity ID", "Opportunity Owner"],
    ["Stage", "Close Date", "Forecast Category", "Fiscal Period"],
  ],
};

/** API names as headings: what Data Loader and SOQL write. */
export const salesforceOpportunities: Source = {
  id: "salesforce-opportunities",
  label: "Salesforce opportunities",
  tool: "Salesforce",
  kind: "deal",
  columns: opportunityColumns,
  needs: [
    ["StageName", "IsWon", "ForecastCategoryName"],
    ["AccountId", "CloseDate", "IsClosed"],
  ],
};

export const salesforceLeads: Source = {
  id: "salesforce-leads",
  label: "Salesforce leads",
  tool: "Salesforce",
  kind: "lead",
  columns: [
    column("record id", "identifier", ["Lead ID", "Id"]),
    column("first name", "person", ["First Name", "FirstName"]),
    column("last name", "person", ["Last Name", "LastName"]),
    column("account name", "name", ["Company / Account", "Company"]),
    column("title", "person", ["Title"]),
    column("email", "person", ["Email"]),
    column("domain", "domain", ["Website"]),
    column("detail", "person", ["Phone", "Mobile", "MobilePhone"]),
    trait("buying process", ["Lead Source", "LeadSource"], "deal"),
    column("status", "stage", ["Lead Status", "Status"]),
    detail(["Rating", "Converted", "IsConverted"]),
    column("owner", "owner", ["Lead Owner", "OwnerId"]),
    trait("firmographic", ["Industry"]),
    trait("firmographic", ["No. of Employees", "NumberOfEmployees"], "prospect", "number"),
    trait("firmographic", ["Annual Revenue", "AnnualRevenue"], "prospect", "number"),
    trait("geographic", ["Country", "State/Province", "State"]),
    column("do not contact", "do not contact", [
      "Email Opt Out",
      "HasOptedOutOfEmail",
      "Do Not Call",
      "DoNotCall",
    ]),
    column("created", "event", ["Create Date", "Created Date", "CreatedDate"], { type: "date" }),
    modified,
  ],
  needs: [
    ["Lead ID", "Lead Owner", "Lead Status", "IsConverted", "Rating"],
    ["Company / Account", "Company"],
    ["Last Name", "Email", "Lead Owner"],
  ],
};
