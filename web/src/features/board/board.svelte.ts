import { api, ok, type Board, type Worklist } from '$/api/client';
import { asProblem } from '$/api/problem';
import { refreshAll, use, type Resource } from '$/api/resource.svelte';
import type { Lists } from '$/features/worklist/worklists.svelte';
import { newWorklist } from '$/features/worklist/worklists.svelte';
import { toasts } from '$/ui/toasts.svelte';
import { t } from '$/words';

export function boardOf(id: number): Resource<Board> {
  return use(`board/${id}`, () => ok(api.GET('/api/v1/boards/{board}', { params: { path: { board: id } } })));
}

type Lane = Board['lanes'][number];

// The lanes that are shown, from left to right; a lane whose list is archived is put away.
export function lanesOf(board: Board): Lane[] {
  return board.lanes.filter((lane) => !lane.worklist.archived).sort((a, b) => a.position - b.position);
}

// A board's lanes as lists of one page.
export function listsOf(resource: () => Resource<Board>): Lists {
  return {
    get all() {
      const board = resource().data;
      return board ? lanesOf(board).map((lane) => lane.worklist as Worklist) : [];
    },
    show(lists) {
      const board = resource().data;
      if (!board) return;
      const byId = new Map(lists.map((one) => [one.id, one]));
      resource().set({ ...board, lanes: board.lanes.map((lane) => ({ ...lane, worklist: byId.get(lane.list_id) ?? lane.worklist })) });
    },
    refresh: () => resource().refresh(),
  };
}

export interface BoardChange {
  title?: string;
  description?: string;
  private?: boolean;
  archived?: boolean;
}

export async function changeBoard(id: number, change: BoardChange): Promise<boolean> {
  const resource = boardOf(id);
  const before = resource.data;
  if (before) resource.set({ ...before, ...change });
  try {
    await ok(api.PUT('/api/v1/boards/{board}', { params: { path: { board: id } }, body: change }));
    refreshAll('boards');
    return true;
  } catch (thrown) {
    if (before) resource.set(before);
    toasts.fail(asProblem(thrown).message);
    return false;
  }
}

export async function archiveBoard(board: Board): Promise<void> {
  if (await changeBoard(board.id, { archived: true })) {
    toasts.say(t('board.archived'), () => void changeBoard(board.id, { archived: false }));
  }
}

export async function addLane(board: Board, title: string): Promise<void> {
  try {
    const list = await newWorklist({ title, private: board.private });
    await putLanes(board.id, [...lanesOf(board).map((lane) => lane.list_id), list.id]);
  } catch (thrown) {
    toasts.fail(asProblem(thrown).message);
  }
  await boardOf(board.id).refresh();
}

// Moves a lane by so many places; shown at once.
export async function moveLane(board: Board, list: number, by: number): Promise<void> {
  const order = lanesOf(board).map((lane) => lane.list_id);
  const at = order.indexOf(list);
  const to = at + by;
  if (to < 0 || to >= order.length) return;
  order.splice(to, 0, ...order.splice(at, 1));
  const resource = boardOf(board.id);
  const place = new Map(order.map((id, position) => [id, position]));
  resource.set({ ...board, lanes: board.lanes.map((lane) => ({ ...lane, position: place.get(lane.list_id) ?? order.length })) });
  try {
    await putLanes(board.id, order);
  } catch (thrown) {
    resource.set(board);
    toasts.fail(asProblem(thrown).message);
  }
}

function putLanes(id: number, order: number[]): Promise<unknown> {
  const lanes = order.map((list_id, position) => ({ list_id, position }));
  return ok(api.PUT('/api/v1/boards/{board}', { params: { path: { board: id } }, body: { lanes } }));
}

export async function newBoard(title: string, lanes: string[], isPrivate: boolean): Promise<number> {
  const lists: { list_id: number; position: number }[] = [];
  for (const [position, name] of lanes.entries()) {
    const list = await newWorklist({ title: name, private: isPrivate });
    lists.push({ list_id: list.id, position });
  }
  const made = await ok(api.POST('/api/v1/boards', { body: { title, private: isPrivate, lanes: lists } }));
  refreshAll('boards');
  return made.id;
}
