import type { StoryList, Wanted } from './story_list.svelte';

// The last few lists stay, so that Back shows the rows that were there, at once and at their place.
const kept = new Map<string, StoryList>();

export function keptList(wanted: Wanted, returning: boolean, keep?: StoryList): StoryList | undefined {
  const name = `${wanted.sort} ${wanted.query}`;
  if (keep) {
    kept.delete(name);
    kept.set(name, keep);
    if (kept.size > 8) kept.delete(kept.keys().next().value as string);
    return keep;
  }
  const known = returning ? kept.get(name) : undefined;
  if (known) void known.reload();
  return known;
}

export function forgetLists(): void {
  kept.clear();
}
