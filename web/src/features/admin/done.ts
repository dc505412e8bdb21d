import { asProblem } from '$/api/problem';
import { refreshAll } from '$/api/resource.svelte';
import { toasts } from '$/ui/toasts.svelte';
import { t } from '$/words';

// Does it, tells how it went, and asks again for what is shown under that name.
export async function done(shown: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    toasts.say(t('admin.saved'));
    refreshAll(shown);
    return true;
  } catch (thrown) {
    toasts.fail(asProblem(thrown).message);
    return false;
  }
}
