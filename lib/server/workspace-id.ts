declare const brand: unique symbol;

/**
 * The id of a workspace that somebody was found to have access to. Only lib/server/actor.ts makes one, so a
 * query that takes it cannot be called with an id from a request.
 */
export type WorkspaceId = string & { readonly [brand]: "WorkspaceId" };
