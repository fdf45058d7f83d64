import { column, detail, laterTrait, type Source, trait } from "#lib/import/sources/definition.ts";

const day = { type: "date" } as const;

const currentPeriod = [
  "Current Period Start (UTC)",
  "Current Period End (UTC)",
  "current_period_start",
  "current_period_end",
];

export const stripeSubscriptions: Source = {
  id: "stripe-subscriptions",
  label: "Stripe subscriptions",
  tool: "Stripe",
  kind: "subscription",
  columns: [
    column("record id", "identifier", ["id", "Subscription ID"]),
    column("account id", "identifier", ["Customer ID", "customer"]),
    column("email", "person", ["Customer Email"]),
    column("account name", "name", ["Customer Name", "Customer Description"]),
    {
      ...trait("budget", ["Plan", "Product", "Plan Name"], "deal"),
      later:
        "The plan of the first subscription as it is on the day of the export: a change of plan within it does not show.",
    },
    column("quantity", "ignore", ["Quantity"], { type: "number" }),
    column("currency", "ignore", ["Currency"]),
    column("interval", "ignore", ["Interval"]),
    column("amount", "outcome", ["Amount"], { type: "number" }),
    column("status", "status", ["Status"]),
    trait("budget", ["Coupon", "Discount"], "deal"),
    column("loss reason", "loss reason", ["Cancellation Reason", "Cancellation Feedback"]),
    column("created", "event", ["Created (UTC)", "Created"], day),
    column("started", "start date", ["Start (UTC)", "Start Date (UTC)", "Start Date", "Start"], day),
    column("detail", "event", currentPeriod, day),
    column("trial start", "event", ["Trial Start (UTC)", "Trial Start"], day),
    column("trial end", "event", ["Trial End (UTC)", "Trial End"], day),
    column("canceled", "event", ["Canceled At (UTC)", "Canceled At"], day),
    column("ended", "end date", ["Ended At (UTC)", "Ended At"], day),
    detail(["Cancel At Period End", "Application Fee Percent", "Collection Method"]),
  ],
  patterns: [
    {
      pattern:
        /(?:hubspot|salesforce|crm|company|account)[\s_-]*(?:company|account|record)?[\s_-]*id \(metadata\)$/i,
      column: { field: "account id", role: "identifier" },
    },
    { pattern: / \(metadata\)$/i, column: { field: "trait", role: "attribute", knownAt: "deal" } },
  ],
  needs: [
    ["Customer ID", "customer"],
    [
      ...currentPeriod,
      "Ended At (UTC)",
      "Canceled At (UTC)",
      "Trial End (UTC)",
      "Created (UTC)",
      "Start (UTC)",
      "Start Date (UTC)",
    ],
  ],
};

const planNow =
  "The plan on the day of the export, which may have changed since the first payment, so it is known only after the sale.";

export const chartmogulCustomers: Source = {
  id: "chartmogul-customers",
  label: "ChartMogul customers",
  tool: "ChartMogul",
  kind: "company",
  cents: true,
  columns: [
    column("record id", "identifier", ["UUID", "CUSTOMER_UUID"]),
    column("account id", "identifier", ["EXTERNAL_ID", "CUSTOMER_EXTERNAL_ID"]),
    column("account name", "name", ["NAME", "COMPANY", "CUSTOMER_NAME"]),
    column("email", "person", ["EMAIL"]),
    column("mrr", "outcome", ["MRR"], { type: "number" }),
    column("detail", "outcome", ["ARR", "NET_PAYMENTS"], { type: "number" }),
    laterTrait("budget", ["PLAN_NAME"], planNow, "list"),
    laterTrait("buying process", ["BILLING_CYCLE"], planNow),
    trait("geographic", ["COUNTRY", "STATE", "CITY"]),
    column("started", "start date", ["SUBSCRIBER_SINCE", "CUSTOMER_SINCE"], day),
    column("status", "status", ["STATUS"]),
    column("currency", "ignore", ["CURRENCY", "CURRENCY_CODE"]),
  ],
  needs: [
    ["SUBSCRIBER_SINCE", "CUSTOMER_SINCE", "NET_PAYMENTS"],
    ["MRR", "ARR", "BILLING_CYCLE", "PLAN_NAME"],
  ],
};

export const chartmogulMovements: Source = {
  id: "chartmogul-movements",
  label: "ChartMogul movements",
  tool: "ChartMogul",
  kind: "movement",
  cents: true,
  columns: [
    column("date", "event", ["DATE"], day),
    column("account name", "name", ["CUSTOMER_NAME"]),
    column("change", "outcome", ["MRR_MOVEMENT"], { type: "number" }),
    column("mrr", "outcome", ["MRR"], { type: "number" }),
    column("movement", "status", ["MOVEMENT_TYPE"]),
    column("currency", "ignore", ["CURRENCY_CODE"]),
    column("account id", "identifier", ["CUSTOMER_EXTERNAL_ID", "CUSTOMER_UUID"]),
    column("email", "person", ["CUSTOMER_EMAIL"]),
    detail(["ARR_MOVEMENT", "ARR", "DESCRIPTION"]),
  ],
  needs: [["MOVEMENT_TYPE"], ["MRR_MOVEMENT", "MRR"]],
};
