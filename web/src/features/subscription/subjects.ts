import type { Subscription, SubscriptionEvent } from '$/api/client';

// What happened to the things that somebody follows.
interface Info {
  story_id?: number;
  story_title?: string;
  task_id?: number;
  worklist_id?: number;
  worklist_title?: string;
}

export interface Subject {
  key: string;
  title: string;
  address: string;
  story: number | null;
  worklist: number | null;
  tasks: number[];
  events: SubscriptionEvent[]; // the newest first
}

// News of one thing stand together; things in the order of their newest event.
export function bySubject(events: SubscriptionEvent[]): Subject[] {
  const subjects = new Map<string, Subject>();
  for (const event of events) {
    const info = infoOf(event);
    const key = info.story_id ? `story-${info.story_id}` : info.worklist_id ? `worklist-${info.worklist_id}` : 'other';
    const known = subjects.get(key);
    const title = info.story_title ?? info.worklist_title ?? '';
    if (known) {
      known.events.push(event);
      known.title ||= title;
      if (info.task_id) known.tasks.push(info.task_id);
      continue;
    }
    subjects.set(key, {
      key,
      title,
      address: info.story_id ? `/stories/${info.story_id}` : info.worklist_id ? `/worklists/${info.worklist_id}` : '/news',
      story: info.story_id ?? null,
      worklist: info.worklist_id ?? null,
      tasks: info.task_id ? [info.task_id] : [],
      events: [event],
    });
  }
  return [...subjects.values()];
}

function infoOf(event: SubscriptionEvent): Info {
  try {
    return (JSON.parse(event.event_info ?? '{}') ?? {}) as Info;
  } catch {
    return {};
  }
}

// The subscription that made somebody hear of it; `projects` are those of the story, where they are known.
export function reasonOf(subject: Subject, mine: Subscription[], projects: number[]): Subscription | null {
  const to = (type: string, ids: number[]) => mine.find((one) => one.target_type === type && ids.includes(one.target_id));
  return (
    (subject.story ? to('story', [subject.story]) : undefined) ??
    (subject.worklist ? to('worklist', [subject.worklist]) : undefined) ??
    to('task', subject.tasks) ??
    to('project', projects) ??
    mine.find((one) => one.target_type === 'project_group') ??
    null
  );
}
