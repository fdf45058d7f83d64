import type { Metadata } from "next";
import { can } from "#lib/access/can.ts";
import { requireActor } from "#lib/server/actor.ts";
import { listAllShareLinks } from "#lib/server/queries/settings.ts";
import { ShareLinkList } from "../../../../../components/people/share-link-list";
import { ButtonLink } from "../../../../../components/ui/button-link";
import { Empty } from "../../../../../components/ui/empty";
import { revokeShareLink } from "../actions";

export const metadata: Metadata = { title: "Share links" };

export default async function ShareLinksPage({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const { slug } = actor.workspace;
  const links = await listAllShareLinks(actor);
  if (links.length === 0) {
    return (
      <Empty
        title="Nothing is shared"
        actions={<ButtonLink href={`/w/${slug}/versions`}>Versions</ButtonLink>}
      >
        A link to one version lets somebody without an account read it.
      </Empty>
    );
  }
  return (
    <ShareLinkList
      links={links}
      revoke={can(actor.role, "share") ? revokeShareLink.bind(null, slug) : null}
    />
  );
}
