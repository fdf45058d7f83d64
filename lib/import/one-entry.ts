/**
 * A map of one entry. Nearly every account has one id, one domain and one name: a million real maps for each take more than a
 * gigabyte, these a tenth of it.
 */
export class OneEntry<V> implements ReadonlyMap<string, V> {
  readonly key: string;
  readonly #value: V;

  constructor(key: string, value: V) {
    this.key = key;
    this.#value = value;
  }

  get size(): 1 {
    return 1;
  }

  get(key: string): V | undefined {
    return key === this.key ? this.#value : undefined;
  }

  has(key: string): boolean {
    return key === this.key;
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    visit(this.#value, this.key, this);
  }

  entries(): MapIterator<[string, V]> {
    return [[this.key, this.#value] as [string, V]].values();
  }

  keys(): MapIterator<string> {
    return [this.key].values();
  }

  values(): MapIterator<V> {
    return [this.#value].values();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
}

/** The map with one more entry. A map of several is written to, so it must be the caller's own. */
export function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  if (map.size === 0 || (map.size === 1 && map.has(key))) return new OneEntry(key, value);
  if (map instanceof Map) return map.set(key, value);
  return new Map([...map, [key, value]]);
}
