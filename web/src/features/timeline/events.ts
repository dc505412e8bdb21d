import type { TimelineEvent, TaskStatus } from '$/api/client';
import { statusWord } from '$/features/story/statuses';
import { t, type Key } from '$/words';
import { en } from '$/words/en';

export type Kind = 'comments' | 'tasks' | 'other';

export function kindOf(event: TimelineEvent): Kind {
  if (event.event_type === 'user_comment') return 'comments';
  return event.event_type.startsWith('task_') ? 'tasks' : 'other';
}

interface Info {
  task_title?: string;
  story_title?: string;
  old_status?: string;
  new_status?: string;
  old_priority?: string;
  new_priority?: string;
  new_assignee_fullname?: string;
  tags?: string[];
  comment_content?: string;
  worklist_title?: string;
  board_title?: string;
}

export function infoOf(event: { event_info: string | null }): Info {
  try {
    return (JSON.parse(event.event_info ?? '{}') ?? {}) as Info;
  } catch {
    return {};
  }
}

// What happened, in three parts: "moved" «Fix it» "from todo to review".
export interface Sentence {
  verb: string;
  subject: string;
  rest: string;
}

export function sentenceOf(event: { event_type: string; event_info: string | null }): Sentence {
  const info = infoOf(event);
  const key = `event.${event.event_type}`;
  const verb = key in en ? t(key as Key) : t('event.other');
  return { verb, subject: info.task_title ?? (info.tags ?? []).join(', ') ?? '', rest: restOf(info) };
}

// The same where it stands below the story's title: "moved a task from todo to review".
export function briefOf(event: { event_type: string; event_info: string | null }): string {
  const info = infoOf(event);
  const key = `event.brief.${event.event_type}`;
  if (key in en) return `${t(key as Key)} ${restOf(info)}`.trim();
  const { verb, subject } = sentenceOf(event);
  return `${verb} ${subject}`.trim();
}

function restOf(info: Info): string {
  if (info.new_status) return t('event.from_to', { from: word(info.old_status), to: word(info.new_status) });
  if (info.new_priority) return t('event.from_to', { from: info.old_priority ?? '', to: info.new_priority });
  if (info.new_assignee_fullname) return t('event.to', { to: info.new_assignee_fullname });
  return '';
}

function word(status: string | undefined): string {
  return status ? statusWord(status as TaskStatus) : '';
}
