import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { requireActor } from "#lib/server/actor.ts";
import { type Comparison, loadComparison } from "#lib/server/queries/load-versions.ts";
import { ButtonLink } from "../../../../../components/ui/button-link";
import { Empty } from "../../../../../components/ui/empty";
import { PageHeader } from "../../../../../components/ui/page-header";
import { ChangeList } from "../../../../../components/versions/change-list";
import { CompareForm } from "../../../../../components/versions/compare-form";

export const metadata: Metadata = { title: "Compare versions" };

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const numberIn = (value: string | string[] | undefined): number | null =>
  typeof value === "string" && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null;

export default async function ComparePage({ params, searchParams }: Props) {
  const actor = await requireActor((await params).workspace);
  const { a, b } = await searchParams;
  const comparison = await loadComparison(actor, { before: numberIn(a), after: numberIn(b) });
  if (!comparison && a === undefined && b === undefined)
    return <TooFew versions={`/w/${actor.workspace.slug}/versions`} />;
  if (!comparison) notFound();
  const { before, after, numbers, changes } = comparison;
  const base = `/w/${actor.workspace.slug}/versions`;
  return (
    <>
      <PageHeader
        title={headlineOf(comparison)}
        summary="In words, by part of the document."
        back={
          <Link href={base} className="prose-link">
            All versions
          </Link>
        }
        actions={<CompareForm address={`${base}/compare`} numbers={numbers} before={before} after={after} />}
      />
      <div className="max-w-4xl">
        <ChangeList changes={changes} />
      </div>
    </>
  );
}

function TooFew({ versions }: { versions: string }) {
  return (
    <>
      <h1 className="sr-only">Compare versions</h1>
      <Empty
        title="There are no two versions yet."
        actions={<ButtonLink href={versions}>Versions</ButtonLink>}
      >
        Once a second one is published, this page says in words what changed.
      </Empty>
    </>
  );
}

function headlineOf({ before, after, changes }: Comparison): string {
  const count = changes.reduce((sum, section) => sum + section.changes.length, 0);
  const between = `from version ${before} to version ${after}`;
  if (count === 0) return before === after ? "Choose two versions." : `Nothing changed ${between}.`;
  return `${count} ${count === 1 ? "change" : "changes"} ${between}.`;
}
