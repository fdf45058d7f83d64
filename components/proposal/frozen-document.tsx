import { keepPercents } from "#lib/analysis/format.ts";
import { criterionKinds } from "#lib/criteria/criterion.ts";
import { sayCriterion, sayPoints } from "#lib/criteria/say.ts";
import type { FrozenCriterion, IcpContent } from "#lib/icp/content.ts";
import { sayDefinition } from "#lib/icp/say-definition.ts";
import { kindNames, sayBet, sayMember, sayVoice } from "#lib/icp/say-entries.ts";

/** A frozen content to read: every word of it, since that is what is approved. */
export function FrozenDocument({ content }: { content: IcpContent }) {
  return (
    <div className="max-w-2xl space-y-7">
      <p className="font-serif text-2xl">{content.profile || "No profile sentence."}</p>
      <Prose title="Current truth" text={content.currentTruth} />
      <Lines title="Good customer" lines={content.definition ? sayDefinition(content.definition) : []} />
      {criterionKinds.map((kind) => (
        <Rules
          key={kind}
          title={kindNames[kind].heading}
          rules={content.criteria.filter((one) => one.kind === kind)}
        />
      ))}
      <Prose title="Use case" text={content.useCase} />
      <Prose title="Urgency" text={content.urgency} />
      <Prose title="Maturity" text={content.maturity} />
      <Prose title="Buying motion" text={content.buyingMotion} />
      <Lines title="Buying committee" lines={content.committee.map(sayMember)} />
      <Lines title="Pains, goals and values" lines={content.voices.map(sayVoice)} />
      <Lines title="Triggers" lines={content.triggers.map((one) => one.text)} />
      <Lines title="Success conditions" lines={content.successConditions.map((one) => one.text)} />
      <Lines title="Bets" lines={content.bets.map(sayBet)} />
    </div>
  );
}

function Rules({ title, rules }: { title: string; rules: readonly FrozenCriterion[] }) {
  if (rules.length === 0) return null;
  return (
    <section>
      <h3 className="eyebrow border-b border-line pb-1.5">{title}</h3>
      <ul>
        {rules.map((rule) => (
          <li key={rule.id} className="border-b border-line py-2">
            <p className="font-serif text-xl">{sayCriterion(rule)}</p>
            <p className="text-sm text-muted">{notesOf(rule).join(" · ")}</p>
            {rule.rationale && <p className="text-sm text-muted">{rule.rationale}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function notesOf(rule: FrozenCriterion): string[] {
  return [
    rule.kind === "signal" ? sayPoints(rule.points) : "",
    rule.crmField && `CRM field ${rule.crmField}`,
    rule.question && `“${rule.question}”`,
    rule.owner && `owned by ${rule.owner}`,
    sayEvidence(rule.evidence),
  ].filter(Boolean);
}

function sayEvidence(evidence: FrozenCriterion["evidence"]): string {
  if (!evidence) return "a hypothesis, without evidence";
  if (evidence.source === "pattern") return keepPercents(evidence.sentence);
  return `${evidence.said} of ${evidence.of} asked said so: “${evidence.quote}”`;
}

function Prose({ title, text }: { title: string; text: string }) {
  if (text.trim() === "") return null;
  return (
    <section>
      <h3 className="eyebrow border-b border-line pb-1.5">{title}</h3>
      <p className="mt-2 font-serif text-lg whitespace-pre-line">{text}</p>
    </section>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 className="eyebrow border-b border-line pb-1.5">{title}</h3>
      <ul className="mt-2 space-y-1 font-serif text-lg">
        {lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may read the same; they never move
          <li key={i}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
