import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { samples } from "#lib/samples/catalogue.ts";
import { currentPerson, type Person, workspacesOf } from "#lib/server/actor.ts";
import { isClaimed, isWelcomeToken } from "#lib/server/welcome.ts";
import { ClaimForm } from "../../../components/people/claim-form";
import { Doors } from "../../../components/people/doors";
import { Entrance } from "../../../components/people/entrance";
import { claim, openSampleWorkspace, openWorkspace } from "./actions";

export const metadata: Metadata = { title: "Welcome" };

const whatThisIs =
  "Marketing, sales and product agree here, on evidence, which customers to win, and share that one answer with everybody.";

export default async function WelcomePage({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  const person = await currentPerson();
  if (person) return <Begin person={person} />;
  const { token } = await searchParams;
  if (typeof token === "string" && (await isWelcomeToken(token))) {
    return (
      <Entrance title="Welcome to your workshop" summary={whatThisIs}>
        <ClaimForm token={token} claim={claim} />
      </Entrance>
    );
  }
  redirect((await isClaimed()) ? "/sign-in" : "/");
}

async function Begin({ person }: { person: Person }) {
  const workspaces = await workspacesOf(person);
  const own = workspaces.filter(({ sample, role }) => sample === null && role !== "viewer").toReversed();
  return (
    <Entrance wide title={`Where would you like to begin, ${person.name}?`} summary={whatThisIs}>
      <Doors
        own={own.map(({ slug, name }) => ({ slug, name }))}
        samples={samples}
        openSample={openSampleWorkspace}
        createWorkspace={openWorkspace}
      />
    </Entrance>
  );
}
