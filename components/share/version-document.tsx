import type { ReactNode } from "react";
import { startSentence } from "#lib/criteria/words.ts";
import { sayTerms } from "#lib/icp/say-entries.ts";
import type { SharedRule, SharedVersion } from "#lib/icp/shared-version.ts";
import { Agreement } from "./agreement";
import { EvidencePicture } from "./evidence-picture";
import { RuleList } from "./rule-list";
import { VersionHead } from "./version-head";

const speaksAgainst = ({ points }: SharedRule): boolean => points !== null && points < 0;

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
    <article className="pb-10 print:pb-0 print:text-[9.5pt]">
      <VersionHead version={version} actions={actions} />
      <div className="mt-10 gap-x-14 lg:grid lg:grid-cols-[minmax(0,1fr)_19rem] print:mt-5 print:block">
        <div className="min-w-0 space-y-9 print:columns-2 print:gap-x-8 print:space-y-3">
          <RuleList title="Must have" rules={version.mustHaves} />
          <RuleList
            title="Speaks for them"
            note="Signals. They rank what is accepted; none of them decides alone."
            rules={version.signals.filter((rule) => !speaksAgainst(rule))}
          />
          <RuleList
            title="Speaks against them"
            note="Signals that take points away; none of them decides alone."
            rules={version.signals.filter(speaksAgainst)}
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
      <div className="mt-12 md:columns-2 md:gap-x-14 print:mt-4 print:columns-2 print:gap-x-8 [&>section]:mb-9 [&>section]:break-inside-avoid print:[&>section]:mb-3">
        <Committee committee={version.committee} />
        <Voices voices={version.voices} />
        <Lines title="Triggers" lines={version.triggers} />
        <Lines title="It worked when" lines={version.successConditions} />
        {version.definition.length > 0 && (
          <Section title="What a good customer is">
            <ul className="space-y-1 print:space-y-0">
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
        <Bets bets={version.bets} />
      </div>
      <Agreement version={version} />
    </article>
  );
}

function Section({ title, className, children }: { title: string; className?: string; children: ReactNode }) {
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
      <ul className="space-y-1.5 font-serif text-lg print:space-y-0.5 print:text-[11pt]">
        {lines.map((line) => (
          <li key={line.id}>{line.text}</li>
        ))}
      </ul>
    </Section>
  );
}

const term = "font-serif text-lg print:text-[11pt]";

function Committee({ committee }: Pick<SharedVersion, "committee">) {
  if (committee.length === 0) return null;
  return (
    <Section title="Who buys">
      <dl className="space-y-3 print:space-y-1">
        {committee.map((member) => (
          <div key={member.id} data-print="together">
            <dt className="text-sm text-muted first-letter:uppercase">{member.part}</dt>
            <dd>
              <span className={term}>{member.title}</span>
              {member.cares && <span className="block text-sm text-muted">{member.cares}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Voices({ voices }: Pick<SharedVersion, "voices">) {
  if (voices.length === 0) return null;
  return (
    <Section title="What moves them">
      <ul className="space-y-3 print:space-y-1">
        {voices.map((voice) => (
          <li key={voice.id}>
            <span className="block text-sm text-muted">{startSentence(voice.kind)}</span>
            <span className={term}>{voice.text}</span>
            {voice.quote && <q className="mt-0.5 block text-sm text-muted italic">{voice.quote}</q>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Bets({ bets }: Pick<SharedVersion, "bets">) {
  if (bets.length === 0) return null;
  return (
    <Section title="Bets: tested, not yet part of the profile">
      <ul className="space-y-3 print:space-y-1">
        {bets.map((bet) => (
          <li key={bet.id}>
            <span className={term}>{bet.segment}</span>
            {bet.hypothesis && <span className="block">{bet.hypothesis}</span>}
            <span className="block text-sm text-muted">{sayTerms(bet)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
