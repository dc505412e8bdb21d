// Thousands of commit messages hold addresses like https://…/#!/story/2001: where they lead now.
const pages: Record<string, string> = {
  story: '/stories',
  project: '/projects',
  project_group: '/project_groups',
  worklist: '/worklists',
  board: '/boards',
};

export function newAddress(hash: string): string | null {
  const found = /^#!?\/(\w+)(?:\/([^?#]*))?/.exec(hash);
  if (!found) return null;
  const [, kind = '', rest = ''] = found;
  const page = pages[kind];
  if (!page) return kind === 'search' ? '/search' : null;
  const name = rest.replace(/\/+$/, '');
  return name === '' || name === 'list' ? page : `${page}/${encodeURI(decodeURI(name))}`;
}
