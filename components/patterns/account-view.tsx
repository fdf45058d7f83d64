import { cx } from "class-variance-authority";
import Link from "next/link";
import type { ReactNode } from "react";
import { type Dimension, dimensions, type Value } from "#lib/accounts/attribute.ts";
import { formatCount, formatExact, formatMonths } from "#lib/analysis/format.ts";
import { sayDate } from "#lib/criteria/words.ts";
import type { CheckedAccount } from "#lib/icp/check.ts";
import { Card } from "../ui/card";
import { PageHeader } from "../ui/page-header";
import { RuleList } from "./rule-list";

interface Fact {
  readonly name: string;
  readonly dimension: Dimension;
  readonly knownAt: "prospect" | "deal" | "customer";
  readonly value: Value;
  /** The file that says so, and the day its data was taken. */
  readonly source?: { readonly file: string; readonly asOf: string } | null;
}

export interface AccountViewProps {
  workspace: string;
  /** Whether it counts in analyses, and the way to change that. */
  setAside?: ReactNode;
  account: {
    readonly name: string;
    readonly domain: string | null;
    readonly facts: readonly Fact[];
    readonly outcomes: readonly { readonly name: string; readonly value: number | null }[];
    readonly retention: { readonly left: boolean; readonly months: number | null } | null;
    readonly startedOn: string | null;
    readonly sources: readonly { readonly file: string; readonly row: number; readonly importedOn: string }[];
    readonly checked: CheckedAccount;
  };
}

/** One account: what the draft says of it and by which rule, what is known, and how it did. */
export function AccountView({ workspace, account, setAside }: AccountViewProps) {
  const { name, domain, facts, sources } = account;
  const isFromMany = new Set(sources.map(({ file }) => file)).size > 1;
  const groups = dimensions
    .map((dimension) => ({ dimension, facts: facts.filter((fact) => fact.dimension === dimension) }))
    .filter((group) => group.facts.length > 0);
  return (
    <>
      <PageHeader
        title={name}
        summary={[domain, stayedWords(account.retention), startedWords(account.startedOn)]
          .filter(Boolean)
          .join(" · ")}
      />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        {/* First in the page: on a phone the question is whether to sell to them. */}
        <div className="space-y-5 lg:col-start-2 lg:row-start-1">
          <Verdict workspace={workspace} checked={account.checked} />
          <Outcomes outcomes={account.outcomes} />
          {setAside}
        </div>
        <div className="space-y-7 lg:col-start-1 lg:row-start-1">
          {groups.map((group) => (
            <Facts
              key={group.dimension}
              title={group.dimension}
              facts={group.facts}
              isFromMany={isFromMany}
            />
          ))}
          {sources.length > 0 && (
            <ul className="text-sm text-muted">
              {sources.map(({ file, row, importedOn }) => (
                <li key={`${file} ${importedOn} ${row}`}>
                  From {file}, row {formatCount(row)}, imported on {sayDate(importedOn)}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </>
  );
}

const stayedWords = (retention: AccountViewProps["account"]["retention"]): string | null => {
  if (!retention) return null;
  const { left, months } = retention;
  if (months === null) return left ? "left" : "still a customer";
  return left ? `left after ${formatMonths(months)}` : `still a customer after ${formatMonths(months)}`;
};

const startedWords = (startedOn: string | null): string | null => startedOn && `since ${sayDate(startedOn)}`;

/** A value as the file has it, a year without its thousands apart; null is said, never left blank. */
function valueWords(value: Value): string | null {
  if (value === null) return null;
  if (typeof value === "number") return Math.abs(value) < 10_000 ? String(value) : formatExact(value);
  return typeof value === "string" ? value : value.join(", ");
}

interface FactsProps {
  title: string;
  facts: readonly Fact[];
  /** Several files tell of the account: then each fact says which one it is from. */
  isFromMany: boolean;
}

function Facts({ title, facts, isFromMany }: FactsProps) {
  return (
    <section>
      <h2 className="eyebrow border-b border-line pb-1.5">{title}</h2>
      <dl>
        {facts.map((fact) => {
          const words = valueWords(fact.value);
          return (
            <div
              key={fact.name}
              className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-4 border-b border-line/70 py-1.5"
            >
              <dt className="break-words text-muted">
                {fact.name}
                {fact.knownAt === "customer" && <span className="block text-xs">known after the sale</span>}
              </dt>
              <dd className={cx("break-words tabular-nums", words === null && "text-uncertain")}>
                {words ?? "not recorded"}
                {isFromMany && fact.source && (
                  <span className="block text-xs text-muted">
                    {fact.source.file}, {sayDate(fact.source.asOf)}
                  </span>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

const verdictTones = { accept: "text-good", reject: "text-poor", undecided: "text-uncertain" } as const;

function Verdict({ workspace, checked }: { workspace: string; checked: CheckedAccount }) {
  if (checked.rules.length === 0)
    return (
      <Card title="No rule yet">
        <p className="text-muted">
          The draft has no criterion.{" "}
          <Link href={`/w/${workspace}/document`} className="prose-link">
            Write the first
          </Link>
          , and every account gets a verdict.
        </p>
      </Card>
    );
  return (
    <Card>
      <p className="eyebrow">By the draft</p>
      <p className={cx("mt-1 text-xl font-semibold break-words", verdictTones[checked.verdict])}>
        {checked.sentence}
      </p>
      {checked.questions.length > 0 && (
        <ul className="mt-2 list-disc space-y-0.5 pl-5 font-serif">
          {checked.questions.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ul>
      )}
      <RuleList rules={checked.rules} />
    </Card>
  );
}

function Outcomes({ outcomes }: { outcomes: AccountViewProps["account"]["outcomes"] }) {
  if (outcomes.length === 0) return null;
  return (
    <Card title="How it did">
      <dl className="space-y-1">
        {outcomes.map(({ name, value }) => (
          <div key={name} className="flex justify-between gap-4">
            <dt className="min-w-0 break-words text-muted">{name}</dt>
            <dd className="tabular-nums">{value === null ? "not recorded" : formatExact(value)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
