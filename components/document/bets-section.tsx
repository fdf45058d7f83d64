"use client";

import { sayDate, sayNumber } from "#lib/criteria/words.ts";
import type { Bet, IcpDocument } from "#lib/icp/document.ts";
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

const terms = [
  { name: "hypothesis", title: "Hypothesis", placeholder: "What we believe of it", max: 2000 },
  { name: "budget", title: "Budget", placeholder: "What it may cost", max: 200 },
  { name: "stopWhen", title: "Stop when", placeholder: "What would show that it is wrong", max: 1000 },
] as const;

function BetTexts({ bet }: { bet: Bet }) {
  const { mayEdit, edit } = useDraftView();
  const save = (name: "segment" | (typeof terms)[number]["name"]) => (text: string, basis: IcpDocument) =>
    edit({ edit: "change", list: "bets", id: bet.id, changes: { [name]: text } }, basis);
  return (
    <>
      <EditableText
        label="Bet: segment"
        value={bet.segment}
        placeholder="The segment, such as Banks in DACH"
        max={300}
        className="font-serif text-xl"
        onSave={save("segment")}
      />
      <dl className="mt-1 sm:grid sm:grid-cols-[6rem_minmax(0,1fr)] sm:items-baseline sm:gap-x-3">
        {terms
          .filter(({ name }) => mayEdit || bet[name].trim() !== "")
          .map(({ name, title, placeholder, max }) => (
            <div key={name} className="contents">
              <dt className="text-sm text-muted">{title}</dt>
              <dd>
                <EditableText
                  label={`Bet: ${title.toLowerCase()}`}
                  value={bet[name]}
                  placeholder={placeholder}
                  max={max}
                  onSave={save(name)}
                />
              </dd>
            </div>
          ))}
      </dl>
    </>
  );
}

function BetTerms({ bet }: { bet: Bet }) {
  const { mayEdit, edit } = useDraftView();
  if (!mayEdit) {
    const rest = [
      bet.targetN !== null && `judged on ${sayNumber(bet.targetN)} accounts`,
      bet.deadline && `until ${sayDate(bet.deadline)}`,
    ].filter(Boolean);
    return <p className="text-sm text-muted">{rest.join(", ")}</p>;
  }
  const change = (changes: Partial<Pick<Bet, "targetN" | "deadline">>) =>
    edit({ edit: "change", list: "bets", id: bet.id, changes });
  // Uncontrolled and saved on leaving: a date is no date while it is typed. The key shows what others wrote.
  return (
    <div className="mt-2 grid max-w-md grid-cols-2 items-end gap-3">
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
