import { api, ok, withResponse, type Board } from '$/api/client';
import type { components } from '$/api/schema';
import { asProblem } from '$/api/problem';
import type { Card } from '$/features/worklist/cards';
import { putCard } from '$/features/worklist/worklists.svelte';
import { toasts } from '$/ui/toasts.svelte';
import { boardOf } from './board.svelte';

export type DueDate = components['schemas']['DueDate'];

async function done(board: number, asking: () => Promise<unknown>): Promise<void> {
  try {
    await asking();
  } catch (thrown) {
    toasts.fail(asProblem(thrown).message);
  }
  await boardOf(board).refresh();
}

export const dueDatesOf = (board: Board): DueDate[] =>
  [...((board.due_dates ?? []) as DueDate[])].sort((a, b) => (a.date ?? '').localeCompare(b.date ?? ''));

export const addDueDate = (board: number, name: string, date: string) =>
  done(board, () => ok(api.POST('/api/v1/due_dates', { body: { name, date, board_id: board } })));

export const changeDueDate = (board: number, id: number, change: { name?: string; date?: string }) =>
  done(board, () => ok(api.PUT('/api/v1/due_dates/{due_date}', { params: { path: { due_date: id } }, body: change })));

export const detachDueDate = (board: number, id: number) =>
  done(board, () => withResponse(api.DELETE('/api/v1/due_dates/{due_date}', { params: { path: { due_date: id } }, body: { board_id: board } })));

// A card shows a due date of the board; what it stands for is due then.
export const setDue = (board: number, card: Card, due: DueDate | null) =>
  done(board, async () => {
    if (due) {
      const path = { due_date: due.id };
      const known = await ok(api.GET('/api/v1/due_dates/{due_date}', { params: { path } }));
      const ids = (rows: { id: number }[]) => rows.map(({ id }) => ({ id }));
      const key = card.item_type === 'task' ? 'tasks' : 'stories';
      const held = ids((known[key] ?? []) as { id: number }[]);
      if (!held.some((one) => one.id === card.item_id)) {
        await ok(api.PUT('/api/v1/due_dates/{due_date}', { params: { path }, body: { [key]: [...held, { id: card.item_id }] } as never }));
      }
    }
    await putCard(card, { display_due_date: due?.id ?? -1 });
  });
