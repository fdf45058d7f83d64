"use client";

import { cx } from "class-variance-authority";
import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, useId, useRef, useState } from "react";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Progress } from "../ui/progress";
import { sendFile } from "./send-file";

interface Sending {
  name: string;
  share: number;
}

/** Where a file is dropped or chosen. It is sent, and its preview opens. */
export function DropArea({ workspace }: { workspace: string }) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<Sending>();
  const [problem, setProblem] = useState<string>();

  async function take(files: FileList | null) {
    const [file, another] = files ?? [];
    if (!file || sending) return;
    if (another) return setProblem("One file at a time, please: a table with one row per customer.");
    setProblem(undefined);
    setSending({ name: file.name, share: 0 });
    const sent = await sendFile(workspace, file, (share) => setSending({ name: file.name, share }));
    if ("id" in sent) return router.push(`/w/${workspace}/import/${sent.id}`);
    setSending(undefined);
    setProblem(sent.problem);
  }

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files);
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
          "rounded-lg border border-dashed px-6 py-10 text-center transition-colors",
          over ? "border-accent bg-accent-soft" : "border-strong bg-raised",
        )}
      >
        {sending ? (
          <Progress
            className="mx-auto max-w-md text-left"
            label={`Sending ${sending.name}`}
            value={sending.share}
            note={`${Math.round(sending.share * 100)} %`}
          />
        ) : (
          <>
            <Upload aria-hidden="true" className="mx-auto size-6 text-muted" />
            <p className="mt-2 font-serif text-xl">Drop a CSV file here</p>
            <p className="mt-1 mb-4 text-sm text-muted">
              One row per customer. Up to 200 MB. Nothing is imported before you have seen it.
            </p>
            <Button variant="primary" onClick={() => input.current?.click()}>
              Choose a file
            </Button>
          </>
        )}
        <label htmlFor={id} className="sr-only">
          Table of customers
        </label>
        <input
          ref={input}
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            void take(event.target.files);
            event.target.value = "";
          }}
        />
      </div>
      {problem && (
        <Notice tone="error" live className="mt-3">
          {problem}
        </Notice>
      )}
    </div>
  );
}
