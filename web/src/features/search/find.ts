import { api, ok, type Story, type TaskStatus } from '$/api/client';
import { groupAddress, projectAddress } from '$/features/project/projects.svelte';
import { quote } from '$/features/story/query_text';
import { t } from '$/words';

export interface Found {
  kind: 'jump' | 'stories' | 'projects' | 'people';
  address: string;
  title: string;
  hint: string;
  status?: TaskStatus | 'active';
  person?: number;
}

const none = () => [];

// A few of each kind, the best first.
export async function findAll(text: string): Promise<Found[]> {
  const [stories, projects, groups, people] = await Promise.all([
    ok(api.GET('/api/v1/stories/search', { params: { query: { q: text, limit: 8 } } })).catch(none),
    ok(api.GET('/api/v1/projects/search', { params: { query: { q: text, limit: 5 } } })).catch(none),
    ok(api.GET('/api/v1/project_groups', { params: { query: { name: text, limit: 3 } } })).catch(none),
    ok(api.GET('/api/v1/users/search', { params: { query: { q: text, limit: 3 } } })).catch(none),
  ]);
  const named = projects.filter((one) => one.name === text || one.name.endsWith(`/${text}`));
  const others = projects.filter((one) => !named.includes(one));
  const asProject = (kind: 'jump' | 'projects') => (one: { name: string }) => ({
    kind,
    address: projectAddress(one.name),
    title: one.name,
    hint: '',
  });
  const all: Found[] = [
    ...named.map(asProject('jump')),
    ...stories.map(asStory),
    ...others.map(asProject('projects')),
    ...groups.map((one) => ({ kind: 'projects' as const, address: groupAddress(one.name), title: one.title || one.name, hint: t('search.group') })),
    ...people.map((one) => ({
      kind: 'people' as const,
      address: `/stories?q=${encodeURIComponent(`assignee:${quote(one.full_name ?? '')}`)}`,
      title: one.full_name ?? '',
      hint: '',
      person: one.id,
    })),
  ];
  const seen = new Set<string>();
  return all.filter((one) => !seen.has(one.address) && seen.add(one.address));
}

function asStory(story: Story): Found {
  return { kind: 'stories', address: `/stories/${story.id}`, title: story.title ?? '', hint: String(story.id), status: story.status };
}
