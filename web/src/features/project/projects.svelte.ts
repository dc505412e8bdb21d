import { api, ok, type Branch, type Project, type ProjectGroup } from '$/api/client';
import { ById } from '$/api/by_id.svelte';
import { use } from '$/api/resource.svelte';

export const projects = new ById<Project>((ids) =>
  ok(api.GET('/api/v1/projects', { params: { query: { id: ids } } })),
);

export function projectName(id: number | null | undefined): string {
  return projects.get(id)?.name ?? (id ? `#${id}` : '');
}

// "nova" of "openstack/nova": enough where it stands in a list.
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

export function projectAddress(name: string): string {
  return `/projects/${name.split('/').map(encodeURIComponent).join('/')}`;
}

export function groupAddress(name: string): string {
  return `/project_groups/${name.split('/').map(encodeURIComponent).join('/')}`;
}

export async function findProjects(text: string): Promise<Project[]> {
  const found =
    text.trim() === ''
      ? await ok(api.GET('/api/v1/projects', { params: { query: { limit: 8, sort_field: 'name' } } }))
      : await ok(api.GET('/api/v1/projects/search', { params: { query: { q: text, limit: 8 } } }));
  projects.put(found);
  return found;
}

export function branchesOf(project: number) {
  return use<Branch[]>(`branches/${project}`, () =>
    ok(api.GET('/api/v1/branches', { params: { query: { project_id: project } } })),
  );
}

export function findGroups(text: string): Promise<ProjectGroup[]> {
  const name = text.trim();
  return ok(api.GET('/api/v1/project_groups', { params: { query: { limit: 8, ...(name ? { name } : {}) } } }));
}
