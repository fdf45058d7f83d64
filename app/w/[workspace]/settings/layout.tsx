import type { ReactNode } from "react";
import { requireActor } from "#lib/server/actor.ts";
import { SettingsTabs } from "../../../../components/people/settings-tabs";
import { PageHeader } from "../../../../components/ui/page-header";

export default async function SettingsLayout({
  params,
  children,
}: {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}) {
  const actor = await requireActor((await params).workspace);
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsTabs workspace={actor.workspace.slug} />
      <div className="mt-6 grid max-w-4xl gap-6">{children}</div>
    </>
  );
}
