import { ownText } from "#lib/import/content-key.ts";
import { companyDomain } from "#lib/import/domain.ts";
import type { JoinRow } from "#lib/import/join-row.ts";
import type { ReadColumn, ReadPlan } from "#lib/import/plan-columns.ts";
import { headingKey } from "#lib/import/source.ts";
import { isMissing } from "#lib/import/value.ts";
import { accountsMark } from "#lib/import/workshop-headings.ts";

/** Salesforce writes an id with 15 letters and digits, or with 3 more to check them. */
const salesforceId = /^(00[1-9A-Za-z][A-Za-z0-9]{12})(?:[A-Z0-5]{3})?$/;

/** An account that was exported from joined files carries the id by which it was joined. */
const exportedId =
  /^id:((?:HubSpot|Salesforce|Stripe|ChartMogul|Zendesk|Intercom|CRM|prospecting)(?: \w+)?:.+)$/;

/** Says whose an id is: by its form where that is telling, by the heading, else of the tool whose table it stands in. */
function withTool({ heading }: ReadColumn, plan: ReadPlan): (id: string) => string {
  const { tool } = plan.source;
  const mayBeSalesforce = /salesforce|sfdc|crm/i.test(`${heading} ${tool}`);
  const isMetadata = /\(metadata\)$/i.test(heading);
  const ownPrefix = `own ${headingKey(heading)}`;
  const prefix =
    plan.source.kind === "company" && tool === "ChartMogul" ? `${tool} ${headingKey(heading)}` : tool;
  return (id) => {
    const salesforce = mayBeSalesforce ? salesforceId.exec(id) : null;
    if (/^cus_\w+$/.test(id)) return `Stripe:${id}`;
    if (salesforce !== null) return `Salesforce:${salesforce[1]}`;
    if (/hubspot/i.test(heading)) return `HubSpot:${id}`;
    if (heading === accountsMark) return exportedId.exec(id)?.[1] ?? `ICP Workshop:${id}`;
    if (tool === "own") return `${ownPrefix}:${id}`;
    // What a billing tool carries of a CRM is that CRM's id, not its own customer's.
    if (isMetadata) return `${/^\d+$/.test(id) ? "HubSpot" : "CRM"}:${id}`;
    return `${prefix}:${id}`;
  };
}

/** The first of several ids is the one the tool calls primary. */
const firstOf = (cell: string) => cell.split(/[;,|]/)[0]?.trim() ?? "";

const noIds: readonly string[] = [];

/** Makes the function that says of a row which account it belongs to. */
export function accountKeyOf(plan: ReadPlan): (cells: readonly string[], key: string) => JoinRow {
  const { source, columns } = plan;
  const at = (field: string) =>
    columns.flatMap((column, i) => (column.field === field ? [{ column, i }] : []));
  const isAccount = source.kind === "company";
  // A foreign id that a row carries says more than the tool's own, which stands beside it.
  const idColumns = [
    ...at("account id").sort(
      (a, b) =>
        Number(/\(metadata\)$/.test(b.column.heading)) - Number(/\(metadata\)$/.test(a.column.heading)),
    ),
    ...(isAccount ? at("record id") : []),
  ].map(({ column, i }) => ({ i, named: withTool(column, plan) }));
  const domainColumns = [...at("domain"), ...at("email")];
  const nameColumns = at("account name");
  const table =
    source.tool === "own"
      ? `own ${columns
          .map(({ heading }) => headingKey(heading))
          .sort()
          .join(" ")}`
      : source.id;
  return (cells, key) => {
    const cell = (i: number) => (cells[i] ?? "").trim();
    const ids = new Set<string>();
    for (const { i, named } of idColumns) {
      const id = firstOf(cell(i));
      if (!isMissing(id)) ids.add(ownText(named(id)));
    }
    const [first, second] = ids;
    let domain: string | null = null;
    for (const { i } of domainColumns) domain ??= companyDomain(cell(i));
    const name = nameColumns.map(({ i }) => firstName(cell(i), source.kind)).find((one) => !isMissing(one));
    return {
      table,
      tool: source.tool,
      kind: source.kind,
      key,
      // A list that grows is laid out for seventeen members: a million rows have one each.
      ids: first === undefined ? noIds : second === undefined ? [first] : [...ids],
      domain: domain === null ? null : ownText(domain),
      name: name === undefined ? null : ownText(name),
    };
  };
}

/** A deal may name several companies, the primary one first; a company's own name may have a semicolon in it. */
function firstName(cell: string, kind: JoinRow["kind"]): string {
  return kind === "company" ? cell : (cell.split(";")[0]?.trim() ?? "");
}
