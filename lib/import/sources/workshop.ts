import { column, type Source } from "#lib/import/sources/definition.ts";
import { accountsMark, peopleMark } from "#lib/import/workshop-headings.ts";

/** What the workshop itself exports, known again by its first heading. */
export const workshopAccounts: Source = {
  id: "workshop-accounts",
  label: "ICP Workshop accounts",
  tool: "ICP Workshop",
  kind: "company",
  columns: [
    column("record id", "identifier", [accountsMark]),
    column("account name", "name", ["Account name"]),
    column("domain", "domain", ["Domain"]),
    column("started", "start date", ["Customer since"], { type: "date" }),
    column("detail", "tenure", ["Months as a customer"], { type: "number" }),
  ],
  patterns: [
    { pattern: /^Left(?: \[as of [\d-]+\])?$/, column: { field: "status", role: "status" } },
    { pattern: / \[outcome, [^\]]+\]$/, column: { field: "detail", role: "outcome", type: "number" } },
    {
      pattern: / \[[^\],]+, (?:prospect|deal|customer), [^\]]+\]$/,
      column: { field: "trait", role: "attribute" },
    },
  ],
  needs: [[accountsMark]],
};

export const workshopPeople: Source = {
  id: "workshop-people",
  label: "ICP Workshop people",
  tool: "ICP Workshop",
  kind: "person",
  columns: [
    column("account id", "identifier", [peopleMark]),
    column("first name", "person", ["First Name", "firstname"]),
    column("last name", "person", ["Last Name", "lastname"]),
    column("email", "person", ["Email", "Email Address"]),
    column("title", "person", ["Job Title", "jobtitle", "Title"]),
    column("seniority", "person", ["Seniority"]),
    column("function", "person", ["Job function", "Departments"]),
  ],
  needs: [[peopleMark]],
};
