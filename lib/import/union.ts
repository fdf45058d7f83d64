/** Sets of texts that grow together (union-find); the smallest member names a set, so the order of joining is no matter. */
export interface Union {
  find(key: string): string;
  /** Whether it was joined to another. */
  has(key: string): boolean;
  join(a: string, b: string): void;
}

export function createUnion(): Union {
  const parents = new Map<string, string>();
  const find = (key: string): string => {
    let root = key;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
    // The way up is shortened, or a chain of a million would be walked a million times.
    for (let at = key; at !== root; ) {
      const up = parents.get(at) ?? root;
      parents.set(at, root);
      at = up;
    }
    return root;
  };
  return {
    find,
    has: (key) => parents.has(key),
    join(a, b) {
      const [x, y] = [find(a), find(b)];
      if (x === y) return;
      const [low, high] = x < y ? [x, y] : [y, x];
      parents.set(high, low);
      parents.set(low, low);
    },
  };
}
