"use client";

import { sayDefinition } from "#lib/icp/say-definition.ts";
import { ButtonLink } from "../ui/button-link";
import { useDraftView } from "./draft-context";
import { Section } from "./section";

/** What a good customer is. It is edited where its effect is seen, and is part of the document all the same. */
export function DefinitionSection() {
  const { document, mayEdit, links } = useDraftView();
  const { definition } = document;
  return (
    <Section
      id="definition"
      title="Good customer"
      actions={
        mayEdit && (
          <ButtonLink href={links.goodCustomer} variant="quiet" size="sm">
            {definition ? "Change" : "Define"}
          </ButtonLink>
        )
      }
    >
      {definition ? (
        <ul className="space-y-1 font-serif text-lg">
          {sayDefinition(definition).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : (
        <p className="text-muted">Nobody has said yet what a good customer is.</p>
      )}
    </Section>
  );
}
