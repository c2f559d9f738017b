import { Injectable } from '@nestjs/common';
import type { Locale } from '../../../common/locale';
import type { PairState, Translator } from '../translator';
import { TranslatorRegistry } from './translator-registry';

export interface Leg {
  translator: Translator;
  from: Locale;
  to: Locale;
}

/** One way from a language to another. */
export type Path = readonly Leg[];

const HUB = 'en';
/** Near languages through which a language is reached that hardly any engine knows: en → da → nb, ro → es → en. */
const STEPPING_STONES: Readonly<Record<Locale, Locale>> = { nb: 'da', ca: 'es', ro: 'es' };

/** Which ways there are from a language to another, best first. */
@Injectable()
export class PathFinder {
  constructor(private readonly registry: TranslatorRegistry) {}

  /**
   * Direct ways in the order of the engines, then one through English, then one over a near language. Empty: none;
   * `reason` says why.
   */
  async find(from: Locale, to: Locale): Promise<{ paths: Path[]; reason: string | null }> {
    if (this.registry.all().length === 0) return { paths: [], reason: 'no-engine' };
    const direct = await this.direct(from, to);
    const paths: Path[] = direct.legs.map((leg) => [leg]);
    for (const route of routesOf(from, to)) paths.push(...(await this.along(route)));
    return { paths, reason: paths.length > 0 ? null : (direct.reason ?? 'no-pair') };
  }

  private async direct(from: Locale, to: Locale): Promise<{ legs: Leg[]; reason: string | null }> {
    const translators = this.registry.inOrder(from, to);
    const states = await Promise.all(translators.map((one) => this.registry.pair(one, from, to)));
    const legs = translators
      .filter((_, index) => canTranslate(states[index]))
      .map((translator) => ({ translator, from, to }));
    const refused = states.find((state) => state.state === 'unavailable' && state.reason !== 'no-pair');
    return { legs, reason: refused?.state === 'unavailable' ? refused.reason : null };
  }

  /** Two ways along a route: with one engine all the way if one can, and with the best engine of each step. */
  private async along(route: readonly Locale[]): Promise<Path[]> {
    const steps: Leg[][] = [];
    for (const [index, from] of route.slice(0, -1).entries()) {
      const { legs } = await this.direct(from, route[index + 1] ?? from);
      if (legs.length === 0) return [];
      steps.push(legs);
    }
    const best = steps.map(([first]) => first).filter((leg) => leg !== undefined);
    const paths: Path[] = [best];
    for (const { translator } of steps[0] ?? []) {
      const same = steps.map((legs) => legs.find((leg) => leg.translator === translator));
      const path = same.filter((leg) => leg !== undefined);
      if (
        path.length === steps.length &&
        !paths.some((known) => describePath(known) === describePath(path))
      ) {
        paths.push(path);
      }
    }
    return paths;
  }
}

function canTranslate(state: PairState | undefined): boolean {
  return state?.state === 'ready' || state?.state === 'fetchable';
}

/** Languages to go through, from `from` to `to`, the shortest first. */
function routesOf(from: Locale, to: Locale): Locale[][] {
  const near = (locale: Locale): Locale | undefined => STEPPING_STONES[locale];
  const candidates: (Locale | undefined)[][] = [
    [from, HUB, to],
    [from, near(to), to],
    [from, near(from), to],
    [from, HUB, near(to), to],
    [from, near(from), HUB, to],
  ];
  const seen = new Set<string>();
  return candidates.flatMap((candidate) => {
    const route = candidate.filter((locale) => locale !== undefined);
    const isNew = !seen.has(route.join());
    seen.add(route.join());
    const isRoute = route.length === candidate.length && new Set(route).size === route.length;
    return isNew && isRoute ? [route] : [];
  });
}

/** As the API shows it: `apertium`, `bergamot sk→en→da`, `bergamot sk→en, apertium en→es`. */
export function describePath(path: Path): string {
  const [first] = path;
  if (!first) return '';
  if (path.length === 1) return first.translator.name;
  const parts: { name: string; way: Locale[] }[] = [];
  for (const { translator, from, to } of path) {
    const last = parts.at(-1);
    if (last?.name === translator.name) last.way.push(to);
    else parts.push({ name: translator.name, way: [from, to] });
  }
  return parts.map(({ name, way }) => `${name} ${way.join('→')}`).join(', ');
}
