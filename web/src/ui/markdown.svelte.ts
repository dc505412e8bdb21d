import { SvelteMap } from 'svelte/reactivity';
import { api, ok } from '$/api/client';

// Markdown becomes HTML on the server, which leaves nothing in it that could run. Texts asked for together travel
// together, and each is asked for once.
const known = new SvelteMap<string, string>();
let wanted = new Set<string>();

export function rendered(text: string): string | undefined {
  const html = known.get(text);
  if (html === undefined) want(text);
  return html;
}

function want(text: string): void {
  if (wanted.size === 0) setTimeout(() => void fetchWanted());
  wanted.add(text);
}

async function fetchWanted(): Promise<void> {
  const texts = [...wanted];
  wanted = new Set();
  for (let from = 0; from < texts.length; from += 50) await fetchSome(texts.slice(from, from + 50));
}

async function fetchSome(texts: string[]): Promise<void> {
  try {
    const { html } = await ok(api.POST('/api/v1/markdown', { body: { texts } }));
    if (known.size > 1000) known.clear();
    texts.forEach((text, place) => known.set(text, html[place] ?? ''));
  } catch {
    // They stay as they were typed, which can be read as well.
  }
}
