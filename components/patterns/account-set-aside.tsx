import { sayDate } from "#lib/criteria/words.ts";
import { Card } from "../ui/card";
import { type PutBack, PutBackButton, SetAside, type SetAsideAction } from "./set-aside";

interface Exclusion {
  readonly id: string;
  readonly row: string | null;
  readonly recordKey: string | null;
  readonly reason: string;
  readonly by: string;
  readonly since: string;
  readonly ended: { readonly at: string; readonly by: string } | null;
}

interface AccountSetAsideProps {
  account: { readonly id: string; readonly name: string };
  exclusions: readonly Exclusion[];
  /** Null for those who may not. */
  setAside: SetAsideAction | null;
  putBack: PutBack | null;
}

/** Whether an account counts in analyses, who said it does not and why, and the way to change that. */
export function AccountSetAside({ account, exclusions, setAside, putBack }: AccountSetAsideProps) {
  const whole = exclusions.find(({ row, ended }) => row === null && ended === null);
  if (whole === undefined && setAside === null && exclusions.length === 0) return null;
  return (
    <Card title={whole ? "Set aside" : "In the analyses"}>
      {whole ? (
        <>
          <p className="break-words">{whole.reason}</p>
          <p className="mt-1 mb-3 text-sm text-muted">
            {whole.by}, {sayDate(whole.since.slice(0, 10))}. Every analysis leaves it out.
          </p>
          {putBack && <PutBackButton exclusionId={whole.id} what={account.name} putBack={putBack} />}
        </>
      ) : (
        <>
          <p className="mb-3 text-sm text-muted">
            An anomaly, such as a founder’s friend, can be left out of every analysis.
          </p>
          {setAside && <SetAside account={account} setAside={setAside} />}
        </>
      )}
      <Earlier exclusions={exclusions.filter(({ ended }) => ended !== null)} />
    </Card>
  );
}

function Earlier({ exclusions }: { exclusions: readonly Exclusion[] }) {
  if (exclusions.length === 0) return null;
  return (
    <ul className="mt-3 space-y-1 border-t border-line pt-2 text-sm text-muted">
      {exclusions.map(({ id, row, reason, by, since, ended }) => (
        <li key={id} className="break-words">
          {row ? `${row}: ` : ""}Set aside by {by} on {sayDate(since.slice(0, 10))} (“{reason}”)
          {ended && `, put back by ${ended.by} on ${sayDate(ended.at.slice(0, 10))}`}
        </li>
      ))}
    </ul>
  );
}
