import { describe, expect, test } from "vitest";
import { acquisitionCosts, type Spend } from "#lib/import/fold-spend.ts";
import { recogniseSource } from "#lib/import/source.ts";

const day = (iso: string) => Date.parse(iso) / 86_400_000;
const of = (iso: string, amount: number, group: string | null = null): Spend => ({
  day: day(iso),
  amount,
  group,
});
const won = (iso: string | null, group: string | null = null) => ({
  day: iso === null ? null : day(iso),
  group,
});

describe("the spend of a month is divided among those won in it", () => {
  test("without channels", () => {
    const costs = acquisitionCosts(
      [of("2025-01-01", 9000), of("2025-01-31", 3000), of("2025-02-01", 5000), of("2025-03-01", 800)],
      [
        won("2025-01-05"),
        won("2025-01-31"),
        won("2025-01-15"),
        won("2025-02-28"),
        won("2025-04-01"),
        won(null),
      ],
    );
    // 12,000 over three; 5,000 over one; nothing known of April; March won nobody.
    expect(costs).toEqual([4000, 4000, 4000, 5000, null, null]);
  });

  test("by channel, written in any case, with what was spent on all of them", () => {
    const costs = acquisitionCosts(
      [of("2025-01-01", 6000, "Paid Search"), of("2025-01-01", 1000, "Events"), of("2025-01-01", 900)],
      [
        won("2025-01-02", "paid search"),
        won("2025-01-03", "Paid  search"),
        won("2025-01-04", "Events"),
        won("2025-01-05", "Referral"),
        won("2025-01-06"),
      ],
    );
    // 6,000 / 2 + 900 / 5; 1,000 / 1 + 900 / 5; a channel without spend, and an unknown one, are not cheap but unknown.
    expect(costs).toEqual([3180, 3180, 1180, null, null]);
  });
});

test.each<[string, readonly string[], string]>([
  ["a month and an amount", ["Month", "Amount"], "spend-table"],
  ["German headings", ["Monat", "Kanal", "Marketingausgaben", "Währung"], "spend-table"],
  ["a date and a word for spend", ["Date", "Channel", "Spend", "Clicks"], "spend-table"],
  ["customers with a month and a cost", ["Customer", "Month", "Cost", "Churned"], "own-table"],
  ["amounts by day and nothing more", ["Name", "Date", "Amount"], "own-table"],
])("%s is recognised for what it is", (_, headings, source) => {
  expect(recogniseSource(headings).source.id).toBe(source);
});
