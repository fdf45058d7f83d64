/** More distinct values than this are not compared pair by pair; more than the second are names, not categories. */
const mostCompared = 400;
const mostCategories = 20_000;

/**
 * Spellings of one column that are probably the same thing: equal once case, accents, spaces and punctuation are
 * dropped ("E-commerce", "ecommerce"), one letter apart where one has at least seven letters ("Germny", "Germany"),
 * or with two neighbours changed over in six letters or more ("Retial", "Retail"). Groups of two or more, each in the order given.
 */
export function nearDuplicates(spellings: readonly string[]): string[][] {
  if (spellings.length > mostCategories) return [];
  const plain = spellings.map(plainForm);
  const group = spellings.map((_, i) => i);
  const firstWith = new Map<string, number>();
  plain.forEach((text, i) => {
    if (text === "") return;
    const first = firstWith.get(text);
    if (first === undefined) firstWith.set(text, i);
    else group[i] = first;
  });
  if (spellings.length <= mostCompared) joinTypos(spellings, plain, group);
  const byGroup = new Map<number, string[]>();
  group.forEach((of, i) => {
    byGroup.set(of, [...(byGroup.get(of) ?? []), spellings[i]!]);
  });
  return [...byGroup.values()].filter((members) => members.length > 1);
}

/** Signs that tell things apart stay ("C++" and "C#", "< 50" and "> 50", "1-10" and "110"). */
function plainForm(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/(?<=\p{N})[^\p{L}\p{N}]+(?=\p{N})/gu, "=")
    .replace(/[^\p{L}\p{N}+#<>=%]/gu, "");
}

function joinTypos(spellings: readonly string[], plain: readonly string[], group: number[]): void {
  for (let i = 0; i < plain.length; i++) {
    for (let j = 0; j < i; j++) {
      const open = group[i] === i && group[j] === j;
      if (open && isTypo(plain[i]!, plain[j]!) && !isOtherName(spellings[i]!, spellings[j]!)) group[i] = j;
    }
  }
}

/** Words so short are names and abbreviations ("Team A lead", "Team B lead"): one letter makes another. */
const longestName = 3;

/** Whether two spellings are word for word the same but for a short word. */
function isOtherName(a: string, b: string): boolean {
  const [words, others] = [a, b].map((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  if (words!.length !== others!.length) return false;
  return words!.some(
    (word, i) => word !== others![i] && Math.max(word.length, others![i]!.length) <= longestName,
  );
}

/** Shorter words with two letters changed over are more often other words ("form", "from"). */
const shortestSwapped = 6;

/** One letter replaced, added or dropped, or two changed over. Digits tell things apart ("Plan 1", "Plan 2"), so they never count. */
function isTypo(a: string, b: string): boolean {
  if (Math.max(a.length, b.length) < shortestSwapped || Math.abs(a.length - b.length) > 1) return false;
  if (/\p{N}/u.test(a) || /\p{N}/u.test(b)) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++;
  // A different first or last letter is more often another name ("Plan A", "Plan B") than a slip.
  if (start === 0) return false;
  const isSwapped =
    a.length === b.length &&
    a.length - start - end === 2 &&
    a[start] === b[start + 1] &&
    a[start + 1] === b[start];
  if (isSwapped) return true;
  if (end === 0 || Math.max(a.length, b.length) < 7) return false;
  return Math.max(a.length, b.length) - start - end <= 1;
}
