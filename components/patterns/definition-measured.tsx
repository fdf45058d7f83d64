"use client";

import { cx } from "class-variance-authority";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import type { Movement } from "#lib/analysis/compare-findings.ts";
import { formatCount, formatNumber } from "#lib/analysis/format.ts";
import type { GoodCustomerCounts } from "#lib/analysis/good-customer.ts";
import { lateSentence } from "#lib/analysis/late-entry.ts";
import { growingSentence } from "#lib/analysis/say-growing.ts";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { type Judged, type JudgedAccount, standingWords } from "./judged";

/** What the definition in the form does with the customers, while it is being changed. */
export function DefinitionMeasured({
  workspace,
  judged,
  waiting,
  save,
}: {
  workspace: string;
  judged: Judged;
  waiting: boolean;
  save: ReactNode;
}) {
  return (
    <div
      className={cx("space-y-5 transition-opacity lg:sticky lg:top-6", waiting && "opacity-60")}
      aria-busy={waiting}
    >
      {judged.late && (
        <Notice tone="warn" title="Early leavers may be missing">
          {lateSentence(judged.late)} If so, give the day since when they are.
        </Notice>
      )}
      {judged.growing.length > 0 && (
        <Notice tone="warn" title="Old accounts may only look better">
          {growingSentence(judged.growing)}
        </Notice>
      )}
      {judged.counts && <Counts counts={judged.counts} save={save} />}
      {judged.movement && <Moved movement={judged.movement} />}
      <GutCheck workspace={workspace} judged={judged} />
    </div>
  );
}

const parts = [
  { key: "good", name: "good", fill: "bg-good" },
  { key: "not", name: "not", fill: "bg-poor" },
  { key: "tooEarly", name: "too early", fill: "bg-mark" },
  { key: "unrecorded", name: "not recorded", fill: "bg-bar" },
  { key: "outside", name: "outside the cohort", fill: "bg-line" },
] as const;

function Counts({ counts, save }: { counts: GoodCustomerCounts; save: ReactNode }) {
  const total = parts.reduce((sum, { key }) => sum + counts[key], 0);
  const there = parts.filter(({ key }) => counts[key] > 0);
  return (
    <Card>
      <div aria-hidden="true" className="flex h-2.5 gap-px overflow-hidden rounded-full">
        {there.map(({ key, fill }) => (
          <div key={key} className={fill} style={{ width: `${(counts[key] / total) * 100}%` }} />
        ))}
      </div>
      <ul
        aria-label="What this makes of the customers"
        className="mt-4 flex flex-wrap gap-x-6 gap-y-3"
        aria-live="polite"
      >
        {there.map(({ key, name, fill }) => (
          <li key={key}>
            <span className="block text-2xl font-semibold tabular-nums">{formatCount(counts[key])}</span>
            <span className="flex items-center gap-1.5 text-sm text-muted">
              <span aria-hidden="true" className={cx("size-2 rounded-full", fill)} />
              {name}
            </span>
          </li>
        ))}
      </ul>
      {counts.tooEarly > 0 && (
        <p className="mt-3 text-sm text-muted">
          Too early: not watched to the horizon yet. The patterns allow for them, so that those who left, who
          are known sooner, do not count for too much.
        </p>
      )}
      {save && <div className="mt-5">{save}</div>}
    </Card>
  );
}

function Moved({ movement: { findings, moved } }: { movement: Movement }) {
  return (
    <Card
      title={`Changing this moves ${moved.length} of ${findings} ${findings === 1 ? "finding" : "findings"}`}
    >
      <ul className="space-y-1 text-sm">
        {moved.slice(0, 8).map(({ id, attribute, level, before, after, turned }) => (
          <li key={id} className="flex justify-between gap-4">
            <span className="min-w-0 truncate">
              {attribute}: {level}
            </span>
            <span className="shrink-0 text-muted">
              {turned ? "turns round" : `${before ?? "not there"} → ${after ?? "not there"}`}
            </span>
          </li>
        ))}
        {moved.length > 8 && <li className="text-muted">and {moved.length - 8} more</li>}
        {moved.length === 0 && <li className="text-muted">Every finding stays as it is.</li>}
      </ul>
    </Card>
  );
}

function GutCheck({ workspace, judged }: { workspace: string; judged: Judged }) {
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const next = new Set(wrong);
    if (!next.delete(id)) next.add(id);
    setWrong(next);
  };
  const list = (accounts: readonly JudgedAccount[], size: string | null) => (
    <ul>
      {accounts.map((account) => (
        <CheckedRow
          key={account.id}
          workspace={workspace}
          account={account}
          size={size}
          wrong={wrong.has(account.id)}
          onWrong={() => toggle(account.id)}
        />
      ))}
    </ul>
  );
  if (judged.largest.length + judged.left.length === 0) return null;
  return (
    <Card title="Does this feel right?">
      {judged.largest.length > 0 && (
        <Known title={`The largest${judged.sizeBy ? ` by ${judged.sizeBy}` : ""}`}>
          {list(judged.largest, judged.sizeBy)}
        </Known>
      )}
      {judged.left.length > 0 && (
        <Known title={judged.latest ? "The last to leave" : "The largest that left"}>
          {list(judged.left, null)}
        </Known>
      )}
      <p className="mt-3 text-sm text-muted" aria-live="polite">
        {wrong.size === 0
          ? "You know these. Tick those that are called wrong."
          : `${wrong.size} called wrong: move the thresholds until it fits, or find out what you know that the data does not.`}
      </p>
    </Card>
  );
}

function Known({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-3 first-of-type:mt-0">
      <h3 className="eyebrow mb-1">{title}</h3>
      {children}
    </section>
  );
}

function CheckedRow({
  workspace,
  account,
  size,
  wrong,
  onWrong,
}: {
  workspace: string;
  account: JudgedAccount;
  size: string | null;
  wrong: boolean;
  onWrong: () => void;
}) {
  const { id, name, standing, score } = account;
  const tone = standing === "good" ? "text-good" : standing === "not" ? "text-poor" : "text-muted";
  return (
    <li className="flex items-center gap-3 border-b border-line/70 py-1.5 last:border-0">
      <Link
        href={`/w/${workspace}/accounts/${id}`}
        prefetch={false}
        className="flex min-w-0 flex-1 items-baseline hover:underline"
      >
        <span className="truncate">{name}</span>
        {size && account.size !== null && (
          <span className="ml-1.5 shrink-0 text-xs text-muted tabular-nums">
            {formatNumber(account.size)}
          </span>
        )}
      </Link>
      <span className={cx("text-sm whitespace-nowrap", tone, wrong && "line-through")}>
        {standingWords[standing]}
        {score !== null && <span className="text-muted tabular-nums"> {Math.round(score * 100)}</span>}
      </span>
      <label className="flex items-center gap-1 text-xs text-muted">
        <input type="checkbox" checked={wrong} onChange={onWrong} aria-label={`${name} is called wrong`} />
        wrong
      </label>
    </li>
  );
}
