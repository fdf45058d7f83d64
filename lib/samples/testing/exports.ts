import { chanceOf } from "#lib/samples/random.ts";
import { writeAfterSale } from "#lib/samples/testing/exports-after-sale.ts";
import type { ExportFile, ExportProblem, Writing } from "#lib/samples/testing/exports-file.ts";
import { writeHubspot } from "#lib/samples/testing/exports-hubspot.ts";
import { salesforceId, writeSalesforce } from "#lib/samples/testing/exports-salesforce.ts";
import { exportedOn, type StoryCompany, tellStory } from "#lib/samples/testing/exports-story.ts";

export interface ExportedHistory {
  readonly files: readonly ExportFile[];
  /** What must be read from the files. */
  readonly truth: {
    /** The first has two records in the CRM: whatever does not name one of them by its id waits for a decision. */
    readonly companies: readonly StoryCompany[];
    readonly accounts: number;
    readonly joins: Writing["joins"];
    readonly problems: readonly ExportProblem[];
    /** Days since 1970-01-01. */
    readonly exportedOn: number;
  };
}

/**
 * Writes the coherent history of a company as its tools would export it, with the dirt that real exports have: addresses in
 * every spelling, words for nothing, unreadable cells, repeated and stray rows, free mailboxes, report footers, and each
 * file in a dialect of its own; and says what must be read from it. HubSpot companies, deals and contacts, or Salesforce
 * accounts and a report of opportunities; Stripe subscriptions and Zendesk tickets with either. The same seed gives the
 * same files for ever.
 */
export function exportedHistory(
  seed: number,
  companies: number,
  crm: "HubSpot" | "Salesforce",
): ExportedHistory {
  const story = tellStory(chanceOf(seed), companies);
  const writing: Writing = {
    files: [],
    problems: [],
    joins: { byId: 0, byDomain: 0, byName: 0, doubtful: 0, without: 0 },
    accounts: story.length + 1,
  };
  if (crm === "HubSpot") {
    writeHubspot(writing, story);
    writeAfterSale(writing, story, "hubspot_company_id (metadata)", ({ id }) => id);
  } else {
    writeSalesforce(writing, story);
    writeAfterSale(writing, story, "salesforce_account_id (metadata)", salesforceId);
  }
  const { files, problems, joins, accounts } = writing;
  return { files, truth: { companies: story, accounts, joins, problems, exportedOn } };
}
