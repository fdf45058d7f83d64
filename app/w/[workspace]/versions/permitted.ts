import { can } from "#lib/access/can.ts";
import type { Actor } from "#lib/server/actor.ts";
import type { VersionActions } from "../../../../components/versions/timeline";
import { makeShareLink, restoreAsDraft, revokeShareLink } from "./actions";

/** What this member may do with a version; the actions check it again. */
export function permittedActions(actor: Actor): VersionActions {
  const { slug } = actor.workspace;
  const share = can(actor.role, "share");
  return {
    share: share ? makeShareLink.bind(null, slug) : null,
    revoke: share ? revokeShareLink.bind(null, slug) : null,
    restore: can(actor.role, "edit-document") ? restoreAsDraft.bind(null, slug) : null,
  };
}
