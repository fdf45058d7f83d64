import type { Frame } from "#lib/accounts/frame.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { createRandom, type Random } from "#lib/stats/random.ts";

interface Customer {
  readonly contract: string;
  readonly internet: string;
  readonly lines: string;
  readonly gender: string;
  readonly support: string | null;
  readonly extras: readonly string[] | null;
  readonly monthly: number;
  readonly months: number;
  readonly left: number;
}

const monthlyHazard = { "Month-to-month": 0.03, "One year": 0.006, "Two year": 0.0015 } as const;

/**
 * Planted: month-to-month contracts leave soonest; fibre leaves sooner; customers with several lines are mostly on
 * fibre, yet within each kind of internet they leave later (the reversal); gender plays no part.
 */
function customerOf(random: Random): Customer {
  const pick = <T>(a: T, b: T, share: number) => (random() < share ? a : b);
  const contract = pick<keyof typeof monthlyHazard>(
    "Month-to-month",
    pick<keyof typeof monthlyHazard>("One year", "Two year", 0.5),
    0.55,
  );
  const internet = pick("Fiber optic", pick("DSL", "No", 0.6), 0.45);
  const fibre = internet === "Fiber optic";
  const lines = random() < (fibre ? 0.85 : 0.15) ? "Yes" : "No";
  const support = random() < 0.1 ? null : pick("Yes", "No", 0.4);
  const hazard =
    monthlyHazard[contract] *
    (fibre ? 3 : 0.7) *
    (lines === "Yes" ? 0.62 : 1) *
    (support === "Yes" ? 0.6 : 1);
  const watched = Math.ceil(72 * random());
  const life = Math.ceil(-Math.log(1 - random()) / hazard);
  const monthly = Math.round((20 + (fibre ? 50 : internet === "DSL" ? 25 : 0) + 25 * random()) * 100) / 100;
  return {
    contract,
    internet,
    lines,
    gender: pick("Male", "Female", 0.5),
    support,
    extras: random() < 0.05 ? null : ["Backup", "Streaming", "Antivirus"].filter(() => random() < 0.4),
    monthly,
    months: Math.min(life, watched),
    left: life <= watched ? 1 : 0,
  };
}

/** A table of Telco's shape telling Telco's stories, for clones without the original. */
export function generatedTelco(n = 3000, seed = 20): Frame {
  const random = createRandom(seed);
  const customers = Array.from({ length: n }, () => customerOf(random));
  return telcoOf(customers);
}

/** The same customers in another order. */
export function shuffledTelco(order: (n: number) => Int32Array, n = 3000, seed = 20): Frame {
  const random = createRandom(seed);
  const customers = Array.from({ length: n }, () => customerOf(random));
  return telcoOf(Array.from(order(n), (i) => customers[i]!));
}

function telcoOf(customers: readonly Customer[]): Frame {
  const column = <K extends keyof Customer>(key: K) => customers.map((customer) => customer[key]);
  return frameOf({
    columns: [
      { name: "Contract", cells: column("contract") },
      { name: "InternetService", cells: column("internet") },
      { name: "MultipleLines", cells: column("lines") },
      { name: "gender", cells: column("gender") },
      { name: "TechSupport", cells: column("support") },
      { name: "Extras", cells: column("extras"), type: "list" },
      {
        name: "TotalCharges",
        cells: customers.map(({ months, monthly }) => Math.round(months * monthly * 100) / 100),
      },
    ],
    retention: { months: column("months"), left: column("left") },
    outcomes: [
      { outcome: { name: "MonthlyCharges", kind: "value", better: "higher" }, values: column("monthly") },
    ],
  });
}
