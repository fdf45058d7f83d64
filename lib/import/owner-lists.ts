/** Lists by value, nearly all of them of one member: those are kept without a list of their own. */
export interface OwnerLists<T> {
  get(value: string): readonly T[] | undefined;
  keys(): Iterable<string>;
  /** The lists of several members. */
  several(): Iterable<readonly T[]>;
  add(value: string, member: T): void;
  set(value: string, members: readonly T[]): void;
}

export function createOwnerLists<T>(): OwnerLists<T> {
  const single = new Map<string, T>();
  const lists = new Map<string, T[]>();
  return {
    get(value) {
      const list = lists.get(value);
      if (list !== undefined) return list;
      const only = single.get(value);
      return only === undefined ? undefined : [only];
    },
    *keys() {
      yield* single.keys();
      for (const value of lists.keys()) if (!single.has(value)) yield value;
    },
    several: () => lists.values(),
    add(value, member) {
      const list = lists.get(value);
      const only = single.get(value);
      if (list !== undefined) list.push(member);
      else if (only === undefined) single.set(value, member);
      else lists.set(value, [only, member]);
    },
    set: (value, members) => {
      lists.set(value, [...members]);
    },
  };
}
