"use client";

import { ChevronsUpDown } from "lucide-react";
import { Menu, MenuHeading, MenuLink, MenuSeparator } from "../ui/menu";
import { roomAddress } from "./rooms";

interface Workspace {
  slug: string;
  name: string;
}

/** The workspace's name, which opens the others. */
export function WorkspaceMenu({
  current,
  workspaces,
}: {
  current: Workspace;
  workspaces: readonly Workspace[];
}) {
  return (
    <Menu
      label="Workspaces"
      trigger={
        <button
          type="button"
          className="flex max-w-full min-w-0 items-center gap-1.5 rounded-md px-2 py-1 text-left text-lg leading-5 font-semibold hover:bg-accent-soft"
        >
          <span className="truncate md:whitespace-normal">{current.name}</span>
          <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
          <span className="sr-only">, choose a workspace</span>
        </button>
      }
    >
      <MenuHeading>Workspaces</MenuHeading>
      {workspaces.map(({ slug, name }) => (
        <MenuLink key={slug} href={roomAddress(slug, "overview")} current={slug === current.slug}>
          {name}
        </MenuLink>
      ))}
      <MenuSeparator />
      <MenuLink href="/welcome">New or sample workspace</MenuLink>
    </Menu>
  );
}
