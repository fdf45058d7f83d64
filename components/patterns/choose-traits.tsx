"use client";

import Form from "next/form";
import { useState } from "react";
import { formatCounted } from "#lib/analysis/format.ts";
import { Button } from "../ui/button";
import { Checkbox, ChoiceGroup } from "../ui/choice";
import { PageHeader } from "../ui/page-header";

const most = 10;

/** The first step with few customers: which traits to look at, chosen before anything is seen. */
export function ChooseTraits({
  page,
  customers,
  attributes,
  suggested,
}: {
  page: string;
  customers: number;
  attributes: readonly string[];
  suggested: readonly string[];
}) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(suggested.slice(0, most)));
  const toggle = (attribute: string) => {
    const next = new Set(chosen);
    if (!next.delete(attribute)) next.add(attribute);
    setChosen(next);
  };
  return (
    <>
      <PageHeader
        title="Which traits do you want to look at?"
        summary={`${formatCounted(customers, "customer")} are few: look at fifty traits, and chance alone makes several of them shine. Choose up to ten that you have a reason to ask about, before you see an answer.`}
      />
      <Form action={page}>
        <ChoiceGroup
          legend="Traits"
          hint={`${chosen.size} chosen, of at most ${most}. Ticked at first are those that are recorded best and differ most.`}
        >
          <div className="mt-2 max-w-4xl gap-x-8 sm:columns-2 lg:columns-3">
            {attributes.map((attribute) => (
              <Checkbox
                key={attribute}
                name="trait"
                value={attribute}
                label={attribute}
                checked={chosen.has(attribute)}
                disabled={chosen.size >= most && !chosen.has(attribute)}
                onChange={() => toggle(attribute)}
                className="break-inside-avoid has-disabled:opacity-50"
              />
            ))}
          </div>
        </ChoiceGroup>
        <Button type="submit" variant="primary" className="mt-5" disabled={chosen.size === 0}>
          Look at these
        </Button>
      </Form>
    </>
  );
}
