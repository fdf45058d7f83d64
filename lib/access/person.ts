import { z } from "zod";
import { roles, teams } from "#lib/access/can.ts";
import { isCommon, shortestPassword } from "#lib/access/password.ts";

/** An e-mail address as it is kept and compared: without spaces around it, in lower case. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("write it as name@company.com"));

/**
 * One line of text: control characters cannot be stored or would break the line they are shown in, and what turns the
 * direction of writing would turn the words that follow it, too.
 */
const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .refine(
      (text) => text.isWellFormed() && !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text),
      "holds a character that cannot be kept",
    );

/** Spaces that nobody sees are no name: whoever approves is shown by it. */
const name = (longest: number) => line(longest).regex(/[\p{L}\p{N}\p{S}]/u, "please give a name");

export const personNameSchema = name(120);
export const workspaceNameSchema = name(80);
/** For whom an invitation is; may be empty. */
export const noteSchema = line(120);

export const passwordSchema = z
  .string()
  .min(shortestPassword, `at least ${shortestPassword} characters`)
  .max(200, "at most 200 characters")
  .refine((password) => !isCommon(password), "this one is among the first that anybody would try");

export const roleSchema = z.enum(roles);
export const teamsSchema = z.array(z.enum(teams)).max(teams.length).transform(distinct);

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
