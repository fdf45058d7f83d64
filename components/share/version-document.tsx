import { cx } from "class-variance-authority";
import type { ReactNode } from "react";
import { formatCount, formatWholePercent } from "#lib/analysis/format.ts";
import { sayDate, startSentence } from "#lib/criteria/words.ts";
import type { SharedVersion } from "#lib/icp/shared-version.ts";
import { Agreement } from "./agreement";
import { EvidencePicture } from "./evidence-picture";
import { RuleList } from "./rule-list";

/**
 * One version as everybody reads it: on the shared page, on the version's own page and on paper. `aside` stands
 * beside the rules on a wide screen and is not printed.
 */
export function VersionDocument({
  version,
  actions,
  aside,
}: {
  version: SharedVersion;
  actions?: ReactNode;
  aside?: ReactNode;
}) {
  return (
    <article className="pb-10 print:pb-0">
      <Head version={version} actions={actions} />
      <div className="mt-10 gap-x-14 lg:grid lg:grid-cols-[minmax(0,1fr)_19rem] print:mt-5 print:block">
        <div className="min-w-0 space-y-9 print:space-y-4">
          <RuleList title="Must have" rules={version.mustHaves} />
          <RuleList
            title="Speaks for them"
            note="Signals. They rank what is accepted; none of them decides alone."
            rules={version.signals}
          />
          <RuleList
            title="We do not sell to"
            note="One of these is enough to say no."
            rules={version.disqualifiers}
          />
        </div>
        {aside && (
          <div className="mt-10 lg:mt-0" data-print="hide">
            <div className="lg:sticky lg:top-6">{aside}</div>
          </div>
        )}
      </div>
      {version.panels.length > 0 && (
        <Section title="What it rests on" className="mt-12 print:mt-5">
          <EvidencePicture panels={version.panels} />
        </Section>
      )}
      <People version={version} />
      <div className="mt-12 grid gap-x-14 gap-y-10 md:grid-cols-2 print:mt-5 print:grid-cols-2 print:gap-x-8 print:gap-y-4">
        <Lines title="Triggers" lines={version.triggers} />
        <Lines title="It worked when" lines={version.successConditions} />
        {version.definition.length > 0 && (
          <Section title="What a good customer is">
            <ul className="space-y-1">
              {version.definition.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Section>
        )}
        {version.prose.map(({ title, text }) => (
          <Section key={title} title={title}>
            <p className="whitespace-pre-line">{text}</p>
          </Section>
        ))}
      </div>
      <Bets bets={version.bets} />
      <Agreement version={version} />
    </article>
  );
}

function Head({ version, actions }: { version: SharedVersion; actions: ReactNode }) {
  return (
    <header>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-b border-line pb-4 print:pb-2">
        <p className="text-muted">
          <span className="font-semibold text-ink">{version.company}</span>
          <span className="block text-sm">
            {`Ideal customer profile, version ${version.number}, ${sayDate(version.publishedOn)}`}
          </span>
        </p>
        {actions && (
          <div className="flex flex-wrap gap-2" data-print="hide">
            {actions}
          </div>
        )}
      </div>
      <h1 className="mt-8 max-w-4xl font-serif text-3xl font-normal tracking-[-0.012em] sm:text-4xl print:mt-4 print:text-[21pt] print:leading-tight">
        {version.profile || "This version has no profile sentence."}
      </h1>
      {version.overDissent && (
        <p className="mt-4 max-w-2xl border-l-2 border-poor pl-3">
          <span className="font-semibold">Published over a dissent.</span> {version.overDissent}
        </p>
      )}
      {version.whole && <Whole whole={version.whole} />}
    </header>
  );
}

const measureWords = { good: "are good customers", stayed: "stayed" } as const;

function Whole({ whole }: { whole: NonNullable<SharedVersion["whole"]> }) {
  const { inside, outside } = whole;
  const { low, high } = inside.good;
  return (
    <dl className="mt-7 flex flex-wrap gap-x-12 gap-y-4 print:mt-3 print:gap-x-10">
      <Figure figure={formatWholePercent(inside.good.value)}>
        {`of those inside ${measureWords[whole.measure]} (${formatWholePercent(low).replace(" %", "")} to ${formatWholePercent(high)})`}
      </Figure>
      <Figure figure={formatWholePercent(outside.good.value)} quiet>
        of those outside do
      </Figure>
      <Figure figure={formatWholePercent(whole.accepted / whole.customers)} quiet>
        {`of ${formatCount(whole.customers)} customers lie inside`}
      </Figure>
    </dl>
  );
}

function Figure({
  figure,
  quiet = false,
  children,
}: {
  figure: string;
  quiet?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="flex max-w-64 flex-col-reverse">
      <dt className="text-sm text-muted">{children}</dt>
      <dd className={cx("text-2xl font-semibold tabular-nums", quiet ? "text-muted" : "text-good")}>
        {figure}
      </dd>
    </div>
  );
}

export function Section({
  title,
  className,
  children,
}: {
  title: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={className}>
      <h2 className="eyebrow mb-3 border-b border-line pb-1.5 print:mb-1.5">{title}</h2>
      {children}
    </section>
  );
}

function Lines({
  title,
  lines,
}: {
  title: string;
  lines: readonly { readonly id: string; readonly text: string }[];
}) {
  if (lines.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="space-y-1.5 font-serif text-lg print:space-y-0.5 print:text-[10.5pt]">
        {lines.map((line) => (
          <li key={line.id}>{line.text}</li>
        ))}
      </ul>
    </Section>
  );
}

/** Who buys, and what they say. */
function People({ version: { committee, voices } }: { version: SharedVersion }) {
  if (committee.length === 0 && voices.length === 0) return null;
  return (
    <div className="mt-12 grid gap-x-14 gap-y-10 md:grid-cols-2 print:mt-5 print:grid-cols-2 print:gap-x-8 print:gap-y-4">
      {committee.length > 0 && (
        <Section title="Who buys">
          <dl className="space-y-3 print:space-y-1.5">
            {committee.map((member) => (
              <div key={member.id} data-print="together">
                <dt className="text-sm text-muted first-letter:uppercase">{member.part}</dt>
                <dd>
                  <span className="font-serif text-lg print:text-[10.5pt]">{member.title}</span>
                  {member.cares && <span className="block text-sm text-muted">{member.cares}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      {voices.length > 0 && (
        <Section title="What moves them">
          <ul className="space-y-3 print:space-y-1.5">
            {voices.map((voice) => (
              <li key={voice.id}>
                <span className="block text-sm text-muted">{startSentence(voice.kind)}</span>
                <span className="font-serif text-lg print:text-[10.5pt]">{voice.text}</span>
                {voice.quote && <q className="mt-0.5 block text-sm text-muted italic">{voice.quote}</q>}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function Bets({ bets }: { bets: SharedVersion["bets"] }) {
  if (bets.length === 0) return null;
  return (
    <Section title="Bets: tested, not yet part of the profile" className="mt-12 print:mt-5">
      <ul className="grid gap-x-14 gap-y-4 md:grid-cols-2 print:grid-cols-2 print:gap-x-8 print:gap-y-2">
        {bets.map((bet) => (
          <li key={bet.id}>
            <span className="font-serif text-lg print:text-[10.5pt]">{bet.segment}</span>
            {bet.hypothesis && <span className="block">{bet.hypothesis}</span>}
            <span className="block text-sm text-muted">{termsOf(bet)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function termsOf(bet: SharedVersion["bets"][number]): string {
  return [
    bet.budget && `Budget ${bet.budget}.`,
    bet.targetN !== null &&
      `Judged on ${formatCount(bet.targetN)} ${bet.targetN === 1 ? "account" : "accounts"}.`,
    bet.deadline && `Until ${sayDate(bet.deadline)}.`,
    bet.stopWhen && `Stop when ${bet.stopWhen}`,
  ]
    .filter(Boolean)
    .join(" ");
}
