"use client";

import { type ProsePart, proseLimits } from "#lib/icp/document.ts";
import { useDraftView } from "./draft-context";
import { EditableText } from "./editable-text";
import { Section } from "./section";

/** What each part of prose is called, and the question it answers while it is empty. */
export const proseTexts = {
  profile: { title: "Profile", prompt: "In one sentence: which companies do we win, keep and grow?" },
  currentTruth: {
    title: "Current truth",
    prompt: "Where do we stand today? Customers, revenue and open pipeline, inside and outside this profile.",
  },
  useCase: { title: "Use case", prompt: "What do they use us for?" },
  urgency: { title: "Urgency", prompt: "Why now, and not next year?" },
  maturity: { title: "Maturity", prompt: "What must they have in place already?" },
  buyingMotion: {
    title: "Buying motion",
    prompt: "How do they buy: who starts, how long does it take, what stops it?",
  },
  changeNote: { title: "About this change", prompt: "What changes with the next version, and why?" },
} as const satisfies Record<ProsePart, { title: string; prompt: string }>;

export function ProseSection({ part }: { part: Exclude<ProsePart, "profile"> }) {
  const { document, mayEdit, edit } = useDraftView();
  const { title, prompt } = proseTexts[part];
  if (!mayEdit && document[part].trim() === "") return null;
  return (
    <Section id={part} title={title}>
      <EditableText
        label={title}
        value={document[part]}
        placeholder={prompt}
        max={proseLimits[part]}
        className="font-serif text-lg"
        onSave={(text, basis) => edit({ edit: "set text", part, text }, basis)}
      />
    </Section>
  );
}

/** The sentence everything else serves, in large type. */
export function ProfileSentence() {
  const { document, edit } = useDraftView();
  return (
    <section id="profile" aria-label={proseTexts.profile.title} className="scroll-mt-24">
      <EditableText
        label={proseTexts.profile.title}
        value={document.profile}
        placeholder={proseTexts.profile.prompt}
        max={proseLimits.profile}
        className="font-serif text-2xl tracking-tight text-balance sm:text-3xl"
        onSave={(text, basis) => edit({ edit: "set text", part: "profile", text }, basis)}
      />
    </section>
  );
}
