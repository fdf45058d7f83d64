import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { nextPath } from "#lib/access/next-path.ts";
import { currentPerson } from "#lib/server/actor.ts";
import { isClaimed } from "#lib/server/welcome.ts";
import { Entrance } from "../../../components/people/entrance";
import { SignInForm } from "../../../components/people/sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const wanted = (await searchParams).next;
  const next = nextPath(typeof wanted === "string" ? wanted : undefined);
  if (await currentPerson()) redirect(next);
  if (!(await isClaimed())) redirect("/");
  return (
    <Entrance
      title="Sign in"
      summary="Accounts are made by invitation: ask an owner of your workspace for a link."
    >
      <SignInForm next={next} />
      <p className="mt-6 text-sm text-muted">
        Forgotten the password? Whoever runs this server can give you a new one.
      </p>
    </Entrance>
  );
}
