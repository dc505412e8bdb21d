import { SvelteMap } from 'svelte/reactivity';
import { api, listed, ok, type Story, type Task } from '$/api/client';
import { asProblem, type Problem } from '$/api/problem';
import { projects } from '$/features/project/projects.svelte';
import { parse } from './query_text';

export const pageSize = 100;

export interface Wanted {
  query: string;
  sort: string; // a field; "-id" is descending
}

// What a list shows of a story's tasks.
export interface Facts {
  projects: number[];
  assignees: number[];
}

// A long list, of which the parts that are looked at are there. Rows are known by their place.
export class StoryList {
  total = $state<number | null>(null);
  problem = $state.raw<Problem | null>(null);
  loading = $state(false);
  private pages = new SvelteMap<number, Story[]>();
  private asked = new Set<number>();
  readonly facts = new SvelteMap<number, Facts>();

  constructor(readonly wanted: Wanted) {
    this.need(0, 0);
  }

  row(place: number): Story | undefined {
    return this.pages.get(Math.floor(place / pageSize))?.[place % pageSize];
  }

  placeOf(id: number): number {
    for (const [page, rows] of this.pages) {
      const at = rows.findIndex((one) => one.id === id);
      if (at >= 0) return page * pageSize + at;
    }
    return -1;
  }

  // Makes sure that the rows from..to are here, or on their way.
  need(from: number, to: number): void {
    for (let page = Math.floor(from / pageSize); page <= Math.floor(to / pageSize); page++) {
      if (this.asked.has(page)) continue;
      this.asked.add(page);
      void this.load(page);
    }
  }

  async reload(): Promise<void> {
    const pages = [...this.asked];
    await Promise.all(pages.map((page) => this.load(page)));
  }

  replace(story: Story): void {
    const place = this.placeOf(story.id);
    if (place < 0) return;
    const page = Math.floor(place / pageSize);
    const rows = [...(this.pages.get(page) ?? [])];
    rows[place % pageSize] = story;
    this.pages.set(page, rows);
    void this.loadFacts([story]);
  }

  private async load(page: number): Promise<void> {
    this.loading = true;
    try {
      const { rows, total } = await listed(
        api.GET('/api/v1/stories', { params: { query: parametersOf(this.wanted, page) } }),
      );
      this.total = total;
      this.pages.set(page, rows);
      this.problem = null;
      await this.loadFacts(rows);
    } catch (thrown) {
      this.asked.delete(page);
      this.problem = asProblem(thrown);
    } finally {
      this.loading = false;
    }
  }

  // Stories know no projects; their tasks do.
  private async loadFacts(rows: Story[]): Promise<void> {
    const withTasks = rows.filter((one) => (one.task_statuses ?? []).some((status) => (status.count ?? 0) > 0));
    if (withTasks.length === 0) return;
    const query = `story:${withTasks.map((one) => one.id).join(',')}`;
    const tasks = await ok(api.GET('/api/v1/tasks', { params: { query: { query, limit: 1000 } } })).catch(() => []);
    for (const [id, facts] of factsOf(tasks)) this.facts.set(id, facts);
    for (const id of new Set(tasks.map((task) => task.project_id))) projects.get(id);
  }
}

export function factsOf(tasks: Task[]): Map<number, Facts> {
  const facts = new Map<number, Facts>();
  for (const task of tasks) {
    const one = facts.get(task.story_id) ?? { projects: [], assignees: [] };
    if (task.project_id && !one.projects.includes(task.project_id)) one.projects.push(task.project_id);
    if (task.assignee_id && !one.assignees.includes(task.assignee_id)) one.assignees.push(task.assignee_id);
    facts.set(task.story_id, one);
  }
  return facts;
}

function parametersOf({ query, sort }: Wanted, page: number) {
  const descending = sort.startsWith('-');
  return {
    ...filterOf(query),
    sort_field: descending ? sort.slice(1) : sort,
    sort_dir: descending ? 'desc' : 'asc',
    limit: pageSize,
    offset: page * pageSize,
  };
}

// Statuses alone are a filter whose totals the server keeps; everything else is a query text.
function filterOf(query: string): { query?: string; status?: string[] } {
  const terms = parse(query);
  if (query.trim() === '') return {};
  const [only] = terms ?? [];
  if (terms?.length === 1 && only?.key === 'status' && !only.not && /^(active|merged|invalid)$/.test(only.value)) {
    return { status: [only.value] };
  }
  return { query };
}
