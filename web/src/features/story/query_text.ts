// A list's query as its terms: what chips show, and what the server reads (docs/api.md, "Query text"). A query with
// OR or parentheses is no row of terms; then it is text alone.
export interface Term {
  key: string; // '' for words
  value: string;
  not: boolean;
}

export const keys = ['status', 'project', 'group', 'branch', 'tag', 'assignee', 'creator', 'is', 'in', 'updated', 'created', 'priority'] as const;
export type QueryKey = (typeof keys)[number];

const token = /\s*(-?)(?:([a-z]+):)?("(?:[^"\\]|\\.)*"|[^\s"()]+)/y;

export function parse(text: string): Term[] | null {
  const terms: Term[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const found = token.exec(text);
    if (!found) return null;
    const [, minus = '', key = '', value = ''] = found;
    if (!key && (value === 'OR' || value === 'AND' || value === 'NOT')) return null;
    terms.push({ key, value: key ? unquote(value) : value, not: minus === '-' });
  }
  return terms;
}

export function print(terms: Term[]): string {
  return terms.map((term) => (term.not ? '-' : '') + (term.key ? `${term.key}:${quote(term.value)}` : term.value)).join(' ');
}

export function quote(value: string): string {
  return /[\s"()]/.test(value) || value === '' ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
}

export function isSame(one: Term, other: Term): boolean {
  return one.key === other.key && one.value === other.value && one.not === other.not;
}
