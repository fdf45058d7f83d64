type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string; readonly detail?: unknown };

/** What an answer holds; throws what went wrong where nothing may go wrong. */
export function value<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.error} ${JSON.stringify(answer.detail)}`);
  return answer.value;
}
