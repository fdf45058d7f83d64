/** What became of a rule when the data were drawn again. */
export interface Steadiness {
  /** Share of resamples whose covered top ten holds a rule of the same direction for much the same accounts. */
  readonly stability: number;
  /** How much better rules of its rank look on the accounts they were found on than on all: rate or mean; 0 where unknown. */
  readonly optimism: number;
}
