import type { BackTest, BackTestSubject } from "#lib/analysis/back-test/back-test.ts";
import { formatCounted } from "#lib/analysis/format.ts";
import { sayDate } from "#lib/criteria/words.ts";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";

export interface LooksShown {
  readonly count: number;
  readonly last: { readonly by: string; readonly at: string } | null;
}

const timesWords = (count: number): string =>
  count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;

/** "The customers held back have been looked at 3 times". */
function sayLooks({ count, last }: LooksShown): string {
  if (count === 0) return "The customers held back have not been looked at yet.";
  const who = last === null ? "" : `, last by ${last.by} on ${sayDate(last.at.slice(0, 10))}`;
  return `The customers held back have been looked at ${timesWords(count)}${who}; every definition and every set of rules counts.`;
}

/** So many sets of rules tried on the same customers that the best of them is partly luck. */
const manyLooks = 5;

/** What to beware of with a result. */
export function BackTestNotices({ result, looks }: { result: BackTest; looks: LooksShown }) {
  const { subject, division, rounds } = result;
  return (
    <>
      {subject === "draft" && (
        <Notice tone="warn" title="Its writers had seen these customers">
          The draft’s rules come from people who could look at every customer, also at those held back. How
          much that flatters them nobody can tell; the rules under “Rules found” have not seen them.
        </Notice>
      )}
      {division === null && subject === "found" && rounds > 0 && (
        <Notice title="Nothing is held back">
          With fewer than 200 customers an optimism-corrected bootstrap stands in: everything is chosen anew
          on {formatCounted(rounds, "draw")} of the same customers, and what that flatters is taken off.
        </Notice>
      )}
      {division === null && subject === "draft" && (
        <Notice title="Nothing is held back">
          With fewer than 200 customers these figures are of the very customers the rules were written by, and
          no method can take off what people saw.
        </Notice>
      )}
      {division?.by === "account" && (
        <Notice title="Not by time">
          Start dates are missing, or there are too few of one kind before or after a date. So this tells how
          the rules do on other customers of the same years, not on later ones.
        </Notice>
      )}
      {division && (
        <p className="text-sm text-muted">
          {sayLooks(looks)}
          {looks.count >= manyLooks &&
            " The best of so many tries is partly luck: wait for new customers before believing it."}
        </p>
      )}
    </>
  );
}

/** Before anybody has tried these rules: what a look costs, and the way to it. */
export function BeforeLooking({
  subject,
  withSetAside,
  looks,
  button,
}: {
  subject: BackTestSubject;
  /** Those set aside are among the customers held back. */
  withSetAside: boolean;
  looks: LooksShown;
  button: React.ReactNode;
}) {
  return (
    <Card title="Looking counts" className="max-w-2xl">
      <p>
        {subject === "draft"
          ? "The draft’s rules as they are now have not been tried on the customers held back."
          : "The rules that are found without the customers held back have not been tried on them."}{" "}
        {withSetAside && "Those set aside count among them here. "}
        Every set of rules that is tried makes the next one prove less, so each try is counted.
      </p>
      <p className="mt-2 text-muted">{sayLooks(looks)}</p>
      <div className="mt-4">{button}</div>
    </Card>
  );
}
