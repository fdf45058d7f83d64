import type { NextAuthOptions } from "next-auth";
import { z } from "zod";
import { emailSchema } from "#lib/access/person.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { newId, outsideWorkspaces } from "#lib/server/db.ts";
import { verifyPassword } from "#lib/server/passwords.ts";
import { countAttempt, forgetOldAttempts, forgiveMistakes } from "#lib/server/throttle.ts";

declare module "next-auth" {
  interface Session {
    /** The row that is checked on every request; absent in a cookie that was not made by a sign-in. */
    sessionId?: string;
  }
  interface User {
    sessionId: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sessionId?: string;
  }
}

const thirtyDays = 30 * 24 * 60 * 60;
const day = 86_400_000;

const credentialsSchema = z.object({ email: emailSchema, password: z.string().min(1).max(200) });

export interface SignInAttempt {
  readonly email: unknown;
  readonly password: unknown;
  readonly address: string;
  readonly userAgent: string;
}

/**
 * Opens a session for the right address and password. Errors: `throttled`, and `wrong-password` for anything
 * else, in the same time whether the address is known or not.
 */
export async function signIn(
  attempt: SignInAttempt,
): Promise<Result<{ userId: string; name: string; email: string; sessionId: string }>> {
  const given = credentialsSchema.safeParse(attempt);
  if (!given.success) return fail("wrong-password");
  const { email, password } = given.data;
  const counted = await countAttempt({ email, address: attempt.address });
  if (!counted.ok) return counted;
  const db = outsideWorkspaces();
  const user = await db.user.findUnique({ where: { email } });
  if (!(await verifyPassword(user?.passwordHash ?? null, password)) || !user) return fail("wrong-password");
  await forgiveMistakes({ email, address: attempt.address });
  await forgetOldAttempts(Date.now());
  await forgetOldSessions(Date.now());
  const session = await db.session.create({
    data: {
      id: newId(),
      userId: user.id,
      userAgent: attempt.userAgent.slice(0, 300),
      expiresAt: new Date(Date.now() + thirtyDays * 1000),
    },
  });
  return ok({ userId: user.id, name: user.name, email: user.email, sessionId: session.id });
}

/**
 * Removes sessions that ended or ran out more than a day before `now`. They grow with sign-ins, so that is when they are
 * swept.
 */
async function forgetOldSessions(now: number): Promise<void> {
  const before = new Date(now - day);
  await outsideWorkspaces().session.deleteMany({
    where: { OR: [{ endedAt: { lt: before } }, { expiresAt: { lt: before } }] },
  });
}

/** Ends one session for good; ending it twice is no error. */
export async function endSession(sessionId: string): Promise<void> {
  await outsideWorkspaces().session.updateMany({
    where: { id: sessionId, endedAt: null },
    data: { endedAt: new Date() },
  });
}

const header = (headers: unknown, name: string): string => {
  const value: unknown = headers && typeof headers === "object" ? Reflect.get(headers, name) : undefined;
  return typeof value === "string" ? value : "unknown";
};

/**
 * next-auth's part: the form's token against forgery, and a signed cookie that names a session's row. The
 * secret comes from NEXTAUTH_SECRET, which server.ts sets from the database.
 */
export const authOptions: NextAuthOptions = {
  providers: [
    {
      id: "credentials",
      name: "Credentials",
      type: "credentials",
      credentials: {},
      authorize: async (credentials, request) => {
        const given: Record<string, unknown> = credentials ?? {};
        const signedIn = await signIn({
          email: given.email,
          password: given.password,
          address: header(request.headers, "x-icp-address"),
          userAgent: header(request.headers, "user-agent"),
        });
        // next-auth hands the message on to the form: a code and seconds, which the form turns into a sentence.
        if (!signedIn.ok)
          throw new Error(`${signedIn.error} ${String(signedIn.detail?.seconds ?? "")}`.trim());
        const { userId, name, email, sessionId } = signedIn.value;
        return { id: userId, name, email, sessionId };
      },
    },
  ],
  session: { strategy: "jwt", maxAge: thirtyDays },
  pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
  callbacks: {
    jwt: ({ token, user }) => (user ? { sessionId: user.sessionId } : token),
    session: ({ session, token }) => (token.sessionId ? { ...session, sessionId: token.sessionId } : session),
  },
  events: {
    signOut: async ({ token }) => {
      if (token?.sessionId) await endSession(token.sessionId);
    },
  },
};
