import type { ErrorCode } from "#lib/errors/codes.ts";

/** Plain JSON that travels with an error: what the sentence names, or the state the caller must see. */
export type Detail = { readonly [key: string]: unknown };

/** Every expected outcome is a value; only bugs throw. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorCode; readonly detail?: Detail };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (error: ErrorCode, detail?: Detail): Result<never> =>
  detail === undefined ? { ok: false, error } : { ok: false, error, detail };
