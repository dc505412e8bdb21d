import { expect, test } from 'vitest';
import { parse, print } from './query_text';

test('a query is its terms', () => {
  expect(parse('status:active -tag:docs "exact words" evacuate')).toEqual([
    { key: 'status', value: 'active', not: false },
    { key: 'tag', value: 'docs', not: true },
    { key: '', value: '"exact words"', not: false },
    { key: '', value: 'evacuate', not: false },
  ]);
});

test('a value with spaces stands in quotes', () => {
  expect(parse('assignee:"Ada Lovelace"')).toEqual([{ key: 'assignee', value: 'Ada Lovelace', not: false }]);
  expect(print([{ key: 'assignee', value: 'Ada Lovelace', not: false }])).toBe('assignee:"Ada Lovelace"');
});

test('printing and reading again changes nothing', () => {
  for (const text of ['', 'a', '-a', 'tag:"a \\"b\\" c"', 'updated:>2026-01-01 in:worklist/12', 'project:openstack/nova']) {
    expect(print(parse(text) ?? [])).toBe(text);
  }
});

test('what is no row of terms is left as text', () => {
  expect(parse('(status:active OR tag:x)')).toBeNull();
  expect(parse('a OR b')).toBeNull();
  expect(parse('"open')).toBeNull();
});
