import { api, ok } from '$/api/client';
import { asProblem } from '$/api/problem';
import { toasts } from '$/ui/toasts.svelte';
import { t } from '$/words';

export interface Wanted {
  title: string;
  description: string;
  tags: string[];
  projects: number[];
  hidden: boolean;
  bug: boolean;
}

let key = '';
let keyOf = '';

// Opens a story with a task in each project. Sent twice, it is opened once: the key stays the same until it worked.
export async function openStory(wanted: Wanted): Promise<number> {
  const body = {
    title: wanted.title.trim(),
    description: wanted.description,
    tags: wanted.tags,
    private: wanted.hidden,
    is_bug: wanted.bug,
  };
  const same = JSON.stringify(body);
  if (same !== keyOf) key = `${Date.now()}-${Math.random()}`;
  keyOf = same;
  const story = await ok(api.POST('/api/v1/stories', { params: { header: { 'Idempotency-Key': key } }, body }));
  keyOf = '';
  await addTasks(story.id, body.title, wanted.projects);
  return story.id;
}

async function addTasks(story: number, title: string, projects: number[]): Promise<void> {
  const path = { story };
  for (const project_id of projects) {
    try {
      await ok(api.POST('/api/v1/stories/{story}/tasks', { params: { path }, body: { title, project_id } }));
    } catch (thrown) {
      toasts.fail(t('new.partly', { why: asProblem(thrown).message }));
    }
  }
}
