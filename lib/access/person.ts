import { z } from "zod";
import { roles, teams } from "#lib/access/can.ts";

/** An e-mail address as it is kept and compared: without spaces around it, in lower case. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("write it as name@company.com"));

export const personNameSchema = z.string().trim().min(1, "please give a name").max(120);
export const workspaceNameSchema = z.string().trim().min(1, "please give a name").max(80);

export const passwordSchema = z
  .string()
  .min(10, "at least 10 characters")
  .max(200, "at most 200 characters")
  .refine((password) => !isCommon(password), "this one is among the first that anybody would try");

export const roleSchema = z.enum(roles);
export const teamsSchema = z.array(z.enum(teams)).max(teams.length).transform(distinct);

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

const commonStems = [
  "password",
  "passwort",
  "qwertyuiop",
  "qwertz",
  "letmein",
  "welcome",
  "iloveyou",
  "administrator",
];

/** The handful that guessing begins with: one character, runs of keys or digits, and the usual words with digits. */
export function isCommon(password: string): boolean {
  const plain = password.toLowerCase();
  if (new Set(plain).size <= 2) return true;
  if ("01234567890123456789".includes(plain) || "98765432109876543210".includes(plain)) return true;
  const stem = plain.replaceAll(/[\d\W_]+$/g, "");
  return commonStems.includes(stem);
}

export interface Strength {
  /** 0 not accepted, 1 accepted, 2 good, 3 strong. */
  readonly level: 0 | 1 | 2 | 3;
  readonly words: string;
}

/**
 * A hint while typing: length counts most, then how many different characters. Rough on purpose; the server
 * accepts whatever has 10 characters and is not among the first anybody would try.
 */
export function passwordStrength(password: string, about: readonly string[] = []): Strength {
  if (password.length < 10) return { level: 0, words: `${10 - password.length} more characters needed` };
  if (isCommon(password)) return { level: 0, words: "Among the first that anybody would try" };
  const personal = about.some(
    (fact) => fact.length >= 4 && password.toLowerCase().includes(fact.toLowerCase()),
  );
  if (personal) return { level: 1, words: "Accepted, but it holds your name or address" };
  const spread = new Set(password).size;
  if (password.length >= 16 && spread >= 9) return { level: 3, words: "Strong" };
  if (password.length >= 12 && spread >= 8) return { level: 2, words: "Good" };
  return { level: 1, words: "Accepted; a few more words make it stronger" };
}
