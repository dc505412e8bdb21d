import type { Branch, Task } from '$/api/client';

export interface Matrix {
  columns: Branch[];
  rows: { title: string; cells: (Task | undefined)[] }[];
}

// Tasks of one project by title and branch. The columns are the branches that have tasks, in the order they were made;
// two tasks of one title on one branch become two rows.
export function matrixOf(tasks: Task[], branches: Branch[]): Matrix {
  const used = new Set(tasks.map((task) => task.branch_id));
  const columns = branches.filter((branch) => used.has(branch.id)).sort((a, b) => a.id - b.id);
  const rows: Matrix['rows'] = [];
  for (const task of tasks) {
    const column = columns.findIndex((branch) => branch.id === task.branch_id);
    if (column < 0) continue;
    const title = task.title ?? '';
    let row = rows.find((one) => one.title === title && !one.cells[column]);
    if (!row) {
      row = { title, cells: columns.map(() => undefined) };
      rows.push(row);
    }
    row.cells[column] = task;
  }
  return { columns, rows };
}
