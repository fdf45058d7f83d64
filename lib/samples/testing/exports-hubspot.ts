import { isoDate } from "#lib/import/value.ts";
import {
  hasDomain,
  isDoubled,
  nothing,
  otherAddress,
  plainDialect,
  sheetOf,
  type Writing,
} from "#lib/samples/testing/exports-file.ts";
import { exportedOn, type StoryCompany } from "#lib/samples/testing/exports-story.ts";

const companyHeadings = [
  "Record ID",
  "Company name",
  "Company Domain Name",
  "Company owner",
  "Industry",
  "Country/Region",
  "Number of Employees",
  "Create Date",
  "Lifecycle Stage",
] as const;

/** Companies, with one that has two records. */
function writeCompanies(writing: Writing, companies: readonly StoryCompany[]): void {
  const sheet = sheetOf(writing, "hubspot-companies.csv", companyHeadings, { ...plainDialect, mark: true });
  const stage = (company: StoryCompany) => (company.customer === null ? "lead" : "customer");
  for (const company of companies) {
    const { id, name, industry, country, employees } = company;
    const isWordy = employees === null && id % 2 === 0;
    const people = employees ?? (isWordy ? "a few" : nothing(id));
    const domain = hasDomain(company) ? otherAddress(company) : nothing(id);
    sheet.add(
      id,
      name,
      domain,
      "Ebba Nyström",
      industry,
      country,
      people,
      "2021-11-05 09:30",
      stage(company),
    );
    if (isWordy) sheet.problem("Number of Employees", "number");
  }
  const [doubled] = companies;
  if (doubled !== undefined) {
    const { name, domain, industry, country } = doubled;
    sheet.add(8999, name, domain, "", industry, country, "", "2023-02-01 09:30", "lead");
  }
  sheet.finish();
}

const dealHeadings = [
  "Record ID",
  "Deal Name",
  "Deal Stage",
  "Pipeline",
  "Amount",
  "Close Date",
  "Create Date",
  "Deal owner",
  "Closed Lost Reason",
  "Associated Company",
  "Associated Company IDs",
  "Associated Contact IDs",
] as const;

/** Deals, one of them twice, one of nobody, and one of a company that has been deleted. */
function writeDeals(writing: Writing, companies: readonly StoryCompany[]): void {
  const sheet = sheetOf(writing, "hubspot-deals.csv", dealHeadings, { ...plainDialect, newline: "\r\n" });
  const stages = new Map([
    [true, "Closed Won"],
    [false, "Closed Lost"],
    [null, "Proposal, sent"],
  ]);
  let repeated = false;
  for (const { id, name, deals, people } of companies) {
    for (const deal of deals) {
      const isUnsaid = deal.won === null;
      const companyIds = deal.id % 3 === 0 ? `${id};${8000 + (deal.id % 900)}` : id;
      const row = [
        deal.id,
        `${name} "${deal.won === null ? "new" : "first"}" deal`,
        stages.get(deal.won)!,
        "Sales Pipeline",
        isUnsaid ? "tbc" : deal.amount,
        `${isoDate(deal.closed)} 16:00`,
        `${isoDate(deal.created)} 08:15`,
        "Paolo Ferri",
        deal.reason,
        name,
        companyIds,
        people[0]?.id ?? "",
      ];
      sheet.add(...row);
      writing.joins.byId++;
      if (isUnsaid) sheet.problem("Amount", "number");
      if (repeated || isUnsaid) continue;
      repeated = true;
      sheet.add(...row);
      sheet.problem("Record ID", "repeated");
    }
  }
  for (const [id, company] of [
    [4001, ""],
    [4002, "7777777"],
  ] as const) {
    const day = `${isoDate(exportedOn - id)} 10:00`;
    sheet.add(
      id,
      "A deal of nobody",
      "Closed Lost",
      "Sales Pipeline",
      100,
      day,
      day,
      "",
      "Timing",
      "",
      company,
      "",
    );
    writing.joins.without++;
  }
  sheet.finish();
}

const contactHeadings = [
  "Record ID",
  "First Name",
  "Last Name",
  "Email",
  "Job Title",
  "Lifecycle Stage",
  "Contact owner",
  "Associated Company IDs",
] as const;

/** People, some of whom only their address ties to a company, and one whom nothing does. */
function writeContacts(writing: Writing, companies: readonly StoryCompany[]): void {
  const dialect = { ...plainDialect, delimiter: ";", encoding: "utf16le", mark: true } as const;
  const sheet = sheetOf(writing, "hubspot-contacts.csv", contactHeadings, dialect);
  for (const company of companies) {
    for (const { id, given, family, title } of company.people) {
      const isLoose = id % 7 === 0 && hasDomain(company) && !isDoubled(companies, company);
      const email = `${given}.${family}@mail.${company.domain}`.toLowerCase();
      sheet.add(id, given, family, email, title, "lead", "Ruth Adeyemi", isLoose ? "" : company.id);
      if (isLoose) writing.joins.byDomain++;
      else writing.joins.byId++;
    }
  }
  sheet.add(299, "Jo", "Doe", "jo.doe@gmail.com", "Student; part-time", "subscriber", "", "");
  writing.joins.without++;
  sheet.finish();
}

/** Writes companies, deals and contacts as HubSpot exports them. */
export function writeHubspot(writing: Writing, companies: readonly StoryCompany[]): void {
  writeCompanies(writing, companies);
  writeDeals(writing, companies);
  writeContacts(writing, companies);
}
