import { api, ok, withResponse, type Worklist } from '$/api/client';
import { asProblem } from '$/api/problem';
import { refreshAll, use, type Resource } from '$/api/resource.svelte';
import { toasts } from '$/ui/toasts.svelte';
import { t } from '$/words';
import { moved, placeOf, withCard, without, type Card, type Place } from './cards';

export type Person = 'edit' | 'move';

export function worklistOf(id: number): Resource<Worklist> {
  return use(`worklist/${id}`, () => ok(api.GET('/api/v1/worklists/{list}', { params: { path: { list: id } } })));
}

// The lists of one page, shown as people change them, before the server confirms it.
export interface Lists {
  readonly all: Worklist[];
  show(lists: Worklist[]): void;
  refresh(): Promise<void>;
}

// Shows it at once, asks the server, and takes it back where that refuses. Whether it was done.
export async function tried(lists: Lists, after: Worklist[], ask: () => Promise<unknown>): Promise<boolean> {
  const before = lists.all;
  lists.show(after);
  try {
    await ask();
    return true;
  } catch (thrown) {
    lists.show(before);
    toasts.fail(asProblem(thrown).message);
    return false;
  }
}

export async function moveCard(lists: Lists, card: Card, to: Place, { quietly = false } = {}): Promise<void> {
  const from = placeOf(lists.all, card);
  if (from.list === to.list && from.position === to.position) return;
  const done = await tried(lists, moved(lists.all, card, to), () => putCard(card, { list_id: to.list, list_position: to.position }));
  if (!done || quietly) return;
  const name = lists.all.find((one) => one.id === to.list)?.title ?? '';
  const text = from.list === to.list ? t('card.moved', { place: to.position + 1 }) : t('card.moved.to', { list: name });
  toasts.say(text, () => void moveCard(lists, { ...card, list_id: to.list }, from, { quietly: true }));
}

export function putCard(card: Card, body: { list_id?: number; list_position?: number; display_due_date?: number }): Promise<Card> {
  const path = { list: card.list_id, item: card.id as number };
  return ok(api.PUT('/api/v1/worklists/{list}/items/{item}', { params: { path }, body })) as Promise<Card>;
}

export async function addCard(lists: Lists, list: number, type: 'story' | 'task', id: number): Promise<boolean> {
  try {
    await ok(api.POST('/api/v1/worklists/{list}/items', { params: { path: { list } }, body: { item_id: id, item_type: type } }));
    await lists.refresh();
    return true;
  } catch (thrown) {
    toasts.fail(asProblem(thrown).message);
    return false;
  }
}

export async function removeCard(lists: Lists, card: Card): Promise<void> {
  const from = placeOf(lists.all, card);
  const path = { list: card.list_id, item: card.id as number };
  const done = await tried(lists, without(lists.all, card), () =>
    withResponse(api.DELETE('/api/v1/worklists/{list}/items/{item}', { params: { path } })),
  );
  if (done) toasts.say(t('card.removed'), () => void bringBack(lists, card, from));
}

async function bringBack(lists: Lists, card: Card, to: Place): Promise<void> {
  await tried(lists, moved(withCard(lists.all, card), card, to), () =>
    ok(
      api.POST('/api/v1/worklists/{list}/items', {
        params: { path: { list: card.list_id } },
        body: { item_id: card.item_id, item_type: card.item_type, list_position: to.position },
      }),
    ),
  );
}

export async function renameList(lists: Lists, list: Worklist, title: string): Promise<void> {
  await changeList(lists, list, { title });
}

export async function changeList(
  lists: Lists,
  list: Worklist,
  change: { title?: string; private?: boolean; archived?: boolean },
): Promise<boolean> {
  const after = lists.all.map((one) => (one.id === list.id ? { ...one, ...change } : one));
  return tried(lists, after, () => ok(api.PUT('/api/v1/worklists/{list}', { params: { path: { list: list.id } }, body: change })));
}

// An archived list stays readable, and comes back by Undo.
export async function archiveList(lists: Lists, list: Worklist): Promise<void> {
  const done = await changeList(lists, list, { archived: true });
  if (done) toasts.say(t('worklist.archived', { title: list.title ?? '' }), () => void changeList(lists, list, { archived: false }));
  refreshAll('worklists');
}

export async function newWorklist(body: { title: string; private?: boolean; automatic?: boolean }): Promise<Worklist> {
  const made = await ok(api.POST('/api/v1/worklists', { body: { private: false, archived: false, automatic: false, ...body } }));
  refreshAll('worklists');
  return made as unknown as Worklist;
}
