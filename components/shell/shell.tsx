import Link from "next/link";
import type { ReactNode } from "react";
import { can, type Role } from "#lib/access/can.ts";
import { Badge } from "../ui/badge";
import type { FindAccounts } from "./found-account";
import { PersonMenu } from "./person-menu";
import { RoomLinks } from "./room-links";
import { Search } from "./search";
import { SkipLink } from "./skip-link";
import type { Theme } from "./theme";
import { WorkspaceMenu } from "./workspace-menu";

export interface ShellProps {
  workspace: { slug: string; name: string; sample: boolean };
  workspaces: readonly { slug: string; name: string }[];
  person: { name: string; email: string; role: Role; teams: readonly string[] };
  theme: Theme;
  findAccounts: FindAccounts;
  children: ReactNode;
}

/**
 * The frame around every room: at the left on a wide screen; on a phone the workspace stands at the top and
 * the rooms at the bottom, within reach of a thumb.
 */
export function Shell({ workspace, workspaces, person, theme, findAccounts, children }: ShellProps) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)] print:block">
      <SkipLink />
      <header
        data-print="hide"
        className="sticky top-0 z-20 border-b border-line bg-paper md:static md:border-r md:border-b-0"
      >
        <div className="flex items-center gap-1 px-3 py-2 md:sticky md:top-0 md:h-dvh md:flex-col md:items-stretch md:gap-4 md:overflow-y-auto md:py-4">
          <div className="flex min-w-0 flex-1 items-center gap-2 md:flex-none md:flex-col md:items-start md:gap-1.5">
            <WorkspaceMenu current={workspace} workspaces={workspaces} />
            {workspace.sample && (
              <SampleMark slug={workspace.slug} mayRemove={can(person.role, "change-workspace")} />
            )}
          </div>
          <Search workspace={workspace.slug} findAccounts={findAccounts} />
          <RoomLinks workspace={workspace.slug} />
          <div className="md:mt-auto">
            <PersonMenu person={person} workspace={workspace.slug} theme={theme} />
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[76rem] px-4 pt-6 pb-28 outline-none md:px-9 md:pt-8 md:pb-16 print:max-w-none print:p-0"
      >
        {children}
      </main>
    </div>
  );
}

function SampleMark({ slug, mayRemove }: { slug: string; mayRemove: boolean }) {
  return (
    <span className="flex items-center gap-2 md:px-2">
      <Badge tone="warn">Sample</Badge>
      {mayRemove && (
        <Link href={`/w/${slug}/settings#remove-sample`} className="prose-link hidden text-xs md:inline">
          Remove
        </Link>
      )}
    </span>
  );
}
