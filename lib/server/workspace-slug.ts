import type { Tx } from "#lib/server/db.ts";

/** Address of a workspace: its name in lower case letters and digits. "Łódź Söhne & Co" becomes "lodz-sohne-co". */
export function slugOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[łŁ]/g, "l")
    .replaceAll(/[øØ]/g, "o")
    .replaceAll("ß", "ss")
    .toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return slug.slice(0, 40).replace(/-+$/, "") || "workspace";
}

/** The first free address for a name. Held to the end of the transaction against another workspace's birth. */
export async function freeSlug(tx: Tx, name: string): Promise<string> {
  const wanted = slugOf(name);
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`slug ${wanted}`}, 0))`;
  for (let n = 1; ; n++) {
    const slug = n === 1 ? wanted : `${wanted}-${n}`;
    const [row] = await tx.$queryRaw<{ taken: boolean }[]>`select workspace_slug_taken(${slug}) as taken`;
    if (!row?.taken) return slug;
  }
}
