import type { Metadata } from "next";
import { cookies } from "next/headers";
import { requireActor } from "#lib/server/actor.ts";
import { listSessions } from "#lib/server/queries/people.ts";
import { Appearance } from "../../../../../components/people/appearance";
import { NameForm } from "../../../../../components/people/name-form";
import { PasswordForm } from "../../../../../components/people/password-form";
import { SessionList } from "../../../../../components/people/session-list";
import { readTheme, themeCookie } from "../../../../../components/shell/theme";
import { Card } from "../../../../../components/ui/card";
import { endOthers, endSession, saveOwnName, savePassword } from "../actions";

export const metadata: Metadata = { title: "You" };

export default async function AccountPage({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const sessions = await listSessions(actor);
  const theme = readTheme((await cookies()).get(themeCookie)?.value);
  return (
    <>
      <Card title="You">
        <NameForm
          label="Your name"
          hint={`You sign in as ${actor.email}. Versions keep the name they were agreed under.`}
          name={actor.name}
          save={saveOwnName}
        />
      </Card>
      <Card title="Password">
        <PasswordForm about={[actor.name, actor.email.split("@")[0] ?? ""]} save={savePassword} />
      </Card>
      <SessionList sessions={sessions} end={endSession} endOthers={endOthers} />
      <Card title="Appearance">
        <Appearance theme={theme} />
      </Card>
    </>
  );
}
