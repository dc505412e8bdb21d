import { api, ok, type User } from '$/api/client';
import { ById } from '$/api/by_id.svelte';
import { t } from '$/words';

export const people = new ById<User>((ids) => ok(api.GET('/api/v1/users', { params: { query: { id: ids } } })));

export function nameOf(id: number | null | undefined): string {
  if (id === null || id === undefined) return t('people.nobody');
  return people.get(id)?.full_name ?? t('people.number', { id });
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}

export async function findPeople(text: string): Promise<User[]> {
  if (text.trim() === '') return ok(api.GET('/api/v1/users', { params: { query: { limit: 8 } } }));
  return ok(api.GET('/api/v1/users/search', { params: { query: { q: text, limit: 8 } } }));
}
