"use client";

import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { useDraftView } from "./draft-context";
import { Section } from "./section";

interface ListSectionProps {
  id: string;
  title: string;
  /** What this part is for, while it is empty. */
  prompt: string;
  empty: boolean;
  /** One button each: what it adds, and how. */
  additions: readonly { readonly label: string; readonly add: () => void }[];
  children: ReactNode;
}

/** A list of the document that is written in place. */
export function ListSection({ id, title, prompt, empty, additions, children }: ListSectionProps) {
  const { mayEdit } = useDraftView();
  if (empty && !mayEdit) return null;
  return (
    <Section id={id} title={title}>
      {empty ? <p className="py-1 text-muted">{prompt}</p> : <ul>{children}</ul>}
      {mayEdit && (
        <div className="mt-2 flex flex-wrap gap-1">
          {additions.map(({ label, add }) => (
            <Button key={label} variant="quiet" size="sm" onClick={add}>
              <Plus aria-hidden="true" /> {label}
            </Button>
          ))}
        </div>
      )}
    </Section>
  );
}
