import { t, type Key } from '$/words';
import { statusWord } from '$/features/story/statuses';

// One criterion of a filter.
export const fields = ['Project', 'ProjectGroup', 'Tags', 'User', 'StoryStatus', 'TaskStatus', 'Text', 'Story'] as const;
export type Field = (typeof fields)[number];
export interface Condition {
  id?: number;
  title: string;
  value: string;
  field: Field;
  negative: boolean;
}

const statusWords = new Set(['active', 'todo', 'inprogress', 'review', 'merged', 'invalid']);

// In a filter for stories, a status of either kind is the story's own.
export function sentenceOf(one: Condition, type: 'Story' | 'Task'): string {
  const status = one.field === 'StoryStatus' || one.field === 'TaskStatus';
  const value = status && statusWords.has(one.value) ? statusWord(one.value as 'todo') : one.title;
  const rule = status && type === 'Story' ? 'Status' : one.field;
  return t(`rule.${rule}${one.negative ? '.not' : ''}` as Key, { value });
}
