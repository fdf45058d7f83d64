/** Up to so many rows the outcome is permuted; above, rules are tested on rows that were held back. */
export const mostShuffled = 5_000;
/** Clusters below which one row should stand for each (see clusters.ts). */
export const fewestClusters = 40;
/** Rules kept while searching, taken on to be refined, and told in the end; of each direction. */
export const kept = 200;
export const refined = 24;
export const told = 10;
