import { setFlagsFromString } from 'node:v8';

/**
 * Node lets a heap grow to four times of what is in use before it looks for what is not; a search makes some megabytes
 * of garbage, so a site that is asked a lot would take 750 MB for the 160 that it uses. Looking earlier costs little:
 * see "memory" in bench/RESULTS.md.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=40');
}
