"use client";

import { startSentence } from "#lib/criteria/words.ts";
import { type CommitteeMember, committeeParts } from "#lib/icp/document.ts";
import { inOrder } from "#lib/icp/order.ts";
import { useDraftView } from "./draft-context";
import { EditableText } from "./editable-text";
import { EntryRow } from "./entry-row";
import { ListSection } from "./list-section";

/** Who decides, who pushes, who uses it and who stops it. */
export function CommitteeSection() {
  const { document, edit } = useDraftView();
  const members = inOrder(document.committee).filter((one) => !one.archived);
  const ids = members.map((one) => one.id);
  return (
    <ListSection
      id="committee"
      title="Buying committee"
      prompt="Who signs, who champions it, who uses it, and who can stop it?"
      empty={members.length === 0}
      additions={committeeParts.map((part) => ({
        label: startSentence(part),
        add: () =>
          edit({
            edit: "add",
            list: "committee",
            item: { id: crypto.randomUUID(), part, title: "", cares: "" },
          }),
      }))}
    >
      {members.map((member) => (
        <EntryRow key={member.id} list="committee" id={member.id} siblings={ids} name="role">
          <Member member={member} />
        </EntryRow>
      ))}
    </ListSection>
  );
}

function Member({ member }: { member: CommitteeMember }) {
  const { edit } = useDraftView();
  const change = (changes: Partial<Pick<CommitteeMember, "title" | "cares">>) =>
    ({ edit: "change", list: "committee", id: member.id, changes }) as const;
  return (
    <>
      <p className="text-sm text-muted">{startSentence(member.part)}</p>
      <EditableText
        label={`${startSentence(member.part)}: title`}
        value={member.title}
        placeholder="Their title, such as Head of Security"
        max={200}
        className="font-serif text-lg"
        onSave={(title, basis) => edit(change({ title }), basis)}
      />
      <EditableText
        label={`${startSentence(member.part)}: what they care about`}
        value={member.cares}
        placeholder="What they care about"
        max={1000}
        className="text-sm"
        onSave={(cares, basis) => edit(change({ cares }), basis)}
      />
    </>
  );
}
