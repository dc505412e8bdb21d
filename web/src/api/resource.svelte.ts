import { asProblem, type Problem } from './problem';

// Something from the server that pages show: at once what is known of it, then what it is now.
export class Resource<T> {
  data = $state.raw<T | undefined>();
  problem = $state.raw<Problem | null>(null);
  loading = $state(false);
  private running: Promise<void> | null = null;
  private again = false;
  private changes = 0;

  constructor(private readonly load: () => Promise<T>) {}

  // Asks the server; who asks while an answer is on its way gets one that is asked for after it.
  refresh(): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.fetch().finally(() => {
      this.running = null;
      if (!this.again) return;
      this.again = false;
      void this.refresh();
    });
    return this.running;
  }

  // What somebody just did is shown before the server confirms it; an answer that left before that is not taken.
  set(data: T): void {
    this.changes++;
    this.data = data;
  }

  private async fetch(): Promise<void> {
    this.loading = true;
    const before = this.changes;
    try {
      const data = await this.load();
      if (before === this.changes) this.data = data;
      this.problem = null;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      if (this.problem.missing || this.problem.status === 401) this.data = undefined;
    } finally {
      this.loading = false;
    }
  }
}

const most = 300;
const kept = new Map<string, { resource: Resource<unknown>; asked: number }>();
const fresh = 1500; // ms: several components of a page ask for the same thing

// The resource of that name, made when it is first asked for, and brought up to date now.
export function use<T>(name: string, load: () => Promise<T>): Resource<T> {
  let one = kept.get(name);
  if (!one) one = { resource: new Resource<unknown>(load), asked: 0 };
  kept.delete(name); // the latest stands last
  kept.set(name, one);
  if (kept.size > most) kept.delete(kept.keys().next().value as string);
  const { resource } = one;
  if (performance.now() - one.asked > fresh || one.asked === 0) {
    one.asked = performance.now();
    queueMicrotask(() => void resource.refresh());
  }
  return resource as Resource<T>;
}

// After a change elsewhere: whatever is shown under names that begin so is asked for again.
export function refreshAll(prefix: string): void {
  for (const [name, { resource }] of kept) if (name.startsWith(prefix)) void resource.refresh();
}

export function forgetAll(): void {
  kept.clear();
}
