import { expect, test } from 'vitest';
import { newAddress } from './old_links';

test('an address of the old page leads to the new one', () => {
  expect(newAddress('#!/story/2001')).toBe('/stories/2001');
  expect(newAddress('#!/project/openstack/nova')).toBe('/projects/openstack/nova');
  expect(newAddress('#!/project/12')).toBe('/projects/12');
  expect(newAddress('#!/project_group/infra')).toBe('/project_groups/infra');
  expect(newAddress('#!/worklist/3?x=1')).toBe('/worklists/3');
  expect(newAddress('#!/board/4/')).toBe('/boards/4');
  expect(newAddress('#!/story/list')).toBe('/stories');
});

test('other fragments are left alone', () => {
  expect(newAddress('')).toBeNull();
  expect(newAddress('#comment-5')).toBeNull();
  expect(newAddress('#!/nowhere/1')).toBeNull();
});
