const shardCount = 256;

// Ids are UUIDs: the last two digits are random in every version that is in use.
const shardOf = (id: string) => (Number.parseInt(id.slice(-2), 16) || 0) % shardCount;

/** An immutable map by id. Changing an entry of 10,000 copies one shard of forty, not the map. */
export class IdMap<Value> {
  readonly #shards: readonly ReadonlyMap<string, Value>[];
  readonly size: number;

  private constructor(shards: readonly ReadonlyMap<string, Value>[], size: number) {
    this.#shards = shards;
    this.size = size;
  }

  static empty<Value>(): IdMap<Value> {
    return new IdMap<Value>(new Array(shardCount).fill(new Map()), 0);
  }

  static of<Value>(entries: Iterable<readonly [string, Value]>): IdMap<Value> {
    return IdMap.empty<Value>().with(entries);
  }

  get(id: string): Value | undefined {
    return this.#shards[shardOf(id)]?.get(id);
  }

  has(id: string): boolean {
    return this.#shards[shardOf(id)]?.has(id) ?? false;
  }

  /** The map with these entries; undefined takes one away. It is the same map if nothing differs. */
  with(entries: Iterable<readonly [string, Value | undefined]>): IdMap<Value> {
    const copied = new Map<number, Map<string, Value>>();
    let { size } = this;
    for (const [id, value] of entries) {
      const at = shardOf(id);
      const shard = copied.get(at) ?? this.#shards[at];
      const before = shard?.get(id);
      if (before === value) continue;
      const copy = copied.get(at) ?? new Map(shard);
      copied.set(at, copy);
      if (value === undefined) copy.delete(id);
      else copy.set(id, value);
      size += Number(value !== undefined) - Number(before !== undefined);
    }
    if (copied.size === 0) return this;
    const shards = [...this.#shards];
    for (const [at, shard] of copied) shards[at] = shard;
    return new IdMap(shards, size);
  }

  *keys(): Generator<string> {
    for (const shard of this.#shards) yield* shard.keys();
  }

  *values(): Generator<Value> {
    for (const shard of this.#shards) yield* shard.values();
  }
}
