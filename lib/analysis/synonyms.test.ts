import { expect, test } from "vitest";
import { joinGroups, synonyms } from "#lib/analysis/synonyms.ts";

test("words and abbreviations of one thing go together", () => {
  expect(synonyms(["SaaS", "Retail", "Software as a Service", "FinTech", "Financial technology"])).toEqual([
    ["SaaS", "Software as a Service"],
    ["FinTech", "Financial technology"],
  ]);
});

test("countries go together by code, name and usual abbreviation, in several languages", () => {
  const cells = [
    "USA",
    "US",
    "United States",
    "U.S.",
    "UK",
    "GB",
    "United Kingdom",
    "Deutschland",
    "Germany",
    "DE",
  ];
  expect(synonyms([...cells, "France", "Brésil", "ドイツ", "England"])).toEqual([
    ["USA", "US", "United States", "U.S."],
    ["UK", "GB", "United Kingdom"],
    ["Deutschland", "Germany", "DE", "ドイツ"],
  ]);
});

test("codes of two letters are countries only among countries", () => {
  expect(synonyms(["IT", "Italy", "Retail", "Legal", "Finance"])).toEqual([]);
  expect(synonyms(["IT", "Information Technology", "Retail", "Legal"])).toEqual([
    ["IT", "Information Technology"],
  ]);
  expect(synonyms(["CA", "NY", "TX", "California", "Texas", "WA"])).toEqual([]);
  expect(synonyms(["Georgia", "Jordan", "Chad", "Niger", "Nigeria", "Austria", "Australia"])).toEqual([]);
  expect(synonyms([])).toEqual([]);
});

test("groups that share a member are one", () => {
  expect(
    joinGroups([
      ["a", "b"],
      ["c", "d"],
      ["b", "c"],
      ["e", "f"],
    ]),
  ).toEqual([
    ["a", "b", "c", "d"],
    ["e", "f"],
  ]);
});
