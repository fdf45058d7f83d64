"use client";

import { startSentence } from "#lib/criteria/words.ts";
import { type Voice, voiceKinds } from "#lib/icp/document.ts";
import { inOrder } from "#lib/icp/order.ts";
import { useDraftView } from "./draft-context";
import { EditableText } from "./editable-text";
import { EntryRow } from "./entry-row";
import { ListSection } from "./list-section";

/** Pains, goals and values, with what customers said. */
export function VoicesSection() {
  const { document, edit } = useDraftView();
  const live = inOrder(document.voices).filter((one) => !one.archived);
  const voices = voiceKinds.flatMap((kind) => live.filter((one) => one.kind === kind));
  const siblings = (kind: Voice["kind"]) => voices.filter((one) => one.kind === kind).map((one) => one.id);
  return (
    <ListSection
      id="voices"
      title="Pains, goals and values"
      prompt="What hurts, what do they want, what do they hold dear? Put it in their own words."
      empty={voices.length === 0}
      additions={voiceKinds.map((kind) => ({
        label: startSentence(kind),
        add: () =>
          edit({
            edit: "add",
            list: "voices",
            item: { id: crypto.randomUUID(), kind, text: "", quote: "", account: "" },
          }),
      }))}
    >
      {voices.map((voice) => (
        <EntryRow
          key={voice.id}
          list="voices"
          id={voice.id}
          siblings={siblings(voice.kind)}
          name={voice.kind}
        >
          <VoiceTexts voice={voice} />
        </EntryRow>
      ))}
    </ListSection>
  );
}

const fields = [
  {
    name: "text",
    label: "in our words",
    placeholder: "In our words",
    max: 1000,
    className: "font-serif text-lg",
  },
  {
    name: "quote",
    label: "what a customer said",
    placeholder: "What a customer said",
    max: 2000,
    className: "italic",
  },
  {
    name: "account",
    label: "who said it",
    placeholder: "Who said it",
    max: 200,
    className: "text-sm text-muted",
  },
] as const;

function VoiceTexts({ voice }: { voice: Voice }) {
  const { edit } = useDraftView();
  return (
    <>
      <p className="text-sm text-muted">{startSentence(voice.kind)}</p>
      {fields.map(({ name, label, ...rest }) => (
        <EditableText
          key={name}
          label={`${startSentence(voice.kind)}: ${label}`}
          value={voice[name]}
          {...rest}
          onSave={(text, basis) =>
            edit({ edit: "change", list: "voices", id: voice.id, changes: { [name]: text } }, basis)
          }
        />
      ))}
    </>
  );
}
