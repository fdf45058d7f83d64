import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Deal, dealWon, foldDeals } from "#lib/import/fold-deals.ts";
import { foldMovements, type Movement } from "#lib/import/fold-movements.ts";
import { onboardingTime } from "#lib/import/fold-onboarding.ts";
import { personRole } from "#lib/import/fold-people.ts";
import { foldSubscriptions, monthlyRevenue, type Subscription } from "#lib/import/fold-subscriptions.ts";
import { foldTickets, ratedGood } from "#lib/import/fold-tickets.ts";

const deal = (more: Partial<Deal>): Deal => ({
  won: null,
  created: null,
  closed: null,
  amount: null,
  lossReason: null,
  ...more,
});
const subscription = (more: Partial<Subscription>): Subscription => ({
  status: "active",
  started: 100,
  trialEnd: null,
  canceled: null,
  ended: null,
  mrr: 50,
  currency: "usd",
  ...more,
});

describe("deals", () => {
  test("give the first win, counts, the cycle, amounts and the last reason for a loss", () => {
    const deals = [
      deal({ won: true, created: 300, closed: 400, amount: 9000 }),
      deal({ won: true, created: 100, closed: 160, amount: 1000 }),
      deal({ won: false, closed: 90, lossReason: "price" }),
      deal({ won: false, closed: 500, lossReason: "timing" }),
      deal({ won: false, closed: null, lossReason: "unknown day" }),
      deal({ created: 600 }),
    ];
    expect(foldDeals(deals)).toEqual({
      firstWon: 160,
      won: 2,
      lost: 3,
      open: 1,
      cycleDays: 60,
      sale: { days: 60, won: true },
      firstAmount: 1000,
      wonAmount: 10_000,
      lossReason: "timing",
    });
  });

  test("the sale of an account: won first, else lost last, else open until today", () => {
    const [lost, open, won] = [
      deal({ won: false, created: 100, closed: 130 }),
      deal({ created: 150 }),
      deal({ won: true, created: 160, closed: 190 }),
    ];
    expect(foldDeals([lost], 400).sale).toEqual({ days: 30, won: false });
    expect(foldDeals([lost, deal({ won: false, created: 90, closed: 180 })], 400).sale).toEqual({
      days: 90,
      won: false,
    });
    expect(foldDeals([lost, open], 400).sale).toEqual({ days: 300, won: null });
    expect(foldDeals([lost, open, won], 400).sale).toEqual({ days: 90, won: true });
    expect(foldDeals([open]).sale).toBeNull();
    expect(foldDeals([deal({ won: true, closed: 190 })], 400).sale).toBeNull();
    expect(foldDeals([deal({ won: true, created: 200, closed: 190 })], 400).sale).toBeNull();
  });

  test("closed before they were created have no cycle; none at all gives nothing", () => {
    expect(foldDeals([deal({ won: true, created: 200, closed: 100 })]).cycleDays).toBeNull();
    expect(foldDeals([])).toMatchObject({ firstWon: null, won: 0, wonAmount: null, lossReason: null });
  });

  test("in any order give the same", () => {
    const day = fc.option(fc.integer({ min: 1, max: 5 }), { nil: null });
    const any = fc.record({
      won: fc.constantFrom(true, false, null),
      created: day,
      closed: day,
      amount: day,
      lossReason: fc.constantFrom("a", "b", null),
    });
    fc.assert(
      fc.property(
        fc
          .array(any, { maxLength: 8 })
          .chain((deals) =>
            fc.tuple(fc.constant(deals), fc.shuffledSubarray(deals, { minLength: deals.length })),
          ),
        ([deals, shuffled]) => {
          expect(foldDeals(shuffled)).toEqual(foldDeals(deals));
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  test.each<[Parameters<typeof dealWon>[0], boolean | null]>([
    [{ won: true, stage: "Closed Lost" }, true],
    [{ lost: true }, false],
    [{ won: false, isClosed: true }, false],
    [{ won: false, isClosed: false, stage: "Proposal" }, null],
    [{ stage: "closedwon" }, true],
    [{ stage: "Closed Won (Sales Pipeline)" }, true],
    [{ stage: "Closed Lost" }, false],
    [{ stage: "Ganho" }, true],
    [{ stage: "Chiusa persa" }, false],
    [{ stage: "受注" }, true],
    [{ stage: "Won over, contract sent" }, null],
    [{ isClosed: true, probability: 100 }, true],
    [{ isClosed: true, probability: 0 }, false],
    [{ probability: 100 }, null],
    [{}, null],
  ])("%o is won: %s", (says, won) => {
    expect(dealWon(says)).toBe(won);
  });
});

describe("subscriptions", () => {
  test("that follow each other are one customer, who has grown", () => {
    const two = [
      subscription({ status: "canceled", ended: 200, mrr: 50 }),
      subscription({ started: 200, mrr: 80 }),
    ];
    expect(foldSubscriptions(two, 1000)).toEqual({
      leftUnknownDay: false,
      start: 100,
      churned: null,
      firstMrr: 50,
      currentMrr: 80,
      expansion: 0.6000000000000001,
      currency: "USD",
      mixedCurrencies: false,
      trials: 0,
    });
    expect(foldSubscriptions([...two].reverse(), 1000)).toEqual(foldSubscriptions(two, 1000));
  });

  test("that all ended are a churn, on the last of their days", () => {
    const ended = [
      subscription({ status: "canceled", ended: 300 }),
      subscription({ status: "canceled", started: 150, ended: 250 }),
    ];
    expect(foldSubscriptions(ended, 1000)).toMatchObject({
      start: 100,
      churned: 300,
      currentMrr: 0,
      expansion: null,
    });
  });

  test("cancelled for a later day still run", () => {
    expect(foldSubscriptions([subscription({ canceled: 500 })], 1000)).toMatchObject({ churned: null });
    expect(foldSubscriptions([subscription({ status: "canceled", canceled: 500 })], 1000).churned).toBe(500);
    expect(foldSubscriptions([subscription({ ended: 1200 })], 1000).churned).toBeNull();
  });

  test("of one that is over, on a day that nobody told, the end is not known; it is no running one", () => {
    const over = subscription({ status: "canceled" });
    const unknown = {
      start: 100,
      churned: null,
      leftUnknownDay: true,
      firstMrr: 50,
      currentMrr: 0,
      expansion: null,
    };
    expect(foldSubscriptions([over], 1000)).toMatchObject(unknown);
    expect(foldSubscriptions([over, subscription({ started: 200, ended: 500 })], 1000)).toMatchObject(
      unknown,
    );
    const running = subscription({ started: 300, mrr: 80 });
    expect(foldSubscriptions([over, running], 1000)).toMatchObject({
      churned: null,
      leftUnknownDay: false,
      currentMrr: 80,
    });
  });

  test("that were only tried make no customer, and a trial before is not paid for", () => {
    const tried = [
      subscription({ status: "trialing", trialEnd: 114 }),
      subscription({ status: "canceled", trialEnd: 114, ended: 114 }),
      subscription({ status: "incomplete_expired" }),
    ];
    expect(foldSubscriptions(tried, 1000)).toMatchObject({
      start: null,
      churned: null,
      firstMrr: null,
      trials: 3,
    });
    expect(foldSubscriptions([subscription({ trialEnd: 114 })], 1000)).toMatchObject({
      start: 114,
      trials: 0,
    });
  });

  test("in two currencies have dates but no amounts", () => {
    const mixed = [subscription({}), subscription({ currency: "EUR" })];
    expect(foldSubscriptions(mixed, 1000)).toMatchObject({
      start: 100,
      firstMrr: null,
      currentMrr: null,
      currency: null,
      mixedCurrencies: true,
    });
  });

  test.each<[number | null, string | null, number | null, number | null]>([
    [100, "month", 2, 200],
    [1200, "year", 1, 100],
    [1200, "Yearly", null, 100],
    [300, "3 months", 1, 100],
    [300, "quarter", 1, 100],
    [100, null, null, 100],
    [null, "month", 1, null],
    [100, "fortnight", 1, null],
  ])("%s per %s times %s is %s a month", (amount, interval, quantity, monthly) => {
    expect(monthlyRevenue(amount, interval, quantity)).toBe(monthly);
  });

  test("by the week and day are as many as a year of 365.25 days has", () => {
    expect(monthlyRevenue(7, "week", 1)).toBeCloseTo(365.25 / 12, 10);
    expect(monthlyRevenue(1, "day", 1)).toBeCloseTo(365.25 / 12, 10);
  });
});

describe("movements of revenue", () => {
  const move = (day: number, kind: string, change: number | null): Movement => ({
    day,
    kind,
    change,
    currency: "USD",
  });
  test("add up, in any order", () => {
    const moves = [move(100, "new_biz", 50), move(200, "expansion", 30), move(300, "contraction", -5)];
    expect(foldMovements(moves)).toMatchObject({
      start: 100,
      churned: null,
      firstMrr: 50,
      currentMrr: 75,
      expansion: 0.5,
    });
    expect(foldMovements([...moves].reverse())).toEqual(foldMovements(moves));
  });

  test("end with a churn unless the account came back", () => {
    const left = [move(100, "new_biz", 50), move(200, "churn", -50)];
    expect(foldMovements(left)).toMatchObject({ churned: 200, currentMrr: 0, expansion: null });
    expect(foldMovements([...left, move(300, "reactivation", 40)])).toMatchObject({
      churned: null,
      currentMrr: 40,
    });
    expect(foldMovements([...left, move(200, "reactivation", 40)]).churned).toBeNull();
    expect(foldMovements([])).toMatchObject({ start: null, churned: null, firstMrr: null, currentMrr: null });
    expect(foldMovements([move(1, "new_biz", null)]).currentMrr).toBeNull();
  });
});

describe("tickets", () => {
  const at = (...days: (number | null)[]) => days.map((created) => ({ created, satisfaction: null }));
  test("are counted over windows that are the same for everybody", () => {
    expect(foldTickets(at(99, 100, 189, 190, 279, 280, 1000, null), 100, 999)).toEqual({
      first90: { count: 2, days: 90, whole: true },
      first180: { count: 4, days: 180, whole: true },
      life: { count: 5, days: 900, whole: true },
      outside: 3,
      satisfaction: null,
      rated: 0,
    });
  });

  test("of an account that was followed for less say for how long", () => {
    expect(foldTickets(at(100, 130), 100, 139)).toMatchObject({
      first90: { count: 2, days: 40, whole: false },
      life: { count: 2, days: 40 },
    });
    expect(foldTickets(at(100), 100, 50)).toMatchObject({
      first90: { count: 0, days: 0, whole: false },
      outside: 1,
    });
  });

  test("have a share of good among those rated", () => {
    const rated = ["Good", "Bad", "Offered", null, "5"].map((satisfaction) => ({ created: 1, satisfaction }));
    expect(foldTickets(rated, 0, 10)).toMatchObject({ rated: 3, satisfaction: 2 / 3 });
    expect(ratedGood("GoodWithComment")).toBe(true);
    expect(ratedGood("3")).toBe(false);
    expect(ratedGood("Unoffered")).toBeNull();
  });
});

describe("people", () => {
  test.each([
    ["Chief Information Security Officer", "executive", "security"],
    ["CISO", "executive", "security"],
    ["VP of Engineering", "vice president", "engineering"],
    ["SVP, Global Sales", "vice president", "sales"],
    ["Co-Founder & CEO", "founder", "general management"],
    ["President", "executive", "general management"],
    ["Director of Product Management", "director", "product"],
    ["Head of Data", "head", "data"],
    ["Senior Software Engineer", "senior", "engineering"],
    ["IT Manager", "manager", "engineering"],
    ["Procurement Manager", "manager", "procurement"],
    ["Leiterin Vertrieb", "head", "sales"],
    ["Customer Success Manager", "manager", "customer success"],
    ["Accountant", null, "finance"],
    ["Wizard", null, null],
    ["", null, null],
  ])("%s is %s in %s", (title, seniority, job) => {
    expect(personRole(title)).toEqual({ seniority, function: job });
  });

  test("are what the tool says of them before what their title does", () => {
    expect(personRole("Wizard", { seniority: "C suite", function: "Finance" })).toEqual({
      seniority: "executive",
      function: "finance",
    });
    expect(personRole("Director of IT", { seniority: "Entry", function: null })).toEqual({
      seniority: "staff",
      function: "engineering",
    });
  });
});

test("the time between two dates is known, or why it is not", () => {
  expect(onboardingTime(100, 130)).toEqual({ days: 30 });
  expect(onboardingTime(100, 100)).toEqual({ days: 0 });
  expect(onboardingTime(null, 130)).toEqual({ days: null, why: "not begun" });
  expect(onboardingTime(100, null)).toEqual({ days: null, why: "not finished" });
  expect(onboardingTime(100, 99)).toEqual({ days: null, why: "finished before it began" });
});
