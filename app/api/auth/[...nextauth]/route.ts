import NextAuth from "next-auth";
import { authOptions } from "#lib/server/auth.ts";

const handler = NextAuth(authOptions);

// What our pages ask for. next-auth has more: a page for links by e-mail, and a log that anybody could write to.
const asked = {
  GET: ["csrf", "error", "providers", "session", "signin", "signout"],
  POST: ["callback", "signout"],
} as const;

interface Context {
  readonly params: Promise<{ readonly nextauth: readonly string[] }>;
}

const only =
  (wanted: readonly string[]) =>
  async (request: Request, context: Context): Promise<Response> => {
    const [action = ""] = (await context.params).nextauth;
    return wanted.includes(action) ? handler(request, context) : new Response(null, { status: 404 });
  };

export const GET = only(asked.GET);
export const POST = only(asked.POST);
