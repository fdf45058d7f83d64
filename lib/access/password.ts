/** How short a password may be. */
export const shortestPassword = 10;

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
  if (password.length < shortestPassword)
    return { level: 0, words: `${shortestPassword - password.length} more characters needed` };
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
