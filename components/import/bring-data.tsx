import { Download } from "lucide-react";
import { buttonClass } from "../ui/button";
import { exportSteps } from "./export-steps";

/** What each kind of file adds to what can be learnt. */
const better: readonly { file: string; adds: string }[] = [
  { file: "Companies", adds: "traits, known before the sale" },
  { file: "Deals", adds: "won and lost, the cycle, amounts, reasons for loss" },
  { file: "Subscriptions", adds: "start, end and growth of each customer" },
  { file: "Tickets or conversations", adds: "how much help they need" },
  { file: "Contacts", adds: "who championed the deals that went well" },
  { file: "Spend by month", adds: "what winning a customer costs" },
];

/** Which files are enough, and which would be better. */
export function WhatIsEnough() {
  return (
    <div className="grid gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <div>
        <h2 className="text-lg">Enough</h2>
        <p className="mt-1 text-muted">
          One row per customer, with a start date, an end date or status, and three traits such as industry,
          size and country.
        </p>
        <a href="/customers-template.csv" download className={`${buttonClass({ size: "sm" })} mt-3`}>
          <Download aria-hidden="true" /> Template
        </a>
      </div>
      <div>
        <h2 className="text-lg">Better</h2>
        <p className="mt-1 text-muted">
          What each tool exports, as it is. The files are joined by record id, web address and name; you see
          how, and nothing doubtful is merged without you.
        </p>
        <dl className="mt-2 grid gap-x-6 text-sm sm:grid-cols-2">
          {better.map(({ file, adds }) => (
            <div key={file} className="py-0.5">
              <dt className="inline font-medium">{file}:</dt> <dd className="inline text-muted">{adds}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}

/** How the files get out of the tools they lie in. */
export function WhereToFindIt() {
  return (
    <>
      <h2 className="text-lg">Where to find it</h2>
      <dl className="mt-3 grid gap-x-8 lg:grid-cols-2">
        {exportSteps.map(({ tool, steps, also }) => (
          <div
            key={tool}
            className="border-t border-line py-2 sm:grid sm:grid-cols-[6.5rem_minmax(0,1fr)] sm:gap-3"
          >
            <dt className="font-medium">{tool}</dt>
            <dd className="text-sm text-muted">
              <ol>
                {steps.map((step, i) => (
                  <li key={step}>
                    <span className="tabular-nums">{i + 1}.</span> {step}
                  </li>
                ))}
              </ol>
              {also && <p className="mt-1">{also}</p>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
