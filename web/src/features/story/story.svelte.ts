import { api, listed, ok, tagged, withResponse, type Story, type Tagged, type Task, type TaskChange } from '$/api/client';
import { asProblem, type Problem } from '$/api/problem';
import { refreshAll, use, type Resource } from '$/api/resource.svelte';
import { toasts } from '$/ui/toasts.svelte';
import { t } from '$/words';
import { statusWord } from './statuses';
import { nameOf } from '$/features/people/people.svelte';

export type StoryChange = NonNullable<Parameters<typeof putStory>[1]>;

export function storyOf(id: number): Resource<Tagged<Story>> {
  return use(`story/${id}`, () => tagged(api.GET('/api/v1/stories/{story}', { params: { path: { story: id } } })));
}

export function tasksOf(id: number): Resource<Task[]> {
  return use(`tasks/${id}`, async () => {
    const path = { story: id };
    const query = { limit: 2000, sort_field: 'id' };
    return (await listed(api.GET('/api/v1/stories/{story}/tasks', { params: { path, query } }))).rows;
  });
}

function putStory(id: number, change: { title?: string; description?: string; private?: boolean; users?: { id: number }[]; teams?: { id: number }[] }, tag?: string | null) {
  const header = tag ? { 'If-Match': tag } : {};
  return tagged(api.PUT('/api/v1/stories/{story}', { params: { path: { story: id }, header }, body: change }));
}

// Shows the change at once, and takes it back where the server refuses. Throws only what the caller must solve: a
// conflict with somebody else's change.
export async function changeStory(id: number, change: StoryChange, { force = false } = {}): Promise<void> {
  const resource = storyOf(id);
  const before = resource.data;
  if (before) resource.set({ value: { ...before.value, ...shownOf(change) }, tag: before.tag });
  try {
    const after = await putStory(id, change, force ? null : before?.tag);
    resource.set({ value: { ...after.value, users: after.value.users ?? [], teams: after.value.teams ?? [] }, tag: after.tag });
    refreshAll(`events/${id}`);
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (before) resource.set(before);
    if (problem.conflict) throw problem;
    toasts.fail(problem.message);
  }
}

function shownOf({ title, description, private: hidden }: StoryChange): Partial<Story> {
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(hidden === undefined ? {} : { private: hidden }),
  };
}

export async function changeTask(task: Task, change: TaskChange, { quietly = false } = {}): Promise<void> {
  const resource = tasksOf(task.story_id);
  showTask(resource, { ...task, ...change } as Task);
  try {
    const path = { task: task.id };
    const after = await ok(api.PUT('/api/v1/tasks/{task}', { params: { path }, body: change }));
    showTask(resource, after);
    if (!quietly) toasts.say(saidOf(change), () => void changeTask(after, pastOf(task, change), { quietly: true }));
    afterTask(task.story_id);
  } catch (thrown) {
    showTask(resource, task);
    toasts.fail(asProblem(thrown).message);
  }
}

function pastOf(task: Task, change: TaskChange): TaskChange {
  const names = Object.keys(change) as (keyof TaskChange)[];
  return Object.fromEntries(names.map((name) => [name, task[name as keyof Task]])) as TaskChange;
}

function saidOf(change: TaskChange): string {
  if (change.status) return t('tasks.moved', { status: statusWord(change.status) });
  if (change.assignee_id !== undefined) return t('tasks.assigned', { name: nameOf(change.assignee_id) });
  return t('story.saved');
}

function showTask(resource: Resource<Task[]>, task: Task): void {
  if (resource.data) resource.set(resource.data.map((one) => (one.id === task.id ? task : one)));
}

function afterTask(story: number): void {
  refreshAll(`events/${story}`);
  refreshAll(`story/${story}`);
}

export interface NewTask {
  title: string;
  project_id: number;
  branch_id?: number;
  assignee_id?: number;
}

export async function addTask(story: number, task: NewTask): Promise<Problem | null> {
  const resource = tasksOf(story);
  try {
    const made = await ok(
      api.POST('/api/v1/stories/{story}/tasks', { params: { path: { story } }, body: { ...task, status: 'todo', priority: 'medium' } }),
    );
    if (resource.data) resource.set([...resource.data, made]);
    afterTask(story);
    return null;
  } catch (thrown) {
    const problem = asProblem(thrown);
    toasts.fail(problem.message);
    return problem;
  }
}

export async function deleteTask(task: Task): Promise<void> {
  const resource = tasksOf(task.story_id);
  const before = resource.data;
  if (before) resource.set(before.filter((one) => one.id !== task.id));
  try {
    await withResponse(api.DELETE('/api/v1/tasks/{task}', { params: { path: { task: task.id } } }));
    toasts.say(t('tasks.deleted'));
    afterTask(task.story_id);
  } catch (thrown) {
    if (before) resource.set(before);
    toasts.fail(asProblem(thrown).message);
  }
}

export async function setTags(id: number, add: string[], remove: string[]): Promise<void> {
  const resource = storyOf(id);
  const before = resource.data;
  if (before) {
    const tags = [...before.value.tags.filter((one) => !remove.includes(one)), ...add.filter((one) => !before.value.tags.includes(one))];
    resource.set({ ...before, value: { ...before.value, tags } });
  }
  try {
    const path = { story: id };
    if (add.length) await ok(api.PUT('/api/v1/stories/{story}/tags', { params: { path }, body: add }));
    if (remove.length) await withResponse(api.DELETE('/api/v1/stories/{story}/tags', { params: { path }, body: remove }));
    afterTask(id);
  } catch (thrown) {
    if (before) resource.set(before);
    toasts.fail(asProblem(thrown).message);
  }
}

export function commitFooter(story: number, task?: number): string {
  return `Story: ${story}\n${task === undefined ? '' : `Task: ${task}\n`}`;
}

export async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  toasts.say(t('action.copied'));
}
