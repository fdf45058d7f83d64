import type { Metadata } from "next";
import type { ReactNode } from "react";

export const metadata: Metadata = { robots: { index: false, follow: false } };

export default function EntranceLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col px-4 py-6 md:px-10 md:py-8">
      <header className="font-semibold">ICP Workshop</header>
      <div className="flex flex-1 items-start py-10 md:items-center md:pb-24">{children}</div>
    </div>
  );
}
