import type { IcpContent } from "#lib/icp/content.ts";
import { type IcpDocument, type ListName, listNames, maxEntries } from "#lib/icp/document.ts";
import { inOrder, spreadKeys } from "#lib/icp/order.ts";

/**
 * The draft that says again what a version said. What the draft holds beyond that is archived, not dropped, so
 * that it can be brought back entry by entry; `note` becomes the note about the change.
 */
export function restoredDocument(content: IcpContent, draft: IcpDocument, note: string): IcpDocument {
  const lists = Object.fromEntries(listNames.map((list) => [list, restoredList(content[list], draft[list])]));
  return { ...draft, ...content, ...(lists as unknown as Pick<IcpDocument, ListName>), changeNote: note };
}

interface Held {
  readonly id: string;
  readonly order: string;
  readonly archived: boolean;
}

function restoredList(frozen: readonly { readonly id: string }[], held: readonly Held[]): readonly Held[] {
  const keys = spreadKeys(frozen.length);
  const restored = frozen.map((one, i) => ({ ...one, order: keys[i] ?? "", archived: false }));
  const ids = new Set(restored.map((one) => one.id));
  const others = inOrder(held)
    .filter((one) => !ids.has(one.id))
    .map((one) => ({ ...one, archived: true }));
  return [...restored, ...others.slice(0, Math.max(0, maxEntries - restored.length))];
}
