import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { requireActor, workspacesOf } from "#lib/server/actor.ts";
import { RememberWorkspace } from "../../../components/people/remember-workspace";
import { Shell } from "../../../components/shell/shell";
import { readTheme, themeCookie } from "../../../components/shell/theme";
import { Toaster } from "../../../components/ui/toaster";
import { findAccounts } from "./actions";

export default async function WorkspaceLayout({
  params,
  children,
}: {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}) {
  const actor = await requireActor((await params).workspace);
  const workspaces = await workspacesOf(actor);
  return (
    <Shell
      workspace={{
        slug: actor.workspace.slug,
        name: actor.workspace.name,
        sample: actor.workspace.sample !== null,
      }}
      workspaces={workspaces.map(({ slug, name }) => ({ slug, name }))}
      person={{ name: actor.name, email: actor.email, role: actor.role, teams: actor.teams }}
      theme={readTheme((await cookies()).get(themeCookie)?.value)}
      findAccounts={findAccounts}
    >
      <RememberWorkspace slug={actor.workspace.slug} />
      {children}
      <Toaster />
    </Shell>
  );
}
