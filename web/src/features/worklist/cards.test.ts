import { describe, expect, it } from 'vitest';
import type { Worklist } from '$/api/client';
import { cardsOf, dropPlace, matches, moved, placeOf, without, type Card } from './cards';

const card = (id: number, list: number, position: number, title = `Story ${id}`) =>
  ({ id, list_id: list, item_id: id, item_type: 'story', list_position: position, story: { id, title, tags: ['docs'] } }) as unknown as Card;
const list = (id: number, ids: number[]) =>
  ({ id, title: `List ${id}`, items: ids.map((one, place) => card(one, id, place)) }) as unknown as Worklist;
const lists = [list(1, [11, 12, 13]), list(2, [21])];
const orders = (all: Worklist[]) => all.map((one) => cardsOf(one).map((each) => each.id));

describe('a card that moves', () => {
  const twelve = cardsOf(lists[0]!)[1]!;

  it('takes its place among the others of its list', () => {
    expect(orders(moved(lists, twelve, { list: 1, position: 0 }))).toEqual([[12, 11, 13], [21]]);
    expect(orders(moved(lists, twelve, { list: 1, position: 2 }))).toEqual([[11, 13, 12], [21]]);
  });
  it('leaves a dense order behind in both lists', () => {
    const after = moved(lists, twelve, { list: 2, position: 0 });
    expect(orders(after)).toEqual([[11, 13], [12, 21]]);
    for (const one of after) expect(cardsOf(one).map((each) => each.list_position)).toEqual(cardsOf(one).map((_, at) => at));
    expect(placeOf(after, cardsOf(after[1]!)[0]!)).toEqual({ list: 2, position: 0 });
  });
  it('comes back by the place it had', () => {
    const before = placeOf(lists, twelve);
    const after = moved(lists, twelve, { list: 2, position: 1 });
    expect(orders(moved(after, cardsOf(after[1]!)[1]!, before))).toEqual(orders(lists));
  });
  it('is dropped before or after another one, at the end, or onto itself', () => {
    expect(dropPlace(lists, twelve, 1, 13, true)).toEqual({ list: 1, position: 2 });
    expect(dropPlace(lists, twelve, 1, 11, false)).toEqual({ list: 1, position: 0 });
    expect(dropPlace(lists, twelve, 2, null, false)).toEqual({ list: 2, position: 1 });
    expect(dropPlace(lists, twelve, 1, 12, true)).toEqual({ list: 1, position: 1 });
  });
  it('leaves the rest when it is taken off', () => {
    expect(orders(without(lists, twelve))).toEqual([[11, 13], [21]]);
  });
});

it('a filter finds titles, numbers and tags, and needs every word', () => {
  const one = card(7, 1, 0, 'Evacuate loses volumes');
  expect(matches(one, 'volumes LOSES')).toBe(true);
  expect(matches(one, 'docs 7')).toBe(true);
  expect(matches(one, 'volumes nova')).toBe(false);
  expect(matches(one, '')).toBe(true);
});
