import { formatExact } from "#lib/analysis/format.ts";
import { sayDate } from "#lib/criteria/words.ts";
import { Card } from "../ui/card";
import { type PutBack, PutBackButton, SetAside, type SetAsideAction } from "./set-aside";

interface Deal {
  readonly key: string;
  readonly kind: "deal" | "subscription";
  readonly name: string;
  readonly day: string | null;
  readonly amount: number | null;
  readonly state: string | null;
}

interface AccountDealsProps {
  account: { readonly id: string; readonly name: string };
  deals: readonly Deal[];
  exclusions: readonly {
    readonly id: string;
    readonly recordKey: string | null;
    readonly reason: string;
    readonly by: string;
    readonly ended: object | null;
  }[];
  /** Null for those who may not. */
  setAside: SetAsideAction | null;
  putBack: PutBack | null;
}

/** The deals and subscriptions that an account's outcomes are worked out from; each can be left out of them. */
export function AccountDeals({ account, deals, exclusions, setAside, putBack }: AccountDealsProps) {
  if (deals.length === 0) return null;
  const open = new Map(
    exclusions.filter(({ ended }) => ended === null).map((one) => [one.recordKey, one] as const),
  );
  return (
    <Card title="Deals and subscriptions">
      <ul className="divide-y divide-line/70">
        {deals.map((deal) => {
          const aside = open.get(deal.key);
          return (
            <li key={deal.key} className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1 py-2">
              <div className="min-w-0">
                <p className={aside ? "break-words text-muted line-through" : "break-words"}>{deal.name}</p>
                <p className="text-sm text-muted">
                  {[
                    deal.state,
                    deal.amount === null ? null : formatExact(deal.amount),
                    deal.day && sayDate(deal.day),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </p>
                {aside && (
                  <p className="text-sm break-words">
                    Set aside by {aside.by}: {aside.reason}
                  </p>
                )}
              </div>
              {aside
                ? putBack && <PutBackButton exclusionId={aside.id} what={deal.name} putBack={putBack} />
                : setAside && <SetAside account={account} row={deal} setAside={setAside} />}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
