import { api, ok, type Story } from '$/api/client';
import { ById } from '$/api/by_id.svelte';

// Stories behind their numbers, where only a line of each is shown.
export const storyTitles = new ById<Story>((ids) =>
  ok(api.GET('/api/v1/stories', { params: { query: { query: `story:${ids.join(',')}`, limit: ids.length } } })),
);
