export const sampleKinds = ["security-startup", "eight-quarters"] as const;
export type SampleKind = (typeof sampleKinds)[number];

export interface Sample {
  readonly kind: SampleKind;
  /** The name of the workspace that holds it. */
  readonly title: string;
  readonly customers: number;
  /** What a newcomer can see in it. */
  readonly promise: string;
}

/** The sample workspaces, the smaller one first. */
export const samples: readonly Sample[] = [
  {
    kind: "security-startup",
    title: "Sample: security start-up",
    customers: 50,
    promise:
      "The first 50 customers of a company that sells security software. Shows what can honestly be said when there is little data.",
  },
  {
    kind: "eight-quarters",
    title: "Sample: eight quarters",
    customers: 612,
    promise:
      "A company that sells billing software, over two years: customers, deals, tickets and leads, and two versions that three teams agreed on.",
  },
];
