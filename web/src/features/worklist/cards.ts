import type { Task, Worklist } from '$/api/client';
import type { components } from '$/api/schema';

// Cards in lists, without a server: what a move makes of them. A board is several lists, a worklist is one.
export type Card = components['schemas']['WorklistItem'];
export type CardStory = NonNullable<Card['story']>;

export interface Place {
  list: number;
  position: number;
}

export function cardsOf(list: Worklist): Card[] {
  return list.items ?? [];
}

// The same lists with that card elsewhere; `position` counts among the other cards.
export function moved(lists: Worklist[], card: Card, to: Place): Worklist[] {
  return lists.map((list) => {
    if (list.id !== card.list_id && list.id !== to.list) return list;
    const others = cardsOf(list).filter((one) => one.id !== card.id);
    if (list.id !== to.list) return { ...list, items: numbered(others) };
    const placed = { ...card, list_id: to.list };
    return { ...list, items: numbered([...others.slice(0, to.position), placed, ...others.slice(to.position)]) };
  });
}

export function without(lists: Worklist[], card: Card): Worklist[] {
  return lists.map((list) =>
    list.id === card.list_id ? { ...list, items: numbered(cardsOf(list).filter((one) => one.id !== card.id)) } : list,
  );
}

export function withCard(lists: Worklist[], card: Card): Worklist[] {
  return lists.map((list) => (list.id === card.list_id ? { ...list, items: [...cardsOf(list), card] } : list));
}

export function placeOf(lists: Worklist[], card: Card): Place {
  const list = lists.find((one) => one.id === card.list_id);
  return { list: card.list_id, position: list ? cardsOf(list).findIndex((one) => one.id === card.id) : 0 };
}

// Where a card goes that is dropped before or after another one of the list it is dropped on.
export function dropPlace(lists: Worklist[], card: Card, list: number, beside: number | null, after: boolean): Place {
  const target = lists.find((one) => one.id === list);
  const others = target ? cardsOf(target).filter((one) => one.id !== card.id) : [];
  if (beside === null) return { list, position: others.length };
  const at = others.findIndex((one) => one.id === beside);
  if (at < 0) return placeOf(lists, card); // onto itself
  return { list, position: at + (after ? 1 : 0) };
}

function numbered(cards: Card[]): Card[] {
  return cards.map((card, place) => (card.list_position === place ? card : { ...card, list_position: place }));
}

// What a card says, whichever kind it is.
export interface Face {
  key: string;
  title: string;
  address: string;
  story: number;
  task: Task | null;
  status: Task['status'] | 'active';
  tags: string[];
}

export function faceOf(card: Card, untitled: string): Face {
  const { story, task } = card;
  const common = { key: `${card.item_type}-${card.item_id}`, tags: story?.tags ?? [] };
  if (task) {
    return { ...common, title: task.title || untitled, address: `/stories/${task.story_id}#task-${task.id}`, story: task.story_id, task, status: task.status };
  }
  const id = story?.id ?? card.item_id;
  const status = (story?.status ?? 'active') as Face['status'];
  return { ...common, title: story?.title || untitled, address: `/stories/${id}`, story: id, task: null, status };
}

// Every word must be in it.
export function matches(card: Card, filter: string): boolean {
  const face = faceOf(card, '');
  const text = `${face.title} ${face.story} ${face.tags.join(' ')}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
