import { expect, test } from 'vitest';
import type { Branch, Task } from '$/api/client';
import { matrixOf } from './matrix';

const branch = (id: number, name: string) => ({ id, name }) as Branch;
const task = (id: number, title: string, branch_id: number) => ({ id, title, branch_id }) as Task;
const branches = [branch(9, 'stable/a'), branch(1, 'master'), branch(5, 'unused')];

test('a row for each title, a column for each branch with tasks', () => {
  const matrix = matrixOf([task(1, 'Fix', 1), task(2, 'Fix', 9), task(3, 'Document', 1)], branches);
  expect(matrix.columns.map((one) => one.name)).toEqual(['master', 'stable/a']);
  expect(matrix.rows.map((row) => [row.title, ...row.cells.map((cell) => cell?.id)])).toEqual([
    ['Fix', 1, 2],
    ['Document', 3, undefined],
  ]);
});

test('no task is lost where two share title and branch', () => {
  const matrix = matrixOf([task(1, 'Fix', 1), task(2, 'Fix', 1), task(3, 'Fix', 9)], branches);
  expect(matrix.rows.flatMap((row) => row.cells.map((cell) => cell?.id))).toEqual([1, 3, 2, undefined]);
});
