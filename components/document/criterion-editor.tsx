"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { readForm } from "#lib/criteria/condition-form.ts";
import {
  type Condition,
  type Criterion,
  type CriterionKind,
  criterionKinds,
} from "#lib/criteria/criterion.ts";
import { sayCriterion } from "#lib/criteria/say.ts";
import { kindNames } from "#lib/icp/say-entries.ts";
import { Button } from "../ui/button";
import { Radio } from "../ui/choice";
import { Dialog, DialogActions } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { ConditionFields } from "./condition-fields";
import { type CriterionForm, emptyCondition, formOfCriterion, itemOf } from "./criterion-form";
import { useDraftView } from "./draft-context";
import { RulePreview } from "./rule-preview";

/** Writes or changes one rule: up to four conditions that must all hold, said back as a sentence. */
export function CriterionEditor({
  kind,
  criterion,
  close,
}: {
  kind: CriterionKind;
  criterion: Criterion | null;
  close: () => void;
}) {
  const { document, edit, help } = useDraftView();
  const basis = useRef(document);
  const [form, setForm] = useState<CriterionForm>(() => formOfCriterion(criterion, kind));
  const [tried, setTried] = useState(false);
  const typeOf = (name: string) => help.attributes.find((one) => one.name === name)?.type ?? "text";
  const read = form.conditions.map((one) => readForm(one.form, typeOf(one.form.attribute)));
  const when = read.flatMap((one): Condition[] => (one.ok ? [one.condition] : []));
  const complete = when.length === read.length;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!complete) return;
    const item = itemOf(form, when);
    if (!criterion) {
      const added = { ...item, id: crypto.randomUUID(), evidence: null };
      edit({ edit: "add", list: "criteria", item: added }, basis.current);
    } else {
      edit({ edit: "change", list: "criteria", id: criterion.id, changes: item }, basis.current);
    }
    close();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={criterion ? "Edit the criterion" : `New ${kindNames[kind].one.toLowerCase()}`}
      width="lg"
    >
      <form onSubmit={submit} className="space-y-4">
        <p className="font-serif text-xl" aria-live="polite">
          {when.length > 0 ? (
            `${sayCriterion({ when })}.`
          ) : (
            <span className="text-muted">Choose what to ask about.</span>
          )}
        </p>
        <RulePreview when={complete ? when : null} />
        {help.attributes.length === 0 && (
          <Notice>Import customers first: a rule asks about the attributes of their table.</Notice>
        )}
        <KindChoice kind={form.kind} onChange={(next) => setForm({ ...form, kind: next })} />
        <Conditions
          form={form}
          setForm={setForm}
          problems={tried ? read.map((one) => (one.ok ? null : one.problem)) : []}
        />
        <Notes form={form} setForm={setForm} />
        {criterion?.evidence?.source === "pattern" && complete && changed(criterion, when) && (
          <Notice tone="warn">
            The pattern behind it was found for the old rule: it will be a hypothesis again.
          </Notice>
        )}
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="primary">
            {criterion ? "Save" : "Add"}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

const changed = (criterion: Criterion, when: readonly Condition[]) =>
  sayCriterion(criterion) !== sayCriterion({ when: [...when] });

function KindChoice({ kind, onChange }: { kind: CriterionKind; onChange: (kind: CriterionKind) => void }) {
  return (
    <fieldset className="flex flex-wrap gap-x-5">
      <legend className="sr-only">Kind</legend>
      {criterionKinds.map((one) => (
        <Radio
          key={one}
          name="kind"
          label={kindNames[one].one}
          checked={kind === one}
          onChange={() => onChange(one)}
        />
      ))}
    </fieldset>
  );
}

interface FormProps {
  form: CriterionForm;
  setForm: (form: CriterionForm) => void;
}

function Conditions({ form, setForm, problems }: FormProps & { problems: readonly (string | null)[] }) {
  const { conditions } = form;
  return (
    <div className="space-y-3">
      {conditions.map((one, i) => (
        <ConditionFields
          key={one.key}
          form={one.form}
          position={i + 1}
          problem={problems[i] ?? undefined}
          onChange={(next) => setForm({ ...form, conditions: conditions.with(i, { ...one, form: next }) })}
          onRemove={
            conditions.length > 1 ? () => setForm({ ...form, conditions: conditions.toSpliced(i, 1) }) : null
          }
        />
      ))}
      {conditions.length < 4 && (
        <Button size="sm" onClick={() => setForm({ ...form, conditions: [...conditions, emptyCondition()] })}>
          <Plus aria-hidden="true" /> And also
        </Button>
      )}
    </div>
  );
}

function Notes({ form, setForm }: FormProps) {
  const text = (name: "question" | "crmField" | "rationale" | "owner", max: number) => ({
    value: form[name],
    maxLength: max,
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  });
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field
        label="The question a rep asks"
        hint="Shown where the answer is not known."
        className="sm:col-span-2"
      >
        <Input {...text("question", 500)} />
      </Field>
      {form.kind === "signal" && (
        <Field label="Points" hint="Below zero counts against an account.">
          <Input
            type="number"
            min={-100}
            max={100}
            step={1}
            required
            value={form.points}
            onChange={(event) => setForm({ ...form, points: event.target.value })}
          />
        </Field>
      )}
      <Field label="CRM field that shows it">
        <Input {...text("crmField", 200)} />
      </Field>
      <Field label="Owner">
        <Input {...text("owner", 200)} />
      </Field>
      <Field label="Why" className="sm:col-span-2">
        <Input {...text("rationale", 2000)} />
      </Field>
    </div>
  );
}
