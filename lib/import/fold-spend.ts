/** What was spent to win customers in one month, in all or in one channel or segment. */
export interface Spend {
  /** Any day of the month, since 1970-01-01. */
  readonly day: number;
  /** The channel or segment; null: it was spent on all of them. */
  readonly group: string | null;
  readonly amount: number;
}

/** When an account became a customer, and which channel or segment it is of; null is not known. */
export interface NewCustomer {
  readonly day: number | null;
  readonly group: string | null;
}

const monthOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 7);
const sameGroup = (group: string) => group.trim().toLowerCase().replace(/\s+/g, " ");
const add = (sums: Map<string, number>, key: string, value: number) =>
  sums.set(key, (sums.get(key) ?? 0) + value);

/**
 * What it cost to win each customer, in their order: what was spent in the month of its first win, divided by the customers won in
 * that month. Spend of a channel or segment is divided among its own new customers, spend of none among all:
 * `S(month, group) / N(month, group) + S(month) / N(month)`. Null where the month or its channel has no spend of its own, or the
 * customer's month is not known. Spend of a month without new customers is nobody's.
 */
export function acquisitionCosts(
  spend: readonly Spend[],
  customers: readonly NewCustomer[],
): (number | null)[] {
  const spent = new Map<string, number>();
  const won = new Map<string, number>();
  let grouped = false;
  for (const { day, group, amount } of spend) {
    grouped ||= group !== null;
    add(spent, group === null ? monthOf(day) : `${monthOf(day)} ${sameGroup(group)}`, amount);
  }
  const places = customers.map(({ day, group }) => {
    if (day === null) return null;
    const month = monthOf(day);
    return { month, group: group === null ? null : `${month} ${sameGroup(group)}` };
  });
  for (const place of places) {
    if (place === null) continue;
    add(won, place.month, 1);
    if (place.group !== null) add(won, place.group, 1);
  }
  const share = (key: string | null) => {
    const sum = key === null ? undefined : spent.get(key);
    return sum === undefined || key === null ? null : sum / (won.get(key) ?? 1);
  };
  return places.map((place) => {
    if (place === null) return null;
    const own = share(place.group);
    const common = share(place.month);
    // Where spend is told by channel, a customer of an unknown one, or of one without any, is not thereby a cheap one.
    if (grouped && own === null) return null;
    return own === null && common === null ? null : (own ?? 0) + (common ?? 0);
  });
}

/** Headings, as they are compared, under which tools and teams tell the same thing. */
const synonyms: readonly (readonly string[])[] = [
  "channel source leadsource originalsource originaltrafficsource accountsource marketingchannel acquisitionchannel latestsource kanal quelle canal fuente canale kanaal".split(
    " ",
  ),
  "segment customersegment marketsegment companysegment kundensegment segmento".split(" "),
  "country countryregion billingcountry region land pays pais paese".split(" "),
];

/** Headings (as headingKey gives them) to look for an account's group under, where spend names its groups under `heading`. */
export function groupHeadings(heading: string): readonly string[] {
  return [
    heading,
    ...(synonyms.find((words) => words.includes(heading)) ?? []).filter((word) => word !== heading),
  ];
}
