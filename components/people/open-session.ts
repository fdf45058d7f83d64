import { fail, ok, type Result } from "#lib/errors/result.ts";

/** Signs in through next-auth's own door, which takes care of the cookie and of forged requests. */
export async function openSession(email: string, password: string): Promise<Result<null>> {
  // Loaded when it is needed: nobody signs in before having typed.
  const { signIn } = await import("next-auth/react");
  const answer = await signIn("credentials", { email, password, redirect: false });
  if (answer?.ok && !answer.error) return ok(null);
  const [code, seconds] = (answer?.error ?? "").split(" ");
  if (code === "throttled") return fail("throttled", { seconds: Number(seconds) });
  return fail("wrong-password");
}
