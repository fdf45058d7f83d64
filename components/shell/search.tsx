"use client";

import { Search as SearchIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { Kbd } from "../ui/kbd";
import type { FindAccounts } from "./found-account";

// Loaded on the first opening, not with every page.
const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });

export function Search({ workspace, findAccounts }: { workspace: string; findAccounts: FindAccounts }) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const show = (next: boolean) => {
    setWanted(true);
    setOpen(next);
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setWanted(true);
      setOpen((before) => !before);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return (
    <>
      <button
        type="button"
        onClick={() => show(true)}
        aria-keyshortcuts="Meta+K Control+K"
        className="flex items-center gap-2 rounded-md p-2 text-muted hover:text-ink md:border md:border-line md:bg-raised md:px-2 md:py-1 md:hover:border-strong"
      >
        <SearchIcon aria-hidden="true" className="size-5 md:size-4" />
        <span className="sr-only md:not-sr-only md:flex-1 md:text-left md:text-sm">Find</span>
        <span className="hidden md:block" aria-hidden="true">
          <Kbd>⌘K</Kbd>
        </span>
      </button>
      {wanted && (
        <Palette open={open} onOpenChange={show} workspace={workspace} findAccounts={findAccounts} />
      )}
    </>
  );
}
