// Light, dark, or as the system has it; and how dense lists are. Kept in this browser.
export type Theme = 'system' | 'light' | 'dark';
export type Density = 'dense' | 'roomy';

const dark = matchMedia('(prefers-color-scheme: dark)');

class Look {
  theme = $state<Theme>((localStorage.getItem('plenary.theme') as Theme | null) ?? 'system');
  density = $state<Density>((localStorage.getItem('plenary.density') as Density | null) ?? 'dense');

  get isDark(): boolean {
    return this.theme === 'dark' || (this.theme === 'system' && dark.matches);
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    localStorage.setItem('plenary.theme', theme);
    apply();
  }

  setDensity(density: Density): void {
    this.density = density;
    localStorage.setItem('plenary.density', density);
    apply();
  }
}

export const look = new Look();

function apply(): void {
  document.documentElement.dataset.theme = look.isDark ? 'dark' : 'light';
  document.documentElement.dataset.density = look.density;
}

export function followTheme(): void {
  apply();
  dark.addEventListener('change', apply);
}
