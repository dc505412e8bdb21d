import type { Problem } from '$/api/problem';

export interface Sides {
  field: string;
  theirs: string;
  yours: string;
}

// The server says: title has changed since: it is now "X", you want "Y"
const sentence = /^(\w+) has changed since: it is now (.*), you want (.*)$/s;

export function sidesOf(problem: Problem): Sides[] {
  const said = problem.fields.length ? problem.fields.map((one) => one.message) : [problem.message];
  return said.flatMap((text) => {
    const found = sentence.exec(text);
    if (!found) return [];
    const [, field = '', theirs = '', yours = ''] = found;
    return [{ field, theirs: plain(theirs), yours: plain(yours) }];
  });
}

function plain(value: string): string {
  try {
    const read: unknown = JSON.parse(value);
    return typeof read === 'string' ? read : value;
  } catch {
    return value;
  }
}
