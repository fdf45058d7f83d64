import { Check, X } from "lucide-react";
import Link from "next/link";
import { sayDate, startSentence } from "#lib/criteria/words.ts";
import type { SectionChanges } from "#lib/icp/diff.ts";
import type { VersionLine } from "#lib/icp/version-history.ts";
import { Badge } from "../ui/badge";
import { ButtonLink } from "../ui/button-link";
import { RestoreDialog, type RestoreVersion } from "./restore-dialog";
import { ShareDialog, type ShareVersion } from "./share-dialog";
import { type RevokeShare, VersionLinks } from "./version-links";

export interface VersionActions {
  /** Null for who may only read. */
  readonly share: ShareVersion | null;
  readonly revoke: RevokeShare | null;
  readonly restore: RestoreVersion | null;
}

interface TimelineProps {
  versions: readonly VersionLine[];
  draft: { readonly revision: number; readonly hash: string };
  /** `/w/northgate` */
  base: string;
  actions: VersionActions;
}

/** Every version, newest first, on one line of time. */
export function Timeline({ versions, draft, base, actions }: TimelineProps) {
  return (
    <ol className="max-w-4xl">
      {versions.map((version, i) => (
        <li key={version.number} className="grid gap-x-8 md:grid-cols-[7rem_minmax(0,1fr)]">
          <p className="pt-1 text-sm text-muted md:text-right">
            <time dateTime={version.publishedOn}>{sayDate(version.publishedOn)}</time>
          </p>
          <div className="relative border-line pb-12 max-md:mt-1 md:border-l md:pl-8">
            <span
              aria-hidden="true"
              className={`absolute top-2 -left-[0.3125rem] size-2.5 rounded-full border-2 border-accent max-md:hidden ${i === 0 ? "bg-accent" : "bg-paper"}`}
            />
            <Item version={version} current={i === 0} draft={draft} base={base} actions={actions} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Item({
  version,
  current,
  draft,
  base,
  actions,
}: Omit<TimelineProps, "versions"> & { version: VersionLine; current: boolean }) {
  const address = `${base}/versions/${version.number}`;
  return (
    <article aria-labelledby={`version-${version.number}`}>
      <h2 id={`version-${version.number}`} className="flex flex-wrap items-center gap-2.5 text-lg">
        <Link href={address} className="hover:underline">
          Version {version.number}
        </Link>
        {current && <Badge tone="accent">What everybody works by</Badge>}
        {draft.hash === version.hash && <Badge>The draft says the same</Badge>}
      </h2>
      <p className="mt-2 max-w-2xl font-serif text-xl">{version.profile}</p>
      <Decisions version={version} />
      {version.overDissent && (
        <p className="mt-2 max-w-2xl border-l-2 border-poor pl-3">
          <span className="font-semibold">Published over a dissent.</span> {version.overDissent}
        </p>
      )}
      <Changes version={version} base={base} />
      <div className="mt-4 flex flex-wrap gap-2">
        <ButtonLink href={address} size="sm">
          Read<span className="sr-only"> version {version.number}</span>
        </ButtonLink>
        {actions.share && <ShareDialog number={version.number} share={actions.share} small />}
        {actions.restore && draft.hash !== version.hash && (
          <RestoreDialog
            number={version.number}
            base={draft.revision}
            restore={actions.restore}
            documentAddress={`${base}/document`}
            small
          />
        )}
      </div>
      <VersionLinks links={version.links} revoke={actions.revoke} />
    </article>
  );
}

function Decisions({ version }: { version: VersionLine }) {
  return (
    <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {version.decisions.map(({ team, agreed, by, reason }) => (
        <li key={team} className="flex max-w-2xl items-start gap-1.5">
          {agreed ? (
            <Check aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-good" />
          ) : (
            <X aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-poor" />
          )}
          <span>
            {startSentence(team)} {agreed ? "agreed" : "dissented"}
            <span className="text-muted">, {by}</span>
            {!agreed && reason && <span className="block text-muted">{reason}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

const shownChanges = 4;

/** The first changes in words; all of them are one step away. */
function Changes({ version, base }: { version: VersionLine; base: string }) {
  const all = version.changes.flatMap((section: SectionChanges) => section.changes);
  if (version.number === 1) return null;
  const more = all.length - shownChanges;
  return (
    <div className="mt-4 max-w-2xl">
      <h3 className="eyebrow">Changed since version {version.number - 1}</h3>
      {all.length === 0 && <p className="mt-1 text-muted">Nothing in its words.</p>}
      <ul className="mt-1 space-y-1">
        {all.slice(0, shownChanges).map((change, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read the same; they never move
          <li key={i}>{change.sentence}</li>
        ))}
      </ul>
      <Link
        href={`${base}/versions/compare?a=${version.number - 1}&b=${version.number}`}
        className="prose-link mt-1.5 inline-block text-sm"
      >
        {more > 0
          ? `${more} more ${more === 1 ? "change" : "changes"}`
          : `Compare with version ${version.number - 1}`}
      </Link>
    </div>
  );
}
