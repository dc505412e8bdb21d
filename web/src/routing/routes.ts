import type { Component } from 'svelte';

// Each page is a chunk of its own, loaded when it is first wanted; pages take what the address holds as properties.
type Page = Component<Record<string, string>>;
export interface Row {
  path: string; // ":id" takes one piece, "*name" the rest
  load: () => Promise<{ default: unknown }>;
  rail: string; // which entry of the rail stands for it
}

export const rows: Row[] = [
  { path: '/', load: () => import('$/features/home/StartPage.svelte'), rail: 'home' },
  { path: '/stories', load: () => import('$/features/story/StoriesPage.svelte'), rail: 'stories' },
  { path: '/stories/new', load: () => import('$/features/story/NewStoryPage.svelte'), rail: 'stories' },
  { path: '/stories/:id', load: () => import('$/features/story/StoryPage.svelte'), rail: 'stories' },
  { path: '/projects', load: () => import('$/features/project/ProjectsPage.svelte'), rail: 'projects' },
  { path: '/projects/*name', load: () => import('$/features/project/ProjectPage.svelte'), rail: 'projects' },
  { path: '/project_groups', load: () => import('$/features/project/ProjectsPage.svelte'), rail: 'projects' },
  { path: '/project_groups/*name', load: () => import('$/features/project/GroupPage.svelte'), rail: 'projects' },
  { path: '/worklists', load: () => import('$/features/worklist/WorklistsPage.svelte'), rail: 'worklists' },
  { path: '/worklists/:id', load: () => import('$/features/worklist/WorklistPage.svelte'), rail: 'worklists' },
  { path: '/boards', load: () => import('$/features/board/BoardsPage.svelte'), rail: 'boards' },
  { path: '/boards/:id', load: () => import('$/features/board/BoardPage.svelte'), rail: 'boards' },
  { path: '/search', load: () => import('$/features/search/SearchPage.svelte'), rail: '' },
  { path: '/news', load: () => import('$/features/subscription/NewsPage.svelte'), rail: 'news' },
  { path: '/profile', load: () => import('$/features/profile/ProfilePage.svelte'), rail: '' },
  { path: '/admin', load: () => import('$/features/admin/AdminPage.svelte'), rail: '' },
  { path: '/login', load: () => import('$/features/people/LoginPage.svelte'), rail: '' },
  { path: '/welcome', load: () => import('$/features/people/WelcomePage.svelte'), rail: '' },
];

const missing: Row = { path: '', load: () => import('$/frame/NotFoundPage.svelte'), rail: '' };

export interface Match {
  row: Row;
  parameters: Record<string, string>;
}

export function match(path: string): Match {
  const pieces = piecesOf(path);
  for (const row of rows) {
    const parameters = fit(piecesOf(row.path), pieces);
    if (parameters) return { row, parameters };
  }
  return { row: missing, parameters: {} };
}

function piecesOf(path: string): string[] {
  return path.split('/').filter(Boolean);
}

function fit(pattern: string[], pieces: string[]): Record<string, string> | null {
  const parameters: Record<string, string> = {};
  for (const [place, wanted] of pattern.entries()) {
    if (wanted.startsWith('*')) {
      if (pieces.length <= place) return null;
      parameters[wanted.slice(1)] = pieces.slice(place).map(decode).join('/');
      return parameters;
    }
    const piece = pieces[place];
    if (piece === undefined) return null;
    if (wanted.startsWith(':')) parameters[wanted.slice(1)] = decode(piece);
    else if (wanted !== piece) return null;
  }
  return pattern.length === pieces.length ? parameters : null;
}

function decode(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

const loaded = new Map<Row, Promise<Page>>();

export function pageOf(row: Row): Promise<Page> {
  let page = loaded.get(row);
  if (!page) {
    page = row.load().then((module) => module.default as Page);
    page.catch(() => loaded.delete(row)); // offline: try again next time
    loaded.set(row, page);
  }
  return page;
}

// Loads the page behind a link before it is clicked.
export function prepare(path: string): void {
  void pageOf(match(path).row);
}
