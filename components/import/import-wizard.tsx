"use client";

import { useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import { type Mapping, mappingProblems } from "#lib/import/mapping.ts";
import type { ImportPreview } from "#lib/import/report.ts";
import { Notice } from "../ui/notice";
import { useCall } from "../ui/use-call";
import type { Cancel } from "./cancel-import";
import { ColumnList } from "./column-list";
import { PreviewTable } from "./preview-table";
import { ProblemsCard } from "./problems-card";
import { ReadyBar } from "./ready-bar";
import { RunningImport } from "./running-import";
import { type SaveMapping, useCheckedMapping } from "./use-checked-mapping";
import { WhoLeft } from "./who-left";

interface ImportWizardProps {
  workspace: string;
  preview: ImportPreview;
  saveMapping: SaveMapping;
  startImport: (input: {
    uploadId: string;
    mapping: Mapping;
    skipBadRows: boolean;
  }) => Promise<Result<{ importId: string }>>;
  cancelImport: Cancel;
}

/** From a file that was taken in to customers in the data: look, change what was guessed wrong, import. */
export function ImportWizard({
  workspace,
  preview,
  saveMapping,
  startImport,
  cancelImport,
}: ImportWizardProps) {
  const [mapping, setMapping] = useState(preview.mapping);
  const [skip, setSkip] = useState(false);
  const [running, setRunning] = useState<string>();
  const { call, busy: starting, problem, forget } = useCall();
  const checked = useCheckedMapping(preview.id, mapping, saveMapping);
  const open = mappingProblems(mapping);

  const change = (next: Mapping) => {
    forget();
    setMapping(next);
  };
  const start = () =>
    call(
      () => startImport({ uploadId: preview.id, mapping, skipBadRows: skip }),
      ({ importId }) => setRunning(importId),
    );

  if (running !== undefined) {
    return (
      <RunningImport
        workspace={workspace}
        importId={running}
        fileName={preview.fileName}
        back={() => setRunning(undefined)}
        cancel={cancelImport}
      />
    );
  }
  return (
    <div className="space-y-5">
      {preview.from.kind === "earlier" && (
        <Notice>
          Read as “{preview.from.fileName}” was, which has the same headings. Everything can be changed.
        </Notice>
      )}
      <WhoLeft mapping={mapping} profiles={preview.profiles} check={checked.check} change={change} />
      <ColumnList
        mapping={mapping}
        first={preview.mapping}
        profiles={preview.profiles}
        doubts={preview.doubts}
        problems={open}
        change={change}
      />
      <PreviewTable mapping={mapping} rows={preview.rows} />
      {checked.check && open.length === 0 && (
        <ProblemsCard
          check={checked.check}
          checkWhole={checked.checkWhole}
          busy={checked.busy}
          links={{
            problems: `/w/${workspace}/import/${preview.id}/problems`,
            download: `/api/uploads/${workspace}/${preview.id}/problems`,
          }}
        />
      )}
      <ReadyBar
        check={checked.check}
        looking={checked.busy}
        open={open}
        skip={skip}
        setSkip={setSkip}
        starting={starting}
        problem={problem ?? checked.problem}
        start={start}
      />
    </div>
  );
}
