"use client";

import { cx } from "class-variance-authority";
import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, useEffect, useId, useRef, useState } from "react";
import { buttonClass } from "../ui/button";
import { Notice } from "../ui/notice";
import { SendingFiles } from "./sending-files";
import { useSending } from "./use-sending";
import { importAddress } from "./wizard/address";

interface DropAreaProps {
  workspace: string;
  /** Uploads that are on the table already; what is dropped is laid beside them. */
  beside?: readonly string[];
}

/** Where files are dropped or chosen. They are sent, and what was understood of them opens. */
export function DropArea({ workspace, beside = [] }: DropAreaProps) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [over, setOver] = useState(false);
  const open = (ids: readonly string[]) => {
    router.push(importAddress(workspace, { files: [...new Set([...beside, ...ids])] }));
  };
  const sending = useSending(workspace, open);
  const { send, files } = sending;
  const isFirst = beside.length === 0;

  // A file chosen before this page has come alive raised no event that anybody heard.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has come alive
  useEffect(() => {
    send([...(input.current?.files ?? [])]);
  }, []);

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send([...event.dataTransfer.files]);
  };

  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cx(
          "rounded-lg border border-dashed px-6 text-center transition-colors",
          isFirst ? "py-10" : "py-5",
          over ? "border-accent bg-accent-soft" : "border-strong bg-raised",
        )}
      >
        {files.length > 0 && (
          <SendingFiles
            files={files}
            busy={sending.busy}
            goOn={() => open(files.flatMap((file) => file.id ?? []))}
            startAgain={sending.clear}
          />
        )}
        <div className={files.length > 0 ? "hidden" : undefined}>
          {isFirst && <Upload aria-hidden="true" className="mx-auto mb-2 size-6 text-muted" />}
          <p className={isFirst ? "font-serif text-xl" : "font-medium"}>
            {isFirst ? "Drop your files here" : "Drop another file here"}
          </p>
          <p className="mt-1 mb-4 text-sm text-muted">
            {isFirst
              ? "CSV or Excel, also gzipped; several at once, from as many tools as you have. What they change in your data is shown before it happens."
              : `It is joined with ${beside.length === 1 ? "this one" : "these"}.`}
          </p>
          {/* The input itself takes the focus and the label is its button: both work before any script has run. */}
          <input
            ref={input}
            id={id}
            type="file"
            multiple
            accept=".csv,.tsv,.txt,.xlsx,.gz,.zip,text/csv,text/plain,text/tab-separated-values"
            className="peer sr-only"
            onChange={(event) => {
              const chosen = [...(event.target.files ?? [])];
              event.target.value = "";
              send(chosen);
            }}
          />
          <label
            htmlFor={id}
            className={cx(
              buttonClass({ variant: isFirst ? "primary" : "secondary" }),
              "cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus hover:opacity-90",
            )}
          >
            {isFirst ? "Choose files" : "Choose"}
            <span className="sr-only">: Table of customers, or exports of your tools</span>
          </label>
        </div>
      </div>
      {sending.problem && (
        <Notice tone="error" live className="mt-3">
          {sending.problem}
        </Notice>
      )}
    </div>
  );
}
