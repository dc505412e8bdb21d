import { api, listed, ok, withResponse, type Subscription, type SubscriptionEvent } from '$/api/client';
import { asProblem } from '$/api/problem';
import { use, type Resource } from '$/api/resource.svelte';
import { toasts } from '$/ui/toasts.svelte';
import { t } from '$/words';

export function newsOf(person: number, limit: number): Resource<{ rows: SubscriptionEvent[]; total: number }> {
  const query = { subscriber_id: person, limit, sort_field: 'id', sort_dir: 'desc' as const };
  return use(`news/${person}/${limit}`, () => listed(api.GET('/api/v1/subscription_events', { params: { query } })));
}

export function subscriptionsOf(person: number): Resource<Subscription[]> {
  return use(`subscriptions/${person}`, () => ok(api.GET('/api/v1/subscriptions', { params: { query: { user_id: person, limit: 1000 } } })));
}

export async function unfollow(subscription: Subscription): Promise<void> {
  const resource = subscriptionsOf(subscription.user_id);
  const before = resource.data ?? [];
  resource.set(before.filter((one) => one.id !== subscription.id));
  try {
    await withResponse(api.DELETE('/api/v1/subscriptions/{subscription}', { params: { path: { subscription: subscription.id } } }));
    toasts.say(t('story.unfollowed'), () => void followAgain(subscription));
  } catch (thrown) {
    resource.set(before);
    toasts.fail(asProblem(thrown).message);
  }
}

async function followAgain({ user_id, target_type, target_id }: Subscription): Promise<void> {
  await ok(api.POST('/api/v1/subscriptions', { body: { target_type, target_id } }));
  await subscriptionsOf(user_id).refresh();
}

export async function putAway(events: SubscriptionEvent[]): Promise<void> {
  for (const { id } of events) {
    await withResponse(api.DELETE('/api/v1/subscription_events/{subscription_event}', { params: { path: { subscription_event: id } } }));
  }
}
