import { expect, test } from "vitest";
import { readView, viewAddress } from "./view";

const read = (query: string) => {
  const params = new URLSearchParams(query);
  return readView(Object.fromEntries([...params.keys()].map((name) => [name, params.getAll(name)])));
};

test("a view goes into its address and comes back", () => {
  const query =
    "outcome=retention&q=month+to&verdict=supported&dimension=budget&sort=name&open=firmographic%2Cbudget&trait=A%26B&trait=C&keep=Contract&with=set-aside&pattern=x%3Ay";
  expect(viewAddress("/w/a/patterns", read(query))).toBe(`/w/a/patterns?${query}`);
  expect(read(query)).toEqual({
    outcome: "retention",
    words: "month to",
    verdict: "supported",
    dimension: "budget",
    sort: "name",
    open: ["firmographic", "budget"],
    traits: ["A&B", "C"],
    keep: ["Contract"],
    withSetAside: true,
    pattern: "x:y",
  });
});

test("an address that says nothing, or nonsense, is the usual view", () => {
  const usual = viewAddress("/w/a/patterns", read(""));
  expect(usual).toBe("/w/a/patterns");
  expect(
    viewAddress("/w/a/patterns", read("verdict=certain&sort=up&dimension=__proto__&open=x,y&q=++")),
  ).toBe(usual);
});

test("no more than ten traits are looked at", () => {
  expect(read(Array.from({ length: 30 }, (_, i) => `trait=t${i}`).join("&")).traits).toHaveLength(10);
});
