"use client";

import { sayDate, sayNumber } from "#lib/criteria/words.ts";
import type { Bet } from "#lib/icp/document.ts";
import { inOrder } from "#lib/icp/order.ts";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { useDraftView } from "./draft-context";
import { EditableText } from "./editable-text";
import { EntryRow } from "./entry-row";
import { ListSection } from "./list-section";

/** Aspirational segments under test, kept outside the rules. */
export function BetsSection() {
  const { document, edit } = useDraftView();
  const bets = inOrder(document.bets).filter((one) => !one.archived);
  const ids = bets.map((one) => one.id);
  const blank = { segment: "", hypothesis: "", budget: "", targetN: null, deadline: null, stopWhen: "" };
  return (
    <ListSection
      id="bets"
      title="Bets"
      prompt="Which segment do you hope for without evidence yet? Say what it may cost and when to stop."
      empty={bets.length === 0}
      additions={[
        {
          label: "Add a bet",
          add: () => edit({ edit: "add", list: "bets", item: { id: crypto.randomUUID(), ...blank } }),
        },
      ]}
    >
      {bets.map((bet) => (
        <EntryRow key={bet.id} list="bets" id={bet.id} siblings={ids} name="bet">
          <BetTexts bet={bet} />
          <BetTerms bet={bet} />
        </EntryRow>
      ))}
    </ListSection>
  );
}

const texts = [
  {
    name: "segment",
    label: "segment",
    placeholder: "The segment, such as Banks in DACH",
    max: 300,
    className: "font-serif text-xl",
  },
  { name: "hypothesis", label: "hypothesis", placeholder: "What we believe of it", max: 2000, className: "" },
  { name: "stopWhen", label: "when to stop", placeholder: "When to stop", max: 1000, className: "" },
  { name: "budget", label: "budget", placeholder: "What it may cost", max: 200, className: "text-sm" },
] as const;

function BetTexts({ bet }: { bet: Bet }) {
  const { edit } = useDraftView();
  return texts.map(({ name, label, ...rest }) => (
    <EditableText
      key={name}
      label={`Bet: ${label}`}
      value={bet[name]}
      {...rest}
      onSave={(text, basis) =>
        edit({ edit: "change", list: "bets", id: bet.id, changes: { [name]: text } }, basis)
      }
    />
  ));
}

function BetTerms({ bet }: { bet: Bet }) {
  const { mayEdit, edit } = useDraftView();
  if (!mayEdit) {
    const terms = [
      bet.targetN !== null && `judged on ${sayNumber(bet.targetN)} accounts`,
      bet.deadline && `until ${sayDate(bet.deadline)}`,
    ].filter(Boolean);
    return <p className="text-sm text-muted">{terms.join(", ")}</p>;
  }
  const change = (changes: Partial<Pick<Bet, "targetN" | "deadline">>) =>
    edit({ edit: "change", list: "bets", id: bet.id, changes });
  // Uncontrolled and saved on leaving: a date is no date while it is typed. The key shows what others wrote.
  return (
    <div className="mt-2 grid max-w-md grid-cols-2 gap-3">
      <Field label="Accounts to judge it on">
        <Input
          key={bet.targetN}
          type="number"
          min={1}
          max={1_000_000}
          step={1}
          defaultValue={bet.targetN ?? ""}
          onBlur={({ currentTarget: { value, validity } }) => {
            const targetN = value === "" ? null : Number(value);
            if (validity.valid && targetN !== bet.targetN) change({ targetN });
          }}
        />
      </Field>
      <Field label="Deadline">
        <Input
          key={bet.deadline}
          type="date"
          defaultValue={bet.deadline ?? ""}
          onBlur={({ currentTarget: { value, validity } }) => {
            if (validity.valid && (value || null) !== bet.deadline) change({ deadline: value || null });
          }}
        />
      </Field>
    </div>
  );
}
