import { expect, test } from "vitest";
import { guessMapping } from "#lib/import/guess.ts";
import { canonicalMapping, mappingProblems, mappingSchema } from "#lib/import/mapping.ts";
import { profileColumn } from "#lib/import/profile.ts";

function guess(columns: Record<string, readonly string[]>, european = false) {
  const headings = Object.keys(columns);
  const length = Math.max(...Object.values(columns).map((cells) => cells.length));
  const rows = Array.from({ length }, (_, i) => headings.map((heading) => columns[heading]?.[i] ?? ""));
  const profiles = headings.map((heading, i) =>
    profileColumn(
      heading,
      rows.map((row) => row[i] ?? ""),
    ),
  );
  return guessMapping(profiles, rows, european);
}
const many = (n: number, cell: (i: number) => string) => Array.from({ length: n }, (_, i) => cell(i));
const roleOf = (heading: string, cells: readonly string[]) => guess({ [heading]: cells }).mapping.columns[0];

test.each([
  "Last Contacted",
  "Last Activity Date",
  "Recent Deal Amount",
  "Number of times contacted",
  "Customer Health Score",
  "Number of associated deals",
  "Days to Close",
  "NPS",
])("%s is known only later", (heading) => {
  const cells = many(40, (i) => String(i * 37));
  const column = guess({ id: many(40, (i) => `id-${i}`), [heading]: cells }).mapping.columns.at(-1);
  expect(column?.knownAt).toBe("customer");
});

test.each([
  ["Record ID", many(40, (i) => `9${i}`), "identifier"],
  ["customerID", many(40, (i) => `C-${i}`), "identifier"],
  ["Company name", many(40, (i) => `Firm ${i}`), "name"],
  ["Company Domain Name", many(40, (i) => `firm${i}.example.com`), "domain"],
  ["Company owner", many(40, (i) => `Rep ${i % 3}`), "owner"],
  ["Deal Stage", many(40, (i) => `Stage ${i % 4}`), "stage"],
  ["Customer Email", many(40, (i) => `a${i}@example.com`), "person"],
  ["Canceled At (UTC)", many(40, (i) => `2025-01-${10 + (i % 20)} 10:00`), "end date"],
  ["Churn date", many(40, (i) => (i % 2 ? "" : "2025-03-01")), "end date"],
  ["End date", many(40, () => "2025-03-01"), "end date"],
  ["SUBSCRIBER_SINCE", many(40, () => "2025-03-01"), "start date"],
  ["Create Date", many(40, () => "2025-03-01"), "start date"],
  ["Start date", many(40, () => "2025-03-01"), "start date"],
  ["Signed up", many(40, () => "2025-03-01"), "start date"],
  ["Kunde seit", many(40, () => "01.03.2025"), "start date"],
  ["Vertragsende", many(40, (i) => (i % 2 ? "" : "31.03.2025")), "end date"],
  ["Gekündigt am", many(40, (i) => (i % 2 ? "" : "31.03.2025")), "end date"],
  ["Date de début", many(40, () => "13/03/2025"), "start date"],
  ["Client depuis", many(40, () => "13/03/2025"), "start date"],
  ["Date de résiliation", many(40, (i) => (i % 2 ? "" : "31/03/2025")), "end date"],
  ["Statut", many(40, (i) => (i % 3 ? "Actif" : "Résilié")), "status"],
  ["Firmenname", many(40, (i) => `Firma ${i}`), "name"],
  ["Kd.-Nr.", many(40, (i) => `K${i}`), "identifier"],
  ["Kündigungsdatum", many(40, (i) => (i % 2 ? "" : "31. März 2025")), "end date"],
  ["Vertragsbeginn", many(40, () => "1. Mai 2024"), "start date"],
  ["Kundenstatus", many(40, (i) => (i % 3 ? "Aktiv" : "Gekündigt")), "status"],
  ["Monate als Kunde", many(40, String), "tenure"],
  ["Verlustgrund", many(40, (i) => (i % 3 ? "Preis" : "Zeit")), "loss reason"],
  ["Raison sociale", many(40, (i) => `Société ${i}`), "name"],
  ["Date d’inscription", many(40, () => "13 mars 2025"), "start date"],
  ["Cliente desde", many(40, () => "13 de marzo de 2025"), "start date"],
  ["Fecha de baja", many(40, (i) => (i % 2 ? "" : "31/03/2025")), "end date"],
  ["Estado", many(40, (i) => (i % 3 ? "Activo" : "Cancelado")), "status"],
  ["Razón social", many(40, (i) => `Empresa ${i}`), "name"],
  ["Data di inizio", many(40, () => "13 marzo 2025"), "start date"],
  ["Data disdetta", many(40, (i) => (i % 2 ? "" : "31/03/2025")), "end date"],
  ["Codice cliente", many(40, (i) => `C${i}`), "identifier"],
  ["Klant sinds", many(40, () => "13 mrt 2025"), "start date"],
  ["Opzegdatum", many(40, (i) => (i % 2 ? "" : "31-03-2025")), "end date"],
  ["Bedrijfsnaam", many(40, (i) => `Bedrijf ${i}`), "name"],
  ["Data de início", many(40, () => "13 de março de 2025"), "start date"],
  ["Data de cancelamento", many(40, (i) => (i % 2 ? "" : "31/03/2025")), "end date"],
  ["Razão social", many(40, (i) => `Empresa ${i}`), "name"],
  ["tenure", many(40, String), "tenure"],
  ["Months as customer", many(40, String), "tenure"],
  ["Churn", many(40, (i) => (i % 3 ? "No" : "Yes")), "status"],
  ["Status", many(40, (i) => (i % 3 ? "active" : "canceled")), "status"],
  ["Loss reason", many(40, (i) => (i % 3 ? "Price" : "Timing")), "loss reason"],
  ["Do not contact", many(40, (i) => (i % 3 ? "No" : "Yes")), "do not contact"],
  ["Expansion %", many(40, (i) => `${i} %`), "outcome"],
  ["Onboarding days", many(40, String), "outcome"],
  ["Tickets in first 90 days", many(40, String), "outcome"],
  ["ACV", many(40, (i) => `$${i},000`), "outcome"],
  ["has_security_owner", many(40, (i) => (i % 2 ? "yes" : "no")), "attribute"],
  ["status", many(40, (i) => `A1${i % 4}`), "attribute"],
  ["Notes", many(40, (i) => `Said something long ${i}`), "ignore"],
  ["Empty", many(40, () => " - "), "ignore"],
])("%s is guessed for what its heading and cells say", (heading, cells, role) => {
  const identity: Record<string, readonly string[]> = ["identifier", "name", "domain"].includes(role)
    ? {}
    : { id: many(40, (i) => `id-${i}`) };
  expect(guess({ ...identity, [heading]: cells }).mapping.columns.at(-1)?.role).toBe(role);
});

test("types come from the first cells that are filled, not from the first rows", () => {
  expect(roleOf("Seats", [...many(300, () => ""), ...many(100, String)])?.type).toBe("number");
  expect(roleOf("Employees", ["51-200", "201-500", "1-10"])?.type).toBe("range");
  expect(roleOf("SeniorCitizen", ["0", "1", "0"])?.type).toBe("yes-no");
  expect(roleOf("Stack", ["AWS;Okta", "AWS", "GCP"])?.type).toBe("list");
  expect(roleOf("Zip code", ["01234", "99999"])?.type).toBe("text");
  expect(roleOf("Founded", ["2019-01-01", "2020-05-06"])?.type).toBe("date");
});

test("the decimal mark and the date order come from the whole column, or are asked", () => {
  expect(roleOf("Price", ["1.234,56 €", "3,00 €"])).toMatchObject({
    decimal: "comma",
    currency: "EUR",
    type: "number",
  });
  expect(roleOf("Price", ["1,054.00", "3"])).toMatchObject({ decimal: "point" });
  const open = guess({ Price: ["1.234", "5.678"] }, true);
  expect(open.mapping.columns[0]?.decimal).toBe("comma");
  expect(open.doubts[0]).toBe("“1.234” is read as 1234.");
  expect(roleOf("Founded", ["03/04/2025", "13/04/2025"])?.dateOrder).toBe("day first");
  expect(roleOf("Founded", ["03/04/2025", "03/14/2025"])?.dateOrder).toBe("month first");
  const asked = guess({ Founded: ["03/04/2025", "05/06/2025"] });
  expect(asked.mapping.columns[0]?.dateOrder).toBe("ask");
  expect(mappingProblems(asked.mapping).map(({ sentence }) => sentence)).toContain(
    "Say whether dates in “Founded” begin with the day or the month.",
  );
});

test("a column of text that is mostly something else is doubted, with a cell that speaks against it", () => {
  const doubtOf = (heading: string, cells: readonly string[]) => {
    const { mapping, doubts } = guess({ id: many(cells.length, (i) => `id-${i}`), [heading]: cells });
    return [mapping.columns[1]?.type, mapping.columns[1]?.role, doubts[1]];
  };
  const few = (cell: (i: number) => string, other: string) =>
    many(60, (i) => (i % 6 === 0 ? other : cell(i % 25)));
  expect(
    doubtOf(
      "Floor area",
      few((i) => `${100 + i}`, "ca. 1 Mio"),
    ),
  ).toEqual([
    "text",
    "attribute",
    "Most cells are numbers, but not “ca. 1 Mio”, so it is read as text. Choose Number, and such cells can stay empty.",
  ]);
  expect(
    doubtOf(
      "Founded",
      few((i) => `2024-03-${10 + (i % 20)}`, "long ago"),
    )[2],
  ).toMatch(/^Most cells are days, but not “long ago”/);
  expect(
    doubtOf(
      "Floor area",
      many(60, (i) => (i % 6 === 0 ? `about ${i}` : `${1000 + i}`)),
    ),
  ).toEqual([
    "text",
    "ignore",
    "Most cells are numbers, but not “about 0”, so it is left out. Choose Trait, then Number, and such cells can stay empty.",
  ]);
  // Plans 1, 2, 3 and Pro are names; a postal code with a letter is a code.
  expect(
    doubtOf(
      "Plan",
      few((i) => `${i % 3}`, "Pro"),
    )[2],
  ).toBeNull();
  expect(
    doubtOf(
      "Postal code",
      few((i) => `${45000 + i}`, "AB1 2CD"),
    )[2],
  ).toBeNull();
});

test("two currencies in a column are doubted, NA is a region where the heading is geographic", () => {
  expect(guess({ Price: ["$5", "$6", "€7"] }).doubts[0]).toBe(
    "Amounts are in USD and EUR; only USD is read.",
  );
  expect(roleOf("Region", ["NA", "EMEA"])?.missing).toEqual([]);
  expect(roleOf("Segment", ["NA", "SMB"])?.missing).toEqual(["na"]);
  expect(roleOf("Seats", [...many(60, String), "unknown"])).toMatchObject({
    type: "number",
    missing: ["unknown"],
  });
});

test("what grows with the time as a customer, or comes after the sale, is known only then", () => {
  const columns = {
    id: many(60, (i) => `c${i}`),
    tenure: many(60, (i) => String(i % 30)),
    Churn: many(60, (i) => (i % 4 ? "No" : "Yes")),
    Paid: many(60, (i) => String((i % 30) * 40 + (i % 7))),
    NPS: many(60, (i) => String(i % 10)),
    Plan: many(60, (i) => `P${i % 3}`),
  };
  const { mapping, doubts } = guess(columns);
  expect(mapping.columns.map(({ knownAt }) => knownAt).slice(3)).toEqual(["customer", "customer", "deal"]);
  expect(doubts[3]).toContain("Grows with the time as a customer");
  expect(mappingProblems(mapping)).toEqual([]);
});

test("of several columns that say who left, one is the status and the others do not leak", () => {
  const { mapping } = guess({
    "Customer Status": many(40, (i) => (i % 3 ? "Stayed" : "Churned")),
    "Churn Label": many(40, (i) => (i % 3 ? "No" : "Yes")),
    "Churn Reason": many(40, (i) => (i % 3 ? "" : "Price")),
  });
  expect(mapping.columns.map(({ role }) => role)).toEqual(["ignore", "status", "loss reason"]);
  expect(mapping.statusValues).toEqual([
    { value: "No", means: "stayed" },
    { value: "Yes", means: "left" },
  ]);
});

test("a file without an outcome is told what is missing", () => {
  const { mapping } = guess({ id: many(40, String), Plan: many(40, (i) => `P${i % 3}`) });
  expect(mappingProblems(mapping).map(({ sentence }) => sentence)).toEqual([
    "Nothing here says how it went: choose which column says who stayed or left, or a number that tells how well it went.",
  ]);
});

test("the same mapping gives the same text whatever the order of its keys, and a guess is a valid mapping", () => {
  const { mapping } = guess({ id: many(40, String), Churn: many(40, (i) => (i % 3 ? "No" : "Yes")) });
  const reversed = JSON.parse(JSON.stringify(mapping), (_, value) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  );
  expect(canonicalMapping(reversed)).toBe(canonicalMapping(mapping));
  expect(mappingSchema.safeParse(mapping).success).toBe(true);
});

test.each<[string, string, readonly string[]]>([
  ["date", "Demo date", ["45750", "45751.5", "45760"]],
  ["date", "Demo date", ["20250403", "20250404", "20251231"]],
  ["date", "Demo booked at", ["1743638400", "1743638401", "1743738400"]],
  ["number", "Salary", ["45750", "45751.5", "45760"]],
  ["text", "Postal code", ["45750", "31000", "69001"]],
  ["number", "Pages", ["20250403", "20250404", "20251231"]],
])("bare digits are a %s under the heading %s", (type, heading, cells) => {
  expect(roleOf(heading, cells)?.type).toBe(type);
});

test.each<[string, string, string, readonly string[]]>([
  ["comma", "1.234 is read as 1234", "Seats", ["1.234", "12.500", "987"]],
  ["point", "1,234 is read as 1234", "Seats", ["1,234", "12,500", "987"]],
  ["point", "one cell alone says nothing of the column", "Seats", ["1.234", "987", "12"]],
  ["point", "0.125 is no thousand", "Share of seats", ["0.125", "0.250", "0.500"]],
  ["comma", "12,5 decides for all", "Seats", ["1.234", "12,5", "987"]],
  ["point", "12.5 decides for all", "Seats", ["1,234", "12.5", "987"]],
])("marks are decided by the whole column (%s): %s", (decimal, _, heading, cells) => {
  expect(roleOf(heading, cells)?.decimal).toBe(decimal);
});

test("a column that is written in two ways is said to be", () => {
  const dates = guess({
    id: many(40, (i) => `i${i}`),
    Signed: many(40, (i) => (i < 38 ? "25/03/2025" : "03/25/2025")),
  });
  expect(dates.mapping.columns[1]?.dateOrder).toBe("day first");
  expect(dates.doubts[1]).toBe(
    "Some dates can only begin with the day (38) and others only with the month (2); the fewer cannot be read.",
  );
  const seats = guess({ id: many(40, (i) => `i${i}`), Seats: many(40, (i) => (i < 38 ? "12,5" : "12.5")) });
  expect(seats.doubts[1]).toMatch(/those with a point cannot be read/);
});

test("a column that does not say what its marks are is read as the others of its file", () => {
  const id = many(8, (i) => `i${i}`);
  const seats = ["1.234", ...many(7, String)];
  const decimalBeside = (price: string) =>
    guess({ id, Seats: seats, Price: many(8, () => price) }).mapping.columns[1]?.decimal;
  expect([decimalBeside("12,5"), decimalBeside("12.5"), decimalBeside("12")]).toEqual([
    "comma",
    "point",
    "point",
  ]);
});
