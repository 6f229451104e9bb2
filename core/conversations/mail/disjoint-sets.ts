/** Union-find over any keys; the smallest representative by `compare` of its set is not promised: use `groups`. */
export class DisjointSets<Key> {
  readonly #parents = new Map<Key, Key>();

  find(key: Key): Key {
    let root = this.#parents.get(key);
    if (root === undefined) {
      this.#parents.set(key, key);
      return key;
    }
    while (root !== this.#parents.get(root)!) root = this.#parents.get(root)!;
    for (let at = key; at !== root;) { // path compression
      const next = this.#parents.get(at)!;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  unite(a: Key, b: Key): void {
    this.#parents.set(this.find(a), this.find(b));
  }

  /** Representative -> members. */
  groups(): Map<Key, Key[]> {
    const groups = new Map<Key, Key[]>();
    for (const key of this.#parents.keys()) {
      const root = this.find(key);
      const group = groups.get(root);
      if (group) group.push(key);
      else groups.set(root, [key]);
    }
    return groups;
  }
}
