"use client";

import { Command } from "cmdk";
import { Building2, CornerDownLeft } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import type { FindAccounts, FoundAccount } from "./found-account";
import { places, rooms } from "./rooms";

const item =
  "flex items-center gap-2.5 rounded-md px-3 py-2 aria-selected:bg-accent-soft [&_svg]:size-4 [&_svg]:text-muted";
const pauseMs = 150;

/** Accounts with these words in their name, a moment after the last key, the answers to older words dropped. */
function useAccounts(workspace: string, words: string, findAccounts: FindAccounts): readonly FoundAccount[] {
  const [found, setFound] = useState<readonly FoundAccount[]>([]);
  useEffect(() => {
    if (words.trim().length < 2) {
      setFound([]);
      return;
    }
    let stale = false;
    const timer = setTimeout(async () => {
      const answer = await findAccounts(workspace, { words: words.trim() }).catch(() => null);
      if (!stale) setFound(answer?.ok ? answer.value : []);
    }, pauseMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [workspace, words, findAccounts]);
  return found;
}

export function Palette({
  open,
  onOpenChange,
  workspace,
  findAccounts,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  workspace: string;
  findAccounts: FindAccounts;
}) {
  const router = useRouter();
  const [words, setWords] = useState("");
  const accounts = useAccounts(workspace, words, findAccounts);
  const go = (address: string) => {
    onOpenChange(false);
    setWords("");
    router.push(address);
  };
  const lower = words.trim().toLowerCase();
  // Before anybody types the rooms are enough to choose from.
  const known = lower === "" ? rooms : [...rooms, ...places];
  const matching = known.filter(({ name }) => name.toLowerCase().includes(lower));

  return (
    <Command.Dialog
      open={open}
      onOpenChange={onOpenChange}
      label="Find a room or an account"
      shouldFilter={false}
      overlayClassName="fixed inset-0 z-40 animate-appear bg-shade"
      contentClassName="fixed top-[12vh] left-1/2 z-50 w-[calc(100%-2rem)] max-w-lg -translate-x-1/2 animate-appear overflow-hidden rounded-lg border border-line bg-raised shadow-floating outline-none"
    >
      <Command.Input
        value={words}
        onValueChange={setWords}
        placeholder="Find a room or an account"
        className="w-full border-b border-line bg-transparent px-4 py-3 text-lg outline-none placeholder:text-muted"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-muted">Nothing is called that.</Command.Empty>
        {matching.length > 0 && (
          <Group heading="Rooms">
            {matching.map(({ path, name }) => (
              <Command.Item
                key={path}
                value={`room ${path}`}
                onSelect={() => go(`/w/${workspace}/${path}`)}
                className={item}
              >
                <CornerDownLeft aria-hidden="true" />
                {name}
              </Command.Item>
            ))}
          </Group>
        )}
        {accounts.length > 0 && (
          <Group heading="Accounts">
            {accounts.map(({ id, name, domain }) => (
              <Command.Item
                key={id}
                value={`account ${id}`}
                onSelect={() => go(`/w/${workspace}/accounts/${id}`)}
                className={item}
              >
                <Building2 aria-hidden="true" />
                <span className="min-w-0 flex-1 truncate">{name}</span>
                {domain && <span className="truncate text-sm text-muted">{domain}</span>}
              </Command.Item>
            ))}
          </Group>
        )}
      </Command.List>
    </Command.Dialog>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  );
}
