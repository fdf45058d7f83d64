import { expect, test } from "vitest";
import { companyNameKey, createNearNames } from "#lib/import/company-name.ts";

test.each([
  ["Acme, Inc.", "ACME"],
  ["Müller GmbH & Co. KG", "Muller"],
  ["The Birch Company Ltd", "birch"],
  ["Société Générale S.A.", "Societe Generale"],
  ["O'Neill Partners LLP", "ONeill Partners"],
  ["Nordlys A/S", "nordlys"],
  ["Kowalska sp. z o.o.", "KOWALSKA"],
  ["Smith & Sons", "Smith and Sons"],
  ["Alpha-Beta", "alpha  beta"],
  ["Acme Pty. Ltd.", "Acme Pty Ltd"],
])("%s and %s are one name", (a, b) => {
  expect(companyNameKey(a)).toBe(companyNameKey(b));
});

test.each([
  ["Acme Health", "Acme Pay"],
  ["SE", "AG"],
  ["Acme 1", "Acme 2"],
  ["日本電気", "日本製鉄"],
])("%s and %s are two", (a, b) => {
  expect(companyNameKey(a)).not.toBe(companyNameKey(b));
});

test("a slip of the pen is near, a short or another name is not", () => {
  const near = createNearNames(["birchcove systems", "acme"]);
  expect(near("birchcove sytems")).toEqual(["birchcove systems"]);
  expect(near("birchcove sistems")).toEqual(["birchcove systems"]);
  expect(near("birchcoves systems")).toEqual(["birchcove systems"]);
  expect(near("birchcove sy")).toEqual([]);
  expect(near("birchcove systems")).toEqual([]);
  expect(near("acne")).toEqual([]);
});
