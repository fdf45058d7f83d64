"use client";

import { ArrowRight, ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import type { Result } from "#lib/errors/result.ts";
import type { Sample, SampleKind } from "#lib/samples/catalogue.ts";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Card } from "../ui/card";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";
import { NewWorkspaceForm } from "./new-workspace-form";

interface DoorsProps {
  /** The person's own workspaces, newest first; samples are not among them. */
  own: readonly { slug: string; name: string }[];
  samples: readonly Sample[];
  openSample: (input: { kind: SampleKind }) => Promise<Result<{ slug: string }>>;
  createWorkspace: (input: { name: string }) => Promise<Result<{ slug: string }>>;
}

/** Two ways to begin: one's own customers, or somebody else's made-up ones. */
export function Doors({ own, samples, openSample, createWorkspace }: DoorsProps) {
  const first = own[0];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5 md:grid-cols-[repeat(2,minmax(0,1fr))]">
      <Card title="Use your own data">
        <p className="text-muted">
          One table is enough: a row per customer, when they came, whether they left, and a few traits.
          Exports of your CRM, billing and support go in together, as they are.
        </p>
        {first && (
          <ButtonLink href={`/w/${first.slug}/import`} variant="primary" className="mt-4 max-w-full">
            <span className="truncate">Bring a table to {first.name}</span> <ArrowRight aria-hidden="true" />
          </ButtonLink>
        )}
        {first ? (
          <details className="group mt-5">
            <summary className="flex cursor-pointer items-center gap-1 text-muted hover:text-ink">
              <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
              Another workspace
            </summary>
            <NewWorkspaceForm createWorkspace={createWorkspace} />
          </details>
        ) : (
          <NewWorkspaceForm createWorkspace={createWorkspace} />
        )}
      </Card>
      <Card title="Look around the sample workspace">
        <p className="text-muted">Made-up companies, marked as a sample, removed in one step.</p>
        <SampleList samples={samples} openSample={openSample} />
      </Card>
    </div>
  );
}

function SampleList({ samples, openSample }: Pick<DoorsProps, "samples" | "openSample">) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const open = (kind: SampleKind) =>
    call(
      () => openSample({ kind }),
      ({ slug }) => router.push(`/w/${slug}/overview`),
    );
  return (
    <div className="mt-3 grid gap-4">
      <FormProblem problem={problem} />
      <ul className="grid gap-4">
        {samples.toReversed().map((sample) => (
          <li key={sample.kind} className="border-t border-line pt-4">
            <p className="font-medium">{sample.customers} customers</p>
            <p className="mt-0.5 text-sm text-muted">{sample.promise}</p>
            <Button className="mt-2.5" busy={busy} onClick={() => open(sample.kind)}>
              Open<span className="sr-only"> the sample of {sample.customers} customers</span>
            </Button>
          </li>
        ))}
      </ul>
      <p role="status" className="text-sm text-muted">
        {busy && "Making the sample. It takes a few seconds."}
      </p>
    </div>
  );
}
