import type { Metadata } from "next";
import { requireActor } from "#lib/server/actor.ts";
import { auditPage } from "#lib/server/queries/settings.ts";
import { AuditTrail } from "../../../../../components/people/audit-trail";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditRoute({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ page?: string | string[] }>;
}) {
  const actor = await requireActor((await params).workspace);
  const wanted = Number((await searchParams).page ?? 1);
  return <AuditTrail {...(await auditPage(actor, Number.isSafeInteger(wanted) ? wanted : 1))} />;
}
