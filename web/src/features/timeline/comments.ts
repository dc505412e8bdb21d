import { api, ok, withResponse } from '$/api/client';
import { asProblem } from '$/api/problem';
import { refreshAll } from '$/api/resource.svelte';
import { toasts } from '$/ui/toasts.svelte';
import { t } from '$/words';

// Each answers whether it went well; what went wrong is told.
export function addComment(story: number, content: string, in_reply_to: number | null): Promise<boolean> {
  const body = in_reply_to === null ? { content } : { content, in_reply_to };
  const header = { 'Idempotency-Key': crypto.randomUUID?.() ?? String(Math.random()) };
  return telling(story, () => ok(api.POST('/api/v1/stories/{story}/comments', { params: { path: { story }, header }, body })));
}

export function changeComment(story: number, comment: number, content: string): Promise<boolean> {
  const path = { story, comment };
  return telling(story, () => ok(api.PUT('/api/v1/stories/{story}/comments/{comment}', { params: { path }, body: { content } })));
}

export function withdrawComment(story: number, comment: number): Promise<boolean> {
  const path = { story, comment };
  return telling(story, () => withResponse(api.DELETE('/api/v1/stories/{story}/comments/{comment}', { params: { path } })));
}

async function telling(story: number, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    refreshAll(`events/${story}`);
    return true;
  } catch (thrown) {
    const problem = asProblem(thrown);
    toasts.fail(problem.status === 405 ? t('comment.uneditable') : problem.message);
    return false;
  }
}
