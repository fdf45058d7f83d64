import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { currentPerson, workspacesOf } from "#lib/server/actor.ts";
import { isClaimed } from "#lib/server/welcome.ts";
import { FirstRun } from "../components/people/first-run";
import { lastWorkspaceCookie } from "../components/people/last-workspace";

/** Where everybody arrives: in the workspace they were in last, at the sign-in, or at the first-run notice. */
export default async function StartPage() {
  const person = await currentPerson();
  if (!person) {
    if (await isClaimed()) redirect("/sign-in");
    return <FirstRun />;
  }
  const workspaces = await workspacesOf(person);
  const last = (await cookies()).get(lastWorkspaceCookie)?.value;
  const workspace = workspaces.find(({ slug }) => slug === last) ?? workspaces[0];
  redirect(workspace ? `/w/${workspace.slug}/overview` : "/welcome");
}
