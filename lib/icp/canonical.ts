import { sha256 } from "#lib/accounts/sha256.ts";

/**
 * JSON in the one form of RFC 8785: no spaces, keys sorted by UTF-16 code units, numbers and strings as
 * ECMAScript writes them. Throws a TypeError for what JSON cannot hold (undefined, NaN, half a surrogate
 * pair): content is checked by its schema before it gets here, so that would be a bug.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return text(value);
  if (typeof value === "number") return number(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") return object(value as Readonly<Record<string, unknown>>);
  throw new TypeError(`JSON cannot hold ${typeof value}.`);
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError("JSON cannot hold half of a surrogate pair.");
  return JSON.stringify(value);
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON cannot hold ${value}.`);
  return JSON.stringify(value);
}

function object(value: Readonly<Record<string, unknown>>): string {
  const members = Object.keys(value)
    .sort()
    .map((key) => `${text(key)}:${canonicalJson(value[key])}`);
  return `{${members.join(",")}}`;
}

/** SHA-256 of the canonical JSON, as 64 hexadecimal digits: what approvals are bound to. */
export function contentHash(content: unknown): string {
  return sha256(canonicalJson(content));
}
