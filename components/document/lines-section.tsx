"use client";

import { inOrder } from "#lib/icp/order.ts";
import { useDraftView } from "./draft-context";
import { EditableText } from "./editable-text";
import { EntryRow } from "./entry-row";
import { ListSection } from "./list-section";

const lists = {
  triggers: {
    title: "Triggers",
    name: "trigger",
    prompt: "What happens at an account shortly before it buys?",
    placeholder: "Such as: a new head of security starts",
  },
  successConditions: {
    title: "Success conditions",
    name: "success condition",
    prompt: "What must be true for them to stay and grow?",
    placeholder: "Such as: two integrations live within a month",
  },
} as const;

/** A plain list of lines. */
export function LinesSection({ list }: { list: keyof typeof lists }) {
  const { document, edit } = useDraftView();
  const { title, name, prompt, placeholder } = lists[list];
  const lines = inOrder(document[list]).filter((one) => !one.archived);
  const ids = lines.map((one) => one.id);
  return (
    <ListSection
      id={list}
      title={title}
      prompt={prompt}
      empty={lines.length === 0}
      additions={[
        {
          label: `Add a ${name}`,
          add: () => edit({ edit: "add", list, item: { id: crypto.randomUUID(), text: "" } }),
        },
      ]}
    >
      {lines.map((line, i) => (
        <EntryRow key={line.id} list={list} id={line.id} siblings={ids} name={name}>
          <EditableText
            label={`${title} ${i + 1}`}
            value={line.text}
            placeholder={placeholder}
            max={500}
            className="font-serif text-lg"
            onSave={(text, basis) => edit({ edit: "change", list, id: line.id, changes: { text } }, basis)}
          />
        </EntryRow>
      ))}
    </ListSection>
  );
}
