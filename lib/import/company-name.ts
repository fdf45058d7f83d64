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

/** Finds, among names, those that one slip of the pen away stand for the same company. */
export function createNearNames(keys: Iterable<string>): (key: string) => readonly string[] {
  const byPart = new Map<string, string[]>();
  for (const key of keys) {
    if (key.length < shortestSlip) continue;
    for (const part of slips(key)) {
      const known = byPart.get(part);
      if (known === undefined) byPart.set(part, [key]);
      else if (!known.includes(key)) known.push(key);
    }
  }
  return (key) => {
    if (key.length < shortestSlip) return [];
    return [...new Set(slips(key).flatMap((part) => byPart.get(part) ?? []))]
      .filter((one) => one !== key)
      .sort();
  };
}
