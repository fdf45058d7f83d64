"use client";

import { cx } from "class-variance-authority";
import { formatCounted } from "#lib/analysis/format.ts";
import { Card } from "../ui/card";
import { Checkbox, ChoiceGroup, Radio } from "../ui/choice";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { type CardFields, type DefinitionFields, outcomeTitle } from "./definition-fields";

interface DefinitionFormProps {
  fields: DefinitionFields;
  onChange: (fields: DefinitionFields) => void;
  /** Accounts that have each outcome. */
  known: ReadonlyMap<string, number>;
  customers: number;
  /** The data knows when customers started. */
  dated: boolean;
  mayEdit: boolean;
  problem: string | null;
}

/** The outcomes with their thresholds and weights, the cut, the cohort and the horizon. */
export function DefinitionForm({
  fields,
  onChange,
  known,
  customers,
  dated,
  mayEdit,
  problem,
}: DefinitionFormProps) {
  const change = (changes: Partial<DefinitionFields>) => onChange({ ...fields, ...changes });
  const changeCard = (changed: CardFields) =>
    change({ cards: fields.cards.map((card) => (card.outcome === changed.outcome ? changed : card)) });
  return (
    <fieldset disabled={!mayEdit} className="min-w-0 space-y-5">
      <legend className="sr-only">Definition of a good customer</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        {fields.cards.map((card) => (
          <OutcomeFields
            key={card.outcome}
            card={card}
            note={`${formatCounted(known.get(card.outcome) ?? 0, "account")} of ${customers.toLocaleString("en")} have it`}
            onChange={changeCard}
          />
        ))}
      </div>
      <Card title="Together">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Good from" hint="Points of 100, over all outcomes by their weight.">
            <NumberInput value={fields.cut} onChange={(cut) => change({ cut })} />
          </Field>
          <Field label="Horizon in months" hint="How long a customer is watched before it is judged.">
            <NumberInput value={fields.horizon} onChange={(horizon) => change({ horizon })} />
          </Field>
          {dated && <Cohort fields={fields} change={change} />}
        </div>
        <ChoiceGroup legend="Patterns are measured by" className="mt-4">
          <Radio
            name="measured-by"
            label="A yes or no: good customers and others"
            hint="Only accounts watched to the horizon, or gone before, are known; they stand for the others."
            checked={!fields.byScore}
            onChange={() => change({ byScore: false })}
          />
          <Radio
            name="measured-by"
            label="The score, from 0 to 100"
            hint="Tells more where customers are good by degrees. The yes or no stays for whatever needs one."
            checked={fields.byScore}
            onChange={() => change({ byScore: true })}
          />
        </ChoiceGroup>
        {problem && (
          <p role="alert" className="mt-4 text-sm text-poor">
            {problem}
          </p>
        )}
      </Card>
    </fieldset>
  );
}

function Cohort({
  fields,
  change,
}: {
  fields: DefinitionFields;
  change: (changes: Partial<DefinitionFields>) => void;
}) {
  return (
    <>
      <Field label="Customers who started from" hint="Empty: from the beginning.">
        <Input type="date" value={fields.from} onChange={(event) => change({ from: event.target.value })} />
      </Field>
      <Field label="to" hint="Empty: until today.">
        <Input type="date" value={fields.to} onChange={(event) => change({ to: event.target.value })} />
      </Field>
      <Field
        label="Those who left are in the data since"
        hint="Empty: from the beginning. Customers from before count from this day on only."
      >
        <Input
          type="date"
          value={fields.watchedSince}
          onChange={(event) => change({ watchedSince: event.target.value })}
        />
      </Field>
    </>
  );
}

/** One outcome: from what is poor to what is good, and how much it counts. */
function OutcomeFields({
  card,
  note,
  onChange,
}: {
  card: CardFields;
  note: string;
  onChange: (card: CardFields) => void;
}) {
  const title = outcomeTitle(card.outcome);
  return (
    <Card
      padding="flush"
      className={cx(
        "px-5",
        card.chosen ? "py-5 sm:col-span-2" : "border-dashed bg-transparent py-3 shadow-none",
      )}
    >
      <Checkbox
        label={<span className="text-lg leading-5 font-semibold">{title}</span>}
        hint={note}
        checked={card.chosen}
        onChange={(event) => onChange({ ...card, chosen: event.target.checked })}
        className="py-0"
      />
      {card.chosen && (
        <div className="mt-4 grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_minmax(0,1fr)] items-end gap-3">
          <Field label={<span className="text-poor">Poor at</span>}>
            <NumberInput value={card.poor} onChange={(poor) => onChange({ ...card, poor })} />
          </Field>
          <span aria-hidden="true" className="pb-2 text-muted">
            →
          </span>
          <Field label={<span className="text-good">Good at</span>}>
            <NumberInput value={card.good} onChange={(good) => onChange({ ...card, good })} />
          </Field>
          <Field label="Weight">
            <NumberInput value={card.weight} onChange={(weight) => onChange({ ...card, weight })} />
          </Field>
        </div>
      )}
    </Card>
  );
}

/** A text field for a number: a number field would refuse a decimal comma, and scroll values away. */
function NumberInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Input
      inputMode="decimal"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="tabular-nums"
    />
  );
}
