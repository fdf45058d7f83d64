import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { loadSharedVersion } from "#lib/server/queries/load-shared-version.ts";
import { CheckCompany } from "../../../components/share/check-company";
import { PrintButton } from "../../../components/share/print-button";
import { VersionDocument } from "../../../components/share/version-document";

export const dynamic = "force-dynamic";

// The title and the page ask for the same version: once, so that one visit counts as one view.
const load = cache(loadSharedVersion);

interface Props {
  params: Promise<{ token: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const version = await load((await params).token);
  return {
    title: {
      absolute: version ? `${version.company}, ICP version ${version.number}` : "There is nothing here",
    },
    description: null,
    robots: { index: false, follow: false, noarchive: true },
    referrer: "no-referrer",
  };
}

export default async function SharedPage({ params }: Props) {
  const version = await load((await params).token);
  if (!version) notFound();
  const rules = [...version.mustHaves, ...version.disqualifiers];
  const today = new Date().toISOString().slice(0, 10);
  return (
    <main className="mx-auto max-w-6xl px-5 pt-6 pb-16 sm:px-8 md:pt-10 print:max-w-none print:p-0">
      <VersionDocument
        version={version}
        actions={<PrintButton />}
        aside={rules.length > 0 && <CheckCompany rules={rules} number={version.number} today={today} />}
      />
    </main>
  );
}
