import { api, ok, withResponse, type Task } from '$/api/client';
import { asProblem } from '$/api/problem';

export interface Outcome {
  done: number;
  why: string; // of the first that failed
}

// One change to many stories, a few at a time; what fails does not stop the others.
export async function forEach(ids: number[], change: (id: number) => Promise<unknown>): Promise<Outcome> {
  const outcome: Outcome = { done: 0, why: '' };
  const waiting = [...ids];
  const worker = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await change(id);
        outcome.done++;
      } catch (thrown) {
        outcome.why ||= asProblem(thrown).message;
      }
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return outcome;
}

async function openTasks(story: number): Promise<Task[]> {
  const tasks = await ok(
    api.GET('/api/v1/stories/{story}/tasks', { params: { path: { story }, query: { limit: 1000 } } }),
  );
  return tasks.filter((task) => task.status !== 'merged' && task.status !== 'invalid');
}

export async function setOpenTasks(story: number, change: { status?: Task['status']; assignee_id?: number | null }): Promise<void> {
  for (const task of await openTasks(story)) {
    await ok(api.PUT('/api/v1/tasks/{task}', { params: { path: { task: task.id } }, body: change }));
  }
}

export async function addTag(story: number, tag: string): Promise<void> {
  await ok(api.PUT('/api/v1/stories/{story}/tags', { params: { path: { story } }, body: [tag] }));
}

export async function addToWorklist(list: number, story: number): Promise<void> {
  await withResponse(
    api.POST('/api/v1/worklists/{list}/items', {
      params: { path: { list } },
      body: { item_id: story, item_type: 'story', list_position: 0 },
    }),
  );
}
