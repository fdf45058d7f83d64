"use client";

import { useRouter } from "next/navigation";
import type { Result } from "#lib/errors/result.ts";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";
import { Moment } from "./moment";

export interface SessionRow {
  id: string;
  device: string;
  startedAt: string;
  lastSeenAt: string;
  current: boolean;
}

/** Where somebody is signed in, and a way to end each. */
export function SessionList({
  sessions,
  end,
  endOthers,
}: {
  sessions: readonly SessionRow[];
  end: (input: { session: string }) => Promise<Result<null>>;
  endOthers: (input: Record<string, never>) => Promise<Result<{ ended: number }>>;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const refresh = () => router.refresh();
  const endAll = sessions.length > 1 && (
    <Button size="sm" busy={busy} onClick={() => call(() => endOthers({}), refresh)}>
      End all others
    </Button>
  );
  return (
    <Card title="Where you are signed in" actions={endAll || undefined} padding="flush">
      {problem && (
        <div className="px-5 pb-3">
          <FormProblem problem={problem} />
        </div>
      )}
      <ul>
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line px-5 py-3"
          >
            <div>
              <p className="flex items-center gap-2">
                <span className="font-medium">{session.device}</span>
                {session.current && <Badge tone="accent">Here</Badge>}
              </p>
              <p className="text-sm text-muted">
                Since <Moment at={session.startedAt} time />, last seen{" "}
                <Moment at={session.lastSeenAt} time />
              </p>
            </div>
            {!session.current && (
              <Button
                size="sm"
                variant="danger"
                busy={busy}
                onClick={() => call(() => end({ session: session.id }), refresh)}
              >
                End<span className="sr-only"> the session on {session.device}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
