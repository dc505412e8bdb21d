import { api, ok } from '$/api/client';

export function findTags(text: string) {
  const name = text.trim();
  return ok(api.GET('/api/v1/tags', { params: { query: { limit: 10, ...(name ? { name } : {}) } } }));
}
