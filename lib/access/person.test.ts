import fc from "fast-check";
import { expect, test } from "vitest";
import { isCommon, passwordStrength } from "#lib/access/password.ts";
import { emailSchema, passwordSchema, personNameSchema, teamsSchema } from "#lib/access/person.ts";

test("an address is kept in one form", () => {
  expect(emailSchema.parse("  Anna.Weber@Example.COM ")).toBe("anna.weber@example.com");
  expect(emailSchema.safeParse("anna").success).toBe(false);
});

test.each(["password123", "Passwort2026!", "1234567890", "aaaaaaaaaaaa", "Welcome-2026"])(
  "%s is refused",
  (password) => {
    expect(passwordSchema.safeParse(password).success).toBe(false);
    expect(passwordStrength(password).level).toBe(0);
  },
);

test("the hint refuses exactly what the server refuses", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (password) => {
      expect(passwordStrength(password).level > 0).toBe(passwordSchema.safeParse(password).success);
    }),
  );
});

test("length makes it strong, one's own name does not", () => {
  expect(passwordStrength("tarn kestrel umber 42").level).toBe(3);
  expect(passwordStrength("annaweberannaweber", ["Weber"]).level).toBe(1);
  expect(isCommon("tarn kestrel")).toBe(false);
});

test.each(["Anna Weber", "محمد علي", "李雷", "O’Neill-Šimić", "🙂"])("%s is a name", (name) => {
  expect(personNameSchema.parse(name)).toBe(name);
});

test("a team named twice is one team", () => {
  expect(teamsSchema.parse(["sales", "sales", "product"])).toEqual(["sales", "product"]);
});

test.each([
  "",
  "   ",
  "Anna\u0000Weber",
  "Anna\nWeber",
  "\ud800",
  "x".repeat(121),
  "\u200b",
  "\u2060 .",
  "Anna \u202erebeW",
])("%j is no name", (name) => {
  expect(personNameSchema.safeParse(name).success).toBe(false);
});
