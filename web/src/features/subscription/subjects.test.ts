import { expect, it } from 'vitest';
import type { Subscription, SubscriptionEvent } from '$/api/client';
import { bySubject, reasonOf } from './subjects';

const event = (id: number, info: object) => ({ id, event_type: 'x', event_info: JSON.stringify(info) }) as SubscriptionEvent;
const follow = (target_type: string, target_id: number) => ({ id: 1, user_id: 1, target_type, target_id }) as Subscription;

it('news of one thing stand together, things in the order of their newest news', () => {
  const subjects = bySubject([
    event(5, { story_id: 9, task_id: 3 }),
    event(4, { worklist_id: 2, worklist_title: 'Next' }),
    event(3, { story_id: 9, story_title: 'A story' }),
    event(2, {}),
  ]);
  expect(subjects.map((one) => [one.key, one.title, one.events.length])).toEqual([
    ['story-9', 'A story', 2],
    ['worklist-2', 'Next', 1],
    ['other', '', 1],
  ]);
});

it('names the closest of the things that one follows', () => {
  const [story] = bySubject([event(1, { story_id: 9, task_id: 3 })]);
  expect(reasonOf(story!, [follow('project', 4), follow('story', 9)], [4])?.target_type).toBe('story');
  expect(reasonOf(story!, [follow('project', 4), follow('task', 3)], [4])?.target_type).toBe('task');
  expect(reasonOf(story!, [follow('project', 5), follow('project', 4)], [4])?.target_id).toBe(4);
  expect(reasonOf(story!, [follow('worklist', 9)], [])).toBeNull();
});
