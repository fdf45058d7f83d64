/** Looks of before were kept with the sizes of the parts after the name: they were looks at this holdout too. */
export function looksOf(holdout: string) {
  return { OR: [{ holdout }, { holdout: { startsWith: `${holdout} ` } }] };
}
