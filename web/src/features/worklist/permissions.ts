import { api, ok, withResponse } from '$/api/client';
import { asProblem } from '$/api/problem';
import { use, type Resource } from '$/api/resource.svelte';
import { session } from '$/features/people/session.svelte';
import { toasts } from '$/ui/toasts.svelte';

// What the reader may do with a list or board, and who else may.
type Kind = 'worklists' | 'boards';
const codenames = {
  worklists: { owners: 'edit_worklist', users: 'move_items' },
  boards: { owners: 'edit_board', users: 'move_cards' },
} as const;

export function permissionsOf(kind: Kind, id: number): Resource<string[]> {
  return use(`permissions/${kind}/${id}/${session.id ?? ''}`, async () => {
    if (!session.me) return [];
    return kind === 'worklists'
      ? ((await ok(api.GET('/api/v1/worklists/{list}/permissions', { params: { path: { list: id } } }))) as string[])
      : ((await ok(api.GET('/api/v1/boards/{board}/permissions', { params: { path: { board: id } } }))) as string[]);
  });
}

export async function setPeople(kind: Kind, id: number, what: 'owners' | 'users', users: number[]): Promise<void> {
  const body = { codename: codenames[kind][what], users };
  try {
    if (kind === 'worklists') await withResponse(api.PUT('/api/v1/worklists/{list}/permissions', { params: { path: { list: id } }, body }));
    else await withResponse(api.PUT('/api/v1/boards/{board}/permissions', { params: { path: { board: id } }, body }));
  } catch (thrown) {
    toasts.fail(asProblem(thrown).message);
  }
}
