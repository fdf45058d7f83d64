import { column, detail, type Source, trait } from "#lib/import/sources/definition.ts";

/** Lists of companies and people to sell to, as Apollo, Sales Navigator and their like write them. */
export const prospectingList: Source = {
  id: "prospecting-list",
  label: "Apollo-style list",
  tool: "prospecting",
  kind: "lead",
  columns: [
    column("record id", "identifier", ["Apollo Contact Id", "Contact Id", "Person Linkedin Url"]),
    column("account id", "identifier", ["Apollo Account Id", "Account Id"]),
    column("first name", "person", ["First Name"]),
    column("last name", "person", ["Last Name"]),
    column("title", "person", ["Title", "Job Title"]),
    column("account name", "name", ["Company Name", "Company", "Company Name for Emails"]),
    column("email", "person", ["Email", "Work Email"]),
    column("seniority", "person", ["Seniority"]),
    column("function", "person", ["Departments", "Department"]),
    trait("firmographic", ["# Employees", "Number of Employees", "Company Headcount"], "prospect", "number"),
    trait("firmographic", ["Industry"]),
    trait("firmographic", ["Keywords"], "prospect", "list"),
    column("domain", "domain", ["Website", "Company Website", "Company Domain"]),
    trait("geographic", ["Country", "Company Country"]),
    trait("geographic", ["State", "City", "Company State", "Company City"]),
    trait("technographic", ["Technologies"], "prospect", "list"),
    trait("budget", ["Annual Revenue", "Total Funding", "Latest Funding Amount"], "prospect", "number"),
    trait("budget", ["Latest Funding", "Last Raised At"]),
    column("stage", "stage", ["Stage"]),
    column("owner", "owner", ["Contact Owner", "Account Owner"]),
    detail(["Lists", "Email Status", "Company Linkedin Url", "Facebook Url", "Twitter Url"]),
  ],
  needs: [
    ["Company Name", "Company"],
    ["# Employees", "Technologies", "Keywords", "Apollo Account Id", "Total Funding", "Departments"],
    ["Title", "Seniority", "Departments", "Apollo Account Id", "Last Name"],
  ],
};
