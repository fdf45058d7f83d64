import { type ConditionForm, formOf } from "#lib/criteria/condition-form.ts";
import type { Condition, Criterion, CriterionKind } from "#lib/criteria/criterion.ts";

/** A rule while it is being written. `key` tells the conditions apart while they come and go. */
export interface CriterionForm {
  readonly kind: CriterionKind;
  readonly conditions: readonly { readonly key: string; readonly form: ConditionForm }[];
  readonly points: string;
  readonly question: string;
  readonly crmField: string;
  readonly rationale: string;
  readonly owner: string;
}

const usualPoints = "10";

export function emptyCondition(): CriterionForm["conditions"][number] {
  const form: ConditionForm = { attribute: "", operator: "one of", members: [], value: "", from: "", to: "" };
  return { key: crypto.randomUUID(), form };
}

export function formOfCriterion(criterion: Criterion | null, kind: CriterionKind): CriterionForm {
  if (!criterion) {
    const blank = { question: "", crmField: "", rationale: "", owner: "" };
    return { kind, conditions: [emptyCondition()], points: usualPoints, ...blank };
  }
  const { question, crmField, rationale, owner } = criterion;
  const conditions = criterion.when.map((condition, i) => ({ key: String(i), form: formOf(condition) }));
  return {
    kind,
    conditions,
    points: String(criterion.points ?? usualPoints),
    question,
    crmField,
    rationale,
    owner,
  };
}

/** What the form makes of the rule; its evidence and place stay what they are. */
export function itemOf(form: CriterionForm, when: Condition[]) {
  const points = Math.round(Number(form.points));
  return {
    kind: form.kind,
    when,
    points: form.kind === "signal" && Number.isFinite(points) ? Math.max(-100, Math.min(100, points)) : null,
    question: form.question.trim(),
    crmField: form.crmField.trim(),
    rationale: form.rationale.trim(),
    owner: form.owner.trim(),
  };
}
