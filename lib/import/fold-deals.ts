/** One deal as read. Days are counted from 1970-01-01; null is not known. */
export interface Deal {
  readonly won: boolean | null;
  readonly created: number | null;
  readonly closed: number | null;
  readonly amount: number | null;
  readonly lossReason: string | null;
}

/** What the deals of one account come to. */
export interface DealOutcome {
  /** The day the first deal was won: when the account became a customer. */
  readonly firstWon: number | null;
  readonly won: number;
  readonly lost: number;
  readonly open: number;
  /** Days from the creation to the closing of the first deal won; null where either is unknown or they contradict. */
  readonly cycleDays: number | null;
  /** The whole sale of the account; null where its days are not known. */
  readonly sale: Sale | null;
  /** Of the first deal won, in the deal's own currency; null where it is unknown. */
  readonly firstAmount: number | null;
  /** Sum of the known amounts of all deals won. */
  readonly wonAmount: number | null;
  /** Of the deal lost last. */
  readonly lossReason: string | null;
}

/** From the creation of the first deal: days until one was won, else until the last was lost, else until today. */
export interface Sale {
  readonly days: number;
  /** Null: a deal is open, and none was won. */
  readonly won: boolean | null;
}

const wonStage =
  /^(?:closed[ _-]?won|won|(?:geschlossen und )?gewonnen|gagnée?|ganad[oa]|ganh[oa]|vint[oa]|chiusa vinta|wygran[aey]|受注)$/i;
const lostStage =
  /^(?:closed[ _-]?lost|lost|(?:geschlossen und )?verloren|perdue?|perdid[oa]|pers[oa]|chiusa persa|przegran[aey]|失注)$/i;

/**
 * Whether a deal was won (true), lost (false) or is open (null), by what its export says of it: its own yes and no before the
 * name of its stage, and that before its probability (percent or share), which only 0 and certainty decide.
 */
export function dealWon(says: {
  readonly won?: boolean | null | undefined;
  readonly lost?: boolean | null | undefined;
  readonly isClosed?: boolean | null | undefined;
  readonly stage?: string | null | undefined;
  readonly probability?: number | null | undefined;
}): boolean | null {
  if (says.won === true) return true;
  if (says.lost === true) return false;
  if (says.won === false && says.isClosed === true) return false;
  if (says.isClosed === false) return null;
  // Stages are called "Closed Won (Sales Pipeline)" as well.
  const stage = (says.stage ?? "").replace(/\s*\(.*\)$/, "").trim();
  if (wonStage.test(stage)) return true;
  if (lostStage.test(stage)) return false;
  if (says.isClosed === true && says.probability !== null && says.probability !== undefined)
    return says.probability > 0;
  return null;
}

/** The deal that made the account a customer: of those won the first, of two on one day the larger; null: none was won. */
export function firstWonOf<T extends Deal>(deals: readonly T[]): T | null {
  return deals.filter(({ won }) => won === true).sort(inTime)[0] ?? null;
}

/** The earlier day first, an unknown one last; the same day by amount, so that the order of rows is no matter. */
function inTime(a: Deal, b: Deal): number {
  const day = (deal: Deal) => deal.closed ?? Number.POSITIVE_INFINITY;
  if (day(a) !== day(b)) return day(a) < day(b) ? -1 : 1;
  if ((a.amount ?? 0) !== (b.amount ?? 0)) return (b.amount ?? 0) - (a.amount ?? 0);
  return (a.created ?? 0) - (b.created ?? 0) || (a.lossReason ?? "").localeCompare(b.lossReason ?? "", "en");
}

function saleOf(deals: readonly Deal[], won: Deal | undefined, today: number | null): Sale | null {
  const earliest = (days: readonly (number | null)[], pick: (...days: number[]) => number) => {
    const known = days.filter((day) => day !== null);
    return known.length === 0 ? null : pick(...known);
  };
  const began = earliest(
    deals.map(({ created }) => created),
    Math.min,
  );
  const isOpen = won === undefined && deals.some((deal) => deal.won === null);
  const lost = deals.filter((deal) => deal.won === false).map(({ closed }) => closed);
  const ended = won === undefined ? (isOpen ? today : earliest(lost, Math.max)) : won.closed;
  if (began === null || ended === null || ended < began) return null;
  return { days: ended - began, won: isOpen ? null : won !== undefined };
}

/** Folds the deals of one account, in any order; `today` is the day the data was taken, where that is known. */
export function foldDeals(deals: readonly Deal[], today: number | null = null): DealOutcome {
  const sorted = [...deals].sort(inTime);
  const won = sorted.filter((deal) => deal.won === true);
  const lost = sorted.filter((deal) => deal.won === false);
  const [first] = won;
  const amounts = won.flatMap(({ amount }) => (amount === null ? [] : [amount]));
  const cycle =
    first === undefined || first.closed === null || first.created === null
      ? null
      : first.closed - first.created;
  // A deal lost on an unknown day is not the latest.
  const dated = lost.filter(({ closed }) => closed !== null);
  const reasons = (dated.length > 0 ? dated : lost).filter(({ lossReason }) => lossReason !== null);
  return {
    firstWon: first?.closed ?? null,
    won: won.length,
    lost: lost.length,
    open: deals.length - won.length - lost.length,
    cycleDays: cycle === null || cycle < 0 ? null : cycle,
    sale: saleOf(deals, first, today),
    firstAmount: first?.amount ?? null,
    wonAmount: amounts.length === 0 ? null : amounts.reduce((sum, amount) => sum + amount, 0),
    lossReason: reasons.at(-1)?.lossReason ?? null,
  };
}
