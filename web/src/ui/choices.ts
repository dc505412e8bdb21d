import type { TaskStatus } from '$/api/client';
import type { IconName } from './icons';

// One line of a list to choose from.
export interface Choice {
  id: string | number;
  label: string;
  hint?: string;
  status?: TaskStatus | 'active';
  person?: number | null;
  icon?: IconName;
  chosen?: boolean;
  danger?: boolean;
}

export function matching(choices: Choice[], text: string): Choice[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return choices;
  return choices.filter((one) => one.label.toLowerCase().includes(wanted));
}
