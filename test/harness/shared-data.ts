import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Material that is no part of the project: the folder `shared/data` beside it, or the one that SHARED_DATA names. */
export const SHARED_DATA = process.env.SHARED_DATA ?? resolve(__dirname, '../../../shared/data');

export const FLORES = join(SHARED_DATA, 'flores-dev');
export const hasFlores = existsSync(join(FLORES, 'en.txt'));
export const NO_FLORES = 'there is no ../shared/data/flores-dev';
