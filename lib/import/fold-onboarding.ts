/** The time between two dates of an account, in days; or why it is not known. */
export type OnboardingTime =
  | { readonly days: number }
  | { readonly days: null; readonly why: "not begun" | "not finished" | "finished before it began" };

/**
 * Onboarding or implementation time between any two dates (days since 1970-01-01), such as the first deal won and the
 * first use. An account that has not finished is waiting still: it is not counted as quick, nor left out unsaid.
 */
export function onboardingTime(from: number | null, to: number | null): OnboardingTime {
  if (from === null) return { days: null, why: "not begun" };
  if (to === null) return { days: null, why: "not finished" };
  return to < from ? { days: null, why: "finished before it began" } : { days: to - from };
}
