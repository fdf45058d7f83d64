"use client";

import type { SetPreview } from "#lib/import/import-set.ts";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { sayDay } from "../words";
import { ChangedCells, NewThings } from "./change-parts";
import { PreviewProblems } from "./preview-problems";
import type { Looked } from "./use-preview";

interface ChangeStepProps {
  preview: SetPreview;
  /** Where all problems are, as a table and as data. */
  problems: string;
  /** To the columns, where what stands in the way is answered. */
  mend: () => void;
  day: Pick<Looked, "asOf" | "setAsOf">;
}

/** What the import would do to the data, before it does it. */
export function ChangeStep({ preview, problems, mend, day }: ChangeStepProps) {
  return (
    <>
      <Blocked blocked={preview.blocked} mend={mend} />
      <NewThings change={preview.change} />
      <ChangedCells change={preview.change} />
      <AsOf found={preview.asOf} isOne={preview.files.length === 1} {...day} />
      <PreviewProblems preview={preview} address={problems} />
    </>
  );
}

function Blocked({ blocked, mend }: { blocked: readonly string[]; mend: () => void }) {
  if (blocked.length === 0) return null;
  return (
    <Notice
      tone="warn"
      title="To be mended before the import"
      actions={
        <Button size="sm" onClick={mend}>
          Go to the columns
        </Button>
      }
    >
      <ul>
        {blocked.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** Up to which day customers were watched: who has not left by then has stayed until then. */
function AsOf({
  found,
  isOne,
  asOf,
  setAsOf,
}: { found: string | null; isOne: boolean } & ChangeStepProps["day"]) {
  if (found === null && asOf === null) return null;
  return (
    <Field
      label={isOne ? "The file was exported on" : "The files were exported on"}
      hint={
        asOf === null && found !== null
          ? `Left empty: ${sayDay(found)}, the latest day on which something happened in ${isOne ? "it" : "them"}.`
          : "Who has not left by then is followed up to this day."
      }
      className="max-w-72"
    >
      <Input type="date" value={asOf ?? ""} onChange={(event) => setAsOf(event.target.value || null)} />
    </Field>
  );
}
