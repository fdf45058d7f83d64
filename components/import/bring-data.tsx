import { Download } from "lucide-react";
import { buttonClass } from "../ui/button";

const tools: readonly { name: string; steps: readonly string[] }[] = [
  { name: "HubSpot", steps: ["CRM, Companies", "Export (top right of the list)", "CSV, all properties"] },
  {
    name: "Salesforce",
    steps: ["Reports, a report on Accounts", "Export, Details Only", "Format: Comma Delimited .csv"],
  },
  { name: "Stripe", steps: ["Billing, Subscriptions", "Export, all columns", "All time, all statuses"] },
  { name: "ChartMogul", steps: ["Customers", "Export (top right)", "CSV"] },
  {
    name: "A spreadsheet",
    steps: ["One row per customer, headings in the first row", "File, Save as or Download", "CSV (UTF-8)"],
  },
];

/** Which file is enough, which would be better, and how to get it out of the tool it lies in. */
export function BringData() {
  return (
    <div className="grid gap-x-8 gap-y-6 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div>
        <h2 className="text-lg">Bring your data</h2>
        <dl className="mt-3 space-y-3">
          <div>
            <dt className="font-medium">Enough</dt>
            <dd className="text-muted">
              One row per customer, with a start date, an end date or status, and three traits such as
              industry, size and country.
            </dd>
          </div>
          <div>
            <dt className="font-medium">Better</dt>
            <dd className="text-muted">
              Also what was known before the sale (how they bought, what they use, who decided), and numbers
              that tell how it went: days to onboard, tickets, expansion, contract value.
            </dd>
          </div>
        </dl>
        <a href="/customers-template.csv" download className={`${buttonClass({ size: "sm" })} mt-4`}>
          <Download aria-hidden="true" /> Template
        </a>
      </div>
      <div>
        <h2 className="text-lg">Where to find it</h2>
        <dl className="mt-3">
          {tools.map(({ name, steps }) => (
            <div
              key={name}
              className="border-t border-line py-2 sm:grid sm:grid-cols-[7.5rem_minmax(0,1fr)] sm:gap-3"
            >
              <dt className="font-medium">{name}</dt>
              <dd>
                <ol className="flex flex-wrap gap-x-2 text-sm text-muted">
                  {steps.map((step, i) => (
                    <li key={step}>
                      <span className="tabular-nums">{i + 1}.</span> {step}
                    </li>
                  ))}
                </ol>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}
