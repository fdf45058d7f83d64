import type { Explained } from "#lib/analysis/how-computed.ts";

/** Every figure explains itself on demand: how it is computed, corrected for what, and where the method is from. */
export function HowComputed({ figures }: { figures: readonly Explained[] }) {
  if (figures.length === 0) return null;
  return (
    <details className="mt-3 text-sm" data-print="hide">
      <summary className="inline-block cursor-pointer rounded-sm text-muted hover:text-ink">
        How this is computed
      </summary>
      <dl className="mt-3 max-w-3xl divide-y divide-line border-y border-line">
        {figures.map(({ figure, method, corrected, source }) => (
          <div key={figure} className="gap-x-6 py-2.5 sm:grid sm:grid-cols-[11rem_minmax(0,1fr)]">
            <dt className="font-medium">{figure}</dt>
            <dd>
              {method}
              {corrected && <span className="block">Corrected for {corrected}.</span>}
              <span className="block text-muted">{source}.</span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
