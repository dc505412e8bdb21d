import { SvelteMap } from 'svelte/reactivity';

// Names behind numbers: many components ask for one each, one request answers them all.
export class ById<T extends { id: number }> {
  private readonly known = new SvelteMap<number, T | null>();
  private wanted = new Set<number>();
  private planned = false;

  constructor(private readonly load: (ids: number[]) => Promise<T[]>) {}

  // What is known now; asks for it if nothing is. Reactive.
  get(id: number | null | undefined): T | undefined {
    if (id === null || id === undefined) return undefined;
    const one = this.known.get(id);
    if (one === undefined) this.want(id);
    return one ?? undefined;
  }

  put(rows: Iterable<T>): void {
    for (const row of rows) this.known.set(row.id, row);
  }

  clear(): void {
    this.known.clear();
  }

  private want(id: number): void {
    this.wanted.add(id);
    if (this.planned) return;
    this.planned = true;
    setTimeout(() => void this.fetch());
  }

  private async fetch(): Promise<void> {
    this.planned = false;
    const ids = [...this.wanted];
    this.wanted.clear();
    for (let from = 0; from < ids.length; from += 100) {
      const some = ids.slice(from, from + 100);
      try {
        const rows = await this.load(some);
        const found = new Set(rows.map((row) => row.id));
        this.put(rows);
        for (const id of some) if (!found.has(id)) this.known.set(id, null);
      } catch {
        // They stay unknown, and the next who asks tries again.
      }
    }
  }
}
