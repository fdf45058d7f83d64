/** How much one level of an attribute speaks for good, and how much the whole attribute tells. */
export interface WeightsOfEvidence {
  /** Per level: ln of (its share of all good / its share of all others); above 0 speaks for good. */
  readonly woe: Float64Array;
  /** Σ (share of good − share of others)·woe over the levels (Kullback's divergence): 0 tells nothing. */
  readonly informationValue: number;
}

/**
 * Weight of evidence of levels that exclude each other (Good 1950; Siddiqi 2006), from the good and the other rows of each
 * (counts or sums of weights, both ≥ 0, same length): ln((g + s)/(G + 2s)) − ln((b + s)/(B + 2s)), s = 1/2 unless told
 * otherwise, so that a level without any of one kind stays finite. A level without rows says nothing: 0. Without good or
 * without other rows in all nothing can be weighed and everything is 0.
 */
export function weightsOfEvidence(
  good: ArrayLike<number>,
  others: ArrayLike<number>,
  smoothing = 0.5,
): WeightsOfEvidence {
  let [allGood, allOthers] = [0, 0];
  for (let i = 0; i < good.length; i++) {
    allGood += good[i]!;
    allOthers += others[i]!;
  }
  const woe = new Float64Array(good.length);
  let informationValue = 0;
  if (!(allGood > 0 && allOthers > 0)) return { woe, informationValue };
  for (let i = 0; i < woe.length; i++) {
    if (!(good[i]! + others[i]! > 0)) continue;
    const ofGood = (good[i]! + smoothing) / (allGood + 2 * smoothing);
    const ofOthers = (others[i]! + smoothing) / (allOthers + 2 * smoothing);
    woe[i] = Math.log(ofGood / ofOthers);
    informationValue += (good[i]! / allGood - others[i]! / allOthers) * woe[i]!;
  }
  return { woe, informationValue };
}
