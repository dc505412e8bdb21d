import type { IconName } from '$/ui/icons';
import type { Key } from '$/words';

export interface Place {
  id: string;
  path: string;
  title: Key;
  icon: IconName;
  keys: string;
  command: Key;
}

// What stands in the rail, in its order.
export const places: Place[] = [
  { id: 'home', path: '/', title: 'frame.home', icon: 'home', keys: 'g h', command: 'keys.home' },
  { id: 'stories', path: '/stories', title: 'frame.stories', icon: 'stories', keys: 'g s', command: 'keys.stories' },
  { id: 'boards', path: '/boards', title: 'frame.boards', icon: 'boards', keys: 'g b', command: 'keys.boards' },
  { id: 'worklists', path: '/worklists', title: 'frame.worklists', icon: 'worklists', keys: 'g w', command: 'keys.worklists' },
  { id: 'projects', path: '/projects', title: 'frame.projects', icon: 'projects', keys: 'g p', command: 'keys.projects' },
  { id: 'news', path: '/news', title: 'frame.news', icon: 'news', keys: 'g n', command: 'keys.news' },
];
