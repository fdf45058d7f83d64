import Link from "next/link";
import type { ReactNode } from "react";
import { sayDate } from "#lib/criteria/words.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";
import { Card } from "../ui/card";
import { VersionFigures } from "./version-figures";

interface StandingProps {
  version: {
    readonly number: number;
    readonly profile: string;
    readonly mustHaves: readonly string[];
    readonly disqualifiers: readonly string[];
    readonly publishedOn: string;
    readonly links: { readonly open: number; readonly views: number };
  };
  /** On today's customers, else as published; null where there never was one. */
  snapshot: Snapshot | null;
  moved: readonly string[];
  address: string;
  actions: ReactNode;
}

/** The version everybody works by: its sentence, its figures, and what has moved since. */
export function StandingVersion({ version, snapshot, moved, address, actions }: StandingProps) {
  return (
    <div className="grid gap-x-14 gap-y-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <div className="min-w-0">
        <h2 className="eyebrow">
          <Link href={address} className="hover:underline">
            {`Version ${version.number}, ${sayDate(version.publishedOn)}`}
          </Link>
        </h2>
        <Sentence>{version.profile || "This version has no profile sentence."}</Sentence>
        <div className="mt-6 flex flex-wrap gap-2">{actions}</div>
        <div className="mt-10 grid max-w-3xl gap-x-10 gap-y-8 sm:grid-cols-2">
          <Rules title="Must have" rules={version.mustHaves} />
          <Rules title="We do not sell to" rules={version.disqualifiers} />
        </div>
        <section className="mt-9 max-w-3xl">
          <h2 className="eyebrow border-b border-line pb-1.5">Since version {version.number}</h2>
          <ul className="divide-y divide-line/70 tabular-nums">
            {[...moved, sayLinks(version.links)].map((sentence) => (
              <li key={sentence} className="py-2">
                {sentence}
              </li>
            ))}
          </ul>
        </section>
      </div>
      {snapshot && snapshot.customers > 0 && (
        <Card className="self-start">
          <VersionFigures snapshot={snapshot} />
        </Card>
      )}
    </div>
  );
}

/** The rules that decide, at a glance; everything else of the version is one step away. */
function Rules({ title, rules }: { title: string; rules: readonly string[] }) {
  if (rules.length === 0) return null;
  return (
    <section>
      <h2 className="eyebrow border-b border-line pb-1.5">{title}</h2>
      <ul className="mt-2 space-y-1 font-serif text-lg">
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </section>
  );
}

/** The document's own words, large. */
export function Sentence({ children }: { children: ReactNode }) {
  return <p className="mt-2 max-w-3xl font-serif text-3xl tracking-[-0.008em] text-balance">{children}</p>;
}

function sayLinks({ open, views }: { open: number; views: number }): string {
  if (open === 0 && views === 0) return "It has not been shared by link.";
  const links = open === 1 ? "1 share link is open" : `${open === 0 ? "No" : open} share links are open`;
  if (views === 0) return `${links}, never opened.`;
  return `${links}, opened ${views === 1 ? "once" : `${views} times`}.`;
}
