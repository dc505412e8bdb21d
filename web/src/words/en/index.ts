import { admin } from './admin';
import { board } from './board';
import { frame } from './frame';
import { home } from './home';
import { news } from './news';
import { people } from './people';
import { profile } from './profile';
import { project } from './project';
import { search } from './search';
import { story } from './story';
import { timeline } from './timeline';
import { worklist } from './worklist';

export const en = { ...admin, ...board, ...frame, ...home, ...news, ...people, ...profile, ...project, ...search, ...story, ...timeline, ...worklist };
export type Words = { [key in keyof typeof en]: (typeof en)[key] extends string ? string : { one: string; other: string } };
