/** One change in words. `before` and `after` hold the full texts where the sentence only names the part. */
export interface Change {
  readonly kind: "added" | "removed" | "changed";
  readonly sentence: string;
  readonly before?: string;
  readonly after?: string;
}
