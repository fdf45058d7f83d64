"use client";

import { cx } from "class-variance-authority";
import { ChartNoAxesGantt, FileText, House, Layers, type LucideIcon, Settings2, Upload } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { LinkPending } from "../ui/link-pending";
import { type Room, roomAddress, rooms } from "./rooms";

const icons: Record<Room, LucideIcon> = {
  overview: House,
  import: Upload,
  patterns: ChartNoAxesGantt,
  document: FileText,
  versions: Layers,
  settings: Settings2,
};

export function RoomLinks({ workspace }: { workspace: string }) {
  const here = usePathname();
  return (
    <nav
      aria-label="Rooms"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] md:static md:border-0 md:p-0"
    >
      <ul className="grid auto-cols-fr grid-flow-col md:grid-flow-row md:gap-0.5">
        {rooms.map(({ path, name }) => {
          const address = roomAddress(workspace, path);
          const current = here === address || here.startsWith(`${address}/`);
          const Icon = icons[path];
          return (
            <li key={path}>
              <Link
                href={address}
                aria-current={current ? "page" : undefined}
                className={cx(
                  "relative flex flex-col items-center gap-0.5 px-1 py-2 text-2xs -outline-offset-2 md:block md:rounded-md md:px-2 md:py-1.5 md:text-base",
                  current
                    ? "font-semibold text-accent md:bg-accent-soft md:text-ink"
                    : "text-muted hover:text-ink md:hover:bg-accent-soft/60",
                )}
              >
                <Icon aria-hidden="true" className="size-5 md:hidden" strokeWidth={current ? 2.2 : 1.7} />
                {name}
                <LinkPending className="inset-x-2 top-0 h-0.5 rounded-full md:inset-x-auto md:inset-y-1.5 md:left-0 md:h-auto md:w-[3px]" />
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
