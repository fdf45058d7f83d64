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

export const personNameSchema = z.string().trim().min(1, "please give a name").max(120);
export const workspaceNameSchema = z.string().trim().min(1, "please give a name").max(80);

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
