"use client";

import { usePathname } from "next/navigation";
import { Tabs } from "../ui/tabs";

const views = [
  { path: "", label: "Workspace" },
  { path: "/members", label: "Members" },
  { path: "/share-links", label: "Share links" },
  { path: "/audit", label: "Audit" },
  { path: "/account", label: "You" },
] as const;

export function SettingsTabs({ workspace }: { workspace: string }) {
  const here = usePathname();
  const tabs = views.map(({ path, label }) => {
    const href = `/w/${workspace}/settings${path}`;
    return { href, label, current: here === href };
  });
  return <Tabs label="Settings" tabs={tabs} />;
}
