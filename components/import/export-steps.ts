/** How the file gets out of the tool, in three clicks, and what must not be forgotten on the way. */
export interface ExportSteps {
  readonly tool: string;
  readonly steps: readonly [string, string, string];
  readonly also?: string;
}

export const exportSteps: readonly ExportSteps[] = [
  {
    tool: "HubSpot",
    steps: ["CRM, Companies, all of them", "Export, above the table", "CSV, all properties and associations"],
    also: "The same for Deals, Contacts and Tickets: the associations tell which company each belongs to.",
  },
  {
    tool: "Salesforce",
    steps: ["Reports, one on Accounts, one on Opportunities", "Export, Details Only", "Format .csv, UTF-8"],
    also: "With Account ID in both, if you can; the name is enough. Footer lines are recognised.",
  },
  {
    tool: "Stripe",
    steps: ["Billing, Subscriptions, all statuses", "Export", "All time, all columns and metadata"],
    also: "Canceled ones too: without them nobody would seem to leave.",
  },
  {
    tool: "ChartMogul",
    steps: ["Customers, no filter", "Export, above the list", "CSV"],
    also: "MRR movements too, where you can: they tell who grew and who left.",
  },
  {
    tool: "Zendesk",
    steps: ["Admin Center, Account, Tools, Reports", "Export", "CSV export, Request file"],
    also: "No Export there? The account’s owner asks Zendesk to switch it on.",
  },
  {
    tool: "Intercom",
    steps: ["Reports, Export data", "Conversations, one row each", "All columns, CSV"],
  },
  {
    tool: "A spreadsheet",
    steps: ["One row per customer", "Headings in the first row", "As it is (.xlsx), or saved as CSV"],
  },
];
