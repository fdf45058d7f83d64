import { readdirSync } from "node:fs";
import path from "node:path";

const app = path.resolve(import.meta.dirname, "../../app");

/** What the square brackets of an address stand for; a share link's and an invitation's token both for `token`. */
export type Named = Readonly<
  Record<"workspace" | "account" | "upload" | "import" | "number" | "file" | "format", string>
>;

/** One of each of a workspace with an import, and a file of which nothing arrived. */
export const namesOfOne = `
  select (select id from account limit 1) as account, (select id from upload limit 1) as upload,
         (select id from import limit 1) as import,
         (select number::text from version limit 1) as number, gen_random_uuid() as file, 'csv' as format`;

export interface Route {
  /** As in the app's folder: "w/[workspace]/versions/[number]". */
  readonly name: string;
  readonly kind: "page" | "handler";
}

/** Routes of nobody's workspace: what they show is theirs to check. Everything else must name a workspace. */
export const publicRoutes = [
  "",
  "(auth)/invite/[token]",
  "(auth)/sign-in",
  "(auth)/welcome",
  "api/auth/[...nextauth]",
  "gallery",
  "share/[token]",
];

/** Every page and route handler, as the file system has them. */
export const routes: readonly Route[] = readdirSync(app, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .flatMap((file): Route[] => {
    const found = /^(.*?)\/?(page|route)\.tsx?$/.exec(file);
    return found ? [{ name: found[1] ?? "", kind: found[2] === "page" ? "page" : "handler" }] : [];
  });

export const workspaceRoutes = routes.filter(({ name }) => !publicRoutes.includes(name));

/** What stands for the same in every workspace: a format of an export, a file that only its sender can name. */
const usual: Readonly<Record<string, string>> = {
  format: "csv",
  file: "018f0000-0000-7000-8000-000000000000",
};

/** The address of a route with everything in brackets filled in; throws where something has no value. */
export function addressOf({ name }: Route, named: Readonly<Record<string, string>>): string {
  const filled = name.replaceAll(/\[([^\]]+)\]/g, (_, key: string) => {
    const value = named[key] ?? usual[key];
    if (value === undefined) throw new Error(`Say what [${key}] of the route ${name} stands for.`);
    return encodeURIComponent(value);
  });
  const steps = filled.split("/").filter((step) => !/^\(.*\)$/.test(step));
  return `/${steps.join("/")}`;
}
