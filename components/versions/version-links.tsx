import type { Result } from "#lib/errors/result.ts";
import type { ShareLinkLine } from "#lib/icp/version-history.ts";
import { ShareLinkList } from "../people/share-link-list";

export type RevokeShare = (input: { link: string }) => Promise<Result<null>>;

/** The share links of one version under a line that counts them. */
export function VersionLinks({
  links,
  revoke,
}: {
  links: readonly ShareLinkLine[];
  revoke: RevokeShare | null;
}) {
  if (links.length === 0) return null;
  return (
    <details className="mt-4 max-w-2xl">
      <summary className="inline-block rounded-sm text-sm text-muted hover:text-ink">
        {sayLinks(links)}
        <span className="prose-link ml-2">Show</span>
      </summary>
      <div className="mt-2">
        <ShareLinkList links={links} revoke={revoke} />
      </div>
    </details>
  );
}

/** "2 links open, 1 closed, opened 14 times" */
function sayLinks(links: readonly ShareLinkLine[]): string {
  const open = links.filter((link) => link.state === "open").length;
  const views = links.reduce((sum, link) => sum + link.views, 0);
  const closed = links.length - open;
  return [
    open === 1 ? "1 link open" : `${open === 0 ? "no" : open} links open`,
    ...(closed > 0 ? [`${closed} closed`] : []),
    views === 0 ? "never opened" : `opened ${views === 1 ? "once" : `${views} times`}`,
  ]
    .join(", ")
    .replace(/^n/, "N");
}
