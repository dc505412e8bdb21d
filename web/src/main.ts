import './ui/tokens.css';
import './ui/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { followTheme } from './ui/theme.svelte';

followTheme();
mount(App, { target: document.getElementById('app') as HTMLElement });
