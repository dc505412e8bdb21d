import { router } from '$/routing/router.svelte';
import type { Command } from '$/ui/commands.svelte';
import { look } from '$/ui/theme.svelte';
import { overlays } from './overlays.svelte';
import { places } from './places';

// What can be done everywhere.
export const frameCommands: Command[] = [
  { id: 'palette', title: 'keys.command', keys: 'Ctrl+k', run: () => overlays.open('palette'), hidden: true },
  { id: 'search', title: 'keys.search', keys: '/', run: () => document.getElementById('search')?.focus() },
  { id: 'new', title: 'keys.new', keys: 'c', run: () => router.go('/stories/new') },
  { id: 'help', title: 'keys.help', keys: '?', run: () => overlays.open('help') },
  ...places.map((place) => ({
    id: place.id,
    title: place.command,
    keys: place.keys,
    run: () => router.go(place.path),
  })),
  { id: 'theme', title: 'command.theme', run: () => look.setTheme(look.isDark ? 'light' : 'dark') },
];
