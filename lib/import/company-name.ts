/** Legal forms as they stand at the end of a name, without dots and slashes; the longest are looked for first. */
const legalForms = [
  "gmbh and co kg",
  "gmbh and co kgaa",
  "ag and co kg",
  "sp z o o",
  "sp z oo",
  "s r l",
  "s p a",
  "s a s",
  "s a r l",
  "s a",
  "s l",
  "b v",
  "n v",
  "a s",
  "k k",
  "l l c",
  "d o o",
  "pty ltd",
  "pte ltd",
  "pvt ltd",
  "private limited",
  ..."inc incorporated llc llp lp pllc ltd limited plc corp corporation co company gmbh mbh ag kg kgaa ohg ug ev eg se".split(
    " ",
  ),
  ..."sa sas sasu sarl eurl srl srls spa snc bv nv vof ab as aps asa oy oyj ou kk sl slu lda ltda sro doo dd kft zrt nyrt".split(
    " ",
  ),
  ..."ooo oao pty pte pvt bhd sdn uab sia".split(" "),
]
  .map((form) => form.split(" "))
  .sort((a, b) => b.length - a.length);

function endsWith(words: readonly string[], form: readonly string[]): boolean {
  return (
    form.length < words.length && form.every((word, i) => words[words.length - form.length + i] === word)
  );
}

/**
 * A company's name as it can be compared: without case, accents, punctuation, legal forms and a leading "the". Empty where
 * nothing is left to compare.
 */
export function companyNameKey(name: string): string {
  let words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[&+]/g, " and ")
    .replace(/(?<=\p{L})[./'’](?=\p{L})|(?<=\b\p{L})\.|['’]/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  if (words.length > 1 && words[0] === "the") words = words.slice(1);
  for (;;) {
    const form = legalForms.find((one) => endsWith(words, one));
    if (form === undefined) return words.join(" ");
    words = words.slice(0, words.length - form.length);
    if (words.length > 1 && words.at(-1) === "and") words = words.slice(0, -1);
  }
}

/** The key and every way to leave out one of its letters: two names with one of these alike differ by a slip. */
function slips(key: string): readonly string[] {
  return [key, ...Array.from(key, (_, i) => key.slice(0, i) + key.slice(i + 1))];
}

const shortestSlip = 7;

/** The halves of a name: a slip in one of them leaves the other as it is. */
function halves(key: string, length: number): readonly [string, string] {
  const half = Math.floor(length / 2);
  return [`^${key.slice(0, half)}`, `$${key.slice(-half)}`];
}

/** Finds, among names, those that one slip of the pen away stand for the same company. Nothing is laid out before it is asked. */
export function createNearNames(keys: Iterable<string>): (key: string) => readonly string[] {
  let byHalf: Map<string, string[]> | null = null;
  return (key) => {
    if (key.length < shortestSlip) return [];
    byHalf ??= layOut(keys);
    const own = new Set(slips(key));
    const near = new Set<string>();
    for (const length of [key.length - 1, key.length, key.length + 1]) {
      for (const half of halves(key, length)) {
        for (const one of byHalf.get(half) ?? []) {
          if (one === key || Math.abs(one.length - key.length) > 1 || near.has(one)) continue;
          if (slips(one).some((part) => own.has(part))) near.add(one);
        }
      }
    }
    return [...near].sort();
  };
}

function layOut(keys: Iterable<string>): Map<string, string[]> {
  const byHalf = new Map<string, string[]>();
  for (const key of keys) {
    if (key.length < shortestSlip) continue;
    for (const half of halves(key, key.length)) {
      const known = byHalf.get(half);
      if (known === undefined) byHalf.set(half, [key]);
      else known.push(key);
    }
  }
  return byHalf;
}
