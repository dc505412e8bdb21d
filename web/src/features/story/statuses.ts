import type { Story, Task, TaskStatus } from '$/api/client';
import { t } from '$/words';

export const statuses: TaskStatus[] = ['todo', 'inprogress', 'review', 'merged', 'invalid'];

export function statusWord(status: TaskStatus | 'active'): string {
  return t(`status.${status}`);
}

export function isOpen(task: Task): boolean {
  return task.status !== 'merged' && task.status !== 'invalid';
}

export interface Progress {
  done: number;
  n: number;
  parts: { status: TaskStatus; n: number }[];
}

// How far a story is, as its list row tells it. Invalid tasks are no work.
export function progressOf(story: Story): Progress {
  const counts = new Map((story.task_statuses ?? []).map((one) => [one.key, one.count ?? 0]));
  const parts = (['merged', 'review', 'inprogress', 'todo'] as const)
    .map((status) => ({ status, n: counts.get(status) ?? 0 }))
    .filter((one) => one.n > 0);
  return { done: counts.get('merged') ?? 0, n: parts.reduce((sum, one) => sum + one.n, 0), parts };
}
